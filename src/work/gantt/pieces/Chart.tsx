import { memo, type PointerEvent as ReactPointerEvent, type RefObject } from 'react'
import { useT } from '#web/i18n.tsx'
import { type Instant, instantOf, minutesPerDay, weekdayOf } from '../../scheduling/model.ts'
import { messages } from '../messages.ts'
import {
  type Axis,
  type Bar,
  barOf,
  daysOff,
  drawn,
  headOf,
  type LivePlan,
  lineOf,
  type Places,
  pathOf,
  type Row,
  route,
  type Span,
  ticks,
  unitsAt,
  widthOf,
  xOf,
} from '../model.ts'
import styles from './Chart.module.css'
import { Handles, LinkInHand } from './ChartHands.tsx'
import type { Hand } from './hand.ts'
import { endsOf, linesTouching } from './lines.ts'

type Props = {
  svg: RefObject<SVGSVGElement | null>
  axis: Axis
  rows: readonly Row[]
  lines: ReadonlyMap<string, number>
  first: number
  last: number
  from: number
  to: number
  rowHeight: number
  barTop: number
  barHeight: number
  plan: LivePlan
  places: Places
  /** Where things stand while something else is tried. */
  ghosts: Places | null
  baseline: ReadonlyMap<string, Span> | null
  today: Instant
  critical: boolean
  slack: boolean
  active: string | null
  over: string | null
  hand: Hand | null
  chosen: string | null
  may: boolean
  label: (row: Row) => string
  onPointerDown: (event: ReactPointerEvent<SVGSVGElement>) => void
  onPointerMove: (event: ReactPointerEvent<SVGSVGElement>) => void
  onPointerLeave: () => void
  onClick: (event: React.MouseEvent<SVGSVGElement>) => void
  onDoubleClick: (event: React.MouseEvent<SVGSVGElement>) => void
}

/** The bars. Few elements: what repeats (days off, links, slack, baselines) is one path each, found again by geometry. */
export function Chart(p: Props) {
  const t = useT(messages)
  const { axis, rows, rowHeight, first, last } = p
  const top = first * rowHeight
  const bottom = (last + 1) * rowHeight
  const shown = rows.slice(first, last + 1)
  const bars = new Map<number, Bar | undefined>()
  const barAt = (i: number) => {
    if (!bars.has(i)) bars.set(i, rows[i] && barOf(rows[i], p.places, axis, p.today))
    return bars.get(i)
  }
  const middle = (i: number) => i * rowHeight + p.barTop + p.barHeight / 2
  const days = { from: axis.from + p.from / axis.scale, to: Math.min(axis.to, axis.from + p.to / axis.scale) }
  const links = linksPaths(p, barAt, middle)
  const now = Math.round(xOf(axis, p.today + minutesPerDay / 2))
  const activeLine = p.active === null ? undefined : rows.findIndex((r) => r.id === p.active)
  const marks = marksOf(p, barAt)
  const overLine = p.over === null ? -1 : rows.findIndex((r) => r.id === p.over)
  return (
    <svg
      ref={p.svg}
      className={styles.chart}
      width={widthOf(axis)}
      height={rows.length * rowHeight}
      aria-hidden="true"
      data-hand={p.hand?.kind}
      onPointerDown={p.onPointerDown}
      onPointerMove={p.onPointerMove}
      onPointerLeave={p.onPointerLeave}
      onClick={p.onClick}
      onDoubleClick={p.onDoubleClick}
    >
      <Ground
        axis={axis}
        from={days.from}
        to={days.to}
        top={top}
        bottom={bottom}
        isOff={p.plan.calendar.periodsOn}
        rowHeight={rowHeight}
        first={first}
        last={last}
      />
      {activeLine !== undefined && activeLine >= first && activeLine <= last && (
        <rect
          className={styles.activeBand}
          x={p.from}
          y={activeLine * rowHeight}
          width={p.to - p.from}
          height={rowHeight}
        />
      )}
      <path className={styles.today} d={`M${now} ${top}V${bottom}`} />
      {p.baseline && <path className={styles.baseline} d={baselinePath(p, shown)} />}
      {p.ghosts && <path className={styles.ghost} d={ghostPath(p, shown)} />}
      {p.slack && <path className={styles.slack} d={slackPath(p, shown, barAt)} />}
      <path className={styles.link} d={links.plain} />
      <path className={styles.linkHead} d={links.plainHeads} />
      {links.critical && <path className={styles.linkCritical} d={links.critical} />}
      {links.criticalHeads && <path className={styles.headCritical} d={links.criticalHeads} />}
      {links.chosen && <path className={styles.linkChosen} d={links.chosen} />}
      {shown.map((row, i) => (
        <BarShape
          key={row.id}
          id={row.id}
          group={row.kind === 'group'}
          bar={barAt(first + i)}
          y={(first + i) * rowHeight + p.barTop}
          height={p.barHeight}
          critical={p.critical}
          label={p.label(row)}
        />
      ))}
      {marks.kept && <path className={styles.deadline} d={marks.kept} />}
      {marks.broken && <path className={styles.deadlineBroken} d={marks.broken} />}
      {marks.constraints && <path className={styles.constraint} d={marks.constraints} />}
      {p.may && p.over !== null && p.hand === null && (
        <Handles
          line={overLine}
          row={rows[overLine]}
          barAt={barAt}
          y={overLine * rowHeight + p.barTop}
          barHeight={p.barHeight}
        />
      )}
      {p.hand?.kind === 'link' && (
        <LinkInHand
          hand={p.hand}
          barAt={barAt}
          lines={p.lines}
          middle={middle}
          text={p.hand.over ? t(`link.${p.hand.over.kind}`) : ''}
        />
      )}
      {p.hand?.kind === 'draw' && (
        <rect
          className={styles.drawing}
          x={xOf(axis, Math.min(p.hand.from, p.hand.to))}
          y={(p.lines.get(p.hand.id) ?? 0) * rowHeight + p.barTop}
          width={Math.abs(xOf(axis, p.hand.to) - xOf(axis, p.hand.from))}
          height={p.barHeight}
        />
      )}
    </svg>
  )
}

/** Days off and the lines of the grid: they change with the zoom and the scroll only. */
const Ground = memo(function Ground(g: {
  axis: Axis
  from: number
  to: number
  top: number
  bottom: number
  first: number
  last: number
  rowHeight: number
  isOff: (day: number) => readonly unknown[]
}) {
  const x = (n: number) => Math.round((n - g.axis.from) * g.axis.scale * 10) / 10
  const off =
    g.axis.scale < 2.4
      ? ''
      : daysOff((n) => (g.axis.scale < 5 ? weekdayOf(n) > 4 : g.isOff(n).length === 0), g.from, g.to)
          .map((r) => `M${x(r.at)} ${g.top}H${x(r.to)}V${g.bottom}H${x(r.at)}z`)
          .join('')
  let lines = ''
  for (let i = g.first; i <= g.last; i++) lines += `M${x(g.from)} ${(i + 1) * g.rowHeight - 0.5}H${x(g.to)}`
  const columns = ticks(unitsAt(g.axis.scale)[0], g.from, g.to)
    .map((t) => `M${Math.round(x(t.at)) + 0.5} ${g.top}V${g.bottom}`)
    .join('')
  return (
    <>
      <path className={styles.off} d={off} />
      <path className={styles.grid} d={lines + columns} />
    </>
  )
})

const BarShape = memo(
  function BarShape({
    id,
    group,
    bar,
    y,
    height,
    critical,
    label,
  }: {
    id: string
    group: boolean
    bar: Bar | undefined
    y: number
    height: number
    critical: boolean
    label: string
  }) {
    if (!bar) return null
    const { x1, x2, shape } = bar
    const point = x1 === x2
    return (
      <g
        className={styles.bar}
        data-bar={id}
        data-shape={shape}
        data-auto={bar.auto || undefined}
        data-late={bar.late || undefined}
        data-done={bar.done || undefined}
        data-critical={(critical && bar.critical) || undefined}
        data-group={group || undefined}
      >
        <path d={pathOf(shape, x1, x2, y, height)} />
        {!point && bar.progress > 0 && bar.progress < 100 && (
          <rect
            className={styles.progress}
            x={x1}
            y={y + height - 5}
            width={((x2 - x1) * bar.progress) / 100}
            height={3}
          />
        )}
        {label && (
          <text x={x2 + (point ? height / 2 + 12 : 14)} y={y + height / 2 + 4}>
            {label}
          </text>
        )}
      </g>
    )
  },
  (a, b) =>
    a.id === b.id &&
    a.y === b.y &&
    a.height === b.height &&
    a.critical === b.critical &&
    a.label === b.label &&
    sameBar(a.bar, b.bar),
)
function sameBar(a: Bar | undefined, b: Bar | undefined): boolean {
  if (!a || !b) return a === b
  return (
    a.x1 === b.x1 &&
    a.x2 === b.x2 &&
    a.shape === b.shape &&
    a.progress === b.progress &&
    a.critical === b.critical &&
    a.late === b.late &&
    a.done === b.done &&
    a.auto === b.auto
  )
}

function linksPaths(p: Props, barAt: (i: number) => Bar | undefined, middle: (i: number) => number) {
  const found = { plain: '', plainHeads: '', critical: '', criticalHeads: '', chosen: '' }
  for (const { link, from, to } of linesTouching(p.plan.links, p.lines, p.first, p.last)) {
    const a = barAt(from)
    const b = barAt(to)
    if (!a || !b) continue
    const ends = endsOf(link.kind, a, b, middle(from), middle(to))
    const critical = p.critical && p.places(link.fromId)?.critical && p.places(link.toId)?.critical
    const d = lineOf(route(link.kind, ends, p.rowHeight))
    if (link.id === p.chosen) found.chosen += d
    if (critical) {
      found.critical += d
      found.criticalHeads += headOf(link.kind, ends)
    } else {
      found.plain += d
      found.plainHeads += headOf(link.kind, ends)
    }
  }
  return found
}

function baselinePath(p: Props, shown: readonly Row[]): string {
  let d = ''
  shown.forEach((row, i) => {
    const then = p.baseline?.get(row.id)
    if (!then || p.places(row.id)?.summary) return
    const span = drawn(then, p.axis.scale)
    const x = xOf(p.axis, span.start)
    d += `M${x} ${(p.first + i + 1) * p.rowHeight - 6}h${Math.max(2, xOf(p.axis, span.finish) - x)}v3H${x}z`
  })
  return d
}

/** Where a bar stands now, dashed, while something else is tried. */
function ghostPath(p: Props, shown: readonly Row[]): string {
  let d = ''
  shown.forEach((row, i) => {
    if (row.kind !== 'task' || !p.ghosts) return
    const was = p.ghosts(row.id)
    const is = p.places(row.id)
    if (!was || !is || (was.start === is.start && was.finish === is.finish)) return
    const bar = barOf(row, p.ghosts, p.axis, p.today)
    if (bar) d += pathOf(bar.shape, bar.x1, bar.x2, (p.first + i) * p.rowHeight + p.barTop, p.barHeight)
  })
  return d
}

/** A thin line as far as the task may go without moving the end; its foot as far as it moves nobody. */
function slackPath(p: Props, shown: readonly Row[], barAt: (i: number) => Bar | undefined): string {
  let d = ''
  shown.forEach((row, i) => {
    const bar = barAt(p.first + i)
    const placed = row.kind === 'task' ? p.places(row.id) : undefined
    if (!bar || !placed || placed.summary || bar.done || placed.totalSlack <= 0) return
    const y = (p.first + i) * p.rowHeight + p.barTop + p.barHeight - 2
    const far = drawn({ start: placed.lateFinish - 1, finish: placed.lateFinish }, p.axis.scale)
    d += `M${bar.x2} ${y}H${xOf(p.axis, far.finish)}v-4`
    if (placed.freeSlack > 0) {
      const at = p.plan.calendarOf(row.id).addWork(placed.finish, placed.freeSlack)
      d += `M${xOf(p.axis, drawn({ start: at - 1, finish: at }, p.axis.scale).finish)} ${y}v3`
    }
  })
  return d
}

function marksOf(p: Props, barAt: (i: number) => Bar | undefined) {
  const found = { kept: '', broken: '', constraints: '' }
  for (let i = p.first; i <= p.last; i++) {
    const row = p.rows[i]
    if (row?.kind !== 'task') continue
    const y = i * p.rowHeight + p.barTop
    const bar = barAt(i)
    if (row.card.deadlineOn) {
      const x = xOf(p.axis, instantOf(row.card.deadlineOn) + minutesPerDay)
      const arrow = `M${x - 5} ${y - 3}h10l-5 8zM${x} ${y + 4}v${p.barHeight - 4}`
      if (bar?.broken.includes('deadline')) found.broken += arrow
      else found.kept += arrow
    }
    const { constraintKind: kind, constraintAt: at } = row.card
    if (row.card.mode !== 'auto' || kind === 'asap' || !bar) continue
    const atEnd = kind === 'mfo' || kind === 'fnet' || kind === 'fnlt'
    const x = at
      ? xOf(
          p.axis,
          drawn({ start: instantOf(at), finish: instantOf(at) }, p.axis.scale)[atEnd ? 'finish' : 'start'],
        )
      : bar.x2
    // A pin that opens towards where the task may still go.
    const way = kind === 'snet' || kind === 'fnet' ? 1 : kind === 'snlt' || kind === 'fnlt' ? -1 : 0
    found.constraints += `M${x} ${y - 3}v${p.barHeight + 6}M${x + way * 5} ${y - 3}h${-way * 5 || 3}M${x + way * 5} ${y + p.barHeight + 3}h${-way * 5 || 3}`
  }
  return found
}
