import { dayNumber, dayOfNumber, type Instant, minutesPerDay, weekdayOf } from '../../scheduling/model.ts'

/** Days are `dayNumber`s (since 1970); an axis starts on a day and gives every day the same width. */
export type Axis = { from: number; to: number; scale: number }

/** Pixels a day takes. */
export const scales = { day: 64, week: 26, month: 9, quarter: 3 } as const
export type Zoom = keyof typeof scales
export const tightest = 0.4
export const widest = 320

export const clampScale = (scale: number) => Math.min(widest, Math.max(tightest, scale))
/** The named zoom a free one comes nearest to. */
export const zoomOf = (scale: number): Zoom =>
  (Object.keys(scales) as Zoom[]).reduce((best, z) =>
    Math.abs(Math.log(scales[z] / scale)) < Math.abs(Math.log(scales[best] / scale)) ? z : best,
  )

export const xOf = (axis: Axis, t: Instant): number => (t / minutesPerDay - axis.from) * axis.scale
export const instantOfX = (axis: Axis, x: number): Instant =>
  Math.round((x / axis.scale + axis.from) * minutesPerDay)
export const widthOf = (axis: Axis) => (axis.to - axis.from) * axis.scale

/** Room for everything, with air on both sides, in whole months so that it does not wander while dates move. */
export function axisFor(first: Instant, last: Instant, scale: number, room = 0): Axis {
  const air = Math.max(7, 60 / scale)
  const start = monthStart(Math.floor(first / minutesPerDay - air))
  const end = nextMonth(Math.ceil(last / minutesPerDay + air))
  return { from: start, to: Math.max(end, start + Math.ceil(room / scale)), scale }
}
/** The scale at which all of it is seen at once. */
export function fitScale(first: Instant, last: Instant, width: number): number {
  const days = Math.max(1, (last - first) / minutesPerDay)
  return clampScale((width - 48) / (days * 1.04 + 1))
}

const monthStart = (n: number) => dayNumber(`${dayOfNumber(n).slice(0, 7)}-01`)
function nextMonth(n: number): number {
  const day = dayOfNumber(n)
  const [year, month] = [+day.slice(0, 4), +day.slice(5, 7)]
  return dayNumber(month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`)
}

export type Unit = 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year'
/** What the two lines of the head count at a scale. */
export function unitsAt(scale: number): [upper: Unit, lower: Unit] {
  if (scale >= 130) return ['day', 'hour']
  if (scale >= 17) return ['month', 'day']
  if (scale >= 5) return ['month', 'week']
  if (scale >= 1.3) return ['quarter', 'month']
  return ['year', 'quarter']
}

export type Tick = { at: number; to: number }

/** The ticks of a unit between two days, whole ones, as day numbers (hours as fractions). */
export function ticks(unit: Unit, from: number, to: number): Tick[] {
  const found: Tick[] = []
  const step = (start: number, next: (n: number) => number) => {
    for (let at = start; at < to; at = next(at)) found.push({ at, to: next(at) })
  }
  if (unit === 'hour') step(Math.floor(from), (n) => Math.round((n + 0.25) * 4) / 4)
  else if (unit === 'day') step(Math.floor(from), (n) => n + 1)
  else if (unit === 'week') step(Math.floor(from) - weekdayOf(Math.floor(from)), (n) => n + 7)
  else if (unit === 'month') step(monthStart(Math.floor(from)), nextMonth)
  else if (unit === 'quarter') {
    const day = dayOfNumber(Math.floor(from))
    const first = Math.floor((+day.slice(5, 7) - 1) / 3) * 3 + 1
    step(dayNumber(`${day.slice(0, 4)}-${String(first).padStart(2, '0')}-01`), (n) =>
      nextMonth(nextMonth(nextMonth(n))),
    )
  } else
    step(dayNumber(`${dayOfNumber(Math.floor(from)).slice(0, 4)}-01-01`), (n) =>
      dayNumber(`${+dayOfNumber(n).slice(0, 4) + 1}-01-01`),
    )
  return found
}

/** ISO 8601: the week of the year's first Thursday is the first. */
export function weekNumber(n: number): number {
  const thursday = n - weekdayOf(n) + 3
  return Math.floor((thursday - dayNumber(`${dayOfNumber(thursday).slice(0, 4)}-01-01`)) / 7) + 1
}

/** Runs of days off, so that a month of weekends is four shapes and not eight. */
export function daysOff(isOff: (n: number) => boolean, from: number, to: number): Tick[] {
  const runs: Tick[] = []
  for (let n = Math.floor(from); n < to; n++) {
    if (!isOff(n)) continue
    const last = runs.at(-1)
    if (last?.to === n) last.to = n + 1
    else runs.push({ at: n, to: n + 1 })
  }
  return runs
}
