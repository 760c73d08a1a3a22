import { share } from '#budget/model.ts'
import { costs, lineTotals } from '#budget/service.ts'
import type { Scope } from '#platform/scope.ts'
import type { Plan } from '../model.ts'
import { listActions } from './actions.ts'

/**
 * The plan with its money: what a line plans is shared equally among its actions, what was spent follows the budget's
 * own rule. Together with what no action uses, both add up to the budget, to the cent.
 */
export async function readPlan(scope: Scope, projectId: string): Promise<Plan> {
  const actions = await listActions(scope, projectId)
  const { rows: objectives } = await scope.sql<{ id: string; title: string }>(
    'select id, title from objectives where project_id = $1 and deleted_at is null order by position, created_at, id',
    [projectId],
  )
  const lines = await lineTotals(scope, projectId)
  const spent = await costs(
    scope,
    projectId,
    actions.map((a) => ({ id: a.id, lineId: a.budgetLineId })),
  )
  const planned = new Map<string, number>()
  let elsewhere = 0
  for (const line of lines) {
    const served = actions.filter((a) => a.budgetLineId === line.lineId)
    if (!served.length) elsewhere += line.plannedCents
    for (const [i, part] of share(line.plannedCents, served.length).entries())
      planned.set(served[i]!.id, part)
  }
  return {
    objectives,
    actions: actions.map((a) => ({
      ...a,
      plannedCents: planned.get(a.id) ?? 0,
      spentCents: spent.byAction[a.id] ?? 0,
    })),
    elsewhere: { plannedCents: elsewhere, spentCents: spent.elsewhereCents },
    total: { plannedCents: lines.reduce((sum, l) => sum + l.plannedCents, 0), spentCents: spent.totalCents },
  }
}
