import type { Page } from '@playwright/test'
import { fromMonday, typeDay } from './days.ts'
import { call, desk, membersOf, seat } from './desk.ts'
import { expect, test } from './pupitre.ts'

const people = [
  { email: 'chef@example.org', role: 'owner' },
  { email: 'iris@example.org', role: 'member' },
  { email: 'otto@example.org', role: 'member' },
] as const

test.describe.configure({ mode: 'serial' })
let page: Page
let members: Record<string, string>

const ask = <T>(method: string, path: string, body?: unknown) =>
  call<T>(page, 'atelier-charge', method, path, body)

const row = (name: string) => page.locator(`[data-row="${members[name]}"]`)
const loaded = (name: string) => row(name).locator('[data-full="over"]')

test.beforeAll(async ({ browser, pupitre }) => {
  await seat(pupitre, 'Atelier Charge', people)
  page = await desk(browser, pupitre, people[0].email)
  members = await membersOf(page, 'atelier-charge')
  const project = await ask<{ id: string }>('POST', '/projects', { name: 'Film' })
  const task = (title: string, o: object) =>
    ask('POST', `/projects/${project.id}/tasks`, { title, projectId: project.id, ...o })
  const week = { startsOn: fromMonday(0), dueOn: fromMonday(4) }
  await task('Monter le film', { ...week, estimateMinutes: 1500, assigneeIds: [members.iris] })
  await task('Étalonner', { ...week, estimateMinutes: 1200, assigneeIds: [members.iris] })
  await task('Livrer au client', {
    startsOn: fromMonday(20),
    dueOn: fromMonday(21),
    estimateMinutes: 60,
    assigneeIds: [members.chef],
  })
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
  await typeDay(sheet.getByRole('textbox', { name: 'Du' }), fromMonday(0))
  await typeDay(sheet.getByRole('textbox', { name: 'Au' }), fromMonday(1))
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
