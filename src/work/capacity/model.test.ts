import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { defaultWeek, toPlanCalendar } from '../calendars/model.ts'
import { dayNumber, dayOfNumber, type PlanCalendar } from '../scheduling/model.ts'
import { bareCard } from '../testing.ts'
import {
  Hours,
  loadOf,
  overAfter,
  overloadChange,
  proposalsFor,
  remainingOf,
  type Skilled,
  shareOf,
  sharesOf,
  spread,
  type Work,
  whoCould,
  workOf,
} from './model.ts'

const office = toPlanCalendar(
  { id: 'office', week: defaultWeek, holidays: 'FR', exceptions: [] },
  { from: 2026, to: 2027 },
)
const calendars: PlanCalendar[] = [
  office,
  {
    id: 'ana',
    week: Array(7).fill(null),
    base: 'office',
    exceptions: [{ from: '2026-03-18', to: '2026-03-20', periods: [] }],
  },
  { id: 'never', week: Array(7).fill([]), exceptions: [] },
]
const hours = new Hours(calendars)
const today = '2026-03-16' // a Monday
let count = 0
const task = (o: Partial<Work>): Work => ({
  id: `w${++count}`,
  projectId: 'p',
  number: count,
  title: `Tâche ${count}`,
  assigneeIds: ['bo'],
  startsOn: '2026-03-16',
  dueOn: '2026-03-20',
  estimateMinutes: null,
  durationMinutes: null,
  progress: 0,
  done: false,
  needs: [],
  version: 1,
  ...o,
})
const who = (id: string, calendarId = 'office', skills: string[] = []): Skilled => ({
  id,
  name: id,
  calendarId,
  skills,
  active: true,
})
const week = { calendars, from: '2026-03-16', to: '2026-03-22', today }

test('a week’s estimate lies evenly over the five working days', () => {
  const load = loadOf({ ...week, people: [who('bo')], works: [task({ estimateMinutes: 1000 })] })
  assert.deepEqual(load.of('bo')?.planned, [200, 200, 200, 200, 200, 0, 0])
  assert.deepEqual(load.of('bo')?.capacity, [420, 420, 420, 420, 420, 0, 0])
  assert.equal(load.over, 0)
})

test('progress takes its part away; a task that is done asks for nothing', () => {
  assert.equal(remainingOf(task({ estimateMinutes: 600, progress: 25 }), hours, 'office'), 450)
  assert.equal(remainingOf(task({ estimateMinutes: 600, done: true }), hours, 'office'), 0)
})

test('a milestone takes nobody’s time, whatever was estimated', () => {
  const card = bareCard({ id: 'a', number: 1, estimateMinutes: 600 })
  assert.equal(workOf(card).estimateMinutes, 600)
  assert.equal(workOf({ ...card, kind: 'milestone' }).estimateMinutes, 0)
})

test('without an estimate the duration counts, without a duration the time between the two dates', () => {
  assert.equal(remainingOf(task({ durationMinutes: 840 }), hours, 'office'), 840)
  assert.equal(remainingOf(task({}), hours, 'office'), 5 * 420)
  assert.equal(remainingOf(task({ startsOn: null }), hours, 'office'), 0)
})

test('two people share the work; who is away does it on the days left', () => {
  const load = loadOf({
    ...week,
    people: [who('bo'), who('ana', 'ana')],
    works: [task({ assigneeIds: ['bo', 'ana'], estimateMinutes: 1201 })],
  })
  assert.deepEqual(load.of('bo')?.planned.slice(0, 5), [120, 120, 120, 120, 121])
  assert.deepEqual(load.of('ana')?.planned.slice(0, 5), [300, 300, 0, 0, 0])
})

test('what is late is for the next working day, what is past is not planned again', () => {
  const late = loadOf({
    ...week,
    today: '2026-03-21',
    from: '2026-03-16',
    to: '2026-03-24',
    people: [who('bo')],
    works: [task({ estimateMinutes: 300, dueOn: '2026-03-18' })],
  })
  assert.deepEqual(late.of('bo')?.planned, [0, 0, 0, 0, 0, 0, 0, 300, 0])
  const begun = loadOf({
    ...week,
    today: '2026-03-19',
    people: [who('bo')],
    works: [task({ estimateMinutes: 300 })],
  })
  assert.deepEqual(begun.of('bo')?.planned, [0, 0, 0, 150, 150, 0, 0])
})

test('work that falls on days off alone is told, never put on one', () => {
  const load = loadOf({
    ...week,
    people: [who('ana', 'ana')],
    works: [
      task({ assigneeIds: ['ana'], startsOn: '2026-03-18', dueOn: '2026-03-20', estimateMinutes: 240 }),
    ],
  })
  const ana = load.of('ana')!
  assert.deepEqual([ana.unplaced, ana.over, ana.planned.some(Boolean)], [240, 240, false])
  assert.equal(ana.unplacedParts[0]?.on, '2026-03-20')
})

test('with only a due date the work ends on it; with only a start it begins there; without dates it is told apart', () => {
  const load = (o: Partial<Work>) =>
    loadOf({ ...week, people: [who('bo')], works: [task({ estimateMinutes: 600, ...o })] }).of('bo')!
  assert.deepEqual(load({ startsOn: null }).planned, [0, 0, 0, 300, 300, 0, 0])
  assert.deepEqual(load({ dueOn: null, startsOn: '2026-03-17' }).planned, [0, 300, 300, 0, 0, 0, 0])
  assert.equal(load({ dueOn: null, startsOn: null }).undated, 600)
})

const days = fc.integer({ min: -10, max: 40 }).map((d) => dayOfNumber(dayNumber(today) + d))
const work = fc
  .record({
    assigneeIds: fc.uniqueArray(fc.constantFrom('bo', 'ana', 'nev'), { maxLength: 3 }),
    a: fc.option(days),
    b: fc.option(days),
    estimateMinutes: fc.option(fc.integer({ min: 0, max: 20_000 })),
    durationMinutes: fc.option(fc.integer({ min: 0, max: 20_000 })),
    progress: fc.integer({ min: 0, max: 100 }),
  })
  .map(({ a, b, ...rest }) => {
    const [startsOn, dueOn] = a && b && a > b ? [b, a] : [a, b]
    return task({ ...rest, startsOn, dueOn })
  })
const calendarOf = new Map([
  ['bo', 'office'],
  ['ana', 'ana'],
  ['nev', 'never'],
])
const people = [who('bo'), who('ana', 'ana'), who('nev', 'never')]
const wide = {
  calendars,
  today,
  from: dayOfNumber(dayNumber(today) - 400),
  to: dayOfNumber(dayNumber(today) + 900),
}

test('whatever the dates, what is spread, unplaced and undated makes what remains, and no day off is worked', () => {
  fc.assert(
    fc.property(work, (w) => {
      const shares = sharesOf(w, calendarOf, hours, dayNumber(today))
      const remaining = w.assigneeIds.length ? remainingOf(w, hours, calendarOf.get(w.assigneeIds[0]!)!) : 0
      let sum = 0
      for (const { personId, spread: s } of shares) {
        sum += s.unplaced + s.undated + s.minutes.reduce((a, b) => a + b, 0)
        s.minutes.forEach((m, d) => {
          assert.ok(m >= 0)
          if (m) assert.ok(hours.minutes(calendarOf.get(personId)!, s.first + d) > 0)
          if (m) assert.ok(s.first + d >= dayNumber(today))
        })
      }
      assert.equal(sum, remaining)
    }),
  )
})

test('shares of any number of people add up', () => {
  fc.assert(
    fc.property(fc.nat(100_000), fc.integer({ min: 1, max: 50 }), (minutes, n) => {
      const each = Array.from({ length: n }, (_, i) => shareOf(minutes, n, i))
      return each.reduce((a, b) => a + b, 0) === minutes && Math.max(...each) - Math.min(...each) <= 1
    }),
  )
})

test('a period’s load is the sum of its parts’, whatever the cut', () => {
  fc.assert(
    fc.property(fc.array(work, { maxLength: 12 }), fc.integer({ min: 1, max: 40 }), (works, cut) => {
      const base = dayNumber(today)
      const at = (d: number) => dayOfNumber(base + d)
      const all = loadOf({ calendars, today, people, works, from: at(0), to: at(41) })
      const one = loadOf({ calendars, today, people, works, from: at(0), to: at(cut) })
      const two = loadOf({ calendars, today, people, works, from: at(cut + 1), to: at(41) })
      assert.equal(all.over, one.over + two.over)
      for (const p of all.people) {
        assert.deepEqual(p.planned, [...one.of(p.id)!.planned, ...two.of(p.id)!.planned])
        assert.deepEqual(p.capacity, [...one.of(p.id)!.capacity, ...two.of(p.id)!.capacity])
      }
    }),
  )
})

test('the load of two heaps of tasks is the sum of the loads', () => {
  fc.assert(
    fc.property(fc.array(work, { maxLength: 8 }), fc.array(work, { maxLength: 8 }), (a, b) => {
      const of = (works: Work[]) => loadOf({ ...wide, people, works })
      const [x, y, both] = [of(a), of(b), of([...a, ...b])]
      for (const p of both.people)
        assert.deepEqual(
          p.planned,
          x.of(p.id)!.planned.map((m, i) => m + y.of(p.id)!.planned[i]!),
        )
    }),
    { numRuns: 30 },
  )
})

test('what a change would do to the overload is what it does', () => {
  fc.assert(
    fc.property(fc.array(work, { minLength: 1, maxLength: 10 }), work, (works, other) => {
      const input = { ...wide, people, works }
      const before = works[0]!
      const after = { ...other, id: before.id }
      const said = overloadChange(loadOf(input), input, hours, calendarOf, before, after)
      const done = loadOf({ ...input, works: [after, ...works.slice(1)] }).over - loadOf(input).over
      assert.equal(said, done)
    }),
    { numRuns: 40 },
  )
})

test('whoever knows how and has time comes first; a label that is nobody’s skill asks for nothing', () => {
  const w = task({ assigneeIds: [], estimateMinutes: 600, needs: ['Vidéo', 'Urgent'] })
  const busy = task({ assigneeIds: ['cy'], estimateMinutes: 2000 })
  const ranked = whoCould(
    w,
    [who('ana', 'ana', ['video']), who('bo'), who('cy', 'office', ['VIDÉO']), who('di', 'office', ['vidéo'])],
    { works: [w, busy], calendars, today },
  )
  assert.deepEqual(
    ranked.map((c) => c.id),
    ['di', 'ana', 'cy', 'bo'],
  )
  assert.deepEqual(ranked[0]?.matched, ['Vidéo'])
  assert.deepEqual(ranked[3]?.missing, ['Vidéo'])
  assert.equal(ranked[0]?.free, 5 * 420)
})

test('a task’s own people are not counted as taken by it', () => {
  const w = task({ assigneeIds: ['bo'], estimateMinutes: 2100 })
  assert.equal(whoCould(w, [who('bo')], { works: [w], calendars, today })[0]?.free, 2100)
})

const room =
  (total: string | null, critical = false) =>
  () => ({ free: total, total, critical })

test('an overloaded week is levelled by moving within slack, by giving or by sharing; each says what it takes away', () => {
  const a = task({ estimateMinutes: 2000 })
  const b = task({ estimateMinutes: 1000 })
  const input = { ...week, to: '2026-04-10', people: [who('bo'), who('cy')], works: [a, b] }
  assert.equal(loadOf(input).over, 900)
  const found = proposalsFor(input, room('2026-04-03'))
  assert.deepEqual(new Set(found.map((p) => p.kind)), new Set(['shift', 'give', 'share']))
  for (const p of found) assert.equal(overAfter(input, [p]), 900 - p.removed)
  assert.equal(found[0]?.removed, 900)
})

test('a critical task is never moved, nor any past the end of its project', () => {
  const input = { ...week, to: '2026-04-10', people: [who('bo')], works: [task({ estimateMinutes: 3000 })] }
  assert.deepEqual(proposalsFor(input, room('2026-04-03', true)), [])
  assert.deepEqual(proposalsFor(input, room('2026-03-20')), [])
  assert.deepEqual(
    proposalsFor(input, () => undefined),
    [],
  )
})

test('work goes to nobody who does not know how, and hidden work is left alone', () => {
  const people = [who('bo', 'office', ['Vidéo']), who('cy')]
  const input = {
    ...week,
    people,
    works: [
      task({ estimateMinutes: 3000, needs: ['vidéo'] }),
      task({ projectId: null, estimateMinutes: 3000 }),
    ],
  }
  assert.deepEqual(
    proposalsFor(input, () => undefined),
    [],
  )
})

test('every proposal lightens the load by what it says, on any heap of tasks', () => {
  fc.assert(
    fc.property(fc.array(work, { maxLength: 10 }), (works) => {
      const input = { calendars, today, people, works, from: today, to: dayOfNumber(dayNumber(today) + 60) }
      const over = loadOf(input).over
      for (const p of proposalsFor(input, room('2026-05-30'))) {
        assert.ok(p.removed > 0)
        assert.equal(overAfter(input, [p]), over - p.removed)
      }
    }),
    { numRuns: 30 },
  )
})

test('a share is spread by capacity: half a day takes half', () => {
  const half: PlanCalendar = {
    id: 'half',
    week: Array(7).fill(null),
    base: 'office',
    exceptions: [{ from: '2026-03-17', to: '2026-03-17', periods: [[540, 750]] }],
  }
  assert.deepEqual(
    spread(
      { startsOn: '2026-03-16', dueOn: '2026-03-17' },
      300,
      'half',
      new Hours([office, half]),
      dayNumber(today),
    ).minutes,
    [200, 100],
  )
})
