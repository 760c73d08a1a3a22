import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { formatter } from '#platform/i18n.ts'
import { messages } from './messages.ts'
import { ruleWords } from './model/words.ts'
import { addDays, daysOf, frequencies, type Rule, readRule, shifted, weekdays, writeRule } from './model.ts'

const rule = (text: string): Rule => {
  const r = readRule(text)
  assert.ok(!('fault' in r), JSON.stringify(r))
  return r
}
const days = (text: string, start: string, to = '2027-12-31') => daysOf(rule(text), start, start, to, 5)

test('the rules of a team come on the days it expects', () => {
  assert.deepEqual(days('FREQ=WEEKLY;BYDAY=MO,TH', '2026-11-23'), [
    '2026-11-23',
    '2026-11-26',
    '2026-11-30',
    '2026-12-03',
    '2026-12-07',
  ])
  assert.deepEqual(days('FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;COUNT=3', '2026-11-23'), [
    '2026-11-23',
    '2026-12-07',
    '2026-12-21',
  ])
  assert.deepEqual(days('FREQ=MONTHLY;BYDAY=-1FR;COUNT=2', '2026-11-01'), ['2026-11-27', '2026-12-25'])
  assert.deepEqual(days('FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3', '2026-12-01'), [
    '2026-12-31',
    '2027-01-31',
    '2027-03-31',
  ])
  assert.deepEqual(days('FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=2', '2027-02-01'), ['2027-02-28', '2027-03-31'])
  assert.deepEqual(days('RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', '2026-01-01', '2032-12-31'), [
    '2028-02-29',
    '2032-02-29',
  ])
  assert.deepEqual(days('FREQ=DAILY;UNTIL=20261124T235959Z', '2026-11-23'), ['2026-11-23', '2026-11-24'])
})

test('a window in the middle of a series shows its days, not a series begun anew', () => {
  const r = rule('FREQ=WEEKLY;INTERVAL=3;BYDAY=TU')
  assert.deepEqual(daysOf(r, '2026-01-06', '2026-02-01', '2026-03-31'), [
    '2026-02-17',
    '2026-03-10',
    '2026-03-31',
  ])
  assert.deepEqual(daysOf(rule('FREQ=DAILY;COUNT=3'), '2026-01-01', '2026-01-03', '2026-02-01'), [
    '2026-01-03',
  ])
})

test('a rule by the minute, with strange parts or written wrong is refused with what is wrong', () => {
  assert.deepEqual(readRule('FREQ=SECONDLY'), { fault: 'rule.fault.freq', what: 'SECONDLY' })
  assert.deepEqual(readRule('FREQ=DAILY;BYHOUR=9'), { fault: 'rule.fault.part', what: 'BYHOUR=9' })
  assert.deepEqual(readRule('tous les lundis'), { fault: 'rule.fault.shape', what: 'TOUS LES LUNDIS' })
  assert.deepEqual(readRule('FREQ=WEEKLY;BYDAY=1MO'), { fault: 'rule.fault.part', what: 'BYDAY' })
  assert.equal('fault' in readRule('FREQ=DAILY;COUNT=2;UNTIL=20270101'), true)
  assert.equal('fault' in readRule('FREQ=DAILY;UNTIL=20270231'), true)
  assert.equal('fault' in readRule('FREQ=DAILY;INTERVAL=0'), true)
})

test('a rule read and written again is the same rule', () => {
  const any = fc.record({
    freq: fc.constantFrom(...frequencies),
    interval: fc.integer({ min: 1, max: 999 }),
    byDay: fc
      .uniqueArray(fc.constantFrom(...weekdays), { maxLength: 7 })
      .map((d) => d.map((day) => ({ day, nth: null }))),
    byMonthDay: fc.uniqueArray(fc.integer({ min: 1, max: 31 }), { maxLength: 4 }),
    byMonth: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 4 }),
    count: fc.option(fc.integer({ min: 1, max: 9999 })),
    until: fc.constant(null),
  })
  fc.assert(
    fc.property(any, (r) => assert.deepEqual(readRule(writeRule(r)), { ...r })),
    { seed: 11 },
  )
})

test('a day off is moved to the working day before or after, and left alone when there is none', () => {
  const works = (d: string) => !['2026-11-28', '2026-11-29'].includes(d)
  assert.equal(shifted('2026-11-28', 'after', works), '2026-11-30')
  assert.equal(shifted('2026-11-29', 'before', works), '2026-11-27')
  assert.equal(shifted('2026-11-28', 'none', works), '2026-11-28')
  assert.equal(
    shifted('2026-11-28', 'after', () => false),
    '2026-11-28',
  )
  assert.equal(addDays('2028-02-28', 2), '2028-03-01')
})

test('a rule is said in words, in both languages', () => {
  const said = (text: string, locale: 'fr' | 'en') =>
    ruleWords(rule(text), formatter(messages, locale), locale, (d) => d)
  assert.equal(
    said('FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH', 'fr'),
    'toutes les 2 semaines, le lundi et le jeudi',
  )
  assert.equal(said('FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 'fr'), 'chaque semaine, du lundi au vendredi')
  assert.match(said('FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,SA', 'fr'), /le lundi, .* et le samedi$/)
  assert.match(said('FREQ=WEEKLY;BYDAY=MO,TU,WE,TH', 'fr'), /le lundi, .* et le jeudi$/)
  assert.equal(said('FREQ=MONTHLY;BYDAY=-1FR;COUNT=3', 'fr'), 'chaque mois, le dernier vendredi, 3 fois')
  assert.equal(said('FREQ=MONTHLY;BYMONTHDAY=1', 'fr'), 'chaque mois, le 1er')
  assert.equal(said('FREQ=MONTHLY;BYMONTHDAY=-1', 'en'), 'every month, on the last day')
  assert.equal(
    said('FREQ=MONTHLY;BYMONTHDAY=22;UNTIL=20270101', 'en'),
    'every month, on the 22nd, until 2027-01-01',
  )
  assert.equal(said('FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=8', 'fr'), 'chaque année, le 8, en mars')
})
