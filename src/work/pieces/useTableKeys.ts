import type { KeyboardEvent } from 'react'
import type { TaskDraft } from '../model.ts'
import type { Column } from '../views/pieces/columns.ts'
import type { ViewProps } from '../views/pieces/ViewPage.tsx'
import { neighbour, type Spot, type TableItem } from './table.ts'

type Hand = Pick<ViewProps, 'cards' | 'view' | 'selection'> & {
  items: readonly TableItem[]
  at: number | undefined
  spot: Spot | null
  columns: readonly Column[]
  shownIds: () => readonly string[]
  closed: ReadonlySet<string>
  go: (index: number, column: number) => void
  edit: (index: number, column: number) => void
  fold: (id: string, shut: boolean) => void
  /** The value of this cell into the lines one chose. */
  fill: () => void
}

/** What « Suppr » leaves in a cell; undefined where a cell is never empty. */
function emptied(column: Column | undefined): Partial<TaskDraft> | undefined {
  if (!column) return undefined
  if (column.field)
    return column.field.kind === 'formula' ? undefined : { fields: { [column.field.id]: null } }
  const empties: Record<string, Partial<TaskDraft>> = {
    who: { assigneeIds: [] },
    label: { labelIds: [] },
    due: { dueOn: null },
    start: { startsOn: null },
    deadline: { deadlineOn: null },
    action: { actionId: null },
    estimate: { estimateMinutes: null },
    importance: { importance: 0 },
    urgency: { urgency: 0 },
    progress: { progress: 0 },
  }
  return empties[column.key]
}

/**
 * The hand on the keyboard, as in a spreadsheet: arrows walk (with Shift they take along), Enter writes, Tab goes on,
 * « Suppr » empties; o opens, x takes or lets go, f finishes, Alt with left and right makes a subtask or a task again.
 */
export function useTableKeys(h: Hand) {
  return (event: KeyboardEvent<HTMLElement>) => {
    const target = event.target as HTMLElement
    if (target.matches('input:not([type="checkbox"]), select, textarea') || event.nativeEvent.isComposing)
      return
    const mod = event.ctrlKey || event.metaKey
    if (mod && event.key === 'a') {
      event.preventDefault()
      return h.selection.only(h.shownIds())
    }
    if (event.key === 'Escape' && h.selection.ids.size) {
      event.preventDefault()
      return h.selection.clear()
    }
    const inCell = target.closest('[data-column]')
    if (!inCell || target.matches('button, a')) return
    const index = h.at ?? Number(target.closest<HTMLElement>('[data-index]')?.dataset.index)
    const item = h.items[index]
    if (item?.is !== 'task') return
    const column = h.spot && h.at !== undefined ? h.spot.column : 0
    const { card } = item
    const may = h.cards.may('contribute', card)
    const deed = (() => {
      const walk = (by: number) => () => {
        const next = neighbour(h.items, index, by)
        const to = h.items[next]
        if (event.shiftKey && to?.is === 'task') {
          if (!h.selection.has(card.id)) h.selection.toggle(card.id)
          h.selection.toggle(to.card.id, h.shownIds())
        }
        h.go(next, column)
      }
      if (event.altKey) {
        if (!may) return undefined
        if (event.key === 'ArrowRight') {
          const above = h.items.slice(0, index).findLast((i) => i.is === 'task' && i.depth === item.depth)
          if (above?.is !== 'task' || above.card.projectId !== card.projectId) return undefined
          return () => void h.cards.deeds.amend(card, { parentId: above.card.id })
        }
        if (event.key === 'ArrowLeft' && card.parentId) {
          const up = h.cards.ctx.byId.get(card.parentId)
          return () => void h.cards.deeds.amend(card, { parentId: up?.parentId ?? null })
        }
        return undefined
      }
      if (mod && event.key === 'd' && column > 0 && h.selection.has(card.id)) return h.fill
      if (mod && event.key !== 'Home' && event.key !== 'End') return undefined
      switch (event.key) {
        case 'ArrowDown':
          return walk(1)
        case 'ArrowUp':
          return walk(-1)
        case 'PageDown':
          return walk(15)
        case 'PageUp':
          return walk(-15)
        case 'ArrowRight':
          return column === 0 && item.children && h.closed.has(card.id)
            ? () => h.fold(card.id, false)
            : () => h.go(index, column + 1)
        case 'ArrowLeft':
          return column === 0
            ? item.children
              ? () => h.fold(card.id, true)
              : undefined
            : () => h.go(index, column - 1)
        case 'Home':
          return () => h.go(mod ? neighbour(h.items, -1, 1) : index, 0)
        case 'End':
          return () =>
            h.go(mod ? neighbour(h.items, h.items.length, -1) : index, mod ? column : h.columns.length)
        case 'Enter':
        case 'F2':
          return () => h.edit(index, column)
        case 'Tab': {
          const next = column + (event.shiftKey ? -1 : 1)
          return next < 0 || next > h.columns.length ? undefined : () => h.go(index, next)
        }
        case 'Delete':
        case 'Backspace': {
          const patch = emptied(h.columns[column - 1])
          return may && patch ? () => void h.cards.deeds.amend(card, patch) : undefined
        }
        case 'o':
          return () => h.view.show(card)
        case 'x':
          return () => h.selection.toggle(card.id)
        case 'f':
          return may ? () => void h.cards.deeds.complete(card, !card.done) : undefined
        default:
          return undefined
      }
    })()
    if (!deed) return
    event.preventDefault()
    event.stopPropagation()
    deed()
  }
}
