import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { openHouse } from '#platform/testing.ts'
import { anAction, measured } from '../testing.ts'
import { effectRows, effects, effectsBy } from './effects.ts'
import { createGoal } from './goals.ts'
import { createLink } from './links.ts'

const house = await openHouse()
const { owner, id: workspace } = await house.workspace()
const week = { from: '2026-03-16', to: '2026-03-22' }

test('thirty minutes of silence end a visit, thirty minutes exactly do not', async () => {
  const m = await measured(house, owner, 'Silence')
  await m.write([
    { at: m.at('09:00'), visitor: '1' },
    { at: m.at('09:30'), visitor: '1' },
    { at: m.at('10:00:01'), visitor: '1' },
    { at: m.at('09:00'), visitor: '2' },
    { at: m.at('09:00'), visitor: '3', bot: 1 },
  ])
  const found = await house.as(owner, (s) => effects(s, { projectId: m.projectId, ...week }))
  assert.deepEqual(found, { views: 4, visits: 3, visitors: 2, clicks: 0, conversions: 0, revenueCents: 0 })
})

test('a visit belongs to its link, a visit without link to the rule that captures it, the rest to nothing', async () => {
  const m = await measured(house, owner, 'Attribution')
  const mailing = await anAction(house, owner, m.projectId, {
    code: 'mailing',
    channel: 'email',
    title: 'Mailing de mars',
  })
  const seo = await anAction(house, owner, m.projectId, { code: 'seo', channel: 'organic-search' })
  const link = await house.as(owner, (s) =>
    createLink(s, { projectId: m.projectId, actionId: mailing, targetUrl: 'https://brume.example/offre' }),
  )
  await m.write([
    {
      at: m.at('09:00'),
      visitor: '1',
      channel: 'email',
      link: link.id,
      action: mailing,
      utm_source: 'newsletter',
    },
    { at: m.at('09:05'), visitor: '1', path: '/merci' },
    { at: m.at('09:00'), visitor: '2', channel: 'organic-search', referrer: 'https://www.google.fr/' },
    { at: m.at('09:00'), visitor: '3', channel: 'direct' },
    {
      at: m.at('08:59'),
      visitor: '1',
      kind: 'link.clicked',
      channel: 'email',
      link: link.id,
      action: mailing,
    },
  ])
  const captures = [{ actionId: seo, rule: { channel: 'organic-search', referrer: 'google.fr' } }]
  const found = await house.as(owner, (s) =>
    effectsBy(s, { projectId: m.projectId, ...week, captures, by: 'action' }),
  )
  assert.deepEqual(
    found.map((f) => [f.key, f.label, f.visits, f.views, f.clicks]),
    [
      [mailing, 'Mailing de mars', 1, 2, 1],
      ['', '', 1, 1, 0],
      [seo, 'seo', 1, 1, 0],
    ].sort((a, b) => Number(b[3]) - Number(a[3]) || (a[0]! < b[0]! ? -1 : 1)),
  )
})

test('a goal made today counts the visits of yesterday, once per visit, with the revenue of the event', async () => {
  const m = await measured(house, owner, 'Objectifs')
  await m.write([
    { at: m.at('09:00'), visitor: '1', channel: 'direct' },
    { at: m.at('09:01'), visitor: '1', path: '/merci/1' },
    { at: m.at('09:02'), visitor: '1', path: '/merci/2' },
    { at: m.at('09:03'), visitor: '1', kind: 'event', name: 'achat', amount_cents: 4_990 },
    { at: m.at('09:04'), visitor: '1', kind: 'event', name: 'achat', amount_cents: 1_000 },
  ])
  const [page, sale] = await house.as(owner, async (s) => [
    await createGoal(s, {
      siteId: m.site.id,
      name: 'Contact',
      kind: 'page',
      pattern: '/merci/*',
      valueCents: 500,
    }),
    await createGoal(s, {
      siteId: m.site.id,
      name: 'Vente',
      kind: 'event',
      pattern: 'achat',
      valueFromEvent: true,
      oncePerVisit: false,
    }),
  ])
  const all = await house.as(owner, (s) => effectsBy(s, { projectId: m.projectId, ...week, by: 'goal' }))
  assert.deepEqual(all.map((g) => [g.label, g.conversions, g.revenueCents, g.visits]).sort(), [
    ['Contact', 1, 500, 1],
    ['Vente', 2, 5_990, 1],
  ])
  assert.equal(
    (await house.as(owner, (s) => effects(s, { projectId: m.projectId, ...week, goalId: sale!.id })))
      .conversions,
    2,
  )
  const rows = await house.as(owner, (s) =>
    effectRows(s, {
      projectId: m.projectId,
      ...week,
      goalId: page!.id,
      what: 'conversions',
      limit: 10,
      offset: 0,
    }),
  )
  assert.deepEqual(
    rows.map((r) => [r.path, r.goal, r.valueCents, r.at.toISOString()]),
    [['/merci/1', 'Contact', 500, '2026-03-16T09:01:00.000Z']],
  )
})

test('a conversion is credited to the last touch that was not direct, in an earlier visit of the day if need be', async () => {
  const m = await measured(house, owner, 'Crédit')
  await house.as(owner, (s) =>
    createGoal(s, { siteId: m.site.id, name: 'Contact', kind: 'page', pattern: '/merci' }),
  )
  await m.write([
    { at: m.at('08:00'), visitor: '1', channel: 'organic-search', referrer: 'https://www.google.fr/' },
    { at: m.at('10:00'), visitor: '1', channel: 'direct' },
    { at: m.at('10:01'), visitor: '1', path: '/merci' },
  ])
  const by = await house.as(owner, (s) => effectsBy(s, { projectId: m.projectId, ...week, by: 'channel' }))
  assert.deepEqual(by.map((c) => [c.key, c.visits, c.conversions]).sort(), [
    ['direct', 1, 0],
    ['organic-search', 1, 1],
  ])
})

test('a link of another project takes the whole visit to that project, also for whoever sees only that one', async () => {
  const site = await measured(house, owner, 'Le site')
  const campaign = await house.project(owner, 'La campagne')
  const link = await house.as(owner, (s) =>
    createLink(s, { projectId: campaign, actionId: null, targetUrl: 'https://brume.example/' }),
  )
  await house.as(owner, (s) =>
    createGoal(s, { siteId: site.site.id, name: 'Contact', kind: 'page', pattern: '/merci' }),
  )
  await site.write([
    { at: site.at('09:00'), visitor: '1', project: campaign, link: link.id, channel: 'referral' },
    { at: site.at('09:01'), visitor: '1', path: '/merci' },
    { at: site.at('09:00'), visitor: '2', channel: 'direct' },
  ])
  const guest = await house.person(workspace, 'guest')
  const { setProjectMember } = await import('#platform/tenancy/service.ts')
  await house.as(owner, (s) => setProjectMember(s, campaign, guest.memberId, 'reader'))
  for (const who of [owner, guest]) {
    const found = await house.as(who, (s) => effects(s, { projectId: campaign, ...week }))
    assert.deepEqual([found.visits, found.views, found.conversions], [1, 2, 1])
  }
  const rest = await house.as(owner, (s) => effects(s, { projectId: site.projectId, ...week }))
  assert.deepEqual([rest.visits, rest.views, rest.conversions], [1, 1, 0])
  await assert.rejects(
    house.as(guest, (s) => effects(s, { projectId: site.projectId, ...week })),
    { code: 'NOT_FOUND' },
  )
})

test('the neighbour’s project has no effects to be read', async () => {
  const m = await measured(house, owner, 'À moi')
  const { owner: neighbour } = await house.workspace('Voisin')
  await m.write([{ at: m.at('09:00'), visitor: '1' }])
  assert.equal((await house.as(neighbour, (s) => effects(s, { projectId: m.projectId, ...week }))).visits, 0)
})

test('whatever visitors do, the parts add up to the whole', async () => {
  let n = 0
  const channel = fc.constantFrom('', 'direct', 'email', 'organic-search', 'referral')
  const step = fc.record({
    minutes: fc.integer({ min: 0, max: 9_000 }),
    visitor: fc.integer({ min: 1, max: 6 }),
    channel,
    linked: fc.boolean(),
    path: fc.constantFrom('/', '/merci', '/offre'),
    device: fc.constantFrom('mobile', 'desktop'),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 60 }), async (steps) => {
      n += 1
      const m = await measured(house, owner, `Somme ${n}`)
      const action = await anAction(house, owner, m.projectId, { code: 'a', channel: 'email' })
      const link = await house.as(owner, (s) =>
        createLink(s, { projectId: m.projectId, actionId: action, targetUrl: 'https://brume.example/' }),
      )
      await house.as(owner, (s) =>
        createGoal(s, {
          siteId: m.site.id,
          name: 'Contact',
          kind: 'page',
          pattern: '/m*',
          valueCents: 3,
          oncePerVisit: n % 2 === 0,
        }),
      )
      await m.write(
        steps.map((s) => ({
          at: m.at('00:00') + s.minutes * 60_000,
          visitor: String(s.visitor),
          channel: s.channel,
          path: s.path,
          device: s.device,
          ...(s.linked && { link: link.id, action }),
        })),
      )
      const q = {
        projectId: m.projectId,
        ...week,
        captures: [{ actionId: action, rule: { channel: 'email', path: '/m*' } }],
      }
      const whole = await house.as(owner, (s) => effects(s, q))
      for (const by of ['action', 'channel', 'day'] as const) {
        const parts = await house.as(owner, (s) => effectsBy(s, { ...q, by }))
        for (const k of ['views', 'visits', 'conversions', 'revenueCents'] as const)
          assert.equal(
            parts.reduce((sum, p) => sum + p[k], 0),
            whole[k],
            `${by} ${k}`,
          )
      }
      const pages = await house.as(owner, (s) => effectsBy(s, { ...q, by: 'page' }))
      assert.equal(
        pages.reduce((sum, p) => sum + p.views, 0),
        whole.views,
      )
      assert.equal(
        pages.reduce((sum, p) => sum + p.conversions, 0),
        whole.conversions,
      )
      for (const what of ['views', 'visits', 'conversions'] as const)
        assert.equal(
          (await house.as(owner, (s) => effectRows(s, { ...q, what, limit: 10_000, offset: 0 }))).length,
          whole[what],
        )
    }),
    { numRuns: 4, seed: 7 },
  )
})
