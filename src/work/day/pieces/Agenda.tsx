import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { ActionIcon, Button, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { ChevronLeft, ChevronRight, Plus, X } from 'lucide-react'
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react'
import { shiftDay } from '#platform/notices/model.ts'
import { announce } from '#web/announce.tsx'
import { useFormats, useT } from '#web/i18n.tsx'
import { useAt } from '#web/session.tsx'
import { messages } from '../messages.ts'
import {
  type Block,
  freeSpan,
  inDay,
  type Lane,
  lanesOf,
  type MyDay,
  overlapOf,
  quarter,
  snap,
} from '../model.ts'
import styles from './Agenda.module.css'
import { clockText, type Day } from './useDay.ts'

/** Pixels of a minute. */
const scale = 0.84
type Span = { from: number; to: number }

/** The hours of one day: what is put on them, when one works, now. */
export function Agenda({
  data,
  day,
  onDay,
  onDrop,
}: {
  data: MyDay
  day: Day
  onDay: (day: string | undefined) => void
  /** A task of the lists was let go over a minute of the day. */
  onDrop: (taskId: string, from: number) => void
}) {
  const t = useT(messages)
  const { duration, longDate, date, weekday } = useFormats()
  const [draft, setDraft] = useState<Span | null>(null)
  const [drag, setDrag] = useState<{ id: string; span: Span } | null>(null)
  const [over, setOver] = useState<number | null>(null)
  const sheet = useRef<HTMLDivElement>(null)
  const isToday = data.day === data.today
  const window_ = useMemo(() => windowOf(data), [data])
  const blocks = data.blocks.map((b) => (drag?.id === b.id ? { ...b, ...drag.span } : b))
  const laid = lanesOf(blocks)
  const planned = data.blocks.reduce((n, b) => n + b.to - b.from, 0)
  const capacity = data.hours.reduce((n, [a, b]) => n + b - a, 0)
  const doubled = overlapOf(data.blocks)
  const y = (minute: number) => (minute - window_.from) * scale
  const minuteAt = (clientY: number) => {
    const top = sheet.current?.getBoundingClientRect().top ?? 0
    return window_.from + (clientY - top) / scale
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
  const hours = []
  for (let h = Math.ceil(window_.from / 60); h * 60 < window_.to; h++) hours.push(h)

  return (
    <section
      className={styles.agenda}
      aria-label={isToday ? t('agenda') : t('agenda.of', { day: longDate(data.day) })}
    >
      <div className={styles.head}>
        <h2>{isToday ? t('agenda') : <span className={styles.named}>{longDate(data.day)}</span>}</h2>
        <span className={styles.turn}>
          <ActionIcon
            variant="subtle"
            aria-label={t('agenda.previous')}
            onClick={() => onDay(shiftDay(data.day, -1))}
          >
            <ChevronLeft size={16} aria-hidden />
          </ActionIcon>
          {!isToday && (
            <Button size="xs" variant="subtle" onClick={() => onDay(undefined)}>
              {t('agenda.today')}
            </Button>
          )}
          <ActionIcon
            variant="subtle"
            aria-label={t('agenda.next')}
            onClick={() => onDay(shiftDay(data.day, 1))}
          >
            <ChevronRight size={16} aria-hidden />
          </ActionIcon>
        </span>
      </div>
      <p className={styles.sum}>
        {capacity > 0
          ? t('agenda.sum', { planned: duration(planned), capacity: duration(capacity) })
          : t('agenda.free')}
        {capacity > 0 && planned > capacity && (
          <span className={styles.bad}> · {t('agenda.over', { over: duration(planned - capacity) })}</span>
        )}
        {doubled > 0 && (
          <span className={styles.bad}> · {t('agenda.overlap', { minutes: duration(doubled) })}</span>
        )}
      </p>
      <p className="unseen" id="agenda-help">
        {t('agenda.help')}
      </p>
      <div
        ref={sheet}
        className={styles.sheet}
        style={{ height: (window_.to - window_.from) * scale }}
        data-over={over !== null || undefined}
      >
        {hours.map((h) => (
          <div key={h} className={styles.hour} style={{ top: y(h * 60) }} aria-hidden>
            <span>{clockText(h * 60)}</span>
          </div>
        ))}
        {/* The hand draws here; the keyboard has the button below. */}
        <div className={styles.field} onPointerDown={draw}>
          {data.hours.map(([a, b]) => (
            <div key={a} className={styles.works} style={{ top: y(a), height: (b - a) * scale }} />
          ))}
        </div>
        {over !== null && (
          <div className={styles.landing} style={{ top: y(over), height: 60 * scale }} aria-hidden />
        )}
        {isToday && data.minute >= window_.from && data.minute <= window_.to && (
          <div className={styles.now} style={{ top: y(data.minute) }}>
            <span className="unseen">{t('agenda.now', { time: clockText(data.minute) })}</span>
          </div>
        )}
        <ul className={styles.blocks}>
          {laid.map((b) => (
            <BlockCard
              key={b.id}
              block={b}
              top={y(b.from)}
              height={(b.to - b.from) * scale}
              moving={drag?.id === b.id}
              onKeyDown={keys(data.blocks.find((x) => x.id === b.id) ?? b)}
              onGrab={grab(data.blocks.find((x) => x.id === b.id) ?? b, 'whole')}
              onStretch={grab(data.blocks.find((x) => x.id === b.id) ?? b, 'end')}
              onRemove={() => void day.remove(b)}
            />
          ))}
        </ul>
        {draft && (
          <Draft
            top={y(draft.from)}
            height={(draft.to - draft.from) * scale}
            span={draft}
            onCancel={() => setDraft(null)}
            onName={(title) => {
              setDraft(null)
              void day.place({ title, day: data.day, ...draft })
            }}
          />
        )}
      </div>
      <div className="row" data-noprint>
        <Button
          size="xs"
          variant="subtle"
          leftSection={<Plus size={14} aria-hidden />}
          onClick={() =>
            setDraft(freeSpan(60, data.blocks, data.hours as [number, number][], isToday ? data.minute : 0))
          }
        >
          {t('agenda.add')}
        </Button>
        {data.day !== data.nextWorkday && (
          <Button size="xs" variant="subtle" onClick={() => onDay(data.nextWorkday)}>
            {t('agenda.plan', {
              day: data.nextWorkday === shiftDay(data.today, 1) ? t('tomorrow') : weekday(data.nextWorkday),
            })}
          </Button>
        )}
      </div>
    </section>
  )
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

/** From before the first hour to after the last thing of the day. */
function windowOf(d: MyDay): Span {
  const starts = [...d.hours.map(([a]) => a), ...d.blocks.map((b) => b.from), 540]
  const ends = [...d.hours.map(([, b]) => b), ...d.blocks.map((b) => b.to), 1080]
  return {
    from: Math.max(0, Math.floor((Math.min(...starts) - 45) / 60) * 60),
    to: Math.min(1440, Math.ceil((Math.max(...ends) + 45) / 60) * 60),
  }
}

function BlockCard({
  block,
  top,
  height,
  moving,
  onKeyDown,
  onGrab,
  onStretch,
  onRemove,
}: {
  block: Lane<Block>
  top: number
  height: number
  moving: boolean
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
  onGrab: (event: PointerEvent<HTMLElement>) => void
  onStretch: (event: PointerEvent<HTMLElement>) => void
  onRemove: () => void
}) {
  const t = useT(messages)
  const at = useAt()
  const span = { title: block.title, from: clockText(block.from), to: clockText(block.to) }
  return (
    <li
      className={styles.block}
      style={{
        top,
        height: Math.max(20, height - 2),
        left: `calc(${(block.lane / block.lanes) * 100}%)`,
        width: `calc(${100 / block.lanes}% - 4px)`,
      }}
      data-own={block.taskId ? undefined : ''}
      data-done={block.done || undefined}
      data-doubled={block.lanes > 1 || undefined}
      data-moving={moving || undefined}
      data-short={height < 40 || undefined}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: it holds a link and a button of its own. */}
      <div
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: moved and stretched by the arrows.
        tabIndex={0}
        className={styles.grip}
        aria-label={t('agenda.block', span)}
        aria-describedby="agenda-help"
        onKeyDown={onKeyDown}
        onPointerDown={onGrab}
      >
        {block.taskId && block.projectSlug ? (
          <Link
            to={at(`projets/${block.projectSlug}/taches`)}
            search={{ tache: block.number } as never}
            className={styles.title}
            draggable={false}
            onPointerDown={(event) => event.stopPropagation()}
          >
            {block.title}
          </Link>
        ) : (
          <span className={styles.title}>{block.title}</span>
        )}
        <span className={styles.when}>
          {span.from} – {span.to}
          {block.projectName && ` · ${block.projectName}`}
        </span>
      </div>
      <ActionIcon
        className={styles.remove ?? ''}
        size={24}
        variant="subtle"
        aria-label={t('agenda.remove', { title: block.title })}
        onClick={onRemove}
      >
        <X size={13} aria-hidden />
      </ActionIcon>
      <span className={styles.stretch} onPointerDown={onStretch} title={t('agenda.resize')} aria-hidden />
    </li>
  )
}

function Draft({
  top,
  height,
  span,
  onName,
  onCancel,
}: {
  top: number
  height: number
  span: Span
  onName: (title: string) => void
  onCancel: () => void
}) {
  const t = useT(messages)
  const [title, setTitle] = useState('')
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])
  return (
    <form
      className={styles.draft}
      style={{ top, height: Math.max(36, height - 2) }}
      onSubmit={(event) => {
        event.preventDefault()
        if (title.trim()) onName(title.trim())
      }}
    >
      <TextInput
        ref={input}
        size="xs"
        aria-label={`${t('agenda.name')}, ${clockText(span.from)} – ${clockText(span.to)}`}
        placeholder={t('agenda.name')}
        maxLength={300}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && onCancel()}
        onBlur={() => (title.trim() ? onName(title.trim()) : onCancel())}
      />
    </form>
  )
}
