import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { unionCalendar } from './model/calendar.ts'
import {
  compileCalendar,
  dayNumber,
  daysOff,
  type PlanCalendar,
  shiftDay,
  wallClock,
  workingDays,
} from './model.ts'
import { at, closed, monday, office } from './testing.ts'

const compiled = (...calendars: PlanCalendar[]) =>
  compileCalendar(calendars.at(-1)!.id, new Map(calendars.map((c) => [c.id, c])), monday)
const none = Array.from({ length: 7 }, () => null)

test('one amount of work is this evening and tomorrow morning: a start takes the morning, a finish the evening', () => {
  const c = compiled(office)
  const evening = c.toWork(at('2026-05-08T17:00'))
  assert.equal(evening, c.toWork(at('2026-05-11T08:00')))
  assert.equal(wallClock(c.fromWork(evening, 'start')), '2026-05-11T08:00')
  assert.equal(wallClock(c.fromWork(evening, 'finish')), '2026-05-08T17:00')
  assert.equal(c.workBetween(at('2026-05-09T03:00'), at('2026-05-10T23:00')), 0)
})

test('the nights when clocks change are as long as any other', () => {
  const c = compiled(office)
  for (const day of ['2026-03-27T08:00', '2026-10-23T08:00'])
    assert.equal(wallClock(c.addWork(at(day), 960)).slice(11), '17:00')
  assert.equal(c.workBetween(at('2026-03-23T00:00'), at('2026-03-30T00:00')), 2400)
})

test('holidays, a worked Saturday and a closed August', () => {
  const c = compiled(closed)
  assert.equal(wallClock(c.addWork(at('2026-05-13T08:00'), 960)), '2026-05-18T17:00')
  assert.equal(c.workBetween(at('2026-05-09T00:00'), at('2026-05-10T00:00')), 180)
  assert.equal(wallClock(c.next(at('2026-08-01T09:00'))), '2026-08-24T08:00')
  assert.deepEqual(daysOff(c, dayNumber('2026-05-13'), dayNumber('2026-05-17')), [
    '2026-05-14',
    '2026-05-15',
    '2026-05-16',
    '2026-05-17',
  ])
})

test('a shift that passes midnight is one shift', () => {
  const night: PlanCalendar = {
    id: 'night',
    week: [0, 1, 2, 3, 4, 5, 6].map((d) => (d < 5 ? [[1320, 1800]] : [])),
    exceptions: [],
  }
  const c = compiled(night)
  assert.equal(wallClock(c.addWork(at('2026-05-04T22:00'), 300)), '2026-05-05T03:00')
  assert.equal(wallClock(c.fromWork(c.toWork(at('2026-05-05T06:00')), 'start')), '2026-05-05T22:00')
  const allDay: PlanCalendar = {
    id: 'all',
    week: Array.from({ length: 7 }, () => [[0, 1440]]),
    exceptions: [],
  }
  assert.equal(compiled(allDay).workBetween(monday, monday + 10_000), 10_000)
})

test('a derived calendar says only how it differs, and keeps the holidays of its base', () => {
  const part: PlanCalendar = {
    id: 'part',
    base: 'closed',
    week: [...none.slice(0, 4), [], null, null],
    exceptions: [{ from: '2026-05-15', to: '2026-05-15', periods: [[480, 720]] }],
  }
  const c = compiled(closed, part)
  const on = (day: string) => c.periodsOn(dayNumber(day)).length
  assert.deepEqual(['2026-05-14', '2026-05-15', '2026-05-22', '2026-05-21'].map(on), [0, 1, 0, 2])
  const summer: PlanCalendar = {
    ...office,
    id: 'summer',
    weeks: [
      {
        from: '2026-07-01',
        to: '2026-07-31',
        week: [0, 1, 2, 3, 4, 5, 6].map((d) => (d < 5 ? [[420, 840]] : null)),
      },
    ],
  }
  assert.equal(wallClock(compiled(summer).addWork(at('2026-07-06T00:00'), 420)), '2026-07-06T14:00')
})

test('a calendar on which nobody ever works does not stop the schedule', () => {
  const c = compiled({ id: 'never', week: Array.from({ length: 7 }, () => []), exceptions: [] })
  assert.equal(c.addWork(monday, 60), monday + 60)
  const round: PlanCalendar = { id: 'round', base: 'round', week: none, exceptions: [] }
  assert.equal(compiled(round).addWork(monday, 60), monday + 60)
})

test('what two people do together is done while either of them works', () => {
  const early: PlanCalendar = {
    id: 'early',
    week: [[[360, 600]], ...Array.from({ length: 6 }, () => [])],
    exceptions: [],
  }
  const c = unionCalendar(['early', 'office'], new Map([office, early].map((x) => [x.id, x])), monday)
  assert.equal(c.workBetween(at('2026-05-04T00:00'), at('2026-05-05T00:00')), 360 + 240)
})

test('far before and far after, work is still counted', () => {
  const c = compiled(office)
  assert.equal(
    c.workBetween(at('1996-05-06T00:00'), at('2046-05-07T00:00')),
    Math.round((at('2046-05-07T00:00') - at('1996-05-06T00:00')) / 10_080) * 2400,
  )
})

test('working days are counted there and back', () => {
  const c = compiled(closed)
  assert.equal(shiftDay('2026-05-13', 1, c), '2026-05-18')
  assert.equal(shiftDay('2026-05-18', -1, c), '2026-05-13')
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 300 }), fc.integer({ min: -120, max: 120 }), (from, days) => {
      const day = shiftDay(
        new Date((dayNumber('2026-01-05') + from) * 86_400_000).toISOString().slice(0, 10),
        1,
        c,
      )
      assert.equal(workingDays(day, shiftDay(day, days, c), c), days)
    }),
    { seed: 7 },
  )
})

test('work and instants are one line: there and back, and never backwards', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -200_000, max: 200_000 }),
      fc.integer({ min: 0, max: 5000 }),
      (from, more) => {
        const c = compiled(closed)
        const w = c.toWork(monday + from)
        assert.equal(c.toWork(c.fromWork(w, 'start')), w)
        assert.equal(c.toWork(c.fromWork(w, 'finish')), w)
        assert.ok(c.fromWork(w, 'finish') <= c.fromWork(w, 'start'))
        assert.ok(c.toWork(monday + from + more) >= w)
      },
    ),
    { seed: 7, numRuns: 200 },
  )
})
