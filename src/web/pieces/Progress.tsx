import { Button } from '@mantine/core'
import { useFormats, useT } from '../i18n.tsx'
import { messages } from '../messages.ts'
import styles from './Progress.module.css'

type Props = {
  label: string
  done: number
  /** Unknown when null: the bar then only says that it moves. */
  total: number | null
  onCancel?: () => void
}

/** For anything longer than two seconds: what, how much of how much, and a way out. */
export function Progress({ label, done, total, onCancel }: Props) {
  const t = useT(messages)
  const { number } = useFormats()
  const share = total ? Math.min(1, done / total) : null
  return (
    <div className={styles.progress}>
      <div className="spread">
        <span>{label}</span>
        <span className="muted figures">
          {total === null ? number(done) : t('progress.of', { done: number(done), total: number(total) })}
        </span>
      </div>
      <div className={styles.barLine}>
        <div
          className={styles.track}
          role="progressbar"
          aria-label={label}
          aria-valuemin={0}
          aria-valuemax={total ?? undefined}
          aria-valuenow={total === null ? undefined : done}
        >
          <div
            className={styles.bar}
            data-moving={share === null || undefined}
            style={share === null ? undefined : { width: `${share * 100}%` }}
          />
        </div>
        {onCancel && (
          <Button size="xs" variant="subtle" onClick={onCancel}>
            {t('cancel')}
          </Button>
        )}
      </div>
    </div>
  )
}

/** A share of a target, as a quiet bar: `<Meter ratio={0.6} tone="good" label="60 % de l’objectif" />`. */
export function Meter({
  ratio,
  label,
  tone = 'active',
  mark,
}: {
  ratio: number | null
  label: string
  tone?: 'good' | 'risk' | 'bad' | 'active'
  mark?: number
}) {
  return (
    <div className={styles.track} role="img" aria-label={label} title={label}>
      <div
        className={styles.bar}
        data-tone={tone}
        style={{ width: `${Math.max(0, Math.min(1, ratio ?? 0)) * 100}%` }}
      />
      {mark !== undefined && <div className={styles.mark} style={{ left: `${mark * 100}%` }} />}
    </div>
  )
}
