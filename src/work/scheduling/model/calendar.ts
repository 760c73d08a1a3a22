import { dayNumber, dayOfNumber, minutesPerDay, weekdayOf } from './clock.ts'
import type { Instant, Period, PlanCalendar } from './plan.ts'

/**
 * Working time as a number line: `toWork` says how much work lies before an instant, `fromWork` where an amount of work
 * lies. One amount has two instants, this evening and tomorrow morning: a start takes the morning, a finish the evening.
 */
export type WorkCalendar = {
  toWork(t: Instant): number
  fromWork(work: number, side: 'start' | 'finish'): Instant
  /** Forward to a finish, backward to a start. */
  addWork(t: Instant, minutes: number): Instant
  workBetween(from: Instant, to: Instant): number
  /** The working hours of a day, by its number since 1970-01-01. */
  periodsOn(day: number): readonly Period[]
  /** The earliest working instant from here. */
  next(t: Instant): Instant
}

export const always: WorkCalendar = {
  toWork: (t) => t,
  fromWork: (work) => work,
  addWork: (t, minutes) => t + minutes,
  workBetween: (from, to) => to - from,
  periodsOn: () => [[0, minutesPerDay]],
  next: (t) => t,
}

/** Sorted, without overlap, without emptiness. */
export function tidy(periods: readonly Period[]): Period[] {
  const out: [number, number][] = []
  for (const [from, to] of periods.toSorted((a, b) => a[0] - b[0])) {
    const last = out.at(-1)
    if (to <= from) continue
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else out.push([from, to])
  }
  return out
}

/** Whether any day of its usual week is worked; one without is of no use to a schedule. */
export function works(id: string, calendars: ReadonlyMap<string, PlanCalendar>): boolean {
  return chainOf(id, calendars).some((c) => c.week.some((d) => d && tidy(d).length > 0))
}

/** The calendar and those it derives from, the base first; a circle of bases is cut. */
function chainOf(id: string, calendars: ReadonlyMap<string, PlanCalendar>): PlanCalendar[] {
  const chain: PlanCalendar[] = []
  for (let c = calendars.get(id); c && !chain.includes(c); c = c.base ? calendars.get(c.base) : undefined)
    chain.unshift(c)
  return chain
}

/** The working hours of each day in a stretch of days. */
function daysOf(chain: readonly PlanCalendar[]): (from: number, to: number) => (readonly Period[])[] {
  const week = [0, 1, 2, 3, 4, 5, 6].map((d) => {
    let found: readonly Period[] = []
    for (const c of chain) found = c.week[d] ?? found
    return tidy(found)
  })
  type Stretch = { from: number; to: number; on: (weekday: number) => readonly Period[] | null }
  const stretches: Stretch[] = []
  for (const c of chain)
    for (const w of (c.weeks ?? []).toReversed()) {
      const tidied = w.week.map((d) => d && tidy(d))
      stretches.push({ from: dayNumber(w.from), to: dayNumber(w.to), on: (d) => tidied[d] ?? null })
    }
  for (const c of chain)
    for (const e of c.exceptions.toReversed()) {
      const periods = tidy(e.periods)
      stretches.push({ from: dayNumber(e.from), to: dayNumber(e.to), on: () => periods })
    }
  return (from, to) => {
    const days: (readonly Period[])[] = []
    for (let d = from; d < to; d++) days.push(week[weekdayOf(d)]!)
    for (const s of stretches)
      for (let d = Math.max(from, s.from); d <= Math.min(to - 1, s.to); d++)
        days[d - from] = s.on(weekdayOf(d)) ?? days[d - from]!
    return days
  }
}

const ahead = 800
const farthest = 200 * 366

/** Three sorted arrays (start, end, work before) over a stretch of days that grows when asked beyond it. */
function lineOf(days: (from: number, to: number) => (readonly Period[])[], around: Instant): WorkCalendar {
  const middle = Math.floor(around / minutesPerDay)
  let low = middle - ahead / 2
  let high = middle + ahead
  let starts = new Float64Array(0)
  let ends = starts
  let before = starts
  let count = 0
  let total = 0
  let least = 0

  const build = () => {
    const all = days(low, high)
    let room = 1
    for (const d of all) room += d.length
    starts = new Float64Array(room)
    ends = new Float64Array(room)
    before = new Float64Array(room)
    count = 0
    let work = 0
    let atMiddle = 0
    for (let d = 0; d < all.length; d++) {
      const midnight = (low + d) * minutesPerDay
      if (low + d === middle) atMiddle = work
      for (const [from, to] of all[d]!) {
        const last = count ? ends[count - 1]! : Number.NEGATIVE_INFINITY
        const start = Math.max(midnight + from, last)
        const end = midnight + to
        if (end <= start) continue
        if (start === last) ends[count - 1] = end
        else {
          starts[count] = start
          ends[count] = end
          before[count] = work
          count += 1
        }
        work += end - start
      }
    }
    for (let i = 0; i < count; i++) before[i]! -= atMiddle
    least = -atMiddle
    total = work - atMiddle
  }
  const grow = (down: boolean): boolean => {
    const span = high - low
    if (span > farthest) return false
    if (down) low -= span
    else high += span
    build()
    return true
  }
  build()

  /** The last index whose value is at most (or, strictly, below) what is sought; -1: none. */
  const seek = (values: Float64Array, sought: number, strict: boolean): number => {
    let a = 0
    let b = count
    while (a < b) {
      const m = (a + b) >>> 1
      if (strict ? values[m]! < sought : values[m]! <= sought) a = m + 1
      else b = m
    }
    return a - 1
  }
  const toWork = (t: Instant): number => {
    while (t < low * minutesPerDay && grow(true));
    while (t > high * minutesPerDay && grow(false));
    const i = seek(starts, t, false)
    return i < 0 ? least : before[i]! + Math.min(t, ends[i]!) - starts[i]!
  }
  const fromWork = (work: number, side: 'start' | 'finish'): Instant => {
    while ((side === 'start' ? work >= total : work > total) && grow(false));
    while ((side === 'start' ? work < least : work <= least) && grow(true));
    const i = Math.max(0, seek(before, work, side === 'finish'))
    return count ? starts[i]! + work - before[i]! : low * minutesPerDay
  }
  return {
    toWork,
    fromWork,
    addWork: (t, minutes) => fromWork(toWork(t) + minutes, minutes > 0 ? 'finish' : 'start'),
    workBetween: (from, to) => toWork(to) - toWork(from),
    periodsOn: (day) => days(day, day + 1)[0] ?? [],
    next: (t) => {
      const start = fromWork(toWork(t), 'start')
      return start > t ? start : t
    },
  }
}

/** A calendar made ready around a moment. One that works on no day stands for all the time there is. */
export function compileCalendar(
  id: string,
  calendars: ReadonlyMap<string, PlanCalendar>,
  around: Instant,
): WorkCalendar {
  return works(id, calendars) ? lineOf(daysOf(chainOf(id, calendars)), around) : always
}

/** What several people do together is done while any of them works. */
export function unionCalendar(
  ids: readonly string[],
  calendars: ReadonlyMap<string, PlanCalendar>,
  around: Instant,
): WorkCalendar {
  const each = ids.filter((id) => works(id, calendars)).map((id) => daysOf(chainOf(id, calendars)))
  if (!each.length) return always
  return lineOf((from, to) => {
    const all = each.map((days) => days(from, to))
    return Array.from({ length: to - from }, (_, d) => tidy(all.flatMap((days) => days[d]!)))
  }, around)
}

/** Several days in a row that are worked alike, for the shading of a chart: the days nobody works. */
export function daysOff(calendar: WorkCalendar, from: number, to: number): string[] {
  const off: string[] = []
  for (let d = from; d <= to; d++) if (!calendar.periodsOn(d).length) off.push(dayOfNumber(d))
  return off
}
