import { fieldKey } from '../../fields/model.ts'
import type { Card } from '../../model.ts'
import { folded, type ViewContext } from './context.ts'
import { customOf, fieldIn } from './custom.ts'
import type { Sort } from './spec.ts'

type Key = string | number | null
export const sortKeys = [
  'position',
  'number',
  'title',
  'status',
  'who',
  'due',
  'start',
  'deadline',
  'priority',
  'importance',
  'urgency',
  'estimate',
  'spent',
  'progress',
  'action',
  'label',
  'kind',
  'project',
] as const

const titles = new WeakMap<Card, string>()
function titleOf(c: Card): string {
  let title = titles.get(c)
  if (title === undefined) {
    // « visuel 2 » comes before « visuel 10 ».
    title = folded(c.title).replace(/\d+/g, (n) => n.padStart(9, '0'))
    titles.set(c, title)
  }
  return title
}

function keyOf(by: string, ctx: ViewContext): ((c: Card) => Key) | undefined {
  const name = (all: readonly { id: string; name: string }[]) => {
    const names = new Map(all.map((x) => [x.id, folded(x.name)]))
    return (id: string | null | undefined) => (id && names.get(id)) || null
  }
  switch (by) {
    case 'position':
      return (c) => c.position
    case 'number':
      return (c) => c.number
    case 'title':
      return titleOf
    case 'kind':
      return (c) => c.kind
    case 'due':
      return (c) => c.dueOn
    case 'start':
      return (c) => c.startsOn
    case 'deadline':
      return (c) => c.deadlineOn
    case 'priority':
      return (c) => c.importance * 4 + c.urgency
    case 'importance':
      return (c) => c.importance
    case 'urgency':
      return (c) => c.urgency
    case 'estimate':
      return (c) => c.estimateMinutes
    case 'spent':
      return (c) => c.spentMinutes
    case 'progress':
      return (c) => c.progress
    case 'done':
      return (c) => Number(c.done)
    case 'status': {
      const rank = { todo: 0, doing: 1, done: 2 }
      const places = new Map(
        ctx.statuses.map((s, i) => [s.id, ctx.projectId ? i : rank[s.category] * 1e6 + i]),
      )
      return (c) => places.get(c.statusId) ?? null
    }
    case 'who': {
      const of = name(ctx.people)
      return (c) => of(c.assigneeIds[0])
    }
    case 'label': {
      const of = name(ctx.labels)
      return (c) => of(c.labelIds[0])
    }
    case 'project': {
      const of = name(ctx.projects)
      return (c) => of(c.projectId)
    }
    case 'action': {
      const places = new Map(ctx.actions.map((a, i) => [a.id, i]))
      return (c) => (c.actionId && places.get(c.actionId)) ?? null
    }
    default: {
      const field = fieldIn(by, ctx)
      if (!field) return undefined
      const names = new Map(ctx.people.map((p) => [p.id, p.name]))
      const value = customOf(field, ctx)
      return (c) => {
        const key = fieldKey(field, value(c), (id) => names.get(id) ?? '')
        return typeof key === 'string' ? folded(key) : key
      }
    }
  }
}

/** What is left first, by due day, then what matters; then what is done. */
export const usualSort: readonly Sort[] = [
  { by: 'done', down: false },
  { by: 'due', down: false },
  { by: 'priority', down: true },
  { by: 'number', down: false },
]

/** Sorted by several keys; cards without a value come last, whichever way the sort goes. */
export function sorted(cards: readonly Card[], sort: readonly Sort[], ctx: ViewContext): Card[] {
  const keys = sort.flatMap(({ by, down }) => {
    const of = keyOf(by, ctx)
    return of ? [{ values: cards.map(of), down }] : []
  })
  const order = Array.from(cards, (_, i) => i)
  order.sort((a, b) => {
    for (const { values, down } of keys) {
      const x = values[a] as Key
      const y = values[b] as Key
      if (x === y) continue
      if (x === null) return 1
      if (y === null) return -1
      return x < y === down ? 1 : -1
    }
    const p = (cards[a] as Card).position - (cards[b] as Card).position
    return p || ((cards[a] as Card).id < (cards[b] as Card).id ? -1 : 1)
  })
  return order.map((i) => cards[i] as Card)
}
