import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sorted } from './sorting.ts'

const rows = [
  { n: 'Élan', v: 2 },
  { n: 'eau', v: null },
  { n: 'Zèbre', v: 10 },
]
const columns = [
  { key: 'n', sort: (row: (typeof rows)[number]) => row.n },
  { key: 'v', sort: (row: (typeof rows)[number]) => row.v },
]
const names = (key: string, down: boolean) => sorted(rows, columns, { key, down }).map(({ n }) => n)

test('names sort as a French dictionary does, capitals and accents aside', () => {
  assert.deepEqual(names('n', false), ['eau', 'Élan', 'Zèbre'])
})

test('figures sort as figures, and what is unknown goes last both ways', () => {
  assert.deepEqual(names('v', false), ['Élan', 'Zèbre', 'eau'])
  assert.deepEqual(names('v', true), ['Zèbre', 'Élan', 'eau'])
})

test('without an order the rows stay as they came', () => {
  assert.equal(sorted(rows, columns, null), rows)
})
