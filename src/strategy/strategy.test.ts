import assert from 'node:assert/strict'
import { test } from 'node:test'
import { budgetMetrics } from '#budget/metrics.ts'
import { addEntry } from '#budget/service/entries.ts'
import { createLine, discardLine } from '#budget/service.ts'
import { metric } from '#platform/catalogue.ts'
import { askFacts } from '#platform/clickhouse.ts'
import { setProjectMember } from '#platform/tenancy/service.ts'
import { openHouse } from '#platform/testing.ts'
import {
  amendAction,
  capturesOf,
  discardAction,
  getAction,
  listActions,
  planAction,
  restoreAction,
} from './service/actions.ts'
import { briefVersions, getBrief, writeBrief } from './service/brief.ts'
import { checkIn, discardCheckIn, listCheckIns } from './service/checkIns.ts'
import {
  amendObjective,
  discardObjective,
  getObjective,
  listObjectives,
  restoreObjective,
  setObjective,
} from './service/objectives.ts'
import { readPlan } from './service/plan.ts'

const house = await openHouse()
const { owner, id: workspaceId } = await house.workspace()
budgetMetrics()
metric({
  key: 'test.sales',
  name: { fr: 'Ventes', en: 'Sales' },
  formula: { fr: '', en: '' },
  unit: 'count',
  goodWhen: 'up',
  read: async (_, q) => (q.from === '2026-03-01' && q.to === '2026-03-16' ? 40 : null),
})

test('the brief is empty until somebody writes, and every version of it can be read again', async () => {
  const projectId = await house.project(owner)
  assert.equal((await house.as(owner, (s) => getBrief(s, projectId))).version, 0)
  const first = await house.as(owner, (s) => writeBrief(s, projectId, { context: 'Une eau de toilette' }))
  await house.as(owner, (s) => writeBrief(s, projectId, { context: 'Une eau de parfum' }, first.version))
  const versions = await house.as(owner, (s) => briefVersions(s, projectId))
  assert.deepEqual(
    versions.map((v) => v.text.context),
    ['Une eau de parfum', 'Une eau de toilette'],
  )
  assert.deepEqual(versions[0]?.changed, ['context'])
})

test('two people write two parts of the brief without disturbing each other; on one part, the second is told', async () => {
  const projectId = await house.project(owner)
  const member = await house.person(workspaceId, 'member')
  const seen = await house.as(owner, (s) => writeBrief(s, projectId, { context: 'A' }))
  await house.as(member, (s) => writeBrief(s, projectId, { audience: 'Les 25–40 ans' }, seen.version))
  const both = await house.as(owner, (s) => writeBrief(s, projectId, { message: 'Respirez' }, seen.version))
  assert.deepEqual([both.context, both.audience, both.message], ['A', 'Les 25–40 ans', 'Respirez'])
  await assert.rejects(
    house.as(owner, (s) => writeBrief(s, projectId, { audience: 'Tous' }, seen.version)),
    { code: 'CONFLICT' },
  )
})

test('an objective reads its value in the catalogue, and says its pace and where a straight line leads', async () => {
  const projectId = await house.project(owner)
  const o = await house.as(owner, (s) =>
    setObjective(s, projectId, {
      title: 'Vendre cent flacons en mars',
      metric: 'test.sales',
      baseline: 0,
      target: 100,
      startsOn: '2026-03-01',
      dueOn: '2026-03-31',
    }),
  )
  assert.equal(o.progress.value, 40)
  assert.equal(o.progress.forecast, (40 * 31) / 16)
  assert.equal(o.progress.pace, 'at-risk')
  assert.equal(o.ownerName, owner.name)
  assert.deepEqual(
    o.smart.filter((l) => !l.ok).map((l) => l.letter),
    ['S', 'A', 'R'],
  )
})

test('what a source measures is never typed in; what has no source is, and is shown as typed', async () => {
  const projectId = await house.project(owner)
  const measured = await house.as(owner, (s) =>
    setObjective(s, projectId, { title: 'Ventes', metric: 'test.sales' }),
  )
  await assert.rejects(
    house.as(owner, (s) => checkIn(s, measured.id, { value: 3, readOn: '2026-03-10' })),
    { code: 'INVALID' },
  )
  const typed = await house.as(owner, (s) =>
    setObjective(s, projectId, {
      title: 'Notoriété',
      metric: 'hand',
      handName: 'Notoriété spontanée',
      handUnit: '%',
      baseline: 10,
      target: 20,
      startsOn: '2026-03-01',
      dueOn: '2026-03-20',
    }),
  )
  const member = await house.person(workspaceId, 'member')
  await house.as(member, (s) => checkIn(s, typed.id, { value: 12, readOn: '2026-03-05' }))
  const last = await house.as(member, (s) => checkIn(s, typed.id, { value: 15, readOn: '2026-03-10' }))
  await assert.rejects(
    house.as(member, (s) => checkIn(s, typed.id, { value: 15, readOn: '2026-03-17' })),
    { code: 'INVALID' },
  )
  const now = await house.as(owner, (s) => getObjective(s, typed.id))
  assert.deepEqual(
    [now.progress.value, now.progress.typed, now.progress.ratio, now.progress.forecast],
    [15, true, 0.5, 20],
  )
  await house.as(member, (s) => discardCheckIn(s, last.id))
  assert.deepEqual(
    (await house.as(owner, (s) => listCheckIns(s, typed.id))).map((c) => c.value),
    [12],
  )
})

test('an objective may be binned and restored, and its dates stay in order', async () => {
  const projectId = await house.project(owner)
  const o = await house.as(owner, (s) =>
    setObjective(s, projectId, { title: 'Ventes', startsOn: '2026-03-01' }),
  )
  await assert.rejects(
    house.as(owner, (s) => amendObjective(s, o.id, { dueOn: '2026-02-01' })),
    { code: 'INVALID' },
  )
  await assert.rejects(
    house.as(owner, (s) => amendObjective(s, o.id, { metric: 'no.such' })),
    { code: 'INVALID' },
  )
  await house.as(owner, (s) => discardObjective(s, o.id, o.version))
  assert.deepEqual(await house.as(owner, (s) => listObjectives(s, projectId)), [])
  assert.equal((await house.as(owner, (s) => restoreObjective(s, o.id))).title, 'Ventes')
})

test('an action gets its code from its title, once; planned, started and finished are told', async () => {
  const projectId = await house.project(owner)
  const a = await house.as(owner, (s) =>
    planAction(s, projectId, { title: 'Teaser sur Instagram', channel: 'organic-social' }),
  )
  const b = await house.as(owner, (s) => planAction(s, projectId, { title: 'Teaser sur Instagram' }))
  assert.deepEqual([a.code, b.code], ['teaser-instagram', 'teaser-instagram-2'])
  await house.as(owner, (s) => amendAction(s, a.id, { title: 'Autre nom', status: 'running' }, a.version))
  const done = await house.as(owner, (s) => amendAction(s, a.id, { status: 'done' }))
  assert.equal(done.code, 'teaser-instagram')
  await house.settle()
  const log = await house.as(owner, (s) =>
    askFacts<{ kind: string }>(s, 'select kind from {facts} where action = {a:UUID} order by kind', {
      a: a.id,
    }),
  )
  assert.deepEqual(
    log.map((f) => f.kind),
    ['action.finished', 'action.planned', 'action.started'],
  )
})

test('the plan adds up to the budget, to the cent', async () => {
  const projectId = await house.project(owner)
  const video = await house.as(owner, (s) =>
    createLine(s, projectId, { label: 'Vidéo', plannedCents: 1_000_01 }),
  )
  const print = await house.as(owner, (s) =>
    createLine(s, projectId, { label: 'Imprimé', plannedCents: 300_00 }),
  )
  const [film, teaser] = await house.as(owner, async (s) => [
    await planAction(s, projectId, { title: 'Film', budgetLineId: video.id }),
    await planAction(s, projectId, { title: 'Teaser', budgetLineId: video.id }),
  ])
  await house.as(owner, (s) =>
    addEntry(s, video.id, { kind: 'spent', amountCents: 400_00, datedOn: '2026-03-02', actionId: film!.id }),
  )
  await house.as(owner, (s) =>
    addEntry(s, video.id, { kind: 'spent', amountCents: 99, datedOn: '2026-03-02' }),
  )
  await house.as(owner, (s) =>
    addEntry(s, print.id, { kind: 'spent', amountCents: 120_00, datedOn: '2026-03-02' }),
  )
  const plan = await house.as(owner, (s) => readPlan(s, projectId))
  assert.deepEqual(
    plan.actions.map((a) => [a.title, a.plannedCents, a.spentCents]),
    [
      ['Film', 500_01, 400_50],
      ['Teaser', 500_00, 49],
    ],
  )
  assert.deepEqual(plan.elsewhere, { plannedCents: 300_00, spentCents: 120_00 })
  assert.deepEqual(plan.total, { plannedCents: 1_300_01, spentCents: 520_99 })
  await house.as(owner, (s) => discardLine(s, video.id))
  assert.equal((await house.as(owner, (s) => getAction(s, teaser!.id))).budgetLineId, null)
})

test('rules for unlinked visits come in the order of the plan, without actions in the bin', async () => {
  const projectId = await house.project(owner)
  const a = await house.as(owner, (s) =>
    planAction(s, projectId, { title: 'Presse', captures: { referrer: 'lemonde.fr' } }),
  )
  const b = await house.as(owner, (s) =>
    planAction(s, projectId, { title: 'Référencement', captures: { channel: 'Organic Search' } }),
  )
  await house.as(owner, (s) => planAction(s, projectId, { title: 'Salon' }))
  assert.deepEqual(
    (await house.as(owner, (s) => capturesOf(s, projectId))).map((c) => c.actionId),
    [a.id, b.id],
  )
  await house.as(owner, (s) => discardAction(s, a.id))
  assert.deepEqual(
    (await house.as(owner, (s) => capturesOf(s, projectId))).map((c) => c.actionId),
    [b.id],
  )
  assert.equal((await house.as(owner, (s) => restoreAction(s, a.id))).title, 'Presse')
})

test('a contributor writes the brief and not the plan; the lead of the project conducts both', async () => {
  const projectId = await house.project(owner)
  const member = await house.person(workspaceId, 'member')
  const guest = await house.person(workspaceId, 'guest')
  assert.equal((await house.as(member, (s) => writeBrief(s, projectId, { message: 'Oui' }))).message, 'Oui')
  await assert.rejects(
    house.as(member, (s) => planAction(s, projectId, { title: 'X' })),
    { code: 'FORBIDDEN' },
  )
  await assert.rejects(
    house.as(member, (s) => setObjective(s, projectId, { title: 'X' })),
    { code: 'FORBIDDEN' },
  )
  await house.as(owner, (s) => setProjectMember(s, projectId, member.memberId, 'lead'))
  assert.equal((await house.as(member, (s) => planAction(s, projectId, { title: 'X' }))).code, 'x')
  await assert.rejects(
    house.as(guest, (s) => listActions(s, projectId)),
    { code: 'NOT_FOUND' },
  )
  await house.as(owner, (s) => setProjectMember(s, projectId, guest.memberId, 'reader'))
  assert.equal((await house.as(guest, (s) => listActions(s, projectId))).length, 1)
  await assert.rejects(
    house.as(guest, (s) => writeBrief(s, projectId, { message: 'Non' })),
    { code: 'FORBIDDEN' },
  )
})

test('the neighbour’s strategy does not exist, and nothing of theirs can be pointed at', async () => {
  const projectId = await house.project(owner)
  const [o, a] = await house.as(owner, async (s) => [
    await setObjective(s, projectId, { title: 'Ventes', metric: 'hand' }),
    await planAction(s, projectId, { title: 'Film' }),
  ])
  const { owner: neighbour } = await house.workspace('Voisin')
  const theirs = await house.project(neighbour)
  const [line, objective] = await house.as(neighbour, async (s) => [
    await createLine(s, theirs, { label: 'Vidéo' }),
    await setObjective(s, theirs, { title: 'À eux' }),
  ])
  for (const attempt of [
    () => house.as(neighbour, (s) => getBrief(s, projectId)),
    () => house.as(neighbour, (s) => writeBrief(s, projectId, { context: '' })),
    () => house.as(neighbour, (s) => getObjective(s, o!.id)),
    () => house.as(neighbour, (s) => amendObjective(s, o!.id, { title: 'À moi' })),
    () => house.as(neighbour, (s) => checkIn(s, o!.id, { value: 1, readOn: '2026-03-01' })),
    () => house.as(neighbour, (s) => getAction(s, a!.id)),
    () => house.as(neighbour, (s) => amendAction(s, a!.id, { title: 'À moi' })),
    () => house.as(owner, (s) => amendAction(s, a!.id, { budgetLineId: line!.id })),
    () => house.as(owner, (s) => amendAction(s, a!.id, { objectiveId: objective!.id })),
    () => house.as(owner, (s) => planAction(s, projectId, { title: 'Y', ownerId: neighbour.memberId })),
    () => house.as(owner, (s) => setObjective(s, projectId, { title: 'Y', ownerId: neighbour.memberId })),
  ])
    await assert.rejects(attempt(), { code: 'NOT_FOUND' })
  assert.deepEqual((await house.as(neighbour, (s) => readPlan(s, projectId))).actions, [])
})
