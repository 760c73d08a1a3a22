import { Image, Link, StyleSheet, Text, View } from '@react-pdf/renderer'
import { createElement as h, type ReactElement } from 'react'
import type { Formats } from '#platform/formats.ts'
import type { Brand } from '../../brand/model.ts'
import type { Drawing } from '../../charts/model.ts'
import { type Say, shown } from '../../document/model.ts'
import type { Figure, Outcome, ReviewDocument } from '../../model.ts'
import { drawSvg } from '../drawSvg.ts'

/** What every part of the PDF needs to draw itself. */
export type Sheet = {
  doc: ReviewDocument
  f: Formats
  say: Say
  brand: Brand /** Where figures lead to. */
  origin: string
}

export const grey = { ink: '#1c1b19', muted: '#68645c', line: '#d9d4c8', faint: '#f4f1ea' }
/** What became of an objective, by a colour and always a mark. */
export const tones: Record<Outcome, string> = {
  reached: '#2e7d4f',
  missed: '#b93a2b',
  running: '#2c5f9e',
  unknown: '#68645c',
}
export const marks: Record<Outcome, string> = { reached: '✓', missed: '×', running: '→', unknown: '–' }
/** The width between the margins of an A4 page, in points. */
export const textWidth = 595.28 - 96

const styles = StyleSheet.create({
  chapter: { marginBottom: 22 },
  title: { fontFamily: 'Source Serif', fontWeight: 600, fontSize: 17, lineHeight: 1.2, marginBottom: 10 },
  subtitle: { fontWeight: 600, fontSize: 9.5, marginTop: 10, marginBottom: 5 },
  text: { marginBottom: 6, maxWidth: 440 },
  none: { color: grey.muted },
  row: {
    flexDirection: 'row',
    borderBottomWidth: 0.5,
    borderBottomColor: grey.line,
    paddingVertical: 4.5,
    alignItems: 'flex-start',
  },
  headRow: {
    flexDirection: 'row',
    borderBottomWidth: 1,
    paddingBottom: 4,
    paddingTop: 2,
    alignItems: 'flex-end',
  },
  head: { fontSize: 8, color: grey.muted },
  total: { fontWeight: 600 },
  note: { fontSize: 8, color: grey.muted },
})

export type Cell = { text: string; to?: string | null; strong?: boolean; note?: string; colour?: string }
export type Column = { head: string; width: number; right?: boolean }

/** A figure in a cell, leading to its rows. */
export const cell = (s: Sheet, figure: Figure, o: { sign?: boolean; strong?: boolean } = {}): Cell => ({
  text: shown(s.f, figure, s.doc.currency, o),
  to: figure.value === null ? null : figure.rows,
  ...(o.strong && { strong: true }),
})

const linked = (s: Sheet, c: Cell): ReactElement =>
  c.to
    ? h(
        Link,
        { src: `${s.origin}${c.to}`, style: { color: c.colour ?? grey.ink, textDecoration: 'none' } },
        c.text,
      )
    : h(Text, { style: { ...(c.colour && { color: c.colour }) } }, c.text)

const box = (column: Column, i: number) => ({
  width: column.width,
  paddingLeft: i === 0 ? 0 : 6,
  ...(column.right && { textAlign: 'right' as const, alignItems: 'flex-end' as const }),
})

function tableRow(s: Sheet, columns: Column[], cells: Cell[], key: string, total: boolean): ReactElement {
  return h(
    View,
    { key, wrap: false, style: total ? [styles.row, styles.total, { borderBottomWidth: 0 }] : styles.row },
    ...columns.map((column, i) => {
      const c = cells[i] ?? { text: '' }
      return h(
        View,
        { key: i, style: [box(column, i), c.strong ? { fontWeight: 600 } : {}] },
        linked(s, c),
        c.note ? h(Text, { style: styles.note }, c.note) : null,
      )
    }),
  )
}

/** A table whose heading comes back at the top of each page it runs over. The first two rows stay with it. */
export function table(s: Sheet, columns: Column[], rows: Cell[][], total?: Cell[]): ReactElement {
  const heading = h(
    View,
    {
      key: 'head',
      fixed: true,
      style: [styles.headRow, { borderBottomColor: s.brand.ink }],
      minPresenceAhead: 60,
    } as never,
    ...columns.map((column, i) =>
      h(View, { key: i, style: box(column, i) }, h(Text, { style: styles.head }, column.head)),
    ),
  )
  return h(
    View,
    null,
    heading,
    ...rows.map((r, i) => tableRow(s, columns, r, `r${i}`, false)),
    total ? tableRow(s, columns, total, 'total', true) : null,
  )
}

/** A chapter: its heading never stands alone at the foot of a page, it goes with the first thing under it. */
export function chapter(
  s: Sheet,
  title: string,
  body: (ReactElement | null)[],
  o: { edited?: string | undefined } = {},
): ReactElement {
  const heading = h(Text, { key: 'title', style: [styles.title, { color: s.brand.ink }] }, title)
  const parts = [
    ...(o.edited ? paragraphs(o.edited) : []),
    ...body.flatMap((b, i) => (b ? [h(View, { key: i }, b)] : [])),
  ]
  return h(
    View,
    { style: styles.chapter },
    h(View, { key: 'opening', wrap: false }, heading, parts[0]),
    ...parts.slice(1),
  )
}

export const paragraphs = (text: string): ReactElement[] =>
  text
    .split(/\n{1,}/)
    .filter((p) => p.trim())
    .map((p, i) => h(Text, { key: `p${i}`, style: styles.text }, p))
export const subtitle = (text: string): ReactElement =>
  h(Text, { style: styles.subtitle, minPresenceAhead: 60 }, text)
export const none = (text: string): ReactElement => h(Text, { style: styles.none }, text)
export const note = (text: string): ReactElement => h(Text, { style: styles.note }, text)

/** A vector chart of the given height, as wide as the text. */
export function chart(title: string, drawing: Drawing, height: number, width = textWidth): ReactElement {
  return h(
    View,
    { wrap: false, style: { marginTop: 6, marginBottom: 8 } },
    h(Text, { style: { ...styles.subtitle, marginTop: 2 } }, title),
    h(Image, {
      src: { data: drawSvg(drawing, Math.round(width), height), format: 'svg' } as never,
      style: { width, height },
    }),
  )
}
