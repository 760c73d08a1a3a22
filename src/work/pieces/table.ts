import type { Card } from '../model.ts'
import { type Applied, type Group, type TreeRow, treeOf } from '../views/model.ts'

/** What a table draws, from top to bottom: heads of groups, and tasks with their subtasks below. */
export type TableItem =
  | { is: 'head'; key: string; group: Group }
  | ({ is: 'task'; key: string; group: string } & TreeRow)
  | { is: 'add'; key: string; group: string }

export function itemsOf(
  { groups }: Applied,
  o: { grouped: boolean; folded: ReadonlySet<string>; closed: ReadonlySet<string>; adding: string | null },
): TableItem[] {
  const items: TableItem[] = []
  for (const group of groups) {
    if (o.grouped) items.push({ is: 'head', key: `head ${group.key}`, group })
    if (o.grouped && o.folded.has(group.key)) continue
    for (const row of treeOf(group.cards, o.closed))
      items.push({ is: 'task', key: `${group.key} ${row.card.id}`, group: group.key, ...row })
    if (o.grouped && o.adding === group.key)
      items.push({ is: 'add', key: `add ${group.key}`, group: group.key })
  }
  return items
}

/** Where the keyboard is: a line, and a column counted from the title. */
export type Spot = { key: string; column: number }

/** The next task above or below a line, over heads of groups. */
export function neighbour(items: readonly TableItem[], from: number, by: number): number {
  const way = Math.sign(by)
  let at = from
  let left = Math.abs(by)
  for (let i = from + way; i >= 0 && i < items.length && left > 0; i += way)
    if (items[i]?.is === 'task') {
      at = i
      left -= 1
    }
  return at
}

export const cardsOf = (items: readonly TableItem[]): Card[] => {
  const seen = new Set<string>()
  return items.flatMap((i) =>
    i.is === 'task' && !seen.has(i.card.id) && seen.add(i.card.id) ? [i.card] : [],
  )
}
