import type { Link } from '../../scheduling/model.ts'

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
