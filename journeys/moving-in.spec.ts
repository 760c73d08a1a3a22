import type { Page } from '@playwright/test'
import { day } from './days.ts'
import { call, desk, seat } from './desk.ts'
import { expect, test } from './pupitre.ts'

const email = 'helene@example.org'

test.describe.configure({ mode: 'serial' })
let page: Page
const toast = () => page.locator('[data-toast]')
const ask = <T>(method: string, path: string, body?: unknown) =>
  call<T>(page, 'atelier-reprise', method, path, body)

test.beforeAll(async ({ browser, pupitre }) => {
  await seat(pupitre, 'Atelier Reprise', [{ email, role: 'owner' }])
  page = await desk(browser, pupitre, email)
})
test.afterAll(() => page.context().close())

test('who leaves another tool finds the way to the file on the first page of projects', async () => {
  await page.goto('/atelier-reprise/projets')
  await page.getByRole('button', { name: 'Reprendre d’un autre outil' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('textbox', { name: 'Nom du projet' }).fill('Reprise')
  await sheet.getByRole('button', { name: 'Choisir le fichier' }).click()
  await expect(page).toHaveURL(/reprise\/importer$/)
  await expect(page.getByText('le fichier est d’abord lu à blanc', { exact: false })).toBeVisible()
})

test('a list pasted from elsewhere is as many tasks, in its order, and Ctrl-Z takes all of them back', async () => {
  await page.goto('/atelier-reprise/projets/reprise/taches')
  const line = page.getByPlaceholder('Titre de la tâche, puis Entrée')
  await line.focus()
  await line.evaluate((box) => {
    const data = new DataTransfer()
    data.setData('text/plain', '- Écrire le brief\n2. Choisir la piste\n\n[ ] Prévenir la presse\n')
    box.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  })
  await expect(toast()).toContainText('3 tâches ajoutées')
  const titles = page.getByRole('link', { name: /^(Écrire le brief|Choisir la piste|Prévenir la presse)$/ })
  const count = page.getByText(/^3 tâches,/)
  await expect(count).toBeVisible()
  await page.locator('h1').click()
  await page.keyboard.press('Control+z')
  await expect(count).toHaveCount(0)
  await expect(titles).toHaveCount(0)
  await page.keyboard.press('Control+Shift+z')
  await expect(count).toBeVisible()
})

/** A picture in the clipboard, as a screenshot puts it there. */
async function copyPicture(on: Page) {
  await on.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await on.evaluate(async () => {
    const canvas = document.createElement('canvas')
    canvas.width = 320
    canvas.height = 200
    canvas.getContext('2d')!.fillRect(20, 20, 200, 100)
    const blob = await new Promise<Blob>((done) => canvas.toBlob((b) => done(b!), 'image/png'))
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })])
  })
}

test('a screenshot goes from the clipboard into a description, a comment and a public form', async () => {
  await page.goto('/atelier-reprise/projets/reprise/taches?tache=1')
  const task = page.getByRole('dialog')
  const kept = task.getByRole('link', { name: /^capture-/ })
  await task.getByRole('textbox', { name: 'Commenter ; @ pour citer quelqu’un' }).click()
  await copyPicture(page)
  await page.keyboard.press('Control+v')
  await expect(kept).toHaveCount(1)
  await task.getByRole('button', { name: 'Modifier la description' }).click()
  await task.getByRole('textbox', { name: 'Description' }).click()
  await page.keyboard.press('Control+v')
  await expect(kept).toHaveCount(2)

  const projects = await ask<{ id: string; name: string }[]>('GET', '/projects')
  const { id } = await ask<{ id: string }>(
    'POST',
    `/projects/${projects.find((p) => p.name === 'Reprise')!.id}/forms`,
    {
      name: 'Demande',
      public: true,
      questions: [
        { key: 'what', kind: 'title', label: 'Quoi ?' },
        { key: 'files', kind: 'files', label: 'Fichiers' },
      ],
    },
  )
  const { url } = await ask<{ url: string }>('POST', `/forms/${id}/link`)
  await page.goto(new URL(url).pathname)
  const files = page.getByRole('group', { name: 'Fichiers' }).getByRole('listitem')
  await page.getByRole('heading', { name: 'Demande' }).click()
  await page.keyboard.press('Control+v')
  await expect(files.filter({ hasText: /^Capture / })).toHaveCount(1)
  await page.getByRole('textbox', { name: /^Quoi/ }).click()
  await page.keyboard.press('Control+v')
  await expect(files).toHaveCount(2)
})

test('a plan to come opens on its beginning; another launch that was applied is taken back by Ctrl-Z, and done again', async () => {
  const { id } = await ask<{ id: string }>('POST', '/projects', {
    name: 'Lancement',
    endsOn: day(70),
  })
  const end = async () => (await ask<{ endsOn: string }>('GET', `/projects/${id}`)).endsOn
  const add = (draft: object) => ask<{ id: string }>('POST', `/projects/${id}/tasks`, draft)
  const shoot = await add({ title: 'Tournage', startsOn: day(40), dueOn: day(42) })
  const launch = await add({ title: 'Jour J', kind: 'milestone', dueOn: day(60) })
  await page.goto('/atelier-reprise/projets/lancement/gantt')
  const due = page.locator(`[data-row="${launch.id}"] [data-key="finish"]`)
  const before = await due.innerText()
  // A plan to come opens on its beginning, not on an empty today.
  await expect(page.locator(`[data-bar="${shoot.id}"]`)).toBeInViewport()
  await page.getByRole('button', { name: 'Et si ?' }).click()
  const [y, m, d] = day(67).split('-')
  const on = page.getByRole('textbox', { name: /Nouvelle date/ })
  await on.fill(`${d}/${m}/${y}`)
  await on.press('Enter')
  await expect(page.getByRole('checkbox', { name: /^Déplacer aussi la fin prévue du projet/ })).toBeChecked()
  await page.getByRole('button', { name: 'Appliquer' }).click()
  await expect(toast()).toContainText('Nouveau planning appliqué')
  await expect(due).not.toHaveText(before)
  expect(await end()).toBe(day(77))
  await page.keyboard.press('Control+z')
  await expect(due).toHaveText(before)
  expect(await end()).toBe(day(70))
  await page.keyboard.press('Control+Shift+z')
  await expect(due).not.toHaveText(before)
  await page.keyboard.press('Control+z')
  await expect(due).toHaveText(before)
})
