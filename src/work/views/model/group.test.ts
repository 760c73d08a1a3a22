import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Card } from '../../model.ts'
import {
  applyView,
  dropInto,
  emptySpec,
  type Filter,
  grouperOf,
  type ViewContext,
  type ViewSpec,
} from '../model.ts'
import { anyCard, bys, card, context, id, p, q } from '../testing.ts'

test('a name that is still on its way is not said to be gone', () => {
  const cards = [card({ assigneeIds: [id(199)] })]
  const heading = (ctx: ViewContext) =>
    applyView(cards, { ...emptySpec('table'), group: 'who' }, ctx).groups[0]
  assert.equal(heading({ ...context(cards), people: [], waiting: true })?.label, '')
  assert.equal(heading(context(cards))?.label, 'gone')
})

test('a card dropped on a group stands in that group, whatever the grouping', () => {
  fc.assert(
    fc.property(fc.array(anyCard, { minLength: 1, maxLength: 12 }), fc.constantFrom(...bys), (cards, by) => {
      const ctx = context(cards)
      const spec: ViewSpec = { ...emptySpec('board'), group: by }
      const { groups } = applyView(cards, spec, ctx, { empty: true })
      for (const g of groups)
        for (const c of cards) {
          const from = grouperOf(by, ctx)?.keysOf(c)[0]
          const patch = dropInto(by, g.key, c, ctx, from)
          if (!patch) continue
          const { fields, ...rest } = patch
          const after: Card = { ...c, ...(rest as Partial<Card>), fields: { ...c.fields, ...fields } }
          const there = context(
            cards.map((x) => (x.id === c.id ? after : x)),
            ctx.projectId,
          )
          assert.ok(grouperOf(by, there)?.keysOf(after).includes(g.key), `${by} → ${g.key}`)
          if (after.startsOn && after.dueOn)
            assert.ok(after.startsOn <= after.dueOn, 'it does not end before it starts')
        }
    }),
    { seed: 7, numRuns: 150 },
  )
})

test('no card is lost: each stands in a group, and the filter says the same as looking at one at a time', () => {
  fc.assert(
    fc.property(fc.array(anyCard, { maxLength: 40 }), fc.constantFrom(...bys), (cards, by) => {
      const ctx = context(cards)
      const filter: Filter = { all: [{ field: 'importance', op: 'from', values: [2] }] }
      const shown = applyView(cards, { ...emptySpec('table'), group: by, filter }, ctx)
      assert.deepEqual(new Set(shown.groups.flatMap((g) => g.cards)), new Set(shown.cards))
      assert.deepEqual(new Set(shown.cards), new Set(cards.filter((c) => c.importance >= 2)))
    }),
    { seed: 8, numRuns: 100 },
  )
})

test('in the portfolio the same name in two projects is one group, and a drop takes each project’s own', () => {
  const cards = [card(), card({ projectId: q, statusId: id(20), labelIds: [id(42)] })]
  const ctx = context(cards, null)
  const { groups } = applyView(cards, { ...emptySpec('table'), group: 'status' }, ctx)
  assert.deepEqual(
    groups.map((g) => [g.label, g.cards.length]),
    [['À faire', 2]],
  )
  assert.deepEqual(dropInto('status', 'fait', cards[1]!, ctx), { statusId: id(22) })
  assert.deepEqual(dropInto('category', 'done', cards[1]!, ctx), { statusId: id(22) })
  assert.equal(dropInto('status', 'en cours', cards[1]!, ctx), null, 'the second project has no such column')
  assert.equal(dropInto('project', p, cards[1]!, ctx), null)
})
