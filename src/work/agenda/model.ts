import type { Card } from '../model.ts'
import { addDays, daysApart, mondayOf, monthOf } from '../views/model.ts'

export const scales = ['month', 'week', 'day', 'year'] as const
export type Scale = (typeof scales)[number]

type Dated = Pick<Card, 'id' | 'startsOn' | 'dueOn'>

/** From the first to the last day of a task; one with a single date lasts that day. Null: it has none. */
export function spanOf(c: Pick<Dated, 'startsOn' | 'dueOn'>): { from: string; to: string } | null {
  const from = c.startsOn ?? c.dueOn
  const to = c.dueOn ?? c.startsOn
  if (!from || !to) return null
  return from <= to ? { from, to } : { from: to, to: from }
}

/** The minute of the day somebody chose. Hours that the schedule worked out are its own affair: nobody promised 14:42. */
export const hourSaid = (c: Pick<Card, 'mode' | 'startMinute' | 'dueMinute'>): number | null =>
  c.mode === 'auto' ? null : (c.startMinute ?? c.dueMinute)

/** The Mondays of the weeks a scale shows around a day. */
export function weeksOf(scale: Scale, day: string): string[] {
  if (scale === 'week' || scale === 'day') return [mondayOf(day)]
  const first = monthOf(day)
  const weeks = []
  for (
    let monday = mondayOf(first);
    monday < addDays(monthOf(addDays(first, 31)), 0);
    monday = addDays(monday, 7)
  )
    weeks.push(monday)
  return weeks
}

/** The day one turns the page to. */
export function turned(scale: Scale, day: string, by: -1 | 1): string {
  if (scale === 'day') return addDays(day, by)
  if (scale === 'week') return addDays(day, 7 * by)
  if (scale === 'year') return `${Number(day.slice(0, 4)) + by}${day.slice(4, 8)}01`
  return by > 0 ? monthOf(addDays(monthOf(day), 31)) : monthOf(addDays(monthOf(day), -1))
}

export type Bar<C> = {
  card: C
  /** 0 is Monday; how many days it covers this week. */
  at: number
  days: number
  lane: number
  /** It began before this week, or goes on after it. */
  before: boolean
  after: boolean
}

/**
 * The bars of one week, laid in lanes so that none covers another: the longest of those that begin first on top.
 * `hidden`: by day, how many do not fit in `most` lanes.
 */
export function barsOf<C extends Dated>(
  cards: readonly C[],
  monday: string,
  most: number,
): { bars: Bar<C>[]; hidden: number[]; lanes: number } {
  const sunday = addDays(monday, 6)
  const inside = cards
    .flatMap((card) => {
      const span = spanOf(card)
      if (!span || span.to < monday || span.from > sunday) return []
      const from = span.from < monday ? monday : span.from
      const to = span.to > sunday ? sunday : span.to
      return [
        {
          card,
          at: daysApart(monday, from),
          days: daysApart(from, to) + 1,
          before: span.from < monday,
          after: span.to > sunday,
        },
      ]
    })
    .sort((a, b) => a.at - b.at || b.days - a.days || (a.card.id < b.card.id ? -1 : 1))
  const ends: number[] = []
  const bars: Bar<C>[] = []
  const hidden = [0, 0, 0, 0, 0, 0, 0]
  for (const b of inside) {
    let lane = ends.findIndex((end) => end <= b.at)
    if (lane < 0) lane = ends.length
    ends[lane] = b.at + b.days
    bars.push({ ...b, lane })
  }
  // Where something is hidden, the last lane is the place that says how many.
  const crowded = hidden.map((_, d) => bars.some((b) => b.lane >= most && b.at <= d && d < b.at + b.days))
  const shown = bars.filter((b) => {
    const fits = b.lane < most && (b.lane < most - 1 || !crowded.slice(b.at, b.at + b.days).some(Boolean))
    if (!fits) for (let d = b.at; d < b.at + b.days; d++) hidden[d]! += 1
    return fits
  })
  return { bars: shown, hidden, lanes: Math.min(most, ends.length) }
}

/** The dates of a task moved by some days. A task without dates is due on the day it is put on. */
export function moved(
  c: Pick<Dated, 'startsOn' | 'dueOn'>,
  by: number,
): { startsOn?: string; dueOn?: string } {
  return {
    ...(c.startsOn && { startsOn: addDays(c.startsOn, by) }),
    ...(c.dueOn && { dueOn: addDays(c.dueOn, by) }),
  }
}

/** A task made to end on another day; never before it starts. */
export function ending(
  c: Pick<Dated, 'startsOn' | 'dueOn'>,
  on: string,
): { startsOn: string; dueOn: string } {
  const from = spanOf(c)?.from ?? on
  const to = on < from ? from : on
  return { startsOn: from, dueOn: to }
}

/** How many tasks each day of a year holds. */
export function countByDay(cards: readonly Dated[], year: number): Map<string, number> {
  const [first, last] = [`${year}-01-01`, `${year}-12-31`]
  const counts = new Map<string, number>()
  for (const c of cards) {
    const span = spanOf(c)
    if (!span || span.to < first || span.from > last) continue
    const to = span.to > last ? last : span.to
    for (let day = span.from < first ? first : span.from; day <= to; day = addDays(day, 1))
      counts.set(day, (counts.get(day) ?? 0) + 1)
  }
  return counts
}
