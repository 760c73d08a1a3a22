import type { Locator, Page } from '@playwright/test'
import sharp from 'sharp'
import { faultsOf } from './clean.ts'
import { desk, onPhone, openProject, seat } from './desk.ts'
import { expect, test } from './pupitre.ts'

const people = [
  { email: 'ana@example.org', role: 'owner' },
  { email: 'ben@example.org', role: 'member' },
] as const
const project = '/atelier-brume/projets/affichage'

test.use({ desk: 'together' })
test.describe.configure({ mode: 'serial' })
let ana: Page
let ben: Page

/** A poster: one colour, so that two versions are told apart. */
const poster = async (name: string, background: string) => ({
  name,
  mimeType: 'image/png',
  buffer: await sharp({ create: { width: 800, height: 500, channels: 3, background } })
    .png()
    .toBuffer(),
})
const drawer = (page: Page) => page.getByRole('dialog')
const write = (page: Page) =>
  drawer(page).getByRole('textbox', { name: 'Commenter ; @ pour citer quelqu’un' })
const thread = (page: Page, words: string) =>
  drawer(page).getByRole('listitem').filter({ hasText: words }).first()

test.beforeAll(async ({ browser, pupitre }) => {
  await seat(pupitre, 'Atelier Brume', people)
  ana = await desk(browser, pupitre, people[0].email)
  await openProject(ana, 'atelier-brume', 'Affichage')
  ben = await desk(browser, pupitre, people[1].email)
  await ana.goto(`${project}/taches`)
  for (const title of ['Visuel de l’affiche', 'Réserver les panneaux']) {
    const line = ana.getByRole('textbox', { name: 'Ajouter une tâche' }).first()
    await line.fill(title)
    await line.press('Enter')
    await expect(ana.getByText(title).first()).toBeVisible()
  }
  for (const page of [ana, ben]) {
    await page.goto(`${project}/taches?tache=1`)
    await expect(drawer(page).getByRole('textbox', { name: 'Titre' })).toHaveValue('Visuel de l’affiche')
  }
})

test.afterAll(async () => {
  await ana?.context().close()
  await ben?.context().close()
})

test('each sees that the other is there, and that they write', async () => {
  await expect(drawer(ana).getByTitle(/^Ici en ce moment\s: ben/)).toBeVisible()
  await expect(drawer(ben).getByTitle(/^Ici en ce moment\s: ana/)).toBeVisible()
  await write(ben).fill('Je regarde')
  await expect(drawer(ana).getByText('ben écrit…')).toBeVisible()
})

test('somebody named while typing is told, and the answer reaches the other without reloading', async () => {
  await write(ben).fill('')
  await write(ben).pressSequentially('Voyez #réserver')
  await expect(ben.getByRole('option', { name: /Réserver les panneaux/ })).toBeVisible()
  await ben.keyboard.press('Enter')
  await write(ben).pressSequentially('avant de choisir @an')
  await expect(ben.getByRole('listbox', { name: 'Personnes à citer' })).toBeVisible()
  await ben.keyboard.press('Enter')
  await expect(write(ben)).toHaveValue('Voyez #2 avant de choisir @ana ')
  await ben.keyboard.press('Control+Enter')

  await expect(thread(ana, 'avant de choisir')).toBeVisible()
  const named = thread(ana, 'avant de choisir').getByRole('link', { name: /Tâche 2, Réserver les panneaux/ })
  await expect(named).toHaveAttribute('title', 'Réserver les panneaux')
  const said = await ana.request.post('/rpc/notifications/list', {
    headers: { 'x-csrf-token': 'orpc', 'x-workspace': 'atelier-brume' },
    data: { json: { limit: 10 } },
  })
  expect(await said.text()).toContain('task.mentioned')

  await thread(ana, 'avant de choisir').getByRole('button', { name: 'Réagir' }).click()
  await ana.getByRole('button', { name: 'D’accord' }).click()
  await expect(
    thread(ben, 'avant de choisir').getByRole('button', { name: /^D’accord\s: ana/ }),
  ).toBeVisible()

  await thread(ana, 'avant de choisir').getByRole('button', { name: 'Répondre' }).click()
  await drawer(ana).getByRole('textbox', { name: 'Répondre à ben' }).fill('C’est réservé')
  await ana.keyboard.press('Control+Enter')
  await expect(thread(ben, 'avant de choisir')).toContainText('C’est réservé')
  await thread(ben, 'avant de choisir').getByRole('button', { name: 'Régler le fil' }).click()
  await expect(drawer(ana).getByRole('button', { name: 'Voir un fil réglé' })).toBeVisible()
})

const describe = async (page: Page) => {
  await drawer(page).getByRole('button', { name: 'Modifier la description' }).click()
  return drawer(page).getByRole('textbox', { name: 'Description' })
}

test('two who write the description at once both keep their lines; the same line is shown to choose', async () => {
  const first = await describe(ana)
  await first.fill('Le flacon au centre\n\nLumière du matin\n\n- [ ] fond perdu')
  await drawer(ana).getByRole('button', { name: 'Enregistrer' }).click()
  await expect(drawer(ben).getByText('Lumière du matin')).toBeVisible()
  const [mine, theirs] = [await describe(ana), await describe(ben)]
  await mine.fill('Le flacon **à gauche**\n\nLumière du matin\n\n- [ ] fond perdu')
  await theirs.fill('Le flacon au centre\n\nLumière du matin\n\n- [ ] fond perdu de 5 mm')
  await theirs.press('Control+Enter')
  await expect(drawer(ben).getByText('fond perdu de 5 mm')).toBeVisible()
  await mine.press('Control+Enter')
  for (const page of [ana, ben]) {
    await expect(drawer(page).getByText('à gauche')).toBeVisible()
    await expect(drawer(page).getByText('fond perdu de 5 mm')).toBeVisible()
  }
  await drawer(ben).getByRole('checkbox', { name: 'Cocher cette ligne' }).check()
  await expect(drawer(ana).getByRole('checkbox', { name: 'Cocher cette ligne' })).toBeChecked()

  const [one, two] = [await describe(ana), await describe(ben)]
  await one.fill('Le flacon en haut')
  await two.fill('Le flacon en bas')
  await two.press('Control+Enter')
  await expect(drawer(ben).getByText('Le flacon en bas')).toBeVisible()
  await one.press('Control+Enter')
  const clash = ana.getByRole('alert').filter({ hasText: 'Votre saisie est gardée' })
  await expect(clash).toContainText('Le flacon en haut')
  await clash.getByRole('button', { name: 'Garder la mienne' }).click()
  await expect(drawer(ben).getByText('Le flacon en haut')).toBeVisible()
})

test('a line of a checklist becomes a subtask, and the order of subtasks is the same on both desks', async () => {
  const add = drawer(ana).getByRole('textbox', { name: 'Ajouter une sous-tâche, puis Entrée' })
  await add.fill('Retoucher la photo')
  await add.press('Enter')
  await expect(drawer(ben).getByRole('button', { name: /^Ouvrir «\sRetoucher la photo/ })).toBeVisible()
  await drawer(ana).getByRole('button', { name: 'Ajouter une liste de contrôle' }).click()
  const item = drawer(ana).getByRole('textbox', { name: 'Ajouter une ligne, puis Entrée' })
  await item.fill('Vérifier le logo')
  await item.press('Enter')
  const line = drawer(ana)
    .getByRole('listitem')
    .filter({ has: ana.getByRole('checkbox', { name: /Vérifier le logo/ }) })
  await line.hover()
  await line.getByRole('button', { name: /^Faire de «\sVérifier le logo\s» une sous-tâche/ }).click()
  const subs = (page: Page) =>
    drawer(page)
      .getByRole('region', { name: 'Sous-tâches' })
      .getByRole('button', { name: /^Ouvrir/ })
  await expect(subs(ben)).toHaveText(['Retoucher la photo', 'Vérifier le logo'])
  await subs(ana).nth(1).focus()
  await ana.keyboard.press('Alt+ArrowUp')
  await expect(subs(ben)).toHaveText(['Vérifier le logo', 'Retoucher la photo'])
  await subs(ben).nth(0).click()
  await expect(drawer(ben).getByRole('navigation', { name: 'Fait partie de' })).toContainText(
    'Visuel de l’affiche',
  )
  await drawer(ben).getByRole('button', { name: 'Visuel de l’affiche' }).click()
  await expect(drawer(ben).getByRole('textbox', { name: 'Titre' })).toHaveValue('Visuel de l’affiche')
})

const room = (page: Page) => page.getByRole('dialog', { name: /^Relecture de/ })
const picture = (page: Page) => room(page).locator('img[src^="/files/"]')
const look = async (page: Page, name: string | RegExp) => {
  await drawer(page).getByRole('link', { name }).click()
  await expect(room(page)).toBeVisible()
}
const click = async (page: Page, on: Locator, x: number, y: number) => {
  const box = (await on.boundingBox())!
  await page.mouse.click(box.x + box.width * x, box.y + box.height * y)
}

test('a pin set on a picture is seen by the other where it was set; a new version asks for a new word', async () => {
  await drawer(ana)
    .getByLabel('Joindre un fichier')
    .setInputFiles(await poster('affiche.png', '#cfe3dc'))
  await expect(drawer(ben).getByRole('link', { name: 'affiche.png' })).toBeVisible()
  await look(ana, 'affiche.png')
  await look(ben, 'affiche.png')
  await click(ana, picture(ana), 0.25, 0.5)
  await room(ana).getByRole('textbox', { name: 'Votre remarque à cet endroit' }).fill('Trop pâle')
  await ana.keyboard.press('Control+Enter')
  const pin = room(ben).getByRole('button', { name: /^Épingle 1, ana\s: Trop pâle/ })
  await expect(pin).toBeVisible()
  const [where, on] = [(await pin.boundingBox())!, (await picture(ben).boundingBox())!]
  expect((where.x - on.x) / on.width).toBeCloseTo(0.25, 1)
  expect((where.y + where.height - on.y) / on.height).toBeCloseTo(0.5, 1)

  await room(ben).getByRole('button', { name: 'Demander de revoir' }).click()
  await ben.getByRole('textbox', { name: 'Ce qu’il faut revoir (facultatif)' }).fill('Plus de contraste')
  await ben
    .getByRole('dialog', { name: 'Demander de revoir' })
    .getByRole('button', { name: 'Demander de revoir' })
    .click()
  await expect(room(ana).getByRole('region', { name: 'Décision' })).toContainText('Plus de contraste')

  await room(ana)
    .getByLabel('Nouvelle version', { exact: true })
    .setInputFiles(await poster('affiche-2.png', '#1f5b4c'))
  await expect(room(ana).getByRole('combobox', { name: 'Version montrée' })).toHaveValue(/^v2/)
  await expect(room(ana).getByText('Pas encore de décision')).toBeVisible()
  await room(ana).getByRole('combobox', { name: 'Comparer avec' }).click()
  await ana.getByRole('option', { name: 'Version 1' }).click()
  await expect(picture(ana)).toHaveCount(2)
  await room(ana).getByRole('combobox', { name: 'Façon de comparer' }).click()
  await ana.getByRole('option', { name: 'Rideau' }).click()
  await expect(room(ana).getByRole('slider', { name: 'Place du rideau' })).toBeVisible()
  await room(ana).getByRole('button', { name: 'Valider', exact: true }).click()
  await expect(room(ana).getByRole('region', { name: 'Décision' })).toContainText('validé')
  expect(await faultsOf(ana), 'the proof room').toEqual([])
})

test('a pin is set, moved and written by the keyboard alone', async () => {
  await room(ben).getByRole('button', { name: 'Poser une épingle' }).press('Enter')
  const draft = room(ben).getByRole('button', { name: /^Épingle à placer/ })
  await expect(draft).toBeFocused()
  for (let i = 0; i < 4; i++) await ben.keyboard.press('Shift+ArrowRight')
  await ben.keyboard.press('Enter')
  await ben.keyboard.type('Logo ici')
  await ben.keyboard.press('Control+Enter')
  await expect(room(ben).getByRole('button', { name: /^Épingle 2, ben\s: Logo ici/ })).toBeVisible()
  await room(ben)
    .getByRole('button', { name: /^Épingle 1/ })
    .last()
    .press('Enter')
  for (const page of [ana, ben]) await room(page).getByRole('button', { name: 'Revenir à la tâche' }).click()
  await expect(drawer(ana).getByText('validé')).toBeVisible()
})

test('a page of a document holds its own pins', async () => {
  await drawer(ana).getByLabel('Joindre un fichier').setInputFiles({
    name: 'dossier.pdf',
    mimeType: 'application/pdf',
    buffer: twoPages(),
  })
  await look(ana, 'dossier.pdf')
  await expect(room(ana).getByText('Page 1 sur 2')).toBeVisible()
  await room(ana).getByRole('button', { name: 'Page suivante' }).click()
  await expect(room(ana).locator('canvas[data-page="2"]')).toBeVisible()
  await click(ana, room(ana).locator('canvas'), 0.5, 0.2)
  await room(ana).getByRole('textbox', { name: 'Votre remarque à cet endroit' }).fill('Coquille')
  await ana.keyboard.press('Control+Enter')
  await expect(room(ana).getByRole('button', { name: /^Épingle 1, ana\s: Coquille/ })).toBeVisible()
  await room(ana).getByRole('button', { name: 'Page précédente' }).click()
  await expect(room(ana).getByRole('button', { name: /^Épingle 1, ana\s: Coquille/ })).toHaveCount(0)
  await room(ana)
    .getByRole('button', { name: /^Épingle 1 · page 2/ })
    .click()
  await expect(room(ana).getByText('Page 2 sur 2')).toBeVisible()
  await room(ana).getByRole('button', { name: 'Revenir à la tâche' }).click()
})

test('a task goes to the bin with its subtasks and comes back whole from the page of the bin', async () => {
  expect(await faultsOf(ana), 'the open task').toEqual([])
  await drawer(ana).getByRole('button', { name: 'Autres actions', exact: true }).click()
  await ana.getByRole('menuitem', { name: 'Mettre à la corbeille' }).click()
  await expect(drawer(ana)).toHaveCount(0)
  await ana.goto(`${project}/corbeille`)
  const row = ana
    .getByRole('listitem')
    .filter({ hasText: 'Visuel de l’affiche' })
    .filter({ hasText: 'avec 2 sous-tâches' })
  await expect(row).toBeVisible()
  expect(await faultsOf(ana), 'the bin').toEqual([])
  await row.getByRole('button', { name: /^Restaurer/ }).click()
  await expect(row).toHaveCount(0)
  await ana.goto(`${project}/taches/1`)
  await expect(ana.getByRole('button', { name: /^Ouvrir «\sVérifier le logo/ })).toBeVisible()
  await expect(ana.getByRole('link', { name: 'affiche-2.png' })).toBeVisible()
})

test('the same on a phone: the task, its file, a pin by touch', async ({ browser, pupitre }) => {
  const phone = await desk(browser, pupitre, people[1].email, onPhone)
  await phone.goto(`${project}/taches?tache=1`)
  await look(phone, 'affiche-2.png')
  const box = (await picture(phone).boundingBox())!
  await phone.touchscreen.tap(box.x + box.width * 0.7, box.y + box.height * 0.3)
  await room(phone).getByRole('textbox', { name: 'Votre remarque à cet endroit' }).fill('Au doigt')
  await room(phone).getByRole('button', { name: 'Publier' }).click()
  await expect(room(phone).getByRole('button', { name: /Au doigt$/ })).toBeVisible()
  const wide = await phone.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(wide).toBeLessThanOrEqual(0)
  await phone.context().close()
})

/** The smallest document of two pages that a reader opens. */
function twoPages(): Buffer {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [4 0 R 6 0 R] /Count 2 >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  for (const page of [1, 2]) {
    const text = `BT /F1 36 Tf 72 700 Td (Page ${page}) Tj ET`
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${3 + page * 2} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
      `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    )
  }
  let out = '%PDF-1.4\n'
  const places = objects.map((o, i) => {
    const at = out.length
    out += `${i + 1} 0 obj\n${o}\nendobj\n`
    return at
  })
  const table = out.length
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map((p) => `${String(p).padStart(10, '0')} 00000 n \n`).join('')}`
  out += `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF`
  return Buffer.from(out, 'latin1')
}
