import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Card } from '../../model.ts'
import {
  addDays,
  blockedIn,
  conditionOn,
  emptySpec,
  type Filter,
  filterOf,
  finished,
  fromSearch,
  matcher,
  partsOf,
  toSearch,
  withCondition,
} from '../model.ts'
import { card, context, id, today } from '../testing.ts'

test('late, today, this week, within fourteen days and without a date are what people mean by them', () => {
  const on = (dueOn: string | null, more: Partial<Card> = {}) => card({ dueOn, ...more })
  const cards = [
    on('2026-03-17'),
    on('2026-03-17', { done: true }),
    on(today),
    on('2026-03-22'),
    on('2026-04-01'),
    on('2026-04-02'),
    on(null),
  ]
  const ctx = context(cards)
  const seen = (range: string) =>
    cards
      .map(matcher({ all: [{ field: 'due', op: 'is', values: [range] }] }, ctx))
      .map(Number)
      .join('')
  assert.equal(seen('late'), '1000000')
  assert.equal(seen('today'), '0010000')
  assert.equal(seen('week'), '1111000')
  assert.equal(seen('days14'), '0011100')
  assert.equal(seen('none'), '0000001')
})

test('« me » is whoever looks, and nobody is somebody to filter by', () => {
  const cards = [card({ assigneeIds: [id(100)] }), card({ assigneeIds: [id(101)] }), card()]
  const who = (values: string[], op: 'is' | 'not' = 'is') =>
    cards
      .map(matcher({ all: [{ field: 'who', op, values }] }, context(cards)))
      .map(Number)
      .join('')
  assert.equal(who(['me']), '100')
  assert.equal(who(['me', 'none']), '101')
  assert.equal(who(['me'], 'not'), '011')
  assert.equal(who(['none'], 'not'), '110')
})

test('a search finds without accents, by words in any order, and by number', () => {
  const cards = [card({ title: 'Été : relancer l’imprimeur', number: 42 }), card({ title: 'Autre' })]
  const found = (text: string) =>
    cards.filter(matcher({ all: [{ field: 'text', op: 'contains', values: [text] }] }, context(cards))).length
  assert.deepEqual([found('imprimeur ete'), found('#42'), found('zzz')], [1, 1, 0])
})

test('a task waits while the one before it is not finished, or not begun', () => {
  const [first, second, third] = [card(), card(), card({ done: true })]
  const ctx = { ...context([first, second, third]) }
  const link = (fromId: string, toId: string, kind: 'fs' | 'ss') => ({
    id: `${fromId} ${toId}`,
    fromId,
    toId,
    kind,
  })
  const waiting = (links: ReturnType<typeof link>[]) => [...blockedIn({ ...ctx, links })]
  assert.deepEqual(waiting([link(first.id, second.id, 'fs')]), [second.id])
  assert.deepEqual(waiting([link(third.id, second.id, 'fs')]), [])
  assert.deepEqual(waiting([link(first.id, second.id, 'ss')]), [second.id])
})

test('a condition is put, replaced and taken out without touching the others', () => {
  const one = { field: 'who', op: 'is' as const, values: ['me'] }
  const two = { field: 'due', op: 'is' as const, values: ['late'] }
  const both = withCondition(withCondition({ all: [] }, 'who', one), 'due', two)
  assert.deepEqual(conditionOn(both, 'who'), one)
  assert.deepEqual(withCondition(both, 'who', null).all, [two])
  assert.deepEqual(withCondition(both, 'who', { ...one, values: ['none'] }).all[0], {
    ...one,
    values: ['none'],
  })
})

const leaf = fc.oneof(
  fc
    .constantFrom(...[100, 101].map(id), 'me', 'none')
    .map((v) => ({ field: 'who', op: 'is' as const, values: [v] })),
  fc.constantFrom('late', 'week', 'none').map((v) => ({ field: 'due', op: 'is' as const, values: [v] })),
  fc.integer({ min: 0, max: 3 }).map((n) => ({ field: 'importance', op: 'from' as const, values: [n] })),
)
const some = fc.array(leaf, { maxLength: 3 })
const inner = fc.oneof(
  leaf,
  some.map((any) => ({ any })),
  some.map((all) => ({ all })),
)
const branches = fc.array(inner, { maxLength: 3 })
const nested = fc
  .array(
    fc.oneof(
      leaf,
      branches.map((any) => ({ any })),
      branches.map((all) => ({ all })),
    ),
    { maxLength: 4 },
  )
  .map((all): Filter => ({ all }))

test('whatever a filter says, the bar says the same in conditions and « one of », and keeps it', () => {
  const cards = Array.from({ length: 24 }, (_, i) =>
    card({
      importance: (i % 4) as 0,
      assigneeIds: i % 3 ? [id(100 + (i % 2))] : [],
      dueOn: i % 5 ? addDays(today, (i % 5) * 3 - 6) : null,
    }),
  )
  const ctx = context(cards)
  const kept = (f: Filter) => cards.filter(matcher(f, ctx)).map((c) => c.id)
  fc.assert(
    fc.property(nested, (filter) => {
      const again = filterOf(partsOf(filter))
      assert.deepEqual(kept(again), kept(filter))
      assert.deepEqual(filterOf(partsOf(again)), again, 'said once more, it is the same')
      const spec = { ...emptySpec('table'), filter: again }
      const back = fromSearch(toSearch(spec, emptySpec('table')), emptySpec('table'))
      assert.deepEqual(kept(back.filter), kept(filter), 'and from its address')
    }),
    { seed: 11, numRuns: 400 },
  )
})

test('what was begun and not said limits nothing, and is not kept', () => {
  const said = { field: 'due', op: 'is' as const, values: ['late'] }
  const begun = { field: 'who', op: 'is' as const, values: [] }
  assert.deepEqual(finished([{ is: 'one', condition: begun }]), [])
  assert.deepEqual(filterOf(finished([{ is: 'any', lines: [[said], [begun]] }])), { all: [said] })
  assert.deepEqual(filterOf(finished([{ is: 'any', lines: [[said, begun], [said]] }])), {
    all: [{ any: [said, said] }],
  })
})
