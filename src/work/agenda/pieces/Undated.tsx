import { useT } from '#web/i18n.tsx'
import { messages } from '../../messages.ts'
import type { Card } from '../../model.ts'
import type { Cards } from '../../views/pieces/useCards.tsx'
import styles from './CalendarView.module.css'

const most = 60

/** Tasks without a date, to be dragged onto a day. */
export function Undated({ cards, cardsOf }: { cards: readonly Card[]; cardsOf: Cards }) {
  const t = useT(messages)
  const projects = new Map(cardsOf.set.projects.map((p) => [p.id, p.name]))
  return (
    <aside className={styles.undated} aria-label={t('calendar.undated')}>
      <h3>
        {t('calendar.undated')} <span className="muted figures">{cards.length}</span>
      </h3>
      {cardsOf.may('contribute') && <p className="caption muted">{t('calendar.undatedHint')}</p>}
      <ul>
        {cards.slice(0, most).map((c) => (
          <li key={c.id} data-card={c.id}>
            <button type="button" data-opener>
              {c.title}
              {cardsOf.projectId === null && (
                <span className="muted caption"> {projects.get(c.projectId)}</span>
              )}
            </button>
          </li>
        ))}
      </ul>
      {cards.length > most && (
        <p className="caption muted">+ {t('calendar.more', { n: cards.length - most })}</p>
      )}
    </aside>
  )
}
