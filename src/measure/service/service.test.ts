import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allMetrics, metricNamed } from '#platform/catalogue.ts'
import { openHouse } from '#platform/testing.ts'
import { demoVisits } from '../demo.ts'
import { measureMetrics } from '../metrics.ts'
import { anAction, measured } from '../testing.ts'
import { overview } from './audience.ts'
import { effects, effectsBy } from './effects.ts'
import { amendGoal, createGoal, discardGoal, listGoals } from './goals.ts'
import { amendLink, createLink, discardLink, listLinks } from './links.ts'
import { amendSite, createSite, discardSite, listSites } from './sites.ts'

const house = await openHouse()
const { owner, id: workspace } = await house.workspace()
const member = await house.person(workspace, 'member')
const guest = await house.person(workspace, 'guest')
const { owner: neighbour } = await house.workspace('Voisin')

test('a site is set up by who conducts the project, and only seen by the others', async () => {
  const m = await measured(house, owner, 'Sites')
  assert.equal(m.site.lastSeenAt, null)
  assert.deepEqual(
    (await house.as(member, (s) => listSites(s, m.projectId))).map((x) => x.host),
    ['brume.example'],
  )
  await assert.rejects(
    house.as(member, (s) => createSite(s, { projectId: m.projectId, host: 'x.example' })),
    { code: 'FORBIDDEN' },
  )
  await assert.rejects(
    house.as(neighbour, (s) => createSite(s, { projectId: m.projectId, host: 'x.example' })),
    { code: 'NOT_FOUND' },
  )
  await assert.rejects(
    house.as(neighbour, (s) => amendSite(s, m.site.id, { name: 'À moi' })),
    { code: 'NOT_FOUND' },
  )
  await assert.rejects(
    house.as(owner, (s) =>
      createSite(s, { projectId: m.projectId, host: 'x.example', timezone: 'Mars/Olympus' }),
    ),
    { code: 'INVALID' },
  )
  assert.equal(
    (await house.as(owner, (s) => amendSite(s, m.site.id, { name: 'La boutique' }))).name,
    'La boutique',
  )
  await assert.rejects(
    house.as(guest, (s) => listSites(s, m.projectId)),
    { code: 'NOT_FOUND' },
  )
  await house.as(owner, (s) => discardSite(s, m.site.id))
  assert.deepEqual(await house.as(owner, (s) => listSites(s, m.projectId)), [])
})

test('a goal is set by a contributor; its page begins with a slash; the neighbour cannot touch it', async () => {
  const m = await measured(house, owner, 'Objectifs')
  const goal = await house.as(member, (s) =>
    createGoal(s, { siteId: m.site.id, name: 'Contact', kind: 'page', pattern: '/merci*' }),
  )
  await assert.rejects(
    house.as(member, (s) => createGoal(s, { siteId: m.site.id, name: 'X', kind: 'page', pattern: 'merci' })),
    { code: 'INVALID' },
  )
  await assert.rejects(
    house.as(neighbour, (s) => amendGoal(s, goal.id, { name: 'À moi' })),
    { code: 'NOT_FOUND' },
  )
  await assert.rejects(
    house.as(guest, (s) => discardGoal(s, goal.id)),
    { code: 'NOT_FOUND' },
  )
  await house.as(member, (s) => amendGoal(s, goal.id, { valueCents: 1_000 }, goal.version))
  await assert.rejects(
    house.as(member, (s) => amendGoal(s, goal.id, { valueCents: 2_000 }, goal.version)),
    { code: 'CONFLICT' },
  )
  assert.equal((await house.as(member, (s) => listGoals(s, m.projectId)))[0]?.valueCents, 1_000)
})

test('a link is made from an action of its project, keeps its code, and stops leading anywhere from the bin', async () => {
  const m = await measured(house, owner, 'Liens')
  const action = await anAction(house, owner, m.projectId, { code: 'mailing', channel: 'email' })
  const link = await house.as(member, (s) =>
    createLink(s, {
      projectId: m.projectId,
      actionId: action,
      targetUrl: 'https://brume.example/offre',
      placement: 'Newsletter',
    }),
  )
  assert.deepEqual(
    [link.utmSource, link.utmMedium, link.utmCampaign, link.utmContent],
    ['newsletter', 'email', 'liens-mailing', 'newsletter'],
  )
  const elsewhere = await measured(house, owner, 'Ailleurs')
  await assert.rejects(
    house.as(owner, (s) =>
      createLink(s, {
        projectId: elsewhere.projectId,
        actionId: action,
        targetUrl: 'https://brume.example/',
      }),
    ),
    { code: 'NOT_FOUND' },
  )
  await assert.rejects(
    house.as(guest, (s) => listLinks(s, m.projectId)),
    { code: 'NOT_FOUND' },
  )
  await assert.rejects(
    house.as(neighbour, (s) => amendLink(s, link.id, { targetUrl: 'https://evil.example/' })),
    { code: 'NOT_FOUND' },
  )
  const moved = await house.as(member, (s) =>
    amendLink(s, link.id, { targetUrl: 'https://brume.example/nouvelle' }),
  )
  assert.equal(moved.code, link.code)
  await house.as(member, (s) => discardLink(s, link.id))
  assert.deepEqual(await house.as(member, (s) => listLinks(s, m.projectId)), [])
})

test('the demo’s year has weeks, campaigns and conversions, and the same seed tells the same story', async () => {
  const o = { from: '2025-09-01', to: '2025-11-30', seed: 5, basePerDay: 30 }
  const make = async (name: string) => {
    const m = await measured(house, owner, name)
    const action = await anAction(house, owner, m.projectId, { code: 'social', channel: 'organic-social' })
    const link = await house.as(owner, (s) =>
      createLink(s, { projectId: m.projectId, actionId: action, targetUrl: 'https://brume.example/offre' }),
    )
    const goal = await house.as(owner, (s) =>
      createGoal(s, {
        siteId: m.site.id,
        name: 'Vente',
        kind: 'event',
        pattern: 'achat',
        valueFromEvent: true,
      }),
    )
    const written = await house.as(owner, (s) =>
      demoVisits(s, {
        ...o,
        site: m.site,
        links: [link],
        goals: [goal],
        campaigns: [{ linkId: link.id, from: '2025-10-01', to: '2025-10-20', visitsPerDay: 20 }],
      }),
    )
    const q = { projectId: m.projectId, from: o.from, to: o.to }
    return {
      written,
      action,
      by: await house.as(owner, (s) => effectsBy(s, { ...q, by: 'action' })),
      all: await house.as(owner, (s) => effects(s, q)),
      head: await house.as(owner, (s) => overview(s, q)),
    }
  }
  const [a, b] = [await make('Année'), await make('Année bis')]
  assert.deepEqual(a.all, b.all)
  const social = a.by.find((r) => r.key === a.action)!
  assert.ok(
    a.written > 5_000 && a.all.visits > 2_000 && a.all.conversions > 10 && a.all.revenueCents > 50_000,
    JSON.stringify(a.all),
  )
  assert.ok(social.visits > 250 && social.clicks > social.visits, JSON.stringify(social))
  assert.ok(
    a.head.now.bounces > 0 &&
      a.head.now.bounces < a.head.now.visits &&
      (a.head.now.minutes ?? 0) > 0 &&
      a.head.now.botViews > 100,
  )
})

test('the figures of the catalogue are those of the report', async () => {
  measureMetrics()
  const m = await measured(house, owner, 'Catalogue')
  await house.as(owner, (s) =>
    createGoal(s, { siteId: m.site.id, name: 'Contact', kind: 'page', pattern: '/merci', valueCents: 700 }),
  )
  await m.write([
    { at: m.at('09:00'), visitor: '1' },
    { at: m.at('09:01'), visitor: '1', path: '/merci' },
    { at: m.at('09:00'), visitor: '2' },
  ])
  const read = (key: string, from = '2026-03-16') =>
    house.as(owner, (s) => metricNamed(key)!.read(s, { projectId: m.projectId, from, to: '2026-03-20' }))
  const expected = {
    visits: 2,
    visitors: 2,
    views: 3,
    clicks: 0,
    conversions: 1,
    revenue: 700,
    'conversion-rate': 0.5,
    'bounce-rate': 0.5,
  }
  assert.deepEqual(
    allMetrics()
      .map((x) => x.key)
      .sort(),
    Object.keys(expected).sort(),
  )
  for (const [key, value] of Object.entries(expected)) assert.equal(await read(key), value, key)
  assert.equal(await read('conversion-rate', '2026-03-18'), null)
})
