import type { FieldKind } from '../fields/model.ts'
import type { ConstraintKind, Kind, Mode } from '../model.ts'
import type { Loss, Source, TableSeen } from './model.ts'

/** A board of another tool, whatever the tool: what every reader gives and one writer brings in. Keys are the source's own. */
export type ForeignBoard = {
  source: Source
  /** What this board is known by from one export to the next. */
  id: string
  name: string
  /** What a task can be at. */
  states: { id: string; name: string }[]
  /** What tasks are put under: sections, groups. They may turn out to be states. */
  groups: { id: string; name: string }[]
  labels: { id: string; name: string; colour?: string }[]
  people: { id: string; name: string; email: string; hours?: ForeignHours }[]
  fields: ForeignField[]
  tasks: ForeignTask[]
  links: ForeignLink[]
  /** Dependencies that lie between two projects of one import: what remains of them is that both tasks belong together. */
  between: { from: string; to: string }[]
  calendars: ForeignCalendar[]
  baselines: { number: number; name: string; tasks: ForeignBaselineTask[] }[]
  /** How the whole is planned, for sources that plan. */
  plan: { calendarId: string | null; statusOn: string | null; criticalSlackMinutes: number } | null
  lost: Loss[]
  /** The boards of the file, when it holds several. */
  boards: { id: string; name: string; tasks: number }[]
  table: TableSeen | null
}

export type ForeignField = {
  id: string
  name: string
  kind: FieldKind
  options: string[]
}
/** Text, number (money in units), « 2026-05-04 », option names or people keys. */
export type ForeignValue = string | number | readonly string[]

export type ForeignTask = {
  id: string
  parentId: string | null
  title: string
  description: string
  state: string | null
  group: string | null
  kind: Kind
  people: string[]
  followers: string[]
  labels: string[]
  startsOn: string | null
  dueOn: string | null
  startMinute: number | null
  dueMinute: number | null
  deadlineOn: string | null
  done: boolean
  finishedAt: string | null
  bornAt: string | null
  estimateMinutes: number | null
  /** A total that the other tool kept, without saying who nor when. */
  spentMinutes: number
  progress: number
  importance: number
  urgency: number
  fields: Record<string, ForeignValue>
  comments: { id: string; author: string; text: string; at: string | null }[]
  addresses: { id: string; name: string; url: string }[]
  plan: ForeignPlan | null
  archived?: boolean
}

/** What a planning tool says of a task beyond its dates. */
export type ForeignPlan = {
  mode: Mode
  durationMinutes: number | null
  elapsed: boolean
  constraintKind: ConstraintKind
  constraintAt: string | null
  actualStart: string | null
  actualFinish: string | null
  calendarId: string | null
  ignoresPersonCalendar: boolean
}

export type ForeignLink = {
  from: string
  to: string
  kind: 'fs' | 'ss' | 'ff' | 'sf'
  lag: number
  lagUnit: 'work' | 'elapsed' | 'percent'
}
export type ForeignCalendar = {
  id: string
  name: string
  week: (readonly (readonly [number, number])[])[]
  exceptions: { from: string; to: string; name: string; periods: (readonly [number, number])[] }[]
}
/** How the other tool says that somebody works. It is theirs to say here: proposed, never taken unasked. */
export type ForeignHours = {
  /** The calendar followed, when it is not that of the plan. */
  calendar: ForeignCalendar | null
  week: ForeignCalendar['week'] | null
  daysOff: { from: string; to: string; fromNoon: boolean; untilNoon: boolean }[]
  /** Days of other hours than all, half or nothing, which no day off says. */
  odd: number
}
export type ForeignBaselineTask = {
  task: string
  startsOn: string | null
  startMinute: number | null
  dueOn: string | null
  dueMinute: number | null
  durationMinutes: number | null
  estimateMinutes: number | null
}

export const emptyTask = (id: string, title: string): ForeignTask => ({
  id,
  parentId: null,
  title,
  description: '',
  state: null,
  group: null,
  kind: 'task',
  people: [],
  followers: [],
  labels: [],
  startsOn: null,
  dueOn: null,
  startMinute: null,
  dueMinute: null,
  deadlineOn: null,
  done: false,
  finishedAt: null,
  bornAt: null,
  estimateMinutes: null,
  spentMinutes: 0,
  progress: 0,
  importance: 0,
  urgency: 0,
  fields: {},
  comments: [],
  addresses: [],
  plan: null,
})

export const emptyBoard = (source: Source, id: string, name: string): ForeignBoard => ({
  source,
  id,
  name,
  states: [],
  groups: [],
  labels: [],
  people: [],
  fields: [],
  tasks: [],
  links: [],
  between: [],
  calendars: [],
  baselines: [],
  plan: null,
  lost: [],
  boards: [],
  table: null,
})

/** Counts what a reader leaves aside, by kind. */
export class Losses {
  private readonly counts = new Map<Loss['kind'], number>()
  lose(kind: Loss['kind'], count = 1): void {
    if (count > 0) this.counts.set(kind, (this.counts.get(kind) ?? 0) + count)
  }
  all(): Loss[] {
    return [...this.counts].map(([kind, count]) => ({ kind, count }))
  }
}
