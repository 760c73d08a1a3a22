import { dayNumber, minutesPerDay } from './clock.ts'
import {
  isElapsedFormat,
  isPercentFormat,
  linkKinds,
  type MspdiAssignment,
  type MspdiBaseline,
  type MspdiLink,
  type MspdiProject,
  type MspdiResource,
  type MspdiTask,
} from './mspdi.ts'
import { all, readCalendar, textOf, uidOf, yes } from './mspdi-calendars.ts'
import { planOfMspdi } from './mspdi-plan.ts'
import type { Instant } from './plan.ts'
import { calendarsOf } from './whose.ts'
import { readXml, type Xml, XmlError } from './xml.ts'

/** Reads a project file. Throws `XmlError` for what is not one; what is only odd in it is left out. */
export function readMspdi(text: string): MspdiProject {
  const p = readXml(text)
  if (p.name !== 'Project') throw new XmlError(`a project file begins with « Project », not « ${p.name} »`)
  const minutesPerDay = positive(textOf(p, 'MinutesPerDay'), 480)
  const assignments = all(p, 'Assignments', 'Assignment')
  const work = new Map<string, Xml[]>()
  for (const a of assignments) {
    const uid = textOf(a, 'TaskUID')
    work.set(uid, [...(work.get(uid) ?? []), a])
  }
  return withSplits({
    name: textOf(p, 'Name'),
    title: textOf(p, 'Title'),
    author: textOf(p, 'Author'),
    company: textOf(p, 'Company'),
    start: instant(textOf(p, 'StartDate')),
    finish: instant(textOf(p, 'FinishDate')),
    fromStart: textOf(p, 'ScheduleFromStart') === '' || yes(textOf(p, 'ScheduleFromStart')),
    statusAt: instant(textOf(p, 'StatusDate')),
    calendarUid: uidOf(textOf(p, 'CalendarUID')),
    minutesPerDay,
    minutesPerWeek: positive(textOf(p, 'MinutesPerWeek'), 2400),
    daysPerMonth: positive(textOf(p, 'DaysPerMonth'), 20),
    criticalSlack: (number(textOf(p, 'CriticalSlackLimit')) ?? 0) * minutesPerDay,
    manyCriticalPaths: yes(textOf(p, 'MultipleCriticalPaths')),
    calendars: once(all(p, 'Calendars', 'Calendar').map(readCalendar), (c) => c.id),
    tasks: outlined(
      once(
        all(p, 'Tasks', 'Task').map((t) => readTask(t, work)),
        (t) => t.uid,
      ),
    ),
    resources: once(all(p, 'Resources', 'Resource').map(readResource), (r) => r.uid),
    assignments: assignments.map(readAssignment).filter((a) => a !== null),
    fields: all(p, 'ExtendedAttributes', 'ExtendedAttribute').map((f) => ({
      fieldId: textOf(f, 'FieldID'),
      name: textOf(f, 'FieldName'),
      alias: textOf(f, 'Alias'),
    })),
  })
}

/** A hole of working time makes a task a split one; whose hours they are is known once everything is read. */
function withSplits(p: MspdiProject): MspdiProject {
  if (!p.tasks.some((t) => t.holes?.length)) return p
  const plan = planOfMspdi(p)
  const calendarOf = calendarsOf(plan)
  const planned = new Map(plan.tasks.map((t) => [t.id, t]))
  const split = (t: MspdiTask) =>
    t.holes?.some((h) => calendarOf(planned.get(t.uid) ?? {}).workBetween(h.from, h.to) > 0)
  return { ...p, tasks: p.tasks.map((t) => (t.fixed === null && split(t) ? { ...t, fixed: 'split' } : t)) }
}

/** A number that comes twice in an odd file: the first counts. */
function once<T>(items: readonly (T | null)[], key: (item: T) => string): T[] {
  const seen = new Set<string>()
  return items.filter((i): i is T => i !== null && !seen.has(key(i)) && Boolean(seen.add(key(i))))
}

/** A number the format can hold; « NaN », « Infinity » and what is no number: null. A century of minutes is enough. */
const most = 60_000_000
function number(text: string): number | null {
  const n = text === '' ? Number.NaN : +text
  return Number.isFinite(n) && Math.abs(n) <= most * 10 ? n : null
}
const positive = (text: string, otherwise: number) => {
  const n = number(text)
  return n !== null && n > 0 && n <= 7 * 1440 ? n : otherwise
}

/** « 2014-10-17T08:00:00 » in minutes; « NA » and what is no date: null. The format has dates from 1984 to 2149. */
export function instant(text: string): Instant | null {
  const m = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d(?:\.\d+)?))?)?/.exec(text)
  if (!m) return null
  const day = dayNumber(text)
  if (!Number.isFinite(day) || +m[1]! < 1900 || +m[1]! > 2149) return null
  return day * minutesPerDay + +(m[4] ?? 0) * 60 + +(m[5] ?? 0) + Math.round((+(m[6] ?? 0) / 60) * 10) / 10
}

/** « PT8H30M0S », also with days, in minutes of work (a day of a duration is 24 hours by the standard). */
export function minutes(text: string): number | null {
  const m =
    /^(-)?P(?:(\d+)Y)?(?:(\d+)M)?(?:([\d.]+)D)?(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?$/.exec(text)
  if (!m) return null
  const n = (i: number) => +(m[i] ?? 0) || 0
  const all = n(2) * 525_600 + n(3) * 43_200 + n(4) * 1440 + n(5) * 60 + n(6) + n(7) / 60
  return all > most ? null : (m[1] ? -1 : 1) * (Math.round(all * 10) / 10)
}

const tenths = (text: string): number | null => {
  const n = number(text)
  return n === null ? null : n / 10
}
const percent = (text: string) => Math.min(100, Math.max(0, Math.round(number(text) ?? 0)))

function readTask(e: Xml, work: ReadonlyMap<string, readonly Xml[]>): MspdiTask | null {
  const uid = uidOf(textOf(e, 'UID'))
  if (uid === null || yes(textOf(e, 'IsNull'))) return null
  const date = (name: string) => instant(textOf(e, name))
  const format = number(textOf(e, 'DurationFormat')) || 7
  const level = textOf(e, 'OutlineLevel')
  const outline = textOf(e, 'OutlineNumber') || textOf(e, 'WBS')
  const manual = yes(textOf(e, 'Manual'))
  const assigned = work.get(uid) ?? []
  const duration = minutes(textOf(e, 'Duration')) ?? minutes(textOf(e, 'ManualDuration'))
  const delay = tenths(textOf(e, 'LevelingDelay')) ?? 0
  const constraint = +textOf(e, 'ConstraintType')
  return {
    uid,
    id: number(textOf(e, 'ID')) ?? 0,
    name: textOf(e, 'Name'),
    notes: textOf(e, 'Notes'),
    outlineLevel:
      level !== '' && +level >= 0 ? Math.floor(+level) : uid === '0' ? 0 : outline.split('.').length,
    parentUid: null,
    summary: yes(textOf(e, 'Summary')),
    milestone: yes(textOf(e, 'Milestone')),
    manual,
    active: textOf(e, 'Active') === '' || yes(textOf(e, 'Active')),
    start: date('Start') ?? (manual ? date('ManualStart') : null),
    finish: date('Finish') ?? (manual ? date('ManualFinish') : null),
    duration: duration !== null && duration < 0 ? null : duration,
    elapsed: isElapsedFormat(format),
    estimated: yes(textOf(e, 'Estimated')),
    remaining: minutes(textOf(e, 'RemainingDuration')),
    type: number(textOf(e, 'Type')) ?? 0,
    durationFormat: format,
    work: minutes(textOf(e, 'Work')),
    percentComplete: percent(textOf(e, 'PercentComplete')),
    percentWorkComplete: percent(textOf(e, 'PercentWorkComplete')),
    actualStart: date('ActualStart'),
    actualFinish:
      date('ActualFinish') ??
      (textOf(e, 'PercentComplete') === '100' && !yes(textOf(e, 'Summary')) ? date('Finish') : null),
    resume: date('Resume'),
    constraintType: constraint >= 0 && constraint <= 7 ? Math.floor(constraint) : 0,
    constraintAt: date('ConstraintDate'),
    deadline: date('Deadline'),
    calendarUid: uidOf(textOf(e, 'CalendarUID')),
    ignoresResourceCalendar: yes(textOf(e, 'IgnoreResourceCalendar')),
    priority: number(textOf(e, 'Priority')) ?? 500,
    wbs: textOf(e, 'WBS'),
    hyperlink: textOf(e, 'HyperlinkAddress'),
    levelingDelay: delay,
    levelingFormat: number(textOf(e, 'LevelingDelayFormat')) || 8,
    links: e.children.flatMap((c) => (c.name === 'PredecessorLink' ? readLink(c) : [])),
    baselines: e.children.flatMap((c) => (c.name === 'Baseline' ? readBaseline(c) : [])),
    values: e.children.flatMap((c) =>
      c.name === 'ExtendedAttribute' && textOf(c, 'FieldID')
        ? [{ fieldId: textOf(c, 'FieldID'), value: textOf(c, 'Value') }]
        : [],
    ),
    fixed: whyFixed(e, assigned),
    holes: holesOf(assigned),
    computed: {
      earlyStart: date('EarlyStart'),
      earlyFinish: date('EarlyFinish'),
      lateStart: date('LateStart'),
      lateFinish: date('LateFinish'),
      totalSlack: tenths(textOf(e, 'TotalSlack')),
      freeSlack: tenths(textOf(e, 'FreeSlack')),
      critical: textOf(e, 'Critical') === '' ? null : yes(textOf(e, 'Critical')),
    },
  }
}

function whyFixed(e: Xml, assigned: readonly Xml[]): MspdiTask['fixed'] {
  if (yes(textOf(e, 'ExternalTask'))) return 'external'
  if (yes(textOf(e, 'IsSubproject'))) return 'subproject'
  if (yes(textOf(e, 'Recurring'))) return 'recurring'
  const contour = (a: Xml) => +textOf(a, 'WorkContour')
  return assigned.some((a) => contour(a) > 0) ? 'contoured' : null
}

/** The stretches between work and work again in which nobody has any; nights and weekends are among them. */
function holesOf(assigned: readonly Xml[]): NonNullable<MspdiTask['holes']> {
  const worked = assigned
    .flatMap((a) => a.children)
    .filter((c) => c.name === 'TimephasedData' && ['1', '2'].includes(textOf(c, 'Type')))
    .flatMap((c) => {
      const [from, to] = [instant(textOf(c, 'Start')), instant(textOf(c, 'Finish'))]
      return from !== null && to !== null && (minutes(textOf(c, 'Value')) ?? 0) > 0 ? [{ from, to }] : []
    })
    .sort((x, y) => x.from - y.from)
  const holes: NonNullable<MspdiTask['holes']> = []
  let end = Number.POSITIVE_INFINITY
  for (const w of worked) {
    if (w.from > end) holes.push({ from: end, to: w.from })
    end = end === Number.POSITIVE_INFINITY ? w.to : Math.max(end, w.to)
  }
  return holes
}

function readLink(e: Xml): MspdiLink[] {
  const fromUid = uidOf(textOf(e, 'PredecessorUID'))
  if (fromUid === null) return []
  const type = textOf(e, 'Type')
  const format = number(textOf(e, 'LagFormat')) || 7
  const lag = number(textOf(e, 'LinkLag')) ?? 0
  const isPercent = isPercentFormat(format)
  return [
    {
      fromUid,
      kind: linkKinds[type === '' ? 1 : +type] ?? 'fs',
      lag: isPercent ? lag : lag / 10,
      lagUnit: isPercent ? 'percent' : isElapsedFormat(format) ? 'elapsed' : 'work',
      lagFormat: format,
      ...(yes(textOf(e, 'CrossProject')) && { cross: true }),
    },
  ]
}

function readBaseline(e: Xml): MspdiBaseline[] {
  const number = Math.floor(+textOf(e, 'Number') || 0)
  if (number < 0 || number > 10) return []
  return [
    {
      number,
      start: instant(textOf(e, 'Start')),
      finish: instant(textOf(e, 'Finish')),
      duration: minutes(textOf(e, 'Duration')),
      work: minutes(textOf(e, 'Work')),
    },
  ]
}

function readResource(e: Xml): MspdiResource | null {
  const uid = uidOf(textOf(e, 'UID'))
  if (uid === null || yes(textOf(e, 'IsNull'))) return null
  const type = textOf(e, 'Type')
  const cost = type === '2' || yes(textOf(e, 'IsCostResource'))
  return {
    uid,
    id: number(textOf(e, 'ID')) ?? 0,
    name: textOf(e, 'Name'),
    initials: textOf(e, 'Initials'),
    email: textOf(e, 'EmailAddress'),
    group: textOf(e, 'Group'),
    notes: textOf(e, 'Notes'),
    type: cost ? 'cost' : type === '0' ? 'material' : 'work',
    maxUnits: number(textOf(e, 'MaxUnits')) ?? 1,
    calendarUid: uidOf(textOf(e, 'CalendarUID')),
  }
}

function readAssignment(e: Xml): MspdiAssignment | null {
  const taskUid = uidOf(textOf(e, 'TaskUID'))
  const resourceUid = uidOf(textOf(e, 'ResourceUID'))
  if (taskUid === null || resourceUid === null) return null
  return {
    taskUid,
    resourceUid,
    units: number(textOf(e, 'Units')) ?? 1,
    work: minutes(textOf(e, 'Work')),
    actualWork: minutes(textOf(e, 'ActualWork')),
    start: instant(textOf(e, 'Start')),
    finish: instant(textOf(e, 'Finish')),
    contour: number(textOf(e, 'WorkContour')) ?? 0,
  }
}

/** The outline is levels in order: a task is under the last one before it that is less deep. */
function outlined(tasks: readonly MspdiTask[]): MspdiTask[] {
  const above: MspdiTask[] = []
  const parents = new Set<string>()
  const placed = tasks.map((t) => {
    while (above.length && above.at(-1)!.outlineLevel >= t.outlineLevel) above.pop()
    const parent = above.at(-1)
    above.push(t)
    if (parent) parents.add(parent.uid)
    return { ...t, parentUid: parent?.uid ?? null }
  })
  // A number of another file’s task means nothing here, unless that task has its stand-in.
  const elsewhere = new Set(tasks.filter((t) => t.fixed === 'external').map((t) => t.uid))
  return placed.map((t) => ({
    ...t,
    summary: t.summary || parents.has(t.uid),
    links: t.links.filter((l) => !l.cross || elsewhere.has(l.fromUid)),
  }))
}
