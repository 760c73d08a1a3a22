import type { Link, LinkKind } from '../../scheduling/model.ts'
import { arrivesAtStart, type Bar, distanceTo, type Ends, leavesEnd, route } from '../model.ts'

export type Drawable = { link: Link; from: number; to: number }

const kept = new WeakMap<object, { lines: ReadonlyMap<string, number>; all: Drawable[] }>()
/** Links between two lines of the chart; those inside one folded line are not drawn. */
function drawable(links: readonly Link[], lines: ReadonlyMap<string, number>): Drawable[] {
  const known = kept.get(links)
  if (known?.lines === lines) return known.all
  const all: Drawable[] = []
  for (const link of links) {
    const from = lines.get(link.fromId)
    const to = lines.get(link.toId)
    if (from !== undefined && to !== undefined && from !== to) all.push({ link, from, to })
  }
  kept.set(links, { lines, all })
  return all
}

/** Those that are seen, or pass, between two lines. */
export const linesTouching = (
  links: readonly Link[],
  lines: ReadonlyMap<string, number>,
  first: number,
  last: number,
): Drawable[] =>
  drawable(links, lines).filter((l) => Math.max(l.from, l.to) >= first && Math.min(l.from, l.to) <= last)

/** Which points of two bars a link joins. */
export const endsOf = (kind: LinkKind, a: Bar, b: Bar, y1: number, y2: number): Ends => ({
  x1: leavesEnd(kind) ? a.x2 : a.x1,
  y1,
  x2: arrivesAtStart(kind) ? b.x1 : b.x2,
  y2,
})

/** The link under a point of the chart, if one passes near enough. */
export function linkNear(
  all: readonly Drawable[],
  barAt: (line: number) => Bar | undefined,
  middle: (line: number) => number,
  rowHeight: number,
  x: number,
  y: number,
): string | null {
  let best: { id: string; distance: number } | null = null
  for (const { link, from, to } of all) {
    const [a, b] = [barAt(from), barAt(to)]
    if (!a || !b) continue
    const ends = endsOf(link.kind, a, b, middle(from), middle(to))
    const distance = distanceTo(route(link.kind, ends, rowHeight), x, y)
    if (distance < 6 && distance < (best?.distance ?? 99)) best = { id: link.id, distance }
  }
  return best?.id ?? null
}
