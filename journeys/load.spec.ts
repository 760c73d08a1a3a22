import type { Page } from '@playwright/test'
import { expect, type Pupitre, test } from './pupitre.ts'

const password = 'lampe violette canard 7 tambour'
const people = [
  { email: 'chef@example.org', role: 'owner' },
  { email: 'iris@example.org', role: 'member' },
  { email: 'otto@example.org', role: 'member' },
] as const

test.describe.configure({ mode: 'serial' })
let page: Page
const members: Record<string, string> = {}

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  return page.evaluate(
    async ([verb, where, sent]) => {
      const me = await (await fetch('/api/v1/me')).json()
      const answer = await fetch(`/api/v1${where}`, {
        method: verb as string,
        headers: {
          'content-type': 'application/json',
          'x-csrf-token': '1',
          'x-workspace': me.workspaces.find((w: { slug: string }) => w.slug === 'atelier-charge').id,
        },
        ...(sent !== null && { body: JSON.stringify(sent) }),
      })
      if (!answer.ok) throw new Error(`${verb} ${where}: ${answer.status} ${await answer.text()}`)
      return answer.json()
    },
    [method, path, body ?? null] as const,
  )
}

/** The Monday after next, and days from it: nothing is late whenever the test runs. */
const monday = (() => {
  const now = new Date()
  return Date.UTC(now.getFullYear(), now.getMonth(), now.getDate() + 8 - (now.getDay() || 7))
})()
const day = (n: number) => new Date(monday + n * 86_400_000).toISOString().slice(0, 10)
const row = (name: string) => page.locator(`[data-row="${members[name]}"]`)
const loaded = (name: string) => row(name).locator('[data-full="over"]')

async function open(pupitre: Pupitre) {
  for (const { email, role } of people) {
    const made = await pupitre.cli(
      [
        'user',
        'add',
        '--email',
        email,
        '--password-stdin',
        '--workspace',
        'Atelier Charge',
        '--role',
        role,
        '--json',
      ],
      `${password}\n`,
    )
    expect(made.code, made.stderr).toBe(0)
  }
  await page.goto('/connexion')
  await page.getByLabel('Adresse e-mail').fill(people[0].email)
  await page.getByRole('textbox', { name: 'Mot de passe' }).fill(password)
  await page.getByRole('button', { name: 'Se connecter', exact: true }).click()
  await expect(page).toHaveURL(/\/aujourdhui$/)
  for (const m of await call<{ id: string; email: string }[]>('GET', '/members'))
    members[m.email.split('@')[0] as string] = m.id
  const project = await call<{ id: string }>('POST', '/projects', { name: 'Film' })
  const task = (title: string, o: object) =>
    call('POST', `/projects/${project.id}/tasks`, { title, projectId: project.id, ...o })
  const week = { startsOn: day(0), dueOn: day(4) }
  await task('Monter le film', { ...week, estimateMinutes: 1500, assigneeIds: [members.iris] })
  await task('Étalonner', { ...week, estimateMinutes: 1200, assigneeIds: [members.iris] })
  await task('Livrer au client', {
    startsOn: day(20),
    dueOn: day(21),
    estimateMinutes: 60,
    assigneeIds: [members.chef],
  })
}

test.beforeAll(async ({ browser, pupitre }) => {
  const context = await browser.newContext({
    baseURL: pupitre.url,
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    viewport: { width: 1440, height: 900 },
  })
  page = await context.newPage()
  page.setDefaultTimeout(30_000)
  await open(pupitre)
})
test.afterAll(() => page?.context().close())

test('an overloaded week is seen, opened by its cell, and says whose tasks fill it', async () => {
  await page.goto('/atelier-charge/charge')
  await expect(loaded('iris')).toHaveCount(5)
  await expect(loaded('iris').first()).toHaveAccessibleName(/9\sh prévues sur 7\sh, 2\sh de trop/)
  await loaded('iris').first().click()
  const sheet = page.getByRole('dialog')
  await expect(sheet.getByRole('listitem')).toHaveCount(2)
  await page.keyboard.press('Escape')
})

test('a task dragged to a colleague levels the week at once, and Ctrl-Z gives it back', async () => {
  await page.getByRole('button', { name: 'Montrer les tâches de iris' }).click()
  const bar = row('iris').getByRole('button', { name: /^Étalonner/ })
  const from = await bar.boundingBox()
  const to = await row('otto').boundingBox()
  if (!from || !to) throw new Error('nothing to drag')
  await page.mouse.move(from.x + 40, from.y + 10)
  await page.mouse.down()
  await page.mouse.move(from.x + 44, to.y + 20, { steps: 8 })
  await page.mouse.up()
  await expect(loaded('iris')).toHaveCount(0)
  await expect(page.getByText('« Étalonner » confiée à otto').first()).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(loaded('iris')).toHaveCount(5)
})

test('by keyboard alone, a bar is put off by a day and given to the next person', async () => {
  const bar = () => row('iris').getByRole('button', { name: /^Étalonner/ })
  await bar().focus()
  await page.keyboard.press('Alt+ArrowRight')
  await expect(loaded('iris')).toHaveCount(4)
  await page.keyboard.press('Control+z')
  await expect(loaded('iris')).toHaveCount(5)
  await bar().focus()
  await page.keyboard.press('Alt+ArrowDown')
  await expect(loaded('iris')).toHaveCount(0)
  await page.keyboard.press('Control+z')
  await expect(loaded('iris')).toHaveCount(5)
})

test('proposals say their effect, are applied together and taken back in one gesture', async () => {
  await page.getByRole('button', { name: 'Équilibrer…' }).click()
  const sheet = page.getByRole('dialog')
  const give = sheet.getByRole('checkbox', { name: /^Confier/ }).first()
  await give.check()
  await expect(sheet.getByText(/après ces changements\s*:\s*0\s*min/)).toBeVisible()
  await sheet.getByRole('button', { name: /^Appliquer 1 changement$/ }).click()
  await expect(sheet.getByText('Personne n’est surchargé sur cette période.')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(loaded('iris')).toHaveCount(0)
  await page.keyboard.press('Control+z')
  await expect(loaded('iris')).toHaveCount(5)
})

test('days off empty the days, and the load moves to those that are left', async () => {
  await page.goto('/atelier-charge/reglages/calendriers')
  await page.getByRole('button', { name: 'Ajouter une absence' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('Pour').click()
  await page.getByRole('option', { name: 'iris' }).click()
  await sheet.getByRole('textbox', { name: 'Du' }).fill(day(0))
  await sheet.getByRole('textbox', { name: 'Au' }).fill(day(1))
  await sheet.getByRole('button', { name: 'Enregistrer l’absence' }).click()
  await expect(page.getByRole('table', { name: 'Absences' }).getByText('iris')).toBeVisible()
  await page.goto('/atelier-charge/charge')
  await expect(loaded('iris')).toHaveCount(3)
  await expect(loaded('iris').first()).toHaveAccessibleName(/15\sh prévues sur 7\sh/)
})

test('on a phone each person has their weeks, and the task is given from the sheet of the week', async () => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/atelier-charge/charge')
  await page
    .getByRole('button', { name: /de trop/ })
    .first()
    .click()
  await page.getByRole('dialog').getByRole('button', { name: 'Confier ou décaler « Étalonner »' }).click()
  const sheet = page.getByRole('dialog', { name: 'Étalonner' })
  await sheet.getByRole('button', { name: 'Confier à otto' }).click()
  await expect(page.getByText('« Étalonner » confiée à otto').first()).toBeVisible()
})
