import { type RefObject, useCallback, useRef, useState } from 'react'
import type { Translate } from '#platform/i18n.ts'
import type { Card } from '../../model.ts'
import type { messages } from '../messages.ts'
import type { ColumnKey, LivePlan, Row, Tongue } from '../model.ts'
import { type Column, roomFor } from './columns.ts'
import { editValue, type Refusal, saveCell } from './edits.ts'
import { setLook } from './look.ts'
import type { Edit } from './Rows.tsx'
import type { GanttDeeds } from './state.ts'

type Cells = {
  scroller: RefObject<HTMLDivElement | null>
  rows: readonly Row[]
  columns: readonly Column[]
  withDrift: boolean
  byId: ReadonlyMap<string, Card>
  cards: readonly Card[]
  plan: LivePlan
  numbers: ReadonlyMap<string, number>
  tongue: Tongue
  t: Translate<typeof messages>
  refusal: Refusal
  deeds: GanttDeeds
  may: (card: Card) => boolean
  scrollTo: (line: number) => void
}
export type Active = { id: string; key: ColumnKey }

/** Which cell one stands on, and what one writes in it. */
export function useCells(c: Cells, active: Active | null, setActive: (to: Active) => void) {
  const [edit, setEdit] = useState<Edit | null>(null)
  const focusing = useRef(0)
  const focus = (id: string, key: ColumnKey = active?.key ?? 'name') => {
    setActive({ id, key })
    const line = c.rows.findIndex((r) => r.id === id)
    if (line >= 0) c.scrollTo(line)
    // Once the line is drawn; a fast hand may already be writing in a cell by then, and keeps it.
    const mine = ++focusing.current
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (mine !== focusing.current) return
        c.scroller.current
          ?.querySelector<HTMLElement>(`[data-row="${id}"] [data-key="${key}"]`)
          ?.focus({ preventScroll: true })
      }),
    )
  }
  const latest = useRef(c)
  latest.current = c
  return {
    edit,
    focus,
    pick: useCallback(
      (id: string, key: ColumnKey) => {
        setActive({ id, key })
        setEdit((e) => (e && (e.id !== id || e.key !== key) ? null : e))
      },
      [setActive],
    ),
    begin: useCallback(
      (id: string, key: ColumnKey) => {
        const { byId, may, columns, withDrift } = latest.current
        const card = byId.get(id)
        if (!card || !may(card)) return
        // What one writes in must be in sight.
        if (!columns.some((k) => k.key === key)) setLook({ left: roomFor(key, withDrift) })
        focusing.current++
        setActive({ id, key })
        setEdit({ id, key, value: editValue(card, key, latest.current) })
      },
      [setActive],
    ),
    save: (value: string) => {
      const card = edit && c.byId.get(edit.id)
      if (!edit || !card) return
      const error = value === edit.value ? null : saveCell({ ...c, card, key: edit.key, value })
      if (error) return setEdit({ ...edit, error })
      setEdit(null)
      focus(card.id, edit.key)
    },
    cancel: (id: string) => {
      setEdit(null)
      focus(id)
    },
  }
}
