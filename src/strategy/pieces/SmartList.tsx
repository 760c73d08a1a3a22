import { useLocale, useT } from '#web/i18n.tsx'
import { Shape } from '#web/pieces/State.tsx'
import { messages } from '../messages.ts'
import type { Letter } from '../model/smart.ts'
import styles from './SmartList.module.css'

/** The five letters: what is there, what is missing and why. */
export function SmartList({ letters }: { letters: readonly Letter[] }) {
  const t = useT(messages)
  const locale = useLocale()
  return (
    <ul className={styles.list} aria-label={t('objective.smart')}>
      {letters.map((l) => (
        <li key={l.letter}>
          <Shape tone={l.ok ? 'done' : 'risk'} />
          <span>
            <b>{t(`smart.${l.letter}`)}</b>
            {!l.ok && <span className="muted"> : {l.why[locale]}</span>}
          </span>
        </li>
      ))}
    </ul>
  )
}
