import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chordOf, follower, keycaps } from './keys.ts'

const press = (
  key: string,
  held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {},
) => chordOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held })

test('Ctrl and Cmd are the same key, and a question mark needs no shift said', () => {
  assert.equal(press('k', { ctrlKey: true }), 'mod+k')
  assert.equal(press('K', { metaKey: true, shiftKey: true }), 'mod+shift+k')
  assert.equal(press('?', { shiftKey: true }), '?')
})

test('a sequence waits for its second key, and is forgotten after a pause', () => {
  const follow = follower(1000)
  const goToProjects = { keys: 'g p', run: () => {} }
  assert.equal(follow('g', 5000, [goToProjects]), 'waiting')
  assert.equal(follow('p', 5400, [goToProjects]), goToProjects)
  assert.equal(follow('g', 6000, [goToProjects]), 'waiting')
  assert.equal(follow('p', 8000, [goToProjects]), null)
})

test('a key that completes nothing does not spoil the next one', () => {
  const follow = follower()
  const add = { keys: 'c', run: () => {} }
  assert.equal(follow('g', 5000, [add, { keys: 'g p', run: () => {} }]), 'waiting')
  assert.equal(follow('c', 5100, [add]), add)
})

test('keys are drawn one cap each', () => {
  assert.deepEqual(keycaps('g p'), ['G', 'P'])
  assert.deepEqual(keycaps('mod+enter').slice(1), ['↵'])
})
