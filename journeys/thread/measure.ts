import path from 'node:path'
import { expect, type Page } from '@playwright/test'
import jsQR from 'jsqr'
import sharp from 'sharp'
import { countLog } from '../count-log.ts'
import { closeSheet, field, pick, project } from './prepare.ts'

export const log = path.join(
  import.meta.dirname,
  '../../src/measure/import/testdata/semicomplete-2015-a.log.gz',
)
const target = 'https://semicomplete.com/projects/xdotool/?ref=brume'

/** A link from an action: shown as QR, followed, counted. */
export async function makeLink(page: Page) {
  await page.goto(`${project}/liens`)
  await page.getByRole('button', { name: 'Créer un lien' }).first().click()
  const sheet = page.getByRole('dialog')
  await pick(page, 'Action', 'E-mailing de lancement')
  await field(sheet, 'Page d’arrivée').fill(target)
  await field(sheet, 'Emplacement').fill('Newsletter de mai')
  await sheet.getByRole('button', { name: 'Créer un lien' }).click()
  await expect(page.getByRole('dialog', { name: 'Newsletter de mai' })).toBeVisible()
  const shortUrl = await page
    .getByRole('dialog')
    .getByText(/\/l\/\w+$/)
    .first()
    .innerText()

  const download = page.waitForEvent('download')
  await page.getByRole('dialog').getByRole('link', { name: 'Télécharger en PNG' }).click()
  const { data, info } = await sharp(await (await download).path())
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  expect(jsQR(new Uint8ClampedArray(data), info.width, info.height)?.data).toBe(shortUrl)

  // As a reader's browser follows it; the target is not asked.
  const answer = await fetch(shortUrl, { redirect: 'manual', headers: { 'user-agent': reader } })
  const to = new URL(answer.headers.get('location')!)
  expect([answer.status, to.origin + to.pathname]).toEqual([
    302,
    'https://semicomplete.com/projects/xdotool/',
  ])
  expect(Object.fromEntries(to.searchParams)).toMatchObject({
    ref: 'brume',
    utm_medium: 'email',
    utm_campaign: 'lancement-xdotool-e-mailing-lancement',
  })
  await closeSheet(page)
  const row = page.getByRole('row').filter({ hasText: 'Newsletter de mai' })
  await expect(async () => {
    await page.reload()
    await expect(row.getByRole('cell').filter({ hasText: /^1$/ }).first()).toBeVisible({ timeout: 2_000 })
  }).toPass()
  return shortUrl
}
const reader = 'Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0'

/** A site, its script on a page served elsewhere, and the event it sends. */
export async function measureSite(page: Page) {
  await page.goto(`${project}/mesure`)
  await page.getByLabel('Adresse du site').fill('semicomplete.com')
  await page.getByRole('main').getByRole('button', { name: 'Mesurer un site' }).last().click()
  const sheet = page.getByRole('dialog')
  await expect(sheet.getByText('En attente du premier événement…')).toBeVisible()
  const tag = await sheet.getByText('<script defer').innerText()

  const site = await page
    .context()
    .browser()!
    .newContext({
      locale: 'fr-FR',
      userAgent: reader,
      // A page of the web asks something of this machine: only here, where Pupitre runs beside the browser.
      permissions: ['local-network-access'],
    })
  const visitor = await site.newPage()
  // The client's site, as the visitor's browser would receive it.
  await visitor.route('https://semicomplete.com/**', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><html lang="fr"><head><title>xdotool</title>${tag}</head><body>Bonjour</body></html>`,
    }),
  )
  const heard = visitor.waitForResponse((r) => r.url().endsWith('/t/e'))
  await visitor.goto(target)
  expect((await heard).status()).toBe(202)
  await site.close()
  await expect(sheet.getByText('En attente du premier événement…')).toHaveCount(0)
}

/** A page that counts as a success, worth 20 €. */
export async function setGoal(page: Page) {
  const sheet = page.getByRole('dialog')
  await field(sheet, 'Nom').fill('Lecture de la page xdotool')
  await field(sheet, 'Chemin ou nom').fill('/projects/xdotool/')
  await field(sheet, 'Valeur').fill('20')
  await sheet.getByRole('button', { name: 'Ajouter l’objectif' }).click()
  await expect(
    sheet.getByRole('table', { name: 'Objectifs de mesure' }).getByText('Lecture de la page xdotool'),
  ).toBeVisible()
}

/** The server's log of May 2015, and its report. */
export async function importLog(page: Page, folder: string) {
  const counted = countLog(log, '/projects/xdotool/', folder)
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('Journal au format combined, tel quel ou en .gz').setInputFiles(log)
  const row = sheet
    .getByRole('table', { name: 'Journaux de serveur' })
    .getByRole('row')
    .filter({ hasText: path.basename(log) })
  await expect(row).toBeVisible({ timeout: 60_000 })
  const cells = (await row.getByRole('cell').allInnerTexts()).map(figure)
  expect(cells.slice(1, 5)).toEqual([
    counted.lines,
    counted.views,
    counted.robots,
    counted.views + counted.robots,
  ])
  await closeSheet(page)
  return counted
}

/** « 1 234,50 € » → 1234.5 */
export const figure = (text: string) =>
  Number(
    text
      .replace(/[^\d,.−-]/g, '')
      .replace('−', '-')
      .replace(',', '.'),
  )

/** The report of those days says what the log holds. */
export async function readReport(page: Page, counted: ReturnType<typeof countLog>) {
  await page.goto(`${project}/mesure?du=2015-05-01&au=2015-05-31`)
  for (const [label, n] of [
    ['Visites', counted.visits],
    ['Pages vues', counted.views],
    ['Conversions', counted.conversions],
  ] as const)
    await expect(page.getByRole('group', { name: label, exact: true })).toContainText(String(n))
}
