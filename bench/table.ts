import type { Page } from '@playwright/test'
import { flatness, onPage, thrice } from './browser.ts'
import { type Measured, median } from './load.ts'

const sizes = [50, 5_000, 20_000] as const
type Shown = { mount: number; nodes: number }
type Harness = {
  show(count: number, by: string | null): Shown
  plain(count: number): number
  press(key: string): Promise<number>
  counted(): number
}
type Size = { size: number; mount: number; grouped: number; nodes: number; press: number }

/** The real table in a real browser, filtering, sorting and grouping included: how long to show, how many elements, how long a press on an arrow takes. */
export const run = (): Promise<Measured> =>
  onPage('table', async (page) => {
    await measure(page, 50) // the first drawing of all compiles the program
    const measured: Size[] = []
    for (const size of sizes) measured.push(await measure(page, size))
    const plain = await thrice(() => page.evaluate(() => (window as never as Harness).plain(5_000)))
    for (const m of measured)
      console.error(
        `  ${m.size} tasks: shown in ${m.mount.toFixed(0)} ms, by person in ${m.grouped.toFixed(0)}, ${m.nodes} elements, an arrow in ${m.press.toFixed(0)} ms`,
      )
    return flatness('table', 'tasks', measured, plain)
  })

async function measure(page: Page, size: number): Promise<Size> {
  const shown = (by: string | null) =>
    page.evaluate(([n, g]) => (window as never as Harness).show(n as number, g as string | null), [size, by])
  const grouped = await thrice(async () => (await shown('who')).mount)
  const mount = await thrice(async () => (await shown(null)).mount)
  await page.waitForTimeout(200)
  await page.locator('[data-index="2"] [data-column="0"]').focus()
  const presses: number[] = []
  for (let i = 0; i < 12; i++)
    presses.push(await page.evaluate(() => (window as never as Harness).press('ArrowDown')))
  const nodes = await page.evaluate(() => (window as never as Harness).counted())
  return { size, mount, grouped, nodes, press: median(presses) }
}
