import fs from 'node:fs'
import { expect, type Page } from '@playwright/test'
import JSZip from 'jszip'
import { extractText, getDocumentProxy } from 'unpdf'
import type { countLog } from '../count-log.ts'
import { project } from './prepare.ts'

type Counted = ReturnType<typeof countLog>
const plain = (text: string) => text.replace(/[\u202f\u00a0]/g, ' ').replace(/\s+/g, ' ')

const inFrench = (n: number) => plain(n.toLocaleString('fr-FR'))

/** What must be read wherever the review is: the log's figures, the money, the client's name. */
function expectFigures(text: string, c: Counted) {
  for (const figure of [
    'Lancement xdotool',
    'Brume',
    'Billets et référencement',
    'E-mailing de lancement',
    'Obtenir 100 lectures de la page xdotool',
    String(c.visits),
    String(c.conversions),
    inFrench(c.conversions * 20),
    '1 000',
  ])
    expect(text, figure).toContain(figure)
  expect(text).toMatch(
    new RegExp(
      `Billets et référencement.{0,80} 600 € ${c.bySearch} 0 ${c.conversionsBySearch} ${inFrench(c.conversionsBySearch * 20)} €`,
    ),
  )
}

/** Made in one click for the days of the log, read by link without an account, taken away as PDF and slides. */
export async function review(page: Page, counted: Counted) {
  await page.goto(`${project}/bilan`)
  await page.getByLabel('Du', { exact: true }).fill('2015-05-01')
  await page.getByLabel('Au', { exact: true }).fill('2015-05-31')
  await page.getByRole('button', { name: 'Faire le bilan' }).click()
  await expect(page).toHaveURL(/\/bilan\/[0-9a-f-]{36}$/)
  await expect(page.getByRole('link', { name: 'PDF', exact: true })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'L’essentiel' })).toBeVisible({ timeout: 60_000 })
  expectFigures(plain(await page.getByRole('main').innerText()), counted)

  const save = async (name: string) => {
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name, exact: true }).click()
    const file = await download
    return { name: file.suggestedFilename(), bytes: fs.readFileSync(await file.path()) }
  }
  const pdf = await save('PDF')
  expect(pdf.name).toMatch(/\.pdf$/)
  const read = await extractText(await getDocumentProxy(new Uint8Array(pdf.bytes)), { mergePages: true })
  expectFigures(plain(read.text), counted)

  const slides = await save('Présentation')
  expect(slides.name).toMatch(/\.pptx$/)
  const zip = await JSZip.loadAsync(slides.bytes)
  const xml = await Promise.all(
    Object.keys(zip.files)
      .filter((file) => /^ppt\/slides\/slide\d+\.xml$/.test(file))
      .map((file) => zip.file(file)!.async('string')),
  )
  const text = plain(
    xml.map((x) => [...x.matchAll(/<a:t>([^<]*)<\/a:t>/g)].map((m) => m[1]).join(' ')).join(' '),
  )
  expectFigures(text, counted)
  expect(xml.join('').toUpperCase()).toContain('7A3E9D')
  return page.url()
}

/** The same page by its link, in a browser without a session; each figure leads to its rows. */
export async function shareReview(page: Page, counted: Counted) {
  await page.getByRole('button', { name: 'Partager' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('Pour qui (facultatif)').fill('Marie Duval')
  await sheet.getByRole('button', { name: 'Créer le lien' }).click()
  const url = await sheet.getByLabel(/Lien à envoyer/).inputValue()
  const outside = await page.context().browser()!.newContext({ locale: 'fr-FR' })
  const client = await outside.newPage()
  await client.goto(url)
  await expect(client.getByRole('heading', { name: 'L’essentiel' })).toBeVisible()
  expectFigures(plain(await client.locator('body').innerText()), counted)
  await client
    .getByRole('link', { name: new RegExp(`^${counted.visits}$`) })
    .first()
    .click()
  await expect(client.getByText(new RegExp(`${counted.visits}\\slignes`))).toBeVisible()
  await outside.close()
}
