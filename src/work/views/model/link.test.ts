import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emptySpec, strippedCard, strippedSpec, type ViewSpec } from '../model.ts'
import { card, id } from '../testing.ts'

test('what a public link leaves out is neither in the cards nor told by the view', () => {
  const secret = card({
    assigneeIds: [id(100)],
    importance: 3,
    estimateMinutes: 90,
    fields: { [id(71)]: 4 },
    commentCount: 2,
  })
  const bare = strippedCard(secret, new Set(['who', 'priority', 'estimate']), [])
  assert.deepEqual(
    [bare.assigneeIds, bare.importance, bare.estimateMinutes, bare.fields, bare.commentCount],
    [[], 0, null, {}, 0],
  )
  const spec: ViewSpec = {
    ...emptySpec('board'),
    group: 'quadrant',
    lanes: 'who',
    sort: [{ by: 'importance', down: true }],
    totals: ['estimate'],
    filter: { all: [{ field: 'who', op: 'is', values: [id(100)] }] },
  }
  const told = strippedSpec(spec, new Set(['who', 'priority', 'estimate']))
  assert.deepEqual(
    [told.group, told.lanes, told.sort, told.totals, told.filter.all],
    [null, null, [], [], []],
  )
  const open = strippedSpec(
    { ...spec, lanes: 'status', sort: [{ by: 'due', down: true }] },
    new Set(['who', 'estimate']),
  )
  assert.deepEqual([open.group, open.lanes, open.sort], ['quadrant', 'status', [{ by: 'due', down: true }]])
})
