import { listLines } from '#budget/service.ts'
import type { Scope } from '#platform/scope.ts'
import { getProject } from '#platform/tenancy/service.ts'
import { listObjectives } from '#strategy/service/objectives.ts'
import { readPlan } from '#strategy/service/plan.ts'
import type { PlanSnapshot } from '../model.ts'

/** The plan as it stands now, in the order in which one reads it. Cancelled actions are not part of it. */
export async function snapshotPlan(scope: Scope, projectId: string): Promise<PlanSnapshot> {
  const { name, summary, startsOn, endsOn } = await getProject(scope, projectId)
  const objectives = await listObjectives(scope, projectId)
  const plan = await readPlan(scope, projectId)
  const lines = await listLines(scope, projectId)
  return {
    project: { name, summary, startsOn, endsOn },
    currency: scope.workspace.currency,
    objectives: objectives.map((o) => ({
      id: o.id,
      title: o.title,
      metric: o.metricName ?? (o.handName ? { fr: o.handName, en: o.handName } : null),
      unit: o.unit,
      unitName: o.handUnit,
      baseline: o.baseline,
      target: o.target,
      dueOn: o.dueOn,
    })),
    actions: plan.actions
      .filter((a) => a.status !== 'cancelled')
      .map((a) => ({
        id: a.id,
        title: a.title,
        description: a.description,
        channel: a.channel,
        persona: a.persona,
        startsOn: a.startsOn,
        endsOn: a.endsOn,
        objective: a.objectiveTitle,
        line: a.budgetLineLabel,
        plannedCents: a.plannedCents,
      })),
    lines: lines.map((l) => ({ id: l.id, label: l.label, plannedCents: l.plannedCents })),
    totalCents: plan.total.plannedCents,
  }
}
