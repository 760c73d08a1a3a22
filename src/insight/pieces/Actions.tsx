import { useFormats } from '#web/i18n.tsx'
import { Chart } from '#web/pieces/Chart.tsx'
import { type Column, DataTable } from '#web/pieces/DataTable.tsx'
import type { Brand } from '../brand/model.ts'
import { actionsDrawing, budgetDrawing } from '../charts/model.ts'
import type { ActionResult, LineResult, ReviewDocument } from '../model.ts'
import type { Say } from './Chapter.tsx'
import styles from './Review.module.css'
import { Amount } from './Rows.tsx'

type Props = { doc: ReviewDocument; t: Say; brand: Brand }
const paint = { ink: 'var(--ink)', muted: 'var(--muted)', line: 'var(--line)' }

/** What each action cost and brought in; the rows add up to the total. */
export function Actions({ doc, t, brand }: Props) {
  const f = useFormats()
  if (!doc.actions.length) return <p className="muted">{t('empty.actions')}</p>
  const drawing = actionsDrawing(doc, { f, say: t, brand, ...paint })
  const rows = [...doc.actions, ...(doc.unattributed ? [doc.unattributed] : [])]
  const figures = ['cost', 'visits', 'clicks', 'conversions', 'revenue', 'cpa', 'roi'] as const
  const table = (
    <DataTable
      label={t('section.actions')}
      rows={rows}
      rowKey={(a) => a.id ?? 'none'}
      columns={[
        {
          key: 'title',
          header: t('col.action'),
          cell: (a) => (
            <span>
              {a.id && (a.id === doc.best || a.id === doc.worst) ? <b>{a.title}</b> : a.title}
              {a.id && (
                <>
                  <br />
                  <small className="muted">
                    {[
                      a.channel,
                      a.id === doc.best ? `▲ ${t('best')}` : a.id === doc.worst ? `▼ ${t('worst')}` : '',
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </small>
                </>
              )}
            </span>
          ),
          total: t('total'),
        },
        ...figures.map(
          (k): Column<ActionResult> => ({
            key: k,
            header: t(`col.${k}`),
            figure: true,
            wideOnly: k === 'clicks' || k === 'cpa',
            sort: (a) => a[k].value,
            cell: (a) => <Amount figure={a[k]} currency={doc.currency} sign={k === 'roi'} />,
            total: <Amount figure={doc.actionTotal[k]} currency={doc.currency} sign={k === 'roi'} />,
          }),
        ),
      ]}
    />
  )
  return (
    <>
      {drawing.count > 0 && (
        <Chart title={t('chart.actions')} option={drawing} height={44 + 34 * drawing.count} table={table} />
      )}
      {table}
      <p className="caption muted">
        {t('key.cpa')} = {t('definition.cpa')} · {t('key.roi')} = {t('definition.roi')}
      </p>
    </>
  )
}

export function Budget({ doc, t, brand }: Props) {
  const f = useFormats()
  if (!doc.lines.length) return <p className="muted">{t('empty.budget')}</p>
  const drawing = budgetDrawing(doc, { f, say: t, brand, ...paint })
  const figures = ['planned', 'committed', 'spent', 'remaining', 'roi'] as const
  const table = (
    <DataTable
      label={t('section.budget')}
      rows={doc.lines}
      rowKey={(l) => l.id ?? 'none'}
      columns={[
        { key: 'title', header: t('col.line'), cell: (l) => l.title, total: t('total') },
        ...figures.map(
          (k): Column<LineResult> => ({
            key: k,
            header: t(`col.${k}`),
            figure: true,
            wideOnly: k === 'committed',
            sort: (l) => l[k].value,
            cell: (l) => (
              <span className={k === 'remaining' && (l[k].value ?? 0) < 0 ? styles.over : undefined}>
                <Amount figure={l[k]} currency={doc.currency} sign={k === 'roi'} />
              </span>
            ),
            total: <Amount figure={doc.lineTotal[k]} currency={doc.currency} sign={k === 'roi'} />,
          }),
        ),
      ]}
    />
  )
  return (
    <>
      {drawing.count > 0 && (
        <Chart title={t('chart.budget')} option={drawing} height={44 + 32 * drawing.count} table={table} />
      )}
      {table}
    </>
  )
}
