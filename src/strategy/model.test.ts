import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { codeOf, freeCode } from './model/code.ts'
import { type Course, horizonOf, progressOf } from './model/progress.ts'
import { add, nothing, returnOf, returnsOf } from './model/returns.ts'
import { type Draft, smart } from './model/smart.ts'
import { CaptureRule, channelNames, channels } from './model.ts'

const complete: Draft = {
  title: 'Doubler les demandes de devis en ligne',
  why: 'La boutique ne suffit plus',
  metric: 'conversions',
  handName: '',
  baseline: 100,
  target: 200,
  startsOn: '2026-01-01',
  dueOn: '2026-06-30',
  achievable: 'Le test de mars a fait +120 %',
  relevant: 'Chiffre d’affaires 2026',
}
const known = { goodWhen: 'up' as const, kind: 'sum' as const, needsGoal: false, hasGoal: false }
const missing = (d: Partial<Draft>, k: Parameters<typeof smart>[1] = known) =>
  smart({ ...complete, ...d }, k)
    .filter((l) => !l.ok)
    .map((l) => l.letter)
    .join('')

test('a complete objective is SMART; each gap is told by its letter, with a sentence', () => {
  assert.equal(missing({}), '')
  assert.equal(missing({ title: 'Visites' }), 'S')
  assert.equal(missing({ why: ' ' }), 'S')
  assert.equal(missing({ metric: '' }), 'M')
  assert.equal(missing({ target: null }), 'M')
  assert.equal(missing({ baseline: null }), 'M')
  assert.equal(missing({ target: 100 }), 'M')
  assert.equal(missing({ achievable: '' }), 'A')
  assert.equal(missing({ relevant: '' }), 'R')
  assert.equal(missing({ dueOn: null }), 'T')
  assert.equal(missing({ dueOn: '2025-12-31' }), 'T')
  assert.ok(smart({ ...complete, why: '' }, known).every((l) => l.ok || (l.why.fr && l.why.en)))
})

test('a target against the grain of its metric is not measurable, but a ceiling is', () => {
  assert.equal(missing({ target: 50 }), 'M')
  assert.equal(missing({ baseline: 40, target: 25 }, { ...known, goodWhen: 'down', kind: 'level' }), '')
  assert.equal(missing({ baseline: 25, target: 40 }, { ...known, goodWhen: 'down', kind: 'level' }), 'M')
  assert.equal(missing({ baseline: 25, target: 40 }, { ...known, goodWhen: 'down', kind: 'sum' }), '')
  assert.equal(missing({}, { ...known, needsGoal: true }), 'M')
})

const course: Course = {
  kind: 'sum',
  goodWhen: 'up',
  baseline: 60,
  target: 100,
  startsOn: '2026-01-01',
  dueOn: '2026-01-10',
  value: 45,
  asOf: '2026-01-05',
  today: '2026-01-05',
}

test('visits halfway through the time are compared with half the target', () => {
  const p = progressOf(course)
  assert.deepEqual([p.ratio, p.expected, p.forecast, p.pace], [0.45, 0.5, 90, 'on-track'])
  assert.equal(progressOf({ ...course, value: 36 }).pace, 'at-risk')
  assert.equal(progressOf({ ...course, value: 20 }).pace, 'late')
  assert.equal(progressOf({ ...course, value: 100 }).pace, 'reached')
  assert.equal(progressOf({ ...course, today: '2026-01-11', asOf: '2026-01-10' }).pace, 'missed')
  assert.equal(progressOf({ ...course, today: '2025-12-31' }).pace, 'waiting')
})

test('a rate moves from its baseline, in its own direction', () => {
  const cost = {
    ...course,
    kind: 'level' as const,
    goodWhen: 'down' as const,
    baseline: 40,
    target: 20,
    value: 30,
  }
  const p = progressOf(cost)
  assert.deepEqual([p.ratio, p.forecast, p.pace], [0.5, 20, 'on-track'])
  assert.equal(progressOf({ ...cost, value: 19 }).pace, 'reached')
  assert.equal(progressOf({ ...cost, baseline: null }).pace, 'unknown')
})

test('spending is a ceiling: on track while its straight line stays under', () => {
  const spend = { ...course, goodWhen: 'down' as const, value: 45 }
  assert.equal(progressOf(spend).pace, 'on-track')
  assert.equal(progressOf({ ...spend, value: 54 }).pace, 'at-risk')
  assert.equal(progressOf({ ...spend, value: 80 }).pace, 'late')
  assert.equal(progressOf({ ...spend, value: 101 }).pace, 'missed')
  assert.equal(progressOf({ ...spend, today: '2026-01-20' }).pace, 'reached')
})

test('an unknown value stays unknown, it is never nothing', () => {
  const p = progressOf({ ...course, value: null })
  assert.deepEqual([p.ratio, p.forecast, p.pace], [null, null, 'unknown'])
  assert.equal(progressOf({ ...course, target: null }).pace, 'unset')
})

test('short is below three months, long above a year', () => {
  assert.equal(horizonOf('2026-01-01', '2026-03-31'), 'short')
  assert.equal(horizonOf('2026-01-01', '2026-06-30'), 'medium')
  assert.equal(horizonOf('2026-01-01', '2027-06-30'), 'long')
  assert.equal(horizonOf('2026-01-01', null), null)
})

test('a code keeps the words that tell something, whole, and is never taken twice', () => {
  assert.equal(codeOf('Campagne Instagram avec des influenceurs'), 'campagne-instagram-influenceurs')
  assert.equal(codeOf('L’e-mail de lancement d’été'), 'e-mail-lancement-ete')
  assert.equal(codeOf('À la une'), 'a-la-une')
  assert.equal(codeOf('!!!'), 'action')
  assert.equal(freeCode('noel', new Set(['noel', 'noel-2'])), 'noel-3')
  fc.assert(
    fc.property(
      fc.string(),
      (title) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(codeOf(title)) && codeOf(title).length <= 32,
    ),
  )
})

test('every channel has a name in both languages', () => {
  for (const c of channels) assert.ok(channelNames[c].fr && channelNames[c].en)
})

test('a return divides by what there is, and by nothing never', () => {
  assert.deepEqual(returnOf({ ...nothing, costCents: 200_00, conversions: 8, revenueCents: 500_00 }), {
    ...nothing,
    costCents: 200_00,
    conversions: 8,
    revenueCents: 500_00,
    cpaCents: 25_00,
    roi: 1.5,
  })
  const free = returnOf({ ...nothing, revenueCents: 500_00 })
  assert.deepEqual([free.cpaCents, free.roi], [null, null])
})

test('actions, lines and the rest add up to the project, whatever belongs where', () => {
  const n = fc.integer({ min: 0, max: 1e6 })
  const effect = fc.record({
    key: fc.constantFrom('a', 'b', 'c', '', 'gone'),
    clicks: n,
    visits: n,
    conversions: n,
    revenueCents: n,
  })
  const actions = fc.constant([
    { id: 'a', title: 'A', lineId: 'l' },
    { id: 'b', title: 'B', lineId: null },
    { id: 'c', title: 'C', lineId: 'binned' },
  ])
  fc.assert(
    fc.property(actions, fc.array(effect), n, n, n, (plan, effects, onA, onB, elsewhere) => {
      const r = returnsOf({
        actions: plan,
        lines: [{ id: 'l', label: 'L', costCents: onA + onB + elsewhere }],
        costs: { byAction: { a: onA, b: onB }, elsewhereCents: elsewhere },
        effects,
      })
      const sums = effects.reduce((s, e) => add(s, { ...e, costCents: 0 }), {
        ...nothing,
        costCents: onA + onB + elsewhere,
      })
      for (const whole of [
        returnOf(sums),
        returnOf(r.actions.reduce(add, nothing)),
        returnOf(r.lines.reduce(add, nothing)),
      ])
        assert.deepEqual(r.total, whole)
    }),
  )
})

test('a rule that captures visits says at least one thing about them', () => {
  assert.equal(CaptureRule.safeParse({}).success, false)
  assert.equal(CaptureRule.safeParse({ channel: '', path: '' }).success, false)
  for (const rule of [{ channel: 'email' }, { referrer: 'brume.example' }, { path: '/offre' }])
    assert.equal(CaptureRule.safeParse(rule).success, true, JSON.stringify(rule))
})
