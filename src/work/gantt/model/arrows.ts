import type { LinkKind } from '../../scheduling/model.ts'

/** From which end a link leaves, and at which it arrives. */
export const leavesEnd = (kind: LinkKind) => kind === 'fs' || kind === 'ff'
export const arrivesAtStart = (kind: LinkKind) => kind === 'fs' || kind === 'ss'
export const kindBetween = (fromEnd: boolean, toStart: boolean): LinkKind =>
  fromEnd ? (toStart ? 'fs' : 'ff') : toStart ? 'ss' : 'sf'

export type Ends = { x1: number; y1: number; x2: number; y2: number }
const n = (v: number) => Math.round(v * 10) / 10

/** An orthogonal way from one bar's end to another's: corners only, never through the bar it arrives at. */
export function route(kind: LinkKind, { x1, y1, x2, y2 }: Ends, row: number, gap = 9): [number, number][] {
  const out = x1 + (leavesEnd(kind) ? gap : -gap)
  // One arrives at a start travelling right, at an end travelling left.
  const way = arrivesAtStart(kind) ? 1 : -1
  const into = x2 - way * gap
  if (leavesEnd(kind) !== arrivesAtStart(kind)) {
    const x = leavesEnd(kind) ? Math.max(out, into) : Math.min(out, into)
    return [[x1, y1], [x, y1], [x, y2], [x2, y2]] // biome-ignore format: four corners
  }
  if ((into - out) * way >= 0) return [[x1, y1], [out, y1], [out, y2], [x2, y2]] // biome-ignore format: four corners
  const between = y1 === y2 ? y1 + row / 2 : y2 + (y1 < y2 ? -row / 2 : row / 2)
  return [[x1, y1], [out, y1], [out, between], [into, between], [into, y2], [x2, y2]] // biome-ignore format: six corners
}

export const lineOf = (points: readonly [number, number][]): string =>
  points.map(([x, y], i) => `${i ? 'L' : 'M'}${n(x)} ${n(y)}`).join('')

/** The point of the arrow, filled. */
export function headOf(kind: LinkKind, { x2, y2 }: Ends, size = 5): string {
  const back = arrivesAtStart(kind) ? -size : size
  return `M${n(x2)} ${n(y2)}l${back} ${-size * 0.7}v${size * 1.4}z`
}

/** How far a point lies from the way of a link: links are found by geometry, not by one element each. */
export function distanceTo(points: readonly [number, number][], x: number, y: number): number {
  let best = Number.POSITIVE_INFINITY
  for (let i = 1; i < points.length; i++) {
    const [ax, ay] = points[i - 1]!
    const [bx, by] = points[i]!
    const dx = Math.max(Math.min(ax, bx) - x, 0, x - Math.max(ax, bx))
    const dy = Math.max(Math.min(ay, by) - y, 0, y - Math.max(ay, by))
    best = Math.min(best, Math.hypot(dx, dy))
  }
  return best
}
