import type { Page } from '@playwright/test'
import { flatness, onPage, thrice } from './browser.ts'
import { type Measured, median } from './load.ts'

const sizes = [50, 5_000, 10_000, 20_000] as const
type Step = { shown: number; worked: number }
type Size = {
  size: number
  compile: number
  mount: number
  nodes: number
  step: number
  worst: number
  recompute: number
}
type Shown = { compile: number; mount: number; nodes: number }

/** The real component in a real browser: how long it takes to show, how many elements, how long a step of a drag takes. */
export const run = (): Promise<Measured> =>
  onPage('gantt', async (page) => {
    const measured: Size[] = []
    for (const size of sizes) measured.push(await measure(page, size))
    const plain = await thrice(() =>
      page.evaluate((n) => (window as never as { plain(n: number): number }).plain(n), 5_000),
    )
    for (const m of measured)
      console.error(
        `  ${m.size} bars: plan ${m.compile.toFixed(0)} ms, shown ${m.mount.toFixed(0)} ms, ${m.nodes} elements, a step of a drag on screen in ${m.step.toFixed(0)} ms (worst ${m.worst.toFixed(0)}), recomputed in ${m.recompute.toFixed(1)}`,
      )
    return flatness('gantt', 'bars', measured, plain)
  })

async function measure(page: Page, size: number): Promise<Size> {
  const shown: Shown[] = []
  for (let i = 0; i < 3; i++)
    shown.push(await page.evaluate((n) => (window as never as { show(n: number): Shown }).show(n), size))
  await page.waitForTimeout(300)
  const steps = await drag(page)
  const of = (key: keyof Shown) => median(shown.map((s) => s[key]))
  return {
    size,
    compile: of('compile'),
    mount: of('mount'),
    nodes: Math.max(...shown.map((s) => s.nodes), await elements(page)),
    step: median(steps.map((s) => s.shown)),
    worst: Math.max(...steps.map((s) => s.shown)),
    recompute: median(steps.map((s) => s.worked)),
  }
}

const elements = (page: Page) =>
  page.evaluate(() => document.querySelectorAll('[role=treegrid], [role=treegrid] *').length)

/** Drags the second bar day by day: until its new dates are in the document, the wait for the next frame included. */
async function drag(page: Page): Promise<Step[]> {
  await page.evaluate(() => {
    const path = document.querySelector<SVGPathElement>('[data-bar="t1"] path')
    const scroller = document.querySelector('[data-scroller]')
    if (path && scroller) scroller.scrollLeft = path.getBBox().x - 200
  })
  await page.waitForTimeout(200)
  const bar = await page.locator('[data-bar="t1"] path').first().boundingBox()
  if (!bar) throw new Error('the bar to drag is not on screen')
  const [x, y] = [bar.x + bar.width / 2, bar.y + bar.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  const steps: Step[] = []
  for (let i = 1; i <= 12; i++)
    steps.push(
      await page.evaluate(
        ([px, py]) => (window as never as { step(x: number, y: number): Promise<Step> }).step(px!, py!),
        [x + i * 26, y],
      ),
    )
  await page.keyboard.press('Escape')
  await page.mouse.up()
  // The first also wakes the second schedule up; a step from a Friday to a Saturday changes no date of an automatic task.
  return steps.slice(1).filter((s) => s.shown < 2_000)
}
