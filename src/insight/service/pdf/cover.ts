import { Image, Page, StyleSheet, Text, View } from '@react-pdf/renderer'
import { createElement as h, type ReactElement } from 'react'
import { dayOf } from '#platform/formats.ts'
import { ends, longDay } from '../../document/model.ts'
import { grey, type Sheet } from './sheet.ts'

const styles = StyleSheet.create({
  page: { fontFamily: 'Inter', color: grey.ink },
  block: {
    height: 520,
    paddingHorizontal: 48,
    paddingTop: 56,
    paddingBottom: 44,
    justifyContent: 'space-between',
  },
  logo: { height: 56, maxWidth: 220, objectFit: 'contain', objectPosition: 'left' },
  kicker: { fontSize: 11, marginBottom: 14 },
  title: { fontFamily: 'Source Serif', fontWeight: 600, fontSize: 38, lineHeight: 1.12 },
  period: { fontSize: 12, marginTop: 18 },
  foot: {
    paddingHorizontal: 48,
    paddingTop: 36,
    flexGrow: 1,
    justifyContent: 'space-between',
    paddingBottom: 44,
  },
  summary: { fontFamily: 'Source Serif', fontSize: 13, lineHeight: 1.45, maxWidth: 400 },
  by: { fontSize: 10, lineHeight: 1.5, color: grey.muted },
})

/** The first page, in the client's colours. */
export function cover(s: Sheet): ReactElement {
  const { doc, brand, say } = s
  const { cover: c } = doc
  return h(
    Page,
    { size: 'A4', style: styles.page },
    h(
      View,
      { style: [styles.block, { backgroundColor: brand.main, color: brand.onMain }] },
      c.logo
        ? h(Image, { src: c.logo, style: styles.logo })
        : h(
            Text,
            { style: { fontFamily: 'Source Serif', fontWeight: 600, fontSize: 18 } },
            c.client ?? c.workspace,
          ),
      h(
        View,
        null,
        h(Text, { style: styles.kicker }, say('doc.kicker')),
        h(Text, { style: styles.title }, c.project),
        h(Text, { style: styles.period }, say('doc.period', ends(doc.from, doc.to, doc.locale))),
      ),
    ),
    h(View, { style: { height: 6, backgroundColor: brand.accent } }),
    h(
      View,
      { style: styles.foot },
      h(Text, { style: styles.summary }, c.summary),
      h(
        View,
        { style: styles.by },
        c.client
          ? h(Text, { style: { color: grey.ink, fontWeight: 600 } }, say('doc.for', { client: c.client }))
          : null,
        h(Text, null, [say('doc.by', { workspace: c.workspace }), c.lead].filter(Boolean).join(' · ')),
        h(Text, null, say('doc.made', { date: longDay(dayOf(doc.madeAt, doc.timezone), doc.locale) })),
      ),
    ),
  )
}
