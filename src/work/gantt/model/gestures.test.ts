import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { instantOf, minutesPerDay } from '../../scheduling/model.ts'
import { outcomeOf, snapped } from '../model.ts'
import { card, days, link, planOf } from '../testing.ts'

describe('a hand on a bar', () => {
  it('moves a task set by hand by whole days, weekends included', () => {
    const a = card({ id: 'a', startsOn: '2026-05-07', dueOn: '2026-05-08' })
    const plan = planOf([a])
    const made = outcomeOf(a, plan.places('a')!, { kind: 'move', by: 2 * minutesPerDay }, plan.calendar)
    assert.deepEqual(made?.patch, { startsOn: '2026-05-09', dueOn: '2026-05-10' })
  })
  it('never lets one end cross the other', () => {
    const a = card({ id: 'a', startsOn: '2026-05-04', dueOn: '2026-05-06' })
    const plan = planOf([a])
    fc.assert(
      fc.property(
        fc.integer({ min: -30, max: 30 }),
        fc.constantFrom('start' as const, 'finish' as const),
        (n, kind) => {
          const { patch } = outcomeOf(a, plan.places('a')!, { kind, by: n * minutesPerDay }, plan.calendar)!
          assert.ok((patch.startsOn ?? a.startsOn!) <= (patch.dueOn ?? a.dueOn!))
        },
      ),
    )
  })
  it('tells an automatic task not to start before, and its followers move along', () => {
    const a = card({ id: 'a', startsOn: '2026-05-04', dueOn: '2026-05-05' })
    const b = card({
      id: 'b',
      mode: 'auto',
      startsOn: '2026-05-06',
      dueOn: '2026-05-07',
      durationMinutes: days(2),
    })
    const c = card({
      id: 'c',
      mode: 'auto',
      startsOn: '2026-05-08',
      dueOn: '2026-05-08',
      durationMinutes: days(1),
    })
    const plan = planOf([a, b, c], [link('a', 'b'), link('b', 'c')])
    const placed = plan.places('b')!
    const made = outcomeOf(b, placed, { kind: 'move', by: minutesPerDay }, plan.calendar)!
    assert.deepEqual(made.patch, { constraintKind: 'snet', constraintAt: '2026-05-07T09:00' })
    const { places: tried } = plan.attempt(new Map([['b', made.change]]))
    assert.equal(tried('b')!.start, instantOf('2026-05-07T09:00'))
    assert.equal(tried('c')!.start, instantOf('2026-05-11T09:00'))
    assert.equal(plan.places('c')!.start, instantOf('2026-05-08T09:00'), 'what stands is untouched')
    assert.equal(
      plan.attempt(new Map()).places('c')!.start,
      instantOf('2026-05-08T09:00'),
      'nothing is left of a try',
    )
  })
  it('makes an automatic task longer in working time', () => {
    const b = card({ id: 'b', mode: 'auto', startsOn: '2026-05-07', durationMinutes: days(2) })
    const plan = planOf([b])
    const made = outcomeOf(b, plan.places('b')!, { kind: 'finish', by: 3 * minutesPerDay }, plan.calendar)!
    assert.equal(made.patch.durationMinutes, days(3), 'Friday pulled to Monday is one more day of work')
  })
  it('snaps to days, and to quarters of an hour once hours are seen', () => {
    assert.equal(snapped(800, false), 1440)
    assert.equal(snapped(-700, false), 0)
    assert.equal(snapped(52, true), 45)
  })
  it('shows the circle that a link would close', () => {
    const [a, b] = [
      card({ id: 'a', startsOn: '2026-05-04', dueOn: '2026-05-05' }),
      card({ id: 'b', mode: 'auto' }),
    ]
    const plan = planOf([a, b], [link('a', 'b')])
    assert.deepEqual(new Set(plan.circle(b, a, 'fs')), new Set(['a', 'b']))
    assert.equal(planOf([a, b]).circle(b, a, 'fs'), null)
  })
})
