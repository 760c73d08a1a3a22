import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayNumber } from '../../scheduling/model.ts'
import { tickText, type Unit } from '../model.ts'

const at = dayNumber('2026-05-04') // a Monday
const said = (unit: Unit, width: number, tongue: 'fr' | 'en' = 'fr', day = at) =>
  tickText(unit, { at: day, to: day + 1 }, width, tongue)

test('a tick says as much as its place allows', () => {
  assert.deepEqual([said('day', 120), said('day', 60), said('day', 20)], ['lun. 4 mai', 'lun. 4', '4'])
  assert.deepEqual([said('week', 60), said('week', 30)], ['S19 · 4', '4'])
  assert.deepEqual([said('month', 120), said('month', 40)], ['mai 2026', 'mai'])
  assert.deepEqual([said('quarter', 80), said('quarter', 40)], ['T2 2026', 'T2'])
  assert.equal(said('year', 40), '2026')
})

test('and says it in the reader’s language', () => {
  assert.deepEqual([said('hour', 30, 'fr', at + 0.375), said('hour', 30, 'en', at + 0.375)], ['9 h', '9:00'])
  assert.deepEqual([said('week', 60, 'en'), said('quarter', 80, 'en')], ['W19 · 4', 'Q2 2026'])
})

test('the four quarters begin in January, April, July and October', () => {
  const of = (day: string) => said('quarter', 40, 'fr', dayNumber(day))
  assert.deepEqual(
    ['2026-01-01', '2026-03-31', '2026-04-01', '2026-09-30', '2026-10-01', '2026-12-31'].map(of),
    ['T1', 'T1', 'T2', 'T3', 'T4', 'T4'],
  )
})
