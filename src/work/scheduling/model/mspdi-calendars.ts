import { dayNumber, dayOfNumber, weekdayOf } from './clock.ts'
import { type MspdiCalendar, office } from './mspdi.ts'
import type { CalendarException, CalendarWeek, Day, Period } from './plan.ts'
import type { Xml } from './xml.ts'

export const child = (e: Xml | undefined, name: string): Xml | undefined =>
  e?.children.find((c) => c.name === name)
export const textOf = (e: Xml | undefined, name: string): string => child(e, name)?.text.trim() ?? ''
export const all = (e: Xml | undefined, list: string, name: string): Xml[] =>
  child(e, list)?.children.filter((c) => c.name === name) ?? []
export const yes = (text: string) => text === '1' || text.toLowerCase() === 'true'
/** « -1 », « 0 » for a base and nothing at all mean that there is none. */
export const uidOf = (text: string): string | null => (/^\d+$/.test(text) ? text : null)

const office8 = office[0] as readonly Period[]

function minuteOf(text: string): number | null {
  const m = /(\d{1,2}):(\d\d)/.exec(text.includes('T') ? text.slice(text.indexOf('T')) : text)
  return m ? +m[1]! * 60 + +m[2]! : null
}

function periodsOf(e: Xml): readonly Period[] {
  const times = all(e, 'WorkingTimes', 'WorkingTime')
  const working = textOf(e, 'DayWorking')
  if (working !== '' && !yes(working)) return []
  if (!child(e, 'WorkingTimes')) return working === '' ? [] : office8
  return times.flatMap((t): Period[] => {
    const from = minuteOf(textOf(t, 'FromTime'))
    const to = minuteOf(textOf(t, 'ToTime'))
    if (from === null || to === null) return []
    // Midnight at the end is the end of the day; an end before the start is tomorrow's.
    return [[from, to === 0 ? 1440 : to < from ? to + 1440 : to]]
  })
}

const dayOf = (text: string): Day | null => {
  const m = /^(\d{4}-\d\d-\d\d)/.exec(text.trim())
  return m && Number.isFinite(dayNumber(m[1]!)) ? m[1]! : null
}

function stretchOf(e: Xml): { from: Day; to: Day } | null {
  const period = child(e, 'TimePeriod')
  const from = dayOf(textOf(period, 'FromDate'))
  const to = dayOf(textOf(period, 'ToDate')) ?? from
  return from && to ? { from, to: to < from ? from : to } : null
}

/** Monday is 0 here and the second day of the week there. */
const weekOf = (days: readonly Xml[]): (readonly Period[] | null)[] => {
  const week: (readonly Period[] | null)[] = Array(7).fill(null)
  for (const d of days) {
    const type = +textOf(d, 'DayType')
    if (type >= 1 && type <= 7) week[(type + 5) % 7] = periodsOf(d)
  }
  return week
}

export function readCalendar(e: Xml): MspdiCalendar | null {
  const id = uidOf(textOf(e, 'UID'))
  if (!id) return null
  const days = all(e, 'WeekDays', 'WeekDay')
  const base = uidOf(textOf(e, 'BaseCalendarUID'))
  const flag = textOf(e, 'IsBaseCalendar')
  const isBase = flag === '' ? base === null || base === '0' : yes(flag)
  const week = weekOf(days)
  const exceptions: CalendarException[] = all(e, 'Exceptions', 'Exception').flatMap(readException)
  for (const d of days) {
    const at = +textOf(d, 'DayType') === 0 ? stretchOf(d) : null
    if (at) exceptions.push({ ...at, periods: periodsOf(d) })
  }
  const weeks = all(e, 'WorkWeeks', 'WorkWeek').flatMap((w): CalendarWeek[] => {
    const at = stretchOf(w)
    return at ? [{ ...at, week: weekOf(all(w, 'WeekDays', 'WeekDay')) }] : []
  })
  return {
    id,
    name: textOf(e, 'Name'),
    isBase,
    base: isBase || base === id ? null : base,
    week: isBase ? week.map((d, i) => d ?? office[i]!) : week,
    exceptions,
    ...(weeks.length && { weeks }),
  }
}

/** An exception of several days in a row, or one that comes back each day, week, month or year. */
function readException(e: Xml): CalendarException[] {
  const at = stretchOf(e)
  if (!at) return []
  const periods = periodsOf(e)
  const type = +textOf(e, 'Type')
  const every = Math.max(1, +textOf(e, 'Period') || 1)
  const plain = type < 2 || type > 6
  if (plain && every === 1) return [{ ...at, periods }]
  const first = dayNumber(at.from)
  const last = Math.min(dayNumber(at.to), first + 366 * 100)
  const found: CalendarException[] = []
  const add = (n: number) => {
    const day = dayOfNumber(n)
    if (n >= first && n <= last) found.push({ from: day, to: day, periods })
  }
  if (plain) for (let n = first; n <= last; n += every) add(n)
  else if (type === 6) {
    const wanted = +textOf(e, 'DaysOfWeek') || 1 << ((weekdayOf(first) + 1) % 7)
    const monday = first - weekdayOf(first)
    for (let n = first; n <= last; n++)
      if (Math.floor((n - monday) / 7) % every === 0 && wanted & (1 << ((weekdayOf(n) + 1) % 7))) add(n)
  } else {
    const yearly = type < 4
    const step = yearly ? 12 : every
    const start = +at.from.slice(0, 4) * 12 + (yearly ? +textOf(e, 'Month') : +at.from.slice(5, 7) - 1)
    for (let m = start; m <= +at.to.slice(0, 4) * 12 + 11; m += step) {
      const n = dayInMonth(e, m, type === 2 || type === 4)
      if (n !== null) add(n)
    }
  }
  return found
}

/** « The 14th », or « the second Tuesday », of a month counted from year 0. */
function dayInMonth(e: Xml, month: number, byDay: boolean): number | null {
  const first = Date.UTC(Math.floor(month / 12), month % 12, 1) / 86_400_000
  const length = Date.UTC(Math.floor(month / 12), (month % 12) + 1, 1) / 86_400_000 - first
  if (byDay) {
    const d = +textOf(e, 'MonthDay')
    return d >= 1 && d <= length ? first + d - 1 : null
  }
  const item = +textOf(e, 'MonthItem')
  const fits = (n: number) => {
    const w = weekdayOf(n)
    return item === 0 || (item === 1 ? w < 5 : item === 2 ? w > 4 : w === (item - 3 + 6) % 7)
  }
  const days = Array.from({ length }, (_, i) => first + i).filter(fits)
  const position = +textOf(e, 'MonthPosition')
  return (position >= 4 ? days.at(-1) : days[position]) ?? null
}
