import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { formats } from '#platform/formats.ts'
import type { Card } from '../../model.ts'
import { instantAt, instantOf, minutesPerDay } from '../../scheduling/model.ts'
import { axisFor, barOf, cellText, drawn, pathOf, scales, xOf } from '../model.ts'
import { card, planOf } from '../testing.ts'

describe('bars and cells', () => {
  const f = formats('fr')
  const a = card({ id: 'a', startsOn: '2026-05-04', dueOn: '2026-05-05' })
  const m = card({ id: 'm', kind: 'milestone', dueOn: '2026-05-08' })
  const none = card({ id: 'n' })
  const plan = planOf([a, m, none])
  const axis = axisFor(instantOf('2026-05-04'), instantOf('2026-05-30'), scales.week)
  const row = (c: Card) => ({ kind: 'task' as const, id: c.id, card: c, depth: 0, parent: false, open: true })
  it('fills the days a task touches, and puts a milestone in the middle of its day', () => {
    const bar = barOf(row(a), plan.places, axis, instantOf('2026-05-01'))!
    assert.equal(bar.x2 - bar.x1, 2 * scales.week)
    const point = barOf(row(m), plan.places, axis, instantOf('2026-05-01'))!
    assert.equal(point.shape, 'milestone')
    assert.equal(point.x1, xOf(axis, instantOf('2026-05-08T12:00')))
  })
  it('draws no bar without a date, and says late and done', () => {
    assert.equal(barOf(row(none), plan.places, axis, 0), undefined)
    assert.equal(barOf(row(a), plan.places, axis, instantOf('2026-06-01'))?.late, true)
    assert.equal(barOf(row({ ...a, done: true }), plan.places, axis, instantOf('2026-06-01'))?.late, false)
  })
  it('says how far a task has slipped from the baseline, in working days', () => {
    const baseline = new Map([
      ['a', { start: instantOf('2026-04-30'), finish: instantAt('2026-05-01', minutesPerDay) }],
    ])
    const reading = {
      plan,
      places: plan.places,
      numbers: new Map(),
      people: [],
      baseline,
      f,
      tongue: 'fr' as const,
    }
    assert.equal(cellText('drift', row(a), reading), '+2 j')
    assert.equal(cellText('duration', row(a), reading), '2 j')
    assert.equal(cellText('start', row(none), reading), '')
  })
  it('keeps hours when they are seen', () => {
    const span = { start: instantOf('2026-05-04T09:00'), finish: instantOf('2026-05-04T12:30') }
    assert.deepEqual(drawn(span, 200), span)
    assert.deepEqual(drawn(span, scales.week), {
      start: instantOf('2026-05-04'),
      finish: instantOf('2026-05-05'),
    })
    assert.match(pathOf('approval', 10, 10, 0, 16), /^M/)
  })
})
