import type { Period } from '#budget/model.ts'
import { costs, lineTotals, listLines } from '#budget/service.ts'
import { effectsBy } from '#measure/service/effects.ts'
import type { Scope } from '#platform/scope.ts'
import { type Returns, returnsOf } from '../model/returns.ts'
import { capturesOf, listActions } from './actions.ts'

/** From the first day to the last: nothing that was paid or seen is left out. */
const always: Period = { from: '2000-01-01', to: '2099-12-31' }

/** What each action and each budget line cost and brought in over a period of whole days, both included; by default, always. */
export async function returns(scope: Scope, projectId: string, period: Period = always): Promise<Returns> {
  const actions = (await listActions(scope, projectId)).map((a) => ({
    id: a.id,
    title: a.title,
    lineId: a.budgetLineId,
  }))
  const spent = new Map((await lineTotals(scope, projectId, period)).map((l) => [l.lineId, l.spentCents]))
  return returnsOf({
    actions,
    lines: (await listLines(scope, projectId)).map((l) => ({
      id: l.id,
      label: l.label,
      costCents: spent.get(l.id) ?? 0,
    })),
    costs: await costs(scope, projectId, actions, period),
    effects: await effectsBy(scope, {
      projectId,
      ...period,
      captures: await capturesOf(scope, projectId),
      by: 'action',
    }),
  })
}
