import assert from 'node:assert/strict'
import { test } from 'node:test'
import { score } from './matching.ts'

test('accents, capitals and apostrophes do not matter', () => {
  assert.ok(score('ete', 'Lancement Brume d’été') > 0)
  assert.ok(score("brume d'ete", 'Lancement Brume d’été') > 0)
  assert.ok(score('REGL esp', 'Réglages : Espace') > 0)
})

test('every word typed must be found', () => {
  assert.equal(score('brume hiver', 'Lancement Brume d’été'), 0)
})

test('the start of the label comes before the middle, which comes before other words', () => {
  assert.ok(score('pro', 'Projets') > score('pro', 'Ajouter un projet'))
  assert.ok(score('pro', 'Ajouter un projet') > score('pro', 'Brume', 'Provence'))
})
