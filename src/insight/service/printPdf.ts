import { fileURLToPath } from 'node:url'
import { Document, Font, Page, renderToBuffer, StyleSheet, Text, View } from '@react-pdf/renderer'
import { createElement as h, type ReactElement } from 'react'
import { formats } from '#platform/formats.ts'
import { brandOf } from '../brand/model.ts'
import { ends, sayIn } from '../document/model.ts'
import type { ReviewDocument } from '../model.ts'
import { chapters } from './pdf/chapters.ts'
import { cover } from './pdf/cover.ts'
import type { Sheet } from './pdf/sheet.ts'

const font = (name: string) => fileURLToPath(new URL(`../fonts/${name}.ttf`, import.meta.url))

Font.register({
  family: 'Inter',
  fonts: [{ src: font('Inter_400Regular') }, { src: font('Inter_600SemiBold'), fontWeight: 600 }],
})
Font.register({
  family: 'Source Serif',
  fonts: [
    { src: font('SourceSerif4_400Regular') },
    { src: font('SourceSerif4_600SemiBold'), fontWeight: 600 },
  ],
})
// Words are never cut: a figure cut in two is a wrong figure.
Font.registerHyphenationCallback((word) => [word])

const styles = StyleSheet.create({
  page: {
    paddingTop: 64,
    paddingBottom: 56,
    paddingHorizontal: 48,
    fontFamily: 'Inter',
    fontSize: 9.5,
    lineHeight: 1.45,
    color: '#1c1b19',
  },
  head: {
    position: 'absolute',
    top: 26,
    left: 48,
    right: 48,
    flexDirection: 'row',
    justifyContent: 'space-between',
    fontSize: 8,
    color: '#68645c',
    borderBottomWidth: 0.5,
    borderBottomColor: '#d9d4c8',
    paddingBottom: 6,
  },
  // Placed from the top: the library loses what is placed from the bottom of a page that flows.
  foot: {
    position: 'absolute',
    top: 800,
    left: 48,
    right: 48,
    flexDirection: 'row',
    justifyContent: 'space-between',
    fontSize: 8,
    color: '#68645c',
  },
})

/** The review as a PDF: running head, page numbers, charts as vectors, figures that lead to their rows. */
export async function printPdf(doc: ReviewDocument, o: { origin: string }): Promise<Buffer> {
  const f = formats(doc.locale, doc.timezone)
  const say = sayIn(doc.locale)
  const sheet: Sheet = { doc, f, say, brand: brandOf(doc.cover.colour, doc.cover.accent), origin: o.origin }
  const period = say('doc.period', ends(doc.from, doc.to, doc.locale))
  const pages: ReactElement = h(
    Document,
    {
      title: doc.title,
      author: doc.cover.workspace,
      language: doc.locale === 'fr' ? 'fr-FR' : 'en-GB',
      creator: 'Pupitre',
      producer: 'Pupitre',
      subject: period,
    } as never,
    cover(sheet),
    h(
      Page,
      { size: 'A4', style: styles.page },
      h(
        View,
        { style: styles.head, fixed: true },
        h(Text, null, doc.cover.project),
        h(Text, null, doc.cover.client ?? doc.cover.workspace),
      ),
      h(
        View,
        { style: styles.foot, fixed: true },
        h(Text, null, `${say('doc.kicker')} · ${period}`),
        h(Text, {
          render: ({ pageNumber, totalPages }) => say('doc.page', { page: pageNumber, pages: totalPages }),
        }),
      ),
      ...chapters(sheet),
    ),
  )
  return renderToBuffer(pages as never)
}
