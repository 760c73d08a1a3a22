import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { computed, evaluate, type Value } from './model/evaluate.ts'
import { FormulaError, parse, renamed } from './model/formula.ts'
import { type Field, fieldKey, fieldValue, mergeFields } from './model.ts'

const field = (kind: Field['kind'], more: Partial<Field> = {}): Field => ({
  id: `id-${more.name ?? kind}`,
  projectId: null,
  name: kind,
  kind,
  options: [],
  formula: '',
  position: 0,
  archived: false,
  version: 1,
  ...more,
})
const calc = (text: string, values: Record<string, Value> = {}) =>
  evaluate(parse(text), (name) => values[name] ?? null, '2026-11-22')
const faultOf = (text: string, values: Record<string, Value> = {}) => {
  try {
    calc(text, values)
    return 'none'
  } catch (e) {
    return e instanceof FormulaError ? e.why.fault : String(e)
  }
}

test('formulas count as at school, with French commas and English points', () => {
  assert.equal(calc('1 + 2 * 3'), 7)
  assert.equal(calc('(1,5 + 0.5) × 4 ÷ 2'), 4)
  assert.equal(calc('-2 * -3 − 1'), 5)
  assert.equal(calc('10 - 3 - 2'), 5)
})

test('functions have French and English names and take « ; » or a comma', () => {
  assert.equal(calc('SI(2 > 1; "oui"; "non")'), 'oui')
  assert.equal(calc('if([a] = 0, 1, 2)', { a: 3 }), 2)
  assert.equal(calc('SOMME(1; 2; [vide])'), 3)
  assert.equal(calc('arrondi(2,345; 2)'), 2.35)
  assert.equal(calc('moyenne(1; 2; 6)'), 3)
  assert.equal(calc('min("2026-03-01"; "2026-02-01")'), '2026-02-01')
})

test('days are counted, moved and compared', () => {
  assert.equal(calc('jours([d]; [f])', { d: '2026-03-01', f: '2026-03-15' }), 14)
  assert.equal(calc('[d] + 30', { d: '2026-01-31' }), '2026-03-02')
  assert.equal(calc('[f] - [d]', { d: '2026-03-01', f: '2026-03-15' }), 14)
  assert.equal(calc('AUJOURDHUI() > "2026-01-01"'), true)
})

test('what is empty stays empty through arithmetic and can be asked for', () => {
  assert.equal(calc('[a] * 2'), null)
  assert.equal(calc('vide([a]) ET NON vide([b])', { b: 1 }), true)
  assert.equal(calc('[a] & "!"'), '!')
})

test('a mistake is named with its place, and nothing is ever run', () => {
  assert.equal(faultOf('1 +'), 'end')
  assert.equal(faultOf('1 ) 2'), 'unexpected')
  assert.equal(faultOf('constructor("x")'), 'function')
  assert.equal(faultOf('SI(1)'), 'arguments')
  assert.equal(faultOf('1 / 0'), 'zero')
  assert.equal(faultOf('"a" * 2'), 'type')
  assert.equal(faultOf('('.repeat(500)), 'long')
  assert.equal(faultOf('process.exit()'), 'unexpected')
})

test('whatever is typed, reading a formula ends in a value or in a fault that can be said', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (text) => {
      try {
        calc(text)
      } catch (e) {
        assert.ok(e instanceof FormulaError, String(e))
      }
    }),
    { seed: 3, numRuns: 2_000 },
  )
})

test('sums and products written out are counted as JavaScript counts them', () => {
  const leaf = fc.integer({ min: 0, max: 999 }).map(String)
  const tree = fc.letrec<{ e: string }>((tie) => ({
    e: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.tuple(tie('e'), fc.constantFrom('+', '-', '*'), tie('e')).map(([a, op, b]) => `(${a} ${op} ${b})`),
    ),
  })).e
  fc.assert(
    fc.property(tree, (text) => assert.equal(calc(text), new Function(`return ${text}`)())),
    { seed: 5, numRuns: 300 },
  )
})

test('a field renamed does not break the formulas that read it; texts in quotes are left alone', () => {
  const byId = renamed(
    '[Budget] - [Dépensé] & "[Budget]"',
    (name) => ({ Budget: 'b1', Dépensé: 'd1' })[name] ?? name,
  )
  assert.equal(byId, '[b1] - [d1] & "[Budget]"')
})

test('a formula reads money in whole units, choices and people by name, and other formulas', () => {
  const cost = field('money', { name: 'cost' })
  const channel = field('choice', {
    name: 'channel',
    options: [{ id: 'x', name: 'Radio', colour: 'grey' }],
  })
  const double = field('formula', { name: 'double', formula: '[id-cost] * 2' })
  const label = field('formula', { name: 'label', formula: '[id-channel] & " " & [id-double]' })
  const task = {
    title: 'Spot',
    startsOn: null,
    dueOn: null,
    estimateMinutes: 90,
    spentMinutes: 30,
    progress: 0,
    fields: { 'id-cost': 12_345, 'id-channel': ['x'] },
  }
  const o = { today: '2026-11-22', personName: () => '' }
  const all = [cost, channel, double, label]
  assert.deepEqual(computed(label, task, all, o), { value: 'Radio 246.9' })
  assert.deepEqual(computed(field('formula', { formula: '[estimate] - [spent]' }), task, all, o), {
    value: 1,
  })
})

test('a count of days between two days of which one is missing is empty, not a fault', () => {
  const task = { title: '', estimateMinutes: null, spentMinutes: 0, progress: 0, fields: {} }
  const between = field('formula', { formula: 'days([start]; [due])' })
  const said = (startsOn: string | null, dueOn: string | null) =>
    computed(between, { ...task, startsOn, dueOn }, [between], { today: '2026-01-01', personName: () => '' })
  assert.deepEqual(said('2026-03-02', '2026-03-09'), { value: 7 })
  for (const [from, to] of [
    [null, '2026-03-09'],
    ['2026-03-02', null],
  ] as const)
    assert.deepEqual(said(from, to), { value: null })
})

test('formulas that read each other say so instead of turning for ever', () => {
  const a = field('formula', { id: 'a', name: 'A', formula: '[b] + 1' })
  const b = field('formula', { id: 'b', name: 'B', formula: '[a] + 1' })
  const task = {
    title: '',
    startsOn: null,
    dueOn: null,
    estimateMinutes: null,
    spentMinutes: 0,
    progress: 0,
    fields: {},
  }
  assert.deepEqual(computed(a, task, [a, b], { today: '2026-01-01', personName: () => '' }), {
    fault: 'cycle',
    what: 'A',
  })
})

test('each kind of field takes its own kind of value, and says what it expects otherwise', () => {
  const choice = field('choice', { options: [{ id: 'x', name: 'X', colour: 'grey' }] })
  assert.deepEqual(fieldValue(field('number'), 1.5), { value: 1.5 })
  assert.deepEqual(fieldValue(field('number'), 'deux'), { fault: 'field.fault.number' })
  assert.deepEqual(fieldValue(field('money'), 10.5), { fault: 'field.fault.number' })
  assert.deepEqual(fieldValue(field('day'), '2026-02-30'), { fault: 'field.fault.day' })
  assert.deepEqual(fieldValue(field('url'), 'exemple.fr/a'), { value: 'https://exemple.fr/a' })
  assert.deepEqual(fieldValue(field('url'), 'javascript:alert(1)'), { fault: 'field.fault.url' })
  assert.deepEqual(fieldValue(choice, ['x']), { value: ['x'] })
  assert.deepEqual(fieldValue(choice, ['y']), { fault: 'field.fault.choice' })
  assert.deepEqual(fieldValue(field('text'), ''), { value: null })
  assert.deepEqual(fieldValue(field('formula'), 1), { fault: 'field.fault.formula' })
})

test('two people who fill two fields do not undo each other; nothing empties one', () => {
  assert.deepEqual(mergeFields({ a: 1, b: 2 }, { b: null, c: 3 }), { a: 1, c: 3 })
})

test('choices sort by their order, people by name, nothing last', () => {
  const choice = field('choice', {
    options: ['p', 'q'].map((id) => ({ id, name: id, colour: 'grey' as const })),
  })
  assert.equal(fieldKey(choice, ['q'], String), 1)
  assert.equal(
    fieldKey(field('person'), ['m1'], () => 'Ana'),
    'Ana',
  )
  assert.equal(fieldKey(choice, null, String), null)
})
