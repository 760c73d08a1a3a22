import fs from 'node:fs'
import path from 'node:path'
import { expect, type Page } from '@playwright/test'
import { countBoard } from '../count-log.ts'
import { carry } from '../hand.ts'
import { project, said } from './prepare.ts'

const board = path.join(import.meta.dirname, '../../src/work/import/testdata/miyamae-clipkit-2015.anon.json')
const firstTask = 'Écrire les trois billets'

const opener = (page: Page, title: string) =>
  page.getByRole('button', { name: new RegExp(`^${said(`Ouvrir la tâche n° `)}\\d+.*${said(title)}`) })

export async function addTasks(page: Page) {
  await page.goto(`${project}/taches`)
  const line = page.getByRole('textbox', { name: 'Ajouter une tâche' })
  for (const title of [firstTask, 'Préparer l’e-mailing', 'Relire avec le client']) {
    await line.fill(title)
    await line.press('Enter')
    await expect(opener(page, title)).toBeVisible()
  }
}

/** A comment, a file and the action it serves. */
export async function workOnTask(page: Page) {
  await page.goto(`${project}/taches`)
  await opener(page, firstTask).click()
  const drawer = page.getByRole('dialog')
  await drawer
    .getByRole('textbox', { name: 'Commenter ; @ pour citer quelqu’un' })
    .fill('Le premier est en relecture.')
  await drawer.getByRole('button', { name: 'Publier' }).click()
  await expect(drawer.getByRole('listitem').filter({ hasText: 'Le premier est en relecture.' })).toBeVisible()
  await drawer.getByLabel('Joindre un fichier').setInputFiles({
    name: 'plan-des-billets.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('1. Installer\n2. Essayer\n3. Partager\n'),
  })
  const file = drawer.getByRole('link', { name: 'plan-des-billets.txt' })
  await expect(file).toBeVisible()
  const read = await page.request.get((await file.getAttribute('href'))!)
  expect(await read.text()).toContain('2. Essayer')
  await drawer.getByRole('button', { name: 'Fermer' }).first().click()
}

/** The board of another tool: tried without writing, then brought over, then a second time for nothing. */
export async function importBoard(page: Page) {
  const holds = countBoard(board)
  await page.goto(`${project}/importer`)
  await page.getByLabel('Le fichier exporté').setInputFiles(board)
  await expect(page.getByText('Rien n’est encore écrit.')).toBeVisible()
  const counts = page.getByRole('table', { name: 'Décompte' })
  const row = (thing: string) => counts.getByRole('row').filter({ hasText: thing })
  await expect(row('Cartes')).toContainText(String(holds.cards))
  await expect(row('Listes')).toContainText(String(holds.lists))
  await page.getByRole('button', { name: 'Importer', exact: true }).first().click()
  await expect(page.getByRole('heading', { name: /est importé/ })).toBeVisible()
  await expect(row('Cartes').getByRole('cell').nth(1)).toHaveText(String(holds.cards))
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Compte rendu (CSV)' }).click()
  expect(fs.readFileSync(await (await download).path(), 'utf8')).toContain(`Cartes;${holds.cards};`)
  await page.getByRole('link', { name: /^Ouvrir «/ }).click()
  await expect(page).toHaveURL(`${project}/tableau`)
}

/** A card taken by the mouse from its column to the next. */
export async function dragCard(page: Page) {
  await page.goto(`${project}/tableau`)
  const columns = page.getByRole('region', { name: /^Colonne «/ })
  const to = columns.nth(1)
  const card = columns.first().getByRole('button', { name: firstTask, exact: true })
  await expect(card).toBeVisible()
  const before = await to.getAttribute('aria-label')
  await carry(page, card, to)
  await expect(to).not.toHaveAttribute('aria-label', before!)
  await expect(to.getByRole('button', { name: firstTask, exact: true })).toBeVisible()
  await page.reload()
  await expect(to.getByRole('button', { name: firstTask, exact: true })).toBeVisible()
}
