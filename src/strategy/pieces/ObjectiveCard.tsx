import { Link } from '@tanstack/react-router'
import { useFormats, useT } from '#web/i18n.tsx'
import { Meter } from '#web/pieces/Progress.tsx'
import { State } from '#web/pieces/State.tsx'
import { useProject } from '#web/project.tsx'
import { messages } from '../messages.ts'
import type { Objective } from '../model.ts'
import styles from './ObjectiveCard.module.css'
import { isCeiling, rowsOf, tones, useValue } from './values.ts'

const meters = { good: 'good', done: 'good', risk: 'risk', bad: 'bad', idle: 'active' } as const

/** An objective at a glance: where it is, where it should be, where it is going. */
export function ObjectiveCard({ objective: o, onOpen }: { objective: Objective; onOpen: () => void }) {
  const t = useT(messages)
  const project = useProject()
  const value = useValue()
  const { locale, percent, date } = useFormats()
  const { progress: p } = o
  const missing = o.smart.filter(({ ok }) => !ok)
  const tone = tones[p.pace]
  const way =
    p.ratio === null
      ? null
      : p.ratio < 0
        ? t('objective.back')
        : t(isCeiling(o) ? 'objective.used' : 'objective.way', { ratio: percent(p.ratio) })
  return (
    <article className={styles.card}>
      <div className="spread">
        <h2>
          <button type="button" className={styles.title} onClick={onOpen}>
            {o.title}
          </button>
        </h2>
        <State tone={tone}>{t(`pace.${p.pace}`)}</State>
      </div>
      <p className={styles.about}>
        {[
          o.metricName?.[locale],
          o.dueOn && `${t('due').toLowerCase()} ${date(o.dueOn)}`,
          o.horizon && t(`horizon.${o.horizon}`),
          o.ownerName,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <div className={styles.course}>
        <div className={styles.figures}>
          <span className={styles.now} title={o.formula?.[locale]}>
            {p.typed || p.value === null ? (
              value(p.value, o)
            ) : (
              <Link to={project.at(rowsOf(o.metric))} title={t('objective.rows')}>
                {value(p.value, o)}
              </Link>
            )}
          </span>
          <span className="muted">
            / {value(o.target, o)}
            {p.typed && ` · ${t('objective.typed')}`}
          </span>
        </div>
        <div className={styles.meter}>
          <Meter
            ratio={p.ratio}
            tone={meters[tone]}
            label={way ?? t('unknown')}
            {...(p.expected !== null && p.pace !== 'waiting' ? { mark: p.expected } : {})}
          />
        </div>
        <p className={styles.words}>
          {way}
          {p.expected !== null && p.pace !== 'waiting' && (
            <span> · {t('objective.expected', { ratio: percent(p.expected) })}</span>
          )}
        </p>
      </div>
      <div className={styles.foot}>
        {p.forecast !== null && o.dueOn ? (
          <p title={t('objective.method', { elapsed: p.elapsedDays, total: p.totalDays })}>
            {t('objective.forecast', { date: date(o.dueOn) })}{' '}
            <b className="figures">{value(p.forecast, o)}</b>
          </p>
        ) : (
          <span />
        )}
        <span
          className={styles.letters}
          role="img"
          aria-label={
            missing.length
              ? `${t('objective.smart')} : ${t('objective.smart.missing', { count: missing.length })} (${missing.map((l) => t(`smart.${l.letter}`)).join(', ')})`
              : t('objective.smart.ok')
          }
        >
          {o.smart.map((l) => (
            <span
              key={l.letter}
              data-ok={l.ok || undefined}
              title={`${t(`smart.${l.letter}`)}${l.ok ? '' : ` : ${l.why[locale]}`}`}
            >
              {l.letter}
            </span>
          ))}
        </span>
      </div>
    </article>
  )
}
