import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type CaptureContext, capture } from './model.ts'

// A Monday.
const c: CaptureContext = {
  today: '2026-03-16',
  minute: 600,
  me: 'lea',
  projects: [
    { id: 'brume', slug: 'lancement-brume-d-ete', name: 'Lancement Brume d’été' },
    { id: 'rosee', slug: 'site-rosee', name: 'Site Rosée' },
    { id: 'marais', slug: 'marais-2026', name: 'Festival du Marais' },
  ],
  people: [
    { id: 'ana', name: 'Ana Roy' },
    { id: 'karim', name: 'Karim Belkacem' },
    { id: 'elo', name: 'Élodie Marchand' },
    { id: 'jm', name: 'Jean-Marc Petit' },
    { id: 'jean', name: 'Jean Petit' },
  ],
}
const read = (text: string) => capture(text, c)
const when = (text: string) => {
  const r = read(text)
  return [r.title, r.dueOn, r.dueMinute]
}

test('the line of the brief is understood whole', () => {
  const r = read('appeler l’imprimeur demain 14h #brume @Ana !!')
  assert.deepEqual(
    [r.title, r.dueOn, r.dueMinute, r.projectId, r.assigneeIds, r.importance, r.urgency],
    ['appeler l’imprimeur', '2026-03-17', 840, 'brume', ['ana'], 3, 2],
  )
  assert.deepEqual(
    r.marks.map((m) => m.text),
    ['demain', '14h', '#brume', '@Ana', '!!'],
  )
})

test('so is its English twin', () => {
  const r = read('call the printer tomorrow at 2pm #brume @ana !!')
  assert.deepEqual(
    [r.title, r.dueOn, r.dueMinute, r.projectId, r.assigneeIds],
    ['call the printer', '2026-03-17', 840, 'brume', ['ana']],
  )
})

test('days are said in many ways', () => {
  const said: [string, string][] = [
    ['relire aujourd’hui', '2026-03-16'],
    ["relire aujourd'hui", '2026-03-16'],
    ['relire après-demain', '2026-03-18'],
    ['relire lundi', '2026-03-23'],
    ['relire vendredi', '2026-03-20'],
    ['relire pour vendredi', '2026-03-20'],
    ['relire mardi prochain', '2026-03-17'],
    ['relire jeudi en huit', '2026-03-26'],
    ['relire dans 3 jours', '2026-03-19'],
    ['relire dans deux semaines', '2026-03-30'],
    ['relire la semaine prochaine', '2026-03-23'],
    ['relire fin de semaine', '2026-03-20'],
    ['relire fin du mois', '2026-03-31'],
    ['relire le 12', '2026-04-12'],
    ['relire le 20', '2026-03-20'],
    ['relire le 1er avril', '2026-04-01'],
    ['relire le 14 juillet', '2026-07-14'],
    ['relire avant le 3 février', '2027-02-03'],
    ['relire mardi 14 avril', '2026-04-14'],
    ['relire 12/05', '2026-05-12'],
    ['relire 12/05/2027', '2027-05-12'],
    ['relire 2026-06-01', '2026-06-01'],
    ['relire today', '2026-03-16'],
    ['relire next friday', '2026-03-20'],
    ['relire by friday', '2026-03-20'],
    ['relire in 2 weeks', '2026-03-30'],
    ['relire next week', '2026-03-23'],
    ['relire on May 12', '2026-05-12'],
    ['relire May 12th, 2027', '2027-05-12'],
    ['relire 12 May', '2026-05-12'],
    ['relire day after tomorrow', '2026-03-18'],
    ['relire by the end of the week', '2026-03-20'],
    ['relire eom', '2026-03-31'],
  ]
  for (const [text, day] of said) assert.deepEqual(when(text), ['relire', day, null], text)
})

test('hours are said in many ways; an hour alone is today, or tomorrow once it has gone by', () => {
  const said: [string, string, number][] = [
    ['point à 14h', '2026-03-16', 840],
    ['point 14h30', '2026-03-16', 870],
    ['point 14 h 30', '2026-03-16', 870],
    ['point 9h', '2026-03-17', 540],
    ['point at 9:30 am tomorrow', '2026-03-17', 570],
    ['point midi', '2026-03-16', 720],
    ['point ce soir', '2026-03-16', 1080],
    ['point demain 12pm', '2026-03-17', 720],
    ['point demain 12am', '2026-03-17', 0],
    ['point vendredi 18:15', '2026-03-20', 1095],
  ]
  for (const [text, day, minute] of said) assert.deepEqual(when(text), ['point', day, minute], text)
})

test('a length is the estimate, not an hour of the day', () => {
  const r = read('Relire le dossier pendant 1h30 demain 10h')
  assert.deepEqual(
    [r.title, r.estimateMinutes, r.dueOn, r.dueMinute],
    ['Relire le dossier', 90, '2026-03-17', 600],
  )
  assert.equal(read('trier les photos 45 min').estimateMinutes, 45)
  assert.equal(read('sort pictures for 2h').estimateMinutes, 120)
})

test('people are found by first name, whole name, without accents, and oneself', () => {
  assert.deepEqual(read('voir @elodie et @Karim').assigneeIds, ['elo', 'karim'])
  assert.deepEqual(read('voir @Jean-Marc Petit').assigneeIds, ['jm'])
  assert.deepEqual(read('voir @jean').assigneeIds, ['jean'])
  assert.deepEqual(read('voir @moi').assigneeIds, ['lea'])
  assert.deepEqual(read('écrire à contact@anaroy.fr').assigneeIds, [])
})

test('what is not understood stays in the title', () => {
  for (const text of [
    'Tester #inconnu avec @personne',
    'Version 2',
    'Acheter 12 affiches',
    'Le 31 février n’existe pas'.replace('Le 31', '31'),
    'Mardigras',
    'Marseille et Mayotte',
    'Bravo !',
    'C# ou F#',
    'Campagne Mars Attacks',
  ])
    assert.equal(read(text).title, text)
  assert.equal(read('Acheter 12 affiches').dueOn, null)
  assert.equal(read('Campagne Mars Attacks').dueOn, null)
})

test('a project is found by its address, by any word of its name, without accents', () => {
  assert.equal(read('x #rosee').projectId, 'rosee')
  assert.equal(read('x #Rosée').projectId, 'rosee')
  assert.equal(read('x #marais-2026').projectId, 'marais')
  assert.equal(read('x #festival').projectId, 'marais')
})

test('priority has three strengths', () => {
  assert.deepEqual(
    [read('a !1').importance, read('a !!').importance, read('a !!').urgency, read('a !!!').urgency],
    [1, 3, 2, 3],
  )
})

test('whatever is typed, marks lie inside the text, do not lose a letter of the rest, and days are days', () => {
  const words = fc.constantFrom(
    'demain',
    '14h',
    '#brume',
    '@Ana',
    '!!',
    'le 12',
    'fin du mois',
    'ß',
    'İ',
    '30/02',
    '45 min',
    'é',
    '  ',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(words, fc.string({ unit: 'grapheme' })), { maxLength: 8 }), (parts) => {
      const text = parts.join(' ')
      const r = read(text)
      for (const m of r.marks) assert.equal(text.slice(m.from, m.to), m.text)
      if (r.dueOn) assert.match(r.dueOn, /^\d{4}-\d\d-\d\d$/)
      if (r.dueMinute !== null) assert.ok(r.dueMinute >= 0 && r.dueMinute < 1440)
      assert.ok(r.title.length <= text.length)
    }),
    { seed: 11, numRuns: 1000 },
  )
})
