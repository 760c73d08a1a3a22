import { formatter } from '#platform/i18n.ts'
import { useT } from '#web/i18n.tsx'
import { DataTable } from '#web/pieces/DataTable.tsx'
import { Section } from '#web/pieces/Page.tsx'
import { lossMessages } from '../import/messages.ts'
import { type Report, type Thing, thingNamed, thingsOf } from '../import/model.ts'
import { importMessages } from '../messages/importing.ts'
import styles from './ImportReport.module.css'

export function ImportCounts({ report }: { report: Report }) {
  const t = useT(importMessages)
  const thing = useT(lossMessages)
  const rows = thingsOf(report.source).filter(
    (k) => report.created[k] + report.updated[k] + report.unchanged[k] > 0,
  )
  const figure = (key: 'created' | 'updated' | 'unchanged', header: string) => ({
    key,
    header,
    figure: true,
    cell: (k: Thing) => report[key][k],
  })
  return (
    <DataTable
      label={t('count')}
      rows={rows}
      rowKey={(k) => k}
      compact
      columns={[
        { key: 'thing', header: t('count'), cell: (k) => thing(thingNamed(report.source, k)) },
        figure('created', t(report.dryRun ? 'created' : 'createdDone')),
        figure('updated', t('updated')),
        figure('unchanged', t('unchanged')),
      ]}
    />
  )
}

export function ImportLosses({ report }: { report: Report }) {
  const t = useT(importMessages)
  const loss = useT(lossMessages)
  return (
    <div id="import-lost">
      <Section title={t(report.dryRun ? 'lost' : 'lostDone')}>
        {report.lost.length === 0 ? (
          <p>{t('nothingLost')}</p>
        ) : (
          <ul className={styles.losses}>
            {report.lost.map(({ kind, count }) => (
              <li key={kind}>
                <span className="figures">{count}</span>
                <span>
                  {loss(`${kind}.what`)}
                  <span className="muted caption">{loss(`${kind}.why`)}</span>
                </span>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </div>
  )
}

/** A cell that a spreadsheet would take for a formula stays text. */
const cell = (v: string | number) => {
  const text = typeof v === 'string' && /^[=+\-@\t\r]/.test(v) ? `'${v}` : String(v)
  return /[";\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** What came and what did not, as a table or as data to keep. */
export function reportFile(report: Report, locale: 'fr' | 'en', kind: 'csv' | 'json'): Blob {
  const t = formatter(importMessages, locale)
  const loss = formatter(lossMessages, locale)
  const lost = report.lost.map((l) => ({
    what: loss(`${l.kind}.what`),
    count: l.count,
    why: loss(`${l.kind}.why`),
  }))
  if (kind === 'json') {
    const { source, board, dryRun, created, updated, unchanged } = report
    const data = { source, board, dryRun, created, updated, unchanged, lost }
    return new Blob([`${JSON.stringify(data, null, 2)}\n`], { type: 'application/json' })
  }
  const rows = [
    [t('report.what'), t('report.count'), t('report.why')],
    ...thingsOf(report.source).map((k) => [
      loss(thingNamed(report.source, k)),
      report.created[k],
      `${t('updated')} ${report.updated[k]}, ${t('unchanged')} ${report.unchanged[k]}`,
    ]),
    ...lost.map((l) => [l.what, l.count, l.why]),
  ]
  const text = rows.map((r) => r.map(cell).join(';')).join('\r\n')
  return new Blob([`\uFEFF${text}\r\n`], { type: 'text/csv;charset=utf-8' })
}
