import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDoor } from '#platform/gates/door.ts'
import { inScope } from '#platform/scope.ts'
import { setProjectMember } from '#platform/tenancy/service.ts'
import { openHouse } from '#platform/testing.ts'
import { createField } from '../fields/service.ts'
import { amendTask, commentTask, createTask } from '../service.ts'
import { emptySpec, type ViewSpec } from './model.ts'
import { listLinks, makeLink, readLinked, withdrawLink } from './service/links.ts'
import { amendView, copyView, createView, discardView, listViews, restoreView } from './service/saved.ts'

const house = await openHouse()
const { owner, id: workspaceId } = await house.workspace()
const link = { days: 30, label: 'Client', hidden: [] as string[] }
const spec = (more: Partial<ViewSpec> = {}): ViewSpec => ({ ...emptySpec('table'), ...more })
const view = async (p: string, s: ViewSpec = spec()) =>
  house.as(owner, (scope) => createView(scope, p, { name: 'Pour le client', spec: s, personal: true }))
const keyOf = (url: string) => url.split('/').at(-1)!
const outside = async (key: string, password?: string, address = '10.0.0.1') => {
  const { door, grant } = await openDoor(house.platform, 'view', key)
  return inScope(house.platform, grant, (scope) => readLinked(scope, door, { password, address }))
}

test('a view is kept for oneself, shown to the team, copied, binned and brought back', async () => {
  const p = await house.project(owner)
  const colleague = await house.person(workspaceId, 'member', 'Ana Roy')
  const mine = await view(p)
  const names = (who: typeof owner) =>
    house.as(who, async (s) => (await listViews(s, p)).map((v) => [v.name, v.personal]))
  assert.deepEqual(await names(colleague), [])
  await assert.rejects(
    house.as(colleague, (s) => amendView(s, mine.id, { name: 'À moi' })),
    { code: 'NOT_FOUND' },
  )
  const shared = await house.as(owner, (s) => amendView(s, mine.id, { personal: false }))
  assert.deepEqual(await names(colleague), [['Pour le client', false]])
  const copy = await house.as(colleague, (s) => copyView(s, shared.id, 'La mienne'))
  assert.ok(copy.personal)
  await house.as(owner, (s) => discardView(s, mine.id))
  assert.deepEqual(await names(owner), [])
  await house.as(owner, (s) => restoreView(s, mine.id))
  assert.deepEqual(await names(owner), [['Pour le client', false]])
})

test('a reader keeps views of their own, but does not change those of the team', async () => {
  const p = await house.project(owner)
  const guest = await house.person(workspaceId, 'guest')
  await house.as(owner, (s) => setProjectMember(s, p, guest.memberId, 'reader'))
  const team = await house.as(owner, (s) =>
    createView(s, p, { name: 'Équipe', spec: spec(), personal: false }),
  )
  await house.as(guest, (s) => createView(s, p, { name: 'À moi', spec: spec(), personal: true }))
  await assert.rejects(
    house.as(guest, (s) => createView(s, p, { name: 'Autre', spec: spec(), personal: false })),
    { code: 'FORBIDDEN' },
  )
  await assert.rejects(
    house.as(guest, (s) => amendView(s, team.id, { name: 'Prise' })),
    { code: 'FORBIDDEN' },
  )
  await assert.rejects(
    house.as(guest, (s) => makeLink(s, team.id, link)),
    { code: 'FORBIDDEN' },
  )
})

test('one view at a time opens first', async () => {
  const p = await house.project(owner)
  const [a, b] = [await view(p), await view(p)]
  await house.as(owner, (s) => amendView(s, a.id, { isDefault: true }))
  await house.as(owner, (s) => amendView(s, b.id, { isDefault: true }))
  const first = await house.as(owner, async (s) => (await listViews(s, p)).filter((v) => v.isDefault))
  assert.deepEqual(
    first.map((v) => v.id),
    [b.id],
  )
})

test('a neighbour finds neither the views nor the links', async () => {
  const p = await house.project(owner)
  const v = await view(p)
  const { owner: neighbour } = await house.workspace('Voisin')
  assert.deepEqual(await house.as(neighbour, (s) => listViews(s, p)), [])
  for (const deed of [
    () => house.as(neighbour, (s) => amendView(s, v.id, { name: 'x' })),
    () => house.as(neighbour, (s) => listLinks(s, v.id)),
    () => house.as(neighbour, (s) => makeLink(s, v.id, link)),
    () => house.as(neighbour, (s) => copyView(s, v.id, 'x')),
  ])
    await assert.rejects(deed(), { code: 'NOT_FOUND' })
})

test('the holder of a link reads what the view lets through and nothing that it leaves out', async () => {
  const p = await house.project(owner)
  const ana = await house.person(workspaceId, 'member', 'Ana Secrète')
  const cost = await house.as(owner, (s) => createField(s, p, { name: 'Marge', kind: 'number' }))
  const seen = await house.as(owner, (s) =>
    createTask(s, p, { title: 'Visuel', assigneeIds: [ana.memberId], estimateMinutes: 4242, importance: 3 }),
  )
  await house.as(owner, (s) => amendTask(s, seen.id, { fields: { [cost.id]: 7331 } }))
  await house.as(owner, (s) => commentTask(s, seen.id, 'Le client est pénible'))
  await house.as(owner, (s) => createTask(s, p, { title: 'Marge interne' }))
  const v = await view(
    p,
    spec({
      filter: { all: [{ field: 'text', op: 'contains', values: ['visuel'] }] },
      group: 'who',
      sort: [{ by: 'priority', down: true }],
      columns: [{ key: 'who' }, { key: 'estimate' }, { key: 'due' }],
    }),
  )
  const { url } = await house.as(owner, (s) =>
    makeLink(s, v.id, { ...link, hidden: ['who', 'estimate', 'priority', `field:${cost.id}`] }),
  )
  const given = await outside(keyOf(url))
  const text = JSON.stringify(given)
  assert.deepEqual(
    given.set.cards.map((c) => c.title),
    ['Visuel'],
  )
  for (const secret of ['Ana Secrète', ana.memberId, '4242', '7331', 'Marge', 'visuel"', 'pénible'])
    assert.ok(!text.includes(secret), `${secret} left the house`)
  assert.deepEqual([given.spec.group, given.spec.sort, given.spec.columns], [null, [], [{ key: 'due' }]])
  assert.equal(given.set.cards[0]?.commentCount, 0)
})

test('a field added after the link was made stays inside', async () => {
  const p = await house.project(owner)
  const v = await view(p)
  const { url } = await house.as(owner, (s) => makeLink(s, v.id, link))
  house.clock.advance(60_000)
  const late = await house.as(owner, (s) => createField(s, p, { name: 'Prix de revient', kind: 'number' }))
  const task = await house.as(owner, (s) => createTask(s, p, { title: 'Affiche' }))
  await house.as(owner, (s) => amendTask(s, task.id, { fields: { [late.id]: 12 } }))
  const given = await outside(keyOf(url))
  assert.deepEqual(given.set.fields, [])
  assert.deepEqual(given.set.cards[0]?.fields, {})
})

test('a link with a password stays shut without it, and guesses are counted', async () => {
  const p = await house.project(owner)
  const v = await view(p)
  const { url } = await house.as(owner, (s) => makeLink(s, v.id, { ...link, password: 'brume d’été' }))
  const key = keyOf(url)
  await assert.rejects(outside(key), (e: { code: string; data: unknown }) => {
    assert.deepEqual([e.code, e.data], ['FORBIDDEN', { needs: 'password' }])
    return true
  })
  assert.equal((await outside(key, 'brume d’été')).name, 'Pour le client')
  for (let i = 0; i < 7; i++) await assert.rejects(outside(key, `essai ${i}`), { code: 'FORBIDDEN' })
  await assert.rejects(outside(key, 'brume d’été'), { code: 'TOO_MANY' })
  assert.equal(
    (await outside(key, 'brume d’été', '10.0.0.2')).name,
    'Pour le client',
    'another reader is let in',
  )
})

test('a link closes on its day, when it is withdrawn, and with its view', async () => {
  const p = await house.project(owner)
  const v = await view(p)
  const make = () => house.as(owner, (s) => makeLink(s, v.id, { ...link, days: 7 }))
  const [first, second, third] = [await make(), await make(), await make()]
  await house.as(owner, (s) => withdrawLink(s, v.id, first.id))
  await assert.rejects(outside(keyOf(first.url)), { code: 'GONE' })
  assert.equal((await house.as(owner, (s) => listLinks(s, v.id))).length, 2)
  await outside(keyOf(second.url))
  await house.as(owner, (s) => discardView(s, v.id))
  await assert.rejects(outside(keyOf(second.url)), { code: 'GONE' })
  await house.as(owner, (s) => restoreView(s, v.id))
  house.clock.advance(8 * 86_400_000)
  await assert.rejects(outside(keyOf(third.url)), { code: 'GONE' })
})
