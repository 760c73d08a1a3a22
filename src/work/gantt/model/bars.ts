import type { Card } from '../../model.ts'
import { type Instant, minutesPerDay, type Placed } from '../../scheduling/model.ts'
import { type Axis, xOf } from './axis.ts'
import type { Row } from './rows.ts'

/** From this scale on the hours of a day are told apart; below, a bar fills the days it touches. */
export const hourly = 130

export type Span = { start: Instant; finish: Instant }
/** A span as it is drawn: whole days unless hours are seen. */
export function drawn({ start, finish }: Span, scale: number): Span {
  if (scale >= hourly) return { start, finish }
  const first = Math.floor(start / minutesPerDay) * minutesPerDay
  const last = Math.ceil(finish / minutesPerDay) * minutesPerDay
  return { start: first, finish: Math.max(last, first + minutesPerDay) }
}
/** Where the point of a milestone stands: the middle of its day, or its very hour. */
export const pointOf = (at: Instant, scale: number): Instant =>
  scale >= hourly
    ? at
    : // The end of a working day belongs to that day, midnight included.
      Math.floor((at - 1) / minutesPerDay) * minutesPerDay + minutesPerDay / 2

export type Shape = 'bar' | 'milestone' | 'deliverable' | 'approval' | 'summary' | 'group'
export type Bar = {
  shape: Shape
  /** Left and right of what is drawn; of a point, its middle twice. */
  x1: number
  x2: number
  span: Span
  progress: number
  critical: boolean
  late: boolean
  done: boolean
  auto: boolean
  broken: readonly string[]
}

export type Places = (id: string) => Placed | undefined
/** A manual task without any date has no place of its own. */
export const isPlaced = (card: Card) => card.mode === 'auto' || card.startsOn !== null || card.dueOn !== null

const isPoint = (p: Placed, card: Card) =>
  card.kind === 'milestone' || (card.mode === 'auto' && p.finish <= p.start && !p.summary)

export function barOf(row: Row, places: Places, axis: Axis, today: Instant): Bar | undefined {
  if (row.kind === 'group') return groupBar(row.ids, places, axis, today)
  const placed = places(row.id)
  const { card } = row
  if (!placed || (!placed.summary && !isPlaced(card))) return undefined
  const point = isPoint(placed, card) && !placed.summary
  const span = point
    ? { start: pointOf(placed.finish, axis.scale), finish: pointOf(placed.finish, axis.scale) }
    : drawn(placed, axis.scale)
  const shape = placed.summary
    ? 'summary'
    : point && card.kind === 'task'
      ? 'milestone'
      : card.kind === 'task'
        ? 'bar'
        : card.kind
  return {
    shape,
    x1: xOf(axis, span.start),
    x2: xOf(axis, span.finish),
    span: { start: placed.start, finish: placed.finish },
    progress: placed.summary ? placed.progress : card.done ? 100 : card.progress,
    critical: placed.critical && !card.done,
    late: !card.done && placed.finish < today,
    done: card.done,
    auto: card.mode === 'auto',
    broken: placed.broken,
  }
}

/** Over an action of the plan, a status, a person…: from the first start to the last finish of what is under it. */
function groupBar(ids: readonly string[], places: Places, axis: Axis, today: Instant): Bar | undefined {
  let start = Number.POSITIVE_INFINITY
  let finish = Number.NEGATIVE_INFINITY
  let weight = 0
  let done = 0
  let critical = false
  for (const id of ids) {
    const p = places(id)
    if (!p || p.summary) continue
    start = Math.min(start, p.start)
    finish = Math.max(finish, p.finish)
    const size = Math.max(1, p.finish - p.start)
    weight += size
    done += size * p.progress
    critical ||= p.critical && p.progress < 100
  }
  if (!weight) return undefined
  const whole = drawn({ start, finish }, axis.scale)
  const progress = Math.round(done / weight)
  return {
    shape: 'group',
    x1: xOf(axis, whole.start),
    x2: xOf(axis, whole.finish),
    span: { start, finish },
    progress,
    critical,
    late: progress < 100 && finish < today,
    done: progress === 100,
    auto: false,
    broken: [],
  }
}

const n = (v: number) => Math.round(v * 10) / 10

/** The outline of a bar, from its top left corner at `y`, as the path of an SVG. */
export function pathOf(shape: Shape, x1: number, x2: number, y: number, height: number): string {
  const w = Math.max(3, x2 - x1)
  const middle = y + height / 2
  if (shape === 'milestone')
    return `M${n(x1)} ${n(y - 1)}l${height / 2 + 1} ${height / 2 + 1}l${-height / 2 - 1} ${height / 2 + 1}l${-height / 2 - 1} ${-height / 2 - 1}z`
  if (shape === 'summary' || shape === 'group') {
    const foot = Math.min(5, w / 2)
    const thick = height * 0.42
    return `M${n(x1)} ${n(y + 2)}h${n(w)}v${n(thick + foot)}l${-n(foot)} ${-n(foot)}h${-n(w - 2 * foot)}l${-n(foot)} ${n(foot)}z`
  }
  if (shape === 'approval') {
    // A hexagon: somebody’s yes stands between what was made and what follows.
    const tip = Math.min(height / 2, w / 2 || height / 2)
    const [a, b] = x2 > x1 ? [x1, x2] : [x1 - height / 2, x1 + height / 2]
    return `M${n(a)} ${n(middle)}L${n(a + tip)} ${n(y)}H${n(b - tip)}L${n(b)} ${n(middle)}L${n(b - tip)} ${n(y + height)}H${n(a + tip)}z`
  }
  if (shape === 'deliverable') {
    // A sheet with its corner folded.
    const [a, b] = x2 > x1 ? [x1, x2] : [x1 - height * 0.42, x1 + height * 0.42]
    const fold = Math.min(height * 0.4, b - a)
    return `M${n(a)} ${n(y)}H${n(b - fold)}L${n(b)} ${n(y + fold)}V${n(y + height)}H${n(a)}z`
  }
  const r = Math.min(3, w / 2)
  return `M${n(x1 + r)} ${n(y)}h${n(w - 2 * r)}q${r} 0 ${r} ${r}v${n(height - 2 * r)}q0 ${r} ${-r} ${r}h${-n(w - 2 * r)}q${-r} 0 ${-r} ${-r}v${-n(height - 2 * r)}q0 ${-r} ${r} ${-r}z`
}
