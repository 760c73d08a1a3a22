import type { Page } from '@playwright/test'
import { desk, openProject, seat } from './desk.ts'
import { expect, test } from './pupitre.ts'

const email = 'ana@example.org'
const project = '/atelier-brume/projets/affichage'
const titles = ['Choisir les emplacements', 'Imprimer les affiches', 'Poser les affiches', 'Relire le brief']

test.use({ desk: 'views' })
test.describe.configure({ mode: 'serial' })
let ana: Page

const line = (page: Page, title: string) => page.getByRole('row').filter({ hasText: title })
const cell = (page: Page, title: string, column: number) =>
  line(page, title).locator(`[data-column="${column}"]`)

test.beforeAll(async ({ browser, pupitre }) => {
  await seat(pupitre, 'Atelier Brume', [{ email, role: 'owner' }])
  ana = await desk(browser, pupitre, email)
  await openProject(ana, 'atelier-brume', 'Affichage')
})

test('a whole table is written by the keyboard, cell after cell', async () => {
  await ana.goto(`${project}/taches`)
  for (const title of titles) {
    await ana.getByRole('textbox', { name: 'Ajouter une tâche' }).fill(title)
    await ana.keyboard.press('Enter')
    await expect(line(ana, title)).toBeVisible()
  }
  await cell(ana, titles[0]!, 0).click()
  await ana.keyboard.press('Control+a')
  await ana.keyboard.type('Choisir les vingt emplacements')
  await ana.keyboard.press('Tab')
  await expect(cell(ana, 'Choisir les vingt emplacements', 1)).toBeFocused()
  await ana.keyboard.press('Enter')
  await ana.keyboard.type('ana')
  await ana.keyboard.press('Enter')
  await ana.keyboard.press('Tab')
  await expect(cell(ana, 'Choisir les vingt emplacements', 1)).toHaveText(/ana/i)
  await ana.keyboard.press('Control+z')
  await expect(cell(ana, 'Choisir les vingt emplacements', 1)).toHaveText('')
  await ana.keyboard.press('Control+Shift+z')
  await expect(cell(ana, 'Choisir les vingt emplacements', 1)).toHaveText(/ana/i)
})

test('several tasks are put in another column at once, and come back at once', async () => {
  await cell(ana, titles[1]!, 0).click()
  await ana.keyboard.press('Escape')
  await ana.keyboard.press('x')
  await ana.keyboard.press('Shift+ArrowDown')
  const held = ana.getByRole('region', { name: 'Tâches choisies' })
  await expect(held).toContainText('2 tâches choisies')
  await held.getByRole('button', { name: 'Colonne' }).click()
  await ana.getByRole('menuitem', { name: 'En cours' }).click()
  await expect(ana.getByRole('gridcell', { name: 'En cours' })).toHaveCount(2)
  await ana.keyboard.press('Control+z')
  await expect(ana.getByRole('gridcell', { name: 'En cours' })).toHaveCount(0)
  await ana.keyboard.press('Control+Shift+z')
  await expect(ana.getByRole('gridcell', { name: 'En cours' })).toHaveCount(2)
  await held.getByRole('button', { name: 'Lâcher la sélection' }).click()
})

test('a view is kept under a name and opens the same from its address', async () => {
  await ana.getByRole('button', { name: 'Filtrer' }).click()
  await ana.getByRole('menuitem', { name: 'Colonne' }).click()
  await ana.getByRole('checkbox', { name: 'En cours' }).check()
  await ana.keyboard.press('Escape')
  await expect(line(ana, titles[1]!)).toBeVisible()
  await expect(line(ana, 'vingt emplacements')).toHaveCount(0)
  await ana.getByRole('button', { name: 'Enregistrer comme nouvelle vue' }).click()
  await ana.getByRole('textbox', { name: 'Nom de la vue' }).fill('Ce qui avance')
  await ana.getByRole('button', { name: 'Enregistrer la vue' }).click()
  await expect(ana.getByRole('button', { name: 'Ce qui avance', pressed: true })).toBeVisible()
  await ana.reload()
  await expect(line(ana, titles[1]!)).toBeVisible()
  await expect(line(ana, 'vingt emplacements')).toHaveCount(0)
})

test('somebody without an account reads the view behind its link, with the password, and no longer once withdrawn', async ({
  browser,
  baseURL,
}) => {
  await ana.getByRole('button', { name: 'Vue et colonnes' }).click()
  await ana.getByRole('menuitem', { name: 'Lien public de la vue' }).click()
  const sheet = ana.getByRole('dialog')
  await sheet.getByRole('textbox', { name: 'Pour qui' }).fill('L’imprimeur')
  await sheet.getByLabel('Mot de passe', { exact: true }).fill('papier glacé')
  await sheet.getByRole('button', { name: 'Créer le lien' }).click()
  const address = new URL(await sheet.locator('code').innerText()).pathname
  const visitor = await (await browser.newContext({ baseURL: baseURL!, locale: 'fr-FR' })).newPage()
  await visitor.goto(address)
  await visitor.getByLabel('Mot de passe', { exact: true }).fill('papier mat')
  await visitor.getByRole('button', { name: 'Ouvrir' }).click()
  await expect(visitor.getByText('Ce mot de passe n’est pas le bon.')).toBeVisible()
  await visitor.getByLabel('Mot de passe', { exact: true }).fill('papier glacé')
  await visitor.getByRole('button', { name: 'Ouvrir' }).click()
  await expect(visitor.getByRole('heading', { name: 'Ce qui avance' })).toBeVisible()
  await expect(line(visitor, titles[1]!)).toBeVisible()
  await expect(visitor.getByText('vingt emplacements')).toHaveCount(0)
  await line(visitor, titles[1]!)
    .getByRole('button', { name: /^Ouvrir la tâche/ })
    .click()
  const card = visitor.getByRole('dialog', { name: new RegExp(titles[1]!) })
  await expect(card.getByRole('definition').filter({ hasText: 'En cours' })).toBeVisible()
  await visitor.keyboard.press('Escape')
  await expect(card).toHaveCount(0)
  await sheet.getByRole('button', { name: /^Retirer le lien/ }).click()
  await expect(ana.getByText('Lien retiré')).toBeVisible()
  await visitor.goto(address)
  await expect(visitor.getByRole('heading', { name: 'Ce lien ne s’ouvre pas' })).toBeVisible()
})

test('the portfolio shows the project with what it has to do, on every one of its pages', async () => {
  await ana.goto('/atelier-brume/portefeuille')
  await expect(ana.getByRole('row').filter({ hasText: 'Affichage' })).toBeVisible()
  for (const page of ['taches', 'tableau', 'gantt', 'calendrier', 'matrice']) {
    await ana.goto(`/atelier-brume/portefeuille/${page}`)
    await expect(ana.getByRole('search', { name: 'Ce que montre la vue' })).toBeVisible()
    await expect(ana.getByText('4 tâches')).toBeVisible()
  }
})

test('a column is added at the end of the heads, and a field is made there', async () => {
  await ana.goto(`${project}/taches`)
  const heads = ana.getByRole('columnheader')
  await ana.getByRole('button', { name: 'Ajouter une colonne' }).click()
  await ana.getByRole('menuitem', { name: 'Avancement' }).click()
  await expect(heads.filter({ hasText: 'Avancement' })).toBeVisible()
  await ana.getByRole('button', { name: 'Ajouter une colonne' }).click()
  await ana.getByRole('menuitem', { name: 'Nouveau champ…' }).click()
  const sheet = ana.getByRole('dialog')
  await sheet.getByRole('textbox', { name: 'Nom' }).fill('Format')
  await sheet.getByRole('button', { name: 'Créer le champ' }).click()
  await expect(heads.filter({ hasText: 'Format' })).toBeVisible()
  await ana.getByRole('button', { name: 'Revenir' }).click()
  await expect(heads.filter({ hasText: 'Avancement' })).toHaveCount(0)
})

test('one value is pasted into several lines, and comes back in one gesture', async () => {
  await ana.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await ana.goto(`${project}/taches`)
  const first = 'Choisir les vingt emplacements'
  await cell(ana, first, 1).click()
  await ana.keyboard.press('Escape')
  await expect(cell(ana, first, 1)).toBeFocused()
  await ana.keyboard.press('Control+c')
  await expect(ana.getByText('Cellule copiée')).toBeVisible()
  await cell(ana, titles[2]!, 1).click()
  await ana.keyboard.press('Escape')
  await ana.keyboard.press('x')
  await ana.keyboard.press('Shift+ArrowDown')
  await ana.keyboard.press('Control+v')
  await expect(ana.locator('[data-column="1"]').filter({ hasText: /ana/i })).toHaveCount(3)
  await ana.keyboard.press('Control+z')
  await expect(ana.locator('[data-column="1"]').filter({ hasText: /ana/i })).toHaveCount(1)
  await ana.getByRole('button', { name: 'Lâcher la sélection' }).click()
})

test('« one of » is said in the bar, by the keyboard, and told by the address', async () => {
  await ana.goto(`${project}/taches`)
  await expect(line(ana, titles[3]!)).toBeVisible()
  await ana.getByRole('button', { name: 'Filtrer' }).click()
  await ana.getByRole('menuitem', { name: 'Responsable' }).click()
  await ana.getByRole('checkbox', { name: 'Moi' }).press('Space')
  await expect(line(ana, titles[1]!)).toHaveCount(0)
  await ana.getByRole('button', { name: 'ou…' }).press('Enter')
  await ana.getByRole('combobox', { name: 'ou…' }).selectOption({ label: 'Colonne' })
  await ana.getByRole('checkbox', { name: 'En cours' }).press('Space')
  await ana.keyboard.press('Escape')
  const chip = ana.getByRole('button', { name: /^l’un de/ })
  await expect(chip).toHaveText(/Responsable Moi ou Colonne En cours/)
  for (const title of ['vingt emplacements', titles[1]!, titles[2]!])
    await expect(line(ana, title)).toBeVisible()
  await expect(line(ana, titles[3]!)).toHaveCount(0)
  await ana.reload()
  await expect(chip).toHaveText(/Responsable Moi ou Colonne En cours/)
  await expect(line(ana, titles[2]!)).toBeVisible()
  await expect(line(ana, titles[3]!)).toHaveCount(0)
  await ana.getByRole('button', { name: 'Tout montrer' }).click()
  await expect(line(ana, titles[3]!)).toBeVisible()
})

test('the address of a task opens it over any view', async () => {
  for (const view of ['gantt', 'tableau', 'calendrier', 'personnes', 'matrice', 'taches']) {
    await ana.goto(`${project}/${view}?tache=2`)
    await expect(ana.getByRole('dialog', { name: 'Tâche 2' })).toBeVisible()
  }
  await ana.keyboard.press('Escape')
  await expect(ana.getByRole('dialog')).toHaveCount(0)
})

test('of two sheets, Escape closes the one on top', async () => {
  await ana.goto(`${project}/tableau?tache=1`)
  const sheets = ana.getByRole('dialog')
  await sheets.locator('summary', { hasText: 'Planification' }).click()
  await sheets.getByRole('button', { name: 'Répéter…' }).click()
  await expect(sheets).toHaveCount(2)
  await ana.keyboard.press('Escape')
  await expect(sheets).toHaveCount(1)
  await expect(ana).toHaveURL(/tache=1$/)
  await ana.keyboard.press('Escape')
  await expect(sheets).toHaveCount(0)
})

test('a view over all projects is read behind its link too', async ({ browser, baseURL }) => {
  await ana.goto('/atelier-brume/portefeuille/taches?reste=1')
  await expect(line(ana, titles[3]!)).toBeVisible()
  await ana.getByRole('button', { name: 'Enregistrer comme nouvelle vue' }).click()
  await ana.getByRole('textbox', { name: 'Nom de la vue' }).fill('Tout ce qui reste')
  await ana.getByRole('button', { name: 'Enregistrer la vue' }).click()
  await expect(ana.getByRole('button', { name: 'Tout ce qui reste', pressed: true })).toBeVisible()
  await ana.getByRole('button', { name: 'Vue et colonnes' }).click()
  await ana.getByRole('menuitem', { name: 'Lien public de la vue' }).click()
  await ana.getByRole('dialog').getByRole('button', { name: 'Créer le lien' }).click()
  const address = new URL(await ana.getByRole('dialog').locator('code').innerText()).pathname
  const visitor = await (await browser.newContext({ baseURL: baseURL!, locale: 'fr-FR' })).newPage()
  await visitor.goto(address)
  await expect(visitor.getByRole('heading', { name: 'Tout ce qui reste' })).toBeVisible()
  await expect(visitor.getByText('1 projet', { exact: true })).toBeVisible()
  await expect(line(visitor, titles[3]!)).toBeVisible()
  await ana.keyboard.press('Escape')
})

test('Ctrl-Z takes back the last thing one did, on whichever page it was done', async () => {
  await ana.goto(`${project}/budget`)
  const add = ana.getByRole('textbox', { name: 'Ajouter une ligne' })
  await add.fill('Affichage')
  await add.press('Enter')
  await expect(ana.getByText('Affichage', { exact: true }).first()).toBeVisible()
  const lineOf = () => ana.getByRole('row').filter({ hasText: 'Affichage' })
  await expect(lineOf()).toHaveCount(1)
  await ana.goto(`${project}/taches`)
  await expect(line(ana, titles[2]!)).toBeVisible()
  await ana.keyboard.press('Control+z')
  await ana.goto(`${project}/budget`)
  await expect(add).toBeVisible()
  await expect(lineOf()).toHaveCount(0)
  await ana.keyboard.press('Control+Shift+z')
  await expect(lineOf()).toHaveCount(1)
})
