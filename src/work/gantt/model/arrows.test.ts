import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { distanceTo, kindBetween, route } from '../model.ts'

describe('links as arrows', () => {
  it('turns only at right angles, starts and ends where it should', () => {
    const at = fc.integer({ min: 0, max: 2000 })
    fc.assert(
      fc.property(
        fc.constantFrom('fs' as const, 'ss' as const, 'ff' as const, 'sf' as const),
        at,
        at,
        at,
        at,
        (kind, x1, y1, x2, y2) => {
          const points = route(kind, { x1, y1, x2, y2 }, 34)
          assert.deepEqual(points[0], [x1, y1])
          assert.deepEqual(points.at(-1), [x2, y2])
          for (let i = 1; i < points.length; i++)
            assert.ok(points[i]![0] === points[i - 1]![0] || points[i]![1] === points[i - 1]![1])
          // It arrives at a start from the left, at an end from the right.
          const before = points.at(-2)![0]
          assert.ok(kind === 'fs' || kind === 'ss' ? before <= x2 : before >= x2)
          assert.equal(distanceTo(points, x1, y1), 0)
        },
      ),
    )
  })
  it('names the link by the ends one pulled', () => {
    assert.deepEqual(
      [
        kindBetween(true, true),
        kindBetween(false, true),
        kindBetween(true, false),
        kindBetween(false, false),
      ],
      ['fs', 'ss', 'ff', 'sf'],
    )
  })
})
