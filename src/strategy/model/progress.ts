import { z } from 'zod'

export const horizons = ['short', 'medium', 'long'] as const
export const Horizon = z.enum(horizons)
export type Horizon = z.infer<typeof Horizon>

export const paces = [
  'unset',
  'waiting',
  'unknown',
  'on-track',
  'at-risk',
  'late',
  'reached',
  'missed',
] as const
export const Progress = z
  .object({
    value: z.number().nullable(),
    /** The day the value speaks of. */
    asOf: z.string().nullable(),
    /** Typed by hand, not measured. */
    typed: z.boolean(),
    /** Share of the way done: 0.4 is 40 %. Of a ceiling (spend no more than…), the share used. */
    ratio: z.number().nullable(),
    /** Share of the time gone. */
    expected: z.number().nullable(),
    /** What a straight line from the start through today reaches on the due date. */
    forecast: z.number().nullable(),
    elapsedDays: z.int().nullable(),
    totalDays: z.int().nullable(),
    pace: z.enum(paces),
  })
  .meta({ id: 'Progress' })
export type Progress = z.infer<typeof Progress>
export type Pace = Progress['pace']

const day = 86_400_000
const daysFrom = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / day)

/** Short below three months, long above a year. */
export function horizonOf(startsOn: string | null, dueOn: string | null): Horizon | null {
  if (!startsOn || !dueOn || dueOn < startsOn) return null
  const days = daysFrom(startsOn, dueOn) + 1
  return days < 92 ? 'short' : days > 366 ? 'long' : 'medium'
}

export type Course = {
  /** `sum` adds up from nothing over the period (visits, spend); `level` moves from a baseline (a rate, an audience). */
  kind: 'sum' | 'level'
  goodWhen: 'up' | 'down'
  baseline: number | null
  target: number | null
  startsOn: string | null
  dueOn: string | null
  value: number | null
  /** The day of the value. */
  asOf: string | null
  today: string
  typed?: boolean
}

/**
 * Where an objective stands. A sum is compared with its target and the share of time gone; a level, with the way from
 * its baseline to its target. A sum that should stay low is a ceiling: on track while its straight line stays under it.
 * On track from nine tenths of the expected pace, at risk from seven tenths, late below.
 */
export function progressOf(c: Course): Progress {
  const still: Progress = {
    value: c.value,
    asOf: c.asOf,
    typed: c.typed ?? false,
    ratio: null,
    expected: null,
    forecast: null,
    elapsedDays: null,
    totalDays: null,
    pace: 'unset',
  }
  const { target, startsOn, dueOn, value } = c
  if (target === null || !startsOn || !dueOn || dueOn < startsOn) return still
  const totalDays = daysFrom(startsOn, dueOn) + 1
  const at = (d: string) => Math.min(totalDays, Math.max(0, daysFrom(startsOn, d) + 1))
  const timed = { ...still, totalDays, elapsedDays: at(c.today), expected: at(c.today) / totalDays }
  if (c.today < startsOn) return { ...timed, pace: 'waiting' }
  if (value === null) return { ...timed, pace: 'unknown' }

  const base = c.kind === 'sum' ? 0 : c.baseline
  const ratio = base === null || base === target ? null : (value - base) / (target - base)
  const read = at(c.asOf ?? c.today)
  const forecast = base === null || read === 0 ? null : base + ((value - base) * totalDays) / read
  const known = { ...timed, ratio, forecast }
  const over = c.today > dueOn

  if (c.kind === 'sum' && c.goodWhen === 'down') {
    if (value > target) return { ...known, pace: 'missed' }
    if (over) return { ...known, pace: 'reached' }
    if (forecast === null) return { ...known, pace: 'unknown' }
    return { ...known, pace: forecast <= target ? 'on-track' : forecast <= target * 1.1 ? 'at-risk' : 'late' }
  }
  if (c.goodWhen === 'up' ? value >= target : value <= target) return { ...known, pace: 'reached' }
  if (over) return { ...known, pace: 'missed' }
  if (ratio === null) return { ...known, pace: 'unknown' }
  const pace = ratio / (read / totalDays || 1)
  return { ...known, pace: pace >= 0.9 ? 'on-track' : pace >= 0.7 ? 'at-risk' : 'late' }
}
