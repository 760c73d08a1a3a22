import { expect, type Locator, type Page } from '@playwright/test'

export const owner = {
  name: 'Ana Lopez',
  email: 'ana@example.org',
  password: 'lampe violette canard 7 tambour',
}
export const workspace = '/atelier-brume'
export const project = `${workspace}/projets/lancement-xdotool`

/** A text as a pattern: spaces before French signs are narrow ones, that nobody types. */
export const said = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '\\s')
/** A field by its whole label; a required one carries a star that nobody reads aloud. */
export const field = (within: Page | Locator, label: string) =>
  within.getByLabel(new RegExp(`^${said(label)}( ?\\*)?$`))

/** Fields save when they are left. */
const type = async (page: Page, label: string, value: string) => {
  const box = field(page.getByRole('dialog'), label)
  await box.fill(value)
  await box.press('Tab')
}
/** Picks in a list that opens under its field. */
export const pick = async (page: Page, label: string, choice: string) => {
  await page.getByRole('dialog').getByRole('combobox', { name: label, exact: true }).click()
  await page.getByRole('option', { name: choice, exact: true }).click()
}
export const closeSheet = async (page: Page) => {
  await page.getByRole('dialog').getByRole('button', { name: 'Fermer' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
}

export async function makeWorkspace(page: Page) {
  await page.goto('/')
  await expect(page).toHaveURL(/premiere-fois/)
  await page.getByRole('button', { name: 'Créer mon espace' }).click()
  await page.getByLabel('Nom de l’espace').fill('Atelier Brume')
  await page.getByLabel('Votre nom').fill(owner.name)
  await page.getByLabel('Adresse e-mail').fill(owner.email)
  await page.getByLabel('Mot de passe', { exact: false }).first().fill(owner.password)
  await page.getByRole('button', { name: 'Créer l’espace' }).click()
  await expect(page).toHaveURL(`${workspace}/aujourdhui`)
}

export async function makeClient(page: Page) {
  await page.goto(`${workspace}/clients`)
  await page.getByRole('button', { name: 'Nouveau client' }).first().click()
  const sheet = page.getByRole('dialog')
  await field(sheet, 'Nom').fill('Brume')
  await sheet.getByRole('button', { name: /Ajouter|Créer/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Brume' })).toBeVisible()
  for (const [label, value] of [
    ['Interlocuteur', 'Marie Duval'],
    ['E-mail', 'marie@brume.example'],
    ['Couleur principale', '#7A3E9D'],
    ['Couleur d’accent', '#E08A1E'],
  ] as const) {
    // A colour has a sample and a code under the same name.
    const box = page.getByRole('textbox', { name: label, exact: true }).last()
    await box.fill(value)
    await box.press('Tab')
  }
}

export async function makeProject(page: Page) {
  await page.goto(`${workspace}/projets`)
  await page.getByRole('button', { name: 'Nouveau projet' }).first().click()
  const sheet = page.getByRole('dialog')
  await field(sheet, 'Nom').fill('Lancement xdotool')
  await field(sheet, 'Client').fill('Brume')
  await page.getByRole('option', { name: 'Brume', exact: true }).click()
  await sheet.getByLabel('En une phrase').fill('Faire connaître l’outil et le faire installer.')
  await field(sheet, 'Début').fill('2015-05-01')
  await field(sheet, 'Fin').fill('2015-06-30')
  await sheet.getByRole('button', { name: 'Créer le projet' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Lancement xdotool')
  await expect(page).toHaveURL(`${project}/brief`)
}

export async function writeBrief(page: Page) {
  await page.goto(`${project}/brief`)
  for (const [part, text] of [
    ['Contexte', 'L’outil existe depuis dix ans ; peu de gens le trouvent.'],
    ['Cible', 'Les personnes qui automatisent leur poste de travail.'],
    ['Message', 'Trois lignes suffisent pour se passer de la souris.'],
    ['Livrables', 'Une page, un e-mailing, une série de billets.'],
    ['Contraintes', '2 000 € hors taxes, tout en ligne avant le 17 mai.'],
    ['Critères de réussite', 'Des visites de la page du projet, venues de la recherche.'],
  ] as const) {
    const box = page.getByRole('textbox', { name: part, exact: true })
    await box.fill(text)
    await box.press('Tab')
  }
  await expect(page.getByText('Ce que le client veut, pour qui')).toBeVisible()
}

export async function setObjective(page: Page) {
  await page.goto(`${project}/objectifs`)
  const line = page.getByRole('textbox', { name: 'Ajouter un objectif' })
  await line.fill('Obtenir 100 lectures de la page xdotool')
  await line.press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await type(page, 'Pourquoi', 'Une lecture sur cinq finit en installation.')
  await pick(page, 'Mesure', 'Conversions')
  await type(page, 'Point de départ', '0')
  await type(page, 'Cible', '100')
  await type(page, 'Échéance', '2015-06-30')
  await pick(page, 'Responsable', owner.name)
  await type(page, 'Atteignable : sur quoi s’appuie la cible', 'Le site reçoit déjà mille visites par mois.')
  await type(
    page,
    'Pertinent : quel enjeu de l’entreprise il sert',
    'La notoriété de la marque auprès des développeurs.',
  )
  await expect(page.getByRole('img', { name: /rien ne manque/ })).toBeVisible()
  await closeSheet(page)
}

export async function planBudget(page: Page) {
  await page.goto(`${project}/budget`)
  for (const [label, amount] of [
    ['Contenus', '1500'],
    ['E-mailing', '500'],
  ] as const) {
    const line = page.getByRole('textbox', { name: 'Ajouter une ligne' })
    await expect(line).toHaveValue('')
    await line.fill(label)
    const planned = page.getByRole('textbox', { name: 'Prévu', exact: true })
    await planned.fill(amount)
    await planned.press('Enter')
    await expect(line).toHaveValue('')
    await expect(page.getByRole('table', { name: 'Lignes' }).getByText(label, { exact: true })).toBeVisible()
  }
}

export async function planActions(page: Page) {
  await page.goto(`${project}/plan`)
  const table = page.getByRole('table', { name: 'Actions du plan' })
  for (const a of [
    {
      title: 'Billets et référencement',
      channel: 'Référencement naturel',
      line: 'Contenus',
      captures: 'Recherche naturelle',
    },
    { title: 'E-mailing de lancement', channel: 'E-mail', line: 'E-mailing', captures: null },
  ]) {
    const line = page.getByRole('textbox', { name: 'Ajouter une action' }).first()
    await line.fill(a.title)
    await line.press('Enter')
    await table.getByRole('button', { name: a.title }).first().click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await pick(page, 'Canal', a.channel)
    await type(page, 'Début', '2015-05-10')
    await type(page, 'Fin', '2015-06-10')
    await pick(page, 'Responsable', owner.name)
    await pick(page, 'Objectif servi', 'Obtenir 100 lectures de la page xdotool')
    await pick(page, 'Ligne du budget', a.line)
    if (a.captures) await pick(page, 'Canal de la visite', a.captures)
    await closeSheet(page)
  }
}
