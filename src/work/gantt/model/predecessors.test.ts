import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  lagText,
  parseLag,
  parsePredecessors,
  parseSpan,
  predecessorsText,
  spanText,
  usualWorth,
} from '../model.ts'
import { days } from '../testing.ts'

describe('predecessors, as people write them', () => {
  it('reads « 12FD+2j; 14 » and its English twin alike', () => {
    const wanted = [
      { number: 12, kind: 'fs', lag: days(2), lagUnit: 'work' },
      { number: 14, kind: 'fs', lag: 0, lagUnit: 'work' },
    ]
    for (const text of ['12FD+2j; 14', '12fs + 2 d, 14', '12FD+2j\n14', '12FD+2j,14'])
      assert.deepEqual(parsePredecessors(text, usualWorth), { ok: true, all: wanted }, text)
  })
  it('tells a comma in a figure from a comma between two tasks', () => {
    assert.deepEqual(parsePredecessors('3FD+1,5j, 4', usualWorth), {
      ok: true,
      all: [
        { number: 3, kind: 'fs', lag: days(1.5), lagUnit: 'work' },
        { number: 4, kind: 'fs', lag: 0, lagUnit: 'work' },
      ],
    })
  })
  it('names the piece it cannot read, and a task named twice', () => {
    assert.deepEqual(parsePredecessors('12FD+2j; douze', usualWorth), { ok: false, at: 'douze' })
    assert.deepEqual(parsePredecessors('12XY', usualWorth), { ok: false, at: '12XY' })
    assert.deepEqual(parsePredecessors('12; 12', usualWorth), { ok: false, at: '12' })
  })
  it('gives back what it was given, in both languages', () => {
    const lag = fc.oneof(
      fc.record({
        lag: fc.integer({ min: -40, max: 40 }).map((n) => n * 210),
        lagUnit: fc.constant('work' as const),
      }),
      fc.record({
        lag: fc.integer({ min: -30, max: 30 }).map((n) => n * 1440),
        lagUnit: fc.constant('elapsed' as const),
      }),
      fc.record({
        lag: fc.integer({ min: -200, max: 300 }).map((n) => n * 100),
        lagUnit: fc.constant('percent' as const),
      }),
    )
    const one = fc
      .tuple(
        fc.integer({ min: 1, max: 999 }),
        fc.constantFrom('fs' as const, 'ss' as const, 'ff' as const, 'sf' as const),
        lag,
      )
      .map(([number, kind, l]) => ({
        number,
        kind,
        ...(l.lag === 0 ? { lag: 0, lagUnit: 'work' as const } : l),
      }))
    fc.assert(
      fc.property(
        fc.uniqueArray(one, { selector: (p) => p.number, maxLength: 6 }),
        fc.constantFrom('fr' as const, 'en' as const),
        (all, tongue) => {
          const read = parsePredecessors(predecessorsText(all, usualWorth, tongue), usualWorth)
          assert.deepEqual(read, { ok: true, all: all.toSorted((a, b) => a.number - b.number) })
        },
      ),
    )
  })
  it('says elapsed days apart from working days', () => {
    assert.deepEqual(parseLag('+3jé', usualWorth), { lag: 4320, lagUnit: 'elapsed' })
    assert.deepEqual(parseLag('+3ed', usualWorth), { lag: 4320, lagUnit: 'elapsed' })
    assert.equal(lagText({ lag: 4320, lagUnit: 'elapsed' }, usualWorth, 'fr'), '+3jé')
    assert.deepEqual(parseLag('-50 %', usualWorth), { lag: -5000, lagUnit: 'percent' })
    assert.equal(parseLag('+2 lunes', usualWorth), undefined)
  })
  it('reads durations and says them back short', () => {
    assert.equal(parseSpan('3 j', usualWorth), 1260)
    assert.equal(parseSpan('1,5 sem', usualWorth), 3150)
    assert.equal(parseSpan('4h', usualWorth), 240)
    assert.equal(parseSpan('2', usualWorth), 840)
    assert.equal(parseSpan('-2 j', usualWorth), undefined)
    assert.equal(spanText(1260, usualWorth, 'fr'), '3 j')
    assert.equal(spanText(240, usualWorth, 'en'), '4 h')
  })
})
