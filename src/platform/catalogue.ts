import type { Said } from './errors.ts'
import type { Scope } from './scope.ts'

/** Where a metric is read: one project, a period of whole days (both included), and, if wanted, one goal. */
export type Question = { projectId: string; from: string; to: string; goalId?: string | null }

/**
 * A figure, defined once for the whole product: an objective, a dashboard, an alert and a review read the same.
 * `read` returns null when the figure is unknown (shown as "–"), never 0 for lack of data.
 */
export type Metric = {
  key: string
  name: Said
  /** The formula in words, with its source where it has one. */
  formula: Said
  /** Money is whole cents; a ratio is a fraction (0.12 = 12 %). */
  unit: 'count' | 'money' | 'ratio' | 'minutes'
  goodWhen: 'up' | 'down'
  needsGoal?: boolean
  /** A state or an average, that does not add up over days as visits do. Ratios and minutes always are. */
  level?: boolean
  read: (scope: Scope, question: Question) => Promise<number | null>
}

const metrics = new Map<string, Metric>()

export function metric(m: Metric): Metric {
  if (metrics.has(m.key)) throw new Error(`two metrics are named ${m.key}`)
  metrics.set(m.key, m)
  return m
}

export const metricNamed = (key: string): Metric | undefined => metrics.get(key)
export const allMetrics = (): readonly Metric[] => [...metrics.values()]
