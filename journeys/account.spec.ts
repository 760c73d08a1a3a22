import fs from 'node:fs/promises'
import type { BrowserContext, Page } from '@playwright/test'
import { openProvider } from './account/provider.ts'
import { fillSignIn, giveFingerprint, guest, owner, stranger, totp } from './account/signing.ts'
import { expect, test } from './pupitre.ts'

test.describe.configure({ mode: 'serial' })
test.setTimeout(60_000)
// Three browsers walk here: filming them all would take longer than the walk.
test.use({ trace: { mode: 'retain-on-failure', screenshots: false } })

let house: BrowserContext
let page: Page
let theirs: Page
/** A browser that has forgotten who used it. */
let fresh: Page
let secret = ''
let codes: string[] = []
const home = /\/atelier-vasseur\/aujourdhui$/

test.beforeAll(async ({ browser, pupitre }) => {
  page = await stranger(browser, pupitre)
  house = page.context()
  fresh = await stranger(browser, pupitre)
})

test.beforeEach(() => fresh.context().clearCookies())

test('the first person of a new installation makes a workspace and is at their desk', async () => {
  await page.goto('/')
  await page.getByRole('button', { name: 'Créer mon espace' }).click()
  await page.getByLabel('Nom de l’espace').fill('Atelier Vasseur')
  await page.getByLabel('Votre nom').fill(owner.name)
  await page.getByLabel('Adresse e-mail').fill(owner.email)
  await page.locator('input[type=password]').fill('1234567890')
  await page.getByRole('button', { name: 'Créer l’espace' }).click()
  await expect(page.getByRole('alert')).toContainText('Ce mot de passe se devine trop vite')
  await page.locator('input[type=password]').fill(owner.password)
  await page.getByRole('button', { name: 'Créer l’espace' }).click()
  await expect(page).toHaveURL(home)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
})

test('an invitation is read in the outbox, and its link lets a new colleague in', async ({
  browser,
  pupitre,
}) => {
  await page.goto('/atelier-vasseur/reglages/membres')
  await page.getByRole('button', { name: 'Inviter' }).click()
  await page.getByLabel('Adresse e-mail').fill(guest.email)
  await page.getByRole('button', { name: 'Envoyer l’invitation' }).click()
  await expect(
    page.getByText(`L’invitation pour ${guest.email} est prête, mais aucun e-mail n’est parti`),
  ).toBeVisible()
  await page.goto('/atelier-vasseur/reglages/courrier')
  await page.getByText('Claire Vasseur vous invite').click()
  const link = page.frameLocator('iframe').getByRole('link', { name: 'Rejoindre l’espace' })
  const url = (await link.getAttribute('href')) ?? ''

  theirs = await stranger(browser, pupitre)
  await theirs.goto(url)
  await expect(theirs.getByRole('heading', { level: 1 })).toHaveText('Atelier Vasseur vous attend')
  await expect(theirs.getByText('Claire Vasseur vous invite en tant que membre')).toBeVisible()
  await theirs.getByLabel('Votre nom').fill(guest.name)
  await theirs.locator('input[type=password]').fill(guest.password)
  await theirs.getByRole('button', { name: 'Créer mon compte et rejoindre' }).click()
  await expect(theirs).toHaveURL(home)
  await page.goto('/atelier-vasseur/reglages/membres')
  await expect(page.getByRole('row', { name: guest.email })).toContainText('Membre')
})

test('a link sent by mail signs in once; on a server without mail its keeper reads it', async ({
  pupitre,
}) => {
  await fresh.goto('/atelier-vasseur/clients')
  await expect(fresh).toHaveURL(/\/connexion\?suite=/)
  await fresh.getByLabel('Adresse e-mail').fill(guest.email)
  await fresh.getByRole('button', { name: 'Recevoir un lien de connexion' }).click()
  await expect(fresh.getByRole('status').filter({ hasText: guest.email })).toContainText('pupitre letter')
  const { stdout } = await pupitre.cli(['letter', '--email', guest.email])
  const url = /https?:\S+/.exec(stdout)?.[0] ?? ''
  await fresh.goto(url)
  await expect(fresh).toHaveURL(/\/atelier-vasseur\/clients$/)

  // The session just opened is seen from the other device, and closed there.
  await theirs.goto('/mon-compte')
  const sessions = theirs.getByRole('region', { name: 'Sessions ouvertes' })
  await expect(sessions.getByRole('row')).toHaveCount(3)
  await sessions.getByRole('button', { name: 'Fermer', exact: true }).click()
  await expect(sessions.getByRole('row')).toHaveCount(2)
  await fresh.reload()
  await expect(fresh).toHaveURL(/\/connexion/)
  await fresh.goto(url)
  await expect(fresh.getByRole('alert')).toContainText('Ce lien a déjà servi ou a expiré')
})

test('two-factor authentication is turned on with a code, and asks for one at the next sign-in', async () => {
  await page.goto('/mon-compte')
  const two = page.getByRole('region', { name: 'Double authentification' })
  await two.getByRole('button', { name: 'Activer' }).click()
  const ask = page.getByRole('dialog')
  await ask.locator('input[type=password]').fill(owner.password)
  await ask.getByRole('button', { name: 'Confirmer' }).click()
  await expect(two.getByRole('img')).toBeVisible()
  secret = (await two.getByText(/^[A-Z2-7]{16,}$/).textContent()) ?? ''
  await two.getByLabel('Code à 6 chiffres').fill('000000')
  await two.getByRole('button', { name: 'Vérifier et activer' }).click()
  await expect(two.getByRole('alert')).toContainText('Ce code n’est pas le bon')
  await two.getByLabel('Code à 6 chiffres').fill(totp(secret))
  await two.getByRole('button', { name: 'Vérifier et activer' }).click()
  await expect(two.getByText('La double authentification est active')).toBeVisible()
  codes = await two.getByRole('listitem').allTextContents()
  expect(codes.length).toBeGreaterThan(5)

  await fresh.goto('/connexion')
  await fillSignIn(fresh, owner)
  await expect(fresh.getByRole('heading', { name: 'Second facteur' })).toBeVisible()
  await fresh.getByLabel('Code à 6 chiffres').fill(totp(secret))
  await fresh.getByRole('button', { name: 'Vérifier' }).click()
  await expect(fresh).toHaveURL(home)
})

test('a recovery code opens the account once', async () => {
  const withCode = async () => {
    await fresh.goto('/connexion')
    await fillSignIn(fresh, owner)
    await fresh.getByRole('button', { name: 'Utiliser un code de secours' }).click()
    await fresh.getByLabel('Code de secours').fill(codes[0] ?? '')
    await fresh.getByRole('button', { name: 'Vérifier' }).click()
  }
  await withCode()
  await expect(fresh).toHaveURL(home)
  await fresh.context().clearCookies()
  await withCode()
  await expect(fresh.getByRole('alert')).toContainText('il a déjà servi')
})

test('a passkey replaces the password', async () => {
  await giveFingerprint(theirs)
  await theirs.goto('/mon-compte')
  const keys = theirs.getByRole('region', { name: 'Clés d’accès' })
  await keys.getByLabel('Nom de la clé').fill('Ordinateur du studio')
  await keys.getByRole('button', { name: 'Ajouter une clé d’accès' }).click()
  await expect(keys.getByText('Ordinateur du studio')).toBeVisible()
  await theirs.goto('/atelier-vasseur/aujourdhui')
  await theirs.getByRole('button', { name: guest.name }).click()
  await theirs.getByRole('menuitem', { name: 'Se déconnecter' }).click()
  await expect(theirs).toHaveURL(/\/connexion/)
  await theirs.getByRole('button', { name: 'Utiliser une clé d’accès' }).click()
  await expect(theirs).toHaveURL(home)
})

test('an API key works until it is revoked', async ({ request, pupitre }) => {
  await page.goto('/atelier-vasseur/reglages/cles')
  await page.getByRole('button', { name: 'Créer une clé' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('À quoi sert-elle ?').fill('Export comptable')
  await sheet.getByRole('button', { name: 'Créer une clé' }).click()
  const key = await sheet.getByLabel('Export comptable').inputValue()
  const status = async () =>
    (
      await request.get(`${pupitre.url}/api/v1/projects`, { headers: { authorization: `Bearer ${key}` } })
    ).status()
  expect(await status()).toBe(200)
  await sheet.getByRole('button', { name: 'Terminé' }).click()
  await page.getByRole('button', { name: 'Révoquer' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Révoquer' }).click()
  await expect(page.getByText('Une clé d’API laisse un programme')).toBeVisible()
  expect(await status()).toBe(401)
})

test('a mistake is taken back from the toast, by a click or by the key', async () => {
  await page.goto('/atelier-vasseur/reglages/membres')
  const row = page.getByRole('row', { name: guest.email })
  for (const takeBack of [
    () => page.getByRole('status').getByRole('button', { name: 'Annuler' }).click(),
    () => page.keyboard.press('Control+z'),
  ]) {
    await row.getByRole('button').click()
    await page.getByRole('menuitem', { name: 'Fermer l’accès' }).click()
    await expect(row).toContainText('fermé')
    await takeBack()
    await expect(row).toContainText('ouvert')
  }
})

test('a file is sent to a task, and comes back as it was', async () => {
  await page.goto('/atelier-vasseur/projets')
  await page
    .getByRole('banner')
    .getByRole('button', { name: /^Ajouter/ })
    .click()
  await page.getByRole('dialog').getByText('Projet', { exact: true }).click()
  await page.getByRole('dialog').getByLabel('Nom').first().fill('Lancement')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/projets\/lancement\//)
  await page.goto('/atelier-vasseur/projets/lancement/taches')
  await page.getByPlaceholder(/tâche/i).first().fill('Relire le brief')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: /Ouvrir la tâche/ }).click()
  const files = page.getByRole('region', { name: 'Pièces jointes' })
  const text = 'canal;budget\nradio;1200\n'
  await files.locator('input[type=file]').setInputFiles({
    name: 'été.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(text),
  })
  const link = files.getByRole('link', { name: 'été.csv' })
  await expect(link).toBeVisible()
  const answer = await page.request.get((await link.getAttribute('href')) ?? '')
  expect(await answer.text()).toBe(text)
})

test('whoever loses the network is told, until it is back', async () => {
  await page.goto('/atelier-vasseur/aujourdhui')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  const banner = page.getByText('Hors ligne. Ce que vous voyez peut dater')
  await house.setOffline(true)
  await expect(banner).toBeVisible()
  await house.setOffline(false)
  await expect(banner).toBeHidden()
})

test('an owner links the company’s provider, and a newcomer enters with the company account', async () => {
  const company = await openProvider()
  try {
    await page.goto('/atelier-vasseur/reglages/connexion-unique')
    await page.getByRole('button', { name: 'Relier un fournisseur' }).click()
    const sheet = page.getByRole('dialog')
    await sheet.getByRole('textbox', { name: 'Domaine e-mail' }).fill('claire@atelier.example')
    company.accept(await sheet.getByRole('textbox', { name: 'Adresse de retour' }).inputValue())
    await sheet.getByRole('textbox', { name: 'Adresse de l’émetteur' }).fill(`${company.issuer}/ailleurs`)
    await sheet.getByRole('textbox', { name: 'Identifiant client' }).fill('pupitre')
    await sheet.locator('input[type=password]').fill('secret-de-pupitre')
    await sheet.getByRole('button', { name: 'Vérifier et enregistrer' }).click()
    await expect(sheet.getByRole('alert')).toContainText('ne répond pas')
    await sheet.getByRole('textbox', { name: 'Adresse de l’émetteur' }).fill(company.issuer)
    await sheet.getByRole('button', { name: 'Vérifier et enregistrer' }).click()
    await expect(page.getByRole('row', { name: '@atelier.example' })).toContainText('Membre')

    const enterAs = async (typed: string, login: string) => {
      await fresh.goto('/connexion')
      await fresh.getByLabel('Adresse e-mail').fill(typed)
      await fresh.getByRole('button', { name: 'Continuer avec le compte de l’entreprise' }).click()
      await fresh.locator('input[name=login]').fill(login)
      await fresh.locator('input[name=password]').fill('x')
      await fresh.getByRole('button', { name: 'Sign-in' }).click()
      await fresh.getByRole('button', { name: 'Continue' }).click()
    }
    await enterAs('ines@atelier.example', 'ines@ailleurs.example')
    await expect(fresh.getByRole('alert')).toContainText('n’est pas une adresse du domaine')
    await fresh.getByRole('button', { name: 'English' }).click()
    await expect(fresh.getByRole('alert')).toContainText('not an address of the domain')
    await fresh.getByRole('button', { name: 'Français' }).click()
    await fresh.getByLabel('Adresse e-mail').fill('ines@inconnu.example')
    await fresh.getByRole('button', { name: 'Continuer avec le compte de l’entreprise' }).click()
    await expect(fresh.getByRole('alert')).toContainText('Aucun fournisseur')
    await fresh.context().clearCookies()
    await enterAs('ines@atelier.example', 'ines@atelier.example')
    await expect(fresh).toHaveURL(home)

    await page.getByRole('button', { name: 'Retirer' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Retirer' }).click()
    await expect(page.getByText('Reliez le fournisseur d’identité')).toBeVisible()
  } finally {
    company.close()
  }
})

test('everything Pupitre knows about a person is theirs to take', async () => {
  await theirs.goto('/mon-compte')
  const coming = theirs.waitForEvent('download')
  await theirs.getByRole('button', { name: 'Exporter mes données' }).click()
  const all = await fs.readFile(await (await coming).path(), 'utf8')
  expect(all).toContain(guest.email)
  expect(all).toContain('Atelier Vasseur')
})

test('a deleted account is gone, and the last owner is kept from leaving', async () => {
  for (const [who, leaving] of [
    [owner, page],
    [guest, theirs],
  ] as const) {
    await leaving.goto('/mon-compte')
    await leaving.getByRole('button', { name: 'Supprimer mon compte' }).click()
    const sure = leaving.getByRole('dialog')
    await sure.getByRole('textbox').fill(who.email)
    await sure.getByRole('button', { name: 'Supprimer mon compte' }).click()
    await leaving.locator('input[type=password]').last().fill(who.password)
    await leaving.getByRole('button', { name: 'Confirmer' }).click()
    if (who === owner) await expect(leaving.getByRole('alert')).toContainText('dernier propriétaire')
  }
  await expect(theirs).toHaveURL(/\/connexion/)
  await fillSignIn(theirs, guest)
  await expect(theirs.getByRole('alert')).toContainText('ne correspond pas')
})
