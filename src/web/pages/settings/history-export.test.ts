import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Change, changeRows, historyCsv, idsIn } from './history-export.ts'

const change = {
  id: '1',
  projectId: null,
  noun: 'task',
  rowId: '2',
  verb: 'changed',
  label: '=cmd()',
  actor: 'Ana "Roy"',
  actorKind: 'member',
  before: { title: 'A', done: false, version: 1 },
  after: { title: 'B', done: false, version: 2 },
  undone: false,
  at: new Date('2026-03-03T10:00:00Z'),
} as unknown as Change

test('only the fields that changed are shown, without the bookkeeping', () => {
  assert.deepEqual(changeRows(change), [{ field: 'title', before: 'A', after: 'B' }])
})

test('the rows that a change points at are found, alone or in a list', () => {
  const [ana, bob] = ['0199a0b2-1111-7abc-8def-00c0ffee1234', '0199a0b2-2222-7abc-8def-00c0ffee1234']
  const rows = changeRows({
    before: { assigneeIds: [ana], actionId: null },
    after: { assigneeIds: [ana, bob], actionId: bob },
  })
  assert.deepEqual(idsIn(rows), [ana, bob])
})

test('the export keeps quotes whole and lets no formula through', () => {
  const [, line] = historyCsv([change]).split('\r\n')
  assert.ok(line?.includes('"Ana ""Roy"""'))
  assert.ok(line?.includes(`"'=cmd()"`))
})
