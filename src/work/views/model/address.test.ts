import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  applyView,
  emptySpec,
  fromSearch,
  matcher,
  operators,
  readSpec,
  toSearch,
  usualSpec,
  type ViewSpec,
  viewKinds,
} from '../model.ts'
import { anyCard, card, context, id } from '../testing.ts'

const value = fc.oneof(fc.constantFrom('me', 'none', 'late', 'un.deux~trois!', 'été é', '12'), fc.integer())
const condition = fc.record({
  field: fc.constantFrom('who', 'status', 'due', 'estimate', 'text', 'late', 'done', `field:${id(70)}`),
  op: fc.constantFrom(...operators),
  values: fc.array(value, { maxLength: 3 }),
})
const anyFilter = fc.array(fc.oneof(condition, fc.record({ any: fc.array(condition, { maxLength: 3 }) })), {
  maxLength: 4,
})

test('what the address says is what was shown: a view sent as a link opens the same', () => {
  const cards = fc.sample(anyCard, { numRuns: 60, seed: 1 })
  const ctx = context(cards)
  fc.assert(
    fc.property(
      anyFilter,
      fc.constantFrom(null, 'who', 'due'),
      fc.array(fc.record({ by: fc.constantFrom('due', 'title'), down: fc.boolean() }), { maxLength: 2 }),
      (all, group, drawn) => {
        const sort = drawn.map((s) => ({ ...s }))
        const base = usualSpec('board', false)
        const spec: ViewSpec = { ...base, filter: { all }, group, sort }
        const search = JSON.parse(JSON.stringify(toSearch(spec, base)))
        const back = fromSearch(search, base)
        assert.deepEqual([back.group, back.sort], [group, sort])
        const [before, after] = [matcher(spec.filter, ctx), matcher(back.filter, ctx)]
        for (const c of cards) assert.equal(after(c), before(c), JSON.stringify({ all, search }))
      },
    ),
    { seed: 9, numRuns: 300 },
  )
})

test('a filter that cannot be read shows nothing rather than everything', () => {
  const cards = [card(), card()]
  const ctx = context(cards)
  for (const f of ['colour~is~red', 'who', '%E0%A4%A', '{"all":', '{"all":[{"field":"who","op":"~"}]}']) {
    const spec = fromSearch({ f }, emptySpec('table'))
    assert.deepEqual(applyView(cards, spec, ctx).cards, [], f)
  }
  const kept = readSpec({ kind: 'table', filter: { all: [{ field: 'x', op: 'someday' }] }, group: 'who' })
  assert.equal(kept.group, 'who', 'what can be read is kept')
  assert.deepEqual(applyView(cards, kept, ctx).cards, [])
})

test('what an older or newer version kept opens without an accident', () => {
  fc.assert(
    fc.property(fc.anything(), fc.constantFrom(...viewKinds), (kept, kind) => {
      assert.ok(readSpec(kept, kind).kind)
    }),
    { seed: 10, numRuns: 200 },
  )
})
