import { useFormats } from '#web/i18n.tsx'
import { Chart } from '#web/pieces/Chart.tsx'
import { DataTable } from '#web/pieces/DataTable.tsx'
import type { Brand } from '../brand/model.ts'
import { buckets, channelsDrawing, daysDrawing } from '../charts/model.ts'
import type { ReviewDocument } from '../model.ts'
import type { Say } from './Chapter.tsx'
import styles from './Review.module.css'
import { Amount } from './Rows.tsx'

export function Audience({ doc, t, brand }: { doc: ReviewDocument; t: Say; brand: Brand }) {
  const f = useFormats()
  if (!doc.days.some((d) => d.visits)) return <p className="muted">{t('empty.audience')}</p>
  const pen = { f, say: t, brand, ink: 'var(--ink)', muted: 'var(--muted)', line: 'var(--line)' }
  const { by, rows } = buckets(doc.days)
  const channels = (
    <DataTable
      label={t('chart.channels')}
      rows={doc.channels}
      rowKey={(c) => c.key}
      compact
      columns={[
        { key: 'name', header: t('col.channel'), cell: (c) => c.name },
        {
          key: 'visits',
          header: t('col.visits'),
          figure: true,
          sort: (c) => c.visits.value,
          cell: (c) => <Amount figure={c.visits} currency={doc.currency} />,
        },
        {
          key: 'conversions',
          header: t('col.conversions'),
          figure: true,
          sort: (c) => c.conversions.value,
          cell: (c) => <Amount figure={c.conversions} currency={doc.currency} />,
        },
        {
          key: 'rate',
          header: t('col.rate'),
          figure: true,
          sort: (c) => c.rate.value,
          cell: (c) => <Amount figure={c.rate} currency={doc.currency} />,
        },
        {
          key: 'revenue',
          header: t('col.revenue'),
          figure: true,
          wideOnly: true,
          sort: (c) => c.revenue.value,
          cell: (c) => <Amount figure={c.revenue} currency={doc.currency} />,
        },
      ]}
    />
  )
  return (
    <>
      <div className={styles.two}>
        <Chart
          title={t(by === 'day' ? 'chart.days' : 'chart.weeks')}
          option={daysDrawing(doc, pen)}
          table={
            <DataTable
              label={t('chart.days')}
              rows={rows}
              rowKey={(r) => r.from}
              compact
              columns={[
                {
                  key: 'day',
                  header: t('col.day'),
                  cell: (r) => (r.from === r.to ? f.date(r.from) : f.period(r.from, r.to)),
                },
                { key: 'visits', header: t('col.visits'), figure: true, cell: (r) => f.number(r.visits) },
                {
                  key: 'conversions',
                  header: t('col.conversions'),
                  figure: true,
                  cell: (r) => f.number(r.conversions),
                },
              ]}
            />
          }
        />
        <Chart title={t('chart.channels')} option={channelsDrawing(doc, pen)} table={channels} />
      </div>
      {channels}
    </>
  )
}
