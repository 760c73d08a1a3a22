import type { Page } from '@playwright/test'
import { expectClean } from './clean.ts'
import { day } from './days.ts'
import { call, desk, membersOf, onPhone, openProject, seat } from './desk.ts'
import { finger, middle } from './finger.ts'
import { test as base, expect, type Pupitre, startPupitre } from './pupitre.ts'
import { startPushService } from './push-service.ts'

const people = [
  { email: 'lou@example.org', role: 'owner' },
  { email: 'sam@example.org', role: 'member' },
] as const
const ws = 'atelier-doigt'
const project = `/${ws}/projets/sortie-brume`

type PushService = Awaited<ReturnType<typeof startPushService>>
const test = base.extend<object, { push: PushService }>({
  push: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to know what a fixture needs
    async ({}, use) => {
      const push = await startPushService()
      await use(push)
      await push.stop()
    },
    { scope: 'worker' },
  ],
  pupitre: [
    async ({ push }, use) => {
      const pupitre: Pupitre = await startPupitre({ PUPITRE_PUSH_SERVICES: push.host })
      await use(pupitre)
      await pupitre.stop()
    },
    { scope: 'worker' },
  ],
})
test.use({ desk: 'touch' })
test.describe.configure({ mode: 'serial' })
let lou: Page

test.beforeAll(async ({ browser, pupitre }) => {
  await seat(pupitre, 'Atelier Doigt', people)
  lou = await desk(browser, pupitre, people[0].email, { ...onPhone, isMobile: true, reducedMotion: 'reduce' })
  await openProject(lou, ws, 'Sortie Brume')
  const { id } = await call<{ id: string }>(lou, ws, 'GET', '/projects/sortie-brume')
  const { lou: me } = await membersOf(lou, ws)
  for (const [title, more] of [
    ['Relire la légende', { assigneeIds: [me], dueOn: day(0), startsOn: day(-2), importance: 3, urgency: 3 }],
    ['Monter le film', { dueOn: day(6), startsOn: day(1), importance: 1, urgency: 0 }],
  ] as const)
    await call(lou, ws, 'POST', `/projects/${id}/tasks`, { title, ...more })
})
test.afterAll(() => lou?.context().close())

test('every page is reached by the thumb, « Charge » and « Portefeuille » too', async () => {
  await lou.goto(`/${ws}/aujourdhui`)
  for (const [page, address] of [
    ['Charge', 'charge'],
    ['Portefeuille', 'portefeuille'],
  ] as const) {
    await lou.getByRole('button', { name: 'Plus', exact: true }).tap()
    const sheet = lou.getByRole('dialog', { name: 'Toutes les pages' })
    const link = sheet.getByRole('link', { name: page })
    expect((await link.boundingBox())?.height).toBeGreaterThanOrEqual(44)
    await expectClean(lou)
    await link.tap()
    await expect(lou).toHaveURL(new RegExp(`/${ws}/${address}`))
    await expect(sheet).toHaveCount(0)
  }
})

test('a date is written and read in one’s own language, and a month is touched', async () => {
  await lou.goto(`${project}/taches?tache=2`)
  const due = lou.getByRole('dialog').getByRole('textbox', { name: 'Échéance', exact: true })
  await expect(due).toHaveValue(day(6).split('-').reverse().join('/'))
  await due.tap()
  const month = lou.getByRole('dialog', { name: 'Ouvrir le calendrier' })
  await expect(month).toBeInViewport({ ratio: 1 })
  await expectClean(lou)
  await month.getByRole('button', { name: 'Demain' }).tap()
  await expect(due).toHaveValue(day(1).split('-').reverse().join('/'))
  await due.fill('dans 6 jours')
  await due.press('Enter')
  await expect(due).toHaveValue(day(6).split('-').reverse().join('/'))
  await due.fill('un de ces jours')
  await due.press('Enter')
  await expect(lou.getByText('Date non comprise')).toBeVisible()
  await due.press('Escape')
  await expect(due).toHaveValue(day(6).split('-').reverse().join('/'))
})

test('a block of the day is carried by a finger that rests; one that slides scrolls', async () => {
  await lou.goto(`/${ws}/aujourdhui`)
  await lou.getByRole('button', { name: 'Placer sur la journée : Relire la légende' }).tap()
  const block = lou.getByRole('group', { name: /^Relire la légende, / })
  await expect(lou.getByText(/placée/)).toBeVisible()
  await lou.reload()
  await block.evaluate((e) => e.scrollIntoView({ block: 'center' }))
  const hand = await finger(lou)
  const before = await block.getAttribute('aria-label')
  const at = await middle(block, 0.8)
  await hand.swipe(at, { x: at.x, y: at.y - 60 })
  await expect(block).toHaveAttribute('aria-label', before!)
  await block.evaluate((e) => e.scrollIntoView({ block: 'center' }))
  const from = await middle(block, 0.8)
  const up = Number(/(\d\d):/.exec(before!)![1]) >= 12 ? -90 : 90
  await hand.carry(from, { x: from.x, y: from.y + up }, lou.locator('li[data-moving]'))
  await expect(block).not.toHaveAttribute('aria-label', before!)
  const after = (await block.getAttribute('aria-label'))!
  await lou.reload()
  await expect(block).toHaveAttribute('aria-label', after)
})

test('a card is carried to another column, and to another quarter of the matrix, by the finger', async () => {
  const hand = await finger(lou)
  await lou.goto(`${project}/tableau`)
  const card = lou.locator('[data-card]').filter({ hasText: 'Relire la légende' }).first()
  const next = lou.locator('[data-list]').nth(1)
  await expect(card).toBeVisible()
  const to = await middle(next, 0, 0.3)
  await hand.carry(await middle(card, 0.3), { x: to.x + 20, y: to.y }, lou.locator('[data-card][data-away]'))
  await expect(next.locator('[data-card]').filter({ hasText: 'Relire la légende' })).toHaveCount(1)

  await lou.goto(`${project}/matrice`)
  const urgent = lou.locator('[data-quadrant]').filter({ hasText: 'Relire la légende' })
  const quarter = await urgent.getAttribute('data-quadrant')
  const other = lou.locator('section[data-quadrant]').nth(1)
  expect(await other.getAttribute('data-quadrant')).not.toBe(quarter)
  const there = await middle(other, 0.5, 0.5)
  await hand.carry(
    await middle(urgent.locator('[data-card]').filter({ hasText: 'Relire la légende' }), 0.3),
    there,
    lou.locator('[data-card][data-away]'),
  )
  await expect(other).toContainText('Relire la légende')
  await lou.reload()
  await expect(other).toContainText('Relire la légende')
})

test('two fingers open the Gantt wider, and what lies under them stays there', async () => {
  await lou.goto(`${project}/gantt`)
  const bar = lou.locator('[data-bar]').filter({ hasText: '' }).last()
  await expect(bar).toBeVisible()
  const width = async () => (await bar.boundingBox())?.width ?? 0
  const before = await width()
  const hand = await finger(lou)
  await hand.pinch(await middle(bar), 60, 180)
  await expect.poll(width).toBeGreaterThan(before * 1.5)
  await expectClean(lou)
})

test('a screenshot is pasted while one writes a comment, and kept with the task', async () => {
  await lou.goto(`${project}/taches?tache=1`)
  const write = lou.getByRole('dialog').getByRole('textbox', { name: 'Commenter ; @ pour citer quelqu’un' })
  await write.tap()
  await lou.evaluate(async () => {
    const canvas = document.createElement('canvas')
    canvas.width = 320
    canvas.height = 200
    canvas.getContext('2d')!.fillRect(20, 20, 200, 100)
    const blob = await new Promise<Blob>((done) => canvas.toBlob((b) => done(b!), 'image/png'))
    const data = new DataTransfer()
    data.items.add(new File([blob], 'image.png', { type: 'image/png' }))
    document.activeElement!.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    )
  })
  await expect(lou.getByRole('dialog').getByRole('link', { name: /^Capture/i })).toBeVisible()
  await write.fill('Voici ce que je vois.')
  await write.press('Control+Enter')
  await expect(lou.getByRole('dialog').getByText('Voici ce que je vois.')).toBeVisible()
  await expectClean(lou)
})

test('a film is paused on a frame, pinned there by the finger, and its pin brings that very frame back', async () => {
  await lou.goto(`${project}/taches?tache=2`)
  const film = await lou.evaluate(async () => {
    const canvas = document.createElement('canvas')
    canvas.width = 160
    canvas.height = 120
    const pen = canvas.getContext('2d')!
    const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/webm' })
    const parts: Blob[] = []
    recorder.ondataavailable = (e) => parts.push(e.data)
    const ended = new Promise((done) => (recorder.onstop = done))
    recorder.start()
    for (let i = 0; i < 50; i++) {
      pen.fillStyle = `hsl(${i * 7} 60% 50%)`
      pen.fillRect(0, 0, 160, 120)
      await new Promise((done) => setTimeout(done, 40))
    }
    recorder.stop()
    await ended
    return [...new Uint8Array(await new Blob(parts).arrayBuffer())]
  })
  await lou
    .getByRole('dialog')
    .getByLabel('Joindre un fichier')
    .setInputFiles({ name: 'brume.webm', mimeType: 'video/webm', buffer: Buffer.from(film) })
  await lou.getByRole('button', { name: /^Regarder.*brume\.webm/ }).tap()
  const room = lou.getByRole('dialog').last()
  const video = room.locator('video')
  await expect.poll(() => video.evaluate((v: HTMLVideoElement) => v.readyState)).toBeGreaterThan(1)
  for (let i = 0; i < 12; i++) await room.getByRole('button', { name: 'Image suivante' }).tap()
  const time = () => video.evaluate((v: HTMLVideoElement) => v.currentTime)
  await expect.poll(time).toBeCloseTo(12 / 25, 2)
  const at = await middle(video)
  await lou.touchscreen.tap(at.x, at.y)
  await room.getByRole('textbox', { name: 'Votre remarque à cet endroit' }).fill('Le logo arrive trop tôt')
  await room.getByRole('button', { name: 'Publier' }).tap()
  const pin = room.getByRole('button', { name: /Le logo arrive trop tôt/ }).first()
  await expect(pin).toBeVisible()
  for (let i = 0; i < 5; i++) await room.getByRole('button', { name: 'Image suivante' }).tap()
  await expect.poll(time).toBeGreaterThan(14 / 25)
  await room
    .getByRole('button', { name: /^Épingle 1/ })
    .last()
    .tap()
  await expect.poll(time).toBeCloseTo(12 / 25, 2)
  await expectClean(lou)
})

test('a phone that is asleep is woken by a message sealed for it, and opens what it is about', async ({
  browser,
  pupitre,
  push,
}) => {
  const sam = await desk(browser, pupitre, people[1].email, { ...onPhone, isMobile: true })
  await sam.context().grantPermissions(['notifications'])
  // The browser's maker is far away: this machine stands in for it, everything else is the browser's own.
  await sam.addInitScript((s) => {
    const bytes = (text: string) =>
      Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0)).buffer
    // A browser without a screen says no for the person, who said yes.
    Object.defineProperty(Notification, 'permission', { get: () => 'granted' })
    Notification.requestPermission = async () => 'granted'
    let given: unknown = null
    PushManager.prototype.getSubscription = async () => given as PushSubscription | null
    PushManager.prototype.subscribe = async (options) => {
      given = {
        endpoint: s.endpoint,
        options,
        getKey: (name: 'p256dh' | 'auth') => bytes(s[name]),
        unsubscribe: async () => true,
      }
      return given as PushSubscription
    }
  }, push.subscription)
  const hand = await finger(sam)
  const registered = new Promise<string>((done) =>
    hand.cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [one] = registrations
      if (one) done(one.registrationId)
    }),
  )
  await hand.cdp.send('ServiceWorker.enable')
  await sam.goto(`/${ws}/notifications/reglages`)
  await sam.getByRole('button', { name: 'Prévenir sur cet appareil' }).tap()
  await expect(sam.getByText('(cet appareil)')).toBeVisible()

  await sam.getByRole('button', { name: 'Envoyer un essai' }).tap()
  await expect.poll(() => push.heard.length, { timeout: 30_000 }).toBeGreaterThan(0)
  expect(push.refused).toEqual([])
  const [message] = push.heard
  // The last step would be the system's: without a screen nothing is drawn, so the worker says what it asked to be shown.
  const worker = sam.context().serviceWorkers()[0]!
  await worker.evaluate(() => {
    const own = globalThis as unknown as { shown: unknown[]; registration: ServiceWorkerRegistration }
    own.shown = []
    own.registration.showNotification = async (title, o) => {
      own.shown.push([title, o?.body, (o as { data: { url: string } }).data.url])
    }
  })
  await hand.cdp.send('ServiceWorker.deliverPushMessage', {
    origin: pupitre.url,
    registrationId: await registered,
    data: JSON.stringify(message),
  })
  await expect
    .poll(() => worker.evaluate(() => (globalThis as unknown as { shown: unknown[] }).shown))
    .toEqual([[message!.title, message!.body, `/${ws}/notifications`]])
  await sam.context().close()
})
