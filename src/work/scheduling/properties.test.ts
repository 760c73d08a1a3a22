import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { calendarsOf } from './model/whose.ts'
import { compile, type Plan, type PlanCalendar, type PlanLink, type PlanTask, wallClock } from './model.ts'
import { at, bigPlan, closed, link, naive, office, planOf, task } from './testing.ts'

const week = (days: readonly number[], periods: readonly (readonly [number, number])[]) =>
  [0, 1, 2, 3, 4, 5, 6].map((d) => (days.includes(d) ? periods : []))
/** Monday to Wednesday, mornings. */
const mornings: PlanCalendar = { id: 'mornings', week: week([0, 1, 2], [[540, 780]]), exceptions: [] }
/** Ten in the evening to six in the morning: each night belongs to the day on which it begins. */
const nights: PlanCalendar = {
  id: 'nights',
  week: week([0, 1, 2, 3, 4], [[1320, 1800]]),
  exceptions: [{ from: '2026-05-14', to: '2026-05-14', periods: [] }],
}
const clock: PlanCalendar = { id: 'clock', week: week([0, 1, 2, 3, 4, 5, 6], [[0, 1440]]), exceptions: [] }
const calendars = [office, closed, mornings, nights, clock]

/** Ordinary days, and those on which programs stumble: leap years, none in 2100, new year, both changes of the clock. */
const starts = ['2026-05-04', '2024-02-26', '2100-02-25', '2025-12-29', '2026-03-27', '2026-10-23'].map((d) =>
  at(`${d}T08:00`),
)
type Kinds = { links?: readonly PlanLink['kind'][]; rich?: boolean; ends?: boolean }
const plans = ({ links: kinds = ['fs', 'fs', 'ss', 'ff'], rich = false, ends = false }: Kinds) =>
  fc.tuple(fc.integer({ min: 2, max: 9 }), fc.constantFrom(...starts)).chain(([size, start]) =>
    fc
      .record({
        tasks: fc.tuple(
          ...Array.from({ length: size }, (_, i) =>
            fc
              .record({
                // Hours mostly; now and then a task of some years.
                hours: fc.oneof(
                  { weight: 12, arbitrary: fc.integer({ min: 1, max: 60 }) },
                  fc.constant(1500),
                ),
                elapsed: fc.integer({ min: 0, max: 5 }).map((n) => rich && n === 0),
                calendarId: rich ? fc.constantFrom(null, ...calendars.map((c) => c.id)) : fc.constant(null),
                due: fc.option(fc.integer({ min: 0, max: 60 }), { nil: null, freq: 3 }),
              })
              .map(
                ({ hours, elapsed, calendarId, due }): PlanTask =>
                  task(`t${i}`, 0, {
                    duration: hours * 60,
                    elapsed,
                    calendarId,
                    deadline: ends && due !== null ? start + due * 1440 + 540 : null,
                  }),
              ),
          ),
        ),
        links: fc
          .uniqueArray(
            fc
              .tuple(fc.integer({ min: 0, max: size - 1 }), fc.integer({ min: 0, max: size - 1 }))
              .filter(([a, b]) => a < b),
            { maxLength: 14, selector: ([a, b]) => a * 100 + b },
          )
          .chain((pairs) =>
            fc.tuple(
              ...pairs.map(([a, b]) =>
                fc
                  .record({
                    kind: fc.constantFrom(...kinds),
                    hours: fc.integer({ min: rich ? -16 : 0, max: 24 }),
                    percent: fc.integer({ min: -50, max: 150 }),
                    lagUnit: rich
                      ? fc.constantFrom('work' as const, 'elapsed' as const, 'percent' as const)
                      : fc.constant('work' as const),
                    lagElapsed: fc.boolean(),
                  })
                  .map(({ kind, hours, percent, lagUnit, lagElapsed }) =>
                    link(`t${a}`, `t${b}`, {
                      kind,
                      lagUnit,
                      lag: lagUnit === 'percent' ? percent * 100 : hours * 60,
                      ...(lagUnit === 'percent' && { lagElapsed }),
                    }),
                  ),
              ),
            ),
          ),
      })
      .map(({ tasks, links }): Plan => planOf(tasks, links, { start, calendars })),
  )
const seeded = { seed: 20261122, numRuns: 250 }

test('part time, nights, the clock, percentages, deadlines, tasks of several years: fast and obvious agree', () => {
  fc.assert(
    fc.property(plans({ links: ['fs', 'fs', 'ss', 'ff', 'sf'], rich: true, ends: true }), (plan) => {
      const schedule = compile(plan).schedule()
      const slow = naive(plan, 5000)
      for (const t of plan.tasks) {
        const { earlyStart, earlyFinish, lateStart, lateFinish, totalSlack, critical } = schedule.of(t.id)!
        assert.deepEqual(
          { earlyStart, earlyFinish, lateStart, lateFinish, totalSlack, critical },
          slow.get(t.id),
          `${t.id} of a plan from ${wallClock(plan.start)}`,
        )
      }
    }),
    seeded,
  )
})

test('ten thousand tasks and twenty thousand links: the fast schedule is the obvious one, task by task', () => {
  const plan = bigPlan(10_000, 20_000, 7)
  const schedule = compile(plan).schedule()
  const slow = naive(plan)
  for (const { id } of plan.tasks) {
    const { earlyStart, earlyFinish, lateStart, lateFinish, totalSlack, critical } = schedule.of(id)!
    assert.deepEqual(
      { earlyStart, earlyFinish, lateStart, lateFinish, totalSlack, critical },
      slow.get(id),
      id,
    )
  }
})

test('a project that begins some working days later is the same project so many working days later', () => {
  fc.assert(
    fc.property(plans({}), fc.integer({ min: 1, max: 400 }), (plan, days) => {
      const hours = calendarsOf({ ...plan, calendarId: 'closed' })({})
      const from = { ...plan, calendarId: 'closed' }
      const later = { ...from, start: hours.fromWork(hours.toWork(plan.start) + days * 480, 'start') }
      const [a, b] = [compile(from).schedule(), compile(later).schedule()]
      for (const { id, placed } of a.all())
        for (const key of ['earlyStart', 'earlyFinish', 'lateStart', 'lateFinish'] as const)
          assert.equal(hours.workBetween(placed[key], b.of(id)![key]), days * 480, `${id} ${key}`)
    }),
    seeded,
  )
})

test('as late as possible: nothing ends later for it, no link is broken, and there is no slack left', () => {
  const some = plans({}).chain((plan) =>
    fc.subarray(plan.tasks.map((t) => t.id)).map((waiting) => ({
      soon: plan,
      late: {
        ...plan,
        tasks: plan.tasks.map((t) =>
          waiting.includes(t.id) ? { ...t, constraint: { kind: 'alap' as const, at: null } } : t,
        ),
      },
    })),
  )
  fc.assert(
    fc.property(some, ({ soon, late }) => {
      const [a, b] = [compile(soon).schedule(), compile(late).schedule()]
      const hours = calendarsOf(late)({})
      assert.equal(hours.workBetween(a.finish, b.finish), 0, 'the project ends when it did')
      for (const t of late.tasks) {
        const p = b.of(t.id)!
        if (t.constraint) assert.deepEqual([p.start, p.totalSlack], [p.lateStart, 0], t.id)
        assert.ok(hours.workBetween(a.of(t.id)!.start, p.start) >= 0)
      }
      for (const l of late.links) {
        const [from, to] = [b.of(l.from)!, b.of(l.to)!]
        const left = l.kind === 'fs' || l.kind === 'ff' ? from.finish : from.start
        const reached = l.kind === 'fs' || l.kind === 'ss' ? to.start : to.finish
        assert.ok(hours.workBetween(left, reached) >= l.lag, `${l.kind} ${l.id}`)
      }
    }),
    seeded,
  )
})

test('a deadline changes no date, only how late things may be; kept by all, nobody is short of time', () => {
  fc.assert(
    fc.property(plans({ ends: true }), (plan) => {
      const free = compile({ ...plan, tasks: plan.tasks.map((t) => ({ ...t, deadline: null })) }).schedule()
      const held = compile(plan).schedule()
      for (const { id, placed } of held.all()) {
        const was = free.of(id)!
        assert.deepEqual([placed.start, placed.finish], [was.start, was.finish])
        assert.ok(placed.totalSlack <= was.totalSlack)
        const { deadline } = plan.tasks.find((t) => t.id === id)!
        assert.equal(placed.broken.includes('deadline'), deadline != null && placed.earlyFinish > deadline)
      }
      const missed = held.all().some(({ placed }) => placed.broken.length)
      assert.equal(
        held.all().some(({ placed }) => placed.totalSlack < 0),
        missed,
      )
    }),
    seeded,
  )
})

test('between tasks that start after or with one another, one that lasts longer brings no end forward', () => {
  fc.assert(
    fc.property(
      plans({ links: ['fs', 'ss'], rich: true }),
      fc.nat(8),
      fc.integer({ min: 1, max: 99 }),
      (plan, which, hours) => {
        const id = plan.tasks[which % plan.tasks.length]!.id
        const links = plan.links.map((l) => ({ ...l, lagUnit: 'work' as const, lag: Math.abs(l.lag) % 1000 }))
        const scheduler = compile({ ...plan, links })
        const before = new Map(
          scheduler
            .schedule()
            .all()
            .map((t) => [t.id, t.placed.earlyFinish]),
        )
        scheduler.change(id, { duration: plan.tasks.find((t) => t.id === id)!.duration + hours * 60 })
        for (const t of scheduler.schedule().all()) assert.ok(t.placed.earlyFinish >= before.get(t.id)!, t.id)
      },
    ),
    seeded,
  )
})

const dates = (plan: Plan, id: string) => {
  const p = compile(plan).schedule().of(id)!
  return [wallClock(p.start), wallClock(p.finish)]
}

test('the 29th of February is worked when there is one', () => {
  const from = (day: string) =>
    dates(planOf([task('a', 2), task('b', 1)], [link('a', 'b')], { start: at(`${day}T08:00`) }), 'b')
  assert.deepEqual(from('2024-02-27'), ['2024-02-29T08:00', '2024-02-29T17:00'])
  assert.deepEqual(from('2100-02-25'), ['2100-03-01T08:00', '2100-03-01T17:00'], 'no leap day in 2100')
})

test('a year ends and the plan goes on; three years of work are three years of days', () => {
  const over = planOf([task('a', 3)], [], { start: at('2025-12-31T08:00') })
  assert.deepEqual(dates(over, 'a'), ['2025-12-31T08:00', '2026-01-02T17:00'])
  // 2028 has one working day less: it begins and ends at a weekend.
  const days = 261 + 261 + 260
  const long = planOf([task('a', days), task('b', 1)], [link('a', 'b')], { start: at('2026-01-01T08:00') })
  assert.deepEqual(dates(long, 'b'), ['2029-01-01T08:00', '2029-01-01T17:00'])
})

test('a night shift ends in the morning of the day it gave its name to the evening of', () => {
  const plan = planOf([task('a', 0, { duration: 600 }), task('b', 0, { duration: 60 })], [link('a', 'b')], {
    start: at('2026-05-04T20:00'),
    calendarId: 'nights',
    calendars: [nights],
  })
  assert.deepEqual(dates(plan, 'a'), ['2026-05-04T22:00', '2026-05-06T00:00'])
  assert.deepEqual(dates(plan, 'b'), ['2026-05-06T00:00', '2026-05-06T01:00'])
  // The night of Friday is Saturday's morning; the next one is Monday's.
  const friday = planOf([task('a', 0, { duration: 481 })], [], {
    start: at('2026-05-08T22:00'),
    calendarId: 'nights',
    calendars: [nights],
  })
  assert.deepEqual(dates(friday, 'a'), ['2026-05-08T22:00', '2026-05-11T22:01'])
})

test('the nights when the clocks change last as long as others: no hour is lost or done twice', () => {
  for (const night of ['2026-03-28', '2026-10-24'])
    assert.deepEqual(
      dates(
        planOf([task('a', 0, { duration: 12 * 60, elapsed: true })], [], { start: at(`${night}T20:00`) }),
        'a',
      ).map((t) => t.slice(11)),
      ['20:00', '08:00'],
    )
})
