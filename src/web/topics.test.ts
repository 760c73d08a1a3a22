import assert from 'node:assert/strict'
import { test } from 'node:test'
import { concerns } from './topics.ts'

test('a change of tasks concerns every query about tasks, in whichever room', () => {
  assert.ok(concerns('tasks', ['work', 'tasks', 'list']))
  assert.ok(concerns('work.tasks', ['work', 'tasks', 'list']))
  assert.ok(concerns('work', ['work', 'tasks', 'list']))
})

test('it concerns nothing else', () => {
  assert.ok(!concerns('tasks', ['budget', 'lines', 'list']))
  assert.ok(!concerns('work.tasks', ['work', 'boards', 'tasks']))
  assert.ok(!concerns('task', ['work', 'tasks']))
})
