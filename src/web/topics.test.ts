import assert from 'node:assert/strict'
import { test } from 'node:test'
import { concerns } from './topics.ts'

test('a change of a task concerns every query about tasks, in whichever room', () => {
  assert.ok(concerns('task', ['work', 'tasks', 'list']))
  assert.ok(concerns('project', ['projects', 'list']))
  assert.ok(concerns('budgetLine', ['budget', 'lines', 'list']))
})

test('it concerns nothing else', () => {
  assert.ok(!concerns('task', ['budget', 'lines', 'list']))
  assert.ok(!concerns('budgetLine', ['budget', 'entries', 'list']))
  assert.ok(!concerns('work', ['workspaces', 'list']))
})

test('the history hears of everything, and an overview names what it is made of', () => {
  assert.ok(concerns('task', ['history', 'list']))
  assert.ok(concerns('objective', ['insight', 'today'], ['task', 'objective']))
})
