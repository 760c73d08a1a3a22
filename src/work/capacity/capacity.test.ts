import assert from 'node:assert/strict'
import { test } from 'node:test'
import { amendProject, setProjectMember } from '#platform/tenancy/service.ts'
import { openHouse } from '#platform/testing.ts'
import { addDayOff, amendMemberWork } from '../calendars/service.ts'
import { createLabel } from '../service/labels.ts'
import { getTask } from '../service/read.ts'
import { amendTask, completeTask, createTask } from '../service/tasks.ts'
import { takeBack } from '../views/service/deeds.ts'
import { type Capacity, loadOf } from './model.ts'
import { applyChanges, candidatesFor, capacityOf, proposalsOf } from './service.ts'

// A Monday: 2026-03-16.
const house = await openHouse()
const { owner, id: workspaceId } = await house.workspace()
const lead = await house.person(workspaceId, 'manager', 'Ana Roy')
const maker = await house.person(workspaceId, 'member', 'Bo Lind')
const other = await house.person(workspaceId, 'member', 'Cy Odo')
const guest = await house.person(workspaceId, 'guest', 'Client')
const { owner: neighbour } = await house.workspace('Voisin')
const brume = await house.project(owner, 'Brume')
const secret = await house.project(owner, 'Confidentiel')
await house.as(owner, (s) => amendProject(s, secret, { visibility: 'private' }))
await house.as(owner, (s) => setProjectMember(s, secret, owner.memberId, 'lead'))

const week = { from: '2026-03-16', to: '2026-03-20' }
const add = (projectId: string, o: object) =>
  house.as(owner, (s) =>
    createTask(s, projectId, {
      title: 'Monter le film',
      startsOn: week.from,
      dueOn: week.to,
      assigneeIds: [maker.memberId],
      ...o,
    }),
  )
const loadFor = (c: Capacity, memberId: string) => loadOf({ ...c, ...week }).of(memberId)!

test('load is counted over all projects; those of others, out of sight, weigh without a name', async () => {
  const open = await add(brume, { estimateMinutes: 600 })
  await add(secret, { title: 'Rachat de la marque', estimateMinutes: 1200 })
  await add(brume, { title: 'Terminé', estimateMinutes: 900 }).then((t) =>
    house.as(owner, (s) => completeTask(s, t.id, true)),
  )
  const seen = await house.as(lead, (s) => capacityOf(s))
  assert.deepEqual(loadFor(seen, maker.memberId).planned, [360, 360, 360, 360, 360])
  assert.ok(!JSON.stringify(seen).includes('Rachat'))
  assert.ok(!JSON.stringify(seen).includes(secret))
  assert.deepEqual(
    seen.works.map((w) => [w.projectId, w.title]),
    [
      [brume, 'Monter le film'],
      [null, ''],
    ],
  )
  const whole = await house.as(owner, (s) => capacityOf(s))
  assert.ok(whole.works.some((w) => w.title === 'Rachat de la marque'))
  assert.equal(loadFor(whole, maker.memberId).planned[0], 360)
  assert.equal(whole.works.find((w) => w.id === open.id)?.version, open.version)
})

test('a summary weighs what its subtasks weigh, not twice', async () => {
  const parent = await add(brume, { title: 'Film', estimateMinutes: 5000 })
  await add(brume, { title: 'Rushes', parentId: parent.id, estimateMinutes: 300 })
  const all = await house.as(owner, (s) => capacityOf(s))
  assert.ok(!all.works.some((w) => w.id === parent.id))
  assert.ok(all.works.some((w) => w.title === 'Rushes'))
})

test('a guest sees the load of the projects open to them, and of nobody without a project', async () => {
  await assert.rejects(
    house.as(guest, (s) => capacityOf(s)),
    { code: 'FORBIDDEN' },
  )
  await assert.rejects(
    house.as(guest, (s) => capacityOf(s, { projectId: brume })),
    { code: 'NOT_FOUND' },
  )
  await house.as(owner, (s) => setProjectMember(s, brume, guest.memberId, 'reader'))
  const seen = await house.as(guest, (s) => capacityOf(s, { projectId: brume }))
  assert.equal(seen.whole, false)
  assert.ok(seen.works.every((w) => w.projectId === brume))
  assert.deepEqual(seen.people.map((p) => p.name).toSorted(), ['Bo Lind', 'Client'])
})

test('the neighbour sees nobody and nothing of ours', async () => {
  const seen = await house.as(neighbour, (s) => capacityOf(s))
  assert.deepEqual([seen.works, seen.projects, seen.people.map((p) => p.id)], [[], [], [neighbour.memberId]])
  await assert.rejects(
    house.as(neighbour, (s) => capacityOf(s, { projectId: brume })),
    { code: 'NOT_FOUND' },
  )
  const task = await add(brume, {})
  await assert.rejects(
    house.as(neighbour, (s) => candidatesFor(s, task.id)),
    { code: 'NOT_FOUND' },
  )
  await assert.rejects(
    house.as(neighbour, (s) => applyChanges(s, [{ taskId: task.id, dueOn: '2026-04-01' }])),
    { code: 'NOT_FOUND' },
  )
  await house.as(owner, (s) => completeTask(s, task.id, true))
})

test('who knows how and is there comes first; who is away does not', async () => {
  await house.as(other, (s) => amendMemberWork(s, other.memberId, { skills: ['vidéo'] }))
  await house.as(lead, (s) => amendMemberWork(s, lead.memberId, { skills: ['Vidéo'] }))
  await house.as(lead, (s) => addDayOff(s, { from: '2026-03-16', to: '2026-03-20' }))
  const label = await house.as(owner, (s) => createLabel(s, brume, { name: 'Vidéo', colour: 'blue' }))
  const task = await add(brume, {
    title: 'Habiller',
    labelIds: [label.id],
    assigneeIds: [],
    estimateMinutes: 600,
  })
  const ranked = await house.as(maker, (s) => candidatesFor(s, task.id))
  assert.deepEqual([ranked[0]?.name, ranked[0]?.matched], ['Cy Odo', ['Vidéo']])
  assert.equal(ranked.find((c) => c.name === 'Ana Roy')?.score, 0)
  await assert.rejects(
    house.as(guest, (s) => candidatesFor(s, task.id)),
    { code: 'FORBIDDEN' },
  )
})

test('proposals say their effect and change nothing; applied together they are one, and taken back as one', async () => {
  const long = await add(brume, {
    title: 'Livrer',
    startsOn: '2026-03-16',
    dueOn: '2026-04-17',
    estimateMinutes: 10,
    assigneeIds: [lead.memberId],
  })
  const task = await add(brume, { title: 'Sous-titrer', estimateMinutes: 1500 })
  const before = await house.as(owner, (s) => capacityOf(s))
  const over = loadOf({ ...before, ...week }).over
  const found = await house.as(owner, (s) => proposalsOf(s, week))
  const mine = found.filter((p) => p.workId === task.id)
  assert.deepEqual(new Set(mine.map((p) => p.kind)), new Set(['shift', 'give', 'share']))
  assert.deepEqual(await house.as(owner, (s) => capacityOf(s)), before)
  const shift = mine.find((p) => p.kind === 'shift')!
  assert.ok(shift.patch.dueOn! <= '2026-04-17')
  assert.ok(mine.every((p) => p.finish === 0))
  const done = await house.as(owner, (s) =>
    applyChanges(s, [{ taskId: task.id, version: task.version, ...shift.patch }]),
  )
  const after = await house.as(owner, (s) => capacityOf(s))
  assert.equal(loadOf({ ...after, ...week }).over, over - shift.removed)
  await house.as(owner, (s) => takeBack(s, done.change))
  assert.equal((await house.as(owner, (s) => getTask(s, task.id))).dueOn, week.to)
  assert.ok(found.every((p) => p.workId !== long.id))
})

test('if one of several changes is refused, none is made', async () => {
  const [a, b] = [await add(brume, { title: 'A' }), await add(brume, { title: 'B' })]
  await house.as(owner, (s) => amendTask(s, b.id, { title: 'B bis' }))
  await assert.rejects(
    house.as(owner, (s) =>
      applyChanges(s, [
        { taskId: a.id, version: a.version, dueOn: '2026-03-27' },
        { taskId: b.id, version: b.version, dueOn: '2026-03-27' },
      ]),
    ),
    { code: 'CONFLICT' },
  )
  assert.equal((await house.as(owner, (s) => getTask(s, a.id))).dueOn, week.to)
  await assert.rejects(
    house.as(guest, (s) => applyChanges(s, [{ taskId: a.id, dueOn: '2026-03-27' }])),
    { code: 'FORBIDDEN' },
  )
})

test('a task that follows its links is held where one puts it', async () => {
  const task = await add(brume, { title: 'Auto', mode: 'auto', durationMinutes: 420 })
  const { cards } = await house.as(owner, (s) =>
    applyChanges(s, [{ taskId: task.id, startsOn: '2026-03-18', dueOn: '2026-03-18' }]),
  )
  assert.deepEqual([cards[0]?.constraintKind, cards[0]?.constraintAt], ['snet', '2026-03-18T00:00'])
})

test('only what one may change is proposed to be changed', async () => {
  const seen = await house.as(guest, (s) => capacityOf(s, { projectId: brume }))
  assert.deepEqual(
    seen.projects.map((p) => p.mayChange),
    [false],
  )
  await assert.rejects(
    house.as(guest, (s) => proposalsOf(s, { ...week, projectId: brume })),
    { code: 'FORBIDDEN' },
  )
  const found = await house.as(lead, (s) => proposalsOf(s, week))
  const whole = await house.as(lead, (s) => capacityOf(s))
  for (const p of found) assert.equal(whole.works.find((w) => w.id === p.workId)?.projectId, brume)
})
