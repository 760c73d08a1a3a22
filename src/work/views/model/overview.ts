import { z } from 'zod'

import { Id, stages } from '#platform/tenancy/model.ts'

export const healths = ['good', 'risk', 'late', 'quiet'] as const
export type Health = (typeof healths)[number]

export const ProjectOverview = z
  .object({
    id: Id,
    slug: z.string(),
    name: z.string(),
    clientName: z.string().nullable(),
    stage: z.enum(stages),
    startsOn: z.string().nullable(),
    endsOn: z.string().nullable(),
    total: z.int(),
    done: z.int(),
    late: z.int(),
    /** 0 to 100: how many of its tasks are done, as « 31/96 » says it elsewhere; null without a task. */
    progress: z.number().nullable(),
    nextMilestone: z.object({ title: z.string(), dueOn: z.string(), number: z.int() }).nullable(),
    budget: z.object({ plannedCents: z.int(), usedCents: z.int() }).nullable(),
    health: z.enum(healths),
  })
  .meta({ id: 'ProjectOverview' })
export type ProjectOverview = z.infer<typeof ProjectOverview>

type Standing = Pick<
  ProjectOverview,
  'stage' | 'startsOn' | 'endsOn' | 'total' | 'done' | 'late' | 'progress' | 'nextMilestone' | 'budget'
>

/** How much of its time a project has used, 0 to 1; null without dates. */
export function timeUsed(p: Pick<Standing, 'startsOn' | 'endsOn'>, today: string): number | null {
  if (!p.startsOn || !p.endsOn || p.endsOn <= p.startsOn) return null
  const at = (day: string) => Date.parse(`${day}T00:00:00Z`)
  return Math.max(0, Math.min(1, (at(today) - at(p.startsOn)) / (at(p.endsOn) - at(p.startsOn))))
}

/**
 * Late: its end or its next milestone has passed with work left, or a fifth of what is left is late. At risk: something is
 * late, time runs 25 points ahead of the work, or the budget is overrun. Quiet: nothing planned yet.
 */
export function healthOf(p: Standing, today: string): Health {
  const left = p.total - p.done
  if (p.total === 0) return 'quiet'
  if (left > 0 && ((p.endsOn && p.endsOn < today) || p.late / left >= 0.2)) return 'late'
  if (p.nextMilestone && p.nextMilestone.dueOn < today) return 'late'
  const used = timeUsed(p, today)
  const behind = left > 0 && used !== null && used * 100 - (p.progress ?? 0) > 25
  const overrun = p.budget !== null && p.budget.plannedCents > 0 && p.budget.usedCents > p.budget.plannedCents
  return p.late > 0 || behind || overrun ? 'risk' : 'good'
}
