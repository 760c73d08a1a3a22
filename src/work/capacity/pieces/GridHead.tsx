import { useFormats, useT } from '#web/i18n.tsx'
import { dayNumber, dayOfNumber, weekdayOf } from '../../scheduling/model.ts'
import { messages } from '../messages.ts'
import { type Axis, columnsOf } from '../model.ts'
import styles from './People.module.css'

/** ISO 8601: the week of its Thursday. */
export function weekNumber(monday: number): number {
  const thursday = monday + 3
  const first = dayNumber(`${dayOfNumber(thursday).slice(0, 4)}-01-01`)
  return Math.floor((thursday - first) / 7) + 1
}

/** Months above, days or weeks below; today in brass. `hours`: the figures below are hours. */
export function GridHead({ axis, today, hours }: { axis: Axis; today: string; hours: boolean }) {
  const t = useT(messages)
  const f = useFormats()
  const now = dayNumber(today)
  const days = Array.from({ length: axis.count }, (_, i) => dayOfNumber(axis.from + i))
  const months: { name: string; days: number }[] = []
  for (const day of days) {
    const name = f.month(day)
    const last = months.at(-1)
    if (last?.name === name) last.days += 1
    else months.push({ name, days: 1 })
  }
  return (
    <div className={styles.head}>
      <div className={styles.corner}>
        {t('person')} {hours && <span className="muted">{t('unit')}</span>}
      </div>
      <div>
        <div className={styles.months}>
          {months.map((m) => (
            <span key={m.name} style={{ width: m.days * axis.width }}>
              {m.days * axis.width > 60 ? m.name : ''}
            </span>
          ))}
        </div>
        <div className={styles.columns}>
          {Array.from({ length: columnsOf(axis) }, (_, c) => {
            const n = axis.from + c * axis.each
            const day = dayOfNumber(n)
            const isNow = n <= now && now < n + axis.each
            return (
              <span
                key={c}
                style={{ width: axis.each * axis.width }}
                data-now={isNow || undefined}
                data-weekend={(axis.each === 1 && weekdayOf(n) > 4) || undefined}
                data-monday={(axis.each === 1 && weekdayOf(n) === 0) || undefined}
                title={axis.each === 1 ? f.longDate(day) : t('week', { date: f.date(day) })}
              >
                {axis.each === 1 ? (
                  <>
                    <i>{f.weekday(day).slice(0, 1)}</i> {Number(day.slice(8))}
                  </>
                ) : (
                  t('weekShort', { number: weekNumber(n) })
                )}
              </span>
            )
          })}
        </div>
      </div>
    </div>
  )
}
