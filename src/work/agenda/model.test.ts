import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays } from '../views/model.ts'
import { barsOf, countByDay, ending, hourSaid, moved, spanOf, turned, weeksOf } from './model.ts'

const task = <A extends string | null, B extends string | null>(id: string, startsOn: A, dueOn: B) => ({
  id,
  startsOn,
  dueOn,
})

test('a month shows the whole weeks it touches, Monday first', () => {
  assert.deepEqual(weeksOf('month', '2026-11-22'), [
    '2026-10-26',
    '2026-11-02',
    '2026-11-09',
    '2026-11-16',
    '2026-11-23',
    '2026-11-30',
  ])
  assert.deepEqual(weeksOf('month', '2027-02-10'), ['2027-02-01', '2027-02-08', '2027-02-15', '2027-02-22'])
  assert.deepEqual(weeksOf('week', '2026-11-22'), ['2026-11-16'])
})

test('pages turn by month, week, day and year', () => {
  assert.equal(turned('month', '2026-01-31', 1), '2026-02-01')
  assert.equal(turned('month', '2026-01-31', -1), '2025-12-01')
  assert.equal(turned('week', '2026-01-01', 1), '2026-01-08')
  assert.equal(turned('day', '2026-01-01', -1), '2025-12-31')
  assert.equal(turned('year', '2026-05-12', 1), '2027-05-01')
})

test('a task over two weeks is a bar in each, cut where the week ends', () => {
  const long = task('a', '2026-11-20', '2026-11-25')
  const first = barsOf([long], '2026-11-16', 5).bars[0]
  const second = barsOf([long], '2026-11-23', 5).bars[0]
  assert.deepEqual([first?.at, first?.days, first?.before, first?.after], [4, 3, false, true])
  assert.deepEqual([second?.at, second?.days, second?.before, second?.after], [0, 3, true, false])
})

test('what does not fit is counted on each of its days', () => {
  const five = ['a', 'b', 'c', 'd', 'e'].map((id) => task(id, null, '2026-11-18'))
  const { bars, hidden } = barsOf(five, '2026-11-16', 3)
  assert.equal(bars.length, 2)
  assert.deepEqual(hidden, [0, 0, 3, 0, 0, 0, 0])
})

test('no bar covers another, and none is lost', () => {
  const day = fc.integer({ min: -5, max: 12 }).map((n) => addDays('2026-11-16', n))
  fc.assert(
    fc.property(fc.array(fc.tuple(day, fc.integer({ min: 0, max: 9 })), { maxLength: 25 }), (all) => {
      const cards = all.map(([from, days], i) => task(`t${i}`, from, addDays(from, days)))
      const { bars } = barsOf(cards, '2026-11-16', 100)
      const seen = new Set<string>()
      for (const b of bars)
        for (let d = b.at; d < b.at + b.days; d++) {
          assert.ok(!seen.has(`${b.lane} ${d}`), 'one bar per lane and day')
          seen.add(`${b.lane} ${d}`)
        }
      const inside = cards.filter((c) => c.dueOn >= '2026-11-16' && c.startsOn <= '2026-11-22')
      assert.equal(bars.length, inside.length)
    }),
    { seed: 23 },
  )
})

test('a bar counted as hidden is not shown, whatever the room', () => {
  const day = fc.integer({ min: 0, max: 6 }).map((n) => addDays('2026-11-16', n))
  fc.assert(
    fc.property(
      fc.array(fc.tuple(day, fc.integer({ min: 0, max: 6 })), { maxLength: 20 }),
      fc.integer({ min: 1, max: 5 }),
      (all, most) => {
        const cards = all.map(([from, days], i) => task(`t${i}`, from, addDays(from, days)))
        const { bars, hidden } = barsOf(cards, '2026-11-16', most)
        for (let d = 0; d < 7; d++) {
          const on = addDays('2026-11-16', d)
          const there = cards.filter((c) => c.startsOn <= on && on <= c.dueOn).length
          const shown = bars.filter((b) => b.at <= d && d < b.at + b.days).length
          assert.equal(shown + hidden[d]!, there)
          assert.ok(shown + (hidden[d] ? 1 : 0) <= Math.max(most, 1))
        }
      },
    ),
    { seed: 29 },
  )
})

test('a task keeps its length when moved, and never ends before it starts', () => {
  const t = task('a', '2026-11-20', '2026-11-25')
  assert.deepEqual(moved(t, -3), { startsOn: '2026-11-17', dueOn: '2026-11-22' })
  assert.deepEqual(moved(task('b', null, '2026-11-25'), 1), { dueOn: '2026-11-26' })
  assert.deepEqual(ending(t, '2026-11-10'), { startsOn: '2026-11-20', dueOn: '2026-11-20' })
  assert.deepEqual(spanOf(task('c', null, null)), null)
})

test('a year counts each day of each task', () => {
  const counts = countByDay([task('a', '2025-12-30', '2026-01-02'), task('b', null, '2026-01-02')], 2026)
  assert.deepEqual(
    [...counts],
    [
      ['2026-01-01', 1],
      ['2026-01-02', 2],
    ],
  )
})

test('the calendar says the hours people chose, never those a schedule worked out', () => {
  assert.equal(hourSaid({ mode: 'manual', startMinute: 570, dueMinute: 660 }), 570)
  assert.equal(hourSaid({ mode: 'manual', startMinute: null, dueMinute: 1020 }), 1020)
  assert.equal(hourSaid({ mode: 'auto', startMinute: 882, dueMinute: 1020 }), null)
})
