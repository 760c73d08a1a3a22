import { defaultWeek } from '../../calendars/model.ts'
import type { Card } from '../../model.ts'
import type { Link, PlanInput, PlanSettings, Portfolio, ProjectPlan } from '../../scheduling/model.ts'
import { type LivePlan, livePlan, livePlans } from './live.ts'

/** What plans are made of beyond the cards: of one project, or of all. */
export type PlanData = Omit<Portfolio, 'projects'> & {
  projects: PlanSettings[]
  baselines: ProjectPlan['baselines']
}

/** What the schedule of one project is computed from. */
export function inputOf(
  data: PlanData,
  settings: PlanSettings | undefined,
  cards: readonly Card[],
  today: string,
): Omit<PlanInput, 'links'> & { links: Link[] } {
  const own = settings?.projectId
  return {
    cards: settings ? cards : cards.map((c) => (c.mode === 'auto' ? { ...c, mode: 'manual' as const } : c)),
    links: own ? data.links.filter((l) => l.projectId === own) : data.links,
    details: data.details,
    calendars: data.calendars.length
      ? data.calendars
      : [{ id: 'default', week: defaultWeek, exceptions: [] }],
    projectCalendarId: settings?.projectCalendarId ?? 'default',
    people: data.people,
    startsOn: settings?.startsOn ?? null,
    today: data.today || today,
    statusOn: settings?.statusOn ?? null,
    criticalSlackMinutes: settings?.criticalSlackMinutes ?? 0,
  }
}

/** The plan of a project, or of all of them side by side. */
export function planFrom(
  data: PlanData,
  cards: readonly Card[],
  projectId: string | null,
  today: string,
  projectOf: (id: string) => string | undefined,
): LivePlan {
  if (projectId) return livePlan(inputOf(data, data.projects[0], cards, today))
  const plans = new Map<string, LivePlan>()
  const settings = new Map(data.projects.map((p) => [p.projectId, p]))
  for (const [id, own] of Map.groupBy(cards, (c) => c.projectId))
    plans.set(
      id,
      livePlan(
        inputOf(
          { ...data, links: data.links.filter((l) => l.projectId === id) },
          settings.get(id),
          own,
          today,
        ),
      ),
    )
  if (!plans.size) plans.set('', livePlan(inputOf(data, undefined, [], today)))
  return livePlans(plans, projectOf)
}

/** The plan with what is critical as the server said it, for who has neither the whole plan nor everybody’s hours. */
export function criticalAsTold(plan: LivePlan, critical: ReadonlySet<string>): LivePlan {
  return {
    ...plan,
    places: (id) => {
      const placed = plan.places(id)
      return placed && { ...placed, critical: critical.has(id) }
    },
  }
}
