import { z } from 'zod'
import { Day, Id, Version } from '#platform/tenancy/model.ts'
import type { Card } from '../model.ts'
import type { PlanCalendar } from '../scheduling/model.ts'
import { proposalKinds } from './model/levelling.ts'
import type { Work } from './model/load.ts'

export * from './model/axis.ts'
export * from './model/levelling.ts'
export * from './model/load.ts'
export * from './model/who.ts'

export const workOf = (c: Card, needs: readonly string[] = []): Work => ({
  id: c.id,
  projectId: c.projectId,
  number: c.number,
  title: c.title,
  assigneeIds: c.assigneeIds,
  startsOn: c.startsOn,
  dueOn: c.dueOn,
  // A milestone takes nobody's time.
  estimateMinutes: c.kind === 'milestone' ? 0 : c.estimateMinutes,
  durationMinutes: c.durationMinutes,
  progress: c.progress,
  done: c.done,
  needs,
  version: c.version,
})

export const WorkShape = z.object({
  id: z.string(),
  projectId: Id.nullable(),
  number: z.int(),
  title: z.string(),
  assigneeIds: z.array(z.string()).readonly(),
  startsOn: Day.nullable(),
  dueOn: Day.nullable(),
  estimateMinutes: z.int().nullable(),
  durationMinutes: z.int().nullable(),
  progress: z.int(),
  done: z.boolean(),
  needs: z.array(z.string()).readonly(),
  version: z.int(),
})

const Minutes = z.array(z.tuple([z.int(), z.int()]))
export const PlanCalendarShape: z.ZodType<PlanCalendar> = z.object({
  id: z.string(),
  week: z.array(Minutes.nullable()),
  exceptions: z.array(z.object({ from: Day, to: Day, periods: Minutes })),
  base: z.string().nullable().optional(),
})

export const Capacity = z
  .object({
    today: Day,
    people: z.array(
      z.object({
        id: Id,
        name: z.string(),
        active: z.boolean(),
        calendarId: z.string(),
        skills: z.array(z.string()),
      }),
    ),
    calendars: z.array(PlanCalendarShape),
    /** Unfinished tasks that take somebody's time, of every project in sight; those out of sight without a name. */
    works: z.array(WorkShape),
    projects: z.array(
      z.object({ id: Id, name: z.string(), slug: z.string(), colour: z.string(), mayChange: z.boolean() }),
    ),
    /** Whether the projects one does not see are counted too. */
    whole: z.boolean(),
  })
  .meta({ id: 'Capacity' })
export type Capacity = z.infer<typeof Capacity>

export const CandidateShape = z.object({
  id: Id,
  name: z.string(),
  matched: z.array(z.string()),
  missing: z.array(z.string()),
  free: z.int(),
  needed: z.int(),
  score: z.number(),
  already: z.boolean(),
})

export const ProposalShape = z.object({
  id: z.string(),
  kind: z.enum(proposalKinds),
  workId: Id,
  personId: Id,
  toId: Id.nullable(),
  patch: z.object({
    assigneeIds: z.array(Id).optional(),
    startsOn: Day.nullable().optional(),
    dueOn: Day.nullable().optional(),
  }),
  removed: z.int(),
  days: z.int(),
  finish: z.int(),
  pushes: z.boolean(),
})

/** One change of several that are made together or not at all. */
export const LoadChange = z.object({
  taskId: Id,
  version: Version.optional(),
  assigneeIds: z.array(Id).max(50).optional(),
  startsOn: Day.nullable().optional(),
  dueOn: Day.nullable().optional(),
})
export type LoadChange = z.infer<typeof LoadChange>
