import { Check, ChevronDown, ChevronRight } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import { useT } from '#web/i18n.tsx'
import { messages } from '../messages.ts'
import type { Card } from '../model.ts'
import type { Column } from '../views/pieces/columns.ts'
import styles from './Table.module.css'
import type { SayCell } from './TableCell.tsx'

type Props = {
  card: Card
  depth: number
  /** Subtasks shown or to be shown under it. */
  subtasks: number
  closed: boolean
  columns: readonly Column[]
  say: SayCell
  index: number
  /** The column the keyboard is in; −1: not in this line. */
  column: number
  editor: ReactNode
  selected: boolean
  selecting: boolean
  may: boolean
}

/** One line. It hears nothing by itself: the table hears for all its lines, so that a line costs a dozen elements. */
export const TableRow = memo(function TableRow(p: Props) {
  const t = useT(messages)
  const { card, column } = p
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: in a grid the cells take the focus.
    // biome-ignore lint/a11y/useSemanticElements: only the lines in sight are drawn, so the place of each must be told.
    <div
      role="row"
      aria-rowindex={p.index + 2}
      aria-selected={p.selected}
      className={styles.row}
      data-index={p.index}
      data-done={card.done || undefined}
      data-selected={p.selected || undefined}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: see the line. */}
      <div role="gridcell" className={styles.lead} data-lead tabIndex={-1}>
        {p.selecting && (
          <input
            type="checkbox"
            data-act="select"
            checked={p.selected}
            readOnly
            tabIndex={-1}
            aria-label={t('table.select', { title: card.title })}
          />
        )}
        <button
          type="button"
          className={styles.tick}
          data-act="tick"
          tabIndex={-1}
          aria-pressed={card.done}
          aria-label={`${t(card.done ? 'task.reopen' : 'task.finish')} : ${card.title}`}
          disabled={!p.may}
        >
          {card.done && <Check size={12} aria-hidden />}
        </button>
        <button
          type="button"
          className={styles.number}
          data-act="open"
          data-opener={card.id}
          draggable={p.may}
          tabIndex={-1}
          aria-label={`${t('list.open', { number: card.number })} : ${card.title}`}
        >
          {card.number}
        </button>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: see the line. */}
      <div
        role="gridcell"
        className={styles.title}
        data-column={0}
        tabIndex={column === 0 ? 0 : -1}
        style={p.depth ? { paddingLeft: 8 + p.depth * 20 } : undefined}
      >
        {p.subtasks > 0 && (
          <button
            type="button"
            className={styles.fold}
            data-act="fold"
            tabIndex={-1}
            aria-expanded={!p.closed}
            aria-label={t('table.subtasks', { title: card.title })}
          >
            {p.closed ? <ChevronRight size={14} aria-hidden /> : <ChevronDown size={14} aria-hidden />}
          </button>
        )}
        {column === 0 && p.editor ? p.editor : <span className={styles.name}>{card.title}</span>}
      </div>
      {p.columns.map((c, i) => {
        const here = column === i + 1
        if (here && p.editor)
          return (
            // biome-ignore lint/a11y/useSemanticElements: see the line.
            <div
              key={c.key}
              role="gridcell"
              className={styles.cell}
              data-column={i + 1}
              data-editing
              tabIndex={-1}
            >
              {p.editor}
            </div>
          )
        const said = p.say(card, c)
        return (
          // biome-ignore lint/a11y/useSemanticElements: see the line.
          <div
            key={c.key}
            role="gridcell"
            className={styles.cell}
            data-column={i + 1}
            data-figure={c.figure}
            data-tone={said.tone}
            title={said.title ?? (typeof said.text === 'string' ? said.text : undefined)}
            tabIndex={here ? 0 : -1}
          >
            {said.text}
            {said.tone === 'late' && c.key === 'due' && <span className="unseen">{t('task.late')}</span>}
          </div>
        )
      })}
    </div>
  )
})
