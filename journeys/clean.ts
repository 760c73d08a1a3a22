import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** Every fault that a reader of screens would meet; serious ones only would hide the small ones. */
export async function faultsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] }) // nothing is written down about what is right
    .withTags(tags)
    .setLegacyMode() // no frame of another origin here, hence no page of its own to add the frames up in
    .analyze()
  return violations.map((v) => {
    const nodes = v.nodes.slice(0, 3).map((n) => `${n.target} ${n.failureSummary}`)
    return `${v.id}: ${nodes.join(' | ')}`
  })
}

/** How many pixels of the page stand out of the screen sideways. */
export const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/** What was asked for has come, everything can be read aloud, nothing scrolls sideways. */
export async function expectClean(page: Page, at = page.url()): Promise<void> {
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
  expect(await faultsOf(page), at).toEqual([])
  expect(await sideways(page), `${at} scrolls sideways`).toBeLessThanOrEqual(0)
}
