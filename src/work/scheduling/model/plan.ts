/** Minutes since 1970-01-01T00:00 of the wall clock: a schedule knows no time zone, so no day has 23 hours. */
export type Instant = number
/** « 2026-05-04 » */
export type Day = string
/** Minutes after midnight. A night shift goes past 1440 and ends on the next day. */
export type Period = readonly [from: number, to: number]

export type CalendarException = { from: Day; to: Day; periods: readonly Period[] }
/** A stretch of days that follows another week than the usual one. */
export type CalendarWeek = { from: Day; to: Day; week: readonly (readonly Period[] | null)[] }

export type PlanCalendar = {
  id: string
  /** Monday first. `null`: as in the calendar this one derives from; without one, a day off. */
  week: readonly (readonly Period[] | null)[]
  /** The first that covers a day wins, over those of the base. */
  exceptions: readonly CalendarException[]
  /** Other weeks for a time; exceptions win over them. */
  weeks?: readonly CalendarWeek[]
  base?: string | null
}

export type ConstraintKind = 'asap' | 'alap' | 'mso' | 'mfo' | 'snet' | 'snlt' | 'fnet' | 'fnlt'
export type Constraint = { kind: ConstraintKind; at: Instant | null }

export type PlanTask = {
  id: string
  /** A task with children is a summary: its dates are those of its leaves. */
  parentId: string | null
  mode: 'auto' | 'manual'
  /** Working minutes (minutes of the clock when elapsed); 0: a milestone. */
  duration: number
  elapsed?: boolean
  constraint?: Constraint | null
  deadline?: Instant | null
  /** The dates of a manual task, which nobody moves. */
  start?: Instant | null
  finish?: Instant | null
  actualStart?: Instant | null
  actualFinish?: Instant | null
  /** 0 to 100. */
  progress?: number
  calendarId?: string | null
  /** Calendars of the people who do it: one counts as it is, several as their union. */
  personCalendarIds?: readonly string[]
  ignoresPersonCalendar?: boolean
  /** An inactive task keeps its place and drives nobody. */
  active?: boolean
  /** Minutes by which levelling pushed it back: of work, or of the clock. */
  delay?: number
  delayElapsed?: boolean
  /** What remains of a started task; left out, what its progress leaves. */
  remaining?: number | null
  /** That goes on from here, after a pause. */
  resumeAt?: Instant | null
}

export type LinkKind = 'fs' | 'ss' | 'ff' | 'sf'
export type LagUnit = 'work' | 'elapsed' | 'percent'
export type PlanLink = {
  id: string
  from: string
  to: string
  kind: LinkKind
  /** Minutes; for `percent`, hundredths of a percent of the predecessor's duration. Negative: a lead. */
  lag: number
  lagUnit: LagUnit
  /** A percentage that runs on the clock, nights and weekends too. */
  lagElapsed?: boolean
}

export type Plan = {
  start: Instant
  /** Planned backwards: this is when it must be over, and its start follows. */
  finish?: Instant | null
  calendarId: string
  calendars: readonly PlanCalendar[]
  tasks: readonly PlanTask[]
  links: readonly PlanLink[]
  /** Remaining work of a started task does not lie before this. */
  statusAt?: Instant | null
  /** Critical: slack up to this many minutes. */
  criticalSlack?: number
  /** Each chain has its own end: critical is what moves its own chain. */
  manyCriticalPaths?: boolean
}

/** What the schedule says of a task. Slack in working minutes. */
export type Placed = {
  start: Instant
  finish: Instant
  earlyStart: Instant
  earlyFinish: Instant
  lateStart: Instant
  lateFinish: Instant
  totalSlack: number
  freeSlack: number
  critical: boolean
  summary: boolean
  /** 0 to 100; of a summary, weighted by duration. */
  progress: number
  /** The deadline, or the constraint that the links do not allow to keep. */
  broken: ('deadline' | 'constraint')[]
}

export type Schedule = {
  start: Instant
  finish: Instant
  of(id: string): Placed | undefined
  /** Every task, in the order of the plan. */
  all(): { id: string; placed: Placed }[]
  critical(): string[]
}

/** A plan made ready: change a task and run again without building anything anew. */
export type Scheduler = {
  schedule(): Schedule
  /** Changes one task for the next run (a drag); `undefined` fields stay. Returns false when the task is not known. */
  change(id: string, patch: Partial<Omit<PlanTask, 'id' | 'parentId'>>): boolean
  /** Links that could not count because they turn in a circle, or join a summary to what is in it. */
  readonly ignored: readonly string[]
}
