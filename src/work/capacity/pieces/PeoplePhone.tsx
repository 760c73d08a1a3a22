import { useState } from 'react'
import { useFormats, useT } from '#web/i18n.tsx'
import { Person } from '#web/pieces/Person.tsx'
import { Meter } from '#web/pieces/Progress.tsx'
import { dayOfNumber } from '../../scheduling/model.ts'
import { messages } from '../messages.ts'
import { type Axis, byColumn, fullnessOf, overByColumn } from '../model.ts'
import { TaskLines } from './CellSheet.tsx'
import type { Bar, Row } from './grid.ts'
import styles from './People.module.css'
import { keyOf } from './useBarHand.ts'

/** How many weeks a phone shows before one asks for more. */
const weeksShown = 4

/** On a phone: each person with their weeks, and their tasks on demand. */
export function PeoplePhone({
  rows,
  axis,
  tasksFirst,
  lineOf,
  onBar,
  onMenu,
  onCell,
}: {
  rows: readonly Row[]
  /** Of weeks. */
  axis: Axis
  /** The tasks rather than the weeks. */
  tasksFirst: boolean
  lineOf?: (id: string) => string | undefined
  onBar: (bar: Bar) => void
  onMenu: (bar: Bar, row: Row) => void
  onCell: (row: Row, column: number) => void
}) {
  const t = useT(messages)
  return (
    <ul className={styles.people}>
      {rows.map((row) => (
        <li key={keyOf(row.id)} className={`card ${styles.person}`}>
          <div className="spread">
            <Person name={row.name} line={t('tasks', { count: row.bars.filter((b) => !b.done).length })} />
          </div>
          {row.load && <Weeks row={row} axis={axis} onCell={onCell} />}
          {tasksFirst && <Tasks row={row} {...(lineOf ? { lineOf } : {})} onBar={onBar} onMenu={onMenu} />}
        </li>
      ))}
    </ul>
  )
}

function Weeks({ row, axis, onCell }: { row: Row; axis: Axis; onCell: (row: Row, column: number) => void }) {
  const t = useT(messages)
  const f = useFormats()
  const planned = byColumn(row.load?.planned ?? [], axis.each)
  const capacity = byColumn(row.load?.capacity ?? [], axis.each)
  const over = row.load ? overByColumn(row.load, axis) : []
  return (
    <ul className={styles.weeks}>
      {planned.slice(0, weeksShown).map((minutes, c) => {
        const can = capacity[c] ?? 0
        const full = (over[c] ?? 0) > 0 ? 'over' : fullnessOf(minutes, can)
        const word =
          full === 'over'
            ? t('over.by', { hours: f.duration(over[c] ?? 0) })
            : full === 'off'
              ? t('full.off')
              : t('free.by', { hours: f.duration(can - minutes) })
        return (
          <li key={c}>
            <button type="button" className={styles.weekline} onClick={() => onCell(row, c)}>
              <span>{t('week', { date: f.date(dayOfNumber(axis.from + c * axis.each)) })}</span>
              <span className={full === 'over' ? styles.over : 'muted'}>{word}</span>
              <span data-meter>
                <Meter
                  ratio={can ? minutes / can : minutes ? 1 : 0}
                  tone={full === 'over' ? 'bad' : 'good'}
                  label={t('weekload', { planned: f.duration(minutes), capacity: f.duration(can) })}
                />
              </span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}

function Tasks({
  row,
  lineOf,
  onBar,
  onMenu,
}: {
  row: Row
  lineOf?: (id: string) => string | undefined
  onBar: (bar: Bar) => void
  onMenu: (bar: Bar, row: Row) => void
}) {
  const t = useT(messages)
  const [all, setAll] = useState(false)
  const open = row.bars
    .filter((b) => !b.done)
    .toSorted((a, b) => ((a.dueOn ?? a.startsOn ?? '') < (b.dueOn ?? b.startsOn ?? '') ? -1 : 1))
  const shown = all ? open : open.slice(0, 5)
  return (
    <>
      <TaskLines
        lines={shown.map((bar) => ({ bar, id: bar.id }))}
        row={row}
        {...(lineOf ? { lineOf } : {})}
        onBar={onBar}
        onMenu={onMenu}
      />
      {open.length > shown.length && (
        <button type="button" className={styles.weekline} onClick={() => setAll(true)}>
          {t('show', { who: row.name })}
        </button>
      )}
    </>
  )
}
