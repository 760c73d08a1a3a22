import type { Card } from '../../model.ts'
import { day, type IcsLine, type IcsPart, instant, text } from './calendar.ts'

export type IcsTask = Card & {
  description: string
  completedAt: Date | null
  createdAt: Date
  updatedAt: Date
}
type About = {
  host: string
  timezone: string
  locale: 'fr' | 'en'
  url: (t: IcsTask) => string
  project: (t: IcsTask) => string
  labels: (t: IcsTask) => string[]
}

const next = (d: string) => Temporal.PlainDate.from(d).add({ days: 1 }).toString()

/** The instant of a minute of a day in the workspace's time; 1440 is the midnight that ends it. */
function at(d: string, minute: number, timezone: string): Date {
  const there = Temporal.PlainDate.from(d)
    .add({ days: minute === 1440 ? 1 : 0 })
    .toZonedDateTime({
      timeZone: timezone,
      plainTime: Temporal.PlainTime.from({ hour: Math.floor((minute % 1440) / 60), minute: minute % 60 }),
    })
  return new Date(there.epochMilliseconds)
}

/** Hours only where both ends have one: « Monday to Thursday 17:00 » is four days. */
const hasHours = (t: Card) =>
  t.dueOn ? t.dueMinute !== null && (!t.startsOn || t.startMinute !== null) : t.startMinute !== null

function common(t: IcsTask, a: About, kind: 'task' | 'todo'): IcsLine[] {
  const mark = t.done && kind === 'task' ? '✓ ' : t.kind === 'milestone' ? '◆ ' : ''
  const labels = a.labels(t)
  const link = a.url(t)
  return [
    ['UID', `${kind}-${t.id}@${a.host}`],
    ['DTSTAMP', instant(t.updatedAt)],
    ['CREATED', instant(t.createdAt)],
    ['LAST-MODIFIED', instant(t.updatedAt)],
    ['SEQUENCE', String(Math.max(0, t.version - 1))],
    ['SUMMARY', text(`${mark}${t.title}`)],
    ['DESCRIPTION', text([a.project(t), t.description.slice(0, 4_000), link].filter(Boolean).join('\n\n'))],
    ['URL', link],
    ...(labels.length ? [['CATEGORIES', labels.map(text).join(',')] as IcsLine] : []),
  ]
}

/** A task as a calendar shows it: on its days, or at its hours. Without any date it has no place there. */
export function eventOf(t: IcsTask, a: About): IcsPart | null {
  const from = t.startsOn ?? t.dueOn
  const to = t.dueOn ?? t.startsOn
  if (!from || !to) return null
  const lines = common(t, a, 'task')
  if (hasHours(t)) {
    const end = at(to, t.dueOn ? (t.dueMinute ?? 0) : (t.startMinute ?? 0), a.timezone)
    const start = t.startsOn ? at(from, t.startMinute ?? 0, a.timezone) : end
    lines.push(['DTSTART', instant(start)])
    // §3.6.1: an event without an end is over as it begins.
    if (end > start) lines.push(['DTEND', instant(end)])
    lines.push(['TRANSP', t.kind === 'milestone' || end <= start ? 'TRANSPARENT' : 'OPAQUE'])
  } else {
    lines.push(['DTSTART;VALUE=DATE', day(from <= to ? from : to)])
    // §3.6.1: the end of whole days is the day after the last.
    lines.push(['DTEND;VALUE=DATE', day(next(to))])
    lines.push(['TRANSP', 'TRANSPARENT'])
  }
  lines.push(['STATUS', 'CONFIRMED'])
  return { name: 'VEVENT', lines }
}

/** A task as a list of things to do shows it, with or without a date. */
export function todoOf(t: IcsTask, a: About): IcsPart {
  const lines = common(t, a, 'todo')
  if (t.dueOn)
    lines.push(
      t.dueMinute === null
        ? ['DUE;VALUE=DATE', day(t.dueOn)]
        : ['DUE', instant(at(t.dueOn, t.dueMinute, a.timezone))],
    )
  lines.push(['PERCENT-COMPLETE', String(t.done ? 100 : t.progress)])
  lines.push(['STATUS', t.done ? 'COMPLETED' : t.progress > 0 ? 'IN-PROCESS' : 'NEEDS-ACTION'])
  if (t.done && t.completedAt) lines.push(['COMPLETED', instant(t.completedAt)])
  if (t.importance) lines.push(['PRIORITY', String([0, 9, 5, 1][t.importance])])
  return { name: 'VTODO', lines }
}
