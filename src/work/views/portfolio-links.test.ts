import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDoor } from '#platform/gates/door.ts'
import { inScope } from '#platform/scope.ts'
import { amendProject, setActive, setProjectMember } from '#platform/tenancy/service.ts'
import { openHouse, type Person } from '#platform/testing.ts'
import { takeBaseline } from '../scheduling/service/baselines.ts'
import { addLink } from '../scheduling/service/links.ts'
import { archiveTask } from '../service/tasks.ts'
import { createTask } from '../service.ts'
import { emptySpec, type PublicView, type ViewKind } from './model.ts'
import { behind, listLinks, makeLink, readBehind, readLinked, withdrawLink } from './service/links.ts'
import { createView, discardView } from './service/saved.ts'

const house = await openHouse()
const { owner, id: workspaceId } = await house.workspace()
const link = { days: 30, label: 'Client', hidden: [] as string[] }
const keyOf = (url: string) => url.split('/').at(-1)!
const view = (who: Person, kind: ViewKind = 'table', projectId: string | null = null, options = {}) =>
  house.as(who, (s) =>
    createView(s, projectId, { name: 'Vue', spec: { ...emptySpec(kind), options }, personal: true }),
  )
async function outside(url: string, password?: string): Promise<PublicView> {
  const { door, grant } = await openDoor(house.platform, 'view', keyOf(url))
  const asked = { password, address: '10.0.0.1' }
  const found = await inScope(house.platform, grant, (scope) => behind(scope, door, asked))
  return readBehind(house.platform, found)
}
const titles = (v: PublicView) => v.set.cards.map((c) => c.title).sort()

test('a link to a view of the portfolio shows the projects its maker conducts, and no more than they see today', async () => {
  const lead = await house.person(workspaceId, 'manager', 'Max Leroi')
  const [mine, secret, joined] = [
    await house.project(lead, 'Projet 1'),
    await house.project(owner, 'Projet 2'),
    await house.project(owner, 'Projet 3'),
  ]
  await house.as(owner, (s) => amendProject(s, secret, { visibility: 'private' }))
  await house.as(owner, (s) => setProjectMember(s, joined, lead.memberId, 'reader'))
  for (const [who, p, title] of [
    [lead, mine, 'À montrer'],
    [owner, secret, 'Privé'],
    [owner, joined, 'Seulement lu'],
  ] as const)
    await house.as(who, (s) => createTask(s, p, { title }))
  const old = await house.as(lead, (s) => createTask(s, mine, { title: 'Archivé' }))
  await house.as(lead, (s) => archiveTask(s, old.id, true))
  const v = await view(lead)
  const { url } = await house.as(lead, (s) => makeLink(s, v.id, { ...link, hidden: ['who'] }))
  const first = await outside(url)
  assert.deepEqual(titles(first), ['À montrer'])
  assert.deepEqual(
    first.set.projects.map((p) => [p.id, p.right]),
    [[mine, 'see']],
  )
  // A project made afterwards was not meant when the link was made.
  const later = await house.project(lead, 'Projet 4')
  await house.as(lead, (s) => createTask(s, later, { title: 'Plus tard' }))
  assert.deepEqual(titles(await outside(url)), ['À montrer'])
  // What its maker no longer sees is no longer shown.
  await house.as(owner, (s) => amendProject(s, mine, { visibility: 'private' }))
  await house.as(owner, (s) => setProjectMember(s, mine, lead.memberId, null))
  assert.deepEqual(titles(await outside(url)), [])
})

test('who conducts nothing makes no link, and sees none of those of others', async () => {
  const member = await house.person(workspaceId, 'member', 'Ana Roy')
  const v = await view(member)
  await assert.rejects(
    house.as(member, (s) => makeLink(s, v.id, link)),
    { code: 'FORBIDDEN' },
  )
  const team = await house.as(owner, (s) =>
    createView(s, null, { name: 'Équipe', spec: emptySpec('table'), personal: false }),
  )
  await house.project(owner, 'Projet 5')
  await house.as(owner, (s) => makeLink(s, team.id, link))
  const lead = await house.person(workspaceId, 'manager', 'Lou Petit')
  const seen = await house
    .as(lead, (s) => makeLink(s, team.id, link))
    .then(() => house.as(lead, (s) => listLinks(s, team.id)))
  assert.equal(seen.length, 1, 'one’s own alone')
  const [all, theirs] = [await house.as(owner, (s) => listLinks(s, team.id)), seen[0]!]
  assert.equal(all.length, 2, 'who administers sees both')
  const others = all.find((l) => l.id !== theirs.id)!
  await assert.rejects(
    house.as(lead, (s) => withdrawLink(s, team.id, others.id)),
    { code: 'NOT_FOUND' },
  )
})

test('a link over all projects asks for its password, closes on its day, when withdrawn, with its view, and with its maker', async () => {
  const lead = await house.person(workspaceId, 'manager', 'Nina Faure')
  await house.project(lead, 'Projet 6')
  const v = await view(lead)
  const make = (more = {}) => house.as(lead, (s) => makeLink(s, v.id, { ...link, days: 7, ...more }))
  const locked = await make({ password: 'brume d’été' })
  await assert.rejects(outside(locked.url), { code: 'FORBIDDEN' })
  await assert.rejects(outside(locked.url, 'brume'), { code: 'FORBIDDEN' })
  assert.equal((await outside(locked.url, 'brume d’été')).name, 'Vue')
  const [second, third] = [await make(), await make()]
  await house.as(lead, (s) => withdrawLink(s, v.id, second.id))
  await assert.rejects(outside(second.url), { code: 'GONE' })
  await outside(third.url)
  await house.as(owner, (s) => setActive(s, lead.memberId, false))
  await assert.rejects(outside(third.url), { code: 'GONE' })
  await house.as(owner, (s) => setActive(s, lead.memberId, true))
  house.clock.advance(8 * 86_400_000)
  await assert.rejects(outside(third.url), { code: 'GONE' })
  const fourth = await make()
  await house.as(lead, (s) => discardView(s, v.id))
  await assert.rejects(outside(fourth.url), { code: 'GONE' })
})

test('a neighbour neither makes nor finds links over our projects, and theirs show none of ours', async () => {
  const p = await house.project(owner, 'Projet 7')
  await house.as(owner, (s) => createTask(s, p, { title: 'Chez nous' }))
  const v = await view(owner)
  const { owner: neighbour } = await house.workspace('Voisin')
  await assert.rejects(
    house.as(neighbour, (s) => makeLink(s, v.id, link)),
    { code: 'NOT_FOUND' },
  )
  await house.project(neighbour, 'Projet 8')
  const own = await view(neighbour)
  const { url } = await house.as(neighbour, (s) => makeLink(s, own.id, link))
  assert.deepEqual(titles(await outside(url)), [])
})

test('a public Gantt says what waits for what, what is critical and the baseline chosen, unless they are hidden', async () => {
  const p = await house.project(owner, 'Projet 9')
  const task = (title: string, startsOn: string, dueOn: string) =>
    house.as(owner, (s) => createTask(s, p, { title, startsOn, dueOn }))
  const a = await task('Dessiner', '2027-03-01', '2027-03-05')
  const b = await task('Imprimer', '2027-03-08', '2027-03-12')
  const c = await task('Relire', '2027-03-01', '2027-03-02')
  await house.as(owner, (s) => addLink(s, { fromId: a.id, toId: b.id }))
  const kept = await house.as(owner, (s) => takeBaseline(s, p, 'Promis'))
  const v = await view(owner, 'gantt', p, { baseline: kept.id })
  const read = async (hidden: string[]) => {
    const { url } = await house.as(owner, (s) => makeLink(s, v.id, { ...link, hidden }))
    const { door, grant } = await openDoor(house.platform, 'view', keyOf(url))
    return inScope(house.platform, grant, (s) => readLinked(s, door, { address: '10.0.0.1' }))
  }
  const { plan } = await read([])
  assert.deepEqual(
    plan?.links.map((l) => [l.fromId, l.toId]),
    [[a.id, b.id]],
  )
  assert.deepEqual(new Set(plan?.critical), new Set([a.id, b.id]))
  assert.deepEqual([plan?.baseline?.name, plan?.baseline?.tasks.length], ['Promis', 3])
  assert.ok(c.id)
  assert.deepEqual((await read(['links', 'critical', 'baseline'])).plan, {
    links: [],
    critical: [],
    baseline: null,
  })
  const bare = await read(['start'])
  assert.deepEqual([bare.plan, bare.set.links], [null, []])
})
