import type { Locator, Page } from '@playwright/test'

/** As a hand does it: press, move step by step, let go. */
export async function carry(page: Page, what: Locator, where: Locator) {
  const [from, to] = [await what.boundingBox(), await where.boundingBox()]
  if (!from || !to) throw new Error('nothing to carry, or nowhere')
  await page.mouse.move(from.x + 20, from.y + from.height / 2)
  await page.mouse.down()
  await page.mouse.move(from.x + 40, from.y + 20, { steps: 4 })
  await page.mouse.move(to.x + to.width / 2, to.y + 120, { steps: 8 })
  await page.mouse.up()
}
