import { dayNumber, dayOfNumber, weekdayOf } from '../../scheduling/model.ts'

/** The days in sight: columns of one day or of one week, from a Monday on. */
export type Axis = {
  from: number
  /** Days. */
  count: number
  /** Days of a column: 1 or 7. */
  each: number
  /** Pixels of a day. */
  width: number
}
export const zooms = ['day', 'week'] as const
export type Zoom = (typeof zooms)[number]

const shapes: Record<Zoom, { weeks: number; each: number; width: number }> = {
  day: { weeks: 6, each: 1, width: 36 },
  week: { weeks: 26, each: 7, width: 9 },
}

export const mondayOf = (n: number) => n - weekdayOf(n)

/** `page` moves by a third of what is in sight, so that one keeps one's bearings. */
export function axisOf(zoom: Zoom, today: string, page = 0): Axis {
  const { weeks, each, width } = shapes[zoom]
  const from = mondayOf(dayNumber(today)) + page * Math.round(weeks / 3) * 7
  return { from, count: weeks * 7, each, width }
}
export const lastDay = (a: Axis) => dayOfNumber(a.from + a.count - 1)
export const firstDay = (a: Axis) => dayOfNumber(a.from)
export const columnsOf = (a: Axis) => Math.ceil(a.count / a.each)

/** The minutes of a column: those of its days. */
export function byColumn(minutes: readonly number[], each: number): number[] {
  if (each === 1) return [...minutes]
  const sums: number[] = []
  minutes.forEach((m, i) => {
    const column = Math.floor(i / each)
    sums[column] = (sums[column] ?? 0) + m
  })
  return sums
}

/** What is too much in a column, day by day: a calm week may hold a day that is too full. */
export function overByColumn(
  load: {
    planned: readonly number[]
    capacity: readonly number[]
    unplacedParts: readonly { minutes: number; on: string }[]
  },
  axis: Axis,
): number[] {
  const days = load.planned.map((p, i) => Math.max(0, p - (load.capacity[i] ?? 0)))
  for (const u of load.unplacedParts) {
    const i = dayNumber(u.on) - axis.from
    if (i >= 0 && i < days.length) days[i]! += u.minutes
  }
  return byColumn(days, axis.each)
}

export type Span = { id: string; from: number; to: number }
/** The days of a bar; a task with one date is one day. Null without a date. */
export function spanOf(w: { id: string; startsOn: string | null; dueOn: string | null }): Span | null {
  const from = w.startsOn ?? w.dueOn
  const to = w.dueOn ?? w.startsOn
  if (!from || !to) return null
  const [a, b] = [dayNumber(from), dayNumber(to)]
  return { id: w.id, from: Math.min(a, b), to: Math.max(a, b) }
}

/** Puts bars in as few lanes as they need, earliest first: none covers another. */
export function packLanes(spans: readonly Span[]): { lane: Map<string, number>; lanes: number } {
  const lane = new Map<string, number>()
  const ends: number[] = []
  const sorted = spans.toSorted((a, b) => a.from - b.from || b.to - a.to || (a.id < b.id ? -1 : 1))
  for (const s of sorted) {
    const free = ends.findIndex((end) => end < s.from)
    const at = free < 0 ? ends.length : free
    ends[at] = s.to
    lane.set(s.id, at)
  }
  return { lane, lanes: ends.length }
}

/** Days off as stretches, for shading. */
export function offStretches(capacity: readonly number[]): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = []
  capacity.forEach((minutes, i) => {
    if (minutes > 0) return
    const last = found.at(-1)
    if (last && last.to === i - 1) last.to = i
    else found.push({ from: i, to: i })
  })
  return found
}

const moved = (day: string | null, by: number) => (day === null ? null : dayOfNumber(dayNumber(day) + by))
/** What a drag does to the dates: both, or one end which stops at the other. */
export function draggedDates(
  w: { startsOn: string | null; dueOn: string | null },
  edge: 'both' | 'start' | 'end',
  by: number,
): { startsOn?: string | null; dueOn?: string | null } {
  if (by === 0) return {}
  if (edge === 'both')
    return {
      ...(w.startsOn && { startsOn: moved(w.startsOn, by) }),
      ...(w.dueOn && { dueOn: moved(w.dueOn, by) }),
    }
  const from = (w.startsOn ?? w.dueOn) as string
  const to = (w.dueOn ?? w.startsOn) as string
  if (edge === 'start') {
    const start = moved(from, by) as string
    return { startsOn: start > to ? to : start, ...(w.dueOn ? {} : { dueOn: to }) }
  }
  const due = moved(to, by) as string
  return { dueOn: due < from ? from : due, ...(w.startsOn ? {} : { startsOn: from }) }
}

/** How full a day or a week is, in a word: nothing to do, room left, full, too much, or nobody there. */
export type Fullness = 'off' | 'none' | 'under' | 'full' | 'over'
export function fullnessOf(planned: number, capacity: number): Fullness {
  if (planned > capacity) return 'over'
  if (capacity === 0) return 'off'
  if (planned === 0) return 'none'
  return planned / capacity < 0.7 ? 'under' : 'full'
}
