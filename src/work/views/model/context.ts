import type { Field } from '../../fields/model.ts'
import type { Card, Category, Kind, LabelColour } from '../../model.ts'
import type { CardSet, ViewLink } from './cards.ts'

/** The words a grouping needs; each room of the browser gives them in the reader's language. */
export type ViewWord =
  | 'nobody'
  | 'noAction'
  | 'noObjective'
  | 'noLabel'
  | 'noDate'
  | 'noParent'
  | 'noValue'
  | 'late'
  | 'today'
  | 'tomorrow'
  | 'week'
  | 'next'
  | 'later'
  | 'weekOf'
  | 'month'
  | 'yes'
  | 'no'
  | 'do'
  | 'plan'
  | 'delegate'
  | 'drop'
  | 'unsorted'
  | 'all'
  | 'gone'
  | `level.${0 | 1 | 2 | 3}`
  | `category.${Category}`
  | `kind.${Kind}`

/** Everything a set of cards points at, and who is looking, and when. */
export type ViewContext = {
  /** Null in the portfolio. */
  projectId: string | null
  today: string
  me: string | null
  people: readonly { id: string; name: string }[]
  /** The names of people are still on their way: one that is not known yet is not said to be gone. */
  waiting?: boolean
  statuses: CardSet['statuses']
  labels: CardSet['labels']
  actions: CardSet['actions']
  objectives: CardSet['objectives']
  projects: CardSet['projects']
  fields: readonly Field[]
  links: readonly ViewLink[]
  byId: ReadonlyMap<string, Card>
  /** A figure, or a day, as the reader writes it; as it is when nobody says. */
  figure?: (n: number) => string
  day?: (day: string) => string
  word: (word: ViewWord, day?: string) => string
}

export type Colour = LabelColour | null

/** What somebody is called; quiet while the names are on their way. */
export function nameIn(ctx: Pick<ViewContext, 'people' | 'waiting' | 'word'>): (id: string) => string {
  const names = new Map(ctx.people.map((p) => [p.id, p.name]))
  return (id) => names.get(id) ?? (ctx.waiting ? '' : ctx.word('gone'))
}

/** « Été » and « ete » are looked for alike. */
export const folded = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

const texts = new WeakMap<Card, string>()
/** What a search by text looks through, worked out once per card. */
export function textOf(c: Card): string {
  let text = texts.get(c)
  if (text === undefined) {
    text = folded(`${c.title} #${c.number}`)
    texts.set(c, text)
  }
  return text
}

const blocking = new WeakMap<ReadonlyMap<string, Card>, Map<object, ReadonlySet<string>>>()
/** The tasks that wait for another to finish, or to start. */
export function blockedIn(ctx: Pick<ViewContext, 'links' | 'byId'>): ReadonlySet<string> {
  const kept = blocking.get(ctx.byId) ?? new Map<object, ReadonlySet<string>>()
  blocking.set(ctx.byId, kept)
  const known = kept.get(ctx.links)
  if (known) return known
  const blocked = new Set<string>()
  for (const l of ctx.links) {
    const from = ctx.byId.get(l.fromId)
    const to = ctx.byId.get(l.toId)
    if (!from || !to || to.done || from.done) continue
    if (l.kind === 'fs' || (l.kind === 'ss' && from.progress === 0)) blocked.add(to.id)
  }
  kept.set(ctx.links, blocked)
  return blocked
}

const dayMs = 86_400_000
const at = (day: string) => Date.parse(`${day}T00:00:00Z`)
export const addDays = (day: string, n: number) => new Date(at(day) + n * dayMs).toISOString().slice(0, 10)
export const daysApart = (from: string, to: string) => Math.round((at(to) - at(from)) / dayMs)
/** Monday is 0. */
export const weekdayOf = (day: string) => (new Date(at(day)).getUTCDay() + 6) % 7
export const mondayOf = (day: string) => addDays(day, -weekdayOf(day))
export const monthOf = (day: string) => `${day.slice(0, 7)}-01`
