import type { Period, PlanCalendar } from '../../scheduling/model.ts'
import { dayNumber, dayOfNumber, weekdayOf } from '../../scheduling/model.ts'

/** What a task asks of people. A card fits, through `workOf`. */
export type Work = {
  id: string
  /** Null: of a project out of the reader's sight. */
  projectId: string | null
  number: number
  title: string
  assigneeIds: readonly string[]
  startsOn: string | null
  dueOn: string | null
  estimateMinutes: number | null
  durationMinutes: number | null
  progress: number
  done: boolean
  /** Names of its labels: those that somebody has as a skill are what it asks for. */
  needs: readonly string[]
  version: number
}

export type PersonTime = { id: string; calendarId: string }
export type LoadInput = {
  works: readonly Work[]
  people: readonly PersonTime[]
  calendars: readonly PlanCalendar[]
  /** The days looked at, both counted. */
  from: string
  to: string
  today: string
}

export type Part = { workId: string; minutes: number }
export type PersonLoad = {
  id: string
  /** Minutes of each day looked at. */
  capacity: readonly number[]
  planned: readonly number[]
  /** What goes past capacity, day by day, and what falls on no working day at all. */
  over: number
  free: number
  /** Minutes of work whose days are all days off. */
  unplaced: number
  /** Minutes of work without any date: they are in no day. */
  undated: number
  parts: (index: number) => readonly Part[]
  unplacedParts: readonly (Part & { on: string })[]
}
export type Load = {
  days: readonly string[]
  people: readonly PersonLoad[]
  of: (id: string) => PersonLoad | undefined
  over: number
}

/** How long one looks for a working day before saying there is none. */
const patience = 400

/** Working minutes of any day, each looked up once: a load asks for the same days again and again. */
export class Hours {
  private readonly byId: ReadonlyMap<string, PlanCalendar>
  private readonly said = new Map<string, Map<number, number>>()
  private readonly known = new Map<string, Map<number, number>>()

  constructor(calendars: readonly PlanCalendar[]) {
    this.byId = new Map(calendars.map((c) => [c.id, c]))
  }

  minutes(id: string, n: number): number {
    let days = this.known.get(id)
    if (!days) {
      days = new Map()
      this.known.set(id, days)
    }
    let minutes = days.get(n)
    if (minutes === undefined) {
      minutes = this.find(id, n)
      days.set(n, minutes)
    }
    return minutes
  }

  private find(id: string, n: number): number {
    const chain: PlanCalendar[] = []
    for (let c = this.byId.get(id); c && !chain.includes(c); c = c.base ? this.byId.get(c.base) : undefined) {
      const exception = this.exceptions(c).get(n)
      if (exception !== undefined) return exception
      chain.push(c)
    }
    const weekday = weekdayOf(n)
    for (const c of chain) {
      const other = c.weeks?.find((w) => dayNumber(w.from) <= n && n <= dayNumber(w.to))?.week[weekday]
      const periods = other ?? c.week[weekday]
      if (periods) return total(periods)
    }
    return 0
  }

  private exceptions(c: PlanCalendar): Map<number, number> {
    const known = this.said.get(c.id)
    if (known) return known
    const days = new Map<number, number>()
    for (const e of c.exceptions) {
      const last = Math.min(dayNumber(e.to), dayNumber(e.from) + 40_000)
      for (let n = dayNumber(e.from); n <= last; n++) if (!days.has(n)) days.set(n, total(e.periods))
    }
    this.said.set(c.id, days)
    return days
  }
}
const total = (periods: readonly Period[]) => periods.reduce((sum, [from, to]) => sum + to - from, 0)

/**
 * Minutes of work left: the estimate, else the duration, less what is done. A task with dates and nothing else is worth the
 * working time between them; one with a single date and nothing else asks for no counted time.
 */
export function remainingOf(w: Work, hours: Hours, calendarId: string): number {
  if (w.done) return 0
  const whole = w.estimateMinutes ?? w.durationMinutes ?? between(w, hours, calendarId)
  return Math.round((whole * (100 - w.progress)) / 100)
}
function between(w: Work, hours: Hours, calendarId: string): number {
  if (!w.startsOn || !w.dueOn) return 0
  let sum = 0
  for (let n = dayNumber(w.startsOn); n <= dayNumber(w.dueOn); n++) sum += hours.minutes(calendarId, n)
  return sum
}

/** A whole number of minutes in shares that add up to it. */
export const shareOf = (minutes: number, people: number, index: number): number =>
  people === 0 ? 0 : Math.floor(minutes / people) + (index < minutes % people ? 1 : 0)

export type Spread = {
  first: number
  minutes: number[]
  /** Work whose days are all days off, with the day it was due. */
  unplaced: number
  unplacedOn: number
  undated: number
}
const nothing: Spread = { first: 0, minutes: [], unplaced: 0, unplacedOn: 0, undated: 0 }

/** One person's share of a task over the working days of its bar, from today on: what is late is for the next working day. */
export function spread(
  w: Pick<Work, 'startsOn' | 'dueOn'>,
  minutes: number,
  calendarId: string,
  hours: Hours,
  today: number,
): Spread {
  if (minutes <= 0) return nothing
  if (!w.startsOn && !w.dueOn) return { ...nothing, undated: minutes }
  const [first, last] = barOf(w, minutes, calendarId, hours, today)
  const capacity: number[] = []
  let sum = 0
  for (let n = first; n <= last; n++) {
    const c = hours.minutes(calendarId, n)
    capacity.push(c)
    sum += c
  }
  if (sum === 0) return { ...nothing, unplaced: minutes, unplacedOn: last }
  // Each day gets its part of the capacity; rounding down the running sum keeps the whole exact.
  let counted = 0
  let given = 0
  const each = capacity.map((c) => {
    counted += c
    const upTo = Math.floor((minutes * counted) / sum)
    const part = upTo - given
    given = upTo
    return part
  })
  return { ...nothing, first, minutes: each }
}

function barOf(
  w: Pick<Work, 'startsOn' | 'dueOn'>,
  minutes: number,
  calendarId: string,
  hours: Hours,
  today: number,
): [first: number, last: number] {
  const due = w.dueOn ? dayNumber(w.dueOn) : undefined
  const start = w.startsOn ? dayNumber(w.startsOn) : undefined
  if (due !== undefined && due < today) {
    let n = today
    while (n < today + patience && hours.minutes(calendarId, n) === 0) n++
    return [n, n]
  }
  if (due !== undefined && start !== undefined) return [Math.min(Math.max(start, today), due), due]
  let left = minutes
  if (due !== undefined) {
    let n = due
    for (; n > today && n > due - patience; n--) {
      left -= hours.minutes(calendarId, n)
      if (left <= 0) break
    }
    return [n, due]
  }
  const first = Math.max(start as number, today)
  let n = first
  for (; n < first + patience; n++) {
    left -= hours.minutes(calendarId, n)
    if (left <= 0) break
  }
  return [first, n]
}

/** The shares of one task, for each of its people that are looked at. */
export function sharesOf(
  w: Work,
  calendarOf: ReadonlyMap<string, string>,
  hours: Hours,
  today: number,
): { personId: string; spread: Spread }[] {
  if (w.done || !w.assigneeIds.length) return []
  const first = w.assigneeIds.map((id) => calendarOf.get(id)).find((c) => c !== undefined)
  if (first === undefined) return []
  const minutes = remainingOf(w, hours, first)
  return w.assigneeIds.flatMap((personId, i) => {
    const calendarId = calendarOf.get(personId)
    if (calendarId === undefined) return []
    const mine = shareOf(minutes, w.assigneeIds.length, i)
    return [{ personId, spread: spread(w, mine, calendarId, hours, today) }]
  })
}

/** What everybody has to do, against the time they have, day by day. */
export function loadOf(o: LoadInput, hours = new Hours(o.calendars)): Load {
  const from = dayNumber(o.from)
  const count = Math.max(0, dayNumber(o.to) - from + 1)
  const today = dayNumber(o.today)
  const calendarOf = new Map(o.people.map((p) => [p.id, p.calendarId]))
  const building = new Map(
    o.people.map((p) => [
      p.id,
      {
        capacity: Array.from({ length: count }, (_, i) => hours.minutes(p.calendarId, from + i)),
        planned: new Array<number>(count).fill(0),
        parts: new Map<number, Part[]>(),
        unplaced: [] as (Part & { on: string })[],
        undated: 0,
      },
    ]),
  )
  for (const w of o.works) {
    for (const { personId, spread: s } of sharesOf(w, calendarOf, hours, today)) {
      const b = building.get(personId)!
      b.undated += s.undated
      if (s.unplaced && s.unplacedOn >= from && s.unplacedOn < from + count)
        b.unplaced.push({ workId: w.id, minutes: s.unplaced, on: dayOfNumber(s.unplacedOn) })
      s.minutes.forEach((minutes, d) => {
        const i = s.first + d - from
        if (minutes <= 0 || i < 0 || i >= count) return
        b.planned[i]! += minutes
        const list = b.parts.get(i)
        if (list) list.push({ workId: w.id, minutes })
        else b.parts.set(i, [{ workId: w.id, minutes }])
      })
    }
  }
  const people = o.people.map((p): PersonLoad => {
    const b = building.get(p.id)!
    const unplaced = b.unplaced.reduce((sum, u) => sum + u.minutes, 0)
    return {
      id: p.id,
      capacity: b.capacity,
      planned: b.planned,
      over: overOf(b.planned, b.capacity) + unplaced,
      free: b.capacity.reduce((sum, c, i) => sum + Math.max(0, c - b.planned[i]!), 0),
      unplaced,
      undated: b.undated,
      parts: (i) => b.parts.get(i) ?? [],
      unplacedParts: b.unplaced,
    }
  })
  const byId = new Map(people.map((p) => [p.id, p]))
  return {
    days: Array.from({ length: count }, (_, i) => dayOfNumber(from + i)),
    people,
    of: (id) => byId.get(id),
    over: people.reduce((sum, p) => sum + p.over, 0),
  }
}

export const overOf = (planned: readonly number[], capacity: readonly number[]) =>
  planned.reduce((sum, p, i) => sum + Math.max(0, p - (capacity[i] ?? 0)), 0)
