import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { build, preview } from 'vite'
import settings from '../playwright.config.ts'
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
export async function run(): Promise<Measured> {
  const out = fs.mkdtempSync(path.join(os.tmpdir(), 'pupitre-table-'))
  const root = path.join(import.meta.dirname, 'table')
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
    const measured: Size[] = []
    for (const size of sizes) measured.push(await measure(page, size))
    const plain = await median3(() => page.evaluate(() => (window as never as Harness).plain(5_000)))
    const at = (size: number) => measured.find((m) => m.size === size)!
    for (const m of measured)
      console.error(
        `  ${m.size} tasks: shown in ${m.mount.toFixed(0)} ms, by person in ${m.grouped.toFixed(0)}, ${m.nodes} elements, an arrow in ${m.press.toFixed(0)} ms`,
      )
    return {
      name: 'table',
      ratio: at(5_000).mount / plain,
      ours: at(5_000).mount,
      baseline: plain,
      unit: 'ms to show 5,000 tasks',
      flat: at(20_000).mount / at(50).mount,
      sizes: measured,
    }
  } finally {
    await browser.close()
    await site.close()
    fs.rmSync(out, { recursive: true, force: true })
  }
}

async function median3(measure: () => Promise<number>): Promise<number> {
  const seen: number[] = []
  for (let i = 0; i < 3; i++) seen.push(await measure())
  return median(seen)
}

async function measure(page: Page, size: number): Promise<Size> {
  const shown = (by: string | null) =>
    page.evaluate(([n, g]) => (window as never as Harness).show(n as number, g as string | null), [size, by])
  const grouped = await median3(async () => (await shown('who')).mount)
  const mount = await median3(async () => (await shown(null)).mount)
  await page.waitForTimeout(200)
  await page.locator('[data-index="2"] [data-column="0"]').focus()
  const presses: number[] = []
  for (let i = 0; i < 12; i++)
    presses.push(await page.evaluate(() => (window as never as Harness).press('ArrowDown')))
  const nodes = await page.evaluate(() => (window as never as Harness).counted())
  return { size, mount, grouped, nodes, press: median(presses) }
}
