import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addEntry } from '#budget/service/entries.ts'
import { createLine } from '#budget/service.ts'
import { createGoal } from '#measure/service/goals.ts'
import { measured } from '#measure/testing.ts'
import { metricNamed } from '#platform/catalogue.ts'
import { openHouse } from '#platform/testing.ts'
import { strategyMetrics } from './metrics.ts'
import { add, nothing, returnOf } from './model/returns.ts'
import { planAction } from './service/actions.ts'
import { returns } from './service/returns.ts'

const house = await openHouse()
const { owner, id: workspaceId } = await house.workspace()
strategyMetrics()

test('cost and effect meet on the action and on its line, and both tables add up to the project', async () => {
  const { projectId, site, at, write } = await measured(house, owner)
  await house.as(owner, (s) =>
    createGoal(s, { siteId: site.id, name: 'Commande', kind: 'page', pattern: '/merci', valueCents: 50_00 }),
  )
  const [ads, press] = await house.as(owner, async (s) => [
    await createLine(s, projectId, { label: 'Achat média' }),
    await createLine(s, projectId, { label: 'Presse' }),
  ])
  const [search, article] = await house.as(owner, async (s) => [
    await planAction(s, projectId, { title: 'Liens sponsorisés', budgetLineId: ads!.id }),
    await planAction(s, projectId, { title: 'Article', captures: { referrer: 'lemonde.example' } }),
  ])
  await house.as(owner, (s) =>
    addEntry(s, ads!.id, { kind: 'spent', amountCents: 40_00, datedOn: '2026-03-10' }),
  )
  await house.as(owner, (s) =>
    addEntry(s, press!.id, { kind: 'spent', amountCents: 7_00, datedOn: '2026-03-10' }),
  )
  await house.as(owner, (s) =>
    addEntry(s, press!.id, {
      kind: 'spent',
      amountCents: 3_00,
      datedOn: '2026-02-10',
      actionId: article!.id,
    }),
  )
  const byLink = {
    action: search!.id,
    link: projectId,
    utm_source: 'google',
    utm_medium: 'cpc',
    channel: 'paid-search',
  }
  await write([
    { at: at('08:00'), visitor: '1', ...byLink },
    { at: at('08:05'), visitor: '1', path: '/merci' },
    { at: at('08:00'), visitor: '2', ...byLink },
    { at: at('08:00'), visitor: '3', referrer: 'https://lemonde.example/a', channel: 'referral' },
    { at: at('08:00'), visitor: '4', channel: 'direct' },
  ])
  const r = await house.as(owner, (s) => returns(s, projectId))
  const row = (id: string | null) => r.actions.find((a) => a.id === id)!
  assert.deepEqual(
    { ...row(search!.id), clicks: 0 },
    {
      id: search!.id,
      label: 'Liens sponsorisés',
      costCents: 40_00,
      clicks: 0,
      visits: 2,
      conversions: 1,
      revenueCents: 50_00,
      cpaCents: 40_00,
      roi: 0.25,
    },
  )
  assert.deepEqual(
    [row(article!.id).costCents, row(article!.id).visits, row(article!.id).cpaCents],
    [3_00, 1, null],
  )
  assert.deepEqual([row(null).costCents, row(null).visits], [7_00, 1])
  assert.equal(r.lines.find((l) => l.id === ads!.id)?.roi, 0.25)
  assert.equal(r.total.costCents, 50_00)
  assert.deepEqual(returnOf(r.actions.reduce(add, nothing)), r.total)
  assert.deepEqual(returnOf(r.lines.reduce(add, nothing)), r.total)

  const march = { from: '2026-03-01', to: '2026-03-31' }
  assert.equal((await house.as(owner, (s) => returns(s, projectId, march))).total.costCents, 47_00)
  const read = (key: string) => house.as(owner, (s) => metricNamed(key)!.read(s, { projectId, ...march }))
  assert.equal(await read('returns.costPerConversion'), 47_00)
  assert.equal(await read('returns.roi'), 3 / 47)
})

test('a project without spending has no ROI, and a guest let into another project reads nothing', async () => {
  const projectId = await house.project(owner)
  const r = await house.as(owner, (s) => returns(s, projectId))
  assert.deepEqual([r.actions, r.total.roi, r.total.cpaCents], [[], null, null])
  const guest = await house.person(workspaceId, 'guest')
  await assert.rejects(
    house.as(guest, (s) => returns(s, projectId)),
    { code: 'NOT_FOUND' },
  )
})
