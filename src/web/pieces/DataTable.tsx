import { ChevronDown, ChevronUp } from 'lucide-react'
import {
  type KeyboardEvent,
  lazy,
  type ReactNode,
  type RefObject,
  Suspense,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useT } from '../i18n.tsx'
import { useIsPhone } from '../media.ts'
import { messages } from '../messages.ts'
import styles from './DataTable.module.css'
import { type Sorting, sorted } from './sorting.ts'
import type { Range } from './VirtualRange.tsx'

const VirtualRange = lazy(() => import('./VirtualRange.tsx'))

export type Column<Row> = {
  key: string
  header: string
  /** Said once in the heading, never in the cells. */
  unit?: string
  cell: (row: Row) => ReactNode
  /** Makes the column sortable. Null goes last whichever the direction. */
  sort?: (row: Row) => string | number | null | undefined
  /** Aligned right with tabular figures. */
  figure?: boolean
  width?: number | string
  /** Left out of the phone's list. */
  wideOnly?: boolean
  /** Drawn under the column. */
  total?: ReactNode
}

type Props<Row> = {
  /** What the table holds; read by screen readers. */
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** The first column becomes a button; the whole row answers the mouse. */
  onOpen?: (row: Row) => void
  /** Shown instead of an empty table. */
  empty?: ReactNode
  firstSort?: Sorting
  /** Buttons at the end of each row. */
  actions?: (row: Row) => ReactNode
  compact?: boolean
  selected?: string | undefined
}

/** From here on, rows out of sight are not drawn. */
const many = 120

/** Up, down, j, k, Home and End walk from row to row. */
function walk(event: KeyboardEvent<HTMLElement>) {
  const steps: Record<string, number> = {
    ArrowDown: 1,
    j: 1,
    ArrowUp: -1,
    k: -1,
    Home: Number.NEGATIVE_INFINITY,
    End: Number.POSITIVE_INFINITY,
  }
  const step = steps[event.key]
  if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return
  if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return
  const openers = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-opener]')]
  if (openers.length === 0) return
  const row = (event.target as HTMLElement).closest('[data-row]')
  const now = openers.findIndex((opener) => row?.contains(opener))
  openers[Math.max(0, Math.min(openers.length - 1, now + step))]?.focus()
  event.preventDefault()
}

export function DataTable<Row>({
  label,
  columns,
  rows,
  rowKey,
  onOpen,
  empty,
  firstSort,
  actions,
  compact,
  selected,
}: Props<Row>) {
  const t = useT(messages)
  const phone = useIsPhone()
  const [sorting, setSorting] = useState<Sorting | null>(firstSort ?? null)
  const shown = useMemo(() => sorted(rows, columns, sorting), [rows, columns, sorting])
  const box = useRef<HTMLElement>(null)
  const height = phone ? 60 : compact ? 28 : 36
  const long = shown.length > many
  const [range, setRange] = useState<Range>({ first: 0, last: 39 })
  const first = long ? Math.min(range.first, shown.length - 1) : 0
  const last = Math.min(long ? range.last : shown.length, shown.length - 1)
  const above = first * height
  const below = Math.max(0, shown.length - 1 - last) * height
  if (rows.length === 0 && empty) return <>{empty}</>

  const opener = (row: Row, inside: ReactNode) =>
    onOpen ? (
      <button type="button" className={styles.opener} data-opener onClick={() => onOpen(row)}>
        {inside}
      </button>
    ) : (
      inside
    )
  const visible = shown.slice(first, last + 1)
  const watcher = long && (
    <Suspense fallback={null}>
      <VirtualRange
        count={shown.length}
        height={height}
        top={box.current ? box.current.getBoundingClientRect().top + scrollY : 0}
        onRange={setRange}
      />
    </Suspense>
  )

  if (phone) {
    const [title, ...rest] = columns
    const details = rest.filter(({ wideOnly }) => !wideOnly)
    return (
      <>
        {watcher}
        <ul
          ref={box as RefObject<HTMLUListElement>}
          className={styles.list}
          aria-label={label}
          onKeyDown={walk}
          style={{ paddingTop: above, paddingBottom: below }}
        >
          {visible.map((row) => (
            <li
              key={rowKey(row)}
              data-row
              className={styles.item}
              data-selected={rowKey(row) === selected || undefined}
            >
              <div className={styles.itemBody}>
                <div className={styles.itemTitle}>{title && opener(row, title.cell(row))}</div>
                <dl className={styles.itemDetails}>
                  {details.map((column) => (
                    <div key={column.key}>
                      <dt className={column.figure ? '' : 'unseen'}>
                        {column.header}
                        {column.unit && ` (${column.unit})`}
                      </dt>
                      <dd>{column.cell(row)}</dd>
                    </div>
                  ))}
                </dl>
              </div>
              {actions && <div className={styles.itemActions}>{actions(row)}</div>}
            </li>
          ))}
        </ul>
      </>
    )
  }

  const ariaSort = (key: string) =>
    sorting?.key === key ? (sorting.down ? 'descending' : 'ascending') : undefined
  return (
    <div ref={box as RefObject<HTMLDivElement>} className={styles.box} data-compact={compact || undefined}>
      {watcher}
      <table className={styles.table} onKeyDown={walk} aria-rowcount={long ? shown.length + 1 : undefined}>
        <caption className="unseen">
          {label}, {t('table.rows', { count: shown.length })}
        </caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                data-figure={column.figure || undefined}
                aria-sort={ariaSort(column.key)}
                style={{ width: column.width }}
              >
                {column.sort ? (
                  <button
                    type="button"
                    className={styles.sort}
                    title={t('table.sort', { label: column.header })}
                    onClick={() =>
                      setSorting((now) => ({
                        key: column.key,
                        down: now?.key === column.key ? !now.down : Boolean(column.figure),
                      }))
                    }
                  >
                    {column.header}
                    {column.unit && <span className={styles.unit}> {column.unit}</span>}
                    {sorting?.key === column.key &&
                      (sorting.down ? (
                        <ChevronDown size={13} aria-hidden />
                      ) : (
                        <ChevronUp size={13} aria-hidden />
                      ))}
                  </button>
                ) : (
                  <>
                    {column.header}
                    {column.unit && <span className={styles.unit}> {column.unit}</span>}
                  </>
                )}
              </th>
            ))}
            {actions && (
              <th className={styles.actionsHead}>
                <span className="unseen">{t('more')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {above > 0 && (
            <tr aria-hidden>
              <td colSpan={columns.length + 1} style={{ height: above, padding: 0, border: 0 }} />
            </tr>
          )}
          {visible.map((row, index) => (
            <tr
              key={rowKey(row)}
              data-row
              data-open={onOpen ? '' : undefined}
              data-selected={rowKey(row) === selected || undefined}
              aria-rowindex={long ? first + index + 2 : undefined}
              onClick={(event) => {
                if (onOpen && !(event.target as HTMLElement).closest('a,button,input,label,[role=menuitem]'))
                  onOpen(row)
              }}
            >
              {columns.map((column, position) => (
                <td key={column.key} data-figure={column.figure || undefined}>
                  {position === 0 ? opener(row, column.cell(row)) : column.cell(row)}
                </td>
              ))}
              {actions && <td className={styles.actions}>{actions(row)}</td>}
            </tr>
          ))}
          {below > 0 && (
            <tr aria-hidden>
              <td colSpan={columns.length + 1} style={{ height: below, padding: 0, border: 0 }} />
            </tr>
          )}
        </tbody>
        {columns.some(({ total }) => total !== undefined) && (
          <tfoot>
            <tr>
              {columns.map((column, index) =>
                index === 0 ? (
                  <th key={column.key} scope="row">
                    {column.total ?? t('table.total')}
                  </th>
                ) : (
                  <td key={column.key} data-figure={column.figure || undefined}>
                    {column.total}
                  </td>
                ),
              )}
              {actions && <td />}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  )
}
