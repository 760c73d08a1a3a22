import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import { useT } from '#web/i18n.tsx'
import { dayNumber } from '../../scheduling/model.ts'
import { messages } from '../messages.ts'
import { type Axis, columnsOf } from '../model.ts'
import { GridHead } from './GridHead.tsx'
import { GridRow } from './GridRow.tsx'
import { type Bar, type BarPatch, heightOf, lay, type Preview, type Row } from './grid.ts'
import styles from './People.module.css'
import { keyOf, useBarHand } from './useBarHand.ts'
import { oneStop, walk } from './walk.ts'

export type GridProps = {
  label: string
  axis: Axis
  today: string
  rows: readonly Row[]
  /** Rows whose tasks are shown. */
  open: (row: Row) => boolean
  toggle?: (row: Row) => void
  /** The change under the hand, already in the rows given. */
  preview: Preview
  setPreview: (preview: Preview) => void
  commit: (bar: Bar, patch: BarPatch) => void
  onBar: (bar: Bar) => void
  onMenu: (bar: Bar, row: Row) => void
  onCell: (row: Row, column: number) => void
  /** Without it they are counted, not shown. */
  onUndated?: (row: Row) => void
}

/** People against time: a strip of load each, and their tasks as bars. Only the rows in sight are drawn. */
export function PeopleGrid(props: GridProps) {
  const { label, axis, today, rows, open, preview } = props
  const t = useT(messages)
  const box = useRef<HTMLDivElement>(null)
  const hand = useBarHand({ ...props, box })
  const laid = useMemo(
    () => rows.map((row) => (open(row) ? lay(row.bars, axis) : undefined)),
    [rows, axis, open],
  )
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: (i) => heightOf(laid[i]),
    getItemKey: (i) => keyOf(rows[i]!.id),
    overscan: 4,
    scrollPaddingStart: 48,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: heights follow from the lanes.
  useLayoutEffect(() => virtual.measure(), [laid])
  useEffect(() => {
    if (box.current) oneStop(box.current)
  })
  const key = (event: KeyboardEvent) => {
    if (!box.current || event.defaultPrevented) return
    const bare = !event.altKey && !event.ctrlKey && !event.metaKey
    if (hand.onKeyDown(event) || (bare && walk(box.current, event.key))) event.preventDefault()
  }
  const width = axis.count * axis.width
  const hours = rows.some((row) => row.load)
  return (
    <section
      ref={box}
      className={styles.grid}
      aria-label={label}
      data-dragging={preview ? '' : undefined}
      onKeyDown={key}
      onFocus={(event) => {
        const stop = (event.target as HTMLElement).closest<HTMLElement>('[data-stop]')
        if (stop && box.current) oneStop(box.current, stop)
      }}
      onPointerDown={hand.onPointerDown}
      onPointerMove={hand.onPointerMove}
      onPointerUp={hand.onPointerUp}
      onPointerCancel={hand.onPointerCancel}
    >
      <p className="unseen">{t(hours ? 'grid.keys' : 'grid.keys.look')}</p>
      <GridHead axis={axis} today={today} hours={hours} />
      <div
        className={styles.rows}
        style={{ height: virtual.getTotalSize(), width: `calc(var(--who) + ${width}px)` }}
      >
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index]
          if (!row) return null
          return (
            <GridRow
              key={item.key}
              {...props}
              row={row}
              laid={laid[item.index]}
              top={item.start}
              height={item.size}
              columns={columnsOf(axis)}
              todayAt={dayNumber(today) - axis.from}
            />
          )
        })}
      </div>
    </section>
  )
}
