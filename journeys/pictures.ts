import fs from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'

const folder = path.join(import.meta.dirname, '../docs/images')

/** The pictures of the guide, taken along the way with `PUPITRE_PICTURES=1`; otherwise nothing is written. */
export const pictured = (page: Page) => async (name: string) => {
  if (process.env.PUPITRE_PICTURES !== '1') return
  fs.mkdirSync(folder, { recursive: true })
  await page.evaluate(() => document.fonts.ready.then(() => {}))
  await page.waitForLoadState('networkidle')
  await page.screenshot({ path: path.join(folder, `${name}.png`), animations: 'disabled' })
}
