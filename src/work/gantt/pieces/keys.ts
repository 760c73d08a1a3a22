import type { KeyboardEvent } from 'react'
import type { Card } from '../../model.ts'
import type { Row } from '../model.ts'
import type { ColumnKey } from './columns.ts'

export type KeyContext = {
  rows: readonly Row[]
  line: number
  row: Row | undefined
  columns: readonly ColumnKey[]
  key: ColumnKey
  page: number
  focus: (id: string, key?: ColumnKey) => void
  toggle: (id: string) => void
  nudge: (row: Row, kind: 'move' | 'finish', days: number) => void
  startEdit: (id: string, key: ColumnKey) => void
  open: (card: Card) => void
  set: (id: string) => void
  zoom: (by: number) => void
  fit: () => void
  toToday: () => void
}

const editable: readonly ColumnKey[] = ['name', 'start', 'finish', 'duration', 'predecessors']

/** Everything a mouse does, by keys: arrows walk, Alt moves, Shift Alt stretches, letters for the rest. */
export function keyDeed(event: KeyboardEvent, c: KeyContext): (() => void) | undefined {
  const { row, rows, line } = c
  if (event.ctrlKey || event.metaKey) return undefined
  const to = (at: number) => {
    const next = rows[Math.max(0, Math.min(rows.length - 1, at))]
    return next && (() => c.focus(next.id))
  }
  const task = row?.kind === 'task' ? row : undefined
  if (event.altKey) {
    const way = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (!way || !row) return undefined
    return () => c.nudge(row, event.shiftKey ? 'finish' : 'move', way)
  }
  const folds = row && (row.kind === 'group' || row.parent)
  const at = c.columns.indexOf(c.key)
  const firstCell = c.columns.indexOf('name')
  switch (event.key) {
    case 'ArrowDown':
      return to(line + 1)
    case 'ArrowUp':
      return to(line < 0 ? 0 : line - 1)
    case 'PageDown':
      return to(line + c.page)
    case 'PageUp':
      return to(line - c.page)
    case 'Home':
      return to(0)
    case 'End':
      return to(rows.length - 1)
    case 'ArrowRight':
      if (folds && !row.open && at <= firstCell) return () => c.toggle(row.id)
      return row && c.columns[at + 1] ? () => c.focus(row.id, c.columns[at + 1]) : undefined
    case 'ArrowLeft':
      if (folds && row.open && at <= firstCell) return () => c.toggle(row.id)
      if (row && at <= firstCell) {
        // From a child to the line that holds it.
        for (let i = line - 1; i >= 0; i--) if (rows[i]!.depth < row.depth) return to(i)
      }
      return row && at > 0 ? () => c.focus(row.id, c.columns[at - 1]) : undefined
    case 'Enter':
      return task ? () => c.open(task.card) : row && (() => c.toggle(row.id))
    case ' ':
      return folds ? () => c.toggle(row.id) : undefined
    case 'F2':
      return task ? () => c.startEdit(task.id, editable.includes(c.key) ? c.key : 'name') : undefined
    case 'l':
      return task && (() => c.startEdit(task.id, 'predecessors'))
    case 'm':
      return task && (() => c.set(task.id))
    case '+':
    case '=':
      return () => c.zoom(1.5)
    case '-':
      return () => c.zoom(1 / 1.5)
    case '0':
      return c.fit
    case 't':
      return c.toToday
    default:
      return undefined
  }
}
