import { dayOf } from '#platform/formats.ts'
import { DataTable } from '#web/pieces/DataTable.tsx'
import { Figure, Figures } from '#web/pieces/Figure.tsx'
import { State, type Tone } from '#web/pieces/State.tsx'
import { When } from '#web/pieces/When.tsx'
import { longDay } from '../document/model.ts'
import type { ReviewDocument } from '../model.ts'
import type { Say } from './Chapter.tsx'
import styles from './Review.module.css'

type Props = { doc: ReviewDocument; t: Say }

export function Work({ doc, t }: Props) {
  const { work: w } = doc
  if (!w.total.value) return <p className="muted">{t('empty.work')}</p>
  const to = (rows: string | null) => (rows ? { to: rows } : {})
  return (
    <>
      <Figures>
        <Figure label={t('rows.tasks')} value={w.total.value} {...to(w.total.rows)} />
        <Figure label={t('rows.done')} value={w.done.value} {...to(w.done.rows)} />
        <Figure label={t('work.ontime')} value={w.onTime.value} kind="percent" {...to(w.onTime.rows)} />
        <Figure label={t('work.late')} value={w.late.value} goodWhen="down" {...to(w.late.rows)} />
      </Figures>
      {w.lateTasks.length > 0 && (
        <DataTable
          label={t('work.lateList')}
          rows={w.lateTasks}
          rowKey={(task) => String(task.number)}
          compact
          columns={[
            { key: 'title', header: t('work.lateList'), cell: (task) => task.title },
            {
              key: 'due',
              header: t('col.due'),
              figure: true,
              cell: (task) => (task.dueOn ? <When at={task.dueOn} /> : '–'),
            },
            { key: 'who', header: t('col.who'), cell: (task) => task.who.join(', ') || '–' },
          ]}
        />
      )}
    </>
  )
}

const tones: Record<string, Tone> = {
  approved: 'good',
  changes: 'risk',
  refused: 'bad',
  pending: 'active',
  withdrawn: 'idle',
}

export function Approvals({ doc, t }: Props) {
  const day = (at: string) => longDay(dayOf(at, doc.timezone), doc.locale)
  if (!doc.approvals.length) return <p className="muted">{t('empty.approvals')}</p>
  return (
    <>
      {doc.approvals.map((a) => (
        <div key={a.id} className={styles.record}>
          <p className="row">
            <b>{a.title}</b>
            <span className="muted">{t('approval.round', { round: a.round })}</span>
            <State tone={tones[a.state] ?? 'idle'} quiet>
              {t(`approval.${a.state}` as 'approval.approved')}
            </State>
          </p>
          <p className="caption muted">{t('approval.asked', { date: day(a.askedAt) })}</p>
          {a.decisions.map((d) => (
            <p key={d.name}>
              {[
                d.name,
                t(`approval.${d.decision ?? 'pending'}` as 'approval.approved'),
                d.at ? day(d.at) : '',
                d.comment,
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
          ))}
        </div>
      ))}
    </>
  )
}

export function Lessons({ doc, t }: Props) {
  if (!doc.lessons.length) return <p className="muted">{t('empty.lessons')}</p>
  return (
    <>
      <p className="caption muted">{t('lessons.draft')}</p>
      <ul className={styles.lessons}>
        {doc.lessons.map((l) => (
          <li key={l.text}>
            <b>{t(`lesson.${l.kind}`)}</b>
            <span>{l.text}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

export function Method({ doc, t }: Props) {
  return (
    <>
      <dl className={styles.method}>
        {[
          ...doc.definitions.map((d) => [d.name, d.formula] as const),
          ...doc.sources.map((s) => [s.name, s.detail] as const),
        ].map(([name, text]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <p className="caption muted">
        {t('method.unknown')} {t('method.rows')}
      </p>
    </>
  )
}
