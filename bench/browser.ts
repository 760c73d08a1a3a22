import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { build, preview } from 'vite'
import settings from '../playwright.config.ts'
import { type Measured, median } from './load.ts'

/** Builds the page that stands in `bench/NAME`, as the product is built, and opens it in a real browser. */
export async function onPage<T>(name: string, work: (page: Page) => Promise<T>): Promise<T> {
  const out = fs.mkdtempSync(path.join(os.tmpdir(), `pupitre-${name}-`))
  const root = path.join(import.meta.dirname, name)
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
    return await work(page)
  } finally {
    await browser.close()
    await site.close()
    fs.rmSync(out, { recursive: true, force: true })
  }
}

export async function thrice(measure: () => Promise<number>): Promise<number> {
  const seen: number[] = []
  for (let i = 0; i < 3; i++) seen.push(await measure())
  return median(seen)
}

/** What 5,000 cost against the same without a window, and how little 20,000 add to 50. */
export function flatness<S extends { size: number; mount: number }>(
  name: string,
  what: string,
  sizes: readonly S[],
  plain: number,
): Measured {
  const at = (size: number) => sizes.find((s) => s.size === size)!.mount
  return {
    name,
    ratio: at(5_000) / plain,
    ours: at(5_000),
    baseline: plain,
    unit: `ms to show 5,000 ${what}`,
    flat: at(20_000) / at(50),
    sizes,
  }
}
