import { z } from 'zod'
import { Day, Id, Version } from '#platform/tenancy/model.ts'
import {
  type CalendarException,
  dayNumber,
  dayOfNumber,
  type Period,
  type PlanCalendar,
  weekdayOf,
} from '../scheduling/model.ts'
import { type HolidayCode, holidayCodes, holidaysOf } from './model/holidays.ts'

export { type Holiday, type HolidayCode, holidayCodes, holidaysOf } from './model/holidays.ts'
export { periodsText, readPeriods } from './model/periods.ts'

const Span = z
  .tuple([z.int().min(0).max(1440), z.int().min(0).max(2880)])
  .refine(([from, to]) => from < to, { error: 'an end comes after its start' })
/** Periods of a day, in order and apart from each other. */
export const Periods = z
  .array(Span)
  .max(8)
  .refine((all) => all.every((p, i) => i === 0 || (all[i - 1] as number[])[1]! <= p[0]), {
    error: 'periods follow each other',
  })
/** Seven days, Monday first. */
export const Week = z.array(Periods).length(7)
export type Week = [number, number][][]

export const Exception = z
  .object({ from: Day, to: Day, name: z.string().trim().max(120), periods: Periods })
  .refine((e) => e.from <= e.to, { error: 'an end comes after its start' })
export type Exception = z.infer<typeof Exception>

export const Calendar = z
  .object({
    id: Id,
    name: z.string(),
    isDefault: z.boolean(),
    holidays: z.enum(holidayCodes).nullable(),
    week: Week,
    exceptions: z.array(Exception),
    version: Version,
  })
  .meta({ id: 'WorkCalendar' })
export type Calendar = z.infer<typeof Calendar>

export const CalendarDraft = z.object({
  name: z.string().trim().min(1).max(80),
  holidays: z.enum(holidayCodes).nullable().optional(),
  week: Week.optional(),
  exceptions: z.array(Exception).max(500).optional(),
})
export type CalendarDraft = z.infer<typeof CalendarDraft>

/** Which calendar a project follows; null: the workspace's. */
export const ProjectCalendar = z.object({
  id: Id,
  name: z.string(),
  calendarId: Id.nullable(),
  mayChange: z.boolean(),
})
export type ProjectCalendar = z.infer<typeof ProjectCalendar>

/** Leave, away for work, training, or simply not there: a reason of health has no place here. */
export const dayOffKinds = ['leave', 'trip', 'training', 'away'] as const
export type DayOffKind = (typeof dayOffKinds)[number]
export const dayOffStates = ['asked', 'agreed', 'refused'] as const
export type DayOffState = (typeof dayOffStates)[number]

export const DayOff = z
  .object({
    id: Id,
    memberId: Id,
    from: Day,
    to: Day,
    /** The first day is worked until noon; the last one from noon on. */
    fromNoon: z.boolean(),
    untilNoon: z.boolean(),
    kind: z.enum(dayOffKinds),
    state: z.enum(dayOffStates),
    note: z.string(),
    version: Version,
  })
  .meta({ id: 'DayOff' })
export type DayOff = z.infer<typeof DayOff>

export const DayOffDraft = z.object({
  memberId: Id.optional(),
  from: Day,
  to: Day,
  fromNoon: z.boolean().optional(),
  untilNoon: z.boolean().optional(),
  kind: z.enum(dayOffKinds).optional(),
  note: z.string().max(500).optional(),
  /** To be agreed by somebody who conducts; until then it counts as worked. */
  ask: z.boolean().optional(),
})
export type DayOffDraft = z.infer<typeof DayOffDraft>

const Skill = z.string().trim().min(1).max(60)
/** How somebody works: whose hours, which part of them, and what they know how to do. */
export const MemberWork = z
  .object({
    memberId: Id,
    name: z.string(),
    active: z.boolean(),
    /** Null: the calendar of the workspace. */
    calendarId: Id.nullable(),
    /** Hours of one's own; null: the calendar's. */
    week: Week.nullable(),
    percent: z.int(),
    skills: z.array(z.string()),
    /** Working minutes of a usual week, from the above. */
    weeklyMinutes: z.int(),
    /** Only for those who conduct. */
    hourlyCents: z.int().nullable().optional(),
    /** 0: nothing was ever said of this person. */
    version: z.int(),
  })
  .meta({ id: 'MemberWork' })
export type MemberWork = z.infer<typeof MemberWork>

export const MemberWorkDraft = z.object({
  calendarId: Id.nullable().optional(),
  week: Week.nullable().optional(),
  percent: z.int().min(1).max(100).optional(),
  skills: z.array(Skill).max(50).optional(),
})
export type MemberWorkDraft = z.infer<typeof MemberWorkDraft>

/** Mornings and afternoons of the usual week: 35 hours. */
export const morning: [number, number] = [9 * 60, 12 * 60 + 30]
export const afternoon: [number, number] = [14 * 60, 17 * 60 + 30]
export const defaultWeek: Week = Array.from({ length: 7 }, (_, d) => (d < 5 ? [morning, afternoon] : []))

/** What a workspace follows until it says otherwise. */
export const builtIn = 'default'
const zones: Record<string, HolidayCode> = {
  'Europe/Paris': 'FR',
  'Europe/Brussels': 'BE',
  'Europe/Luxembourg': 'LU',
  'Europe/Zurich': 'CH',
  'America/Montreal': 'CA-QC',
  'America/Toronto': 'CA',
  'America/Vancouver': 'CA',
}
export const holidaysOfZone = (timeZone: string): HolidayCode | null => zones[timeZone] ?? null

const minutesOf = (periods: readonly Period[]) => periods.reduce((sum, [from, to]) => sum + to - from, 0)
export const weeklyMinutes = (week: readonly (readonly Period[])[]) =>
  week.reduce((sum, day) => sum + minutesOf(day), 0)

/** The first `minutes` of a day's periods. */
function firstOf(periods: readonly Period[], minutes: number): [number, number][] {
  const kept: [number, number][] = []
  let left = minutes
  for (const [from, to] of periods) {
    if (left <= 0) break
    kept.push([from, Math.min(to, from + left)])
    left -= to - from
  }
  return kept
}

/** Part-time by a percentage: each day ends earlier. Whoever has a day off in the week writes hours of their own. */
export const partTime = (week: Week, percent: number): Week =>
  percent >= 100 ? week : week.map((day) => firstOf(day, Math.round((minutesOf(day) * percent) / 100)))

/** Half a day: its working minutes cut in two, at the break if there is one in the middle. */
export function halfOf(periods: readonly Period[], which: 'morning' | 'afternoon'): [number, number][] {
  const total = minutesOf(periods)
  const first = firstOf(periods, Math.ceil(total / 2))
  if (which === 'morning') return first
  const end = first.at(-1)?.[1] ?? 0
  return periods.filter(([, to]) => to > end).map(([from, to]) => [Math.max(from, end), to])
}

type Shape = Pick<Calendar, 'id' | 'week' | 'holidays' | 'exceptions'>

/** A calendar as the schedule reads it: what was said of a day wins over its being a holiday. */
export function toPlanCalendar(c: Shape, years: { from: number; to: number }): PlanCalendar {
  const exceptions: CalendarException[] = c.exceptions.map(({ from, to, periods }) => ({ from, to, periods }))
  for (let year = years.from; year <= years.to; year++)
    for (const { on } of holidaysOf(c.holidays, year)) exceptions.push({ from: on, to: on, periods: [] })
  return { id: c.id, week: c.week, exceptions }
}

export const personCalendarId = (memberId: string) => `person:${memberId}`

type DaysOff = Pick<DayOff, 'from' | 'to' | 'fromNoon' | 'untilNoon' | 'state'>

/** One's own calendar: one's week over that of the calendar one follows, part-time, and the days one is not there. */
export function personCalendar(
  person: { memberId: string; calendarId: string; week: Week | null; percent: number },
  daysOff: readonly DaysOff[],
  calendars: ReadonlyMap<string, PlanCalendar>,
): PlanCalendar {
  const base = calendars.get(person.calendarId)
  const usual = person.week ?? ((base?.week ?? defaultWeek) as Week)
  const own: PlanCalendar = {
    id: personCalendarId(person.memberId),
    week:
      person.week || person.percent < 100
        ? partTime(usual, person.percent)
        : Array.from({ length: 7 }, () => null),
    exceptions: [],
    base: person.calendarId,
  }
  const all = new Map(calendars).set(own.id, own)
  const exceptions: CalendarException[] = []
  const half = (day: string, which: 'morning' | 'afternoon') =>
    exceptions.push({ from: day, to: day, periods: halfOf(periodsOn(all, own.id, day), which) })
  for (const d of daysOff) {
    if (d.state !== 'agreed') continue
    // A half day at either end is worked for the other half.
    if (d.fromNoon && d.untilNoon && d.from === d.to) continue
    if (d.fromNoon) half(d.from, 'morning')
    if (d.untilNoon) half(d.to, 'afternoon')
    exceptions.push({ from: d.from, to: d.to, periods: [] })
  }
  return { ...own, exceptions }
}

/** The periods of a day: exceptions first, then the week; what a calendar leaves open, its base says. */
export function periodsOn(
  calendars: ReadonlyMap<string, PlanCalendar>,
  id: string,
  day: string,
): readonly Period[] {
  const chain: PlanCalendar[] = []
  for (let c = calendars.get(id); c && !chain.includes(c); c = c.base ? calendars.get(c.base) : undefined)
    chain.push(c)
  for (const c of chain) {
    const said = c.exceptions.find((e) => e.from <= day && day <= e.to)
    if (said) return said.periods
  }
  const weekday = weekdayOf(dayNumber(day))
  for (const c of chain) {
    const other = c.weeks?.find((w) => w.from <= day && day <= w.to)?.week[weekday]
    const periods = other ?? c.week[weekday]
    if (periods) return periods
  }
  return []
}

export const minutesOn = (calendars: ReadonlyMap<string, PlanCalendar>, id: string, day: string): number =>
  minutesOf(periodsOn(calendars, id, day))

/** Working minutes of each day from one to another, both counted. */
export function minutesByDay(
  calendars: ReadonlyMap<string, PlanCalendar>,
  id: string,
  from: string,
  to: string,
): number[] {
  const last = dayNumber(to)
  const found: number[] = []
  for (let n = dayNumber(from); n <= last; n++) found.push(minutesOn(calendars, id, dayOfNumber(n)))
  return found
}

/** Why nobody works that day: the name of the holiday, or of the exception. */
export function dayOffName(
  c: Pick<Calendar, 'holidays' | 'exceptions'>,
  day: string,
  locale: 'fr' | 'en',
): string | undefined {
  const said = c.exceptions.find((e) => e.from <= day && day <= e.to)
  if (said) return said.periods.length ? undefined : said.name
  return holidaysOf(c.holidays, +day.slice(0, 4)).find((h) => h.on === day)?.name[locale]
}
