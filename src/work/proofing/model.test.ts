import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { believed, heard, still, typists, writing } from '../presence/model.ts'
import { canPin, nearTime, numbered, placeOf, shownAs, threadsOf, timecode } from './model.ts'

test('a place stays on the picture and means the same at any size', () => {
  const any = fc.double({ min: -5_000, max: 5_000, noNaN: true })
  const side = fc.double({ min: 1, max: 5_000, noNaN: true })
  fc.assert(
    fc.property(any, any, side, side, (x, y, width, height) => {
      const at = placeOf({ x, y }, { left: 0, top: 0, width, height })
      assert.ok(at.x >= 0 && at.x <= 1 && at.y >= 0 && at.y <= 1)
      const twice = placeOf({ x: x * 2, y: y * 2 }, { left: 0, top: 0, width: width * 2, height: height * 2 })
      assert.ok(Math.abs(at.x - twice.x) < 1e-4 && Math.abs(at.y - twice.y) < 1e-4)
    }),
    { seed: 20260316, numRuns: 200 },
  )
  assert.deepEqual(placeOf({ x: 10, y: 10 }, { left: 0, top: 0, width: 0, height: 0 }), { x: 0, y: 0 })
})

test('what can be looked at, and what can be pinned, is known by what the file is', () => {
  assert.deepEqual(
    ['image/png', 'application/pdf', 'video/mp4', 'audio/mpeg', 'text/plain', 'image/svg+xml', null].map(
      shownAs,
    ),
    ['image', 'pdf', 'video', 'audio', 'text', null, null],
  )
  assert.deepEqual(['image/png', 'audio/mpeg', null].map(canPin), [true, false, false])
})

test('a moment of a film is written as players do, and its pin is seen around it', () => {
  assert.deepEqual([timecode(0), timecode(62.54), timecode(3_725, '.')], ['0:00,0', '1:02,5', '1:02:05.0'])
  const pin = { version: 1, time: 10, x: 0, y: 0 }
  assert.deepEqual([nearTime(pin, 9.5), nearTime(pin, 12)], [true, false])
})

test('the number of a pin never changes hands, and an orphan answer still stands', () => {
  const at = (id: string, minute: number, parentId: string | null = null) => ({
    id,
    parentId,
    pin: parentId ? null : { version: 1, x: 0, y: 0 },
    writtenAt: new Date(Date.UTC(2026, 2, 16, 9, minute)),
  })
  const all = [at('b', 2), at('a', 1), at('c', 3, 'a'), at('d', 4, 'gone')]
  assert.deepEqual(
    numbered(all).map((p) => [p.id, p.number]),
    [
      ['a', 1],
      ['b', 2],
    ],
  )
  assert.deepEqual(
    threadsOf(all).map((th) => [th.first.id, th.answers.map((c) => c.id)]),
    [
      ['b', []],
      ['a', ['c']],
      ['d', []],
    ],
  )
})

test('who is silent for too long has left, and a hand that stopped no longer writes', () => {
  const word = { place: 'p', who: 'ben', name: 'Ben', ask: false }
  const seen = heard(heard(new Map(), { ...word, state: 'typing' }, 500), { ...word, state: 'here' }, 1_000)
  assert.deepEqual(typists(seen, 2_000), ['Ben'])
  assert.deepEqual(typists(seen, writing + 501), [])
  assert.equal(still(seen, believed).size, 1)
  assert.equal(still(seen, believed + 1_001).size, 0)
  assert.equal(heard(seen, { ...word, state: 'gone' }, 2_000).size, 0)
})
