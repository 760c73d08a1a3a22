import type { ClipboardEvent } from 'react'
import { useT } from '#web/i18n.tsx'
import { tell } from '#web/undo.tsx'
import { messages } from '../messages.ts'
import type { Card, TaskDraft } from '../model.ts'
import type { Column } from '../views/pieces/columns.ts'
import type { ViewProps } from '../views/pieces/ViewPage.tsx'
import { isRead } from './TableEditor.tsx'
import type { Spot, TableItem } from './table.ts'
import { cardsOf } from './table.ts'
import { cellPatch, cellText, readBlock, writeBlock } from './tableCells.ts'

type Hand = Pick<ViewProps, 'cards' | 'selection'> & {
  items: readonly TableItem[]
  /** The line the keyboard is in, and its cell. */
  at: number | undefined
  spot: Spot | null
  columns: readonly Column[]
}

const writes = (target: EventTarget) => (target as HTMLElement).matches('input, select, textarea')

/**
 * Cells as in a spreadsheet: copied (the one the keyboard is in, or all of the lines one chose), pasted (a block from a
 * spreadsheet too, one value into all lines chosen), filled down. Whatever the block, it is one deed and one Ctrl-Z.
 */
export function useTableBlock({ cards, selection, items, at, spot, columns }: Hand) {
  const t = useT(messages)
  const { ctx, deeds } = cards
  const item = at === undefined ? undefined : items[at]
  const here = item?.is === 'task' && spot ? item.card : undefined
  const columnAt = (n: number): Column | null | undefined => (n === 0 ? null : columns[n - 1])
  const chosen = () => cardsOf(items).filter((c) => selection.has(c.id))

  function write(cells: readonly { card: Card; column: Column | null | undefined; text: string }[]) {
    const changes = new Map<string, { card: Card; patch: Partial<TaskDraft> }>()
    let refused = 0
    for (const { card, column, text } of cells) {
      if (column === undefined) continue
      if (text === cellText(card, column, ctx)) continue
      const patch =
        isRead(column) || !cards.may('contribute', card) ? undefined : cellPatch(card, column, text, ctx)
      if (!patch) refused += 1
      else {
        const before = changes.get(card.id)?.patch
        const fields = (before?.fields || patch.fields) && { ...before?.fields, ...patch.fields }
        changes.set(card.id, { card, patch: { ...before, ...patch, ...(fields && { fields }) } })
      }
    }
    if (refused) tell(t('table.refused', { count: refused }), 'bad')
    const [first, ...others] = changes.values()
    if (first) void (others.length ? deeds.each([first, ...others]) : deeds.amend(first.card, first.patch))
  }

  return {
    onCopy: (event: ClipboardEvent) => {
      if (writes(event.target) || !here || !spot) return
      event.preventDefault()
      const rows = chosen()
      const block = rows.length
        ? rows.map((c) => [null, ...columns].map((column) => cellText(c, column, ctx)))
        : [[cellText(here, columnAt(spot.column) ?? null, ctx)]]
      event.clipboardData.setData('text/plain', writeBlock(block))
      tell(t('table.copied', { count: block.flat().length }))
    },
    onPaste: (event: ClipboardEvent) => {
      if (writes(event.target) || !here || !spot) return
      event.preventDefault()
      const block = readBlock(event.clipboardData.getData('text/plain'))
      const [[only = ''] = []] = block
      if (block.length === 1 && block[0]?.length === 1) {
        const into = selection.has(here.id) ? chosen() : [here]
        return write(into.map((card) => ({ card, column: columnAt(spot.column), text: only })))
      }
      const below = items.slice(at).flatMap((i) => (i.is === 'task' ? [i.card] : []))
      write(
        block.flatMap((row, r) => {
          const card = below[r]
          return card ? row.map((text, c) => ({ card, column: columnAt(spot.column + c), text })) : []
        }),
      )
    },
    /** The value of the cell one is in, into the same column of every line chosen. */
    fill: () => {
      if (!here || !spot) return
      const column = columnAt(spot.column)
      if (column === undefined) return
      const text = cellText(here, column, ctx)
      write(chosen().flatMap((card) => (card.id === here.id ? [] : [{ card, column, text }])))
    },
  }
}
