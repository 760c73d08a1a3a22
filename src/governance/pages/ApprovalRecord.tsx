import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Printer } from 'lucide-react'
import { rpc } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { Section } from '#web/pieces/Page.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { TabPage, useProject } from '#web/project.tsx'
import { messages } from '../messages.ts'
import type { Approver, ApprovalRecord as Kept } from '../model.ts'
import { ApprovalState, DecisionState } from '../pieces/ApprovalState.tsx'
import { PlanReading } from '../pieces/PlanReading.tsx'
import styles from './ApprovalRecord.module.css'

/** One round as it was: what was submitted, who answered what, when, and how we know. Made to be printed. */
export default function ApprovalRecord() {
  const t = useT(messages)
  const project = useProject()
  const { approval: id = '' } = useParams({ strict: false }) as { approval?: string }
  const query = useQuery(rpc.approvals.get.queryOptions({ input: { id }, meta: { topics: ['approver'] } }))
  return (
    <TabPage
      width="narrow"
      line={<Link to={project.at('validation')}>{t('back')}</Link>}
      action={
        <Button variant="default" leftSection={<Printer size={16} />} onClick={() => print()}>
          {t('print')}
        </Button>
      }
    >
      <Loaded query={query}>{(a) => <Shown a={a} />}</Loaded>
    </TabPage>
  )
}

function Shown({ a }: { a: Kept }) {
  const t = useT(messages)
  const { exact } = useFormats()
  return (
    <article className={styles.record}>
      <header>
        <p className="muted">
          {t('record.of')} · {t('round', { round: a.round })}
        </p>
        <div className="row">
          <h2 className={styles.title}>{a.title}</h2>
          <ApprovalState state={a.state} />
        </div>
        <p className="muted">{t('record.submitted', { who: a.requestedBy, date: exact(a.requestedAt) })}</p>
        {a.message && <blockquote className={styles.quote}>{a.message}</blockquote>}
      </header>
      <Section title={t('record.decisions')}>
        <ul className={styles.answers}>
          {a.approvers.map((approver) => (
            <Answer key={approver.id} a={approver} />
          ))}
        </ul>
      </Section>
      <PlanReading plan={a.snapshot} />
    </article>
  )
}

function Answer({ a }: { a: Approver }) {
  const t = useT(messages)
  const { exact } = useFormats()
  const [how, email] = a.identifiedBy.split(/:(.*)/)
  const identified =
    how === 'account'
      ? t('record.identified.account', { email: email ?? '' })
      : how === 'link'
        ? email
          ? t('record.identified.link', { email })
          : t('record.identified.linkBare')
        : ''
  return (
    <li>
      <div className="spread">
        <strong>{a.name}</strong>
        <DecisionState decision={a.decision} />
      </div>
      {a.decidedAt && (
        <p className="muted">
          {exact(a.decidedAt)}, {identified}
        </p>
      )}
      {a.comment && <blockquote className={styles.quote}>{a.comment}</blockquote>}
    </li>
  )
}
