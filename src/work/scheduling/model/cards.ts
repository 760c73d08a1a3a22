import type { Card } from '../../model.ts'
import { always, type WorkCalendar } from './calendar.ts'
import { dayNumber, dayOfInstant, instantAt, instantOf, minuteOfInstant, minutesPerDay } from './clock.ts'
import type { Constraint, Instant, Placed, Plan, PlanCalendar, PlanLink, PlanTask } from './plan.ts'
import type { Link, PlanDetail } from './shapes.ts'
import { calendarsOf } from './whose.ts'

/** What of a card its schedule depends on. */
export type PlanCard = Pick<
  Card,
  | 'id'
  | 'parentId'
  | 'kind'
  | 'mode'
  | 'startsOn'
  | 'startMinute'
  | 'dueOn'
  | 'dueMinute'
  | 'deadlineOn'
  | 'durationMinutes'
  | 'constraintKind'
  | 'constraintAt'
  | 'progress'
  | 'done'
  | 'assigneeIds'
>
export type PlanInput = {
  cards: readonly PlanCard[]
  links: readonly Pick<Link, 'id' | 'fromId' | 'toId' | 'kind' | 'lag' | 'lagUnit'>[]
  details: readonly PlanDetail[]
  calendars: readonly PlanCalendar[]
  projectCalendarId: string
  /** The calendar of each person. */
  people: Readonly<Record<string, string>>
  /** When what nothing drives begins; else the first date there is, else today. */
  startsOn: string | null
  today: string
  statusOn?: string | null
  criticalSlackMinutes?: number
}

export type CardDates = {
  startsOn: string
  startMinute: number | null
  dueOn: string
  dueMinute: number | null
}

/** A day without an hour is the whole of it: from its first minute, to its last. */
export const startOf = (c: Pick<PlanCard, 'startsOn' | 'startMinute'>): Instant | null =>
  c.startsOn === null ? null : instantAt(c.startsOn, c.startMinute ?? 0)
export const dueOf = (c: Pick<PlanCard, 'dueOn' | 'dueMinute'>): Instant | null =>
  c.dueOn === null ? null : instantAt(c.dueOn, c.dueMinute ?? minutesPerDay)
/** A deadline is kept until the end of its day. */
export const deadlineAt = (day: string): Instant => (dayNumber(day) + 1) * minutesPerDay

const plain: Omit<PlanDetail, 'id'> = {
  elapsed: false,
  actualStart: null,
  actualFinish: null,
  calendarId: null,
  ignoresPersonCalendar: false,
}

/** The plan in a project’s cards. A manual task without a date has no place in it. */
export function planFromCards(input: PlanInput): Plan {
  const { cards, details, people } = input
  const detailOf = new Map(details.map((d) => [d.id, d]))
  const byId = new Map(cards.map((c) => [c.id, c]))
  const kept = placeable(cards)
  const linked = new Set(input.links.filter((l) => kept.has(l.fromId)).map((l) => l.toId))
  const driven = (c: PlanCard): boolean => {
    const seen = new Set<string>()
    for (let up: PlanCard | undefined = c; up && !seen.has(up.id); up = byId.get(up.parentId ?? '')) {
      if (linked.has(up.id)) return true
      seen.add(up.id)
    }
    return false
  }
  const first = cards.reduce<string | null>((least, c) => {
    const day = c.startsOn ?? c.dueOn
    return day !== null && (least === null || day < least) ? day : least
  }, null)
  const start = instantAt(input.startsOn ?? first ?? input.today, 0)
  const calendarOf = calendarsOf({
    start,
    calendarId: input.projectCalendarId,
    calendars: input.calendars,
  })
  const tasks = cards
    .filter((c) => kept.has(c.id))
    .map((c): PlanTask => {
      const detail = detailOf.get(c.id) ?? plain
      const whose = {
        calendarId: detail.calendarId,
        personCalendarIds: c.assigneeIds.flatMap((m) => people[m] ?? []),
        ignoresPersonCalendar: detail.ignoresPersonCalendar,
      }
      const calendar = detail.elapsed ? always : calendarOf(whose)
      const from = startOf(c)
      const to = dueOf(c)
      const begun = c.done || c.progress > 0
      // What is done keeps its dates: nothing drives the past.
      const actualFinish = detail.actualFinish ? instantOf(detail.actualFinish) : c.done ? (to ?? from) : null
      const actualStart = detail.actualStart
        ? instantOf(detail.actualStart)
        : begun
          ? (from ?? actualFinish)
          : null
      const manual = c.mode === 'manual'
      return {
        id: c.id,
        parentId: c.parentId !== null && byId.has(c.parentId) ? c.parentId : null,
        mode: c.mode,
        duration: durationOf(c, from, to, calendar),
        elapsed: detail.elapsed,
        constraint: constraintOf(c, from, driven),
        deadline: c.deadlineOn === null ? null : deadlineAt(c.deadlineOn),
        start: manual ? (isPoint(c) ? pointOf(c, calendar) : from) : null,
        finish: manual ? (isPoint(c) ? pointOf(c, calendar) : to) : null,
        actualStart: manual && !c.done ? null : actualStart,
        actualFinish,
        progress: c.done ? 100 : c.progress,
        ...whose,
      }
    })
  return {
    start,
    calendarId: input.projectCalendarId,
    calendars: input.calendars,
    tasks,
    links: input.links.map(
      (l): PlanLink => ({
        id: l.id,
        from: l.fromId,
        to: l.toId,
        kind: l.kind,
        lag: l.lag,
        lagUnit: l.lagUnit,
      }),
    ),
    statusAt: input.statusOn ? instantAt(input.statusOn, 0) : null,
    criticalSlack: input.criticalSlackMinutes ?? 0,
  }
}

/** A milestone is a point: on its due day when it has one. */
const isPoint = (c: PlanCard) => c.kind === 'milestone' && !c.durationMinutes
/** Said by its hour, else at the end of what is worked that day; on a day off, at noon. */
function pointOf(c: PlanCard, calendar: WorkCalendar): Instant | null {
  const [day, minute] = c.dueOn !== null ? [c.dueOn, c.dueMinute] : [c.startsOn, c.startMinute]
  return day === null ? null : instantAt(day, minute ?? calendar.periodsOn(dayNumber(day)).at(-1)?.[1] ?? 720)
}

function placeable(cards: readonly PlanCard[]): Set<string> {
  const kept = new Set(cards.filter((c) => c.mode === 'auto' || c.startsOn || c.dueOn).map((c) => c.id))
  const byId = new Map(cards.map((c) => [c.id, c]))
  // What holds something in the plan is in it.
  for (const id of [...kept]) {
    for (let up = byId.get(id)?.parentId; up && byId.has(up) && !kept.has(up); up = byId.get(up)!.parentId)
      kept.add(up)
  }
  return kept
}

function durationOf(c: PlanCard, from: Instant | null, to: Instant | null, calendar: WorkCalendar): number {
  if (c.durationMinutes !== null) return c.durationMinutes
  if (isPoint(c)) return 0
  if (from !== null && to !== null) return Math.max(0, Math.round(calendar.workBetween(from, to)))
  return usualDay(calendar, from ?? (to === null ? 0 : to - 1))
}

/** The length of the first worked day from here. */
function usualDay(calendar: WorkCalendar, from: Instant): number {
  const day = Math.floor(calendar.next(from) / minutesPerDay)
  return calendar.periodsOn(day).reduce((sum, [a, b]) => sum + b - a, 0) || 420
}

/** An automatic task that nothing drives stays where it is: taking its last link away does not send it to the beginning. */
function constraintOf(
  c: PlanCard,
  from: Instant | null,
  driven: (c: PlanCard) => boolean,
): Constraint | null {
  if (c.mode === 'manual') return null
  if (c.constraintKind !== 'asap')
    return { kind: c.constraintKind, at: c.constraintAt ? instantOf(c.constraintAt) : null }
  return from !== null && !driven(c) ? { kind: 'snet', at: from } : null
}

/**
 * Dates as a card carries them: hours only when they are not those of the whole day. A finish at the end of a period is
 * on that day, also at midnight.
 */
export function datesOf(placed: Pick<Placed, 'start' | 'finish'>, calendar: WorkCalendar): CardDates {
  const start = Math.round(placed.start)
  const finish = Math.round(placed.finish)
  const point = start === finish
  const midnight = minuteOfInstant(finish) === 0 && finish > start
  const dueDay = Math.floor(finish / minutesPerDay) - (midnight ? 1 : 0)
  const dueMinute = midnight ? minutesPerDay : minuteOfInstant(finish)
  const startMinute = minuteOfInstant(start)
  const opens = calendar.periodsOn(Math.floor(start / minutesPerDay))[0]?.[0] ?? 0
  const closes = calendar.periodsOn(dueDay).at(-1)?.[1] ?? minutesPerDay
  return {
    startsOn: dayOfInstant(start),
    startMinute: startMinute === opens && !(point && startMinute > 0) ? null : startMinute,
    dueOn: dayOfInstant(dueDay * minutesPerDay),
    dueMinute: dueMinute === closes ? null : dueMinute,
  }
}
