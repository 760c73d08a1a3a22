import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { type ReactNode, useEffect } from 'react'
import { inkOn } from '#platform/tenancy/pieces/brand.ts'
import { api, rpc } from '#web/api.ts'
import { setLocale, useFormats, useLocale, useT } from '#web/i18n.tsx'
import { ErrorNote } from '#web/pieces/ErrorNote.tsx'
import { Waiting } from '#web/pieces/Waiting.tsx'
import { messages } from '../messages.ts'
import type { OutsideApproval as Seen, Verdict } from '../model.ts'
import { ApprovalState, DecisionState } from '../pieces/ApprovalState.tsx'
import { Decide } from '../pieces/Decide.tsx'
import { PlanReading } from '../pieces/PlanReading.tsx'
import styles from './OutsideApproval.module.css'

/** What a client sees by their link: who asks, until when, what is decided; then the record of what they said. */
export default function OutsideApproval() {
  const t = useT(messages)
  const { token: key = '' } = useParams({ strict: false }) as { token?: string }
  const query = useQuery(rpc.approvalDoor.read.queryOptions({ input: { key }, retry: false }))
  if (query.error)
    return (
      <Sheet title={t('outside.closedTitle')}>
        <h1 className={styles.title}>{t('outside.closedTitle')}</h1>
        <ErrorNote error={query.error} />
      </Sheet>
    )
  if (!query.data)
    return (
      <Sheet title={t('record.of')}>
        <Waiting title rows={8} />
      </Sheet>
    )
  return <Shown a={query.data} keyed={key} />
}

function Shown({ a, keyed }: { a: Seen; keyed: string }) {
  const t = useT(messages)
  const queries = useQueryClient()
  const { longDate } = useFormats()
  const colour = a.client?.colour ?? '#1F5B4C'
  const submit = async (verdict: Verdict) => {
    const next = await api.approvalDoor.decide({ key: keyed, ...verdict })
    queries.setQueryData(rpc.approvalDoor.read.queryKey({ input: { key: keyed } }), next)
    scrollTo({ top: 0, behavior: 'smooth' })
  }
  return (
    <Sheet title={a.title} brand={a.client} foot={t('outside.sentWith', { workspace: a.workspace })}>
      <div className={styles.head}>
        <p className="muted">
          {a.snapshot.project.name}
          {a.round > 1 && ` · ${t('outside.round', { round: a.round })}`}
        </p>
        <div className={styles.titleRow}>
          <h1 className={styles.title}>{a.title}</h1>
          <ApprovalState state={a.state} />
        </div>
        {a.state === 'pending' && !a.me.decision && (
          <p>
            {t('outside.ask', {
              who: a.requestedBy,
              workspace: a.workspace,
              due: a.dueOn ? longDate(a.dueOn) : 'none',
            })}
          </p>
        )}
        {a.state === 'pending' && !a.me.decision && <p className="muted">{t('outside.decided')}</p>}
      </div>
      {a.me.decision && <Record a={a} />}
      {a.message && <blockquote className={styles.message}>{a.message}</blockquote>}
      <PlanReading plan={a.snapshot} colour={colour} />
      {!a.me.decision && (
        <section className={styles.answer} aria-label={t('outside.your')} data-noprint>
          {a.state === 'pending' ? (
            <>
              <div>
                <h2>{t('outside.your')}</h2>
                <p className="muted">{t('outside.as', { name: a.me.name, email: a.me.email })}</p>
              </div>
              <Decide submit={submit} colour={colour} ink={inkOn(colour)} />
            </>
          ) : (
            <p>{t(a.state === 'withdrawn' ? 'outside.withdrawn' : 'outside.settled')}</p>
          )}
        </section>
      )}
      {a.others.length > 0 && (
        <section className={styles.others} aria-label={t('outside.others')}>
          <h2>{t('outside.others')}</h2>
          <ul>
            {a.others.map((o) => (
              <li key={o.name}>
                <span>{o.name}</span>
                <DecisionState decision={o.decision} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </Sheet>
  )
}

function Record({ a }: { a: Seen }) {
  const t = useT(messages)
  const { exact } = useFormats()
  if (!a.me.decision) return null
  return (
    <section className={styles.record} role="status">
      <strong>
        {t(`outside.did.${a.me.decision}`, { date: a.me.decidedAt ? exact(a.me.decidedAt) : '' })}
      </strong>
      {a.me.comment && <blockquote>{a.me.comment}</blockquote>}
      <p className="muted" data-noprint>
        {t('outside.kept')}
      </p>
    </section>
  )
}

function Sheet({
  title,
  brand,
  foot,
  children,
}: {
  title: string
  brand?: Seen['client']
  foot?: string
  children: ReactNode
}) {
  const t = useT(messages)
  const locale = useLocale()
  const colour = brand?.colour ?? '#1F5B4C'
  useEffect(() => {
    document.title = title
  }, [title])
  return (
    <div className={styles.page}>
      <header className={styles.band} style={{ background: colour, color: inkOn(colour) }}>
        <div className={styles.bandInside}>
          {brand?.logoUrl ? (
            <img src={brand.logoUrl} alt={brand.name} />
          ) : (
            <span className={styles.brand}>{brand?.name ?? 'Pupitre'}</span>
          )}
          <button
            type="button"
            lang={locale === 'fr' ? 'en' : 'fr'}
            onClick={() => setLocale(locale === 'fr' ? 'en' : 'fr')}
            data-noprint
          >
            {t('outside.language')}
          </button>
        </div>
        <div style={{ height: 4, background: brand?.accent ?? 'var(--brass)' }} />
      </header>
      <main className={styles.main}>{children}</main>
      {foot && <footer className={styles.foot}>{foot}</footer>}
    </div>
  )
}
