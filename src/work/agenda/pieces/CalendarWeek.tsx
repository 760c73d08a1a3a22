import { memo, useMemo } from 'react'
import { useFormats, useT } from '#web/i18n.tsx'
import { messages } from '../../messages.ts'
import { type Card, isLate } from '../../model.ts'
import { AddTask } from '../../pieces/AddTask.tsx'
import { addDays } from '../../views/model.ts'
import type { Cards } from '../../views/pieces/useCards.tsx'
import { type Bar, barsOf, hourSaid } from '../model.ts'
import styles from './CalendarView.module.css'

/** Where a task may be added, and what adds it. */
export type Adding = {
  on: string | null
  open: (day: string | null) => void
  may: boolean
  save: (titles: string[], on: string) => Promise<unknown>
}
type Props = {
  weeks: readonly string[]
  /** `2026-11`: days of other months are paler. Null: none is. */
  month: string | null
  cards: readonly Card[]
  cardsOf: Cards
  selected: ReadonlySet<string>
  most: number
  off: (day: string) => string | null
  add: Adding
}

/** The weeks of a month, or one week, as a table of days. */
export function CalendarWeeks({ weeks, month, cards, cardsOf, selected, most, off, add }: Props) {
  const t = useT(messages)
  const { locale } = useFormats()
  const names = useMemo(() => {
    const short = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' })
    const long = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' })
    return [0, 1, 2, 3, 4, 5, 6].map((d) => {
      const at = Date.UTC(2026, 10, 23 + d)
      return { short: short.format(at), long: long.format(at) }
    })
  }, [locale])
  return (
    <table className={styles.month} aria-label={t('calendar.label')}>
      <thead>
        <tr>
          {names.map((n) => (
            <th key={n.long} scope="col">
              <abbr title={n.long}>{n.short}</abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((monday) => (
          <Week
            key={monday}
            monday={monday}
            month={month}
            cards={cards}
            today={cardsOf.ctx.today}
            projects={cardsOf.projectId === null ? cardsOf.set.projects : none}
            selected={selected}
            most={most}
            off={off}
            add={add}
          />
        ))}
      </tbody>
    </table>
  )
}
const none: Cards['set']['projects'] = []

type WeekProps = Omit<Props, 'weeks' | 'cardsOf'> & {
  monday: string
  today: string
  projects: Cards['set']['projects']
}

/** One week: seven days below, and over them the bars, each as long as its task. */
const Week = memo(function Week({
  monday,
  month,
  cards,
  today,
  projects,
  selected,
  most,
  off,
  add,
}: WeekProps) {
  const t = useT(messages)
  const { longDate } = useFormats()
  const { bars, hidden, lanes } = useMemo(() => barsOf(cards, monday, most), [cards, monday, most])
  const days = [0, 1, 2, 3, 4, 5, 6].map((d) => addDays(monday, d))
  const names = useMemo(() => new Map(projects.map((p) => [p.id, p.name])), [projects])
  return (
    <tr className={styles.week} style={{ '--lanes': Math.max(lanes, month ? 2 : 8) } as React.CSSProperties}>
      {days.map((day, d) => {
        const away = off(day)
        const first = bars.filter((b) => b.at === d)
        return (
          <td
            key={day}
            data-day={day}
            data-today={day === today || undefined}
            data-off={away ? '' : undefined}
            data-pale={(month && !day.startsWith(month)) || undefined}
          >
            <div className={styles.dayHead}>
              <button
                type="button"
                data-number
                data-more={day}
                className={styles.number}
                aria-label={`${longDate(day)}${away ? `, ${away}` : ''}, ${t('calendar.count', { n: bars.filter((b) => b.at <= d && d < b.at + b.days).length + hidden[d]! })}`}
              >
                {Number(day.slice(8))}
              </button>
              {away && away !== t('calendar.off') && <span className={styles.away}>{away}</span>}
            </div>
            <div className={styles.bars}>
              {first.map((b) => (
                <BarOf
                  key={b.card.id}
                  bar={b}
                  today={today}
                  project={names.get(b.card.projectId)}
                  selected={selected.has(b.card.id)}
                />
              ))}
              {hidden[d]! > 0 && (
                <button
                  type="button"
                  data-more={day}
                  className={styles.more}
                  style={{ '--lane': most - 1 } as React.CSSProperties}
                >
                  + {t('calendar.more', { n: hidden[d]! })}
                </button>
              )}
            </div>
            {add.on === day && (
              <div className={styles.adding}>
                <AddTask
                  label={t('calendar.add', { day: longDate(day) })}
                  autoFocus
                  onAdd={(...titles) => add.save(titles, day)}
                  onLeave={() => add.open(null)}
                />
              </div>
            )}
          </td>
        )
      })}
    </tr>
  )
})

function BarOf({
  bar,
  today,
  project,
  selected,
}: {
  bar: Bar<Card>
  today: string
  project: string | undefined
  selected: boolean
}) {
  const t = useT(messages)
  const { card } = bar
  const late = isLate(card, today)
  const time = hourSaid(card)
  return (
    <div
      className={styles.bar}
      data-card={card.id}
      data-kind={card.kind}
      data-done={card.done || undefined}
      data-late={late || undefined}
      data-before={bar.before || undefined}
      data-after={bar.after || undefined}
      data-selected={selected || undefined}
      style={{ '--days': bar.days, '--lane': bar.lane } as React.CSSProperties}
    >
      <button
        type="button"
        data-opener
        className={styles.barName}
        title={project ? `${card.title} · ${project}` : card.title}
      >
        {card.kind === 'milestone' && <span aria-hidden>◆ </span>}
        {time !== null && (
          <span className="figures">
            {Math.floor(time / 60)}:{String(time % 60).padStart(2, '0')}{' '}
          </span>
        )}
        {card.title}
        {late && <span className="unseen"> ({t('task.late')})</span>}
        {card.done && <span className="unseen"> ({t('task.done')})</span>}
      </button>
      {!bar.after && <span data-stretch={card.id} data-nodrag className={styles.stretch} aria-hidden />}
    </div>
  )
}
