import {
  type Instant,
  instantAt,
  minutesPerDay,
  type Placed,
  type WorkCalendar,
} from '../../scheduling/model.ts'
import type { Span } from './bars.ts'

/** What a baseline kept of a task. */
export type Kept = {
  taskId: string
  startsOn: string | null
  startMinute: number | null
  dueOn: string | null
  dueMinute: number | null
}

/** Where it stood then: a day without an hour is the whole of it. */
export function keptSpan(k: Kept): Span | undefined {
  const from = k.startsOn ?? k.dueOn
  const to = k.dueOn ?? k.startsOn
  if (!from || !to) return undefined
  return { start: instantAt(from, k.startMinute ?? 0), finish: instantAt(to, k.dueMinute ?? minutesPerDay) }
}

/** Working minutes by which a task now ends after (or, negative, before) what was planned. */
export function driftOf(now: Pick<Placed, 'finish'>, then: Span, calendar: WorkCalendar): number {
  const work = (a: Instant, b: Instant) => calendar.workBetween(a, b)
  const size = now.finish >= then.finish ? work(then.finish, now.finish) : -work(now.finish, then.finish)
  return Math.round(size) || 0
}
