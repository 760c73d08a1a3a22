import assert from 'node:assert/strict'
import { test } from 'node:test'
import { healthOf } from '../model.ts'
import { today } from '../testing.ts'

test('a project is late, at risk or on track for reasons one can name', () => {
  const standing = {
    stage: 'running' as const,
    startsOn: '2026-03-01',
    endsOn: '2026-03-31',
    total: 10,
    done: 5,
    late: 0,
    progress: 50,
    nextMilestone: null,
    budget: null,
  }
  const health = (more: Partial<typeof standing> | object) => healthOf({ ...standing, ...more }, today)
  assert.equal(health({}), 'good')
  assert.equal(health({ total: 0, done: 0 }), 'quiet')
  assert.equal(health({ late: 1 }), 'late', 'a fifth of what is left is late')
  assert.equal(health({ total: 100, late: 1 }), 'risk')
  assert.equal(health({ progress: 10 }), 'risk', 'time runs ahead of the work')
  assert.equal(health({ budget: { plannedCents: 100, usedCents: 101 } }), 'risk')
  assert.equal(health({ endsOn: '2026-03-10' }), 'late')
  assert.equal(health({ endsOn: '2026-03-10', done: 10, progress: 100 }), 'good', 'nothing is left')
})
