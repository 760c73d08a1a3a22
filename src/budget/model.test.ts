import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { costsOf, healthOf, openOf, overrunIf, share, sumOf, taxOf, totalsOf } from './model.ts'

const cents = fc.integer({ min: -1e9, max: 1e9 })
const sum = (all: readonly number[]) => all.reduce((a, b) => a + b, 0)

test('ten euros among three is 3.34 + 3.33 + 3.33', () => {
  assert.deepEqual(share(1000, 3), [334, 333, 333])
  assert.deepEqual(share(-1000, 3), [-334, -333, -333])
  assert.deepEqual(share(5, 0), [])
})

test('shares always add up to the cent, and never differ by more than one', () => {
  fc.assert(
    fc.property(cents, fc.integer({ min: 1, max: 60 }), (total, among) => {
      const parts = share(total, among)
      assert.equal(sum(parts), total)
      assert.ok(Math.max(...parts) - Math.min(...parts) <= 1)
    }),
  )
})

test('what the actions cost and what is left elsewhere is what was spent, to the cent', () => {
  const lines = ['l1', 'l2', 'l3']
  const action = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    lineId: fc.option(fc.constantFrom(...lines)),
  })
  const expense = fc.record({
    lineId: fc.constantFrom(...lines),
    actionId: fc.option(fc.constantFrom('a', 'b', 'c', 'gone')),
    cents,
  })
  fc.assert(
    fc.property(fc.uniqueArray(action, { selector: (a) => a.id }), fc.array(expense), (actions, expenses) => {
      const costs = costsOf(actions, expenses)
      const total = sum(expenses.map((e) => e.cents))
      assert.equal(costs.totalCents, total)
      assert.equal(sum(Object.values(costs.byAction)) + costs.elsewhereCents, total)
      assert.deepEqual(Object.keys(costs.byAction).sort(), actions.map((a) => a.id).sort())
    }),
  )
})

test('an expense that names its action is not shared; the rest of the line is', () => {
  const actions = [
    { id: 'film', lineId: 'video' },
    { id: 'teaser', lineId: 'video' },
    { id: 'mail', lineId: null },
  ]
  const costs = costsOf(actions, [
    { lineId: 'video', actionId: 'film', cents: 500_00 },
    { lineId: 'video', actionId: null, cents: 100_01 },
    { lineId: 'print', actionId: null, cents: 80_00 },
  ])
  assert.deepEqual(costs, {
    byAction: { film: 550_01, teaser: 50_00, mail: 0 },
    elsewhereCents: 80_00,
    totalCents: 680_01,
  })
})

test('an invoice leaves open only what it did not settle', () => {
  assert.equal(openOf(1000, 400), 600)
  assert.equal(openOf(1000, 1200), 0)
  assert.equal(openOf(1000, -50), 1000)
})

test('an overrun is seen before it happens', () => {
  const line = totalsOf(10_000, 6_000, 6_000, 1_000)
  assert.equal(line.remainingCents, 3_000)
  assert.equal(overrunIf(line, { kind: 'committed', amountCents: 3_000 }), 0)
  assert.equal(overrunIf(line, { kind: 'committed', amountCents: 3_500 }), 500)
  assert.equal(
    overrunIf(line, { kind: 'spent', amountCents: 6_000 }, 6_000),
    0,
    'the invoice of what was ordered',
  )
  assert.equal(overrunIf(line, { kind: 'spent', amountCents: 9_500 }, 6_000), 500)
})

test('a line is tight below a tenth, overrun below nothing', () => {
  assert.equal(healthOf(totalsOf(10_000, 0, 0, 9_000)), 'fits')
  assert.equal(healthOf(totalsOf(10_000, 0, 0, 9_001)), 'tight')
  assert.equal(healthOf(totalsOf(10_000, 5_000, 5_000, 6_000)), 'overrun')
  assert.equal(healthOf(totalsOf(0, 0, 0, 0)), 'empty')
})

test('tax is rounded to the cent, half away from zero, also on a credit note', () => {
  assert.equal(taxOf(100_00, 20), 20_00)
  assert.equal(taxOf(33, 5.5), 2)
  assert.equal(taxOf(-250, 10), -25)
  assert.equal(taxOf(50, 5), 3)
  assert.equal(taxOf(100_00, 0), 0)
})

test('the project is the sum of its lines', () => {
  assert.deepEqual(sumOf([totalsOf(10, 5, 3, 4), totalsOf(1, 2, 0, 2)]), totalsOf(11, 7, 3, 6))
})
