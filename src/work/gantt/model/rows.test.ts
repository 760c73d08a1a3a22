import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { linesOf, outline } from '../model.ts'
import { card } from '../testing.ts'

describe('lines of the chart', () => {
  const cards = [
    card({ id: 'a' }),
    card({ id: 'b', parentId: 'a' }),
    card({ id: 'c', parentId: 'b' }),
    card({ id: 'd' }),
  ]
  const groups = [{ key: 'g', label: 'Groupe', cards }]
  it('puts subtasks under their task at any depth, and folds them away', () => {
    assert.deepEqual(
      outline(groups, new Set(), true).map((r) => [r.id, r.depth]),
      [['g', 0], ['a', 1], ['b', 2], ['c', 3], ['d', 1]], // biome-ignore format: a small tree
    )
    assert.deepEqual(
      outline(groups, new Set(['b']), false).map((r) => r.id),
      ['a', 'b', 'd'],
    )
    assert.deepEqual(
      outline(groups, new Set(['g']), true).map((r) => r.id),
      ['g'],
    )
  })
  it('draws the links of what is folded at the line that hides it', () => {
    const rows = outline(groups, new Set(['a']), true)
    const lines = linesOf(rows, cards)
    assert.equal(lines.get('c'), lines.get('a'))
    assert.equal(linesOf(outline(groups, new Set(['g']), true), cards).get('d'), 0)
  })
  it('lets a task stand alone when its parent is filtered away', () => {
    const rows = outline([{ key: 'g', label: '', cards: [cards[2]!] }], new Set(), false)
    assert.deepEqual(
      rows.map((r) => r.depth),
      [0],
    )
  })
})
