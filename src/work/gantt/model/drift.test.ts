import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instantOf } from '../../scheduling/model.ts'
import { driftOf, type Kept, keptSpan } from '../model.ts'
import { days, planOf } from '../testing.ts'

const kept = (o: Partial<Kept>): Kept => ({
  taskId: 'a',
  startsOn: '2026-05-04',
  startMinute: null,
  dueOn: '2026-05-05',
  dueMinute: null,
  ...o,
})

test('a baseline keeps the whole of its days, or the hours that were said', () => {
  assert.deepEqual(keptSpan(kept({})), { start: instantOf('2026-05-04'), finish: instantOf('2026-05-06') })
  assert.deepEqual(keptSpan(kept({ startMinute: 540, dueMinute: 720 })), {
    start: instantOf('2026-05-04T09:00'),
    finish: instantOf('2026-05-05T12:00'),
  })
  assert.deepEqual(keptSpan(kept({ startsOn: null }))?.start, instantOf('2026-05-05'))
  assert.equal(keptSpan(kept({ startsOn: null, dueOn: null })), undefined)
})

test('what ends earlier has drifted the other way, and a weekend between is no drift', () => {
  const { calendar } = planOf([])
  const then = keptSpan(kept({ dueOn: '2026-05-08' }))! // a Friday
  const drift = (finish: string) => driftOf({ finish: instantOf(finish) }, then, calendar)
  assert.deepEqual([drift('2026-05-12'), drift('2026-05-10'), drift('2026-05-08')], [days(1), 0, -days(1)])
})
