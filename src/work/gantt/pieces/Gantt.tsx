// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold a virtual tree with a chart beside it.
// biome-ignore-all lint/a11y/useFocusableInteractive: the cells are what one walks through, not the heads.
import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { dayOf } from '#platform/formats.ts'
import { announce } from '#web/announce.tsx'
import { useFormats, useLocale, useT } from '#web/i18n.tsx'
import { useIsPhone } from '#web/media.ts'
import { tell } from '#web/undo.tsx'
import { instantOf, minutesPerDay } from '../../scheduling/model.ts'
import { messages } from '../messages.ts'
import {
  axisFor,
  barOf,
  type ColumnKey,
  cellText,
  clampScale,
  dateOf,
  distanceTo,
  fitScale,
  type Gesture,
  linesOf,
  outline,
  type Reading,
  type Row,
  route,
  xOf,
} from '../model.ts'
import { BarSheet } from './BarSheet.tsx'
import { Chart } from './Chart.tsx'
import { columnsIn, roomFor } from './columns.ts'
import { editValue, saveCell } from './edits.ts'
import styles from './Gantt.module.css'
import type { Hand } from './hand.ts'
import { keyDeed } from './keys.ts'
import { LinkCard } from './LinkCard.tsx'
import { linesTouching } from './lines.ts'
import { look as looks, setLook } from './look.ts'
import type { Shown } from './Printing.tsx'
import { type Edit, RowLine } from './Rows.tsx'
import { Splitter } from './Splitter.tsx'
import { gestureSaid, handSaid } from './said.ts'
import type { GanttProps } from './state.ts'
import { keepInSight, TimeHead } from './TimeHead.tsx'
import { type Out, Toolbar } from './Toolbar.tsx'
import { leavesUnder, tryGesture } from './tries.ts'
import { useHand } from './useHand.ts'
import { usePinch } from './usePinch.ts'

const headHeight = 44

export function Gantt(
  props: GanttProps & {
    tools?: ReactNode
    onOut: (how: Out, shown: Shown) => void
    onRows?: (shown: Shown) => void
    aside?: ReactNode
  },
) {
  const { cards, groups, headed, plan, deeds, people, may, trial } = props
  const t = useT(messages)
  const f = useFormats()
  const tongue = useLocale()
  const phone = useIsPhone()
  const look = looks.use()
  const { critical, slack } = look
  const scale = phone ? look.phoneScale : look.scale
  const setScale = useCallback((to: number) => setLook(phone ? { phoneScale: to } : { scale: to }), [phone])
  const rowHeight = phone ? 56 : 34
  const barTop = phone ? 30 : 9
  const barHeight = 16
  const [view, setView] = useState({ width: 900, height: 500 })
  // A panel beside the chart takes its room from the table.
  const left = phone ? 0 : Math.min(look.left, Math.max(160, view.width - 380))
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const [active, setActive] = useState<{ id: string; key: ColumnKey } | null>(null)
  const [edit, setEdit] = useState<Edit | null>(null)
  const [link, setLink] = useState<{ id: string; x: number; y: number } | null>(null)
  const [setting, setSetting] = useState<string | null>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const svg = useRef<SVGSVGElement>(null)

  const rows = useMemo(() => outline(groups, closed, headed), [groups, closed, headed])
  const lines = useMemo(() => linesOf(rows, cards), [rows, cards])
  const { onRows } = props
  useEffect(() => onRows?.({ rows, lines, closed }), [onRows, rows, lines, closed])
  const numbers = useMemo(() => new Map(cards.map((c) => [c.id, c.number])), [cards])
  const byId = useMemo(() => new Map(cards.map((c) => [c.id, c])), [cards])
  const today = instantOf(dayOf(new Date(), f.timeZone))
  // The whole plan, filtered or not, and today: the axis does not jump while one filters.
  const span = useMemo(
    () => ({
      first: Math.min(plan.start, today, trial?.start ?? today),
      last: Math.max(plan.finish, today + minutesPerDay, trial?.finish ?? today),
    }),
    [plan, today, trial?.start, trial?.finish],
  )
  const axis = useMemo(
    () => axisFor(span.first, span.last, scale, view.width - left),
    [span, scale, view.width, left],
  )

  const refusal = useCallback(
    (why: 'cycle' | 'twice' | 'itself' | 'elsewhere', names = '') => t(`link.${why}`, { names }),
    [t],
  )
  const onPick = useCallback((id: string, key: ColumnKey) => {
    setActive({ id, key })
    setEdit((e) => (e && (e.id !== id || e.key !== key) ? null : e))
  }, [])
  // Read late by the hand: always the latest.
  const commit = (hand: Hand) => {
    if (hand.kind === 'link') {
      const from = byId.get(hand.id)
      const to = hand.over && byId.get(hand.over.id)
      if (hand.refused) tell(hand.refused, 'bad')
      else if (from && to && hand.over) void deeds.link(from, to, hand.over.kind)
      return
    }
    if (hand.kind === 'draw') {
      const card = byId.get(hand.id)
      const [a, b] = [Math.min(hand.from, hand.to), Math.max(hand.from, hand.to)]
      if (card) void deeds.amend(card, { startsOn: dateOf(a, 'start').day, dueOn: dateOf(b, 'finish').day })
      return
    }
    if (hand.gesture.kind !== 'progress' && hand.gesture.by === 0) return
    if (trial && hand.id === trial.launchId) return trial.onLaunch(hand.tried.places(hand.id)!.finish)
    save(hand.id, hand.tried, hand.gesture)
  }
  /** Writes what a gesture tried, and says it. */
  const save = (id: string, tried: ReturnType<typeof tryGesture>, gesture: Gesture) => {
    const card = byId.get(id)
    if (!tried.patches.size) {
      if (card || tried.refused)
        tell(
          t(tried.refused === 'started' ? 'moved.started' : 'moved.refused', { title: card?.title ?? '' }),
          'bad',
        )
      return
    }
    const changes = [...tried.patches].flatMap(([k, patch]) => {
      const one = byId.get(k)
      return one && may(one) ? [{ card: one, patch }] : []
    })
    if (changes.length === 1) void deeds.amend(changes[0]!.card, changes[0]!.patch)
    else void deeds.many(changes)
    announce(gestureSaid({ t, f, plan, cards, id, tried, gesture, rows }))
  }
  const shown = trial?.places ?? plan.places
  const context = {
    svg,
    scroller,
    rows,
    axis,
    rowHeight,
    barTop,
    barHeight,
    plan,
    places: shown,
    cards,
    today,
    may,
    refusal,
    onDone: commit,
    onActive: (id: string) => onPick(id, 'name'),
  }
  const touch = useHand(context)
  const { hand } = touch
  const places = hand?.kind === 'bar' ? hand.tried.places : shown
  const ghosts = hand?.kind === 'bar' || trial ? plan.places : null

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 3,
    scrollPaddingStart: headHeight,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: a phone turned round has rows of another height.
  useEffect(() => virtual.measure(), [rowHeight])
  const items = virtual.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? -1

  // What lies near the eye, in steps, so that scrolling a little draws nothing anew.
  const [near, setNear] = useState({ from: 0, to: 1400 })
  const look_ = useCallback(() => {
    const s = scroller.current
    if (!s) return
    keepInSight(s, s.scrollLeft)
    const step = 256
    const from = Math.max(0, Math.floor((s.scrollLeft - step / 2) / step) * step)
    const to = Math.ceil((s.scrollLeft + s.clientWidth - left + step / 2) / step) * step
    setNear((n) => (n.from === from && n.to === to ? n : { from, to }))
    setView((v) =>
      v.width === s.clientWidth && v.height === s.clientHeight
        ? v
        : { width: s.clientWidth, height: s.clientHeight },
    )
  }, [left])
  const [height, setHeight] = useState(480)
  useLayoutEffect(() => {
    const s = scroller.current
    if (!s) return
    const measure = () => {
      const top = s.getBoundingClientRect().top + window.scrollY
      setHeight(Math.max(320, window.innerHeight - top - (phone ? 76 : 28)))
      look_()
    }
    measure()
    const watch = new ResizeObserver(measure)
    watch.observe(document.body)
    watch.observe(s)
    return () => watch.disconnect()
  }, [look_, phone])

  // The moment under the eye stays there when the scale or the first day changes.
  const anchor = useRef<{ day: number; x: number } | null>(null)
  const kept = useRef({ from: axis.from, scale: axis.scale })
  const opened = useRef(false)
  useLayoutEffect(() => {
    const s = scroller.current
    if (!s) return
    const was = kept.current
    kept.current = { from: axis.from, scale: axis.scale }
    const a = anchor.current ?? { day: was.from + (s.scrollLeft + 40) / was.scale, x: 40 }
    anchor.current = null
    if (!opened.current) {
      opened.current = true
      s.scrollLeft = Math.max(
        0,
        Math.min(xOf(axis, today), xOf(axis, span.first) + 200) - (view.width - left) / 3,
      )
    } else if (was.from !== axis.from || was.scale !== axis.scale)
      s.scrollLeft = (a.day - axis.from) * axis.scale - a.x
    look_()
  }, [axis, look_, today, span.first, view.width, left])

  useLayoutEffect(() => keepInSight(scroller.current, scroller.current?.scrollLeft ?? 0))

  const zoom = useCallback(
    (to: number, x?: number) => {
      const s = scroller.current
      if (!s) return
      const at = x ?? (s.clientWidth - left) / 2
      const { from, scale } = kept.current
      anchor.current = { day: from + (s.scrollLeft + at) / scale, x: at }
      setScale(clampScale(to))
    },
    [left, setScale],
  )
  const fit = () => {
    const s = scroller.current
    if (!s) return
    anchor.current = { day: span.first / minutesPerDay, x: 24 }
    setScale(fitScale(span.first, span.last, s.clientWidth - left))
  }
  const toToday = () =>
    scroller.current?.scrollTo({ left: xOf(axis, today) - (view.width - left) / 2, behavior: 'smooth' })
  usePinch(scroller, left, scale, zoom)

  const reading: Reading = {
    plan,
    places,
    numbers,
    people,
    baseline: props.baseline?.spans ?? null,
    f,
    tongue,
  }
  const columns = useMemo(() => columnsIn(left, props.baseline !== null), [left, props.baseline])
  const toggle = useCallback(
    (id: string) =>
      setClosed((c) => (c.has(id) ? new Set([...c].filter((x) => x !== id)) : new Set([...c, id]))),
    [],
  )
  const focusing = useRef(0)
  const focus = (id: string, key: ColumnKey = active?.key ?? 'name') => {
    setActive({ id, key })
    const line = rows.findIndex((r) => r.id === id)
    if (line >= 0) virtual.scrollToIndex(line)
    // Once the line is drawn; a fast hand may already be writing in a cell by then, and keeps it.
    const mine = ++focusing.current
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (mine !== focusing.current) return
        scroller.current
          ?.querySelector<HTMLElement>(`[data-row="${id}"] [data-key="${key}"]`)
          ?.focus({ preventScroll: true })
      }),
    )
  }
  const startEdit = useCallback(
    (id: string, key: ColumnKey) => {
      const card = byId.get(id)
      if (!card || !may(card)) return
      // What one writes in must be in sight.
      if (!columns.some((c) => c.key === key)) setLook({ left: roomFor(key, props.baseline !== null) })
      focusing.current++
      setActive({ id, key })
      setEdit({ id, key, value: editValue(card, key, { plan, numbers, tongue }) })
    },
    [byId, may, plan, numbers, tongue, columns, props.baseline],
  )
  const finishEdit = (value: string) => {
    const card = edit && byId.get(edit.id)
    if (!edit || !card) return
    const error =
      value === edit.value
        ? null
        : saveCell({ card, key: edit.key, value, cards, plan, numbers, deeds, t, tongue, refusal })
    if (error) return setEdit({ ...edit, error })
    setEdit(null)
    focus(card.id, edit.key)
  }
  const nudge = (row: Row, kind: 'move' | 'finish', days: number) => {
    const ids =
      row.kind === 'group' ? row.ids : row.parent ? leavesUnder(row.id, cards).map((c) => c.id) : [row.id]
    if (row.kind === 'task' && !may(row.card)) return
    const gesture: Gesture = { kind, by: days * minutesPerDay }
    save(row.id, tryGesture(plan, cards, ids, gesture), gesture)
  }
  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    if ((event.target as HTMLElement).matches('input, select, textarea')) return
    const line = rows.findIndex((r) => r.id === active?.id)
    const row = rows[line]
    const deed = keyDeed(event, {
      rows,
      line,
      row,
      columns: columns.map((c) => c.key),
      key: active?.key ?? 'name',
      page: Math.max(1, Math.floor(view.height / rowHeight) - 2),
      focus,
      toggle,
      nudge,
      startEdit,
      open: (c) => props.onOpen(c),
      set: setSetting,
      zoom: (by) => zoom(scale * by),
      fit,
      toToday,
    })
    if (!deed) return
    event.preventDefault()
    event.stopPropagation()
    deed()
  }
  const linkAt = (clientX: number, clientY: number) => {
    const box = svg.current!.getBoundingClientRect()
    const [x, y] = [clientX - box.left, clientY - box.top]
    let best: { id: string; distance: number } | null = null
    for (const { link, from, to } of linesTouching(plan.links, lines, first, last)) {
      const a = barOf(rows[from]!, shown, axis, today)
      const b = barOf(rows[to]!, shown, axis, today)
      if (!a || !b) continue
      const middle = (i: number) => i * rowHeight + barTop + barHeight / 2
      const ends = {
        x1: link.kind === 'fs' || link.kind === 'ff' ? a.x2 : a.x1,
        y1: middle(from),
        x2: link.kind === 'fs' || link.kind === 'ss' ? b.x1 : b.x2,
        y2: middle(to),
      }
      const distance = distanceTo(route(link.kind, ends, rowHeight), x, y)
      if (distance < 6 && distance < (best?.distance ?? 99)) best = { id: link.id, distance }
    }
    return best ? { id: best.id, x, y } : null
  }
  const rowAt = (clientY: number) =>
    rows[Math.floor((clientY - svg.current!.getBoundingClientRect().top) / rowHeight)]
  const chosen = link && plan.links.find((l) => l.id === link.id)
  const parents = rows.some((r) => r.kind === 'group' || r.parent)
  const setCard = setting ? byId.get(setting) : undefined
  const state = (row: Row): string => {
    if (row.kind === 'group') return ''
    const bar = barOf(row, places, axis, today)
    if (!bar) return t('row.undated')
    return [
      bar.done && t('row.done'),
      bar.late && t('row.late'),
      critical && bar.critical && t('row.critical'),
      t(bar.auto ? 'row.auto' : 'row.manual'),
    ]
      .filter(Boolean)
      .join(', ')
  }
  const label = (row: Row): string => {
    if (row.kind === 'group') return phone ? '' : row.open ? '' : row.label
    if (phone) return ''
    const bar = barOf(row, places, axis, today)
    if (bar && (bar.shape === 'milestone' || bar.x1 === bar.x2))
      return f.date(dateOf(bar.span.finish, 'finish').day)
    return cellText('people', row, reading)
  }
  const said = hand && handSaid({ t, f, plan, cards, hand, rows })
  return (
    <div className={styles.gantt} data-phone={phone || undefined}>
      <Toolbar
        look={look}
        scale={scale}
        phone={phone}
        folded={parents ? closed.size > 0 : null}
        onZoom={zoom}
        onFit={fit}
        onToday={toToday}
        onFold={() =>
          setClosed(
            closed.size
              ? new Set()
              : new Set(
                  rows
                    .filter((r) => (headed ? r.kind === 'group' : r.kind === 'task' && r.parent))
                    .map((r) => r.id),
                ),
          )
        }
        onOut={(how) => props.onOut(how, { rows, lines, closed })}
      >
        {props.tools}
      </Toolbar>
      <div className={styles.desk}>
        <div
          ref={scroller}
          className={styles.scroller}
          style={{ height: Math.min(height, Math.max(360, headHeight + rows.length * rowHeight + 18)) }}
          onScroll={look_}
          data-scroller
        >
          <div
            role="treegrid"
            tabIndex={-1}
            aria-label={t('gantt.label')}
            aria-rowcount={rows.length + 1}
            aria-colcount={columns.length}
            className={styles.canvas}
            style={{
              width: left + (axis.to - axis.from) * axis.scale,
              height: headHeight + rows.length * rowHeight,
            }}
            onKeyDown={onKey}
          >
            <div className={styles.head} style={{ height: headHeight }}>
              {!phone && (
                <div role="rowgroup" className={styles.corner} style={{ width: left }}>
                  <div role="row" aria-rowindex={1} className={styles.headRow}>
                    {columns.map((c) => (
                      <div
                        key={c.key}
                        role="columnheader"
                        style={{ width: c.width }}
                        data-figure={c.figure || undefined}
                        title={
                          c.key === 'predecessors' || c.key === 'slack'
                            ? t(`col.${c.key}.full`)
                            : c.key === 'drift'
                              ? t('col.drift.full', { name: props.baseline?.name ?? '' })
                              : undefined
                        }
                      >
                        {t(`col.${c.key}`)}
                      </div>
                    ))}
                  </div>
                </div>
              )}
              <TimeHead
                axis={axis}
                from={near.from}
                to={near.to}
                height={headHeight}
                today={today / minutesPerDay}
              />
            </div>
            <div
              role="rowgroup"
              className={styles.table}
              style={{ width: phone ? view.width : left, height: rows.length * rowHeight }}
            >
              {items.map(({ index }) => {
                const row = rows[index]
                if (!row) return null
                const mine = active?.id === row.id
                const texts = phone
                  ? phoneTexts(row, reading)
                  : columns.map((c) => cellText(c.key, row, reading))
                const bar = barOf(row, places, axis, today)
                const drift = texts[columns.findIndex((c) => c.key === 'drift')]
                return (
                  <RowLine
                    key={row.id}
                    row={row}
                    index={index}
                    top={index * rowHeight}
                    height={rowHeight}
                    columns={phone ? phoneColumns : columns}
                    texts={texts}
                    state={state(row)}
                    late={Boolean(bar?.late)}
                    drifted={drift?.startsWith('+') ? 'later' : drift?.startsWith('−') ? 'sooner' : null}
                    active={mine ? active.key : index === first && !active ? 'name' : null}
                    edit={edit?.id === row.id ? edit : null}
                    may={row.kind === 'task' && may(row.card) && !phone}
                    onToggle={toggle}
                    onPick={phone ? (id) => byId.has(id) && setSetting(id) : onPick}
                    onEdit={startEdit}
                    onSave={finishEdit}
                    onCancel={() => {
                      setEdit(null)
                      focus(row.id)
                    }}
                  />
                )
              })}
            </div>
            <div className={styles.stage} style={{ left, top: headHeight }}>
              <Chart
                {...{
                  svg,
                  axis,
                  rows,
                  lines,
                  first,
                  last,
                  rowHeight,
                  barTop,
                  barHeight,
                  plan,
                  places,
                  ghosts,
                  today,
                  critical,
                  slack,
                  hand,
                }}
                from={near.from}
                to={near.to}
                baseline={props.baseline?.spans ?? null}
                active={active?.id ?? null}
                over={touch.over}
                chosen={link?.id ?? null}
                may={!phone}
                label={label}
                onPointerDown={touch.onPointerDown}
                onPointerMove={touch.onPointerMove}
                onPointerLeave={touch.onPointerLeave}
                onClick={(event) => {
                  if (touch.wasDrag()) return
                  const row = rowAt(event.clientY)
                  if (phone) return row?.kind === 'task' ? setSetting(row.id) : row && toggle(row.id)
                  setLink(linkAt(event.clientX, event.clientY))
                }}
                onDoubleClick={(event) => {
                  const row = rowAt(event.clientY)
                  if (row?.kind === 'task') props.onOpen(row.card)
                }}
              />
              {hand?.kind === 'bar' && said && (
                <div
                  className={styles.balloon}
                  data-left={
                    hand.x > (scroller.current?.scrollLeft ?? 0) + view.width - left - 340 || undefined
                  }
                  style={{
                    left: hand.x,
                    top:
                      (lines.get(hand.ids[0] ?? hand.id) ?? rows.findIndex((r) => r.id === hand.id)) *
                        rowHeight -
                      8,
                  }}
                  data-balloon
                >
                  {said.map((line) => (
                    <span key={line}>{line}</span>
                  ))}
                </div>
              )}
              {link && chosen && (
                <LinkCard
                  key={chosen.id}
                  link={chosen}
                  at={link}
                  plan={plan}
                  from={byId.get(chosen.fromId)}
                  to={byId.get(chosen.toId)}
                  may={may}
                  deeds={deeds}
                  onClose={() => setLink(null)}
                />
              )}
            </div>
          </div>
        </div>
        {!phone && <Splitter at={left} label={t('splitter')} onMove={(to) => setLook({ left: to })} />}
        {props.aside}
      </div>
      <p className="caption muted" data-noprint>
        {!phone && t('gantt.keys')}
      </p>
      {setCard && (
        <BarSheet
          card={setCard}
          plan={plan}
          cards={cards}
          numbers={numbers}
          deeds={deeds}
          may={may(setCard)}
          parent={rows.some((r) => r.kind === 'task' && r.id === setCard.id && r.parent)}
          onMove={(days, kind) => {
            const row = rows.find((r) => r.id === setCard.id)
            if (row) nudge(row, kind, days)
          }}
          onOpen={() => {
            setSetting(null)
            props.onOpen(setCard)
          }}
          onClose={() => setSetting(null)}
        />
      )}
    </div>
  )
}

/** On a phone: the name over its dates, the bar under both. */
const phoneColumns = [
  { key: 'name', width: 0 },
  { key: 'start', width: 0 },
] as const
const phoneTexts = (row: Row, r: Reading) => [
  cellText('name', row, r),
  [cellText('start', row, r), cellText('finish', row, r)].filter(Boolean).join(' – '),
]
