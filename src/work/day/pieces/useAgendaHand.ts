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

  /** Draws a block on bare hours. */
  const draw = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0 || event.pointerType === 'touch' || event.target !== event.currentTarget) return
    event.preventDefault()
    const from = snap(minuteAt(event.clientY) - quarter / 2)
    follow(
      (clientY) => setDraft(inDay({ from, to: Math.max(from + quarter, snap(minuteAt(clientY))) })),
      (moved) => setDraft((now) => (moved && now ? now : inDay({ from, to: from + 60 }))),
    )
  }
  const grab = (block: Block, edge: 'whole' | 'end') => (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0 || block.id.startsWith('new-')) return
    event.preventDefault()
    event.stopPropagation()
    const start = minuteAt(event.clientY)
    let span: Span = block
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
        setDrag(null)
        if (moved && (span.from !== block.from || span.to !== block.to)) void day.move(block, span)
      },
    )
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

/** Follows the pointer until it is let go. */
function follow(onMove: (clientY: number) => void, onEnd: (moved: boolean) => void) {
  let moved = false
  const move = (event: globalThis.PointerEvent) => {
    moved = true
    onMove(event.clientY)
  }
  const end = () => {
    removeEventListener('pointermove', move)
    removeEventListener('pointerup', end)
    removeEventListener('pointercancel', end)
    onEnd(moved)
  }
  addEventListener('pointermove', move)
  addEventListener('pointerup', end)
  addEventListener('pointercancel', end)
}
