import { allMetrics, metricNamed } from '#platform/catalogue.ts'
import { notFound } from '#platform/errors.ts'
import { demand, type Scope } from '#platform/scope.ts'
import type { CatalogueEntry } from '../model.ts'

/** Every figure of the product with its formula, in the order of their rooms. */
export const catalogue = (): CatalogueEntry[] =>
  allMetrics()
    .map(({ key, name, formula, unit, goodWhen, needsGoal }) => ({
      key,
      name,
      formula,
      unit,
      goodWhen,
      needsGoal: Boolean(needsGoal),
    }))
    .sort((a, b) => a.key.localeCompare(b.key))

/** Reads one figure. null: unknown. @throws NOT_FOUND for a metric nobody declared. */
export async function readMetric(
  scope: Scope,
  key: string,
  q: { projectId: string; from: string; to: string; goalId?: string | undefined },
): Promise<{ value: number | null } & CatalogueEntry> {
  demand(scope, 'see', q.projectId)
  const metric = metricNamed(key)
  const entry = catalogue().find((m) => m.key === key)
  if (!metric || !entry) throw notFound('metric')
  const value =
    metric.needsGoal && !q.goalId ? null : await metric.read(scope, { ...q, goalId: q.goalId ?? null })
  return { ...entry, value }
}
