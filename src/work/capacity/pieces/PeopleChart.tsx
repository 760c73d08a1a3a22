import { useState } from 'react'
import { useFormats, useT } from '#web/i18n.tsx'
import { useIsPhone } from '#web/media.ts'
import { Sheet } from '#web/pieces/Sheet.tsx'
import type { PlanCalendar } from '../../scheduling/model.ts'
import { messages } from '../messages.ts'
import type { Axis, PersonTime } from '../model.ts'
import { CellSheet, TaskLines } from './CellSheet.tsx'
import type { Bar, BarPatch, Preview, Row } from './grid.ts'
import { LevelSheet } from './LevelSheet.tsx'
import { PeopleGrid } from './PeopleGrid.tsx'
import { PeoplePhone } from './PeoplePhone.tsx'
import { Legend } from './Tools.tsx'

type Props = {
  axis: Axis
  today: string
  rows: readonly Row[]
  /** Rows whose tasks are shown. */
  open: (row: Row) => boolean
  toggle?: (row: Row) => void
  /** On a phone: the tasks rather than the weeks. */
  tasksFirst: boolean
  preview: Preview
  setPreview: (preview: Preview) => void
  nameOf: (memberId: string) => string
  /** Under a task's title: its project. */
  lineOf: (id: string) => string | undefined
  /** A row as the sheet of a day or a week shows it, with what the chart leaves out. */
  whole?: (row: Row) => Row
  time: { people: readonly PersonTime[]; calendars: readonly PlanCalendar[] }
  /** Guests are not told who could take a task. */
  mayAsk: boolean
  onChange: (bar: Bar, patch: BarPatch, said: string) => unknown
  onBar: (bar: Bar) => void
}

/** People and their tasks over time, on a desk or on a phone, with the sheets that open from it. */
export function PeopleChart({ axis, rows, lineOf, onChange, ...o }: Props) {
  const t = useT(messages)
  const f = useFormats()
  const phone = useIsPhone()
  const [cell, setCell] = useState<{ row: string | null; column: number } | null>(null)
  const [undated, setUndated] = useState<string | null | undefined>(undefined)
  const [menu, setMenu] = useState<{ id: string; from: string | null } | null>(null)
  const rowOf = (id: string | null) => rows.find((r) => r.id === id)
  const cellRow = cell && rowOf(cell.row)
  const undatedRow = undated === undefined ? undefined : rowOf(undated)
  const menuBar = menu && rows.flatMap((r) => r.bars.concat(r.undated)).find((b) => b.id === menu.id)

  const commit = (bar: Bar, patch: BarPatch) => {
    const dates = f.period(patch.startsOn ?? bar.startsOn, patch.dueOn ?? bar.dueOn)
    const { title } = bar
    const said = !patch.assigneeIds
      ? t('moved', { title, dates })
      : patch.assigneeIds.length
        ? t('given', { title, name: f.list(patch.assigneeIds.map(o.nameOf)) })
        : t('freed', { title })
    void onChange(bar, patch, said)
  }
  const onBar = (bar: Bar) => {
    setCell(null)
    setMenu(null)
    setUndated(undefined)
    o.onBar(bar)
  }
  const onMenu = (bar: Bar, row: Row) => setMenu({ id: bar.id, from: row.id })
  const shared = { axis, lineOf, onBar, onMenu }
  const onCell = (row: Row, column: number) => setCell({ row: row.id, column })
  return (
    <>
      {phone ? (
        <PeoplePhone {...shared} rows={rows} tasksFirst={o.tasksFirst} onCell={onCell} />
      ) : (
        <>
          <PeopleGrid
            label={t('grid')}
            axis={axis}
            today={o.today}
            rows={rows}
            open={o.open}
            {...(o.toggle && { toggle: o.toggle })}
            preview={o.preview}
            setPreview={o.setPreview}
            commit={commit}
            onBar={onBar}
            onMenu={onMenu}
            onCell={onCell}
            onUndated={(row) => setUndated(row.id)}
          />
          <Legend />
        </>
      )}
      {cellRow && cell && (
        <CellSheet
          {...shared}
          row={o.whole ? o.whole(cellRow) : cellRow}
          column={cell.column}
          onClose={() => setCell(null)}
        />
      )}
      {undatedRow && (
        <Sheet
          opened
          onClose={() => setUndated(undefined)}
          title={`${undatedRow.name}, ${t('undated', { count: undatedRow.undated.length })}`}
        >
          <TaskLines
            lines={undatedRow.undated.map((bar) => ({ bar, id: bar.id }))}
            row={undatedRow}
            lineOf={lineOf}
            onBar={onBar}
            onMenu={onMenu}
          />
        </Sheet>
      )}
      {menuBar && menu && (
        <LevelSheet
          bar={menuBar}
          from={menu.from}
          time={o.time}
          mayAsk={o.mayAsk}
          onChange={(patch, said) => onChange(menuBar, patch, said)}
          onOpen={() => onBar(menuBar)}
          onClose={() => setMenu(null)}
        />
      )}
    </>
  )
}
