import type { Page } from '@playwright/test'
import { expectClean } from './clean.ts'
import { desk, onPhone, openProject, seat } from './desk.ts'
import { expect, test } from './pupitre.ts'

const people = [
  { email: 'ines@example.org', role: 'owner' },
  { email: 'karim@example.org', role: 'member' },
] as const

test.use({ desk: 'day' })
test.describe.configure({ mode: 'serial' })
const reducedMotion = 'reduce'
let ines: Page
let karim: Page

test.beforeAll(async ({ browser, pupitre }) => {
  await seat(pupitre, 'Atelier Jour', people)
  ines = await desk(browser, pupitre, people[0].email, { reducedMotion })
  karim = await desk(browser, pupitre, people[1].email, { reducedMotion })
  await openProject(ines, 'atelier-jour', 'Lancement Brume')
})

test('a line typed on « Aujourd’hui » becomes a task with its day, its hour, its project and its person', async () => {
  await ines.goto('/atelier-jour/aujourdhui')
  const line = ines.getByRole('textbox', { name: 'Noter une tâche' })
  await line.fill('Relire le dossier demain 14h #brume @moi !! pendant 1h30')
  await expect(ines.getByText('Lancement Brume', { exact: false }).first()).toBeVisible()
  await line.press('Enter')
  await expect(ines.getByRole('link', { name: 'Relire le dossier' })).toBeVisible()
  await expect(line).toHaveValue('')
  await line.fill('Appeler l’imprimeur aujourd’hui #brume @karim')
  await line.press('Enter')
  await karim.goto('/atelier-jour/aujourdhui')
  await expect(
    karim.getByRole('region', { name: 'Aujourd’hui' }).getByRole('link', { name: 'Appeler l’imprimeur' }),
  ).toBeVisible()
})

test('a task is put on the hours, moved and stretched by the keyboard alone, and taken back', async () => {
  await ines.getByRole('button', { name: 'Jour suivant' }).click()
  await expect(ines.getByRole('region', { name: /^Journée du/ })).toBeVisible()
  await ines.getByRole('button', { name: 'Placer sur la journée : Relire le dossier' }).press('Enter')
  const block = ines.getByRole('group', { name: /^Relire le dossier, / })
  await expect(block).toBeVisible()
  // Kept by the server: from now on it is the same block that is moved.
  await expect(ines.getByText(/placée/)).toBeVisible()
  const said = async () => (await block.getAttribute('aria-label')) ?? ''
  const minutes = async () => {
    const [from, to] = [...(await said()).matchAll(/(\d\d):(\d\d)/g)].map(
      (m) => Number(m[1]) * 60 + Number(m[2]),
    )
    return { from: from ?? 0, to: to ?? 0 }
  }
  const before = await minutes()
  expect(before.to - before.from).toBe(90)
  await block.focus()
  await block.press('ArrowDown')
  await expect.poll(async () => (await minutes()).from).toBe(before.from + 15)
  await block.press('Shift+ArrowDown')
  await expect.poll(async () => (await minutes()).to).toBe(before.to + 30)
  await ines.reload()
  await ines.getByRole('button', { name: 'Jour suivant' }).click()
  await expect.poll(async () => (await minutes()).to).toBe(before.to + 30)
  await block.focus()
  await block.press('Delete')
  await expect(block).toHaveCount(0)
  await ines.getByRole('button', { name: /^Annuler/ }).click()
  await expect(block).toBeVisible()
})

test('a task is dragged onto an hour with the mouse', async () => {
  await ines.getByRole('button', { name: 'Retirer « Relire le dossier » de la journée' }).click()
  const row = ines
    .getByRole('listitem')
    .filter({ has: ines.getByRole('link', { name: 'Relire le dossier' }) })
  const sheet = ines
    .getByRole('region', { name: /^Journée du/ })
    .locator('> div')
    .nth(1)
  await row.first().dragTo(sheet, { targetPosition: { x: 150, y: 200 } })
  await expect(ines.getByRole('group', { name: /^Relire le dossier, / })).toBeVisible()
})

test('the timer runs on every screen of its member, and what it counted stands in the sheet', async ({
  browser,
  pupitre,
}) => {
  const phone = await desk(browser, pupitre, people[0].email, { ...onPhone, reducedMotion })
  await ines.getByRole('button', { name: 'Démarrer le chronomètre : Relire le dossier' }).click()
  await expect(phone.getByRole('button', { name: /Ouvrir le chronomètre/ })).toBeVisible()
  await phone.getByRole('button', { name: /Ouvrir le chronomètre/ }).click()
  await phone.getByRole('textbox', { name: 'Temps à noter' }).fill('1h15')
  await phone.getByRole('button', { name: 'Noter', exact: true }).click()
  await expect(ines.getByRole('button', { name: /Ouvrir le chronomètre/ })).toHaveCount(0)
  await ines.goto('/atelier-jour/temps')
  const filled = ines.locator('input[data-full]')
  await expect(filled).toHaveValue('1h15')
  await filled.fill('2,5')
  await filled.press('Enter')
  await expect(filled).toHaveValue('2h30')
  await ines.getByRole('button', { name: /^Annuler/ }).click()
  await expect(filled).toHaveValue('1h15')
  await filled.fill('une heure')
  await filled.press('Tab')
  await expect(ines.getByText('n’est pas une durée')).toBeVisible()
  await phone.context().close()
})

test('one thing at a time: the next one comes when this one is finished', async () => {
  await karim.goto('/atelier-jour/aujourdhui')
  await karim.getByRole('button', { name: 'Se concentrer' }).first().click()
  const focus = karim.getByRole('dialog', { name: 'Concentration' })
  await expect(focus.getByRole('heading', { name: 'Appeler l’imprimeur' })).toBeVisible()
  await focus.getByRole('button', { name: 'Terminer et passer à la suivante' }).click()
  await expect(focus.getByRole('heading', { name: /La journée est à vous/ })).toBeVisible()
  await karim.keyboard.press('Escape')
  await expect(focus).toHaveCount(0)
})

test('the stand-up is gathered from the work, sent, and goes round on both screens', async () => {
  await ines.goto('/atelier-jour/projets/lancement-brume/standup')
  await ines.getByRole('button', { name: 'Ouvrir un point du jour' }).click()
  await expect(ines.getByRole('group', { name: 'Ensuite' }).getByRole('textbox').first()).toHaveValue(
    'Relire le dossier',
  )
  await karim.goto('/atelier-jour/projets/lancement-brume/standup')
  await expect(karim.getByRole('group', { name: 'Terminé' }).getByRole('textbox').first()).toHaveValue(
    'Appeler l’imprimeur',
  )
  const blocked = karim.getByRole('textbox', { name: /^Ajouter à .*Bloqué/ })
  await blocked.fill('Visuels du client')
  await blocked.press('Enter')
  await karim.getByRole('button', { name: 'Envoyer mon point' }).click()
  await expect(ines.getByText('Visuels du client')).toBeVisible()
  await ines.getByRole('button', { name: 'Commencer le tour de table' }).click()
  await karim.getByRole('button', { name: 'Suivre le tour de table' }).click()
  const [here, there] = [ines, karim].map((p) => p.getByRole('dialog', { name: 'Tour de table' }))
  await expect(there!.getByText('1 sur 2')).toBeVisible()
  await here!.getByRole('button', { name: 'Suivant' }).click()
  await expect(there!.getByText('2 sur 2')).toBeVisible()
  await there!.getByRole('button', { name: 'Clore et envoyer le compte rendu' }).click()
  await expect(here!).toHaveCount(0)
  await expect(ines.getByText(/compte rendu envoyé/)).toBeVisible()
})

test('what blocks becomes a task of somebody', async () => {
  await ines.getByRole('button', { name: 'Débloquer' }).click()
  const sheet = ines.getByRole('dialog')
  await sheet.getByRole('combobox', { name: 'À qui' }).click()
  await ines.getByRole('option', { name: /karim/i }).click()
  await sheet.getByRole('button', { name: 'Créer la tâche' }).click()
  await expect(ines.getByText(/Tâche créée pour/)).toBeVisible()
})

test('how one is told is chosen once, kept, and a notification is put back as unread', async () => {
  await karim.goto('/atelier-jour/notifications')
  const first = karim.getByRole('button', { name: /^Marquer comme lu : / }).first()
  await first.click()
  await karim
    .getByRole('button', { name: /^Marquer comme non lu : / })
    .first()
    .click()
  await expect(karim.getByRole('button', { name: /^Marquer comme lu : / }).first()).toBeVisible()
  await karim.getByRole('link', { name: 'Régler les notifications' }).click()
  const box = karim.getByRole('checkbox', { name: 'On vous cite : E-mail aussitôt' })
  await box.click()
  await expect(box).toBeChecked()
  await karim.getByRole('button', { name: 'Ajouter une heure' }).click()
  await expect(
    karim.getByRole('textbox', { name: /Heure d’envoi 2/ }).or(karim.getByLabel('Heure d’envoi 2')),
  ).toBeVisible()
  const kept = karim.waitForResponse(
    (r) => r.url().endsWith('/rpc/notices/save') && !!r.request().postData()?.includes('muted'),
  )
  await karim.getByRole('switch', { name: 'Mettre en sourdine : Lancement Brume' }).click()
  await expect(karim.getByText('enregistré')).toBeVisible()
  await expect(karim.getByRole('switch', { name: 'Mettre en sourdine : Lancement Brume' })).toBeChecked()
  expect((await kept).ok()).toBe(true)
  await karim.reload()
  await expect(box).toBeChecked()
  await expect(karim.getByRole('switch', { name: 'Mettre en sourdine : Lancement Brume' })).toBeChecked()
})

test('these pages are clean on a desk and on a phone', async ({ browser, pupitre }) => {
  const phone = await desk(browser, pupitre, people[0].email, { ...onPhone, reducedMotion })
  for (const page of [ines, phone])
    for (const address of [
      'aujourdhui',
      'temps/feuille',
      'temps/bilan',
      'standup',
      'projets/lancement-brume/standup',
      'notifications/reglages',
    ]) {
      await page.goto(`/atelier-jour/${address}`)
      await expect(page.getByRole('heading').first()).toBeVisible()
      await expectClean(page)
    }
  await phone.context().close()
})
