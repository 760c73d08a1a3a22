import type { Card } from '../../model.ts'
import type { ViewContext } from './context.ts'
import { customOf, fieldIn } from './custom.ts'
import { matcher } from './filter.ts'
import { grouperOf } from './group.ts'
import type { Grouper, Heading } from './grouper.ts'
import { sorted, usualSort } from './sort.ts'
import type { ViewSpec } from './spec.ts'

export type Group = Heading & { cards: Card[] }
/** One lane of a board: its cards by the key of their group. */
export type Lane = Heading & { count: number; cells: ReadonlyMap<string, readonly Card[]> }
export type Applied = {
  /** What the filter lets through, sorted; each card once. */
  cards: Card[]
  /** In their order; a card of two people stands in two of them. Without a grouping: one group, key `all`. */
  groups: Group[]
  lanes: Lane[] | null
  /** Of how many. */
  total: number
}

/** By place on boards and matrices, where people put the cards themselves. */
const byHand = (spec: ViewSpec) => spec.kind === 'board' || spec.kind === 'matrix'

function spread(cards: readonly Card[], g: Grouper): Map<string, Card[]> {
  const groups = new Map<string, Card[]>()
  for (const c of cards)
    for (const key of g.keysOf(c)) {
      const group = groups.get(key)
      if (group) group.push(c)
      else groups.set(key, [c])
    }
  return groups
}

/** Every heading in order: those there always are, then those that cards brought. */
function headingsOf(g: Grouper, found: ReadonlyMap<string, unknown>, empty: boolean): Heading[] {
  const known = g.headings()
  const keys = new Set(known.map((h) => h.key))
  const brought = [...found.keys()]
    .filter((k) => !keys.has(k))
    .sort((a, b) => place(a) - place(b) || (g.rank ? g.rank(a) - g.rank(b) : a < b ? -1 : 1))
  const all = [...known, ...brought.map(g.heading)]
  return empty ? all : all.filter((h) => found.has(h.key))
}
const place = (key: string) => (key === 'none' ? 1 : 0)

/** Filters, sorts and groups a set of cards. `empty` keeps groups without cards; a board wants them. */
export function applyView(
  cards: readonly Card[],
  spec: ViewSpec,
  ctx: ViewContext,
  o: { empty?: boolean } = {},
): Applied {
  const fits = matcher(spec.filter, ctx)
  const kept = spec.filter.all.length ? cards.filter(fits) : cards
  const order = spec.sort.length ? spec.sort : byHand(spec) ? [] : usualSort
  const all = sorted(kept, order, ctx)
  const g = grouperOf(spec.group, ctx)
  const l = g && grouperOf(spec.lanes, ctx)
  if (!g)
    return {
      cards: all,
      groups: [{ key: 'all', label: ctx.word('all'), colour: null, cards: all }],
      lanes: null,
      total: cards.length,
    }
  const empty = o.empty ?? spec.kind === 'board'
  const found = spread(all, g)
  const groups = headingsOf(g, found, empty && !growing.has(g.by)).map((h) => ({
    ...h,
    cards: found.get(h.key) ?? [],
  }))
  if (!l) return { cards: all, groups, lanes: null, total: cards.length }
  const across = spread(all, l)
  const lanes = headingsOf(l, across, false).map((h) => {
    const inside = across.get(h.key) ?? []
    return { ...h, count: inside.length, cells: spread(inside, g) }
  })
  return { cards: all, groups, lanes, total: cards.length }
}

/** Groupings with as many groups as a workspace has people or labels: only those in use are worth a column. */
const growing = new Set(['who', 'label', 'objective', 'project'])

export type TreeRow = { card: Card; depth: number; children: number }
/** Subtasks under their task, in the order given. One whose task is not shown stands at the top. */
export function treeOf(cards: readonly Card[], closed: ReadonlySet<string>): TreeRow[] {
  if (!cards.some((c) => c.parentId)) return cards.map((card) => ({ card, depth: 0, children: 0 }))
  const shown = new Set(cards.map((c) => c.id))
  const under = new Map<string, Card[]>()
  for (const c of cards)
    if (c.parentId && shown.has(c.parentId)) {
      const siblings = under.get(c.parentId)
      if (siblings) siblings.push(c)
      else under.set(c.parentId, [c])
    }
  const rows: TreeRow[] = []
  const walk = (c: Card, depth: number) => {
    const children = under.get(c.id)
    rows.push({ card: c, depth, children: children?.length ?? 0 })
    if (children && !closed.has(c.id)) for (const child of children) walk(child, depth + 1)
  }
  for (const c of cards) if (!c.parentId || !shown.has(c.parentId)) walk(c, 0)
  return rows
}

/** The sum of a column over cards: estimate, spent, figures of one’s own, what formulas come to. Null when none says anything. */
export function sumOf(
  cards: readonly Card[],
  column: string,
  ctx?: Pick<ViewContext, 'fields' | 'today' | 'people'>,
): number | null {
  let sum: number | null = null
  const field = ctx && fieldIn(column, ctx)
  const own = field && customOf(field, ctx)
  for (const c of cards) {
    const v =
      column === 'estimate'
        ? c.estimateMinutes
        : column === 'spent'
          ? c.spentMinutes || null
          : own
            ? own(c)
            : null
    if (typeof v === 'number') sum = (sum ?? 0) + v
  }
  return sum
}
