import { ChevronDown, ChevronRight, Plus } from 'lucide-react'
import { useT } from '#web/i18n.tsx'
import { messages } from '../messages.ts'
import type { Card, TaskDraft } from '../model.ts'
import { dropInto, sumOf, type ViewContext } from '../views/model.ts'
import type { Column } from '../views/pieces/columns.ts'
import type { Cards } from '../views/pieces/useCards.tsx'
import type { View } from '../views/pieces/useView.ts'
import { AddTask } from './AddTask.tsx'
import styles from './Table.module.css'
import { useSaySum } from './TableCell.tsx'
import type { TableItem } from './table.ts'

/** A task that is nothing yet: what would put it into a group is what it is born with. */
function draftIn(by: string, key: string, ctx: ViewContext, projectId: string): Partial<TaskDraft> | null {
  const blank = {
    assigneeIds: [],
    labelIds: [],
    fields: {},
    projectId,
    dueOn: null,
    startsOn: null,
  } as unknown as Card
  return dropInto(by, key, blank, ctx)
}

type Props = {
  item: Exclude<TableItem, { is: 'task' }>
  index: number
  columns: readonly Column[]
  cards: Cards
  view: View
  /** The group a dragged task hangs over. */
  over: string | null
  adding: string | null
  onAdding: (key: string | null) => void
}

/** The head of a group, with its sums; or the line where a task is added to it. */
export function TableGroup({ item, index, columns, cards, view, over, onAdding, adding }: Props) {
  const t = useT(messages)
  const sum = useSaySum()
  const by = view.spec.group ?? ''
  const key = item.is === 'head' ? item.group.key : item.group
  const projectId = cards.projectId ?? (by === 'project' ? key : null)
  const may = projectId !== null && cards.may('contribute', projectId)
  const draft = may && projectId ? draftIn(by, key, cards.ctx, projectId) : null
  if (item.is === 'add')
    return (
      <div className={styles.adding} data-index={index}>
        <AddTask
          label={t('task.add')}
          autoFocus
          onAdd={(...titles) =>
            cards.deeds.add(...titles.map((title) => ({ title, ...draft, ...(projectId && { projectId }) })))
          }
          onLeave={() => onAdding(null)}
        />
      </div>
    )
  const { group } = item
  const shut = view.folded.has(group.key)
  return (
    // biome-ignore lint/a11y/useSemanticElements: see the grid.
    // biome-ignore lint/a11y/useFocusableInteractive: the buttons inside take the focus.
    <div
      role="row"
      aria-rowindex={index + 2}
      className={`${styles.row} ${styles.group}`}
      data-index={index}
      data-over={over === group.key || undefined}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: see the grid. */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: see the row. */}
      <div role="rowheader" className={styles.groupName}>
        <button
          type="button"
          className={styles.fold}
          aria-expanded={!shut}
          aria-label={group.label}
          onClick={() => view.fold(group.key, !shut)}
        >
          {shut ? <ChevronRight size={15} aria-hidden /> : <ChevronDown size={15} aria-hidden />}
        </button>
        <span className={styles.groupLabel} data-colour={group.colour ?? undefined}>
          {group.label}
        </span>
        <span className={styles.groupCount}>{group.cards.length}</span>
        {draft && (
          <button
            type="button"
            className={styles.fold}
            aria-label={t('table.addIn', { name: group.label })}
            title={t('table.addIn', { name: group.label })}
            onClick={() => {
              if (shut) view.fold(group.key, false)
              onAdding(adding === group.key ? null : group.key)
            }}
          >
            <Plus size={14} aria-hidden />
          </button>
        )}
      </div>
      {columns.map((c, i) =>
        c.sums ? (
          // biome-ignore lint/a11y/useSemanticElements: see the grid.
          // biome-ignore lint/a11y/useFocusableInteractive: a sum is read, not written.
          <div key={c.key} role="gridcell" className={styles.cell} data-figure style={{ gridColumn: i + 3 }}>
            {sum(c, sumOf(group.cards, c.key, cards.ctx))}
          </div>
        ) : null,
      )}
    </div>
  )
}
