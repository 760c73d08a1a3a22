import { useFormats, useT } from '#web/i18n.tsx'
import { State } from '#web/pieces/State.tsx'
import { messages } from '../../messages.ts'
import { type Card, isLate } from '../../model.ts'
import { AddTask } from '../../pieces/AddTask.tsx'
import type { Cards } from '../../views/pieces/useCards.tsx'
import { hourSaid, spanOf } from '../model.ts'
import styles from './CalendarView.module.css'
import type { Adding } from './CalendarWeek.tsx'

/** Days one under the other, each with its tasks: one day, or the days of a month on a phone. */
export function CalendarDays({
  cards,
  cardsOf,
  days,
  off,
  add,
}: {
  cards: readonly Card[]
  cardsOf: Cards
  days: readonly string[]
  off: (day: string) => string | null
  add: Adding
}) {
  const t = useT(messages)
  const { longDate, period } = useFormats()
  const { ctx, set, projectId } = cardsOf
  const names = new Map(set.statuses.map((s) => [s.id, s.name]))
  const projects = new Map(set.projects.map((p) => [p.id, p.name]))
  const one = days.length === 1
  const minutes = (m: number | null) =>
    m === null ? '' : `${Math.floor(m / 60)}:${String(m % 60).padStart(2, '0')}`
  return (
    <div className={styles.days}>
      {days.map((day) => {
        const there = cards
          .filter((c) => {
            const span = spanOf(c)
            return span && span.from <= day && day <= span.to
          })
          .sort((a, b) => (a.startMinute ?? 1441) - (b.startMinute ?? 1441) || (a.id < b.id ? -1 : 1))
        const away = off(day)
        // On a phone, a month of empty days would be a long way to scroll.
        if (!one && !there.length && day !== ctx.today && add.on !== day) return null
        return (
          <section
            key={day}
            data-day={day}
            data-today={day === ctx.today || undefined}
            className={styles.dayOf}
          >
            <h3>
              <button type="button" data-number data-more={day} className={styles.dayName}>
                {longDate(day)}
              </button>
              {away && <span className="muted caption"> {away}</span>}
              {add.may && (
                <button
                  type="button"
                  className={styles.plus}
                  aria-label={t('calendar.add', { day: longDate(day) })}
                  onClick={() => add.open(day)}
                >
                  +
                </button>
              )}
            </h3>
            {add.on === day && (
              <AddTask
                label={t('calendar.add', { day: longDate(day) })}
                autoFocus
                onAdd={(...titles) => add.save(titles, day)}
                onLeave={() => add.open(null)}
              />
            )}
            {there.length === 0 && <p className="muted">{t('calendar.none')}</p>}
            <ul>
              {there.map((c) => (
                <li key={c.id} data-card={c.id} data-done={c.done || undefined} className={styles.line}>
                  <button type="button" data-opener>
                    <span className={styles.time}>{minutes(hourSaid(c))}</span>
                    <span className={styles.what}>
                      {c.kind === 'milestone' && '◆ '}
                      {c.title}
                    </span>
                    <span className="muted caption">
                      {[
                        projectId === null && projects.get(c.projectId),
                        names.get(c.statusId),
                        c.startsOn && c.dueOn && c.startsOn !== c.dueOn && period(c.startsOn, c.dueOn),
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    </span>
                    {isLate(c, ctx.today) && (
                      <State tone="bad" quiet>
                        {t('task.late')}
                      </State>
                    )}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )
      })}
      {!one &&
        !days.some((day) =>
          cards.some((c) => (spanOf(c)?.from ?? '') <= day && day <= (spanOf(c)?.to ?? '')),
        ) && <p className="muted">{t('calendar.none')}</p>}
    </div>
  )
}
