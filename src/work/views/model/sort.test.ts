import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Card } from '../../model.ts'
import { dropInto, mondayOf, quadrantOf, sorted, sumOf, treeOf } from '../model.ts'
import { card, context, id, today } from '../testing.ts'

test('sorted by several keys, what has no value comes last both ways, and numbers in titles count as numbers', () => {
  const cards = [
    card({ title: 'Visuel 10' }),
    card({ title: 'visuel 2', dueOn: today }),
    card({ title: 'Éclairage', dueOn: '2026-03-01' }),
  ]
  const by = (key: string, down = false) =>
    sorted(cards, [{ by: key, down }], context(cards)).map((c) => c.title)
  assert.deepEqual(by('title'), ['Éclairage', 'visuel 2', 'Visuel 10'])
  assert.deepEqual(by('due'), ['Éclairage', 'visuel 2', 'Visuel 10'])
  assert.deepEqual(by('due', true), ['visuel 2', 'Éclairage', 'Visuel 10'])
})

test('subtasks stand under their task, and one whose task is not shown stands at the top', () => {
  const mother = card()
  const child = card({ parentId: mother.id })
  const grandchild = card({ parentId: child.id })
  const orphan = card({ parentId: id(9) })
  const lines = (cards: Card[], closed: string[] = []) =>
    treeOf(cards, new Set(closed)).map((r) => [r.card.number, r.depth])
  assert.deepEqual(lines([grandchild, mother, orphan, child]), [
    [mother.number, 0],
    [child.number, 1],
    [grandchild.number, 2],
    [orphan.number, 0],
  ])
  assert.deepEqual(lines([mother, child, grandchild], [mother.id]), [[mother.number, 0]])
  assert.deepEqual(lines([grandchild, child]), [
    [child.number, 0],
    [grandchild.number, 1],
  ])
})

test('a task is not dropped under itself, nor under what is under it', () => {
  const mother = card()
  const child = card({ parentId: mother.id })
  const ctx = context([mother, child])
  assert.equal(dropInto('parent', child.id, mother, ctx), null)
  assert.deepEqual(dropInto('parent', 'none', child, ctx), { parentId: null })
})

test('sums say nothing when nothing is known, and weeks begin on Monday', () => {
  assert.equal(sumOf([card(), card()], 'estimate'), null)
  assert.equal(sumOf([card({ estimateMinutes: 30 }), card({ estimateMinutes: 60 })], 'estimate'), 90)
  assert.equal(sumOf([card({ fields: { [id(71)]: 7 } })], `field:${id(71)}`, context([])), 7)
  assert.equal(mondayOf('2026-03-22'), '2026-03-16')
  assert.equal(quadrantOf({ importance: 3, urgency: 1 }), 'plan')
})
