import { ArrowDown, ArrowUp } from 'lucide-react'
import type { KeyboardEvent, PointerEvent } from 'react'
import { useT } from '#web/i18n.tsx'
import { messages } from '../messages.ts'
import { type Column, columnsOf } from '../views/pieces/columns.ts'
import type { Cards } from '../views/pieces/useCards.tsx'
import type { View } from '../views/pieces/useView.ts'
import styles from './Table.module.css'
import { TableAdd } from './TableAdd.tsx'

const least = 60
const widest = 600

/** Heads of columns: a press sorts, the edge is dragged (or moved by arrows) to widen, a head is dragged to its place. */
export function TableHead({
  columns,
  all,
  view,
  cards,
}: {
  columns: readonly Column[]
  all: readonly Column[]
  view: View
  /** Null where columns are not one’s to choose. */
  cards: Cards | null
}) {
  const t = useT(messages)
  const sort = view.spec.sort[0]
  const sortBy = (by: string) =>
    view.set({
      sort: sort?.by !== by ? [{ by, down: false }] : sort.down ? [] : [{ by, down: true }],
    })
  const set = (next: readonly Pick<Column, 'key' | 'width'>[]) =>
    view.set({ columns: next.map(({ key, width }) => ({ key, width })) })
  const widen = (key: string, width: number) =>
    set(
      columnsOf(view.spec, all).map((c) =>
        c.key === key ? { ...c, width: Math.round(Math.max(least, Math.min(widest, width))) } : c,
      ),
    )
  const put = (from: string, before: string) => {
    const moved = columns.find((c) => c.key === from)
    if (!moved || from === before) return
    const rest = columns.filter((c) => c.key !== from)
    const at = rest.findIndex((c) => c.key === before)
    set([...rest.slice(0, at), moved, ...rest.slice(at)])
  }
  const head = (key: string, label: string, by: string) => (
    <button
      type="button"
      className={styles.sorter}
      data-figure={columns.find((c) => c.key === key)?.figure}
      onClick={() => sortBy(by)}
    >
      {label}
      {sort?.by === by &&
        (sort.down ? <ArrowDown size={12} aria-hidden /> : <ArrowUp size={12} aria-hidden />)}
    </button>
  )
  const sorted = (by: string) =>
    sort?.by === by ? { 'aria-sort': sort.down ? ('descending' as const) : ('ascending' as const) } : {}
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the buttons inside take the focus.
    // biome-ignore lint/a11y/useSemanticElements: the lines below are drawn only in sight, so it is a grid of elements.
    <div role="row" aria-rowindex={1} className={`${styles.row} ${styles.heads}`}>
      {/* biome-ignore lint/a11y/useSemanticElements: see the row. */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: see the row. */}
      <div role="columnheader" className={styles.lead} {...sorted('number')}>
        {head('number', t('table.number'), 'number')}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: see the row. */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: see the row. */}
      <div role="columnheader" className={styles.title} {...sorted('title')}>
        {head('title', t('task.title'), 'title')}
      </div>
      {columns.map((c) => (
        // biome-ignore lint/a11y/useSemanticElements: see the row.
        // biome-ignore lint/a11y/useFocusableInteractive: see the row.
        <div
          key={c.key}
          role="columnheader"
          className={styles.head}
          draggable
          {...sorted(c.sort ?? c.key)}
          onDragStart={(e) => {
            e.dataTransfer.setData('text/x-column', c.key)
            e.dataTransfer.effectAllowed = 'move'
          }}
          onDragOver={(e) => e.dataTransfer.types.includes('text/x-column') && e.preventDefault()}
          onDrop={(e) => put(e.dataTransfer.getData('text/x-column'), c.key)}
        >
          {head(c.key, c.label, c.sort ?? c.key)}
          <Edge
            column={c}
            label={t('table.width', { name: c.label })}
            onWiden={(width) => widen(c.key, width)}
          />
        </div>
      ))}
      {cards && (
        // biome-ignore lint/a11y/useSemanticElements: see the row.
        // biome-ignore lint/a11y/useFocusableInteractive: see the row.
        <div role="columnheader" className={styles.plus}>
          <TableAdd
            cards={cards}
            hidden={all.filter(({ key }) => !columns.some((c) => c.key === key))}
            onAdd={(key) => set([...columns, { key, width: all.find((c) => c.key === key)?.width ?? 150 }])}
          />
        </div>
      )}
    </div>
  )
}

function Edge({
  column,
  label,
  onWiden,
}: {
  column: Column
  label: string
  onWiden: (width: number) => void
}) {
  const drag = (event: PointerEvent<HTMLElement>) => {
    event.preventDefault()
    event.stopPropagation()
    const from = event.clientX
    const handle = event.currentTarget
    handle.setPointerCapture(event.pointerId)
    const move = (e: globalThis.PointerEvent) => onWiden(column.width + e.clientX - from)
    const end = () => {
      handle.removeEventListener('pointermove', move)
      handle.removeEventListener('pointerup', end)
      handle.removeEventListener('pointercancel', end)
    }
    handle.addEventListener('pointermove', move)
    handle.addEventListener('pointerup', end)
    handle.addEventListener('pointercancel', end)
  }
  const key = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? 16 : event.key === 'ArrowLeft' ? -16 : 0
    if (!by) return
    event.preventDefault()
    onWiden(column.width + by)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved.
    <span
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={column.width}
      aria-valuemin={least}
      aria-valuemax={widest}
      tabIndex={0}
      className={styles.edge}
      onPointerDown={drag}
      onKeyDown={key}
    />
  )
}
