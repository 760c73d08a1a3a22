import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Column } from '../views/pieces/columns.ts'
import { card, context, id } from '../views/testing.ts'
import { cellPatch, cellText, readBlock, readDay, readMinutes, writeBlock } from './tableCells.ts'

const column = (key: string): Column => ({
  key,
  label: key,
  width: 100,
  ...(key.startsWith('field:') && { field: { id: key.slice(6), kind: 'number' as const } }),
})
const ctx = context([])
const keys = ['who', 'label', 'status', 'action', 'kind', 'importance', 'due', 'estimate', 'progress']
const full = card({
  assigneeIds: [id(100), id(101)],
  labelIds: [id(41)],
  statusId: id(11),
  actionId: id(50),
  kind: 'milestone',
  importance: 3,
  dueOn: '2026-04-01',
  estimateMinutes: 90,
  progress: 40,
  fields: { [id(70)]: ['a'], [id(71)]: 12.5, [id(72)]: [id(101)] },
})

test('a line copied and pasted on another says the same there', () => {
  const empty = card()
  const all = [...keys, ...[70, 71, 72].map((n) => `field:${id(n)}`)]
  let copy = { ...empty }
  for (const key of all) {
    const patch = cellPatch(empty, column(key), cellText(full, column(key), ctx), ctx)
    assert.ok(patch, `${key}: « ${cellText(full, column(key), ctx)} »`)
    copy = { ...copy, ...patch, fields: { ...copy.fields, ...patch.fields } } as typeof copy
  }
  for (const key of all) assert.equal(cellText(copy, column(key), ctx), cellText(full, column(key), ctx), key)
  assert.deepEqual([copy.assigneeIds, copy.fields], [full.assigneeIds, full.fields])
})

test('what a column does not expect is refused, and an empty text empties what may be empty', () => {
  const write = (key: string, text: string) => cellPatch(full, column(key), text, ctx)
  assert.equal(write('who', 'Personne d’ici'), undefined)
  assert.equal(write('status', ''), undefined)
  assert.equal(write('due', 'demain peut-être'), undefined)
  assert.equal(write('estimate', 'beaucoup'), undefined)
  assert.deepEqual(write('who', ''), { assigneeIds: [] })
  assert.deepEqual(write('who', 'éric blin ; Ana Roy'), { assigneeIds: [id(101), id(100)] })
  assert.deepEqual(write('due', ''), { dueOn: null })
  assert.deepEqual(write(`field:${id(71)}`, ''), { fields: { [id(71)]: null } })
  assert.equal(cellPatch(full, null, '  ', ctx), undefined, 'a task keeps its title')
})

test('a column of another project is not taken for one of this', () => {
  const other = card({ projectId: id(2), statusId: id(20) })
  const portfolio = context([], null)
  assert.deepEqual(cellPatch(other, column('status'), 'Fait', portfolio), { statusId: id(22) })
  assert.equal(cellPatch(other, column('status'), 'En cours', portfolio), undefined)
})

test('days and hours are read as people and spreadsheets write them', () => {
  assert.deepEqual(
    ['2026-03-18', '18/03/2026', '18.3.26', '31/02/2026', '2026-13-01', 'jeudi'].map(readDay),
    ['2026-03-18', '2026-03-18', '2026-03-18', undefined, undefined, undefined],
  )
  assert.deepEqual(['1h30', '1,5', '90 min', 'x'].map(readMinutes), [90, 90, 90, null])
})

test('any block of cells copied is read back as it was, tabs, line ends and quotes included', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'é', ' ', '"', '\t', '\n', ','), maxLength: 6 })
  fc.assert(
    fc.property(
      fc
        .integer({ min: 1, max: 4 })
        .chain((n) =>
          fc.array(fc.array(cell, { minLength: n, maxLength: n }), { minLength: 1, maxLength: 4 }),
        ),
      (rows) => {
        // A block of one empty cell at its end is what a spreadsheet’s last line end looks like.
        fc.pre(rows.at(-1)?.some((c) => c !== '') ?? false)
        assert.deepEqual(readBlock(writeBlock(rows)), rows)
      },
    ),
    { seed: 3, numRuns: 500 },
  )
  assert.deepEqual(readBlock('a\tb\r\nc\td\r\n'), [
    ['a', 'b'],
    ['c', 'd'],
  ])
})
