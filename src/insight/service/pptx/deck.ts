import type PptxGenJS from 'pptxgenjs'
import type { Formats } from '#platform/formats.ts'
import type { Brand } from '../../brand/model.ts'
import { type Say, shown } from '../../document/model.ts'
import type { Figure, ReviewDocument } from '../../model.ts'

export type Pptx = PptxGenJS
export type Slide = PptxGenJS.Slide
export type Deck = {
  pres: Pptx
  doc: ReviewDocument
  say: Say
  f: Formats
  brand: Brand
  origin: string
  period: string
}

/** The names of the library's charts; its own list is on the instance, where its types do not see it. */
export const charts = { LINE: 'line', BAR: 'bar' } as {
  LINE: PptxGenJS.CHART_NAME
  BAR: PptxGenJS.CHART_NAME
}

/** A slide is 13.33 × 7.5 inches; text stays within these margins. */
export const margin = 0.6
export const wide = 13.33 - 2 * margin
export const top = 1.35
export const colour = (hex: string) => hex.replace('#', '').toUpperCase()
export const grey = { ink: '1C1B19', muted: '68645C', line: 'D9D4C8' }

/** LibreOffice and PowerPoint know the format of figures of each language. */
export const numberFormat = (locale: 'fr' | 'en') => (locale === 'fr' ? '#\\ ##0' : '#,##0')

export function master({ pres, doc, brand, say, period }: Deck): void {
  const { cover } = doc
  const logo = (x: number, y: number, h: number) =>
    cover.logo
      ? [
          {
            image: {
              data: cover.logo,
              x,
              y,
              w: h * 2.4,
              h,
              sizing: { type: 'contain' as const, w: h * 2.4, h },
            },
          },
        ]
      : []
  pres.defineSlideMaster({
    title: 'COVER',
    background: { color: colour(brand.main) },
    objects: [
      { rect: { x: 0, y: 6.6, w: '100%', h: 0.1, fill: { color: colour(brand.accent) } } },
      ...logo(margin, 0.6, 0.8),
      {
        placeholder: {
          options: {
            name: 'title',
            type: 'title',
            x: margin,
            y: 2.6,
            w: wide,
            h: 1.6,
            color: colour(brand.onMain),
            fontSize: 44,
            fontFace: 'Georgia',
            bold: true,
            align: 'left',
            valign: 'bottom',
            margin: 0,
          },
          text: '',
        },
      },
      {
        placeholder: {
          options: {
            name: 'line',
            type: 'body',
            x: margin,
            y: 4.3,
            w: wide,
            h: 1.2,
            color: colour(brand.onMain),
            fontSize: 18,
            align: 'left',
            valign: 'top',
            margin: 0,
          },
          text: '',
        },
      },
    ],
  })
  pres.defineSlideMaster({
    title: 'CHAPTER',
    background: { color: 'FFFFFF' },
    objects: [
      { rect: { x: 0, y: 0, w: 0.18, h: '100%', fill: { color: colour(brand.main) } } },
      {
        placeholder: {
          options: {
            name: 'title',
            type: 'title',
            x: margin,
            y: 0.4,
            w: wide - 2.4,
            h: 0.75,
            color: colour(brand.ink),
            fontSize: 28,
            fontFace: 'Georgia',
            bold: true,
            align: 'left',
            valign: 'middle',
            margin: 0,
          },
          text: '',
        },
      },
      ...logo(13.33 - margin - 1.44, 0.45, 0.6),
      {
        text: {
          text: `${cover.project} · ${say('doc.kicker')} ${period}`,
          options: { x: margin, y: 7.03, w: 9, h: 0.3, fontSize: 10, color: grey.muted, margin: 0 },
        },
      },
    ],
    slideNumber: { x: 12.2, y: 7.03, w: 0.6, h: 0.3, fontSize: 10, color: grey.muted, align: 'right' },
  })
}

export function chapter(deck: Deck, title: string, notes: string[]): Slide {
  const slide = deck.pres.addSlide({ masterName: 'CHAPTER' })
  slide.addText(title, { placeholder: 'title' })
  if (notes.length) slide.addNotes(notes.join('\n'))
  return slide
}

const none = { type: 'none' } as const

type Cell = { text: string; options?: PptxGenJS.TableCellProps }
export type Column = { head: string; width: number; right?: boolean }

export const say = (text: string, options: PptxGenJS.TableCellProps = {}): Cell => ({ text, options })
/** A figure in a cell, leading to its rows. */
export function cell(
  deck: Deck,
  figure: Figure,
  o: { sign?: boolean } & PptxGenJS.TableCellProps = {},
): Cell {
  const { sign, ...options } = o
  const text = shown(deck.f, figure, deck.doc.currency, { sign: sign ?? false })
  // A link paints its text in the colour of links: only the cell's own colour is asked for.
  return {
    text,
    options: {
      ...options,
      ...(figure.rows &&
        figure.value !== null && { hyperlink: { url: `${deck.origin}${figure.rows}` }, color: grey.ink }),
    },
  }
}

/** Rows that fit on a slide below the title. */
export const fits = 13

/** A native table; `from` a chapter's slide on. More rows than fit go to further slides with the same title and heading. */
export function table(
  deck: Deck,
  first: Slide,
  title: string,
  columns: Column[],
  rows: Cell[][],
  o: { y?: number; fontSize?: number; fit?: number } = {},
): void {
  const head = columns.map(
    (c): Cell => ({
      text: c.head,
      options: {
        bold: true,
        color: colour(deck.brand.onMain),
        fill: { color: colour(deck.brand.main) },
        align: c.right ? 'right' : 'left',
      },
    }),
  )
  const fit = o.fit ?? fits
  for (let from = 0; from < Math.max(1, rows.length); from += fit) {
    const slide = from === 0 ? first : chapter(deck, title, [])
    slide.addTable(
      [
        head,
        ...rows.slice(from, from + fit).map((r) =>
          r.map((c, i) => ({
            text: c.text,
            options: { align: columns[i]?.right ? ('right' as const) : ('left' as const), ...c.options },
          })),
        ),
      ],
      {
        x: margin,
        y: o.y ?? top,
        w: columns.reduce((n, c) => n + c.width, 0),
        colW: columns.map((c) => c.width),
        fontSize: o.fontSize ?? 12,
        color: grey.ink,
        valign: 'middle',
        border: [none, none, { type: 'solid', pt: 0.5, color: grey.line }, none],
        margin: [0.05, 0.08, 0.05, 0.08],
        rowH: 0.36,
      },
    )
  }
}

/** What the team wrote, else what was drafted. */
export const prose = (deck: Deck, key: keyof Deck['doc']['texts'], drafted: string[]) =>
  deck.doc.texts[key]?.split(/\n+/).filter((p) => p.trim()) ?? drafted
/** A chapter's text, for the notes of its slide. */
export const note = (deck: Deck, key: keyof Deck['doc']['texts']) =>
  deck.doc.texts[key] ? [deck.doc.texts[key] as string] : []

export function nothing(_deck: Deck, slide: Slide, sentence: string): void {
  slide.addText(sentence, { x: margin, y: top, w: wide, h: 0.5, fontSize: 15, color: grey.muted, margin: 0 })
}
