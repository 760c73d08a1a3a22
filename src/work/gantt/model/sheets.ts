import type { LinkKind } from '../../scheduling/model.ts'
import { type Instant, minutesPerDay } from '../../scheduling/model.ts'
import { headOf, lineOf, route } from './arrows.ts'
import { type Axis, clampScale, daysOff, type Tick, ticks, type Unit, unitsAt, widthOf, xOf } from './axis.ts'
import { type Bar, barOf, type Places, pathOf } from './bars.ts'
import type { Row } from './rows.ts'

/** What a page is made of: three kinds of mark, drawn alike in a print, a picture and a PDF. */
export type Mark =
  | { as: 'rect'; x: number; y: number; width: number; height: number; fill: string }
  | { as: 'path'; d: string; fill?: string; stroke?: string; width?: number; dash?: string }
  | {
      as: 'text'
      x: number
      y: number
      text: string
      size: number
      fill: string
      bold?: boolean
      anchor?: 'start' | 'middle' | 'end'
    }
export type Page = { width: number; height: number; marks: Mark[] }

export const inks = {
  paper: '#ffffff',
  ink: '#1c1b19',
  muted: '#68645c',
  line: '#e0dbd0',
  off: '#f4f1ea',
  green: '#1f5b4c',
  wash: '#cfe0d9',
  brass: '#a87614',
  amber: '#b97b00',
  amberWash: '#f3dfb3',
  vermilion: '#b93a2b',
  vermilionWash: '#f2cdc6',
  grey: '#b9b3a6',
} as const

/** As wide as what it says, between `width` and `most`; the names give way when the paper is small. */
export type PrintColumn = {
  head: string
  width: number
  most?: number
  right?: boolean
  text: (row: Row) => string
}
export type Print = {
  title: string
  subtitle: string
  /** « page 2 sur 5 » */
  foot: (page: number, pages: number) => string
  rows: readonly Row[]
  places: Places
  links: readonly { from: number; to: number; kind: LinkKind; critical: boolean }[]
  baseline: ReadonlyMap<string, { start: Instant; finish: Instant }> | null
  deadline: (row: Row) => Instant | null
  isOff: (day: number) => boolean
  today: Instant
  critical: boolean
  columns: readonly PrintColumn[]
  tick: (unit: Unit, tick: Tick, width: number) => string
  legend: readonly (readonly [
    swatch: 'auto' | 'manual' | 'critical' | 'late' | 'baseline' | 'milestone',
    label: string,
  ])[]
  from: Instant
  to: Instant
}

/** Points: A4 and A3 lying down. */
export const papers = {
  a4: { width: 841.89, height: 595.28 },
  a3: { width: 1190.55, height: 841.89 },
} as const
export type Paper = keyof typeof papers

const rowHeight = 17
const margin = 28
const headHeight = 30
const topHeight = 34

const narrow = /[iljtf.,:;'’|!() ]/
const wide = /[mwMWŒœ@%—]/
/** An estimate of how wide a letter is: good enough to cut a text before it runs over. */
const letter = (c: string) =>
  narrow.test(c) ? 0.3 : wide.test(c) ? 0.88 : /[A-ZÀ-Þ0-9]/.test(c) ? 0.66 : 0.55
export function cut(text: string, width: number, size: number): string {
  let used = 0
  for (let i = 0; i < text.length; i++) {
    used += letter(text[i]!) * size
    if (used > width) return `${text.slice(0, Math.max(0, i - 1)).trimEnd()}…`
  }
  return text
}

const names = 1
/** Each column as wide as it needs, so that no date loses its year; together little more than half of the paper. */
function fitted(p: Print, width: number): PrintColumn[] {
  const long = (text: string, size: number) => [...text].reduce((sum, c) => sum + letter(c) * size, 0)
  const wanted = p.columns.map((c, i) => {
    let widest = long(c.head, 7)
    for (const row of p.rows) {
      const strong = i === names && (row.kind === 'group' || row.parent)
      widest = Math.max(
        widest,
        long(c.text(row), 8) * (strong ? 1.07 : 1) + (i === names ? row.depth * 8 : 0),
      )
    }
    return { ...c, width: Math.min(c.most ?? c.width, Math.max(c.width, Math.ceil(widest) + 10)) }
  })
  const over = wanted.reduce((sum, c) => sum + c.width, 0) - (width - margin * 2) * 0.56
  const name = wanted[names]
  if (over > 0 && name) name.width = Math.max(p.columns[names]!.width, name.width - over)
  return wanted
}

/** The chart cut into pages, top to bottom: the head of the columns and of the time comes back on each. */
export function paginate(print: Print, paper: { width: number; height: number } | null): Page[] {
  const p = { ...print, columns: fitted(print, paper?.width ?? 1600) }
  const tableWidth = p.columns.reduce((sum, c) => sum + c.width, 0)
  // Without paper, one long page: the picture.
  const width = paper?.width ?? Math.max(1200, Math.min(6000, tableWidth + margin * 2 + 900))
  const perPage = paper
    ? Math.max(5, Math.floor((paper.height - margin * 2 - topHeight - headHeight - 26) / rowHeight))
    : Math.max(1, p.rows.length)
  const pages = Math.max(1, Math.ceil(p.rows.length / perPage))
  const chart = width - margin * 2 - tableWidth
  const first = Math.floor(p.from / minutesPerDay) - 1
  const days = Math.max(3, Math.ceil(p.to / minutesPerDay) + 2 - first)
  const axis: Axis = { from: first, to: first + days, scale: Math.max(clampScale(0), chart / days) }
  return Array.from({ length: pages }, (_, page) => {
    const at = page * perPage
    const count = Math.min(perPage, p.rows.length - at)
    const height = paper?.height ?? margin * 2 + topHeight + headHeight + count * rowHeight + 30
    return { width, height, marks: draw(p, axis, { at, count, page, pages, width, height, tableWidth }) }
  })
}

type Frame = {
  at: number
  count: number
  page: number
  pages: number
  width: number
  height: number
  tableWidth: number
}

function draw(p: Print, axis: Axis, f: Frame): Mark[] {
  const marks: Mark[] = [{ as: 'rect', x: 0, y: 0, width: f.width, height: f.height, fill: inks.paper }]
  const left = margin + f.tableWidth
  const top = margin + topHeight + headHeight
  const bottom = top + f.count * rowHeight
  const text = (x: number, y: number, said: string, o: Partial<Extract<Mark, { as: 'text' }>> = {}) =>
    marks.push({ as: 'text', x, y, text: said, size: 8, fill: inks.ink, ...o })
  text(margin, margin + 12, cut(p.title, f.width - 2 * margin - 220, 14), { size: 14, bold: true })
  text(margin, margin + 25, p.subtitle, { fill: inks.muted })
  text(f.width - margin, margin + 25, p.foot(f.page + 1, f.pages), { fill: inks.muted, anchor: 'end' })
  const chart = chartMarks(p, axis, f, left, top)
  marks.push(...chart.under)
  // The head: columns, and two lines of time.
  const headTop = margin + topHeight
  marks.push({ as: 'path', d: `M${margin} ${top}H${f.width - margin}`, stroke: inks.muted, width: 0.8 })
  let x = margin
  for (const c of p.columns) {
    text(c.right ? x + c.width - 6 : x, top - 6, c.head, {
      size: 7,
      fill: inks.muted,
      ...(c.right && { anchor: 'end' as const }),
    })
    x += c.width
  }
  const [upper, lower] = unitsAt(axis.scale)
  for (const [unit, y, bold] of [
    [upper, headTop + 11, true],
    [lower, headTop + 24, false],
  ] as const)
    for (const tick of ticks(unit, axis.from, axis.to)) {
      const from = Math.max(0, (tick.at - axis.from) * axis.scale)
      const to = Math.min(widthOf(axis), (tick.to - axis.from) * axis.scale)
      const label = p.tick(unit, tick, to - from)
      if (label && to - from > label.length * 3.6)
        text(left + from + 2, y, label, { size: 7, fill: bold ? inks.ink : inks.muted, bold })
    }
  for (let i = 0; i < f.count; i++) {
    const row = p.rows[f.at + i]!
    const y = top + i * rowHeight
    let at = margin
    for (const [index, c] of p.columns.entries()) {
      const indent = index === 1 ? row.depth * 8 : 0
      const said = cut(c.text(row), c.width - 8 - indent, 8)
      const strong = row.kind === 'group' || row.parent
      if (said)
        text(c.right ? at + c.width - 6 : at + indent, y + 11.5, said, {
          bold: strong && index === 1,
          ...(c.right && { anchor: 'end' as const }),
        })
      at += c.width
    }
    marks.push({
      as: 'path',
      d: `M${margin} ${y + rowHeight}H${f.width - margin}`,
      stroke: inks.line,
      width: 0.4,
    })
  }
  marks.push(...chart.over)
  legend(p, marks, margin, Math.max(bottom + 16, f.height - margin - 2))
  return marks
}

const fillOf = (p: Print, bar: Bar) => {
  const holds = bar.shape === 'summary' || bar.shape === 'group'
  if (bar.done) return inks.grey
  if (bar.late) return bar.auto || holds ? inks.vermilion : inks.vermilionWash
  if (p.critical && bar.critical) return bar.auto || holds ? inks.amber : inks.amberWash
  if (holds) return inks.ink
  if (bar.shape === 'milestone') return inks.brass
  return bar.auto ? inks.green : inks.wash
}
const strokeOf = (p: Print, bar: Bar) =>
  bar.late
    ? inks.vermilion
    : p.critical && bar.critical
      ? inks.amber
      : bar.shape === 'milestone'
        ? inks.brass
        : bar.done
          ? inks.grey
          : inks.green

function chartMarks(
  p: Print,
  axis: Axis,
  f: Frame,
  left: number,
  top: number,
): { under: Mark[]; over: Mark[] } {
  const under: Mark[] = []
  const over: Mark[] = []
  const height = f.count * rowHeight
  const width = widthOf(axis)
  if (axis.scale >= 2.4)
    for (const run of daysOff(p.isOff, axis.from, axis.to))
      under.push({
        as: 'rect',
        x: left + (run.at - axis.from) * axis.scale,
        y: top,
        width: Math.min((run.to - run.at) * axis.scale, width - (run.at - axis.from) * axis.scale),
        height,
        fill: inks.off,
      })
  const grid = ticks(unitsAt(axis.scale)[0], axis.from, axis.to)
    .filter((t) => t.at >= axis.from)
    .map((t) => `M${(left + (t.at - axis.from) * axis.scale).toFixed(1)} ${top}v${height}`)
    .join('')
  if (grid) under.push({ as: 'path', d: grid, stroke: inks.line, width: 0.5 })
  const now = xOf(axis, p.today)
  if (now > 0 && now < width)
    under.push({
      as: 'path',
      d: `M${(left + now).toFixed(1)} ${top - 4}v${height + 4}`,
      stroke: inks.brass,
      width: 1,
    })
  const bars = new Map<number, Bar>()
  const barAt = (i: number) => {
    const known = bars.get(i)
    if (known) return known
    const row = p.rows[i]
    const bar = row && barOf(row, p.places, axis, p.today)
    if (bar) bars.set(i, bar)
    return bar
  }
  const middle = (i: number) => top + (i - f.at) * rowHeight + rowHeight / 2
  const lines = { plain: '', critical: '' }
  const heads = { plain: '', critical: '' }
  for (const link of p.links) {
    if (Math.max(link.from, link.to) < f.at || Math.min(link.from, link.to) >= f.at + f.count) continue
    const from = barAt(link.from)
    const to = barAt(link.to)
    if (!from || !to || link.from === link.to) continue
    const clip = (y: number) => Math.min(top + height, Math.max(top, y))
    const ends = {
      x1: left + (link.kind === 'fs' || link.kind === 'ff' ? from.x2 : from.x1),
      y1: middle(link.from),
      x2: left + (link.kind === 'fs' || link.kind === 'ss' ? to.x1 : to.x2),
      y2: middle(link.to),
    }
    const kind = link.critical && p.critical ? 'critical' : 'plain'
    lines[kind] += lineOf(route(link.kind, ends, rowHeight, 5).map(([x, y]) => [x, clip(y)]))
    if (ends.y2 === clip(ends.y2)) heads[kind] += headOf(link.kind, ends, 3.4)
  }
  for (const kind of ['plain', 'critical'] as const) {
    const colour = kind === 'plain' ? inks.muted : inks.amber
    if (lines[kind]) over.push({ as: 'path', d: lines[kind], stroke: colour, width: 0.7 })
    if (heads[kind]) over.push({ as: 'path', d: heads[kind], fill: colour })
  }
  for (let i = f.at; i < f.at + f.count; i++) {
    const row = p.rows[i]!
    const y = top + (i - f.at) * rowHeight
    const kept = row.kind === 'task' && !row.parent ? p.baseline?.get(row.id) : undefined
    if (kept)
      over.push({
        as: 'rect',
        x: left + xOf(axis, kept.start),
        y: y + rowHeight - 4,
        width: Math.max(1.5, xOf(axis, kept.finish) - xOf(axis, kept.start)),
        height: 2.4,
        fill: inks.grey,
      })
    const bar = barAt(i)
    if (!bar) continue
    over.push({
      as: 'path',
      d: pathOf(bar.shape, left + bar.x1, left + bar.x2, y + 3.5, 9),
      fill: fillOf(p, bar),
      stroke: strokeOf(p, bar),
      width: bar.auto ? 0.4 : 0.7,
    })
    if (bar.progress > 0 && bar.progress < 100 && bar.x2 > bar.x1 && bar.shape !== 'group')
      over.push({
        as: 'rect',
        x: left + bar.x1,
        y: y + 7,
        width: ((bar.x2 - bar.x1) * bar.progress) / 100,
        height: 2,
        fill: bar.auto || bar.shape === 'summary' ? inks.paper : inks.green,
      })
    const due = p.deadline(row)
    if (due !== null) {
      const x = left + xOf(axis, due)
      over.push({
        as: 'path',
        d: `M${x - 3} ${y + 3}h6l-3 5z`,
        fill: bar.broken.includes('deadline') ? inks.vermilion : inks.ink,
      })
    }
  }
  return { under, over }
}

function legend(p: Print, marks: Mark[], x: number, y: number): void {
  for (const [swatch, label] of p.legend) {
    const look = {
      auto: { fill: inks.green, stroke: inks.green },
      manual: { fill: inks.wash, stroke: inks.green },
      critical: { fill: inks.amber, stroke: inks.amber },
      late: { fill: inks.vermilion, stroke: inks.vermilion },
      baseline: { fill: inks.grey, stroke: inks.grey },
      milestone: { fill: inks.brass, stroke: inks.brass },
    }[swatch]
    marks.push({
      as: 'path',
      d:
        swatch === 'milestone'
          ? pathOf('milestone', x + 6, x + 6, y - 7, 7)
          : pathOf('bar', x, x + 14, y - (swatch === 'baseline' ? 4 : 6.5), swatch === 'baseline' ? 2.5 : 7),
      ...look,
      width: 0.6,
    })
    marks.push({ as: 'text', x: x + 18, y, text: label, size: 7, fill: inks.muted })
    x += 18 + label.length * 3.9 + 14
  }
}

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!)

/** A page as an SVG of its own: for the picture, and for the browser’s print. */
export function svgOf(page: Page, family = 'Inter, sans-serif'): string {
  const body = page.marks.map((m) => {
    if (m.as === 'rect')
      return `<rect x="${m.x.toFixed(1)}" y="${m.y.toFixed(1)}" width="${Math.max(0, m.width).toFixed(1)}" height="${m.height.toFixed(1)}" fill="${m.fill}"/>`
    if (m.as === 'path')
      return `<path d="${m.d}" fill="${m.fill ?? 'none'}"${m.stroke ? ` stroke="${m.stroke}" stroke-width="${m.width ?? 1}"` : ''}${m.dash ? ` stroke-dasharray="${m.dash}"` : ''}/>`
    return `<text x="${m.x.toFixed(1)}" y="${m.y.toFixed(1)}" font-size="${m.size}" fill="${m.fill}"${m.bold ? ' font-weight="600"' : ''}${m.anchor ? ` text-anchor="${m.anchor}"` : ''}>${escaped(m.text)}</text>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${page.width}" height="${page.height}" viewBox="0 0 ${page.width} ${page.height}" font-family="${escaped(family)}">${body.join('')}</svg>`
}
