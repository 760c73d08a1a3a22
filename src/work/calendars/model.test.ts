import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dayOfNumber, type PlanCalendar, weekdayOf } from '../scheduling/model.ts'
import { easter } from './model/holidays.ts'
import { periodsText, readPeriods } from './model/periods.ts'
import {
  defaultWeek,
  halfOf,
  holidayCodes,
  holidaysOf,
  minutesByDay,
  minutesOn,
  Periods,
  partTime,
  periodsOn,
  personCalendar,
  toPlanCalendar,
  weeklyMinutes,
} from './model.ts'

const on = (code: string, year: number) => holidaysOf(code, year).map((h) => h.on.slice(5))

test('Easter falls where the almanacs say', () => {
  const known = [
    '1981-04-19',
    '2000-04-23',
    '2008-03-23',
    '2011-04-24',
    '2024-03-31',
    '2025-04-20',
    '2026-04-05',
    '2038-04-25',
  ]
  assert.deepEqual(
    known.map((d) => dayOfNumber(easter(+d.slice(0, 4)))),
    known,
  )
  fc.assert(
    fc.property(fc.integer({ min: 1900, max: 2199 }), (year) => {
      const n = easter(year)
      return weekdayOf(n) === 6 && dayOfNumber(n) >= `${year}-03-22` && dayOfNumber(n) <= `${year}-04-25`
    }),
  )
})

test('France has its eleven holidays, Alsace-Moselle two more', () => {
  const of2026 = [
    '01-01',
    '04-06',
    '05-01',
    '05-08',
    '05-14',
    '05-25',
    '07-14',
    '08-15',
    '11-01',
    '11-11',
    '12-25',
  ]
  assert.deepEqual(on('FR', 2026), of2026)
  assert.deepEqual(
    on('FR-AM', 2026).filter((d) => !of2026.includes(d)),
    ['04-03', '12-26'],
  )
})

test('in 2008 Ascension fell on the first of May: one day off, not two', () => {
  assert.equal(holidaysOf('FR', 2008).length, 10)
})

test('Belgium, Luxembourg, the Swiss cantons and Canada follow their own laws', () => {
  assert.deepEqual(on('BE', 2025), [
    '01-01',
    '04-21',
    '05-01',
    '05-29',
    '06-09',
    '07-21',
    '08-15',
    '11-01',
    '11-11',
    '12-25',
  ])
  assert.deepEqual(on('LU', 2025), [
    '01-01',
    '04-21',
    '05-01',
    '05-09',
    '05-29',
    '06-09',
    '06-23',
    '08-15',
    '11-01',
    '12-25',
    '12-26',
  ])
  assert.ok(!on('LU', 2018).includes('05-09'))
  assert.deepEqual(on('CH', 2025), ['01-01', '05-29', '08-01', '12-25'])
  assert.deepEqual(on('CH-GE', 2025), [
    '01-01',
    '04-18',
    '04-21',
    '05-29',
    '06-09',
    '08-01',
    '09-11',
    '12-25',
    '12-31',
  ])
  assert.deepEqual(on('CH-VD', 2025), [
    '01-01',
    '01-02',
    '04-18',
    '04-21',
    '05-29',
    '06-09',
    '08-01',
    '09-22',
    '12-25',
  ])
  assert.deepEqual(on('CH-VS', 2025), [
    '01-01',
    '03-19',
    '05-29',
    '06-19',
    '08-01',
    '08-15',
    '11-01',
    '12-08',
    '12-25',
  ])
  assert.deepEqual(on('CA', 2025), [
    '01-01',
    '04-18',
    '05-19',
    '07-01',
    '09-01',
    '09-30',
    '10-13',
    '11-11',
    '12-25',
    '12-26',
  ])
  assert.deepEqual(on('CA-QC', 2025), [
    '01-01',
    '04-18',
    '05-19',
    '06-24',
    '07-01',
    '09-01',
    '10-13',
    '12-25',
  ])
  assert.ok(on('CA-QC', 2018).includes('07-02'), 'a Sunday’s holiday is kept on the Monday')
})

test('every country has its days in every year, in order, each once', () => {
  fc.assert(
    fc.property(fc.constantFrom(...holidayCodes), fc.integer({ min: 1990, max: 2100 }), (code, year) => {
      const days = holidaysOf(code, year).map((h) => h.on)
      assert.ok(days.length >= 3)
      assert.ok(days.every((d, i) => d.startsWith(String(year)) && (i === 0 || (days[i - 1] as string) < d)))
    }),
  )
})

test('the usual week is 35 hours; at 80 % it is 28, every day shorter', () => {
  assert.equal(weeklyMinutes(defaultWeek), 35 * 60)
  const part = partTime(defaultWeek, 80)
  assert.equal(weeklyMinutes(part), 28 * 60)
  assert.deepEqual(part[0], [
    [540, 750],
    [840, 966],
  ])
})

test('half a day is the morning or the afternoon, and both make the day', () => {
  assert.deepEqual(halfOf(defaultWeek[0]!, 'morning'), [[540, 750]])
  assert.deepEqual(halfOf(defaultWeek[0]!, 'afternoon'), [[840, 1050]])
  const periods = fc
    .uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: 2, maxLength: 8 })
    .map((all) => all.toSorted((a, b) => a - b))
    .map((all) =>
      Array.from(
        { length: Math.floor(all.length / 2) },
        (_, i) => [all[2 * i]!, all[2 * i + 1]!] as [number, number],
      ),
    )
  const total = (p: readonly (readonly [number, number])[]) => p.reduce((sum, [a, b]) => sum + b - a, 0)
  fc.assert(
    fc.property(periods, (day) => {
      const a = total(halfOf(day, 'morning'))
      const b = total(halfOf(day, 'afternoon'))
      return a + b === total(day) && a - b >= 0 && a - b <= 1
    }),
  )
})

const atelier = toPlanCalendar(
  {
    id: 'c',
    week: defaultWeek,
    holidays: 'FR',
    exceptions: [{ from: '2026-05-08', to: '2026-05-08', name: 'Salon', periods: [[600, 720]] }],
  },
  { from: 2026, to: 2026 },
)
const shelf = new Map<string, PlanCalendar>([[atelier.id, atelier]])

test('a holiday is a day off, unless the calendar says one works', () => {
  assert.equal(minutesOn(shelf, 'c', '2026-05-01'), 0)
  assert.equal(minutesOn(shelf, 'c', '2026-05-08'), 120)
  assert.equal(minutesOn(shelf, 'c', '2026-05-07'), 420)
  assert.equal(minutesOn(shelf, 'c', '2026-05-09'), 0)
})

test('somebody’s days off count for them alone, half days for half, asked ones not yet', () => {
  const off = (from: string, to: string, o = {}) => ({
    from,
    to,
    fromNoon: false,
    untilNoon: false,
    state: 'agreed' as const,
    ...o,
  })
  const ana = personCalendar(
    { memberId: 'ana', calendarId: 'c', week: null, percent: 100 },
    [
      off('2026-06-01', '2026-06-03', { fromNoon: true, untilNoon: true }),
      off('2026-06-04', '2026-06-04', { state: 'asked' }),
    ],
    shelf,
  )
  const all = new Map(shelf).set(ana.id, ana)
  assert.deepEqual(minutesByDay(all, ana.id, '2026-06-01', '2026-06-05'), [210, 0, 210, 420, 420])
  assert.deepEqual(periodsOn(all, ana.id, '2026-06-03'), [[840, 1050]])
  assert.equal(minutesOn(all, ana.id, '2026-05-01'), 0, 'holidays stay')
  assert.equal(minutesOn(all, 'c', '2026-06-02'), 420)
})

test('own hours replace the calendar’s, holidays stay', () => {
  const week = defaultWeek.map((day, d) => (d === 2 ? [] : day))
  const lea = personCalendar({ memberId: 'lea', calendarId: 'c', week, percent: 100 }, [], shelf)
  const all = new Map(shelf).set(lea.id, lea)
  assert.deepEqual(minutesByDay(all, lea.id, '2026-05-11', '2026-05-15'), [420, 420, 0, 0, 420])
})

test('periods that overlap or end before they start are refused', () => {
  assert.ok(
    Periods.safeParse([
      [540, 750],
      [840, 1050],
    ]).success,
  )
  assert.ok(
    !Periods.safeParse([
      [540, 750],
      [700, 1050],
    ]).success,
  )
  assert.ok(!Periods.safeParse([[750, 540]]).success)
})

test('hours are read as people write them', () => {
  const usual = [
    [540, 750],
    [840, 1050],
  ]
  for (const text of [
    '9:00–12:30, 14:00–17:30',
    '9h-12h30 14h-17h30',
    '9 h à 12 h 30 et 14 h à 17 h 30',
    '14-17:30 ; 9-12.30',
  ])
    assert.deepEqual(readPeriods(text), usual, text)
  assert.deepEqual(readPeriods(''), [])
  assert.deepEqual(readPeriods('22-6'), [[1320, 1800]])
  for (const text of ['demain', '9-25', '9-12 10-14', '9', '9-9', '9:75-12'])
    assert.equal(readPeriods(text), undefined, text)
})

test('hours written out are read back the same', () => {
  const day = fc
    .uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: 0, maxLength: 8 })
    .map((all) => all.toSorted((a, b) => a - b))
    .map((all) =>
      Array.from(
        { length: Math.floor(all.length / 2) },
        (_, i) => [all[2 * i]!, all[2 * i + 1]!] as [number, number],
      ),
    )
  fc.assert(fc.property(day, (periods) => assert.deepEqual(readPeriods(periodsText(periods)), periods)))
})
