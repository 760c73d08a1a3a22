import type { Page } from '@playwright/test'
import { faultsOf } from './clean.ts'
import { call, desk, membersOf, openProject, seat } from './desk.ts'
import { expect, test } from './pupitre.ts'

const people = [
  { email: 'ana@example.org', role: 'owner' },
  { email: 'cliente@example.org', role: 'guest' },
] as const
const ws = 'atelier-brume'
const project = `/${ws}/projets/affichage`
const titles = ['Visuel de l’affiche', 'Réserver les panneaux']

test.use({ desk: 'guest' })
test.describe.configure({ mode: 'serial' })
let ana: Page
let client: Page
const refused: string[] = []

const arrived = async (page: Page) => {
  await expect(page.getByRole('heading').first()).toBeVisible()
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
}

test.beforeAll(async ({ browser, pupitre }) => {
  await seat(pupitre, 'Atelier Brume', people)
  ana = await desk(browser, pupitre, people[0].email)
  for (const name of ['Affichage', 'Lancement secret']) await openProject(ana, ws, name)
  const all = await call<{ id: string; slug: string }[]>(ana, ws, 'GET', '/projects')
  const ids = await membersOf(ana, ws)
  for (const { id, slug } of all)
    for (const title of slug === 'affichage' ? titles : ['Nom du parfum'])
      await call(ana, ws, 'POST', `/projects/${id}/tasks`, {
        title,
        startsOn: '2026-03-02',
        dueOn: '2026-03-06',
        assigneeIds: [ids.ana],
      })
  const opened = all.find((p) => p.slug === 'affichage')
  await call(ana, ws, 'PUT', `/projects/${opened?.id}/members/${ids.cliente}`, { role: 'reader' })
  client = await desk(browser, pupitre, people[1].email)
  client.on('response', async (r) => {
    if (r.status() === 403 || /"FORBIDDEN"/.test(await r.text().catch(() => ''))) refused.push(r.url())
  })
})

test.afterAll(async () => {
  await ana?.context().close()
  await client?.context().close()
})

test('a client sees the project opened to her on every page, and no trace of the others', async () => {
  const pages = ['aujourdhui', 'projets', 'portefeuille/apercu', 'portefeuille/taches', 'portefeuille/gantt']
  for (const page of [...pages, 'clients', 'mesure', 'charge', 'recherche?q=parfum', 'reglages/historique']) {
    await client.goto(`/${ws}/${page}`)
    await arrived(client)
    await expect(client.getByText(/Lancement secret|Nom du parfum/)).toHaveCount(0)
  }
  await client.goto(`/${ws}/projets`)
  await expect(client.getByRole('row').filter({ hasText: 'Affichage' })).toBeVisible()
  await client.keyboard.press('Control+k')
  await client.getByRole('combobox').fill('Nom du parfum')
  await expect(client.getByRole('option', { name: /Tout chercher/ })).toBeVisible()
  await expect(client.getByRole('option', { name: /^Nom du parfum/ })).toHaveCount(0)
  await client.keyboard.press('Escape')
})

test('nothing on the pages of the project offers her to change the plan, and none is refused', async () => {
  for (const view of ['taches', 'tableau', 'gantt', 'calendrier', 'personnes', 'matrice', 'plan', 'budget']) {
    await client.goto(`${project}/${view}`)
    await arrived(client)
    const main = client.getByRole('main')
    await expect(main.getByRole('textbox', { name: /^Ajouter/ })).toHaveCount(0)
    await expect(
      main.getByRole('button', { name: /^(Ajouter (une tâche|une ligne)|Déplacer|Importer)/ }),
    ).toHaveCount(0)
    await expect(client.getByText('Votre rôle ne permet pas')).toHaveCount(0)
  }
  await client.goto(`${project}/tableau`)
  const card = client.getByRole('button', { name: titles[0]! })
  await card.focus()
  for (const keys of ['Alt+ArrowRight', 'x', 's', 'm', 'c']) await client.keyboard.press(keys)
  await expect(client.getByRole('dialog')).toHaveCount(0)
  await client.goto(`${project}/taches`)
  await expect(client.getByRole('row').filter({ hasText: titles[0]! })).toContainText('À faire')
  expect(refused).toEqual([])
})

test('she comments on a task from the palette, is answered, and cannot touch its fields', async () => {
  await client.goto(`${project}/taches?tache=1`)
  const drawer = client.getByRole('dialog', { name: 'Tâche 1' })
  await expect(drawer.getByRole('textbox', { name: 'Titre' })).toBeDisabled()
  await expect(drawer.getByRole('button', { name: 'Terminer' })).toHaveCount(0)
  await client.keyboard.press('Control+k')
  await client.getByRole('combobox', { name: /Une page, une action/ }).fill('commenter')
  await client.keyboard.press('Enter')
  const write = drawer.getByRole('textbox', { name: /^Commenter/ })
  await expect(write).toBeFocused()
  await client.keyboard.type('Le logo est trop petit')
  await client.keyboard.press('Control+Enter')
  await expect(drawer.getByText('Le logo est trop petit')).toBeVisible()
  await expect(drawer.getByRole('button', { name: 'Régler le fil' })).toHaveCount(0)

  await ana.goto(`${project}/taches?tache=1`)
  const hers = ana.getByRole('dialog').getByRole('listitem').filter({ hasText: 'trop petit' }).first()
  await hers.getByRole('button', { name: 'Répondre' }).click()
  await ana.keyboard.type('Nous l’agrandissons')
  await ana.keyboard.press('Control+Enter')
  await expect(drawer.getByText('Nous l’agrandissons')).toBeVisible()
  expect(await faultsOf(client)).toEqual([])
  await client.keyboard.press('Escape')
  await expect(drawer).toHaveCount(0)
  expect(refused).toEqual([])
})

test('« ? » tells her the keys that look, those who change tasks theirs too', async () => {
  for (const [page, says] of [
    [client, false],
    [ana, true],
  ] as const) {
    await page.goto(`${project}/gantt`)
    await arrived(page)
    await page.keyboard.press('?')
    const keys = page.getByRole('dialog').getByRole('region', { name: 'Gantt' })
    await expect(keys.getByText('Voir tout le plan')).toBeVisible()
    await expect(keys.getByText('Relier par numéros')).toHaveCount(says ? 1 : 0)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
})
