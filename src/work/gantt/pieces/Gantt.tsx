// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold a virtual tree with a chart beside it.
// biome-ignore-all lint/a11y/useFocusableInteractive: the cells are what one walks through, not the heads.
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { dayOf } from '#platform/formats.ts'
import { useFormats, useLocale, useT } from '#web/i18n.tsx'
import { useIsPhone } from '#web/media.ts'
import { instantOf, minutesPerDay } from '../../scheduling/model.ts'
import { messages } from '../messages.ts'
import {
  axisFor,
  barOf,
  cellText,
  dateOf,
  type Gesture,
  linesOf,
  outline,
  type Reading,
  type Row,
} from '../model.ts'
import { BarSheet } from './BarSheet.tsx'
import { Chart } from './Chart.tsx'
import { columnsIn } from './columns.ts'
import type { Refusal } from './edits.ts'
import styles from './Gantt.module.css'
import { HeadRow } from './HeadRow.tsx'
import { keyDeed } from './keys.ts'
import { Lines } from './Lines.tsx'
import { LinkCard } from './LinkCard.tsx'
import { linesTouching, linkNear } from './lines.ts'
import { look as looks, setLook } from './look.ts'
import type { Shown } from './Printing.tsx'
import { Splitter } from './Splitter.tsx'
import { handSaid } from './said.ts'
import { settler } from './settle.ts'
import type { GanttProps } from './state.ts'
import { TimeHead } from './TimeHead.tsx'
import { type Out, Toolbar } from './Toolbar.tsx'
import { foldable, leavesUnder, tryGesture } from './tries.ts'
import { type Active, useCells } from './useCells.ts'
import { useHand } from './useHand.ts'
import { useStage } from './useStage.ts'

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
  const left = phone ? 0 : Math.min(look.left, props.aside ? 280 : Math.max(160, view.width - 240))
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const [active, setActive] = useState<Active | null>(null)
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
  const span = useMemo(
    () => ({
      // What starts before the day the project was to begin is part of it too.
      first: cards.reduce(
        (first, c) => Math.min(first, plan.places(c.id)?.start ?? first),
        Math.min(plan.start, trial?.start ?? plan.start),
      ),
      last: Math.max(plan.finish, trial?.finish ?? plan.finish),
    }),
    [cards, plan, trial?.start, trial?.finish],
  )
  // The whole plan, filtered or not, and today: the axis does not jump while one filters.
  const axis = useMemo(
    () =>
      axisFor(
        Math.min(span.first, today),
        Math.max(span.last, today + minutesPerDay),
        scale,
        view.width - left,
      ),
    [span, today, scale, view.width, left],
  )

  const refusal: Refusal = (why, names = '') => t(`link.${why}`, { names })
  const settle = settler({ t, f, plan, cards, rows, byId, deeds, may, trial })
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
    onDone: settle.hand,
    onActive: (id: string) => setActive({ id, key: 'name' }),
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
  const tryingLine = trial ? lines.get(trial.launchId) : undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: brought into sight once, when one begins to try it.
  useEffect(() => {
    if (tryingLine !== undefined) virtual.scrollToIndex(tryingLine)
  }, [tryingLine])
  const items = virtual.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? -1

  const { near, height, onScroll, zoom, fit, toToday } = useStage({
    scroller,
    axis,
    left,
    today,
    span,
    phone,
    view,
    onView: setView,
    onScale: setScale,
    look: trial ? (trial.places(trial.launchId)?.finish ?? null) : null,
  })

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
  const cells = useCells(
    {
      ...{ scroller, rows, columns, byId, cards, plan, numbers, tongue, t, refusal, deeds, may },
      withDrift: props.baseline !== null,
      scrollTo: (line) => virtual.scrollToIndex(line),
    },
    active,
    setActive,
  )
  const { focus } = cells
  const nudge = (row: Row, kind: 'move' | 'finish', days: number) => {
    const ids =
      row.kind === 'group' ? row.ids : row.parent ? leavesUnder(row.id, cards).map((c) => c.id) : [row.id]
    if (row.kind === 'task' && !may(row.card)) return
    const gesture: Gesture = { kind, by: days * minutesPerDay }
    settle.tried(row.id, tryGesture(plan, cards, ids, gesture), gesture)
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
      startEdit: cells.begin,
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
    const barAt = (i: number) => rows[i] && barOf(rows[i], shown, axis, today)
    const middle = (i: number) => i * rowHeight + barTop + barHeight / 2
    const id = linkNear(linesTouching(plan.links, lines, first, last), barAt, middle, rowHeight, x, y)
    return id === null ? null : { id, x, y }
  }
  const rowAt = (clientY: number) =>
    rows[Math.floor((clientY - svg.current!.getBoundingClientRect().top) / rowHeight)]
  const chosen = link && plan.links.find((l) => l.id === link.id)
  const parents = rows.some((r) => r.kind === 'group' || r.parent)
  const setCard = setting ? byId.get(setting) : undefined
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
        onFold={() => setClosed(closed.size ? new Set() : new Set(foldable(rows, headed)))}
        onOut={(how) => props.onOut(how, { rows, lines, closed })}
      >
        {props.tools}
      </Toolbar>
      <div className={styles.desk}>
        <div
          ref={scroller}
          className={styles.scroller}
          style={{
            height: Math.min(
              height,
              Math.max(props.aside && !phone ? 600 : 360, headHeight + rows.length * rowHeight + 18),
            ),
          }}
          onScroll={onScroll}
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
              {!phone && <HeadRow columns={columns} width={left} baseline={props.baseline?.name ?? ''} />}
              <TimeHead
                axis={axis}
                from={near.from}
                to={near.to}
                height={headHeight}
                today={today / minutesPerDay}
              />
            </div>
            <Lines
              {...{ rows, rowHeight, axis, today, critical, columns, reading, phone, active, may }}
              edit={cells.edit}
              shown={items}
              width={phone ? view.width : left}
              onToggle={toggle}
              onPick={phone ? (id) => byId.has(id) && setSetting(id) : cells.pick}
              onEdit={cells.begin}
              onSave={cells.save}
              onCancel={cells.cancel}
            />
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
        {/* Who may only look is not told how to change. */}
        {!phone && cards.some(may) && t('gantt.keys')}
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
