import type { Formats } from '#platform/formats.ts'
import type { Link } from '../../scheduling/model.ts'
import { isPlaced, type Places, type Span } from './bars.ts'
import { driftOf } from './drift.ts'
import { dateOf } from './gestures.ts'
import type { LivePlan } from './live.ts'
import { predecessorsText } from './predecessors.ts'
import type { Row } from './rows.ts'
import { spanText, type Tongue } from './spans.ts'

export type ColumnKey =
  | 'number'
  | 'name'
  | 'start'
  | 'finish'
  | 'duration'
  | 'predecessors'
  | 'drift'
  | 'slack'
  | 'people'
export type Reading = {
  plan: LivePlan
  places: Places
  numbers: ReadonlyMap<string, number>
  people: readonly { id: string; name: string }[]
  baseline: ReadonlyMap<string, Span> | null
  f: Pick<Formats, 'date'>
  tongue: Tongue
}

/** What a cell says, in words: on the screen, in a print and in a PDF alike. */
export function cellText(key: ColumnKey, row: Row, r: Reading): string {
  if (row.kind === 'group') return key === 'name' ? row.label : groupText(key, row.ids, r)
  const { card } = row
  if (key === 'number') return String(card.number)
  if (key === 'name') return card.title
  if (key === 'people')
    return card.assigneeIds
      .map((id) => r.people.find((p) => p.id === id)?.name.split(' ')[0])
      .filter(Boolean)
      .join(', ')
  if (key === 'predecessors') return predecessorsOf(card.id, r)
  const placed = r.places(card.id)
  if (!placed || (!placed.summary && !isPlaced(card))) return ''
  const typed = card.mode === 'manual' && !placed.summary
  const point = placed.start === placed.finish
  if (key === 'start')
    return typed && !card.startsOn && !point
      ? ''
      : r.f.date(dateOf(placed.start, point ? 'finish' : 'start').day)
  if (key === 'finish') return typed && !card.dueOn ? '' : r.f.date(dateOf(placed.finish, 'finish').day)
  const say = (minutes: number) => spanText(minutes, r.plan.worth, r.tongue)
  if (key === 'duration')
    return say(Math.round(r.plan.calendarOf(card.id).workBetween(placed.start, placed.finish)))
  if (key === 'slack') return card.done ? '' : say(Math.round(placed.totalSlack))
  const then = r.baseline?.get(card.id)
  // What holds others is where they are: its own old dates say nothing.
  if (!then || placed.summary) return ''
  const minutes = driftOf(placed, then, r.plan.calendar)
  return minutes === 0 ? '=' : `${minutes > 0 ? '+' : '−'}${say(Math.abs(minutes))}`
}

function groupText(key: ColumnKey, ids: readonly string[], r: Reading): string {
  if (key !== 'start' && key !== 'finish') return ''
  let best: number | null = null
  for (const id of ids) {
    const p = r.places(id)
    if (!p) continue
    best = best === null ? p[key] : key === 'start' ? Math.min(best, p.start) : Math.max(best, p.finish)
  }
  return best === null ? '' : r.f.date(dateOf(best, key).day)
}

const before = new WeakMap<readonly Link[], Map<string, Link[]>>()
/** The links that arrive at a task. */
export function linksTo(plan: Pick<LivePlan, 'links'>, id: string): readonly Link[] {
  let table = before.get(plan.links)
  if (!table) {
    table = Map.groupBy(plan.links, (l) => l.toId)
    before.set(plan.links, table)
  }
  return table.get(id) ?? []
}
export const predecessorsOf = (id: string, r: Pick<Reading, 'plan' | 'numbers' | 'tongue'>): string =>
  predecessorsText(
    linksTo(r.plan, id).flatMap((l) => {
      const number = r.numbers.get(l.fromId)
      return number === undefined ? [] : [{ number, kind: l.kind, lag: l.lag, lagUnit: l.lagUnit }]
    }),
    r.plan.worth,
    r.tongue,
  )
