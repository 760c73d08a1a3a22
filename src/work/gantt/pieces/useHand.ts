import {
  type PointerEvent as ReactPointerEvent,
  type RefObject,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react'
import type { Card } from '../../model.ts'
import { type LinkKind, minutesPerDay } from '../../scheduling/model.ts'
import {
  type Axis,
  barOf,
  type Gesture,
  hourly,
  instantOfX,
  isPlaced,
  kindBetween,
  type LivePlan,
  type Places,
  type Row,
  snapped,
} from '../model.ts'
import type { Hand } from './hand.ts'
import { leavesUnder, tryGesture } from './tries.ts'

export type HandContext = {
  svg: RefObject<SVGSVGElement | null>
  scroller: RefObject<HTMLDivElement | null>
  rows: readonly Row[]
  axis: Axis
  rowHeight: number
  barTop: number
  barHeight: number
  plan: LivePlan
  places: Places
  cards: readonly Card[]
  today: number
  may: (card: Card) => boolean
  refusal: (why: 'cycle' | 'twice' | 'itself' | 'elsewhere', names?: string) => string
  onActive: (id: string) => void
  onDone: (hand: Hand) => void
}

type Grip = {
  pointer: number
  x0: number
  y0: number
  clientX: number
  clientY: number
  moved: boolean
  pan: { left: number; top: number } | null
  make: (x: number, y: number) => Hand | null
}

/** Mouse and pen: move, pull an end, pull a link, draw dates, push the page. Touch scrolls; there a sheet moves bars. */
export function useHand(context: HandContext) {
  const now = useRef(context)
  now.current = context
  const [hand, setHand] = useState<Hand | null>(null)
  const held = useRef<Hand | null>(null)
  const grip = useRef<Grip | null>(null)
  const frame = useRef(0)
  const [over, setOver] = useState<string | null>(null)
  const justDragged = useRef(false)

  const put = useCallback((next: Hand | null) => {
    held.current = next
    setHand(next)
  }, [])
  const at = useCallback((clientX: number, clientY: number) => {
    const box = now.current.svg.current!.getBoundingClientRect()
    return { x: clientX - box.left, y: clientY - box.top }
  }, [])

  const tick = useCallback(() => {
    const g = grip.current
    if (!g) return
    const { scroller } = now.current
    const box = scroller.current?.getBoundingClientRect()
    if (box && scroller.current && !g.pan && g.moved) {
      // Near an edge, the page comes along.
      const edge = 36
      const way = (v: number, from: number, to: number) => (v > to - edge ? 1 : v < from + edge ? -1 : 0)
      scroller.current.scrollLeft += way(g.clientX, Math.min(g.x0, box.left + 200), box.right) * 12
      if (held.current?.kind === 'link')
        scroller.current.scrollTop += way(g.clientY, box.top + 30, box.bottom) * 8
    }
    if (g.pan && scroller.current) {
      scroller.current.scrollLeft = g.pan.left - (g.clientX - g.x0)
      scroller.current.scrollTop = g.pan.top - (g.clientY - g.y0)
    } else if (g.moved) {
      const { x, y } = at(g.clientX, g.clientY)
      const next = g.make(x, y)
      if (next && next !== held.current) put(next)
    }
    frame.current = requestAnimationFrame(tick)
  }, [put, at])

  const release = useCallback(
    (keep: boolean) => {
      cancelAnimationFrame(frame.current)
      const g = grip.current
      grip.current = null
      const done = held.current
      put(null)
      justDragged.current = Boolean(g?.moved)
      if (keep && done && g?.moved) now.current.onDone(done)
    },
    [put],
  )
  useEffect(() => {
    const move = (event: PointerEvent) => {
      const g = grip.current
      if (!g || event.pointerId !== g.pointer) return
      g.clientX = event.clientX
      g.clientY = event.clientY
      if (Math.hypot(g.clientX - g.x0, g.clientY - g.y0) > 3) g.moved = true
    }
    const up = (event: PointerEvent) => {
      const g = grip.current
      if (!g || event.pointerId !== g.pointer) return
      g.clientX = event.clientX
      g.clientY = event.clientY
      // What the hand did since the last frame still counts.
      if (g.moved && !g.pan) {
        const { x, y } = at(g.clientX, g.clientY)
        held.current = g.make(x, y) ?? held.current
      }
      release(event.type === 'pointerup')
    }
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !grip.current) return
      event.preventDefault()
      event.stopPropagation()
      release(false)
    }
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', up)
    window.addEventListener('pointercancel', up)
    window.addEventListener('keydown', key, true)
    return () => {
      cancelAnimationFrame(frame.current)
      window.removeEventListener('pointermove', move)
      window.removeEventListener('pointerup', up)
      window.removeEventListener('pointercancel', up)
      window.removeEventListener('keydown', key, true)
    }
  }, [release, at])

  const take = (event: ReactPointerEvent, make: Grip['make'], pan: Grip['pan'] = null) => {
    grip.current = {
      pointer: event.pointerId,
      x0: event.clientX,
      y0: event.clientY,
      clientX: event.clientX,
      clientY: event.clientY,
      moved: false,
      pan,
      make,
    }
    cancelAnimationFrame(frame.current)
    frame.current = requestAnimationFrame(tick)
  }

  const onPointerDown = (event: ReactPointerEvent<SVGSVGElement>) => {
    if (event.button !== 0 || event.pointerType === 'touch') return
    const c = now.current
    const { x, y } = at(event.clientX, event.clientY)
    const row = c.rows[Math.floor(y / c.rowHeight)]
    const pull = (event.target as Element).closest<SVGElement>('[data-pull]')?.dataset.pull
    const pulled = (event.target as Element).closest<SVGElement>('[data-handles]')?.dataset.handles
    event.preventDefault()
    if (pull && pulled) {
      c.onActive(pulled)
      if (pull === 'progress') return take(event, progressing(c, pulled, held))
      return take(event, linking(c, pulled, pull === 'end'))
    }
    if (row) c.onActive(row.id)
    const bar = row && barOf(row, c.places, c.axis, c.today)
    const pad = bar && bar.x1 === bar.x2 ? c.barHeight / 2 + 2 : 3
    const free = row?.kind === 'group' || (row && c.may(row.card))
    if (row && bar && free && x >= bar.x1 - pad && x <= bar.x2 + pad) {
      const wide = bar.x2 - bar.x1
      const edge = Math.min(9, wide / 4)
      const kind =
        bar.shape === 'summary' || bar.shape === 'group' || wide < 12
          ? 'move'
          : x > bar.x2 - edge
            ? 'finish'
            : x < bar.x1 + edge && !bar.auto
              ? 'start'
              : 'move'
      const ids =
        row.kind === 'group'
          ? row.ids
          : bar.shape === 'summary'
            ? leavesUnder(row.id, c.cards).map((k) => k.id)
            : [row.id]
      return take(event, dragging(c, row.id, ids, kind, x, held))
    }
    if (row?.kind === 'task' && !bar && free && !isPlaced(row.card) && !row.parent)
      return take(event, drawing(c, row.id, x))
    const s = c.scroller.current!
    take(event, () => null, { left: s.scrollLeft, top: s.scrollTop })
  }
  const onPointerMove = (event: ReactPointerEvent<SVGSVGElement>) => {
    if (grip.current || event.pointerType === 'touch') return
    const c = now.current
    const { y } = at(event.clientX, event.clientY)
    const row = c.rows[Math.floor(y / c.rowHeight)]
    setOver(row?.kind === 'task' && c.may(row.card) ? row.id : null)
  }
  return {
    hand,
    over,
    onPointerDown,
    onPointerMove,
    onPointerLeave: () => setOver(null),
    /** A click that ended a drag is not a click. */
    wasDrag: () => {
      const was = justDragged.current
      justDragged.current = false
      return was
    },
  }
}

type Held = RefObject<Hand | null>

function dragging(
  c: HandContext,
  id: string,
  ids: readonly string[],
  kind: 'move' | 'start' | 'finish',
  x0: number,
  held: Held,
): Grip['make'] {
  return (x, y) => {
    const by = snapped(((x - x0) / c.axis.scale) * minutesPerDay, c.axis.scale >= hourly)
    const last = held.current
    if (last?.kind === 'bar' && last.gesture.kind === kind && last.gesture.by === by) return last
    const gesture: Gesture = { kind, by }
    return { kind: 'bar', id, ids, gesture, tried: tryGesture(c.plan, c.cards, ids, gesture), x, y }
  }
}

function progressing(c: HandContext, id: string, held: Held): Grip['make'] {
  const row = c.rows.find((r) => r.id === id)
  const bar = row && barOf(row, c.places, c.axis, c.today)
  return (x, y) => {
    if (!bar) return null
    const percent = Math.max(0, Math.min(100, Math.round(((x - bar.x1) / (bar.x2 - bar.x1)) * 20) * 5))
    const last = held.current
    if (last?.kind === 'bar' && last.gesture.kind === 'progress' && last.gesture.percent === percent)
      return last
    const gesture: Gesture = { kind: 'progress', percent }
    return { kind: 'bar', id, ids: [id], gesture, tried: tryGesture(c.plan, c.cards, [id], gesture), x, y }
  }
}

function drawing(c: HandContext, id: string, x0: number): Grip['make'] {
  const step = c.axis.scale >= hourly ? 60 : minutesPerDay
  const from = Math.floor(instantOfX(c.axis, x0) / step) * step
  return (x) => {
    const at = instantOfX(c.axis, x)
    const to = at < from ? Math.floor(at / step) * step : Math.max(from + step, Math.ceil(at / step) * step)
    return { kind: 'draw', id, from: at < from ? from + step : from, to }
  }
}

function linking(c: HandContext, id: string, end: boolean): Grip['make'] {
  const card = c.cards.find((k) => k.id === id)
  let last: { over: string; kind: LinkKind; refused: string | null } | null = null
  return (x, y) => {
    const row = c.rows[Math.floor(y / c.rowHeight)]
    const bar = row?.kind === 'task' ? barOf(row, c.places, c.axis, c.today) : undefined
    const near = bar && x > bar.x1 - 24 && x < bar.x2 + 24
    if (row?.kind !== 'task' || !near || !card)
      return { kind: 'link', id, end, x, y, over: null, refused: null }
    const kind = kindBetween(end, x < (bar.x1 + bar.x2) / 2 || bar.x1 === bar.x2)
    if (last?.over !== row.id || last.kind !== kind)
      last = { over: row.id, kind, refused: refusalOf(c, card, row.card, kind) }
    return { kind: 'link', id, end, x, y, over: { id: row.id, kind }, refused: last.refused }
  }
}

/** Why a link may not be: said while the hand is still over the bar. */
export function refusalOf(
  c: Pick<HandContext, 'plan' | 'cards' | 'refusal'>,
  from: Card,
  to: Card,
  kind: LinkKind,
): string | null {
  if (from.id === to.id) return c.refusal('itself')
  if (from.projectId !== to.projectId) return c.refusal('elsewhere')
  if (c.plan.links.some((l) => l.fromId === from.id && l.toId === to.id)) return c.refusal('twice')
  const cycle = c.plan.circle(from, to, kind)
  if (!cycle) return null
  const name = (id: string) => c.cards.find((k) => k.id === id)?.title ?? ''
  return c.refusal('cycle', [...cycle, cycle[0]!].map(name).join(' → '))
}
