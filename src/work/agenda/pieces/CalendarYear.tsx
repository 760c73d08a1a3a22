import { useMemo } from 'react'
import { useFormats, useT } from '#web/i18n.tsx'
import { messages } from '../../messages.ts'
import type { Card } from '../../model.ts'
import { addDays } from '../../views/model.ts'
import { countByDay, weeksOf } from '../model.ts'
import styles from './CalendarView.module.css'

/** Twelve small months; the darker a day, the more tasks it holds. A click opens its month. */
export function CalendarYear({
  cards,
  year,
  today,
  onDay,
}: {
  cards: readonly Card[]
  year: number
  today: string
  onDay: (day: string) => void
}) {
  const t = useT(messages)
  const { locale } = useFormats()
  const counts = useMemo(() => countByDay(cards, year), [cards, year])
  const most = Math.max(1, ...counts.values())
  const name = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' })
  return (
    <div className={styles.year}>
      {Array.from({ length: 12 }, (_, m) => {
        const first = `${year}-${String(m + 1).padStart(2, '0')}-01`
        const weeks = weeksOf('month', first)
        const total = [...counts]
          .filter(([d]) => d.startsWith(first.slice(0, 7)))
          .reduce((n, [, c]) => n + c, 0)
        return (
          <button
            key={first}
            type="button"
            className={styles.mini}
            aria-label={`${name.format(Date.UTC(year, m, 15))} : ${t('calendar.count', { n: total })}`}
            onClick={() => onDay(first)}
          >
            <span className={styles.miniName}>{name.format(Date.UTC(year, m, 15))}</span>
            <span className={styles.miniDays}>
              {weeks
                .flatMap((w) => [0, 1, 2, 3, 4, 5, 6].map((d) => addDays(w, d)))
                .map((d) => (
                  <span
                    key={d}
                    data-out={!d.startsWith(first.slice(0, 7)) || undefined}
                    data-today={d === today || undefined}
                    style={{ '--heat': (counts.get(d) ?? 0) / most } as React.CSSProperties}
                  />
                ))}
            </span>
          </button>
        )
      })}
    </div>
  )
}
