import { useT } from '#web/i18n.tsx'
import type { Source } from '../import/model.ts'
import { sourceNames } from '../import/model.ts'
import { importMessages } from '../messages/importing.ts'
import styles from './ImportSource.module.css'

/** The tools one may come from. */
export function ImportSource({
  value,
  onChange,
  disabled = false,
}: {
  value: Source
  onChange: (s: Source) => void
  disabled?: boolean
}) {
  const t = useT(importMessages)
  return (
    <fieldset className={styles.sources} disabled={disabled}>
      <legend className="unseen">{t('choose')}</legend>
      {sourceNames.map((s) => (
        <label key={s} className={styles.source}>
          <input
            type="radio"
            name="source"
            value={s}
            checked={value === s}
            onChange={() => onChange(s)}
            className="unseen"
          />
          <span className={styles.name}>{t(`from.${s}`)}</span>
          <span className="muted caption">{t(`from.${s}.line`)}</span>
        </label>
      ))}
    </fieldset>
  )
}

/** A picture of the way to the export in the other tool: its window, with the menus open where one clicks. */
export function ImportWhere({ source }: { source: Source }) {
  const t = useT(importMessages)
  const steps = t(`where.${source}`).split('|')
  return (
    <figure className={styles.where}>
      <div className={styles.window} aria-hidden>
        <div className={styles.bar}>
          <i />
          <i />
          <i />
          <span>{t(`from.${source}`)}</span>
        </div>
        <div className={styles.stage}>
          {steps.map((step, i) => (
            <div key={step} className={styles.menu}>
              <span className={styles.ghost} style={{ width: `${54 - i * 8}%` }} />
              <span className={styles.pick}>
                {step}
                {i < steps.length - 1 ? ' ›' : ''}
              </span>
              <span className={styles.ghost} style={{ width: `${72 - i * 12}%` }} />
            </div>
          ))}
        </div>
      </div>
      <figcaption className="muted caption">
        {t('where')} : {steps.join(' › ')}
      </figcaption>
    </figure>
  )
}
