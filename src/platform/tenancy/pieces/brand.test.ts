import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inkOn, readableOnWhite } from './brand.ts'

test('words stay readable on whatever colour a client has', () => {
  assert.equal(inkOn('#1F5B4C'), '#ffffff')
  assert.equal(inkOn('#FFE15A'), '#1c1b19')
  assert.equal(readableOnWhite('#1F5B4C'), '#1F5B4C')
  assert.notEqual(readableOnWhite('#FFE15A'), '#FFE15A')
  assert.equal(readableOnWhite('#ffffff').length, 7)
})
