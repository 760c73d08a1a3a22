import type { Locator } from '@playwright/test'

const iso = (at: number) => new Date(at).toISOString().slice(0, 10)

/** Days from today: what is late is late, and what is ahead is ahead, whenever the journey runs. */
export const day = (n: number) => iso(Date.now() + n * 86_400_000)

/** Days from the coming Monday: a working week that nothing has begun. */
export const fromMonday = (n: number) => {
  const now = new Date()
  const monday = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate() + 8 - (now.getDay() || 7))
  return iso(monday + n * 86_400_000)
}

/** A day is understood once one leaves its field. */
export async function typeDay(field: Locator, day: string): Promise<void> {
  await field.fill(day)
  await field.press('Tab')
}
