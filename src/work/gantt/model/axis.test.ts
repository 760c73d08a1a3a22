import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { dayNumber, instantOf } from '../../scheduling/model.ts'
import { axisFor, fitScale, instantOfX, scales, ticks, unitsAt, weekNumber, xOf } from '../model.ts'

describe('the time axis', () => {
  const axis = axisFor(instantOf('2026-05-04'), instantOf('2026-06-12'), scales.week)
  it('turns days into pixels and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 * 1440 }), (t) => {
        const at = instantOf('2026-05-01') + t
        assert.ok(Math.abs(instantOfX(axis, xOf(axis, at)) - at) <= 1)
      }),
    )
  })
  it('leaves no gap between ticks, whatever the unit', () => {
    for (const unit of ['hour', 'day', 'week', 'month', 'quarter', 'year'] as const) {
      const found = ticks(unit, dayNumber('2026-02-25'), dayNumber('2027-03-02'))
      assert.ok(found[0]!.at <= dayNumber('2026-02-25'), unit)
      for (let i = 1; i < found.length; i++) assert.equal(found[i]!.at, found[i - 1]!.to, unit)
    }
  })
  it('numbers weeks as ISO 8601 does', () => {
    assert.equal(weekNumber(dayNumber('2026-01-01')), 1)
    assert.equal(weekNumber(dayNumber('2027-01-01')), 53)
    assert.equal(weekNumber(dayNumber('2026-12-31')), 53)
  })
  it('shows coarser units as one steps back, and everything when asked to fit', () => {
    assert.deepEqual(unitsAt(scales.day), ['month', 'day'])
    assert.deepEqual(unitsAt(scales.quarter), ['quarter', 'month'])
    const [first, last] = [instantOf('2026-01-01'), instantOf('2027-12-31')]
    assert.ok(((last - first) / 1440) * fitScale(first, last, 900) <= 900)
  })
})
