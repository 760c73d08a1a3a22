import assert from 'node:assert/strict'
import { test } from 'node:test'
import { grouped } from './grouping.ts'
import { monthsOver } from './months.ts'

test('a plan over the new year is drawn over whole months', () => {
  assert.deepEqual(monthsOver('2025-12-15', '2026-02-01'), [
    { first: '2025-12-01', days: 31 },
    { first: '2026-01-01', days: 31 },
    { first: '2026-02-01', days: 28 },
  ])
})

test('groups keep every action once and add up', () => {
  const action = (id: string, objectiveId: string | null, plannedCents: number) =>
    ({ id, objectiveId, channel: 'email', plannedCents, spentCents: 1 }) as never
  const groups = grouped(
    [action('1', 'o', 5), action('2', null, 7)],
    'objective',
    [
      { id: 'o', title: 'O' },
      { id: 'p', title: 'P' },
    ],
    'Sans',
    'fr',
  )
  assert.deepEqual(
    groups.map((g) => [g.label, g.actions.length, g.plannedCents]),
    [
      ['O', 1, 5],
      ['P', 0, 0],
      ['Sans', 1, 7],
    ],
  )
  assert.deepEqual(
    grouped([action('1', 'o', 5)], 'channel', [], 'Sans', 'fr').map((g) => g.label),
    ['E-mail'],
  )
})
