import { expect, type Page } from '@playwright/test'
import type { countLog } from '../count-log.ts'
import { figure } from './measure.ts'
import { closeSheet, field, pick, project } from './prepare.ts'

/** A commitment, the invoice that settles it, and an expense of the e-mailing. */
export async function spend(page: Page) {
  await page.goto(`${project}/budget`)
  const lines = page.getByRole('table', { name: 'Lignes' })
  await lines.getByRole('button', { name: 'Contenus', exact: true }).click()
  const sheet = page.getByRole('dialog')
  const entries = sheet.getByRole('table', { name: 'Écritures' })
  const fill = async (what: string, amount: string, day: string) => {
    await field(sheet, 'Montant hors taxes').fill(amount)
    await field(sheet, 'Date').fill(day)
    await field(sheet, 'Objet').fill(what)
  }
  await fill('Devis de rédaction', '600', '2015-05-04')
  await sheet.getByRole('button', { name: 'Ajouter l’engagement' }).click()
  await expect(entries.getByText('Devis de rédaction')).toBeVisible()
  await sheet.getByText('Dépense', { exact: true }).click()
  await fill('Facture de rédaction', '600', '2015-05-18')
  await pick(page, 'Action', 'Billets et référencement')
  await pick(page, 'Solde l’engagement', 'Devis de rédaction (600,00 €)')
  await sheet.getByRole('button', { name: 'Ajouter la dépense' }).click()
  await expect(entries.getByText('Facture de rédaction')).toBeVisible()
  await expect(entries.getByRole('row').filter({ hasText: 'Devis de rédaction' })).toContainText('soldé')
  await closeSheet(page)

  await lines.getByRole('button', { name: 'E-mailing', exact: true }).click()
  await sheet.getByText('Dépense', { exact: true }).click()
  await fill('Routage', '400', '2015-05-18')
  await sheet.getByRole('button', { name: 'Ajouter la dépense' }).click()
  await expect(entries.getByText('Routage')).toBeVisible()
  await closeSheet(page)
}

/** Each action and each line says what it cost and brought: (revenue − cost) ÷ cost, at 20 € a reading. */
export async function readReturns(page: Page, counted: ReturnType<typeof countLog>) {
  await page.goto(`${project}/budget`)
  const cellsOf = async (table: string, row: string) => {
    const found = page.getByRole('table', { name: table }).getByRole('row').filter({ hasText: row })
    // Asked of the whole life of the project.
    await expect(found).toBeVisible({ timeout: 60_000 })
    return (await found.getByRole('cell').allInnerTexts()).map(figure)
  }
  const revenue = counted.conversionsBySearch * 20
  const cost = Math.round((600 / counted.conversionsBySearch) * 100) / 100
  const roi = Math.round(((revenue - 600) / 600) * 100)
  const action = await cellsOf('Retour des actions', 'Billets et référencement')
  expect(action.slice(1)).toEqual([600, counted.bySearch, counted.conversionsBySearch, revenue, cost, roi])
  const mailing = await cellsOf('Retour des actions', 'E-mailing de lancement')
  expect(mailing.slice(1, 5)).toEqual([400, 0, 0, 0])
  const line = await cellsOf('Lignes', 'Contenus')
  expect(line.slice(-3)).toEqual([revenue, cost, roi])
}
