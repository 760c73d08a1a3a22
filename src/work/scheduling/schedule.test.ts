import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { compile, findCycle, type Plan, type PlanTask, wallClock } from './model.ts'
import { at, bigPlan, closed, link, monday, naive, office, planOf, task } from './testing.ts'

const dates = (plan: Plan, id: string) => {
  const p = compile(plan).schedule().of(id)!
  return [wallClock(p.start), wallClock(p.finish)]
}
const placed = (plan: Plan, id: string) => compile(plan).schedule().of(id)!

test('a task that follows another begins the next morning', () => {
  const plan = planOf([task('a', 1), task('b', 2)], [link('a', 'b')])
  assert.deepEqual(dates(plan, 'a'), ['2026-05-04T08:00', '2026-05-04T17:00'])
  assert.deepEqual(dates(plan, 'b'), ['2026-05-05T08:00', '2026-05-06T17:00'])
})

test('the four kinds of link, with a lag and a lead', () => {
  const of = (kind: 'fs' | 'ss' | 'ff' | 'sf', lag: number) =>
    dates(planOf([task('a', 3), task('b', 1)], [link('a', 'b', { kind, lag })]), 'b')[0]
  assert.equal(of('fs', 480), '2026-05-08T08:00')
  assert.equal(of('fs', -480), '2026-05-06T08:00')
  assert.equal(of('ss', 240), '2026-05-04T13:00')
  assert.equal(of('ff', 0), '2026-05-06T08:00')
  assert.equal(of('sf', 960), '2026-05-05T08:00')
})

test('a lag of the clock runs through the weekend, a percentage follows the predecessor', () => {
  const after = (lag: number, lagUnit: 'elapsed' | 'percent') =>
    dates(planOf([task('a', 5), task('b', 1)], [link('a', 'b', { lag, lagUnit })]), 'b')[0]
  assert.equal(after(3 * 1440, 'elapsed'), '2026-05-12T08:00')
  assert.equal(after(2000, 'percent'), '2026-05-12T08:00')
})

test('paint dries at the weekend: a duration of the clock needs no working day', () => {
  const plan = planOf(
    [task('a', 5), task('dry', 0, { duration: 2 * 1440, elapsed: true }), task('b', 1)],
    [link('a', 'dry'), link('dry', 'b')],
  )
  assert.deepEqual(dates(plan, 'dry'), ['2026-05-08T17:00', '2026-05-10T17:00'])
  assert.equal(dates(plan, 'b')[0], '2026-05-11T08:00')
})

test('each constraint does what its name says', () => {
  const wednesday = at('2026-05-06T08:00')
  const evening = at('2026-05-06T17:00')
  const of = (kind: NonNullable<PlanTask['constraint']>['kind'], when: number | null) =>
    placed(
      planOf(
        [task('a', 1), task('b', 1, { constraint: { kind, at: when } }), task('z', 9)],
        [link('a', 'b')],
      ),
      'b',
    )
  assert.equal(wallClock(of('asap', null).start), '2026-05-05T08:00')
  assert.equal(wallClock(of('snet', wednesday).start), '2026-05-06T08:00')
  assert.equal(wallClock(of('fnet', evening).start), '2026-05-06T08:00')
  assert.equal(wallClock(of('mso', wednesday).start), '2026-05-06T08:00')
  assert.equal(wallClock(of('mfo', evening).finish), '2026-05-06T17:00')
  assert.equal(of('mso', wednesday).totalSlack, 0)
  assert.equal(wallClock(of('snlt', wednesday).lateStart), '2026-05-06T08:00')
  assert.equal(wallClock(of('fnlt', evening).lateFinish), '2026-05-06T17:00')
  assert.equal(wallClock(of('alap', null).start), '2026-05-14T08:00')
  assert.equal(of('alap', null).totalSlack, 0)
})

test('a constraint that the links cannot keep is kept, and said: the slack before it is negative', () => {
  const plan = planOf(
    [task('a', 3), task('b', 1, { constraint: { kind: 'mso', at: at('2026-05-05T08:00') } })],
    [link('a', 'b')],
  )
  const schedule = compile(plan).schedule()
  assert.equal(wallClock(schedule.of('b')!.start), '2026-05-05T08:00')
  assert.deepEqual(schedule.of('b')!.broken, ['constraint'])
  assert.equal(schedule.of('a')!.totalSlack, -960)
  assert.ok(schedule.of('a')!.critical)
})

test('a deadline moves nothing, takes the slack away, and is said when it is missed', () => {
  const plan = planOf([task('a', 3, { deadline: at('2026-05-05T17:00') }), task('z', 9)])
  const a = placed(plan, 'a')
  assert.deepEqual([wallClock(a.finish), a.totalSlack, a.broken], ['2026-05-06T17:00', -480, ['deadline']])
})

test('what follows a task that waits, waits for it', () => {
  const plan = planOf(
    [task('late', 1, { constraint: { kind: 'alap', at: null } }), task('b', 1), task('long', 5)],
    [link('late', 'b')],
  )
  assert.equal(dates(plan, 'late')[0], '2026-05-07T08:00')
  assert.equal(dates(plan, 'b')[0], '2026-05-08T08:00')
})

test('a manual task stays where it was put and drives what follows it', () => {
  const plan = planOf(
    [
      task('before', 5),
      task('m', 0, { mode: 'manual', start: at('2026-05-06T00:00'), finish: at('2026-05-07T24:00') }),
      task('b', 1),
    ],
    [link('before', 'm'), link('m', 'b')],
  )
  assert.equal(dates(plan, 'm')[0], '2026-05-06T00:00')
  assert.equal(dates(plan, 'b')[0], '2026-05-08T08:00')
  assert.equal(placed(plan, 'before').totalSlack, -1440)
})

test('what has begun is where it began; what is finished is not critical; the rest of it waits for today', () => {
  const started = task('a', 4, { actualStart: at('2026-05-05T08:00'), progress: 50 })
  assert.deepEqual(dates(planOf([started]), 'a'), ['2026-05-05T08:00', '2026-05-08T17:00'])
  assert.deepEqual(
    dates(planOf([started], [], { statusAt: at('2026-05-11T08:00') }), 'a')[1],
    '2026-05-12T17:00',
  )
  const done = task('a', 4, { actualStart: monday, actualFinish: at('2026-05-05T17:00'), progress: 100 })
  const plan = planOf([done, task('b', 1)], [link('a', 'b')])
  assert.equal(dates(plan, 'b')[0], '2026-05-06T08:00')
  assert.deepEqual([placed(plan, 'a').critical, placed(plan, 'a').totalSlack], [false, 0])
})

test('an inactive task keeps its place and drives nobody', () => {
  const plan = planOf([task('a', 5, { active: false }), task('b', 1)], [link('a', 'b')])
  assert.equal(dates(plan, 'b')[0], '2026-05-04T08:00')
  assert.equal(placed(plan, 'a').critical, false)
})

test('a summary is from its first leaf to its last; a link on it is a link on what is in it', () => {
  const inside = (id: string, days: number) => task(id, days, { parentId: 's' })
  const plan = planOf(
    [task('s', 0), inside('x', 2), inside('y', 5), task('b', 1), task('c', 1)],
    [link('x', 'y'), link('s', 'b'), link('s', 'c', { kind: 'ss', lag: 480 })],
  )
  assert.deepEqual(dates(plan, 's'), ['2026-05-04T08:00', '2026-05-12T17:00'])
  assert.equal(dates(plan, 'b')[0], '2026-05-13T08:00')
  assert.equal(dates(plan, 'c')[0], '2026-05-05T08:00')
  const followed = planOf([task('a', 2), task('s', 0), inside('x', 1), inside('y', 1)], [link('a', 's')])
  assert.deepEqual(
    [dates(followed, 'x')[0], dates(followed, 'y')[0]],
    ['2026-05-06T08:00', '2026-05-06T08:00'],
  )
  const half = planOf([
    task('s', 0),
    task('x', 1, { parentId: 's', progress: 100, actualStart: monday, actualFinish: at('2026-05-04T17:00') }),
    inside('y', 3),
  ])
  assert.equal(placed(half, 's').progress, 25)
})

test('a milestone sits at the end of what leads to it', () => {
  const plan = planOf([task('a', 1), task('m', 0), task('b', 1)], [link('a', 'm'), link('m', 'b')])
  assert.deepEqual(dates(plan, 'm'), ['2026-05-04T17:00', '2026-05-04T17:00'])
  assert.equal(dates(plan, 'b')[0], '2026-05-05T08:00')
})

test('planned from its finish, a project ends on the day and begins when it must', () => {
  const plan = planOf([task('a', 2), task('b', 3)], [link('a', 'b')], { finish: at('2026-05-29T17:00') })
  const schedule = compile(plan).schedule()
  assert.deepEqual(
    [wallClock(schedule.start), wallClock(schedule.of('b')!.finish)],
    ['2026-05-25T08:00', '2026-05-29T17:00'],
  )
})

test('links in a circle are told, and a plan that has them is still drawn', () => {
  const tasks = [task('a', 1), task('b', 1), task('c', 1), task('d', 1)]
  const links = [link('a', 'b'), link('b', 'c'), link('c', 'd'), link('d', 'b')]
  assert.deepEqual(new Set(findCycle(tasks, links)), new Set(['b', 'c', 'd']))
  assert.equal(findCycle(tasks, links.slice(0, 3)), null)
  const compiled = compile(planOf(tasks, links))
  assert.deepEqual(compiled.ignored, ['d-b'])
  assert.equal(wallClock(compiled.schedule().of('d')!.start), '2026-05-07T08:00')
  const nested = [task('s', 0), task('x', 1, { parentId: 's' }), task('y', 1)]
  assert.ok(findCycle(nested, [link('s', 'x')]))
  assert.ok(findCycle(nested, [link('x', 'y'), link('y', 's')]))
})

test('a drag changes one task and nothing is built anew: the same dates as a plan made with it', () => {
  const plan = bigPlan(300, 600)
  const scheduler = compile(plan)
  scheduler.schedule()
  assert.ok(scheduler.change('t5', { duration: 4800 }))
  const fresh = compile({
    ...plan,
    tasks: plan.tasks.map((t) => (t.id === 't5' ? { ...t, duration: 4800 } : t)),
  })
  assert.deepEqual(scheduler.schedule().all(), fresh.schedule().all())
  assert.equal(scheduler.change('nobody', { duration: 1 }), false)
})

const constraints = fc.option(
  fc.record({
    kind: fc.constantFrom('snet', 'fnet', 'mso', 'mfo', 'snlt', 'fnlt'),
    at: fc.integer({ min: 0, max: 40 * 24 }).map((h) => monday + h * 60),
  }),
  { nil: null, freq: 6 },
)
const networks = (limited: boolean) =>
  fc.integer({ min: 2, max: 9 }).chain((size) =>
    fc.record({
      tasks: fc.tuple(
        ...Array.from({ length: size }, (_, i) =>
          fc
            .record({
              duration: fc.integer({ min: limited ? 0 : 1, max: 40 }).map((h) => h * 60),
              elapsed: limited ? fc.constant(false) : fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
              constraint: limited ? fc.constant(null) : constraints,
              calendarId: limited ? fc.constant(null) : fc.constantFrom(null, null, 'closed'),
            })
            .map((t): PlanTask => task(`t${i}`, 0, t)),
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
                  kind: fc.constantFrom('fs', 'fs', 'ss', 'ff', ...(limited ? [] : (['sf'] as const))),
                  lag: fc.integer({ min: limited ? 0 : -16, max: 24 }).map((h) => h * 60),
                  lagUnit: limited
                    ? fc.constant('work' as const)
                    : fc.constantFrom('work', 'work', 'elapsed'),
                })
                .map((l) => link(`t${a}`, `t${b}`, l)),
            ),
          ),
        ),
    }),
  )
const seeded = { seed: 20260504, numRuns: 300 }

test('the fast schedule says what the obvious one says, on any small plan', () => {
  fc.assert(
    fc.property(networks(false), ({ tasks, links }) => {
      const plan = planOf(tasks, links, { calendars: [office, closed] })
      const schedule = compile(plan).schedule()
      const slow = naive(plan)
      for (const t of tasks) {
        const { earlyFinish, lateFinish, lateStart, totalSlack, critical, earlyStart } = schedule.of(t.id)!
        const expected = slow.get(t.id)!
        assert.deepEqual(
          {
            earlyFinish: t.duration ? earlyFinish : 0,
            lateFinish,
            lateStart,
            totalSlack,
            critical,
            earlyStart: t.duration ? earlyStart : 0,
          },
          {
            ...expected,
            earlyFinish: t.duration ? expected.earlyFinish : 0,
            earlyStart: t.duration ? expected.earlyStart : 0,
          },
          t.id,
        )
      }
    }),
    seeded,
  )
})

test('an early start is the longest way to it, tried by brute force over every path', () => {
  fc.assert(
    fc.property(networks(true), ({ tasks, links }) => {
      const plan = planOf(tasks, links, {
        calendars: [
          { id: 'office', week: Array.from({ length: 7 }, () => [[0, 1440] as const]), exceptions: [] },
        ],
      })
      const schedule = compile(plan).schedule()
      const d = (id: string) => tasks.find((t) => t.id === id)!.duration
      const longest = (id: string): number => {
        const before = links.filter((l) => l.to === id)
        if (!before.length) return monday
        return Math.max(
          ...before.map((l) => {
            const s = longest(l.from)
            const from = l.kind === 'fs' ? s + d(l.from) : l.kind === 'ss' ? s : s + d(l.from) - d(id)
            return l.kind === 'ff' ? Math.max(monday, from + l.lag) : from + l.lag
          }),
        )
      }
      for (const t of tasks) assert.equal(schedule.of(t.id)!.earlyStart, longest(t.id))
    }),
    seeded,
  )
})

test('without constraints nothing is ever late, and something is always critical', () => {
  fc.assert(
    fc.property(networks(true), ({ tasks, links }) => {
      const all = compile(planOf(tasks, links)).schedule().all()
      for (const { placed: p } of all)
        assert.ok(p.totalSlack >= 0 && p.freeSlack >= 0 && p.freeSlack <= p.totalSlack)
      assert.ok(all.some(({ placed: p }) => p.critical))
    }),
    seeded,
  )
})

test('a project that begins some weeks later is the same project some weeks later', () => {
  fc.assert(
    fc.property(networks(true), fc.integer({ min: 1, max: 30 }), ({ tasks, links }, weeks) => {
      const plan = planOf(tasks, links)
      const by = weeks * 7 * 1440
      const later = compile({ ...plan, start: plan.start + by }).schedule()
      for (const { id, placed: p } of compile(plan).schedule().all()) {
        assert.equal(later.of(id)!.start, p.start + by)
        assert.equal(later.of(id)!.totalSlack, p.totalSlack)
      }
    }),
    { ...seeded, numRuns: 100 },
  )
})
