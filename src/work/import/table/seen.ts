import type { TableSeen } from '../model.ts'
import { type DateOrder, readDate } from '../reading/dates.ts'
import type { CellOf } from '../reading/xlsx.ts'
import type { Column } from './board.ts'
import { readsAsDate, readTimeline, textOf } from './columns.ts'
import type { Tables } from './sheets.ts'

/** How a table was understood, for people to check: its columns with samples, and its dates as they were read. */
export function tableSeen(
  tables: Tables,
  sheet: string,
  header: number,
  columns: readonly Column[],
  rows: readonly (readonly CellOf[])[],
  order: DateOrder,
  doubt: boolean,
): TableSeen {
  return {
    sheets: tables.sheets.map((s) => s.name),
    sheet,
    headerRow: header + 1,
    separator: tables.separator,
    encoding: tables.encoding,
    dateOrder: order,
    dateDoubt: doubt,
    rows: rows.length,
    columns: columns.map((c, i) => {
      const cells = [...new Map(rows.map((r) => [textOf(r[i]), r[i]])).entries()]
        .filter(([t]) => t !== '')
        .slice(0, 3)
        .map(([, cell]) => cell)
      return {
        heading: c.heading,
        target: c.target,
        samples: cells.map((cell) => textOf(cell).slice(0, 80)),
        read: readsAsDate(c.target)
          ? cells.map((cell) => {
              const timeline = c.target === 'timeline' ? readTimeline(cell, order) : null
              return timeline
                ? `${timeline.from.day} – ${timeline.to.day}`
                : (readDate(cell, order)?.day ?? null)
            })
          : [],
      }
    }),
  }
}
