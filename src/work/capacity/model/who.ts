import { dayNumber, dayOfNumber } from '../../scheduling/model.ts'
import { Hours, type LoadInput, loadOf, remainingOf, type Work } from './load.ts'

export type Skilled = {
  id: string
  calendarId: string
  name: string
  skills: readonly string[]
  active: boolean
}
export type Candidate = {
  id: string
  name: string
  /** Which of what the task asks for they know. */
  matched: string[]
  missing: string[]
  /** Minutes free before the task is due. */
  free: number
  /** Minutes the task asks for. */
  needed: number
  /** 0 to 1: skills × time. */
  score: number
  already: boolean
}

export const folded = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()

/** Of its labels, those that are a skill of somebody here: the others say something else. */
export function needsOf(w: Pick<Work, 'needs'>, people: readonly Pick<Skilled, 'skills'>[]): string[] {
  const known = new Set(people.flatMap((p) => p.skills.map(folded)))
  return w.needs.filter((n) => known.has(folded(n)))
}

/** Without a due date one looks this many days ahead. */
const ahead = 14

/** Who could take a task: what they know of what it asks for, times the time they have before it is due. Best first. */
export function whoCould(
  w: Work,
  people: readonly Skilled[],
  input: Pick<LoadInput, 'works' | 'calendars' | 'today'>,
  hours = new Hours(input.calendars),
): Candidate[] {
  const today = dayNumber(input.today)
  const start = Math.max(today, w.startsOn ? dayNumber(w.startsOn) : today)
  const due = w.dueOn ? Math.max(start, dayNumber(w.dueOn)) : start + ahead
  // Their other work only: what they already do of this task does not take their time from it.
  const load = loadOf(
    {
      ...input,
      people,
      works: input.works.filter((other) => other.id !== w.id),
      from: dayOfNumber(start),
      to: dayOfNumber(due),
    },
    hours,
  )
  const needs = needsOf(w, people)
  return people
    .filter((p) => p.active)
    .map((p): Candidate => {
      const has = new Set(p.skills.map(folded))
      const matched = needs.filter((n) => has.has(folded(n)))
      const needed = remainingOf(w, hours, p.calendarId)
      const free = load.of(p.id)?.free ?? 0
      const skill = needs.length ? matched.length / needs.length : 1
      const time = needed > 0 ? Math.min(1, free / needed) : free > 0 ? 1 : 0
      return {
        id: p.id,
        name: p.name,
        matched,
        missing: needs.filter((n) => !has.has(folded(n))),
        free,
        needed,
        score: skill * time,
        already: w.assigneeIds.includes(p.id),
      }
    })
    .toSorted(
      (a, b) =>
        b.score - a.score ||
        b.matched.length - a.matched.length ||
        b.free - a.free ||
        (a.name < b.name ? -1 : 1),
    )
}
