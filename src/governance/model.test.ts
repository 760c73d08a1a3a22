import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type PlanSnapshot, planChanges, stateAfter } from './model.ts'

const snapshot = (o: Partial<PlanSnapshot>): PlanSnapshot => ({
  project: { name: 'P', summary: '', startsOn: null, endsOn: null },
  currency: 'EUR',
  objectives: [],
  actions: [],
  lines: [],
  totalCents: 0,
  ...o,
})

test('a yes needs everybody; a refusal weighs more than a wish for changes', () => {
  assert.equal(stateAfter(['approved', null]), 'pending')
  assert.equal(stateAfter(['approved', 'approved']), 'approved')
  assert.equal(stateAfter(['approved', 'changes']), 'changes')
  assert.equal(stateAfter(['changes', 'refused', null]), 'refused')
  assert.equal(stateAfter([]), 'pending')
})

test('a line that costs more, one that came and one that went are three changes', () => {
  const line = (id: string, label: string, plannedCents: number) => ({ id, label, plannedCents })
  const changes = planChanges(
    snapshot({ lines: [line('a', 'Influence', 100), line('b', 'Presse', 200)] }),
    snapshot({ lines: [line('a', 'Influence', 150), line('c', 'Vidéo', 300)] }),
  )
  assert.deepEqual(
    changes.map((c) => [c.part, c.kind, c.title, c.fields]),
    [
      ['lines', 'changed', 'Influence', [{ field: 'plannedCents', before: 100, after: 150 }]],
      ['lines', 'added', 'Vidéo', []],
      ['lines', 'removed', 'Presse', []],
    ],
  )
  assert.deepEqual(planChanges(snapshot({}), snapshot({})), [])
})

test('a name kept with its languages in another order is the same name', () => {
  const objective = (metric: { fr: string; en: string }) => ({
    id: 'o',
    title: 'Visites',
    metric,
    unit: 'count' as const,
    unitName: '',
    baseline: 1,
    target: 2,
    dueOn: null,
  })
  const kept = snapshot({ objectives: [objective({ en: 'Visits', fr: 'Visites' })] })
  assert.deepEqual(
    planChanges(kept, snapshot({ objectives: [objective({ fr: 'Visites', en: 'Visits' })] })),
    [],
  )
  assert.equal(
    planChanges(kept, snapshot({ objectives: [objective({ fr: 'Ventes', en: 'Sales' })] })).length,
    1,
  )
})
