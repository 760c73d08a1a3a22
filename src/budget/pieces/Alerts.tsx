import { useFormats, useT } from '#web/i18n.tsx'
import { Shape } from '#web/pieces/State.tsx'
import { messages } from '../messages.ts'
import styles from './Alerts.module.css'

type Over = { id: string; label: string; overCents: number }

/** What exceeds the plan, said before the figures. */
export function Alerts({
  over,
  plannedCents,
  envelopeCents,
  currency,
  onOpen,
}: {
  over: readonly Over[]
  plannedCents: number
  envelopeCents: number | null
  currency: string
  onOpen: (id: string) => void
}) {
  const t = useT(messages)
  const { money } = useFormats()
  const beyond = envelopeCents === null ? 0 : plannedCents - envelopeCents
  if (!over.length && beyond <= 0) return null
  return (
    <div className={styles.alerts} role="status" data-tone={over.length ? 'bad' : 'risk'}>
      {over.length > 0 && (
        <p>
          <Shape tone="bad" />
          <span>
            {t('budget.over.lines', { count: over.length })}{' '}
            {over.map((l, index) => (
              <span key={l.id}>
                {index > 0 && ' ; '}
                <button type="button" className={styles.line} onClick={() => onOpen(l.id)}>
                  {t('budget.over.by', { label: l.label, amount: money(l.overCents, currency) })}
                </button>
              </span>
            ))}
          </span>
        </p>
      )}
      {beyond > 0 && (
        <p>
          <Shape tone="risk" />
          <span>
            {t('budget.over.project', {
              planned: money(plannedCents, currency),
              over: money(beyond, currency),
              envelope: money(envelopeCents, currency),
            })}
          </span>
        </p>
      )}
    </div>
  )
}
