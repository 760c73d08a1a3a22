import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { extractText, getDocumentProxy } from 'unpdf'
import { expectClean } from './clean.ts'
import { day, fromMonday, typeDay } from './days.ts'
import { call, desk, membersOf, seat } from './desk.ts'
import { pictured } from './pictures.ts'
import { expect, test } from './pupitre.ts'

/** Monday morning: a team leaves its old tools, the client moves the launch, and the day begins. */
const people = [
  { email: 'claire@example.org', role: 'owner' },
  { email: 'noe@example.org', role: 'member' },
  { email: 'lina@example.org', role: 'member' },
] as const
const boards = path.join(import.meta.dirname, '../src/work/import/testdata')
const plan = '/atelier-lundi/projets/plan-repris'

test.use({ desk: 'monday' })
test.describe.configure({ mode: 'serial' })
let claire: Page
let noe: Page
let members: Record<string, string>

const ask = <T>(method: string, where: string, body?: unknown) =>
  call<T>(claire, 'atelier-lundi', method, where, body)

test.beforeAll(async ({ browser, pupitre }) => {
  await seat(pupitre, 'Atelier Lundi', people)
  claire = await desk(browser, pupitre, people[0].email)
  noe = await desk(browser, pupitre, people[1].email)
  members = await membersOf(claire, 'atelier-lundi')
})
test.afterAll(async () => {
  await claire?.context().close()
  await noe?.context().close()
})

test('two real boards move in, and a second run brings nothing twice', async ({ pupitre }) => {
  for (const [file, name] of [
    ['miyamae-clipkit-2015.anon.json', 'Clipkit'],
    ['deck-data-trelloJson.json', 'Deck'],
  ] as const) {
    const run = (where: string[]) =>
      pupitre.cli(['import', 'trello', path.join(boards, file), ...where, '--archived', '--json'])
    const first = await run(['--new-project', name])
    expect(first.code, first.stderr).toBe(0)
    const cards = JSON.parse(fs.readFileSync(path.join(boards, file), 'utf8')).cards.length
    expect(JSON.parse(first.stdout).created.cards).toBe(cards)
    const again = await run(['--project', name])
    expect(JSON.parse(again.stdout).created.cards ?? 0).toBe(0)
  }
  await claire.goto('/atelier-lundi/projets/clipkit/tableau')
  await expect(claire.getByRole('region', { name: /^Colonne/ }).first()).toBeVisible()
})

test('a plan in Microsoft Project’s XML is tried, imported, and keeps its dates and links', async ({
  pupitre,
}) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pupitre-monday-'))
  const file = path.join(folder, 'plan.xml')
  await ask('POST', '/templates/project', {
    draft: { name: 'Plan d’avant' },
    template: { templateId: 'ready:launch', anchorOn: day(75), anchor: 'launch', people: {} },
  })
  const written = await pupitre.cli([
    'export',
    'tasks',
    '--project',
    'Plan d’avant',
    '--format',
    'mspdi',
    '--out',
    file,
    '--json',
  ])
  expect(written.code, written.stderr).toBe(0)
  const { id } = await ask<{ id: string }>('POST', '/projects', { name: 'Plan repris' })
  await claire.goto(`${plan}/importer`)
  await claire.getByText('Microsoft Project', { exact: true }).first().click()
  await claire.locator('input[type="file"]').setInputFiles(file)
  await claire.getByRole('button', { name: 'Importer', exact: true }).first().click({ timeout: 60_000 })
  await expect(claire.getByText(/est importé/)).toBeVisible({ timeout: 60_000 })
  type Task = { title: string; startsOn: string | null; dueOn: string | null }
  const dates = async (project: string) =>
    new Map(
      (await ask<{ items: Task[] }>('GET', `/projects/${project}/tasks?limit=200`)).items.map((t) => [
        t.title,
        `${t.startsOn} ${t.dueOn}`,
      ]),
    )
  const projects = await ask<{ id: string; name: string }[]>('GET', '/projects')
  const before = await dates(projects.find((p) => p.name === 'Plan d’avant')!.id)
  const after = await dates(id)
  expect(after.size).toBe(before.size)
  for (const title of ['Prises de vue', 'Lancement', 'Bilan et leçons'])
    expect(after.get(title), title).toBe(before.get(title))
  fs.rmSync(folder, { recursive: true, force: true })
})

const two = `Task ID,Name,Section/Column,Assignee,Projects,Blocked By (Dependencies)
101,Maquettes,À faire,Zoé Kerr,Site web,
102,Textes,À faire,,Site web,Maquettes
103,Dossier,En cours,Zoé Kerr,Presse,Textes
104,Envoi,En cours,,Presse,Dossier
`

test('a file of two boards becomes two projects, tasks tied across them stay related, and all of it is taken back', async () => {
  await ask('POST', '/projects', { name: 'Site web' })
  await claire.goto('/atelier-lundi/projets/site-web/importer')
  await claire.getByText('Asana', { exact: true }).first().click()
  await claire
    .locator('input[type="file"]')
    .setInputFiles({ name: 'Export.csv', mimeType: 'text/csv', buffer: Buffer.from(two) })
  await expect(claire.getByRole('radio', { name: 'Un projet par tableau' })).toBeChecked()
  await expect(claire.getByRole('combobox', { name: 'Destination de « Presse »' })).toHaveValue('new')
  await expectClean(claire)
  await claire.getByRole('button', { name: 'Importer', exact: true }).first().click()
  await expect(claire.getByRole('heading', { name: 'Et maintenant' })).toBeVisible()
  await expect(
    claire.getByText('les deux tâches deviennent des tâches liées', { exact: false }),
  ).toBeVisible()
  await expectClean(claire)
  await claire.goto('/atelier-lundi/projets/presse/taches?tache=1')
  const panel = claire.getByRole('dialog')
  await expect(panel.getByText('Textes')).toBeVisible()
  await claire.goto('/atelier-lundi/projets/site-web/importer')
  await claire.getByRole('button', { name: /^Annuler cet import/ }).click()
  const sheet = claire.getByRole('dialog')
  await expect(sheet).toBeVisible()
  await expectClean(claire)
  await sheet.getByRole('button', { name: 'Annuler l’import', exact: true }).click()
  await expect(claire.getByText('annulé', { exact: true })).toBeVisible()
  const names = (await ask<{ name: string }[]>('GET', '/projects')).map((p) => p.name)
  expect(names).toContain('Site web')
  expect(names).not.toContain('Presse')
})

test('the launch comes two weeks earlier: what breaks is seen first, and a colleague sees it move', async () => {
  for (const page of [claire, noe]) {
    await page.goto(`${plan}/gantt`)
    await expect(page.getByRole('treegrid')).toBeVisible()
  }
  const finish = (page: Page) =>
    page
      .getByRole('row')
      .filter({ has: page.locator('[data-key="name"]', { hasText: /^\W*Lancement\W*$/ }) })
      .locator('[data-key="finish"]')
  // Only the lines in sight are drawn.
  await noe.getByRole('searchbox').or(noe.getByPlaceholder('Chercher')).first().fill('Lancement')
  await expect(finish(noe)).toBeVisible()
  const before = (await finish(noe).textContent()) ?? ''
  await claire.getByRole('button', { name: /^Et si/ }).click()
  const panel = claire.getByRole('complementary', { name: /Et si le lancement bougeait/ })
  await typeDay(panel.getByLabel('Nouvelle date'), day(61))
  await expect(panel.getByRole('heading', { level: 3, name: /bouge/ })).toBeVisible()
  await expect(finish(noe)).toHaveText(before)
  await panel.getByRole('button', { name: 'Appliquer' }).click()
  await expect(panel).toBeHidden()
  await expect(finish(noe)).not.toHaveText(before)
})

test('too much falls on one person: the proposals level it, and say so', async () => {
  const projects = await ask<{ id: string; name: string }[]>('GET', '/projects')
  const projectId = projects.find((p) => p.name === 'Deck')!.id
  for (const [title, minutes] of [
    ['Monter le film', 1500],
    ['Étalonner', 1200],
  ] as const)
    await ask('POST', `/projects/${projectId}/tasks`, {
      title,
      startsOn: fromMonday(0),
      dueOn: fromMonday(4),
      estimateMinutes: minutes,
      assigneeIds: [members.noe],
    })
  await claire.goto('/atelier-lundi/charge')
  const over = claire.locator(`[data-row="${members.noe}"] [data-full="over"]`)
  await expect(over.first()).toBeVisible()
  await claire.getByRole('button', { name: 'Équilibrer…' }).click()
  const sheet = claire.getByRole('dialog')
  await sheet
    .getByRole('checkbox', { name: /^Confier/ })
    .first()
    .check()
  await sheet.getByRole('button', { name: /^Appliquer 1 changement$/ }).click()
  await claire.keyboard.press('Escape')
  await expect(over).toHaveCount(0)
})

test('two write the same title at once: both are seen, nothing is lost', async () => {
  for (const page of [claire, noe]) {
    await page.goto('/atelier-lundi/projets/deck/tableau')
    await page.getByRole('button', { name: 'Étalonner', exact: true }).click()
    await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Titre' })).toHaveValue('Étalonner')
  }
  const title = (page: Page) => page.getByRole('dialog').getByRole('textbox', { name: 'Titre' })
  await title(claire).fill('Étalonner la version longue')
  await title(noe).fill('Étalonner les deux versions')
  await title(noe).press('Enter')
  await expect(noe.getByRole('button', { name: 'Étalonner les deux versions', exact: true })).toHaveCount(1)
  await title(claire).press('Enter')
  const clash = claire.getByRole('alert').filter({ hasText: 'Votre saisie est gardée' })
  await expect(clash).toContainText('Étalonner les deux versions')
  await clash.getByRole('button', { name: 'Garder la mienne' }).click()
  await expect(title(noe)).toHaveValue('Étalonner la version longue')
})

test('the stand-up is gathered from the work and sent', async () => {
  for (const page of [claire, noe]) await page.goto('/atelier-lundi/projets/deck/standup')
  await claire.getByRole('button', { name: 'Ouvrir un point du jour' }).click()
  await noe.reload()
  const blocked = noe.getByRole('textbox', { name: /^Ajouter à .*Bloqué/ })
  await blocked.fill('Visuels du client')
  await blocked.press('Enter')
  await noe.getByRole('button', { name: 'Envoyer mon point' }).click()
  await expect(claire.getByText('Visuels du client')).toBeVisible()
})

test('the Gantt is printed with every name on it', async () => {
  await claire.goto(`${plan}/gantt`)
  await expect(claire.getByRole('treegrid')).toBeVisible()
  await pictured(claire)('gantt')
  const [file] = await Promise.all([
    claire.waitForEvent('download'),
    (async () => {
      await claire.getByRole('button', { name: 'Imprimer, exporter' }).click()
      await claire.getByRole('menuitem', { name: /A4/ }).click()
    })(),
  ])
  const pdf = await getDocumentProxy(new Uint8Array(fs.readFileSync(await file.path())))
  const { text } = await extractText(pdf, { mergePages: true })
  for (const name of ['Prises de vue', 'Lancement', 'Bilan et leçons']) expect(text).toContain(name)
})
