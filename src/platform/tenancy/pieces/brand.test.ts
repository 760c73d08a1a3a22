import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inkOn } from './brand.ts'

test('words stay readable on whatever colour a client has', () => {
  assert.equal(inkOn('#1F5B4C'), '#ffffff')
  assert.equal(inkOn('#FFE15A'), '#1c1b19')
})
