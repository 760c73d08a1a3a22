import type { Page } from '@playwright/test'
import { flatness, onPage, thrice } from './browser.ts'
import type { Measured } from './load.ts'

const sizes = [50, 5_000, 20_000] as const
type Harness = {
  show(count: number, lanes: string | null): { mount: number; nodes: number }
  plain(count: number): number
  move(n: number): Promise<number>
}

/** The real board in a real browser: how long to show, with and without lanes, how many elements, how long a moved card takes to be seen. */
export const run = (): Promise<Measured> =>
  onPage('board', async (page) => {
    await measure(page, 50) // the first drawing of all compiles the program
    const measured: Awaited<ReturnType<typeof measure>>[] = []
    for (const size of sizes) measured.push(await measure(page, size))
    const plain = await thrice(() => page.evaluate(() => (window as never as Harness).plain(5_000)))
    for (const m of measured)
      console.error(
        `  ${m.size} cards: shown in ${m.mount.toFixed(0)} ms, in lanes by person in ${m.lanes.toFixed(0)}, ${m.nodes} elements, a moved card seen in ${m.move.toFixed(0)} ms (p95)`,
      )
    return flatness('board', 'cards', measured, plain)
  })

async function measure(page: Page, size: number) {
  const shown = (lanes: string | null) =>
    page.evaluate(
      ([n, l]) => (window as never as Harness).show(n as number, l as string | null),
      [size, lanes],
    )
  const lanes = await thrice(async () => (await shown('who')).mount)
  const mount = await thrice(async () => (await shown(null)).mount)
  const { nodes } = await shown(null)
  await page.waitForTimeout(200)
  const moves: number[] = []
  for (let i = 0; i < 40; i++)
    moves.push(await page.evaluate((n) => (window as never as Harness).move(n), (i * 7) % size))
  const move = moves.sort((a, b) => a - b)[Math.floor(moves.length * 0.95)] ?? 0
  return { size, mount, lanes, nodes, move }
}
