import type { Card } from '../../model.ts'

export type CardGroup = { key: string; label: string; cards: readonly Card[] }
export type TaskRow = { kind: 'task'; id: string; card: Card; depth: number; parent: boolean; open: boolean }
export type GroupRow = {
  kind: 'group'
  id: string
  label: string
  depth: 0
  open: boolean
  /** Every task under it, at any depth. */
  ids: readonly string[]
}
export type Row = TaskRow | GroupRow

/**
 * The lines of the chart: groups, tasks under their parent, what is folded left out. A task whose parent is elsewhere (in another
 * group, or filtered away) stands as if it had none. The order within a family is the one the cards came in.
 */
export function outline(groups: readonly CardGroup[], closed: ReadonlySet<string>, headed: boolean): Row[] {
  const rows: Row[] = []
  for (const group of groups) {
    const open = !closed.has(group.key)
    if (headed)
      rows.push({
        kind: 'group',
        id: group.key,
        label: group.label,
        depth: 0,
        open,
        ids: group.cards.map((c) => c.id),
      })
    if (headed && !open) continue
    const here = new Set(group.cards.map((c) => c.id))
    const children = new Map<string, Card[]>()
    const roots: Card[] = []
    for (const card of group.cards) {
      if (!card.parentId || !here.has(card.parentId)) roots.push(card)
      else if (children.has(card.parentId)) children.get(card.parentId)!.push(card)
      else children.set(card.parentId, [card])
    }
    const stack = roots.toReversed().map((card) => ({ card, depth: headed ? 1 : 0 }))
    for (let next = stack.pop(); next; next = stack.pop()) {
      const { card, depth } = next
      const under = children.get(card.id)
      const shown = !closed.has(card.id)
      rows.push({ kind: 'task', id: card.id, card, depth, parent: under !== undefined, open: shown })
      if (under && shown)
        for (let i = under.length - 1; i >= 0; i--) stack.push({ card: under[i]!, depth: depth + 1 })
    }
  }
  return rows
}

/** The line a task is seen on: its own, or that of the nearest ancestor (or group) that hides it. */
export function linesOf(rows: readonly Row[], cards: readonly Card[]): Map<string, number> {
  const lines = new Map<string, number>()
  rows.forEach((row, i) => {
    if (row.kind === 'task') lines.set(row.id, i)
    else if (!row.open) for (const id of row.ids) lines.set(id, i)
  })
  const byId = new Map(cards.map((c) => [c.id, c]))
  for (const card of cards) {
    if (lines.has(card.id)) continue
    let up = card.parentId
    const seen = new Set<string>()
    while (up && !lines.has(up) && !seen.has(up)) {
      seen.add(up)
      up = byId.get(up)?.parentId ?? null
    }
    const line = up ? lines.get(up) : undefined
    if (line !== undefined && rows[line]?.kind === 'task') lines.set(card.id, line)
  }
  return lines
}
