import { useFormats, useT } from '#web/i18n.tsx'
import { messages } from '../messages.ts'
import { healthOf, type Totals } from '../model.ts'
import styles from './LineBar.module.css'

/** Spent, still committed and what is left of what was planned; past the plan, the bar turns and a mark says where it was. */
export function LineBar({ totals, currency }: { totals: Totals; currency: string }) {
  const t = useT(messages)
  const { money } = useFormats()
  const used = Math.max(0, totals.spentCents) + totals.openCents
  const whole = Math.max(totals.plannedCents, used, 1)
  const share = (cents: number) => `${(Math.max(0, cents) / whole) * 100}%`
  const label = t('bar.label', {
    spent: money(totals.spentCents, currency),
    open: money(totals.openCents, currency),
    planned: money(totals.plannedCents, currency),
  })
  return (
    <div className={styles.bar} role="img" aria-label={label} title={label} data-health={healthOf(totals)}>
      <span className={styles.spent} style={{ width: share(totals.spentCents) }} />
      <span className={styles.open} style={{ width: share(totals.openCents) }} />
      {totals.remainingCents < 0 && <i style={{ left: share(totals.plannedCents) }} />}
    </div>
  )
}
