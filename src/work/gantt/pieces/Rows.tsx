// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold a virtual tree with a chart beside it.
import { ChevronDown, ChevronRight } from 'lucide-react'
import { memo, useEffect, useRef } from 'react'
import { useT } from '#web/i18n.tsx'
import { BareDate } from '#web/pieces/DateInput.tsx'
import { messages } from '../messages.ts'
import type { Row } from '../model.ts'
import type { Column, ColumnKey } from './columns.ts'
import styles from './Gantt.module.css'

export type Edit = { id: string; key: ColumnKey; value: string; error?: string }

type Props = {
  row: Row
  index: number
  top: number
  height: number
  columns: readonly Column[]
  texts: readonly string[]
  /** What a screen reader hears beyond the cells: critical, late, done, dates worked out. */
  state: string
  late: boolean
  drifted: 'later' | 'sooner' | null
  active: ColumnKey | null
  edit: Edit | null
  may: boolean
  onToggle: (id: string) => void
  onPick: (id: string, key: ColumnKey) => void
  onEdit: (id: string, key: ColumnKey) => void
  onSave: (value: string) => void
  onCancel: () => void
}

/** A line of the table. Its cells are plain text until one writes in them. */
export const RowLine = memo(function RowLine(p: Props) {
  const t = useT(messages)
  const { row, columns } = p
  const task = row.kind === 'task'
  const folds = task ? row.parent : true
  return (
    <div
      role="row"
      tabIndex={-1}
      className={styles.row}
      aria-rowindex={p.index + 2}
      aria-level={row.depth + 1}
      {...(folds && { 'aria-expanded': row.open })}
      data-row={row.id}
      data-group={!task || undefined}
      data-parent={(task && row.parent) || undefined}
      data-active={p.active !== null || undefined}
      data-done={(task && row.card.done) || undefined}
      style={{ transform: `translateY(${p.top}px)`, height: p.height }}
    >
      {columns.map((column, i) => {
        const editing = p.edit?.key === column.key ? p.edit : null
        const focused = p.active === column.key
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys of the grid are heard on the grid itself.
          <div
            key={column.key}
            role="gridcell"
            className={styles.cell}
            style={{
              width: column.width,
              ...(column.key === 'name' && { paddingLeft: 8 + row.depth * 16 + (folds ? 0 : 18) }),
            }}
            tabIndex={focused && !editing ? 0 : -1}
            data-key={column.key}
            data-figure={column.figure || undefined}
            data-late={(column.key === 'finish' && p.late) || undefined}
            data-drift={(column.key === 'drift' && p.drifted) || undefined}
            onClick={() =>
              focused && column.edit && p.may && !editing
                ? p.onEdit(row.id, column.key)
                : p.onPick(row.id, column.key)
            }
            {...(column.key === 'name' && p.state && { 'aria-description': p.state })}
          >
            {column.key === 'name' && folds && (
              <button
                type="button"
                tabIndex={-1}
                className={styles.fold}
                aria-label={t(row.open ? 'row.close' : 'row.open', { title: p.texts[i] ?? '' })}
                onClick={(event) => {
                  event.stopPropagation()
                  p.onToggle(row.id)
                }}
              >
                {row.open ? <ChevronDown size={14} aria-hidden /> : <ChevronRight size={14} aria-hidden />}
              </button>
            )}
            {editing ? (
              <Editor
                edit={editing}
                column={column}
                label={t(`col.${column.key}`)}
                onSave={p.onSave}
                onCancel={p.onCancel}
              />
            ) : (
              p.texts[i]
            )}
          </div>
        )
      })}
    </div>
  )
})

/** Enter and leaving save, Escape takes back. What cannot be read is said, and stays to be mended. */
function Editor({
  edit,
  column,
  label,
  onSave,
  onCancel,
}: {
  edit: Edit
  column: Column
  label: string
  onSave: (value: string) => void
  onCancel: () => void
}) {
  const input = useRef<HTMLInputElement>(null)
  const left = useRef(false)
  useEffect(() => {
    input.current?.focus()
    input.current?.select()
  }, [])
  // Refused, one is still writing: leaving saves again.
  useEffect(() => {
    if (edit.error) left.current = false
  }, [edit.error])
  const said = edit.error && (
    <span id="gantt-edit-error" role="alert" className={styles.error}>
      {edit.error}
    </span>
  )
  if (column.edit === 'date')
    return (
      <>
        <BareDate
          autoFocus
          className={styles.editor}
          data-day
          aria-label={label}
          value={edit.value || null}
          onChange={(day) => {
            left.current = true
            onSave(day ?? '')
          }}
          // What is not understood is not written.
          onLeave={(leave) => {
            if (!left.current && (leave() === undefined || !left.current)) onSave(edit.value)
          }}
          onKey={(event, leave) => {
            event.stopPropagation()
            if (event.key === 'Escape') {
              left.current = true
              onCancel()
              return true
            }
            if (event.key !== 'Enter') return false
            if (leave() !== undefined && !left.current) onSave(edit.value)
            return true
          }}
        />
        {said}
      </>
    )
  return (
    <>
      <input
        ref={input}
        className={styles.editor}
        defaultValue={edit.value}
        aria-label={label}
        aria-invalid={edit.error ? true : undefined}
        {...(edit.error && { 'aria-errormessage': 'gantt-edit-error' })}
        onClick={(event) => event.stopPropagation()}
        onBlur={(event) => {
          if (!left.current) onSave(event.currentTarget.value)
        }}
        onKeyDown={(event) => {
          event.stopPropagation()
          if (event.key === 'Enter') {
            left.current = true
            onSave(event.currentTarget.value)
          }
          if (event.key === 'Escape') {
            left.current = true
            onCancel()
          }
        }}
      />
      {said}
    </>
  )
}
