import type { Card, TaskDraft } from '../../model.ts'
import {
  type Constraint,
  dayNumber,
  dayOfInstant,
  dayOfNumber,
  type Instant,
  minuteOfInstant,
  minutesPerDay,
  type Placed,
  type PlanTask,
  type WorkCalendar,
  wallClock,
} from '../../scheduling/model.ts'

/** What a hand does to a bar; `by` in minutes of the clock, whole days unless hours are seen. */
export type Gesture =
  | { kind: 'move'; by: number }
  | { kind: 'start'; by: number }
  | { kind: 'finish'; by: number }
  | { kind: 'progress'; percent: number }

/** The change for the schedule on screen, and the one to save. */
export type Outcome = { change: Partial<Omit<PlanTask, 'id' | 'parentId'>>; patch: Partial<TaskDraft> }

const shiftDay = (day: string, days: number) => dayOfNumber(dayNumber(day) + days)

/** Day and minute of an instant; a finish at midnight belongs to the day that ends there. */
export function dateOf(t: Instant, side: 'start' | 'finish'): { day: string; minute: number } {
  if (side === 'finish' && minuteOfInstant(t) === 0)
    return { day: dayOfInstant(t - 1), minute: minutesPerDay }
  return { day: dayOfInstant(t), minute: minuteOfInstant(t) }
}

/** Snaps what a pointer says to whole days, or to quarters of an hour when hours are seen. */
export const snapped = (minutes: number, hours: boolean): number => {
  const step = hours ? 15 : minutesPerDay
  return Math.round(minutes / step) * step || 0
}

export function outcomeOf(
  card: Pick<
    Card,
    'mode' | 'startsOn' | 'dueOn' | 'startMinute' | 'dueMinute' | 'constraintKind' | 'constraintAt' | 'kind'
  >,
  placed: Placed,
  gesture: Gesture,
  calendar: WorkCalendar,
): Outcome | undefined {
  if (gesture.kind === 'progress') {
    const progress = Math.max(0, Math.min(100, Math.round(gesture.percent / 5) * 5))
    return { change: { progress }, patch: { progress } }
  }
  return card.mode === 'auto' ? automatic(card, placed, gesture, calendar) : typed(card, placed, gesture)
}

/** Dates as typed: they go where the hand puts them, weekends included. */
function typed(
  card: Pick<Card, 'startsOn' | 'dueOn' | 'startMinute' | 'dueMinute' | 'kind'>,
  placed: Placed,
  gesture: Exclude<Gesture, { kind: 'progress' }>,
): Outcome | undefined {
  const moves = { start: gesture.kind !== 'finish', finish: gesture.kind !== 'start' }
  let start = placed.start + (moves.start ? gesture.by : 0)
  let finish = placed.finish + (moves.finish ? gesture.by : 0)
  // One edge never crosses the other: a bar keeps at least the day it stands on.
  if (gesture.kind === 'start') start = Math.min(start, lastStart(placed))
  if (gesture.kind === 'finish') finish = Math.max(finish, firstFinish(placed))
  const days = gesture.by % minutesPerDay === 0
  const patch: Partial<TaskDraft> = {}
  if (days) {
    const by = (t: Instant, was: Instant) => Math.round((t - was) / minutesPerDay)
    if (gesture.kind === 'move') {
      if (card.startsOn) patch.startsOn = shiftDay(card.startsOn, by(start, placed.start))
      if (card.dueOn) patch.dueOn = shiftDay(card.dueOn, by(finish, placed.finish))
    } else if (gesture.kind === 'start') patch.startsOn = dateOf(start, 'start').day
    else {
      patch.dueOn = dateOf(finish, 'finish').day
      if (!card.dueOn && !card.startsOn) patch.startsOn = dateOf(start, 'start').day
    }
  } else {
    const a = dateOf(start, 'start')
    const b = dateOf(finish, 'finish')
    if (moves.start && (card.startsOn || gesture.kind === 'start'))
      Object.assign(patch, { startsOn: a.day, startMinute: a.minute })
    if (moves.finish && (card.dueOn || gesture.kind === 'finish'))
      Object.assign(patch, { dueOn: b.day, dueMinute: b.minute })
  }
  if (gesture.kind !== 'move') patch.durationMinutes = null
  return { change: { start, finish }, patch }
}

const lastStart = (p: Placed) => {
  const day = dateOf(p.finish, 'finish').day
  return Math.max(p.start, Math.min(dayNumber(day) * minutesPerDay + minuteOfInstant(p.start), p.finish))
}
const firstFinish = (p: Placed) => {
  const midnight = Math.floor(p.start / minutesPerDay) * minutesPerDay
  return Math.min(
    p.finish,
    Math.max(
      midnight + (p.finish - 1 - Math.floor((p.finish - 1) / minutesPerDay) * minutesPerDay) + 1,
      p.start + 15,
    ),
  )
}

/** Dates that follow: moving says « not before », pulling the end says how long it takes. */
function automatic(
  card: Pick<Card, 'constraintKind' | 'constraintAt'>,
  placed: Placed,
  gesture: Exclude<Gesture, { kind: 'progress' }>,
  calendar: WorkCalendar,
): Outcome | undefined {
  if (gesture.kind === 'finish') {
    const duration = Math.max(15, Math.round(calendar.workBetween(placed.start, placed.finish + gesture.by)))
    return { change: { duration }, patch: { durationMinutes: duration } }
  }
  if (gesture.kind === 'start') return undefined
  const kind = card.constraintKind === 'mso' || card.constraintKind === 'mfo' ? card.constraintKind : 'snet'
  const at = (kind === 'mfo' ? placed.finish : placed.start) + gesture.by
  const constraint: Constraint = { kind, at }
  return { change: { constraint }, patch: { constraintKind: kind, constraintAt: wallClock(at) } }
}
