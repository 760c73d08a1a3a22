// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold a virtual tree with a chart beside it.
import { useT } from '#web/i18n.tsx'
import type { Card } from '../../model.ts'
import { messages } from '../messages.ts'
import { type Axis, barOf, type ColumnKey, cellText, type Reading, type Row } from '../model.ts'
import { type Column, phoneColumns, phoneTexts } from './columns.ts'
import styles from './Gantt.module.css'
import { type Edit, RowLine } from './Rows.tsx'
import { stateSaid } from './said.ts'

type Props = {
  shown: readonly { index: number }[]
  rows: readonly Row[]
  rowHeight: number
  width: number
  axis: Axis
  today: number
  critical: boolean
  columns: readonly Column[]
  reading: Reading
  phone: boolean
  active: { id: string; key: ColumnKey } | null
  edit: Edit | null
  may: (card: Card) => boolean
  onToggle: (id: string) => void
  onPick: (id: string, key: ColumnKey) => void
  onEdit: (id: string, key: ColumnKey) => void
  onSave: (value: string) => void
  onCancel: (id: string) => void
}

/** The lines of the table that are near the eye. */
export function Lines({ shown, rows, rowHeight, columns, reading, phone, active, ...p }: Props) {
  const t = useT(messages)
  return (
    <div role="rowgroup" className={styles.table} style={{ width: p.width, height: rows.length * rowHeight }}>
      {shown.map(({ index }, place) => {
        const row = rows[index]
        if (!row) return null
        const texts = phone ? phoneTexts(row, reading) : columns.map((c) => cellText(c.key, row, reading))
        const bar = barOf(row, reading.places, p.axis, p.today)
        const drift = texts[columns.findIndex((c) => c.key === 'drift')]
        return (
          <RowLine
            key={row.id}
            row={row}
            index={index}
            top={index * rowHeight}
            height={rowHeight}
            columns={phone ? phoneColumns : columns}
            texts={texts}
            state={stateSaid(t, row, bar, p.critical)}
            late={Boolean(bar?.late)}
            drifted={drift?.startsWith('+') ? 'later' : drift?.startsWith('−') ? 'sooner' : null}
            active={active?.id === row.id ? active.key : place === 0 && !active ? 'name' : null}
            edit={p.edit?.id === row.id ? p.edit : null}
            may={row.kind === 'task' && p.may(row.card) && !phone}
            onToggle={p.onToggle}
            onPick={p.onPick}
            onEdit={p.onEdit}
            onSave={p.onSave}
            onCancel={() => p.onCancel(row.id)}
          />
        )
      })}
    </div>
  )
}
