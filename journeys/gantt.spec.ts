import fs from 'node:fs'
import type { Page } from '@playwright/test'
import { extractText, getDocumentProxy } from 'unpdf'
import { day, typeDay } from './days.ts'
import { call, desk, seat } from './desk.ts'
import { expect, test } from './pupitre.ts'

const email = 'gantt@example.org'
const project = '/atelier-gantt/projets/lancement'

test.describe.configure({ mode: 'serial' })
let page: Page
const ids: Record<string, string> = {}

const ask = <T>(method: string, path: string, body?: unknown) =>
  call<T>(page, 'atelier-gantt', method, path, body)

const bar = (task: string) => page.locator(`[data-bar="${ids[task]}"] path`).first()
const cell = (task: string, key: string) => page.locator(`[data-row="${ids[task]}"] [data-key="${key}"]`)

async function middle(task: string) {
  const box = await bar(task).boundingBox()
  if (!box) throw new Error(`${task} has no bar on screen`)
  return { x: box.x + box.width / 2, y: box.y + box.height / 2, box }
}
async function drag(task: string, pixels: number) {
  const { x, y } = await middle(task)
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + pixels / 2, y, { steps: 4 })
  await page.mouse.move(x + pixels, y, { steps: 4 })
}
async function pull(from: string, to: string) {
  const at = await middle(from)
  await page.mouse.move(at.x, at.y)
  const end = await page.locator(`[data-handles="${ids[from]}"] [data-pull="end"]`).boundingBox()
  if (!end) throw new Error('nothing to pull')
  await page.mouse.move(end.x + 4, end.y + 4)
  await page.mouse.down()
  const { box } = await middle(to)
  await page.mouse.move(box.x + 3, box.y + 8, { steps: 8 })
}

test.beforeAll(async ({ browser, pupitre }) => {
  await seat(pupitre, 'Atelier Gantt', [{ email, role: 'owner' }])
  page = await desk(browser, pupitre, email)
  const { id } = await ask<{ id: string }>('POST', '/projects', { name: 'Lancement' })
  const add = async (key: string, draft: object) => {
    ids[key] = (await ask<{ id: string }>('POST', `/projects/${id}/tasks`, draft)).id
  }
  await add('concept', { title: 'Concept créatif', startsOn: day(1), dueOn: day(7) })
  await add('shoot', { title: 'Tournage à Sète', startsOn: day(8), dueOn: day(10) })
  await add('cut', { title: 'Montage', startsOn: day(3), dueOn: day(6), deadlineOn: day(25) })
  await add('place', { title: 'Trouver le lieu', startsOn: day(2), dueOn: day(5) })
  await add('launch', { title: 'Jour J', kind: 'milestone', dueOn: day(20) })
  await page.goto(`${project}/gantt`)
  await expect(page.getByRole('treegrid')).toBeVisible()
  await page.getByRole('button', { name: 'Tout voir' }).click()
})
test.afterAll(() => page.context().close())

test('a link pulled from one bar to the next makes it follow, and what is critical is said', async () => {
  const before = await cell('shoot', 'start').textContent()
  await pull('concept', 'shoot')
  await expect(page.getByText('Fin → début')).toBeVisible()
  await page.mouse.up()
  await expect(
    page.getByText(
      '« Tournage à Sète » suit « Concept créatif »'.replaceAll('« ', '«\u202f').replaceAll(' »', '\u202f»'),
    ),
  ).toBeVisible()
  await pull('shoot', 'cut')
  await page.mouse.up()
  await pull('cut', 'launch')
  await page.mouse.up()
  await expect(page.locator(`[data-bar="${ids.launch}"]`)).toHaveAttribute('data-critical', 'true')
  await expect(page.locator(`[data-bar="${ids.shoot}"]`)).toHaveAttribute('data-auto', 'true')
  await expect(page.locator(`[data-bar="${ids.place}"]`)).not.toHaveAttribute('data-critical', 'true')
  expect(before).not.toBe('')
})

test('a circle is refused while one still holds the link, with the names that would wait for each other', async () => {
  await pull('cut', 'concept')
  await expect(page.locator('svg text', { hasText: 'tourner le planning en rond' })).toContainText('Montage')
  await page.mouse.up()
  await expect(
    page.getByRole('status').filter({ hasText: 'tourner le planning en rond' }).first(),
  ).toContainText('Concept créatif → Tournage à Sète → Montage')
})

test('while a bar is dragged its followers move with it, and the old places stay as ghosts', async () => {
  const before = await cell('launch', 'finish').textContent()
  const scale = Number(
    await page.evaluate(() => JSON.parse(localStorage.getItem('pupitre.gantt') ?? '{}').scale),
  )
  await drag('concept', Math.round(scale * 7))
  await expect(page.locator('[data-balloon]')).toContainText('3 autres tâches se décalent')
  await expect(cell('launch', 'finish')).not.toHaveText(before ?? '')
  await page.keyboard.press('Escape')
  await page.mouse.up()
  await expect(cell('launch', 'finish')).toHaveText(before ?? '')
  await drag('concept', Math.round(scale * 7))
  const saved = page.waitForResponse((r) => r.url().endsWith('/rpc/work/tasks/bulk'))
  await page.mouse.up()
  await expect(cell('launch', 'finish')).not.toHaveText(before ?? '')
  expect((await saved).ok()).toBe(true)
  // It was saved: the same after a reload.
  const after = await cell('launch', 'finish').textContent()
  await page.reload()
  await expect(cell('launch', 'finish')).toHaveText(after ?? '')
})

test('the keyboard does the same: walk, move, stretch, link by number', async () => {
  await cell('place', 'name').click()
  const start = await cell('place', 'start').textContent()
  await page.keyboard.press('Alt+ArrowRight')
  await expect(cell('place', 'start')).not.toHaveText(start ?? '')
  await expect(page.locator('[role=status].unseen')).toContainText('Trouver le lieu')
  const finish = await cell('place', 'finish').textContent()
  await page.keyboard.press('Alt+Shift+ArrowRight')
  await expect(cell('place', 'finish')).not.toHaveText(finish ?? '')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('l')
  await page.keyboard.type('1DD+2j')
  await page.keyboard.press('Enter')
  await expect(cell('place', 'predecessors')).toHaveText('1DD+2j')
  await page.keyboard.press('l')
  await page.keyboard.type('douze')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('douze')
  await page.keyboard.press('Escape')
})

test('a baseline is taken, and what slips after it is seen', async () => {
  await page.getByRole('button', { name: 'Référence' }).click()
  await page.getByRole('menuitem', { name: /Garder ce planning/ }).click()
  await page.getByLabel('Nom de la référence').fill('Promis au client')
  await page.getByRole('button', { name: 'Garder', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Promis au client' })).toBeVisible()
  // Looked at, not changed: nothing is asked to be kept.
  await expect(page.getByRole('button', { name: 'Enregistrer comme nouvelle vue' })).toHaveCount(0)
  await cell('concept', 'name').click()
  for (let i = 0; i < 7; i++) await page.keyboard.press('Alt+ArrowRight')
  await expect(cell('concept', 'drift')).toHaveText(/^\+/)
  await expect(cell('launch', 'drift')).toHaveText(/^\+/)
})

test('« Et si ? » shows what an earlier launch would break, and writes nothing before one says so', async () => {
  const now = await cell('launch', 'finish').textContent()
  await page.getByRole('button', { name: /^Et si/ }).click()
  const panel = page.getByRole('complementary', { name: /Et si le lancement bougeait/ })
  await typeDay(panel.getByLabel('Nouvelle date'), day(12))
  await expect(panel.getByRole('heading', { name: /devien/ })).toBeVisible()
  await expect(panel.getByRole('heading', { name: /tâches? bouge/ })).toBeVisible()
  await panel.getByRole('button', { name: 'Laisser' }).last().click()
  await expect(cell('launch', 'finish')).toHaveText(now ?? '')
  await page.getByRole('button', { name: /^Et si/ }).click()
  await typeDay(panel.getByLabel('Nouvelle date'), day(60))
  await panel.getByRole('button', { name: 'Appliquer' }).click()
  await expect(panel).toBeHidden()
  await expect(cell('launch', 'finish')).not.toHaveText(now ?? '')
})

test('the plan leaves as a PDF with every name in it, and prints on pages of its own', async () => {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    (async () => {
      await page.getByRole('button', { name: 'Imprimer, exporter' }).click()
      await page.getByRole('menuitem', { name: /A4/ }).click()
    })(),
  ])
  const read = async (bytes: Buffer) => {
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true })
    return text
  }
  const pdf = await read(fs.readFileSync(await file.path()))
  for (const name of [
    'Concept créatif',
    'Tournage à Sète',
    'Montage',
    'Trouver le lieu',
    'Jour J',
    'Promis au client',
  ])
    expect(pdf).toContain(name)
  const printed = await read(await page.pdf({ preferCSSPageSize: true }))
  expect(printed).toContain('Tournage à Sète')
  expect(printed).not.toContain('Chemin critique')
  const [picture] = await Promise.all([
    page.waitForEvent('download'),
    (async () => {
      await page.getByRole('button', { name: 'Imprimer, exporter' }).click()
      await page.getByRole('menuitem', { name: /PNG/ }).click()
    })(),
  ])
  expect(
    fs
      .readFileSync(await picture.path())
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG')
})

test('on a phone the bars are read, and moved by a sheet', async () => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`${project}/gantt`)
  await expect(page.getByRole('treegrid')).toBeVisible()
  await page.locator(`[data-row="${ids.place}"] [data-key="name"]`).click()
  const sheet = page.getByRole('dialog')
  await expect(sheet.getByText('Trouver le lieu')).toBeVisible()
  const when = await sheet.locator('[aria-live]').first().textContent()
  await sheet.getByRole('button', { name: /Plus tard .*semaine/ }).click()
  await expect(sheet.locator('[aria-live]').first()).not.toHaveText(when ?? '')
})

test('two fingers stretch time and bring it back, and the moment between them stays between them', async () => {
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  const fingers = await page.context().newCDPSession(page)
  const put = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...at: [number, number][]) =>
    fingers.send('Input.dispatchTouchEvent', { type, touchPoints: at.map(([x, y], id) => ({ x, y, id })) })
  const width = async () => (await bar('place').boundingBox())!.width
  const { x: from, y } = await middle('place')
  const x = Math.min(330, Math.max(60, from))
  const pinch = async (close: number, to: number) => {
    await put('touchStart', [x - close, y])
    await put('touchStart', [x - close, y], [x + close, y])
    for (let i = 1; i <= 8; i++) {
      const apart = close + ((to - close) * i) / 8
      await put('touchMove', [x - apart, y], [x + apart, y])
    }
    await put('touchEnd')
  }
  const before = await width()
  await pinch(20, 40)
  await expect.poll(async () => Math.round((await width()) / before)).toBe(2)
  const there = await middle('place')
  expect(Math.abs(there.x - (x + 2 * (from - x)))).toBeLessThan(8)
  await pinch(40, 20)
  await expect.poll(async () => Math.round(await width())).toBe(Math.round(before))
})
