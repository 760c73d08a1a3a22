import { useFormats, useT } from '#web/i18n.tsx'
import { Section } from '#web/pieces/Page.tsx'
import { State } from '#web/pieces/State.tsx'
import {
  type ImportOptions,
  type TableOptions,
  type TableSeen,
  type Target,
  targets,
} from '../import/model.ts'
import { importMessages } from '../messages/importing.ts'
import styles from './ImportTable.module.css'

const encodings = ['utf-8', 'windows-1252', 'utf-16le', 'utf-16be'] as const
const separators = [',', ';', '\t', '|'] as const
const orders = ['dmy', 'mdy', 'ymd'] as const

/** How a table was understood, with samples, and what each of its columns becomes. */
export function ImportTable({
  table,
  options,
  onChange,
  folded = false,
}: {
  table: TableSeen
  options: ImportOptions
  onChange: (o: ImportOptions, again?: boolean) => void
  /** An export of a tool that is known: shown to whoever asks. */
  folded?: boolean
}) {
  const t = useT(importMessages)
  const { date } = useFormats()
  const set = (patch: Partial<TableOptions>) =>
    onChange({ ...options, table: { ...options.table, ...patch } }, true)
  const inside = (
    <>
      <div className={styles.how}>
        {table.sheets.length > 1 && (
          <Choice
            label={t('table.sheet')}
            value={table.sheet}
            all={table.sheets}
            onChange={(sheet) => set({ sheet, headerRow: undefined, columns: {} })}
          />
        )}
        <label>
          <span>{t('table.header')}</span>
          <input
            key={table.headerRow}
            type="number"
            min={1}
            max={10_000}
            defaultValue={table.headerRow}
            onBlur={(event) => {
              const headerRow = Number(event.currentTarget.value)
              if (headerRow >= 1 && headerRow !== table.headerRow) set({ headerRow, columns: {} })
            }}
          />
        </label>
        {table.separator && (
          <Choice
            label={t('table.separator')}
            value={table.separator}
            all={separators}
            name={(s) => (s === '\t' ? t('table.tab') : s)}
            onChange={(separator) => set({ separator, columns: {} })}
          />
        )}
        {table.encoding && (
          <Choice
            label={t('table.encoding')}
            value={table.encoding}
            all={encodings}
            name={(e) => e.toUpperCase()}
            onChange={(encoding) => set({ encoding, columns: {} })}
          />
        )}
        <Choice
          label={t('table.dates')}
          value={table.dateOrder}
          all={orders}
          name={(o) => t(`table.${o}`)}
          onChange={(dateOrder) => set({ dateOrder })}
        />
      </div>
      {table.dateDoubt && (
        <p role="status">
          <State tone="risk">{t('table.doubt')}</State>
        </p>
      )}
      <table className={styles.columns}>
        <caption className="unseen">{t('table.columns')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('table.column')}</th>
            <th scope="col">{t('table.samples')}</th>
            <th scope="col">{t('table.becomes')}</th>
          </tr>
        </thead>
        <tbody>
          {table.columns.map((c) => (
            <tr key={c.heading} data-skipped={c.target === 'skip' || undefined}>
              <th scope="row">{c.heading}</th>
              <td>
                <ul>
                  {c.samples.map((s, i) => (
                    <li key={s}>
                      {s}
                      {c.read.length > 0 && (
                        <span className="muted caption">
                          {' '}
                          {c.read[i]
                            ? t('table.read', {
                                days: (c.read[i] as string)
                                  .split(' – ')
                                  .map((d) => date(d, '1900-01-01'))
                                  .join(' – '),
                              })
                            : t('table.unread')}
                        </span>
                      )}
                    </li>
                  ))}
                </ul>
              </td>
              <td>
                <select
                  aria-label={`${t('table.becomes')} : ${c.heading}`}
                  value={c.target}
                  onChange={(event) =>
                    set({
                      columns: {
                        ...options.table.columns,
                        ...cleared(table, event.currentTarget.value as Target, c.heading),
                        [c.heading]: event.currentTarget.value as Target,
                      },
                    })
                  }
                >
                  {targets.map((target) => (
                    <option key={target} value={target}>
                      {t(`target.${target}`)}
                    </option>
                  ))}
                </select>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
  if (!folded) return <Section title={t('table')}>{inside}</Section>
  return (
    <details className={styles.folded} open={table.dateDoubt || undefined}>
      <summary>{t('table')}</summary>
      <div className="stack">{inside}</div>
    </details>
  )
}

const several = new Set<Target>(['skip', 'field', 'description', 'people', 'followers', 'labels', 'address'])
/** A table has one title, one due date…: who had it before becomes a field of its own. */
const cleared = (table: TableSeen, target: Target, heading: string): Record<string, Target> =>
  several.has(target)
    ? {}
    : Object.fromEntries(
        table.columns
          .filter((c) => c.target === target && c.heading !== heading)
          .map((c) => [c.heading, 'field' as const]),
      )

function Choice<V extends string>({
  label,
  value,
  all,
  name = (v) => v,
  onChange,
}: {
  label: string
  value: string
  all: readonly V[]
  name?: (v: V) => string
  onChange: (v: V) => void
}) {
  return (
    <label>
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value as V)}>
        {all.map((v) => (
          <option key={v} value={v}>
            {name(v)}
          </option>
        ))}
      </select>
    </label>
  )
}
