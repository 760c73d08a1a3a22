import { View } from '@react-pdf/renderer'
import { createElement as h, type ReactElement } from 'react'
import { actionsDrawing, buckets, budgetDrawing, channelsDrawing, daysDrawing } from '../../charts/model.ts'
import type { ActionResult, LineResult } from '../../model.ts'
import { type Cell, cell, chapter, chart, grey, none, note, type Sheet, table, tones } from './sheet.ts'

export function audience(s: Sheet): ReactElement {
  const { doc, say } = s
  const seen = doc.days.some((d) => d.visits > 0)
  const pen = { f: s.f, say, brand: s.brand, ink: grey.ink, muted: grey.muted, line: grey.line }
  const rows = doc.channels.map((c): Cell[] => [
    { text: c.name },
    cell(s, c.visits),
    cell(s, c.conversions),
    cell(s, c.rate),
    cell(s, c.revenue),
  ])
  return chapter(
    s,
    say('section.audience'),
    seen
      ? [
          chart(
            say(buckets(doc.days).by === 'day' ? 'chart.days' : 'chart.weeks'),
            daysDrawing(doc, pen),
            170,
          ),
          chart(say('chart.channels'), channelsDrawing(doc, pen), 28 + 22 * Math.min(7, doc.channels.length)),
          table(
            s,
            [
              { head: say('col.channel'), width: 199 },
              { head: say('col.visits'), width: 70, right: true },
              { head: say('col.conversions'), width: 70, right: true },
              { head: say('col.rate'), width: 80, right: true },
              { head: say('col.revenue'), width: 80, right: true },
            ],
            rows,
          ),
        ]
      : [none(say('empty.audience'))],
    { edited: doc.texts.audience },
  )
}

export function actions(s: Sheet): ReactElement {
  const { doc, say } = s
  if (!doc.actions.length)
    return chapter(s, say('section.actions'), [none(say('empty.actions'))], { edited: doc.texts.actions })
  const row = (a: ActionResult, name?: string): Cell[] => [
    {
      text: name ?? a.title,
      strong: a.id !== null && (a.id === doc.best || a.id === doc.worst),
      ...(a.id && {
        note: [
          a.channel,
          a.id === doc.best ? `▲ ${say('best')}` : a.id === doc.worst ? `▼ ${say('worst')}` : '',
        ]
          .filter(Boolean)
          .join(' · '),
      }),
    },
    cell(s, a.cost),
    cell(s, a.visits),
    cell(s, a.clicks),
    cell(s, a.conversions),
    cell(s, a.revenue),
    cell(s, a.cpa),
    cell(s, a.roi, { sign: true }),
  ]
  const drawing = actionsDrawing(doc, {
    f: s.f,
    say,
    brand: s.brand,
    ink: grey.ink,
    muted: grey.muted,
    line: grey.line,
  })
  return chapter(
    s,
    say('section.actions'),
    [
      drawing.count ? chart(say('chart.actions'), drawing, 34 + 32 * drawing.count) : null,
      table(
        s,
        [
          { head: say('col.action'), width: 152 },
          { head: say('col.cost'), width: 54, right: true },
          { head: say('col.visits'), width: 46, right: true },
          { head: say('col.clicks'), width: 42, right: true },
          { head: say('col.conversions'), width: 42, right: true },
          { head: say('col.revenue'), width: 58, right: true },
          { head: say('col.cpa'), width: 54, right: true },
          { head: say('col.roi'), width: 51, right: true },
        ],
        [
          ...doc.actions.map((a) => row(a)),
          ...(doc.unattributed ? [row(doc.unattributed, say('unattributed'))] : []),
        ],
        row(doc.actionTotal, say('total')),
      ),
      h(
        View,
        { style: { marginTop: 6 } },
        note(`${say('key.cpa')} = ${say('definition.cpa')} · ${say('key.roi')} = ${say('definition.roi')}`),
      ),
    ],
    { edited: doc.texts.actions },
  )
}

export function budget(s: Sheet): ReactElement {
  const { doc, say } = s
  const row = (l: LineResult, name?: string): Cell[] => [
    { text: name ?? l.title },
    cell(s, l.planned),
    cell(s, l.committed),
    cell(s, l.spent),
    { ...cell(s, l.remaining), ...((l.remaining.value ?? 0) < 0 && { colour: tones.missed, strong: true }) },
    cell(s, l.roi, { sign: true }),
  ]
  const drawing = budgetDrawing(doc, {
    f: s.f,
    say,
    brand: s.brand,
    ink: grey.ink,
    muted: grey.muted,
    line: grey.line,
  })
  return chapter(
    s,
    say('section.budget'),
    doc.lines.length
      ? [
          drawing.count ? chart(say('chart.budget'), drawing, 34 + 30 * drawing.count) : null,
          table(
            s,
            [
              { head: say('col.line'), width: 159 },
              ...(['planned', 'committed', 'spent', 'remaining'] as const).map((k) => ({
                head: say(`col.${k}`),
                width: 70,
                right: true,
              })),
              { head: say('col.roi'), width: 60, right: true },
            ],
            doc.lines.map((l) => row(l)),
            row(doc.lineTotal, say('total')),
          ),
        ]
      : [none(say('empty.budget'))],
    { edited: doc.texts.budget },
  )
}
