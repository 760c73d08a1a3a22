import { dayOf, daysBetween } from '#platform/formats.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { colourOf } from '#web/pieces/palette.ts'
import { messages } from '../messages.ts'
import { channelFamilies, channelNames, type PlannedAction, statusNames } from '../model.ts'
import { monthsOver } from './months.ts'
import styles from './Timeline.module.css'

/** The actions as bars over the months; a bar opens its action. */
export function Timeline({
  actions,
  onOpen,
}: {
  actions: readonly PlannedAction[]
  onOpen: (id: string) => void
}) {
  const t = useT(messages)
  const { locale, timeZone, period } = useFormats()
  const dated = actions
    .filter((a) => a.startsOn || a.endsOn)
    .map((a) => ({ a, from: a.startsOn ?? a.endsOn!, to: a.endsOn ?? a.startsOn! }))
  if (!dated.length) return <p className="muted">{t('plan.noDates')}</p>
  const months = monthsOver(
    dated.map((d) => d.from).reduce((a, b) => (a < b ? a : b)),
    dated.map((d) => d.to).reduce((a, b) => (a > b ? a : b)),
  )
  const first = months[0]!.first
  const days = months.reduce((sum, m) => sum + m.days, 0)
  const at = (day: string) => (daysBetween(first, day) / days) * 100
  const today = dayOf(new Date(), timeZone)
  const name = new Intl.DateTimeFormat(locale, {
    month: 'short',
    ...(months.length > 11 && { year: '2-digit' as const }),
    timeZone: 'UTC',
  })
  const now = at(today)
  return (
    <div className={styles.scroll}>
      <div className={styles.timeline} style={{ minWidth: 200 + months.length * 56 }}>
        <div className={styles.head} aria-hidden>
          <div className={styles.axis}>
            {months.map((m) => (
              <span key={m.first} style={{ left: `${at(m.first)}%`, width: `${(m.days / days) * 100}%` }}>
                {name.format(new Date(m.first))}
              </span>
            ))}
          </div>
        </div>
        <ul className={styles.rows}>
          {dated.map(({ a, from, to }) => (
            <li key={a.id}>
              <button
                type="button"
                className={styles.row}
                onClick={() => onOpen(a.id)}
                data-status={a.status}
              >
                <span className={styles.name}>{a.title}</span>
                <span className={styles.track}>
                  {months.slice(1).map((m) => (
                    <i key={m.first} style={{ left: `${at(m.first)}%` }} />
                  ))}
                  <span
                    className={styles.bar}
                    title={`${a.title} · ${channelNames[a.channel][locale]} · ${period(a.startsOn, a.endsOn)}`}
                    style={{
                      left: `${at(from)}%`,
                      width: `${Math.max(0.6, ((daysBetween(from, to) + 1) / days) * 100)}%`,
                      background: colourOf(channelFamilies[a.channel]),
                    }}
                  />
                  {now >= 0 && now <= 100 && <b style={{ left: `${now}%` }} title={t('plan.today')} />}
                </span>
                <span className="unseen">
                  {channelNames[a.channel][locale]}, {period(a.startsOn, a.endsOn)},{' '}
                  {statusNames[a.status][locale]}
                </span>
              </button>
            </li>
          ))}
        </ul>
      </div>
      {dated.length < actions.length && (
        <p className="muted caption">{t('plan.undated', { count: actions.length - dated.length })}</p>
      )}
    </div>
  )
}
