import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import fc from 'fast-check'
import ICAL from 'ical.js'
import type { Call } from '#platform/rpc.ts'
import { openHouse, type Person } from '#platform/testing.ts'
import { amendTask, completeTask, createTask } from '../../service.ts'
import { emptySpec } from '../../views/model.ts'
import { createView } from '../../views/service/saved.ts'
import { FeedDraft } from '../model.ts'
import { folded, text } from './calendar.ts'
import { listFeeds, makeFeed, withdrawFeed } from './feeds.ts'
import { feedRoute } from './routes.ts'

const house = await openHouse()
const { owner, id: workspaceId } = await house.workspace()

/** The route as a calendar program meets it. */
const server = createServer((req, res) => {
  const url = new URL(req.url ?? '/', 'http://localhost')
  const key = /^\/cal\/([^/]+)\.ics$/.exec(url.pathname)?.[1] ?? ''
  const call = { platform: house.platform, locale: 'fr' } as Call
  void feedRoute.run(req, res, { params: { key }, url, platform: house.platform, address: '', call })
})
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
after(() => new Promise((done) => server.close(done)))
const fetchFeed = (url: string, headers: Record<string, string> = {}) =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${new URL(url).pathname}`, { headers })

const make = (who: Person, draft: object = {}) => house.as(who, (s) => makeFeed(s, FeedDraft.parse(draft)))

/** What RFC 5545 asks of every line and every part, checked without leniency. */
function strict(ics: string): ICAL.Component {
  assert.ok(ics.endsWith('\r\n'))
  assert.ok(!/(?<!\r)\n|\r(?!\n)/.test(ics), 'every line ends with CRLF')
  for (const line of ics.split('\r\n')) {
    assert.ok(Buffer.byteLength(line) <= 75, `over 75 octets: ${line}`)
    assert.ok(!/(?!\t)\p{Cc}/u.test(line))
  }
  const whole = ics.replaceAll('\r\n ', '')
  for (const line of whole.split('\r\n').filter(Boolean))
    assert.match(line, /^[A-Z][A-Z-]*(;[A-Z-]+=[^;:]+)*:/, line)
  ICAL.design.strict = true
  const calendar = new ICAL.Component(ICAL.parse(ics))
  assert.equal(calendar.getFirstPropertyValue('version'), '2.0')
  assert.ok(calendar.getFirstPropertyValue('prodid'))
  const uids = new Set<string>()
  for (const part of calendar.getAllSubcomponents()) {
    for (const needed of ['uid', 'dtstamp', 'summary', 'sequence'])
      assert.equal(part.getAllProperties(needed).length, 1, `${part.name} has one ${needed}`)
    for (const once of [
      'dtstart',
      'dtend',
      'due',
      'status',
      'url',
      'created',
      'last-modified',
      'description',
    ])
      assert.ok(part.getAllProperties(once).length <= 1, once)
    const uid = String(part.getFirstPropertyValue('uid'))
    assert.ok(!uids.has(uid), 'no two parts have one UID')
    uids.add(uid)
    if (part.name === 'vevent') {
      const from = part.getFirstPropertyValue('dtstart') as ICAL.Time
      const to = part.getFirstPropertyValue('dtend') as ICAL.Time | null
      assert.ok(from)
      if (to) {
        assert.equal(to.isDate, from.isDate, 'both ends are of one kind')
        assert.ok(to.compare(from) > 0, 'an end comes after its start')
      }
    }
  }
  return calendar
}
const events = (c: ICAL.Component) =>
  c.getAllSubcomponents('vevent').map((e) => {
    const time = (name: string) => (e.getFirstPropertyValue(name) as ICAL.Time | null)?.toString() ?? null
    return [e.getFirstPropertyValue('summary'), time('dtstart'), time('dtend')]
  })

test('the calendar of a project holds its dated tasks: whole days, hours in UTC, milestones, letters of all kinds', async () => {
  const p = await house.project(owner)
  const add = (draft: Parameters<typeof createTask>[2]) => house.as(owner, (s) => createTask(s, p, draft))
  await add({ title: 'Sans date' })
  await add({
    title: 'Écrire ; relire, « signer » \\ fin',
    description: `Première ligne\nseconde, avec ; et \\\n${'é🎬'.repeat(60)}`,
    startsOn: '2026-03-18',
    dueOn: '2026-03-20',
  })
  await add({
    title: 'Réunion',
    startsOn: '2026-03-28',
    startMinute: 570,
    dueOn: '2026-03-28',
    dueMinute: 630,
  })
  await add({ title: 'Été', startsOn: '2026-03-30', startMinute: 570, dueOn: '2026-03-30', dueMinute: 1440 })
  await add({ title: 'Lancement', kind: 'milestone', dueOn: '2026-05-04', dueMinute: 600 })
  await add({ title: 'Début seul', startsOn: '2026-04-01' })
  const feed = await make(owner, { projectId: p })
  const answer = await fetchFeed(feed.url)
  assert.equal(answer.status, 200)
  assert.equal(answer.headers.get('content-type'), 'text/calendar; charset=utf-8')
  const calendar = strict(await answer.text())
  assert.deepEqual(events(calendar), [
    ['Écrire ; relire, « signer » \\ fin', '2026-03-18', '2026-03-21'],
    ['Réunion', '2026-03-28T08:30:00Z', '2026-03-28T09:30:00Z'],
    ['Été', '2026-03-30T07:30:00Z', '2026-03-30T22:00:00Z'],
    ['◆ Lancement', '2026-05-04T08:00:00Z', null],
    ['Début seul', '2026-04-01', '2026-04-02'],
  ])
  const told = String(calendar.getFirstSubcomponent('vevent')?.getFirstPropertyValue('description'))
  assert.ok(told.includes('Première ligne\nseconde, avec ; et \\\n') && told.includes('é🎬'.repeat(60)))
})

test('the same task keeps its UID and counts its changes; the same calendar is not sent twice', async () => {
  const p = await house.project(owner)
  const t = await house.as(owner, (s) => createTask(s, p, { title: 'A', dueOn: '2026-04-02' }))
  const feed = await make(owner, { projectId: p, todos: true })
  const first = await fetchFeed(feed.url)
  const tag = first.headers.get('etag') ?? ''
  const before = strict(await first.text()).getFirstSubcomponent('vevent')!
  const same = await fetchFeed(feed.url, { 'if-none-match': tag })
  assert.deepEqual([same.status, await same.text()], [304, ''])
  await house.as(owner, (s) => amendTask(s, t.id, { dueOn: '2026-04-03' }))
  await house.as(owner, (s) => completeTask(s, t.id, true))
  const next = await fetchFeed(feed.url, { 'if-none-match': tag })
  assert.equal(next.status, 200)
  const calendar = strict(await next.text())
  const now = calendar.getFirstSubcomponent('vevent')!
  assert.equal(now.getFirstPropertyValue('uid'), before.getFirstPropertyValue('uid'))
  assert.ok(Number(now.getFirstPropertyValue('sequence')) > Number(before.getFirstPropertyValue('sequence')))
  const todo = calendar.getFirstSubcomponent('vtodo')!
  assert.deepEqual(
    [
      todo.getFirstPropertyValue('status'),
      todo.getFirstPropertyValue('percent-complete'),
      String(todo.getFirstPropertyValue('due')),
    ],
    ['COMPLETED', 100, '2026-04-03'],
  )
  assert.ok(todo.getFirstPropertyValue('completed'))
})

test('« my tasks » follow me through all projects, a saved view shows what it shows', async () => {
  const [a, b] = [await house.project(owner), await house.project(owner)]
  const ana = await house.person(workspaceId, 'member', 'Ana')
  const add = (p: string, title: string, who: string[]) =>
    house.as(owner, (s) => createTask(s, p, { title, dueOn: '2026-04-02', assigneeIds: who }))
  await add(a, 'À Ana ici', [ana.memberId])
  await add(b, 'À Ana là', [ana.memberId])
  await add(b, 'À personne', [])
  const mine = strict(await (await fetchFeed((await make(ana)).url)).text())
  assert.deepEqual(
    events(mine).map(([title]) => title),
    ['À Ana ici', 'À Ana là'],
  )
  const spec = {
    ...emptySpec('table'),
    filter: { all: [{ field: 'who', op: 'is' as const, values: ['none'] }] },
  }
  const view = await house.as(owner, (s) =>
    createView(s, b, { name: 'Sans responsable', spec, personal: false }),
  )
  const shown = strict(await (await fetchFeed((await make(ana, { viewId: view.id })).url)).text())
  assert.deepEqual(
    events(shown).map(([title]) => title),
    ['À personne'],
  )
})

test('an address withdrawn, never made, or of somebody who has left answers nobody', async () => {
  const p = await house.project(owner)
  const ana = await house.person(workspaceId, 'member')
  const feed = await make(ana, { projectId: p })
  assert.equal((await fetchFeed(feed.url)).status, 200)
  assert.deepEqual(await house.as(owner, listFeeds).then((all) => all.some((f) => f.id === feed.id)), false)
  await assert.rejects(
    house.as(owner, (s) => withdrawFeed(s, feed.id)),
    { code: 'NOT_FOUND' },
  )
  await house.as(ana, (s) => withdrawFeed(s, feed.id))
  assert.equal((await fetchFeed(feed.url)).status, 410)
  assert.equal((await fetchFeed('http://x/cal/inconnue.ics')).status, 410)
  const leaving = await make(ana, {})
  await house.owner.query('update members set deactivated_at = now() where id = $1', [ana.memberId])
  assert.equal((await fetchFeed(leaving.url)).status, 410)
})

test('what one may no longer see leaves the calendar at once', async () => {
  const p = await house.project(owner)
  await house.as(owner, (s) => createTask(s, p, { title: 'Confidentiel', dueOn: '2026-04-02' }))
  const ana = await house.person(workspaceId, 'member')
  const feed = await make(ana, { projectId: p })
  assert.match(await (await fetchFeed(feed.url)).text(), /Confidentiel/)
  await house.owner.query("update projects set visibility = 'private' where id = $1", [p])
  const after = await fetchFeed(feed.url)
  assert.equal(after.status, 404)
  assert.ok(!(await after.text()).includes('Confidentiel'))
})

test('a neighbour makes no calendar of our project, and a guest none of what they do not see', async () => {
  const p = await house.project(owner)
  const { owner: neighbour } = await house.workspace('Voisin')
  const guest = await house.person(workspaceId, 'guest')
  await assert.rejects(make(neighbour, { projectId: p }), { code: 'NOT_FOUND' })
  await assert.rejects(make(guest, { projectId: p }), { code: 'NOT_FOUND' })
})

test('whatever is written, lines fold at 75 octets, letters stay whole, and text reads back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (value) => {
      const line = folded(`SUMMARY:${text(value)}`)
      for (const l of line.split('\r\n')) assert.ok(Buffer.byteLength(l) <= 75)
      const [, , [property]] = ICAL.parse(
        `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\n${line}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`,
      ) as unknown as [string, unknown, [[string, [string, object, string, string][]]]]
      const back = property[1][0]![3]
      assert.equal(back, value.replace(/\r\n?/g, '\n').replace(/(?![\n\t])\p{Cc}/gu, ''))
    }),
  )
})
