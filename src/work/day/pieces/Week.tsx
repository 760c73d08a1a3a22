import { useFormats, useT } from '#web/i18n.tsx'
import { messages } from '../messages.ts'
import type { MyDay } from '../model.ts'
import styles from './Week.module.css'

/** Seven days at a glance: what is due, how full they are. A day opens in the agenda. */
export function Week({ data, onDay }: { data: MyDay; onDay: (day: string) => void }) {
  const t = useT(messages)
  const { duration, date, weekday } = useFormats()
  const most = Math.max(480, ...data.week.map((d) => Math.max(d.capacity, d.planned)))
  return (
    <section aria-label={t('week')} className={styles.week}>
      <h2>{t('week')}</h2>
      <ol>
        {data.week.map((d) => (
          <li key={d.day}>
            <button
              type="button"
              aria-current={d.day === data.day ? 'date' : undefined}
              data-today={d.day === data.today || undefined}
              data-off={d.capacity === 0 || undefined}
              onClick={() => onDay(d.day)}
            >
              <span className={styles.name}>
                {weekday(d.day).slice(0, 3)} <b className="figures">{Number(d.day.slice(8))}</b>
              </span>
              <span className={styles.bar} aria-hidden>
                <span className={styles.room} style={{ height: `${(d.capacity / most) * 100}%` }} />
                <span
                  className={styles.full}
                  data-over={d.planned > d.capacity || undefined}
                  style={{ height: `${(d.planned / most) * 100}%` }}
                />
              </span>
              <span className={styles.words}>
                {d.due > 0
                  ? t('week.due', { count: d.due })
                  : d.finished > 0
                    ? t('week.finished', { count: d.finished })
                    : d.capacity === 0
                      ? t('week.off')
                      : '–'}
              </span>
              <span className="unseen">
                {t('week.day', {
                  day: `${weekday(d.day)} ${date(d.day)}`,
                  due: d.due,
                  planned: duration(d.planned),
                  capacity: duration(d.capacity),
                  spent: duration(d.spent),
                })}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
}
