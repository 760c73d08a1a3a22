import { expect, type Page } from '@playwright/test'
import { field, project, said, workspace } from './prepare.ts'

/** The plan goes to the client by a letter; the client answers by its link, from a browser nobody signed in with. */
export async function approve(page: Page) {
  await page.goto(`${project}/validation`)
  await page.getByRole('button', { name: 'Soumettre le plan' }).first().click()
  const sheet = page.getByRole('dialog')
  // The client's contact is proposed.
  await expect(field(sheet, 'Nom')).toHaveValue('Marie Duval')
  await expect(field(sheet, 'E-mail')).toHaveValue('marie@brume.example')
  await field(sheet, 'Message').fill('Voici le plan dont nous avons parlé.')
  await sheet.getByRole('button', { name: 'Envoyer la demande' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await page.goto(`${workspace}/reglages/courrier`)
  await page.getByRole('row').filter({ hasText: 'marie@brume.example' }).first().click()
  const letter = page.getByRole('dialog').frameLocator('iframe')
  const link = await letter.getByRole('link', { name: 'Lire le plan et répondre' }).getAttribute('href')

  const outside = await page
    .context()
    .browser()!
    .newContext({ locale: 'fr-FR', viewport: { width: 390, height: 844 } })
  const client = await outside.newPage()
  await client.goto(link!)
  await expect(client.getByText('Billets et référencement').first()).toBeVisible()
  await expect(client.getByText('Voici le plan dont nous avons parlé.')).toBeVisible()
  await client.getByRole('button', { name: 'Approuver' }).click()
  await client.getByLabel('Commentaire').fill('D’accord, commencez.')
  await client.getByRole('button', { name: 'Confirmer mon accord' }).click()
  await expect(client.getByText('Vous avez approuvé ce plan')).toBeVisible()
  await outside.close()

  await page.goto(`${project}/validation`)
  await expect(page.getByText(new RegExp(said('Plan approuvé : c’est la référence du projet')))).toBeVisible()
  await expect(page.getByText('D’accord, commencez.')).toBeVisible()
}
