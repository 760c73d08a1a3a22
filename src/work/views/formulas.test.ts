import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Field } from '../fields/model.ts'
import type { Card } from '../model.ts'
import {
  applyView,
  type Condition,
  dropInto,
  emptySpec,
  matcher,
  resultTypeOf,
  sumOf,
  tranchesOf,
  type ViewContext,
} from './model.ts'

const field = (id: string, kind: Field['kind'], formula = ''): Field => ({
  id,
  projectId: null,
  name: id,
  kind,
  options: [],
  formula,
  position: 1,
  archived: false,
  version: 1,
})
const fields = [
  field('cost', 'money'),
  field('left', 'formula', '[estimate] - [spent]'),
  field('over', 'formula', '[spent] > [estimate]'),
  field('ends', 'formula', '[due] + 2'),
  field('said', 'formula', 'upper([title])'),
  field('bad', 'formula', '1 / [spent]'),
]
const today = '2026-03-18'
const people: ViewContext['people'] = []
let count = 0
const card = (more: Partial<Card> = {}): Card =>
  ({
    id: String(++count),
    projectId: 'p',
    number: count,
    title: `Tâche ${count}`,
    assigneeIds: [],
    labelIds: [],
    startsOn: null,
    dueOn: null,
    estimateMinutes: null,
    spentMinutes: 0,
    progress: 0,
    fields: {},
    importance: 0,
    urgency: 0,
    position: count,
    done: false,
    ...more,
  }) as Card
const context = (cards: readonly Card[]): ViewContext => ({
  projectId: 'p',
  today,
  me: null,
  people,
  statuses: [],
  labels: [],
  actions: [],
  objectives: [],
  projects: [],
  fields,
  links: [],
  byId: new Map(cards.map((c) => [c.id, c])),
  word: (word, day) => (day ? `${word} ${day}` : word),
})
const cards = [
  card({ estimateMinutes: 600, spentMinutes: 60, dueOn: '2026-03-10' }),
  card({ estimateMinutes: 60, spentMinutes: 120, dueOn: today }),
  card({ estimateMinutes: 180, spentMinutes: 120 }),
  card(),
]
const ctx = context(cards)
const shown = (k: Omit<Condition, 'op'> & { op?: Condition['op'] }) => {
  const fits = matcher({ all: [{ op: 'is', ...k }] }, ctx)
  return cards.flatMap((c, i) => (fits(c) ? [i] : []))
}

test('a formula is filtered as what it comes to: a figure, a truth, a day, a text', () => {
  assert.deepEqual(
    ['left', 'over', 'ends', 'said', 'cost'].map((id) => resultTypeOf(fields.find((f) => f.id === id)!, ctx)),
    ['number', 'flag', 'day', 'text', null],
  )
  assert.deepEqual(shown({ field: 'field:left', op: 'from', values: [1] }), [0, 2])
  assert.deepEqual(shown({ field: 'field:over', values: ['yes'] }), [1])
  assert.deepEqual(shown({ field: 'field:over', values: ['no'] }), [0, 2])
  assert.deepEqual(shown({ field: 'field:ends', values: ['late'] }), [0])
  assert.deepEqual(shown({ field: 'field:ends', op: 'from', values: ['today+1'] }), [1])
  assert.deepEqual(shown({ field: 'field:ends', values: ['none'] }), [2, 3])
  assert.deepEqual(shown({ field: 'field:said', op: 'contains', values: ['tâche 3'] }), [2])
  assert.deepEqual(
    shown({ field: 'field:bad', op: 'empty', values: [] }),
    [3],
    'a division by zero says nothing',
  )
})

test('cards are sorted by a formula, what says nothing last both ways', () => {
  const order = (down: boolean) =>
    applyView(cards, { ...emptySpec('table'), sort: [{ by: 'field:left', down }] }, ctx).cards.map((c) =>
      cards.indexOf(c),
    )
  assert.deepEqual(order(false), [1, 2, 0, 3])
  assert.deepEqual(order(true), [0, 2, 1, 3])
})

test('cards stand in groups of what a formula comes to, figures in their order, and are not dragged between them', () => {
  const by = (id: string) =>
    applyView(cards, { ...emptySpec('table'), group: `field:${id}` }, ctx).groups.map((g) => [
      g.label,
      g.cards.length,
    ])
  assert.deepEqual(by('left'), [
    ['-1', 1],
    ['1', 1],
    ['9', 1],
    ['noValue', 1],
  ])
  assert.deepEqual(by('over'), [
    ['no', 2],
    ['yes', 1],
    ['noValue', 1],
  ])
  assert.equal(dropInto('field:over', 'yes', cards[0]!, ctx), null)
})

test('many figures make tranches of a round width, many days make months, each value in exactly one', () => {
  const figures = Array.from({ length: 400 }, (_, i) => (i - 50) * 7.3)
  const t = tranchesOf(figures)
  const keys = new Map<string, number[]>()
  for (const v of figures) keys.set(t.keyOf(v), [...(keys.get(t.keyOf(v)) ?? []), v])
  assert.ok(keys.size >= 4 && keys.size <= 12, `${keys.size} tranches`)
  for (const [key, values] of keys) {
    const [from, to] = key.split('..').map(Number) as [number, number]
    assert.ok(
      values.every((v) => v >= from && v < to),
      key,
    )
    assert.equal(to - from, 500)
  }
  const days = Array.from({ length: 200 }, (_, i) =>
    new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10),
  )
  assert.equal(tranchesOf(days).keyOf('2026-03-18'), '2026-03-01')
  assert.equal(tranchesOf(days.slice(0, 5)).keyOf('2026-01-03'), '2026-01-03')
})

test('figures of formulas are summed like typed ones', () => {
  assert.equal(sumOf(cards, 'field:left', ctx), 9)
  assert.equal(sumOf(cards, 'field:said', ctx), null)
})

test('a formula is worked out once per card, however often the view is filtered, sorted, grouped and summed', () => {
  let reads = 0
  const counted = Array.from({ length: 20_000 }, (_, i) =>
    Object.defineProperty(card({ spentMinutes: i }), 'estimateMinutes', {
      enumerable: true,
      get: () => {
        reads += 1
        return 60 * (i % 40)
      },
    }),
  )
  const spec = {
    ...emptySpec('table'),
    filter: { all: [{ field: 'field:left', op: 'from' as const, values: [-1e9] }] },
    group: 'field:left',
    sort: [{ by: 'field:left', down: true }],
  }
  const draw = (all: readonly Card[]) => {
    const own = context(all)
    const applied = applyView(all, spec, own)
    for (const g of applied.groups) sumOf(g.cards, 'field:left', own)
    return applied
  }
  assert.equal(draw(counted).cards.length, 20_000)
  // The formula looks twice at an estimate: whether there is one, and how much.
  assert.equal(reads, 40_000)
  draw(counted)
  assert.equal(reads, 40_000, 'drawn again, nothing is worked out again')
  draw(counted.with(7, card({ estimateMinutes: 1 })))
  assert.equal(reads, 40_000, 'a card that changed costs its own formula alone')
})
