import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef } from 'react'
import { type Axis, draggedDates } from '../model.ts'
import { type Bar, type BarPatch, handed, type Preview, type Row } from './grid.ts'

type Drag = {
  bar: Bar
  row: string
  over: string
  x: number
  y: number
  edge: 'both' | 'start' | 'end'
  by: number
  begun: boolean
}
type Props = {
  box: RefObject<HTMLDivElement | null>
  axis: Axis
  rows: readonly Row[]
  setPreview: (preview: Preview) => void
  commit: (bar: Bar, patch: BarPatch) => void
  onMenu: (bar: Bar, row: Row) => void
}

export const nobody = 'nobody'
export const keyOf = (id: string | null) => id ?? nobody

/** A small tremble is a click. */
const tremble = 4
const edgeWidth = 7

/** Bars follow the hand day by day and row by row, and the load with them; Escape takes them back. */
export function useBarHand({ box, axis, rows, setPreview, commit, onMenu }: Props) {
  const drag = useRef<Drag | null>(null)
  const rowNamed = (key: string) => rows.find((r) => keyOf(r.id) === key)
  const find = (target: EventTarget | null) => {
    const element = (target as Element | null)?.closest<HTMLElement>('[data-bar]')
    const row = element && rowNamed(element.dataset.of ?? '')
    const bar = row?.bars.find((b) => b.id === element?.dataset.bar)
    return element && row && bar ? { element, row, bar } : undefined
  }
  const patchOf = (d: Drag): BarPatch => {
    const to = rowNamed(d.over)
    return {
      ...draggedDates(d.bar, d.edge, d.by),
      ...(to && d.over !== d.row && { assigneeIds: handed(d.bar, d.row === nobody ? null : d.row, to.id) }),
    }
  }
  const cancel = () => {
    drag.current = null
    setPreview(null)
  }

  useEffect(() => {
    const letGo = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'Escape' || !drag.current) return
      event.stopPropagation()
      drag.current = null
      setPreview(null)
    }
    addEventListener('keydown', letGo, true)
    return () => removeEventListener('keydown', letGo, true)
  }, [setPreview])

  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0 || event.pointerType === 'touch') return
    const found = find(event.target)
    if (!found?.bar.may) return
    const at = found.element.getBoundingClientRect()
    const x = event.clientX - at.left
    const edge =
      at.width < 3 * edgeWidth ? 'both' : x < edgeWidth ? 'start' : x > at.width - edgeWidth ? 'end' : 'both'
    const row = keyOf(found.row.id)
    drag.current = {
      bar: found.bar,
      row,
      over: row,
      x: event.clientX,
      y: event.clientY,
      edge,
      by: 0,
      begun: false,
    }
  }
  const onPointerMove = (event: PointerEvent) => {
    const d = drag.current
    if (!d) return
    if (!d.begun) {
      if (Math.hypot(event.clientX - d.x, event.clientY - d.y) < tremble) return
      d.begun = true
      box.current?.setPointerCapture(event.pointerId)
    }
    const by = Math.round((event.clientX - d.x) / axis.width)
    const under = document
      .elementsFromPoint(event.clientX, event.clientY)
      .map((e) => e.closest<HTMLElement>('[data-row]')?.dataset.row)
      .find(Boolean)
    const over = d.edge === 'both' ? (under ?? d.over) : d.row
    if (by === d.by && over === d.over) return
    d.by = by
    d.over = over
    setPreview({ id: d.bar.id, patch: patchOf(d) })
  }
  const onPointerUp = () => {
    const d = drag.current
    drag.current = null
    if (!d?.begun) return
    // The click that ends a drag opens nothing.
    const swallow = (click: Event) => click.stopPropagation()
    addEventListener('click', swallow, { capture: true, once: true })
    setTimeout(() => removeEventListener('click', swallow, true), 0)
    const patch = patchOf(d)
    setPreview(null)
    if (Object.keys(patch).length) commit(d.bar, patch)
  }
  const onKeyDown = (event: KeyboardEvent): boolean => {
    const found = find(event.target)
    if (!found?.bar.may) return false
    const { bar, row } = found
    if (event.key === 'm' && !event.ctrlKey && !event.metaKey) {
      onMenu(bar, row)
      return true
    }
    if (!event.altKey) return false
    const days = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (days) {
      commit(bar, draggedDates(bar, event.shiftKey ? 'end' : 'both', days))
      return true
    }
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (!step) return false
    const to = rows[rows.indexOf(row) + step]
    if (to) commit(bar, { assigneeIds: handed(bar, row.id, to.id) })
    return true
  }
  return { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: cancel, onKeyDown }
}
