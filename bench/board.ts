import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { build, preview } from 'vite'
import settings from '../playwright.config.ts'
import { type Measured, median } from './load.ts'

const sizes = [50, 5_000, 20_000] as const
type Harness = {
  show(count: number, lanes: string | null): { mount: number; nodes: number }
  plain(count: number): number
  move(n: number): Promise<number>
}

/** The real board in a real browser: how long to show, with and without lanes, how many elements, how long a moved card takes to be seen. */
export async function run(): Promise<Measured> {
  const out = fs.mkdtempSync(path.join(os.tmpdir(), 'pupitre-board-'))
  const root = path.join(import.meta.dirname, 'board')
  await build({
    root,
    configFile: path.join(import.meta.dirname, '..', 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir: out, emptyOutDir: true },
  })
  const site = await preview({
    root,
    logLevel: 'error',
    build: { outDir: out },
    preview: { port: 0, host: '127.0.0.1' },
  })
  const browser = await chromium.launch(settings.use?.launchOptions)
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'fr-FR' })
    await page.goto(site.resolvedUrls?.local[0] ?? '')
    await page.waitForFunction(() => 'show' in window, undefined, { timeout: 120_000 })
    await measure(page, 50) // the first drawing of all compiles the program
    const measured: Awaited<ReturnType<typeof measure>>[] = []
    for (const size of sizes) measured.push(await measure(page, size))
    const plain = await thrice(() => page.evaluate(() => (window as never as Harness).plain(5_000)))
    const at = (size: number) => measured.find((m) => m.size === size)!
    for (const m of measured)
      console.error(
        `  ${m.size} cards: shown in ${m.mount.toFixed(0)} ms, in lanes by person in ${m.lanes.toFixed(0)}, ${m.nodes} elements, a moved card seen in ${m.move.toFixed(0)} ms (p95)`,
      )
    return {
      name: 'board',
      ratio: at(5_000).mount / plain,
      ours: at(5_000).mount,
      baseline: plain,
      unit: 'ms to show 5,000 cards',
      flat: at(20_000).mount / at(50).mount,
      sizes: measured,
    }
  } finally {
    await browser.close()
    await site.close()
    fs.rmSync(out, { recursive: true, force: true })
  }
}

async function thrice(measure: () => Promise<number>): Promise<number> {
  const seen: number[] = []
  for (let i = 0; i < 3; i++) seen.push(await measure())
  return median(seen)
}

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
