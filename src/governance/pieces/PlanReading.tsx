import type { CSSProperties } from 'react'
import { channelNames } from '#strategy/model.ts'
import { useFormats, useLocale, useT } from '#web/i18n.tsx'
import { messages } from '../messages.ts'
import type { PlanAction, PlanObjective, PlanSnapshot } from '../model.ts'
import styles from './PlanReading.module.css'

/** A plan to be read through once, on a phone as on paper: objectives, actions on their calendar, budget. */
export function PlanReading({ plan, colour = 'var(--green)' }: { plan: PlanSnapshot; colour?: string }) {
  const t = useT(messages)
  const { money } = useFormats()
  return (
    <div className={styles.plan} style={{ '--brand': colour } as CSSProperties}>
      {plan.project.summary && <p className={styles.summary}>{plan.project.summary}</p>}
      <section aria-label={t('plan.objectives')}>
        <h2>{t('plan.objectives')}</h2>
        {plan.objectives.length === 0 && <p className="muted">{t('plan.noObjective')}</p>}
        <ol className={styles.objectives}>
          {plan.objectives.map((o) => (
            <Objective key={o.id} o={o} currency={plan.currency} />
          ))}
        </ol>
      </section>
      <section aria-label={t('plan.actions')}>
        <h2>{t('plan.actions')}</h2>
        <ol className={styles.actions}>
          {plan.actions.map((a) => (
            <Action key={a.id} a={a} plan={plan} />
          ))}
        </ol>
      </section>
      {plan.lines.length > 0 && (
        <section aria-label={t('plan.budget')}>
          <h2>{t('plan.budget')}</h2>
          <table className={styles.budget}>
            <caption className="unseen">{t('plan.budget')}</caption>
            <thead className="unseen">
              <tr>
                <th scope="col">{t('plan.line')}</th>
                <th scope="col">{t('plan.amount')}</th>
              </tr>
            </thead>
            <tbody>
              {plan.lines.map((l) => (
                <tr key={l.id}>
                  <th scope="row">{l.label}</th>
                  <td>{money(l.plannedCents, plan.currency)}</td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">{t('plan.total')}</th>
                <td>{money(plan.totalCents, plan.currency)}</td>
              </tr>
            </tfoot>
          </table>
        </section>
      )}
    </div>
  )
}

/** A figure of an objective in its own unit. */
export function useAmount() {
  const { number, money, percent, duration } = useFormats()
  return (
    value: number | null,
    { unit, unitName }: Pick<PlanObjective, 'unit' | 'unitName'>,
    currency: string,
  ) =>
    unit === 'money'
      ? money(value, currency)
      : unit === 'ratio'
        ? percent(value, { digits: 1 })
        : unit === 'minutes'
          ? duration(value)
          : number(value, unitName ? { unit: unitName } : {})
}

function Objective({ o, currency }: { o: PlanObjective; currency: string }) {
  const t = useT(messages)
  const locale = useLocale()
  const amount = useAmount()
  const { date } = useFormats()
  return (
    <li className={styles.objective}>
      <strong>{o.title}</strong>
      <span className="muted">
        {[
          o.metric?.[locale],
          o.target === null
            ? null
            : o.baseline === null
              ? amount(o.target, o, currency)
              : t('plan.from', { from: amount(o.baseline, o, currency), to: amount(o.target, o, currency) }),
          o.dueOn && t('plan.due', { date: date(o.dueOn) }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </li>
  )
}

function Action({ a, plan }: { a: PlanAction; plan: PlanSnapshot }) {
  const t = useT(messages)
  const locale = useLocale()
  const { money, period } = useFormats()
  return (
    <li className={styles.action}>
      <div className={styles.actionHead}>
        <strong>{a.title}</strong>
        {a.plannedCents > 0 && <span className={styles.amount}>{money(a.plannedCents, plan.currency)}</span>}
      </div>
      <span className="muted">
        {[
          channelNames[a.channel][locale],
          a.startsOn || a.endsOn ? period(a.startsOn, a.endsOn) : null,
          a.persona,
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
      {a.description && <p className={styles.words}>{a.description}</p>}
      {a.objective && <span className="caption muted">{t('plan.serves', { objective: a.objective })}</span>}
      <Span a={a} plan={plan} />
    </li>
  )
}

const day = (text: string) => Date.parse(`${text}T00:00:00Z`)

/** Where the action stands in the whole of the plan; the dates in words are above it. */
function Span({ a, plan }: { a: PlanAction; plan: PlanSnapshot }) {
  const starts = plan.actions.flatMap(({ startsOn }) => (startsOn ? [day(startsOn)] : []))
  const ends = plan.actions.flatMap(({ endsOn }) => (endsOn ? [day(endsOn)] : []))
  if (!a.startsOn || !a.endsOn || starts.length < 2) return null
  const [first, last] = [Math.min(...starts), Math.max(...ends)]
  const width = Math.max(last - first, 1)
  const left = ((day(a.startsOn) - first) / width) * 100
  return (
    <div className={styles.calendar} aria-hidden>
      <div
        style={{
          marginLeft: `${left}%`,
          width: `${Math.max(1.5, ((day(a.endsOn) - day(a.startsOn)) / width) * 100)}%`,
        }}
      />
    </div>
  )
}
