import { z } from 'zod'
import { Day, Id, Version } from '#platform/tenancy/model.ts'
import { Card } from '../../model.ts'

export const linkKinds = ['fs', 'ss', 'ff', 'sf'] as const
export const lagUnits = ['work', 'elapsed', 'percent'] as const
/** Ten years either way, or a thousand times the predecessor. */
const Lag = z.int().min(-5_256_000).max(5_256_000)

export const Link = z
  .object({
    id: Id,
    projectId: Id,
    fromId: Id,
    toId: Id,
    kind: z.enum(linkKinds),
    lag: z.int(),
    lagUnit: z.enum(lagUnits),
    version: Version,
  })
  .meta({ id: 'TaskLink' })
export type Link = z.infer<typeof Link>
export const LinkDraft = z.object({
  fromId: Id,
  toId: Id,
  kind: z.enum(linkKinds).optional(),
  lag: Lag.optional(),
  lagUnit: z.enum(lagUnits).optional(),
})
export type LinkDraft = z.infer<typeof LinkDraft>
export const LinkPatch = LinkDraft.pick({ kind: true, lag: true, lagUnit: true })
export type LinkPatch = z.infer<typeof LinkPatch>

/** A changed plan says which cards moved with it. */
export const Moved = z.object({ cards: z.array(Card) })
export type Moved = z.infer<typeof Moved>
/** What one gesture on the plan moved, and the reference under which it is taken back. */
export const Undoable = Moved.extend({ change: z.string() })
export const LinkMoved = Moved.extend({ link: Link })
export type LinkMoved = z.infer<typeof LinkMoved>
export const LinkDone = Undoable.extend({ link: Link })

/** What a schedule needs of a card beyond the card, for those few that have it. */
export const PlanDetail = z.object({
  id: Id,
  elapsed: z.boolean(),
  actualStart: z.string().nullable(),
  actualFinish: z.string().nullable(),
  calendarId: Id.nullable(),
  ignoresPersonCalendar: z.boolean(),
})
export type PlanDetail = z.infer<typeof PlanDetail>

const Span = z.tuple([z.number(), z.number()])
export const PlanCalendarShape = z
  .object({
    id: z.string(),
    week: z.array(z.array(Span).nullable()),
    exceptions: z.array(z.object({ from: z.string(), to: z.string(), periods: z.array(Span) })),
    base: z.string().nullable().optional(),
  })
  .meta({ id: 'PlanCalendar' })

export const PlanSettings = z.object({
  projectId: Id,
  /** As said for this project; null: the workspace's. */
  calendarId: Id.nullable(),
  /** The calendar the project follows. */
  projectCalendarId: z.string(),
  launchTaskId: Id.nullable(),
  statusOn: z.string().nullable(),
  criticalSlackMinutes: z.int(),
  startsOn: z.string().nullable(),
  /** 0: nothing was said yet. */
  version: z.int(),
})
export type PlanSettings = z.infer<typeof PlanSettings>
export const PlanPatch = z.object({
  calendarId: Id.nullable().optional(),
  launchTaskId: Id.nullable().optional(),
  statusOn: Day.nullable().optional(),
  criticalSlackMinutes: z.int().min(0).max(1_000_000).optional(),
})
export type PlanPatch = z.infer<typeof PlanPatch>

export const Baseline = z
  .object({
    id: Id,
    projectId: Id,
    name: z.string(),
    number: z.int().nullable(),
    takenAt: z.date(),
    taskCount: z.int(),
    version: Version,
  })
  .meta({ id: 'Baseline' })
export type Baseline = z.infer<typeof Baseline>

export const BaselineTask = z.object({
  taskId: Id,
  startsOn: z.string().nullable(),
  startMinute: z.int().nullable(),
  dueOn: z.string().nullable(),
  dueMinute: z.int().nullable(),
  durationMinutes: z.int().nullable(),
  estimateMinutes: z.int().nullable(),
})
export type BaselineTask = z.infer<typeof BaselineTask>

/** How the project has moved away from what was promised; minutes of the project's working time, later is positive. */
export const Drift = z.object({
  baseline: Baseline,
  tasks: z.array(BaselineTask),
  drift: z.array(z.object({ taskId: Id, startMinutes: z.int(), finishMinutes: z.int() })),
  /** Of the last finish of what both hold. */
  finishMinutes: z.int(),
  /** Tasks added since, and those of the baseline that are gone. */
  added: z.array(Id),
  gone: z.int(),
})
export type Drift = z.infer<typeof Drift>

/** Everything a Gantt needs beyond the cards, in one answer. */
export const ProjectPlan = z
  .object({
    settings: PlanSettings,
    /** Of the workspace, the projects and the people; `people` says whose is whose. */
    calendars: z.array(PlanCalendarShape),
    people: z.record(z.string(), z.string()),
    links: z.array(Link),
    details: z.array(PlanDetail),
    baselines: z.array(Baseline),
    today: z.string(),
  })
  .meta({ id: 'ProjectPlan' })
export type ProjectPlan = z.infer<typeof ProjectPlan>

/** The same for every project one sees. */
export const Portfolio = z
  .object({
    projects: z.array(PlanSettings),
    calendars: z.array(PlanCalendarShape),
    people: z.record(z.string(), z.string()),
    links: z.array(Link),
    details: z.array(PlanDetail),
    today: z.string(),
  })
  .meta({ id: 'PortfolioPlan' })
export type Portfolio = z.infer<typeof Portfolio>

export const Question = z.object({
  /** The launch of the plan’s settings, or this milestone, on another day: what is open moves along by as many working days. */
  moveLaunchTo: Day.optional(),
  launchTaskId: Id.optional(),
  /** Tasks moved by working days, earlier when negative. */
  shifts: z
    .array(z.object({ taskId: Id, days: z.int().min(-2000).max(2000) }))
    .max(500)
    .optional(),
})
export type Question = z.infer<typeof Question>

const Dates = z.object({ startsOn: z.string().nullable(), dueOn: z.string().nullable() })
export const Answer = z
  .object({
    finish: z.object({ before: z.string().nullable(), after: z.string().nullable() }),
    launch: z
      .object({ taskId: Id, before: z.string().nullable(), wanted: z.string(), after: z.string() })
      .nullable(),
    moved: z.array(z.object({ taskId: Id, before: Dates, after: Dates, days: z.int() })),
    newlyCritical: z.array(Id),
    noLongerCritical: z.array(Id),
    /** What could not be kept: by how many working minutes. */
    brokenDeadlines: z.array(z.object({ taskId: Id, deadlineOn: z.string(), minutes: z.int() })),
    brokenConstraints: z.array(Id),
    /** Still ahead today, and would have to be begun, or over, already. */
    tooEarly: z.array(Id),
    /**
     * More planned than they work, in minutes over the days that change; `cents`: what the additional hours cost, null
     * when nobody has said what an hour of theirs does, or for who may not see costs.
     */
    overloaded: z.array(
      z.object({ memberId: Id, before: z.int(), after: z.int(), cents: z.int().nullable() }),
    ),
    /** What is known of it, added up; null for who may not see costs. */
    overtimeCents: z.int().nullable(),
    /** Says which plan it was asked of: applied on another one, it is refused. */
    token: z.string(),
  })
  .meta({ id: 'WhatIf' })
export type Answer = z.infer<typeof Answer>
