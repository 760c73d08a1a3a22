import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readDay, readTime } from './model.ts'

// A Friday.
const today = '2026-06-12'

test('a date is typed as one writes it, in figures', () => {
  for (const typed of ['15/06/2026', '15/6', '15.06.26', '15-06-2026', '15 6', '1506', '150626', '15062026'])
    assert.equal(readDay(typed, today), '2026-06-15', typed)
  assert.equal(readDay('2026-06-15', today), '2026-06-15')
  assert.equal(readDay('15', today), '2026-06-15')
  assert.equal(readDay('3/2', today), '2027-02-03', 'a day that has gone by is next year’s')
})

test('and in words, French and English', () => {
  for (const typed of ['15 juin', '15 June', 'June 15', 'lundi', 'Lun.', 'monday', 'dans 3 jours', '+3'])
    assert.equal(readDay(typed, today), '2026-06-15', typed)
  assert.equal(readDay('aujourd’hui', today), today)
  assert.equal(readDay('demain', today), '2026-06-13')
  assert.equal(readDay('hier', today), '2026-06-11')
  assert.equal(readDay('1er août', today), '2026-08-01')
})

test('without a year, what must lie in the past lies there', () => {
  assert.equal(readDay('15/12', today, { max: today }), '2025-12-15')
  assert.equal(readDay('15/12/2026', today, { max: today }), '2026-12-15', 'a year that is typed is kept')
})

test('what is no day is none', () => {
  for (const typed of ['', '31/02', '45', 'bientôt', '12/6 ou 13/6', '99/99/2026'])
    assert.equal(readDay(typed, today), null, typed)
})

test('a time of day is typed as one writes it', () => {
  for (const typed of ['14h30', '14:30', '14 h 30', '1430', '14.30', '2:30 pm'])
    assert.equal(readTime(typed), 14 * 60 + 30, typed)
  assert.equal(readTime('9'), 540)
  assert.equal(readTime('9h'), 540)
  assert.equal(readTime('midi'), 720)
  for (const typed of ['', '25h', '9h75', 'tôt']) assert.equal(readTime(typed), null, typed)
})
