import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  axisOf,
  byColumn,
  columnsOf,
  draggedDates,
  firstDay,
  fullnessOf,
  lastDay,
  offStretches,
  overByColumn,
  packLanes,
  type Span,
} from './model/axis.ts'

test('six weeks of days from this Monday, or half a year of weeks', () => {
  const days = axisOf('day', '2026-03-18')
  assert.deepEqual([firstDay(days), lastDay(days), columnsOf(days)], ['2026-03-16', '2026-04-26', 42])
  const weeks = axisOf('week', '2026-03-18', 1)
  assert.deepEqual([firstDay(weeks), columnsOf(weeks)], ['2026-05-18', 26])
})

test('weeks hold the minutes of their days', () => {
  assert.deepEqual(byColumn([1, 2, 3, 4, 5, 6, 7, 8], 7), [28, 8])
})

const spans = fc
  .array(fc.record({ from: fc.integer({ min: 0, max: 60 }), length: fc.integer({ min: 0, max: 20 }) }), {
    maxLength: 40,
  })
  .map((all) => all.map(({ from, length }, i): Span => ({ id: `t${i}`, from, to: from + length })))

test('bars of one lane never cover each other, and there are no more lanes than bars at once', () => {
  fc.assert(
    fc.property(spans, (all) => {
      const { lane, lanes } = packLanes(all)
      for (const a of all)
        for (const b of all)
          if (a !== b && lane.get(a.id) === lane.get(b.id)) assert.ok(a.to < b.from || b.to < a.from)
      const atOnce = Math.max(
        0,
        ...Array.from({ length: 90 }, (_, d) => all.filter((s) => s.from <= d && d <= s.to).length),
      )
      assert.equal(lanes, atOnce)
    }),
  )
})

test('days off are shaded in stretches', () => {
  assert.deepEqual(offStretches([0, 0, 420, 0, 420]), [
    { from: 0, to: 1 },
    { from: 3, to: 3 },
  ])
})

test('a dragged bar keeps its length, a dragged end stops at the other', () => {
  const w = { startsOn: '2026-03-16', dueOn: '2026-03-18' }
  assert.deepEqual(draggedDates(w, 'both', 2), { startsOn: '2026-03-18', dueOn: '2026-03-20' })
  assert.deepEqual(draggedDates(w, 'end', -5), { dueOn: '2026-03-16' })
  assert.deepEqual(draggedDates(w, 'start', 5), { startsOn: '2026-03-18' })
  assert.deepEqual(draggedDates({ startsOn: null, dueOn: '2026-03-18' }, 'both', 1), { dueOn: '2026-03-19' })
  assert.deepEqual(draggedDates({ startsOn: null, dueOn: '2026-03-18' }, 'start', -1), {
    startsOn: '2026-03-17',
  })
  assert.deepEqual(draggedDates(w, 'both', 0), {})
})

test('a day is free, has room, is full or too full; a day off with work on it is too full', () => {
  assert.deepEqual(
    [
      fullnessOf(0, 0),
      fullnessOf(0, 420),
      fullnessOf(200, 420),
      fullnessOf(420, 420),
      fullnessOf(421, 420),
      fullnessOf(10, 0),
    ],
    ['off', 'none', 'under', 'full', 'over', 'over'],
  )
})

test('a calm week with one day too full says so', () => {
  const axis = axisOf('week', '2026-03-16')
  const capacity = [420, 420, 420, 420, 420, 0, 0]
  const load = {
    capacity,
    planned: [600, 0, 0, 0, 0, 0, 0],
    unplacedParts: [{ minutes: 60, on: '2026-03-21' }],
  }
  assert.deepEqual(overByColumn(load, axis), [240])
})
