import { useFormats } from '#web/i18n.tsx'
import { useWorkspace } from '#web/session.tsx'
import type { Objective, Unit } from '../model.ts'

/** A value in the unit of its metric, as one reads it. */
export function useValue() {
  const { number, percent, money, duration } = useFormats()
  const { currency } = useWorkspace()
  return (value: number | null | undefined, { unit, handUnit }: { unit: Unit; handUnit?: string }) => {
    if (unit === 'money')
      return money(value === null || value === undefined ? value : Math.round(value), currency, {
        round: Math.abs(value ?? 0) >= 100_00,
      })
    if (unit === 'ratio') return percent(value, { digits: 1 })
    if (unit === 'minutes') return duration(value)
    return number(value, {
      digits: Number.isInteger(value) || unit === 'count' ? 0 : 1,
      ...(handUnit && { unit: handUnit }),
    })
  }
}

/** Below `/{ws}/projets/{slug}/`: where the rows behind a metric are. */
export const rowsOf = (metric: string): string =>
  /^(budget|returns)\./.test(metric) ? 'budget' : metric.startsWith('work.') ? 'taches' : 'mesure'

export const tones = {
  unset: 'idle',
  waiting: 'idle',
  unknown: 'idle',
  'on-track': 'good',
  'at-risk': 'risk',
  late: 'bad',
  reached: 'done',
  missed: 'bad',
} as const satisfies Record<Objective['progress']['pace'], string>

export const drifts = ({ progress: { pace } }: Objective) =>
  pace === 'at-risk' || pace === 'late' || pace === 'missed'
/** Spending and the like: the target is not to be passed. */
export const isCeiling = (o: Objective) =>
  o.goodWhen === 'down' && o.unit === 'money' && o.metric === 'budget.spent'
