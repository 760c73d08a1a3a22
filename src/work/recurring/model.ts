import { RRuleTemporal } from 'rrule-temporal'
import { z } from 'zod'
import { Day, Id, Version } from '#platform/tenancy/model.ts'
import { FieldValues, kinds } from '../model.ts'

export const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
export type Weekday = (typeof weekdays)[number]
export const frequencies = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const
export const shifts = ['none', 'before', 'after'] as const
export type Shift = (typeof shifts)[number]

/**
 * The part of RFC 5545 that tasks need: days, never hours. `nth` of a weekday: 1 the first, −1 the last of the month.
 * Source: RFC 5545 § 3.3.10.
 */
export type Rule = {
  freq: (typeof frequencies)[number]
  interval: number
  byDay: { day: Weekday; nth: number | null }[]
  byMonthDay: number[]
  byMonth: number[]
  count: number | null
  until: string | null
}

export type RuleFault = 'rule.fault.shape' | 'rule.fault.freq' | 'rule.fault.part' | 'rule.fault.both'
const whole = (text: string, least: number, most: number) => {
  const n = /^[+-]?\d{1,4}$/.test(text) ? Number(text) : Number.NaN
  return n >= least && n <= most && n !== 0 ? n : undefined
}
const list = <T>(text: string, read: (part: string) => T | undefined): T[] | undefined => {
  const all = text.split(',').map(read)
  return all.every((v) => v !== undefined) ? (all as T[]) : undefined
}

/** Reads « FREQ=WEEKLY;BYDAY=MO », with or without « RRULE: ». Rules by the hour, or with parts not listed above, are refused. */
export function readRule(text: string): Rule | { fault: RuleFault; what: string } {
  const rule: Rule = {
    freq: 'DAILY',
    interval: 1,
    byDay: [],
    byMonthDay: [],
    byMonth: [],
    count: null,
    until: null,
  }
  const parts = text
    .trim()
    .replace(/^RRULE:/i, '')
    .toUpperCase()
    .split(';')
    .filter(Boolean)
  const seen = new Set<string>()
  for (const part of parts) {
    const [name = '', value = ''] = part.split('=')
    if (!value || seen.has(name)) return { fault: 'rule.fault.shape', what: part }
    seen.add(name)
    const refused = { fault: 'rule.fault.part' as const, what: part }
    if (name === 'FREQ') {
      const freq = frequencies.find((f) => f === value)
      if (!freq) return { fault: 'rule.fault.freq', what: value }
      rule.freq = freq
    } else if (name === 'INTERVAL' || name === 'COUNT') {
      const n = whole(value, 1, name === 'COUNT' ? 9999 : 999)
      if (!n) return refused
      rule[name === 'COUNT' ? 'count' : 'interval'] = n
    } else if (name === 'UNTIL') {
      const m = /^(\d{4})(\d\d)(\d\d)(T\d{6}Z?)?$/.exec(value)
      const day = m && `${m[1]}-${m[2]}-${m[3]}`
      if (!day || !Day.safeParse(day).success) return refused
      rule.until = day
    } else if (name === 'BYDAY') {
      const days = list(value, (d) => {
        const m = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(d)
        const nth = m?.[1] === undefined ? null : whole(m[1], -5, 5)
        return m && nth !== undefined ? { day: m[2] as Weekday, nth } : undefined
      })
      if (!days) return refused
      rule.byDay = days
    } else if (name === 'BYMONTHDAY' || name === 'BYMONTH') {
      const numbers = list(value, (n) => whole(n, name === 'BYMONTH' ? 1 : -31, name === 'BYMONTH' ? 12 : 31))
      if (!numbers) return refused
      rule[name === 'BYMONTH' ? 'byMonth' : 'byMonthDay'] = numbers
    } else if (name !== 'WKST' || value !== 'MO') return refused
  }
  if (!seen.has('FREQ')) return { fault: 'rule.fault.shape', what: text.slice(0, 60) }
  if (rule.count && rule.until) return { fault: 'rule.fault.both', what: text.slice(0, 60) }
  if (rule.byDay.some((d) => d.nth !== null) && rule.freq !== 'MONTHLY')
    return { fault: 'rule.fault.part', what: 'BYDAY' }
  return rule
}

export function writeRule(r: Rule): string {
  const parts = [`FREQ=${r.freq}`]
  if (r.interval > 1) parts.push(`INTERVAL=${r.interval}`)
  if (r.byMonth.length) parts.push(`BYMONTH=${r.byMonth.join(',')}`)
  if (r.byMonthDay.length) parts.push(`BYMONTHDAY=${r.byMonthDay.join(',')}`)
  if (r.byDay.length) parts.push(`BYDAY=${r.byDay.map((d) => `${d.nth ?? ''}${d.day}`).join(',')}`)
  if (r.count) parts.push(`COUNT=${r.count}`)
  if (r.until) parts.push(`UNTIL=${r.until.replaceAll('-', '')}T235959Z`)
  return parts.join(';')
}

const stamp = (day: string) => `${day.replaceAll('-', '')}T000000`
const instant = (day: string, days = 0) => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000)
export const addDays = (day: string, days: number) => instant(day, days).toISOString().slice(0, 10)

/** The days a rule names, both ends included, at most `most` of them. The first may be the start itself, if the rule names it. */
export function daysOf(rule: Rule, startsOn: string, from: string, to: string, most = 400): string[] {
  if (to < from || to < startsOn) return []
  const series = new RRuleTemporal({
    rruleString: `DTSTART;TZID=UTC:${stamp(startsOn)}\nRRULE:${writeRule(rule)}`,
  })
  const days: string[] = []
  for (const at of series.between(instant(from < startsOn ? startsOn : from), instant(to), true)) {
    days.push(at.toPlainDate().toString())
    if (days.length >= most) break
  }
  return days
}

/** Looks at most a year further: a calendar may hold no working day at all. */
export function shifted(day: string, shift: Shift, works: (day: string) => boolean): string {
  if (shift === 'none' || works(day)) return day
  const step = shift === 'before' ? -1 : 1
  for (let moved = 1; moved <= 366; moved++) {
    const other = addDays(day, step * moved)
    if (works(other)) return other
  }
  return day
}

/** What an occurrence is made like. `leadDays`: how many days before it is due it starts; null: it has no start. */
export const Pattern = z.object({
  title: z.string(),
  description: z.string(),
  kind: z.enum(kinds),
  actionId: Id.nullable(),
  parentId: Id.nullable(),
  assigneeIds: z.array(Id),
  followerIds: z.array(Id),
  labelIds: z.array(Id),
  fields: FieldValues,
  estimateMinutes: z.int().nullable(),
  durationMinutes: z.int().nullable(),
  importance: z.int(),
  urgency: z.int(),
  leadDays: z.int().nullable(),
  startMinute: z.int().nullable(),
  dueMinute: z.int().nullable(),
  checklists: z.array(z.object({ name: z.string(), items: z.array(z.string()) })),
})
export type Pattern = z.infer<typeof Pattern>

export const Recurrence = z
  .object({
    id: Id,
    projectId: Id,
    title: z.string(),
    rule: z.string().nullable(),
    afterDays: z.int().nullable(),
    startsOn: z.string(),
    shift: z.enum(shifts),
    aheadDays: z.int(),
    paused: z.boolean(),
    /** The next days it names from today on, moved to working days: six at most. Empty when it follows completion. */
    next: z.array(z.string()),
    version: Version,
  })
  .meta({ id: 'Recurrence' })
export type Recurrence = z.infer<typeof Recurrence>

/** Either a rule or a number of days after the last one was finished. */
export const RecurrenceDraft = z.object({
  rule: z.string().max(300).nullable().optional(),
  afterDays: z.int().min(1).max(3660).nullable().optional(),
  shift: z.enum(shifts).optional(),
  aheadDays: z.int().min(0).max(366).optional(),
})
export type RecurrenceDraft = z.infer<typeof RecurrenceDraft>
