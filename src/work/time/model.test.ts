import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { minutesOf, mondayOf, parseDuration, secondsOf, weekdayOf, writeDuration } from './model.ts'

test('a duration is read as people type it', () => {
  const said: [string, number | null][] = [
    ['1h30', 90],
    ['1 h 30', 90],
    ['1:30', 90],
    ['1,5', 90],
    ['1.5', 90],
    ['1,5 h', 90],
    ['90', 90],
    ['90 min', 90],
    ['45m', 45],
    ['2', 120],
    ['2h', 120],
    ['12', 720],
    ['15', 15],
    ['0,25', 15],
    ['.5', 30],
    ['2 heures', 120],
    ['1h30min', 90],
    ['1j', 420],
    ['', 0],
    ['0', 0],
    ['25h', null],
    ['1500', null],
    ['une heure', null],
    ['1h75', null],
    ['-2', null],
    ['.', null],
    ['h', null],
  ]
  for (const [text, minutes] of said) assert.equal(parseDuration(text), minutes, text)
})

test('what the sheet writes, it reads back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1440 }), (m) => assert.equal(parseDuration(writeDuration(m)), m)),
    { seed: 1 },
  )
})

test('no text breaks the reading of a duration, and none gives more than a day', () => {
  fc.assert(
    fc.property(fc.string(), (s) => {
      const m = parseDuration(s)
      assert.ok(m === null || (Number.isInteger(m) && m >= 0 && m <= 1440))
    }),
    { seed: 2, numRuns: 2000 },
  )
})

test('a paused timer stands still, a running one adds to what it had', () => {
  const now = new Date('2026-03-16T10:00:00Z')
  assert.equal(secondsOf({ seconds: 90, runningSince: null }, now), 90)
  assert.equal(secondsOf({ seconds: 90, runningSince: new Date('2026-03-16T09:59:00Z') }, now), 150)
  assert.equal(minutesOf(40), 1)
  assert.equal(minutesOf(1e9), 1440)
})

test('a week begins on Monday', () => {
  assert.equal(mondayOf('2026-03-22'), '2026-03-16')
  assert.equal(weekdayOf('2026-03-16'), 0)
})
