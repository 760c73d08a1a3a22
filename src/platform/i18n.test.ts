import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formats, parseMoney } from './formats.ts'
import { formatter, preferredLocale } from './i18n.ts'

const messages = {
  fr: {
    tasks:
      '{count, plural, =0 {Aucune tâche} one {# tâche} many {# de tâches} other {# tâches}} : « {name} »',
    hello: 'Bonjour !',
  },
  en: { tasks: '{count, plural, =0 {No tasks} one {# task} other {# tasks}}: “{name}”', hello: 'Hello!' },
}
const fr = formats('fr', 'Europe/Paris')
const en = formats('en', 'Europe/London')

test('French puts a narrow no-break space before its high punctuation and inside its guillemets', () => {
  const t = formatter(messages, 'fr')
  assert.equal(t('hello'), 'Bonjour\u202f!')
  assert.equal(t('tasks', { count: 1, name: 'Brume' }), '1 tâche\u202f: «\u202fBrume\u202f»')
  assert.equal(t('tasks', { count: 0, name: 'x' }).slice(0, 12), 'Aucune tâche')
})

test('English keeps its own typography', () => {
  assert.equal(formatter(messages, 'en')('tasks', { count: 2, name: 'Mist' }), '2 tasks: “Mist”')
})

test('a message whose parameter is missing is still shown', () => {
  assert.ok(formatter(messages, 'en')('tasks').includes('count'))
})

test('money is written from cents, and an unknown sum is a dash, not zero', () => {
  assert.equal(fr.money(123_456_7), '12\u202f345,67\u202f€')
  assert.equal(fr.money(-50_000, 'EUR', { round: true }), '−500\u202f€')
  assert.equal(en.money(123_456, 'GBP'), '£1,234.56')
  assert.equal(fr.money(null), '–')
  assert.equal(fr.percent(0.123, { digits: 1 }), '12,3\u202f%')
})

test('near dates are said in words, far ones as a date, the year only when it differs', () => {
  const now = '2026-03-03T10:00:00Z'
  assert.equal(fr.relative('2026-03-04T08:00:00Z', now), 'demain 9\u202fh')
  assert.equal(fr.relative('2026-03-03', now), 'aujourd’hui')
  assert.equal(fr.relative('2026-03-06', now), 'vendredi')
  assert.equal(fr.relative('2026-03-03T09:30:00Z', now), 'il y a 30 minutes')
  assert.equal(fr.relative('2026-02-27', now), 'il y a 4 jours')
  assert.equal(fr.date('2026-09-15', now), '15 sept.')
  assert.equal(fr.date('2027-09-15', now), '15 sept. 2027')
  assert.equal(en.relative('2026-03-04T09:00:00Z', now), 'tomorrow, 09:00')
})

test('an instant falls on the day of its time zone', () => {
  assert.equal(formats('fr', 'Asia/Tokyo').exact('2026-03-03T20:00:00Z'), 'mercredi 4 mars 2026 à 5\u202fh')
})

test('durations read as hours and minutes', () => {
  assert.equal(fr.duration(90), '1\u202fh\u202f30')
  assert.equal(fr.duration(45), '45\u202fmin')
  assert.equal(fr.duration(0.7), '42\u202fs')
})

test('a typed sum is read in both habits', () => {
  assert.equal(parseMoney('1 234,56 €'), 123_456)
  assert.equal(parseMoney('1,234.56'), 123_456)
  assert.equal(parseMoney('1.234.567'), 123_456_700)
  assert.equal(parseMoney('1.234'), 123_400)
  assert.equal(parseMoney('0,5'), 50)
  assert.equal(parseMoney('douze'), null)
})

test('the first language of ours that is asked for wins', () => {
  assert.equal(preferredLocale(['de-DE', 'en-US', 'fr']), 'en')
  assert.equal(preferredLocale(['it']), 'fr')
})
