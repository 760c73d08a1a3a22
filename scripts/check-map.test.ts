import assert from 'node:assert/strict'
import path from 'node:path'
import { test } from 'node:test'
import { map as rooms } from '../src/map.ts'
import { check, readTree } from './check-map.ts'

const sound = {
  'platform/facts.ts': "import { enqueue } from './jobs.ts'",
  'platform/scope.ts': 'export const inScope = 1',
  'budget/model.ts': "import { z } from 'zod'",
  'budget/tables.ts': "export const budgetLines = pgTable('budget_lines', {})",
  'budget/service.ts': "import { budgetLines } from './tables.ts'\ndb.insert(budgetLines)",
  'budget/messages.ts': 'export const messages = {}',
  'work/model.ts': "import { Cents } from '#budget/model.ts'",
  'work/facts.ts': "import { fact } from '#platform/facts.ts'\nimport { Task } from './model.ts'",
  'work/service.ts':
    "import { budgetLines } from '#budget/tables.ts'\nimport { lineTotals } from '#budget/service.ts'\ndb.select().from(budgetLines)",
  'work/pages/Board.tsx':
    "import { Task } from '../model.ts'\nimport type { x } from '../service.ts'\nimport { Page } from '#web/pieces/Page.tsx'",
}
const map = { budget: [], work: ['budget'] }

/** One fault per rule, planted in a tree that has none. */
const planted: [rule: string, file: string, text: string][] = [
  ['1 platform', 'platform/mail.ts', "import { messages } from '#budget/messages.ts'"],
  ['2 model', 'work/model.ts', "import fs from 'node:fs'"],
  ['2 model', 'work/model.ts', "import { listTasks } from './service.ts'"],
  ['3 fact', 'work/facts.ts', "import { tasks } from './tables.ts'"],
  ['4 browser', 'work/pages/Board.tsx', "import { listTasks } from '../service.ts'"],
  ['4 browser', 'web/shell/Shell.tsx', "import { openPools } from '#platform/db.ts'"],
  ['5 neighbour', 'work/service.ts', "import { budgetProcedures } from '#budget/procedures.ts'"],
  ['6 arrow', 'budget/service.ts', "import { listTasks } from '#work/service.ts'"],
  ['7 owner', 'work/service.ts', "import { budgetLines } from '#budget/tables.ts'\ndb.update(budgetLines)"],
  ['7 owner', 'work/service.ts', "scope.sql('delete from budget_lines where id = $1')"],
  ['8 gate', 'work/service.ts', "import { inScope } from '#platform/scope.ts'"],
  ['8 gate', 'work/service.ts', 'const scope = {} as Scope'],
]

test('a sound tree has no fault', () => {
  assert.deepEqual(check(sound, map), [])
})

for (const [rule, file, text] of planted) {
  test(`a fault against rule ${rule} in ${file} is found: ${text.split('\n')[0]}`, () => {
    assert.deepEqual(
      check({ ...sound, [file]: text }, map).map((f) => [f.rule, f.file]),
      [[rule, file]],
    )
  })
}

test('a map that turns in a circle is refused', () => {
  assert.deepEqual(
    check(sound, { budget: ['work'], work: ['budget'] }).map((f) => f.rule),
    ['6 arrow'],
  )
})

test('a fact may be imported sideways: it is a leaf', () => {
  assert.deepEqual(
    check({ ...sound, 'budget/reactions.ts': "import { TaskFinished } from '#work/facts.ts'" }, map),
    [],
  )
})

test('this house keeps its own law', () => {
  assert.deepEqual(check(readTree(path.join(import.meta.dirname, '../src')), rooms), [])
})
