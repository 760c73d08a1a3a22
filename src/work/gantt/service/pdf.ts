import { fileURLToPath } from 'node:url'
import { Document, Font, Page, Path, Rect, renderToBuffer, Svg, Text } from '@react-pdf/renderer'
import { createElement as h, type ReactElement } from 'react'
import { type Mark, type Paper, type Print, paginate, papers } from '../model.ts'

const font = (name: string) => fileURLToPath(new URL(`../../../insight/fonts/${name}.ttf`, import.meta.url))
let ready = false
function fonts(): void {
  if (ready) return
  ready = true
  Font.register({
    family: 'Inter',
    fonts: [{ src: font('Inter_400Regular') }, { src: font('Inter_600SemiBold'), fontWeight: 600 }],
  })
}

function drawn(m: Mark, key: number): ReactElement {
  if (m.as === 'rect')
    return h(Rect, { key, x: m.x, y: m.y, width: Math.max(0, m.width), height: m.height, fill: m.fill })
  if (m.as === 'path')
    return h(Path, {
      key,
      d: m.d,
      fill: m.fill ?? 'none',
      ...(m.stroke && { stroke: m.stroke, strokeWidth: m.width ?? 1 }),
    })
  return h(
    Text,
    {
      key,
      x: m.x,
      y: m.y,
      fill: m.fill,
      style: { fontFamily: 'Inter', fontSize: m.size, ...(m.bold && { fontWeight: 600 }) },
      ...(m.anchor && { textAnchor: m.anchor }),
    } as never,
    m.text,
  )
}

/** The pages as vectors: text can be sought and copied, bars stay sharp at any size. */
export async function pdfOf(print: Print, paper: Paper, language: string): Promise<Buffer> {
  fonts()
  const size = papers[paper]
  const pages = paginate(print, size).map((page, i) =>
    h(
      Page,
      { key: i, size: [size.width, size.height], wrap: false },
      h(
        Svg,
        { width: size.width, height: size.height, viewBox: `0 0 ${size.width} ${size.height}` },
        ...page.marks.map(drawn),
      ),
    ),
  )
  return renderToBuffer(
    h(
      Document,
      {
        title: print.title,
        subject: print.subtitle,
        language,
        creator: 'Pupitre',
        producer: 'Pupitre',
      } as never,
      ...pages,
    ) as never,
  )
}
