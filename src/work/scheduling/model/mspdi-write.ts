import { dayNumber } from './clock.ts'
import {
  linkKinds,
  type MspdiAssignment,
  type MspdiCalendar,
  type MspdiProject,
  type MspdiResource,
  type MspdiTask,
} from './mspdi.ts'
import type { Instant, Period } from './plan.ts'
import { escapeXml } from './xml.ts'

type Value = string | number | boolean | null
/** Children in the order the format asks for; null: left out. */
type Fields = [name: string, value: Value][]

const tag = (name: string, inside: string) => `<${name}>${inside}</${name}>`
const fields = (all: Fields) =>
  all
    .filter(([, v]) => v !== null)
    .map(([name, v]) => tag(name, typeof v === 'boolean' ? (v ? '1' : '0') : escapeXml(String(v))))
    .join('')
const list = (name: string, all: readonly string[]) => tag(name, all.join(''))

const stamp = (t: Instant | null) =>
  t === null ? null : new Date(Math.round(t * 60_000)).toISOString().slice(0, 19)
const clock = (minute: number) =>
  `${String(Math.floor((minute % 1440) / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00`
const span = (minutes: number | null) => {
  if (minutes === null) return null
  const seconds = Math.round(Math.abs(minutes) * 60)
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60]
  return `${minutes < 0 ? '-' : ''}PT${h}H${m}M${s}S`
}
const tenths = (minutes: number | null) => (minutes === null ? null : Math.round(minutes * 10))
/** What is said of nothing in this format. */
const uid = (id: string | null) => id ?? '-1'

/** A project file, as Microsoft Project 2010 and later read it. */
export function writeMspdi(p: MspdiProject): string {
  const head: Fields = [
    ['SaveVersion', 14],
    ['Name', p.name],
    ['Title', p.title],
    ['Company', p.company],
    ['Author', p.author],
    ['ScheduleFromStart', p.fromStart],
    ['StartDate', stamp(p.start)],
    ['FinishDate', stamp(p.finish)],
    ['CriticalSlackLimit', Math.round(p.criticalSlack / p.minutesPerDay)],
    ['CalendarUID', p.calendarUid],
    ['MinutesPerDay', p.minutesPerDay],
    ['MinutesPerWeek', p.minutesPerWeek],
    ['DaysPerMonth', p.daysPerMonth],
    ['HonorConstraints', true],
    ['MultipleCriticalPaths', p.manyCriticalPaths],
    ['StatusDate', stamp(p.statusAt)],
  ]
  const inside = [
    fields(head),
    list(
      'ExtendedAttributes',
      p.fields.map((f) =>
        tag(
          'ExtendedAttribute',
          fields([
            ['FieldID', f.fieldId],
            ['FieldName', f.name],
            ['Alias', f.alias],
          ]),
        ),
      ),
    ),
    list('Calendars', p.calendars.map(calendar)),
    list('Tasks', p.tasks.map(task)),
    list('Resources', p.resources.map(resource)),
    list('Assignments', p.assignments.map(assignment)),
  ]
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Project xmlns="http://schemas.microsoft.com/project">${inside.join('\n')}</Project>\n`
}

const working = (periods: readonly Period[]) =>
  fields([['DayWorking', periods.length > 0]]) +
  (periods.length
    ? list(
        'WorkingTimes',
        periods.map(([from, to]) =>
          tag(
            'WorkingTime',
            fields([
              ['FromTime', clock(from)],
              ['ToTime', clock(to)],
            ]),
          ),
        ),
      )
    : '')

/** Monday is the second day of the week there; what goes past midnight is written on the day it falls on. */
function weekDays(week: MspdiCalendar['week']): string[] {
  return [6, 0, 1, 2, 3, 4, 5].flatMap((d, i) => {
    const own = week[d]
    if (!own) return []
    const night = (week[(d + 6) % 7] ?? []).filter(([, to]) => to > 1440)
    const all: Period[] = [
      ...night.map(([from, to]): Period => [Math.max(0, from - 1440), to - 1440]),
      ...own.filter(([from]) => from < 1440).map(([from, to]): Period => [from, Math.min(1440, to)]),
    ]
    return tag('WeekDay', fields([['DayType', i + 1]]) + working(all))
  })
}
const period = (from: string, to: string) =>
  tag(
    'TimePeriod',
    fields([
      ['FromDate', `${from}T00:00:00`],
      ['ToDate', `${to}T23:59:00`],
    ]),
  )

function calendar(c: MspdiCalendar): string {
  const days = weekDays(c.week)
  const exceptions = c.exceptions.map((e) =>
    tag(
      'Exception',
      fields([['EnteredByOccurrences', false]]) +
        period(e.from, e.to) +
        fields([
          ['Occurrences', Math.max(1, dayNumber(e.to) - dayNumber(e.from) + 1)],
          ['Type', 1],
        ]) +
        working(e.periods.map(([from, to]): Period => [from, Math.min(1440, to)])),
    ),
  )
  const weeks = (c.weeks ?? []).map((w) =>
    tag('WorkWeek', period(w.from, w.to) + list('WeekDays', weekDays(w.week))),
  )
  return tag(
    'Calendar',
    fields([
      ['UID', c.id],
      ['Name', c.name],
      ['IsBaseCalendar', c.isBase],
      ['BaseCalendarUID', uid(c.base ?? null)],
    ]) +
      (days.length ? list('WeekDays', days) : '') +
      (exceptions.length ? list('Exceptions', exceptions) : '') +
      (weeks.length ? list('WorkWeeks', weeks) : ''),
  )
}

function task(t: MspdiTask): string {
  // A task with a hole in it has no form here but its dates: it stays where it is.
  const manual = t.manual || t.fixed === 'split'
  const own: Fields = [
    ['UID', t.uid],
    ['ID', t.id],
    ['Name', t.name],
    ['Active', t.active],
    ['Manual', manual],
    ['Type', t.type ?? 0],
    ['IsNull', false],
    ['WBS', t.wbs || null],
    ['OutlineLevel', t.outlineLevel],
    ['Priority', t.priority],
    ['Start', stamp(t.start)],
    ['Finish', stamp(t.finish)],
    ['Duration', span(t.duration)],
    ['ManualStart', manual ? stamp(t.start) : null],
    ['ManualFinish', manual ? stamp(t.finish) : null],
    ['ManualDuration', manual ? span(t.duration) : null],
    ['DurationFormat', t.durationFormat],
    ['Work', span(t.work)],
    ['Resume', stamp(t.resume)],
    ['Recurring', t.fixed === 'recurring'],
    ['Estimated', t.estimated],
    ['Milestone', t.milestone],
    ['Summary', t.summary],
    ['Critical', t.computed.critical],
    ['IsSubproject', t.fixed === 'subproject'],
    ['ExternalTask', t.fixed === 'external'],
    ['EarlyStart', stamp(t.computed.earlyStart)],
    ['EarlyFinish', stamp(t.computed.earlyFinish)],
    ['LateStart', stamp(t.computed.lateStart)],
    ['LateFinish', stamp(t.computed.lateFinish)],
    ['FreeSlack', tenths(t.computed.freeSlack)],
    ['TotalSlack', tenths(t.computed.totalSlack)],
    ['PercentComplete', t.percentComplete],
    ['PercentWorkComplete', t.percentWorkComplete],
    ['ActualStart', stamp(t.actualStart)],
    ['ActualFinish', stamp(t.actualFinish)],
    ['RemainingDuration', span(t.remaining ?? null)],
    ['ConstraintType', t.constraintType],
    ['CalendarUID', uid(t.calendarUid)],
    ['ConstraintDate', stamp(t.constraintAt)],
    ['Deadline', stamp(t.deadline)],
    ['LevelingDelay', tenths(t.levelingDelay)],
    ['LevelingDelayFormat', t.levelingFormat ?? 8],
    ['HyperlinkAddress', t.hyperlink || null],
    ['IgnoreResourceCalendar', t.ignoresResourceCalendar],
    ['Notes', t.notes || null],
  ]
  const links = t.links.map((l) =>
    tag(
      'PredecessorLink',
      fields([
        ['PredecessorUID', l.fromUid],
        ['Type', linkKinds.indexOf(l.kind)],
        ['CrossProject', l.cross ?? false],
        ['LinkLag', l.lagUnit === 'percent' ? l.lag : Math.round(l.lag * 10)],
        ['LagFormat', l.lagFormat],
      ]),
    ),
  )
  const values = t.values.map((v) =>
    tag(
      'ExtendedAttribute',
      fields([
        ['FieldID', v.fieldId],
        ['Value', v.value],
      ]),
    ),
  )
  const baselines = t.baselines.map((b) =>
    tag(
      'Baseline',
      fields([
        ['Number', b.number],
        ['Start', stamp(b.start)],
        ['Finish', stamp(b.finish)],
        ['Duration', span(b.duration)],
        ['Work', span(b.work)],
      ]),
    ),
  )
  return tag('Task', [fields(own), ...links, ...values, ...baselines].join(''))
}

const resourceTypes = { material: 0, work: 1, cost: 2 } as const
const resource = (r: MspdiResource): string =>
  tag(
    'Resource',
    fields([
      ['UID', r.uid],
      ['ID', r.id],
      ['Name', r.name],
      ['Type', resourceTypes[r.type]],
      ['IsNull', false],
      ['Initials', r.initials || null],
      ['Group', r.group || null],
      ['EmailAddress', r.email || null],
      ['MaxUnits', r.maxUnits],
      ['CalendarUID', uid(r.calendarUid)],
      ['Notes', r.notes || null],
      ['IsCostResource', r.type === 'cost' ? true : null],
    ]),
  )

const assignment = (a: MspdiAssignment, i: number): string =>
  tag(
    'Assignment',
    fields([
      ['UID', i + 1],
      ['TaskUID', a.taskUid],
      ['ResourceUID', a.resourceUid],
      ['ActualWork', span(a.actualWork)],
      ['Finish', stamp(a.finish)],
      ['Start', stamp(a.start)],
      ['Units', a.units],
      ['Work', span(a.work)],
      ['WorkContour', a.contour],
    ]),
  )
