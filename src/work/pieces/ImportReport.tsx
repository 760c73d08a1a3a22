import { formatter } from '#platform/i18n.ts'
import { useT } from '#web/i18n.tsx'
import { DataTable } from '#web/pieces/DataTable.tsx'
import { Section } from '#web/pieces/Page.tsx'
import { lossMessages } from '../import/messages.ts'
import { type Report, type Thing, type TrelloOptions, things } from '../import/model.ts'
import { messages } from '../messages.ts'
import { type Category, categories } from '../model.ts'
import styles from './ImportReport.module.css'
import { usePeople } from './people.ts'

export function ImportCounts({ report }: { report: Report }) {
  const t = useT(messages)
  const thing = useT(lossMessages)
  const rows = things.filter((k) => report.created[k] + report.updated[k] + report.unchanged[k] > 0)
  const figure = (key: 'created' | 'updated' | 'unchanged', header: string) => ({
    key,
    header,
    figure: true,
    cell: (k: Thing) => report[key][k],
  })
  return (
    <DataTable
      label={t('import.count')}
      rows={rows}
      rowKey={(k) => k}
      compact
      columns={[
        { key: 'thing', header: t('import.count'), cell: (k) => thing(k) },
        figure('created', t(report.dryRun ? 'import.created' : 'import.createdDone')),
        figure('updated', t('import.updated')),
        figure('unchanged', t('import.unchanged')),
      ]}
    />
  )
}

/** What each list means and who each member is: proposed, and changed here before anything is written. */
export function ImportMapping({
  report,
  options,
  onChange,
}: {
  report: Report
  options: TrelloOptions
  onChange: (o: TrelloOptions) => void
}) {
  const t = useT(messages)
  const people = usePeople().filter((p) => p.active)
  const lists = report.lists.filter((l) => options.archived || !l.archived)
  return (
    <>
      <Section title={t('import.lists')}>
        <ul className={styles.pairs}>
          {lists.map((l) => (
            <li key={l.id}>
              <label htmlFor={`list-${l.id}`}>
                {l.name} <span className="muted caption">{t('import.cards', { count: l.cards })}</span>
              </label>
              <select
                id={`list-${l.id}`}
                value={options.categories[l.id] ?? l.category}
                onChange={(event) =>
                  onChange({
                    ...options,
                    categories: { ...options.categories, [l.id]: event.currentTarget.value as Category },
                  })
                }
              >
                {categories.map((c) => (
                  <option key={c} value={c}>
                    {t(`category.${c}`)}
                  </option>
                ))}
              </select>
            </li>
          ))}
        </ul>
      </Section>
      {report.members.length > 0 && (
        <Section title={t('import.members')}>
          <ul className={styles.pairs}>
            {report.members.map((m) => {
              const chosen = options.members[m.id]
              return (
                <li key={m.id}>
                  <label htmlFor={`member-${m.id}`}>{m.name}</label>
                  <select
                    id={`member-${m.id}`}
                    value={chosen === undefined ? (m.memberId ?? '') : (chosen ?? '')}
                    onChange={(event) =>
                      onChange({
                        ...options,
                        members: { ...options.members, [m.id]: event.currentTarget.value || null },
                      })
                    }
                  >
                    <option value="">{t('import.noAccess')}</option>
                    {people.map((p) => (
                      <option key={p.id} value={p.id}>
                        {p.name}
                      </option>
                    ))}
                  </select>
                </li>
              )
            })}
          </ul>
        </Section>
      )}
    </>
  )
}

export function ImportLosses({ report }: { report: Report }) {
  const t = useT(messages)
  const loss = useT(lossMessages)
  return (
    <Section title={t(report.dryRun ? 'import.lost' : 'import.lostDone')}>
      {report.lost.length === 0 ? (
        <p>{t('import.nothingLost')}</p>
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
  )
}

/** The report as a text to keep. */
export function reportText(report: Report, locale: 'fr' | 'en'): string {
  const t = formatter(messages, locale)
  const loss = formatter(lossMessages, locale)
  const counts = things.map(
    (k) =>
      `${loss(k)} : ${t(report.dryRun ? 'import.created' : 'import.createdDone')} ${report.created[k]}, ${t('import.updated')} ${report.updated[k]}, ${t('import.unchanged')} ${report.unchanged[k]}`,
  )
  const lost = report.lost.map((l) => `${l.count} × ${loss(`${l.kind}.what`)}. ${loss(`${l.kind}.why`)}`)
  return [
    t(report.dryRun ? 'import.tried' : 'import.done', { board: report.board }),
    '',
    ...counts,
    '',
    `${t(report.dryRun ? 'import.lost' : 'import.lostDone')} :`,
    ...(lost.length ? lost : [t('import.nothingLost')]),
    '',
  ].join('\n')
}
