import type { Browser, BrowserContextOptions, Page } from '@playwright/test'
import { faultsOf, sideways } from './clean.ts'
import { openDemo, parametersOf, routesOf } from './demo.ts'
import { pictured } from './pictures.ts'
import { expect, test } from './pupitre.ts'

/** Pages that only those without a session see, or that lead elsewhere once signed in. */
const signedOut = /^\/(connexion|mot-de-passe|premiere-fois|invitation\/|b\/|a\/|v\/|f\/)/

let addresses: string[] = []
let state: BrowserContextOptions['storageState']

// Filming a hundred and fifty pages would take longer than looking at them; what is wrong is told by its address.
test.use({ desk: 'demo', trace: 'off' })
test.describe.configure({ mode: 'serial' })

test('the demo opens from the first page, and every page of the router has an address', async ({ page }) => {
  test.setTimeout(600_000)
  page.setDefaultTimeout(30_000)
  const ws = await openDemo(page)
  const known = await parametersOf(page, ws)
  const routes = await routesOf(page)
  expect(routes.length).toBeGreaterThan(30)
  addresses = routes
    .map((route) =>
      route
        .replace('/b/$token', `/b/${known.shared}`)
        .replace('$token', 'un-lien-qui-n-existe-pas')
        .replace(/\$(\w+)/g, (_, name: string) => known[name] ?? _)
        .replace(/(?<=.)\/$/, ''),
    )
    .filter((address, i, all) => all.indexOf(address) === i)
  expect(addresses.filter((address) => address.includes('$'))).toEqual([])
  state = await page.context().storageState()
})

const looks = [
  { name: 'on a desk, light, in French', width: 1440, height: 900, colorScheme: 'light', locale: 'fr-FR' },
  { name: 'on a phone, dark, in English', width: 390, height: 844, colorScheme: 'dark', locale: 'en-GB' },
] as const

for (const look of looks)
  test(`every page is clean ${look.name}`, async ({ browser, baseURL }) => {
    test.setTimeout(900_000)
    const o: BrowserContextOptions = {
      baseURL: baseURL!,
      locale: look.locale,
      colorScheme: look.colorScheme,
      viewport: { width: look.width, height: look.height },
      reducedMotion: 'reduce',
    }
    const inside = await visitor(browser, { ...o, storageState: withoutMemory(state) })
    const outside = await visitor(browser, o)
    if (look.locale === 'en-GB') await speakEnglish(inside.page)
    for (const address of addresses) {
      const { page, wrongs } = signedOut.test(address) ? outside : inside
      await test.step(address, () => inspect(page, wrongs, address, look))
      const shown = /\/(plan|tableau|aujourdhui)$/.exec(address)?.[1]
      if (shown && look.width > 1000) await pictured(page)(shown)
    }
    await inside.page.context().close()
    await outside.page.context().close()
  })

/** The language belongs to the person, whatever the browser says. */
async function speakEnglish(page: Page) {
  await page.goto('/mon-compte')
  await page.getByRole('combobox', { name: /^(Langue|Language)$/ }).click()
  const saved = page.waitForResponse(/setPreferences/i)
  await page.getByRole('option', { name: 'English' }).click()
  expect((await saved).ok()).toBe(true)
}

/** Language and theme are remembered by the browser: here each look is a new one. */
const withoutMemory = (s: typeof state) =>
  typeof s === 'object' && s ? { cookies: s.cookies, origins: [] } : undefined

/** A page that notes all that should not happen. */
async function visitor(browser: Browser, o: BrowserContextOptions) {
  const context = await browser.newContext(o)
  const page = await context.newPage()
  const wrongs: string[] = []
  const own = new URL(o.baseURL!).host
  page.on('console', (m) => {
    // A link that leads nowhere is answered 404 or 410, and nobody signed in 401: the browser says so by itself.
    if (m.type() === 'error' && !/status of (401|404|410)/.test(m.text())) wrongs.push(`console: ${m.text()}`)
  })
  page.on('pageerror', (e) => wrongs.push(`error: ${e.message}`))
  page.on('request', (r) => {
    const url = new URL(r.url())
    if (/^https?:/.test(url.protocol) && url.host !== own) wrongs.push(`elsewhere: ${r.url()}`)
  })
  return { page, wrongs }
}

async function inspect(page: Page, wrongs: string[], address: string, look: (typeof looks)[number]) {
  await page.goto(address)
  await expect(page.getByRole('heading').first()).toBeVisible({ timeout: 60_000 })
  // What is asked of the server has come, or says that it did not.
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0, { timeout: 60_000 })
  await expect(page).toHaveTitle(/\S/)
  await expect.soft(page.locator('html'), address).toHaveAttribute('lang', look.locale.slice(0, 2))
  expect.soft(await faultsOf(page), `${address} ${look.name}`).toEqual([])
  expect.soft(await sideways(page), `${address} scrolls sideways ${look.name}`).toBeLessThanOrEqual(0)
  expect.soft(wrongs.splice(0), `${address} ${look.name}`).toEqual([])
}
