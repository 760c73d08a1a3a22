import { createHmac } from 'node:crypto'
import type { Browser, Page } from '@playwright/test'
import type { Pupitre } from '../pupitre.ts'

export const owner = {
  name: 'Claire Vasseur',
  email: 'claire@atelier.example',
  password: 'violet-tuba-marmotte-ogive',
}
export const guest = {
  name: 'Ana Roy',
  email: 'ana@atelier.example',
  password: 'brouette-onyx-facteur-lagune',
}

/** The six digits an authenticator app shows (RFC 6238, from the base32 secret). */
export function totp(secret: string, at = Date.now()): string {
  const bits = [...secret.replace(/=+$/, '')]
    .map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0'))
    .join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((b) => Number.parseInt(b, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)))
  const mac = createHmac('sha1', key).update(counter).digest()
  const from = (mac.at(-1) ?? 0) & 15
  return String((mac.readUInt32BE(from) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** A browser nobody has signed in with. */
export async function stranger(browser: Browser, pupitre: Pupitre): Promise<Page> {
  const context = await browser.newContext({
    baseURL: pupitre.url,
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
  })
  return context.newPage()
}

export async function fillSignIn(page: Page, who: { email: string; password: string }) {
  await page.getByLabel('Adresse e-mail').fill(who.email)
  await page.locator('input[type=password]').fill(who.password)
  await page.getByRole('button', { name: 'Se connecter' }).click()
}

/** Like a person whose device knows them: fingerprints are always recognised. */
export async function giveFingerprint(page: Page) {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}
