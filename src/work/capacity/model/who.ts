import { dayNumber, dayOfNumber } from '../../scheduling/model.ts'
import { Hours, type Load, type LoadInput, loadOf, remainingOf, sharesOf, type Work } from './load.ts'

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

/** Every skill somebody here has. */
export const skillsOf = (people: readonly Pick<Skilled, 'skills'>[]): ReadonlySet<string> =>
  new Set(people.flatMap((p) => p.skills.map(folded)))

/** Of its labels, those that are a skill of somebody here: the others say something else. */
const needsOf = (w: Pick<Work, 'needs'>, known: ReadonlySet<string>): string[] =>
  w.needs.filter((n) => known.has(folded(n)))

/** Without a due date one looks this many days ahead. */
const ahead = 14

/** The days somebody new would have for it. */
function daysFor(w: Work, today: number): [first: number, last: number] {
  const first = Math.max(today, w.startsOn ? dayNumber(w.startsOn) : today)
  return [first, w.dueOn ? Math.max(first, dayNumber(w.dueOn)) : first + ahead]
}

/** Who could take a task: what they know of what it asks for, times the time they have before it is due. Best first. */
export function whoCould(
  w: Work,
  people: readonly Skilled[],
  input: Pick<LoadInput, 'works' | 'calendars' | 'today'>,
  hours = new Hours(input.calendars),
): Candidate[] {
  const [first, last] = daysFor(w, dayNumber(input.today))
  const load = loadOf({ ...input, people, from: dayOfNumber(first), to: dayOfNumber(last) }, hours)
  return rank(w, people, load, hours, dayNumber(input.today), skillsOf(people))
}

/** The same over a load already counted; days it does not cover are left out. */
export function rank(
  w: Work,
  people: readonly Skilled[],
  load: Load,
  hours: Hours,
  today: number,
  known: ReadonlySet<string>,
): Candidate[] {
  const [first, last] = daysFor(w, today)
  const from = dayNumber(load.days[0] ?? '1970-01-01')
  const needs = needsOf(w, known)
  // Their other work only: what they already do of this task does not take their time from it.
  const own = new Map(
    sharesOf(w, new Map(people.map((p) => [p.id, p.calendarId])), hours, today).map((s) => [
      s.personId,
      s.spread,
    ]),
  )
  const freeOf = (p: Skilled) => {
    const mine = load.of(p.id)
    const spread = own.get(p.id)
    let free = 0
    for (let i = Math.max(0, first - from); i <= Math.min(last - from, load.days.length - 1); i++) {
      const back = spread?.minutes[from + i - spread.first] ?? 0
      free += Math.max(0, (mine?.capacity[i] ?? 0) - (mine?.planned[i] ?? 0) + back)
    }
    return free
  }
  return people
    .filter((p) => p.active)
    .map((p): Candidate => {
      const has = new Set(p.skills.map(folded))
      const matched = needs.filter((n) => has.has(folded(n)))
      const needed = remainingOf(w, hours, p.calendarId)
      const free = freeOf(p)
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
