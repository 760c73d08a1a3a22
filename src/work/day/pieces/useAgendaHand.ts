import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react'
import { shiftDay } from '#platform/notices/model.ts'
import { announce } from '#web/announce.tsx'
import { useFormats, useT } from '#web/i18n.tsx'
import { messages } from '../messages.ts'
import { type Block, inDay, quarter, snap } from '../model.ts'
import { clockText, type Day } from './useDay.ts'

export type Span = { from: number; to: number }

/** What the hand and the keyboard do on the hours: draw a block, carry one, stretch it, let a task go over a minute. */
export function useAgendaHand({
  day,
  from: first,
  scale,
  onDrop,
}: {
  day: Day
  /** The minute at the top of the sheet, and the pixels of one. */
  from: number
  scale: number
  onDrop: (taskId: string, from: number) => void
}) {
  const t = useT(messages)
  const { date } = useFormats()
  const [draft, setDraft] = useState<Span | null>(null)
  const [drag, setDrag] = useState<{ id: string; span: Span } | null>(null)
  const [over, setOver] = useState<number | null>(null)
  const sheet = useRef<HTMLDivElement>(null)
  /** A finger rests on the hours and now carries; until then it scrolls the page. */
  const held = useRef(false)
  const minuteAt = (clientY: number) => {
    const top = sheet.current?.getBoundingClientRect().top ?? 0
    return first + (clientY - top) / scale
  }
  const drop = useRef(onDrop)
  drop.current = onDrop
  const top = useRef(minuteAt)
  top.current = minuteAt
  useEffect(() => {
    const element = sheet.current
    if (!element) return
    return dropTargetForElements({
      element,
      canDrop: ({ source }) => source.data.kind === 'my-task',
      onDrag: ({ location }) => setOver(snap(top.current(location.current.input.clientY))),
      onDragLeave: () => setOver(null),
      onDrop: ({ source, location }) => {
        setOver(null)
        drop.current(String(source.data.id), snap(top.current(location.current.input.clientY)))
      },
    })
  }, [])

  useEffect(() => {
    const element = sheet.current
    if (!element) return
    // Heard from the beginning: some browsers ask once, when the finger comes down, who may stop the scrolling.
    const keep = (event: Event) => held.current && event.preventDefault()
    element.addEventListener('touchmove', keep, { passive: false })
    element.addEventListener('contextmenu', keep)
    return () => {
      element.removeEventListener('touchmove', keep)
      element.removeEventListener('contextmenu', keep)
    }
  }, [])
  /** At once with a mouse; a finger first rests a moment, so that it can also scroll. */
  const take = (event: PointerEvent<HTMLElement>, begin: () => void) => {
    if (event.pointerType !== 'touch') {
      event.preventDefault()
      begin()
    } else
      rest(event, () => {
        held.current = true
        navigator.vibrate?.(8)
        begin()
      })
  }

  /** Draws a block on bare hours. */
  const draw = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0 || event.target !== event.currentTarget) return
    const from = snap(minuteAt(event.clientY) - quarter / 2)
    take(event, () => {
      if (event.pointerType === 'touch') setDraft(inDay({ from, to: from + 60 }))
      follow(
        (clientY) => setDraft(inDay({ from, to: Math.max(from + quarter, snap(minuteAt(clientY))) })),
        (moved) => {
          held.current = false
          setDraft((now) => (moved && now ? now : inDay({ from, to: from + 60 })))
        },
      )
    })
  }
  const grab = (block: Block, edge: 'whole' | 'end') => (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0 || block.id.startsWith('new-')) return
    event.stopPropagation()
    const start = minuteAt(event.clientY)
    let span: Span = block
    const carry = () => {
      setDrag({ id: block.id, span })
      follow(
        (clientY) => {
          const by = snap(minuteAt(clientY) - start)
          span =
            edge === 'end'
              ? inDay({
                  from: block.from,
                  to: Math.min(1440, Math.max(block.from + quarter, snap(block.to + by))),
                })
              : inDay({ from: block.from + by, to: block.to + by })
          setDrag({ id: block.id, span })
        },
        (moved) => {
          held.current = false
          setDrag(null)
          if (moved && (span.from !== block.from || span.to !== block.to)) void day.move(block, span)
        },
      )
    }
    // The edge is for nothing else; the block itself lies where one scrolls.
    if (edge === 'end') {
      event.preventDefault()
      carry()
    } else take(event, carry)
  }
  const keys = (block: Block) => (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget) return
    const by = { ArrowUp: -quarter, ArrowDown: quarter }[event.key]
    const days = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (event.key === 'Delete' || event.key === 'Backspace') void day.remove(block)
    else if (by && event.shiftKey) {
      const to = Math.min(1440, Math.max(block.from + quarter, block.to + by))
      void day.move(block, { to })
      announce(t('agenda.moved', { title: block.title, from: clockText(block.from), to: clockText(to) }))
    } else if (by && !event.altKey) {
      const span = inDay({ from: block.from + by, to: block.to + by })
      void day.move(block, span)
      announce(t('agenda.moved', { title: block.title, from: clockText(span.from), to: clockText(span.to) }))
    } else if (days && event.altKey) {
      const to = shiftDay(block.day, days)
      void day.move(block, { day: to })
      announce(
        t('agenda.movedDay', {
          title: block.title,
          day: date(to),
          from: clockText(block.from),
          to: clockText(block.to),
        }),
      )
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  return { sheet, draft, setDraft, drag, over, draw, grab, keys }
}

/** Calls when a finger has rested long enough without leaving its place. */
function rest(event: PointerEvent<HTMLElement>, then: () => void) {
  const { clientX, clientY, pointerId } = event
  const stop = () => {
    clearTimeout(timer)
    removeEventListener('pointermove', away)
    removeEventListener('pointerup', stop)
    removeEventListener('pointercancel', stop)
  }
  const away = (e: globalThis.PointerEvent) =>
    e.pointerId === pointerId && Math.hypot(e.clientX - clientX, e.clientY - clientY) > 8 && stop()
  const timer = setTimeout(() => {
    stop()
    then()
  }, 300)
  addEventListener('pointermove', away)
  addEventListener('pointerup', stop)
  addEventListener('pointercancel', stop)
}

/** Follows the pointer until it is let go; what the browser takes away is not a move. */
function follow(onMove: (clientY: number) => void, onEnd: (moved: boolean) => void) {
  let moved = false
  const move = (event: globalThis.PointerEvent) => {
    moved = true
    onMove(event.clientY)
  }
  const end = (event: globalThis.PointerEvent) => {
    removeEventListener('pointermove', move)
    removeEventListener('pointerup', end)
    removeEventListener('pointercancel', end)
    onEnd(moved && event.type === 'pointerup')
  }
  addEventListener('pointermove', move)
  addEventListener('pointerup', end)
  addEventListener('pointercancel', end)
}
