import { useFormats } from '#web/i18n.tsx'
import { DataTable } from '#web/pieces/DataTable.tsx'
import { Figure, type FigureKind, Figures } from '#web/pieces/Figure.tsx'
import { Meter } from '#web/pieces/Progress.tsx'
import { State, type Tone } from '#web/pieces/State.tsx'
import { ends, shownFor } from '../document/model.ts'
import type { Outcome, ReviewDocument } from '../model.ts'
import type { Say } from './Chapter.tsx'
import { RowsLink } from './Rows.tsx'

const kinds: Record<'count' | 'money' | 'ratio' | 'minutes', FigureKind> = {
  count: 'number',
  money: 'money',
  ratio: 'percent',
  minutes: 'duration',
}

export function KeyFigures({ doc, t }: { doc: ReviewDocument; t: Say }) {
  return (
    <Figures>
      {doc.keyFigures.map((k) => (
        <Figure
          key={k.key}
          label={k.name}
          value={k.figure.value}
          kind={kinds[k.figure.unit]}
          currency={doc.currency}
          definition={k.definition}
          period={t('doc.period', ends(doc.from, doc.to, doc.locale))}
          {...(k.figure.rows && k.figure.value !== null && { to: k.figure.rows })}
        />
      ))}
    </Figures>
  )
}

const tones: Record<Outcome, Tone> = { reached: 'good', missed: 'bad', running: 'active', unknown: 'idle' }

export function Objectives({ doc, t }: { doc: ReviewDocument; t: Say }) {
  const f = useFormats()
  if (!doc.objectives.length) return <p className="muted">{t('empty.objectives')}</p>
  return (
    <DataTable
      label={t('section.objectives')}
      rows={doc.objectives}
      rowKey={(o) => o.id}
      columns={[
        {
          key: 'title',
          header: t('col.objective'),
          cell: (o) => (
            <span>
              <b>{o.title}</b>
              <br />
              <small className="muted">
                {[
                  o.metric,
                  o.typed ? t('objective.typed') : '',
                  o.dueOn ? t('objective.due', { date: f.date(o.dueOn) }) : '',
                  o.owner,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </span>
          ),
        },
        {
          key: 'baseline',
          header: t('col.baseline'),
          figure: true,
          wideOnly: true,
          cell: (o) => shownFor(f, o, o.baseline, doc.currency),
        },
        {
          key: 'target',
          header: t('col.target'),
          figure: true,
          cell: (o) => shownFor(f, o, o.target, doc.currency),
        },
        {
          key: 'value',
          header: t('col.value'),
          figure: true,
          cell: (o) => {
            const text = shownFor(f, o, o.value.value, doc.currency)
            return o.value.rows && o.value.value !== null ? (
              <RowsLink to={o.value.rows}>{text}</RowsLink>
            ) : (
              text
            )
          },
        },
        {
          key: 'way',
          header: t('col.way'),
          width: 130,
          cell: (o) =>
            o.way === null ? (
              '–'
            ) : (
              <span className="figures">
                {f.percent(o.way)}
                <Meter
                  ratio={Math.max(0, Math.min(1, o.way))}
                  tone={o.outcome === 'missed' ? 'bad' : o.outcome === 'reached' ? 'good' : 'active'}
                  label={f.percent(o.way)}
                />
              </span>
            ),
        },
        {
          key: 'outcome',
          header: t('col.outcome'),
          cell: (o) => (
            <State tone={tones[o.outcome]} quiet>
              {t(`outcome.${o.outcome}`)}
            </State>
          ),
        },
      ]}
    />
  )
}
