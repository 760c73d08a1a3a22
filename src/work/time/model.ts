import { z } from 'zod'
import { Day, Id, Version } from '#platform/tenancy/model.ts'

export const TimeEntry = z
  .object({
    id: Id,
    projectId: Id,
    taskId: Id.nullable(),
    memberId: Id,
    memberName: z.string(),
    workedOn: z.string(),
    minutes: z.int(),
    note: z.string(),
    billable: z.boolean(),
    source: z.enum(['typed', 'timer', 'import']),
    loggedAt: z.date(),
    version: Version,
  })
  .meta({ id: 'TimeEntry' })
export type TimeEntry = z.infer<typeof TimeEntry>

export const Minutes = z.int().min(1).max(1440)
export const TimeDraft = z.object({
  /** Without a task, the project's own time. */
  taskId: Id.nullable().optional(),
  projectId: Id.optional(),
  /** For somebody else: who conducts the project may. */
  memberId: Id.optional(),
  workedOn: Day,
  minutes: Minutes,
  note: z.string().max(2_000).optional(),
  billable: z.boolean().optional(),
})
export type TimeDraft = z.infer<typeof TimeDraft>

export const Timer = z
  .object({
    taskId: Id,
    taskNumber: z.int(),
    taskTitle: z.string(),
    projectId: Id,
    projectSlug: z.string(),
    projectName: z.string(),
    note: z.string(),
    begunAt: z.date(),
    runningSince: z.date().nullable(),
    /** What ran before the last pause. */
    seconds: z.int(),
    /** It runs since long, or past the end of the day: is one still at it? */
    forgotten: z.boolean(),
  })
  .meta({ id: 'Timer' })
export type Timer = z.infer<typeof Timer>

export const secondsOf = (t: Pick<Timer, 'seconds' | 'runningSince'>, now: Date): number =>
  t.seconds +
  (t.runningSince ? Math.max(0, Math.floor((now.getTime() - t.runningSince.getTime()) / 1000)) : 0)

/** Whole minutes of a timer, as kept: what ran is never less than one, and no day has more than its hours. */
export const minutesOf = (seconds: number): number => Math.min(1440, Math.max(1, Math.round(seconds / 60)))

/** After so many hours without a pause we ask whether the timer was forgotten. */
export const longestHours = 4
/** Or when the day is over, on the member's wall. */
export const dayEndMinute = 20 * 60

/**
 * Reads what people type for a duration, in minutes: « 1h30 », « 1 h 30 », « 1,5 » and « 1.5 h » are an hour and a half; « 90 »,
 * « 90 min » and « 45m » are minutes. A lone number up to 12 is hours, as in a timesheet. null: not a duration; 0 empties.
 */
export function parseDuration(text: string): number | null {
  const bare = text.trim().toLowerCase().replace(/\s+/g, '').replace(',', '.')
  if (bare === '' || bare === '0' || bare === '-' || bare === '–') return 0
  const clock =
    /^(\d{1,2}):([0-5]\d)$/.exec(bare) ?? /^(\d{1,2})h(?:eures?)?([0-5]?\d)(?:m|min|mn|minutes?)?$/.exec(bare)
  const hours = /^(\d{0,2}(?:\.\d+)?)(?:h|hrs?|hours?|heures?)$/.exec(bare)
  const minutes = /^(\d{1,4})(?:m|mn|min|minutes?|')$/.exec(bare)
  const days = /^(\d(?:\.\d+)?)(?:j|jours?|d|days?)$/.exec(bare)
  const alone = /^(\d{0,4})(\.\d+)?$/.exec(bare)
  let value: number | null = null
  if (clock) value = Number(clock[1]) * 60 + Number(clock[2])
  else if (hours?.[1]) value = Number(hours[1]) * 60
  else if (minutes) value = Number(minutes[1])
  else if (days) value = Number(days[1]) * 7 * 60
  else if (alone && bare !== '.') value = alone[2] || Number(bare) <= 12 ? Number(bare) * 60 : Number(bare)
  if (value === null || !Number.isFinite(value)) return null
  const whole = Math.round(value)
  return whole >= 0 && whole <= 1440 ? whole : null
}

/** As one would type it: « 1h30 », « 45 ». The figure stands in a cell, without its unit. */
export function writeDuration(minutes: number): string {
  if (!minutes) return ''
  const h = Math.floor(minutes / 60)
  const m = minutes % 60
  return h ? `${h}h${m ? String(m).padStart(2, '0') : ''}` : `${m} min`
}

export const shiftDay = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
/** 0 is Monday. */
export const weekdayOf = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
export const mondayOf = (day: string): string => shiftDay(day, -weekdayOf(day))

export const WeekRow = z.object({
  /** The task, or the project itself. */
  taskId: Id.nullable(),
  taskNumber: z.int().nullable(),
  title: z.string(),
  done: z.boolean(),
  projectId: Id,
  projectSlug: z.string(),
  projectName: z.string(),
  /** Seven sums, Monday first. */
  minutes: z.array(z.int()).length(7),
  may: z.boolean(),
})
export type WeekRow = z.infer<typeof WeekRow>
export const Week = z.object({
  from: z.string(),
  memberId: Id,
  rows: z.array(WeekRow),
  /** Minutes of work of each day by the member's calendar; null when no calendar tells. */
  capacity: z.array(z.int()).length(7).nullable(),
})
export type Week = z.infer<typeof Week>

export const reportBy = ['project', 'client', 'action', 'task', 'person'] as const
export type ReportBy = (typeof reportBy)[number]
export const ReportRow = z.object({
  key: z.string(),
  label: z.string(),
  /** The project of a task or an action. */
  line: z.string(),
  minutes: z.int(),
  billableMinutes: z.int(),
  estimateMinutes: z.int().nullable(),
  /** Only for who conducts, and only when hourly costs are known. */
  costCents: z.int().nullable(),
})
export type ReportRow = z.infer<typeof ReportRow>
