import type { Locator, Page } from '@playwright/test'
import { desk, openProject, seat } from './desk.ts'
import { carry } from './hand.ts'
import { expect, test } from './pupitre.ts'

const people = [
  { email: 'ana@example.org', role: 'owner' },
  { email: 'ben@example.org', role: 'member' },
] as const
const project = '/atelier-brume/projets/affichage'

test.use({ desk: 'two' })
test.describe.configure({ mode: 'serial' })
let ana: Page
let ben: Page

const column = (page: Page, name: string) =>
  page.getByRole('region', { name: new RegExp(`^Colonne «\\s${name}\\s»`) })
const card = (page: Page | Locator, title: string) => page.getByRole('button', { name: title, exact: true })

test.beforeAll(async ({ browser, pupitre }) => {
  await seat(pupitre, 'Atelier Brume', people)
  ana = await desk(browser, pupitre, people[0].email)
  await openProject(ana, 'atelier-brume', 'Affichage')
  ben = await desk(browser, pupitre, people[1].email)
  for (const page of [ana, ben]) {
    await page.goto(`${project}/tableau`)
    await expect(column(page, 'À faire')).toBeVisible()
  }
})

test.afterAll(async () => {
  await ana?.context().close()
  await ben?.context().close()
})

test('what one adds and moves, the other sees without reloading', async () => {
  await ana.getByRole('button', { name: /Ajouter une carte\s: À faire/ }).click()
  await ana.keyboard.type('Choisir les panneaux')
  await ana.keyboard.press('Enter')
  await expect(column(ben, 'À faire').getByText('Choisir les panneaux')).toBeVisible()
  await carry(ben, card(ben, 'Choisir les panneaux'), column(ben, 'En cours'))
  await expect(card(column(ana, 'En cours'), 'Choisir les panneaux')).toBeVisible()
})

test('two who write the same title at once see both, and nothing is lost', async () => {
  for (const page of [ana, ben]) {
    await card(page, 'Choisir les panneaux').click()
    await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Titre' })).toHaveValue(
      'Choisir les panneaux',
    )
  }
  const [mine, theirs] = [ana, ben].map((page) =>
    page.getByRole('dialog').getByRole('textbox', { name: 'Titre' }),
  ) as [ReturnType<Page['getByRole']>, ReturnType<Page['getByRole']>]
  await mine.fill('Choisir vingt panneaux')
  await theirs.fill('Choisir les panneaux du centre')
  await theirs.press('Enter')
  await expect(card(ben, 'Choisir les panneaux du centre')).toHaveCount(1)
  await mine.press('Enter')
  const clash = ana.getByRole('alert').filter({ hasText: 'Votre saisie est gardée' })
  await expect(clash).toContainText('Choisir vingt panneaux')
  await expect(clash).toContainText('Choisir les panneaux du centre')
  await clash.getByRole('button', { name: 'Garder la mienne' }).click()
  await expect(clash).toHaveCount(0)
  await expect(theirs).toHaveValue('Choisir vingt panneaux')
  for (const page of [ana, ben])
    await page.getByRole('dialog').getByRole('button', { name: 'Fermer' }).first().click()
})

test('who loses the line is told, and catches up when it comes back', async () => {
  await ben.context().setOffline(true)
  await expect(ben.getByText(/^Hors ligne/)).toBeVisible()
  await ana.getByRole('button', { name: /Ajouter une carte\s: À faire/ }).click()
  await ana.keyboard.type('Commander l’impression')
  await ana.keyboard.press('Enter')
  await expect(card(ana, 'Commander l’impression')).toBeVisible()
  await expect(card(ben, 'Commander l’impression')).toHaveCount(0)
  await ben.context().setOffline(false)
  await expect(ben.getByText(/^Hors ligne/)).toHaveCount(0)
  await expect(card(ben, 'Commander l’impression')).toBeVisible()
})

test('what was put in the bin comes back by Ctrl+Z, on both desks', async () => {
  await card(ana, 'Commander l’impression').click()
  await ana.getByRole('dialog').getByRole('button', { name: 'Autres actions' }).click()
  await ana.getByRole('menuitem', { name: 'Mettre à la corbeille' }).click()
  await expect(card(ben, 'Commander l’impression')).toHaveCount(0)
  await expect(ana.getByText('Tâche mise à la corbeille')).toBeVisible()
  await ana.keyboard.press('Control+z')
  for (const page of [ana, ben]) await expect(card(page, 'Commander l’impression')).toBeVisible()
})

test('a task goes to another project with what was said, leaves both desks, and Ctrl+Z brings it back', async () => {
  await openProject(ana, 'atelier-brume', 'Site')
  await ana.goto(`${project}/tableau`)
  await card(ana, 'Commander l’impression').click()
  await ana.getByRole('dialog').getByRole('button', { name: 'Autres actions' }).click()
  await ana.getByRole('menuitem', { name: 'Déplacer vers un autre projet…' }).click()
  const sheet = ana.getByRole('dialog').filter({ hasText: 'Vers le projet' })
  await sheet.getByRole('combobox', { name: 'Vers le projet' }).click()
  await ana.getByRole('option', { name: 'Site', exact: true }).click()
  await expect(sheet.getByText('Rien ne se perd.')).toBeVisible()
  await sheet.getByRole('button', { name: 'Déplacer', exact: true }).click()
  await expect(ana.getByText('Tâche déplacée vers Site')).toBeVisible()
  for (const page of [ana, ben]) await expect(card(page, 'Commander l’impression')).toHaveCount(0)
  // Whoever comes by its old address is led to it.
  await ben.goto(`${project}/taches?tache=2`)
  await expect(ben).toHaveURL(/\/projets\/site\/taches\?tache=1$/)
  await expect(ben.getByRole('dialog').getByRole('textbox', { name: 'Titre' })).toHaveValue(
    'Commander l’impression',
  )
  await ben.goto(`${project}/tableau`)
  await ana.keyboard.press('Control+z')
  for (const page of [ana, ben]) await expect(card(page, 'Commander l’impression')).toBeVisible()
})

test('a task is made, found, moved and finished by the keyboard alone', async () => {
  const { keyboard } = ana
  await ana.keyboard.press('Control+k')
  await expect(ana.getByPlaceholder('Une page, une action, un projet, une tâche…')).toBeFocused()
  await keyboard.type('Tâches')
  await expect(ana.getByRole('option', { name: /Tâches/ }).first()).toBeVisible()
  await keyboard.press('Enter')
  await expect(ana).toHaveURL(new RegExp(`${project}/taches`))
  await expect(ana.getByRole('grid', { name: 'Tâches du projet' })).toBeVisible()
  await keyboard.press('c')
  await expect(ana.getByRole('textbox', { name: 'Ajouter une tâche' })).toBeFocused()
  await keyboard.type('Poser les affiches')
  await keyboard.press('Enter')
  await expect(ana.getByRole('button', { name: /Ouvrir la tâche.*Poser les affiches/ })).toBeVisible()
  await keyboard.press('Escape')

  await ana.goto(`${project}/tableau`)
  const made = card(ana, 'Poser les affiches')
  await expect(made).toBeVisible()
  // Tab goes from the page's first control to the card, as a hand would.
  for (let i = 0; i < 80 && !(await made.evaluate((e) => e === document.activeElement)); i++)
    await keyboard.press('Tab')
  await expect(made).toBeFocused()
  await keyboard.press('Alt+ArrowRight')
  await expect(
    column(ana, 'En cours').getByRole('button', { name: 'Poser les affiches', exact: true }),
  ).toBeFocused()
  await expect(
    column(ben, 'En cours').getByRole('button', { name: 'Poser les affiches', exact: true }),
  ).toBeVisible()
  await keyboard.press('m')
  const menu = ana.getByRole('menu', { name: /Poser les affiches/ })
  await expect(menu).toBeVisible()
  await keyboard.press('Escape')
  await expect(menu).toHaveCount(0)
  await column(ana, 'En cours').getByRole('button', { name: 'Poser les affiches', exact: true }).focus()
  await keyboard.press('x')
  await expect(
    column(ben, 'Fait').getByRole('button', { name: 'Poser les affiches', exact: true }),
  ).toBeVisible()
})
