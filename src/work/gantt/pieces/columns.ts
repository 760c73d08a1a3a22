import { type ColumnKey, cellText, type Reading, type Row } from '../model.ts'

export type { ColumnKey } from '../model.ts'
export type Column = { key: ColumnKey; width: number; figure?: boolean; edit?: 'text' | 'date' }

const usual: readonly Column[] = [
  { key: 'number', width: 44, figure: true },
  { key: 'name', width: 236, edit: 'text' },
  { key: 'start', width: 110, edit: 'date' },
  { key: 'finish', width: 110, edit: 'date' },
  { key: 'duration', width: 66, figure: true, edit: 'text' },
  { key: 'predecessors', width: 104, edit: 'text' },
  { key: 'slack', width: 62, figure: true },
  { key: 'people', width: 120 },
]
const drift: Column = { key: 'drift', width: 66, figure: true }

/** The columns that the table has room for: what one would not see is not drawn. */
export function columnsIn(width: number, withDrift: boolean): Column[] {
  const all = withDrift ? usual.toSpliced(5, 0, drift) : usual
  const shown: Column[] = []
  let at = 0
  for (const column of all) {
    if (at >= width) break
    shown.push(column)
    at += column.width
  }
  return shown
}

/** How wide the table must be to show a column whole. */
export function roomFor(key: ColumnKey, withDrift: boolean): number {
  const all = columnsIn(Number.POSITIVE_INFINITY, withDrift)
  const at = all.findIndex((c) => c.key === key)
  return all.slice(0, at + 1).reduce((sum, c) => sum + c.width, 0)
}

/** On a phone: the name over its dates, the bar under both. */
export const phoneColumns: readonly Column[] = [
  { key: 'name', width: 0 },
  { key: 'start', width: 0 },
]
export const phoneTexts = (row: Row, r: Reading): string[] => [
  cellText('name', row, r),
  [cellText('start', row, r), cellText('finish', row, r)].filter(Boolean).join(' – '),
]
