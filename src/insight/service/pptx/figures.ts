import { buckets } from '../../charts/model.ts'
import type { ActionResult, LineResult } from '../../model.ts'
import {
  cell,
  chapter,
  charts,
  colour,
  type Deck,
  grey,
  margin,
  note,
  nothing,
  numberFormat,
  type Slide,
  table,
  say as text,
  top,
  wide,
} from './deck.ts'

export function audience(deck: Deck): void {
  const { doc, say, f, brand } = deck
  const slide = chapter(deck, say('section.audience'), note(deck, 'audience'))
  const { by, rows } = buckets(doc.days)
  if (!rows.some((r) => r.visits)) return nothing(deck, slide, say('empty.audience'))
  const labels = rows.map((r) => f.date(r.from, `${doc.to}T12:00:00Z`))
  const axis = {
    catAxisLabelColor: grey.muted,
    valAxisLabelColor: grey.muted,
    catAxisLabelFontSize: 10,
    valAxisLabelFontSize: 10,
    valGridLine: { color: 'E8E4DB', size: 0.5 },
    valAxisLineShow: false,
    valAxisLabelFormatCode: numberFormat(doc.locale),
  } as const
  slide.addChart(charts.LINE, [{ name: say('key.visits'), labels, values: rows.map((r) => r.visits) }], {
    ...axis,
    x: margin,
    y: top,
    w: 7.4,
    h: 5.4,
    showTitle: true,
    title: say(by === 'day' ? 'chart.days' : 'chart.weeks'),
    titleFontSize: 13,
    titleColor: grey.ink,
    chartColors: [colour(brand.series[0]!)],
    lineDataSymbol: 'none',
    lineSize: 2.25,
    valAxisMinVal: 0,
    catAxisLabelFrequency: String(Math.max(1, Math.ceil(labels.length / 10))) as unknown as string,
  } as never)
  const shownChannels = doc.channels.filter((c) => c.visits.value).slice(0, 8)
  slide.addChart(
    charts.BAR,
    [
      {
        name: say('key.visits'),
        labels: shownChannels.map((c) => c.name),
        values: shownChannels.map((c) => c.visits.value ?? 0),
      },
    ],
    {
      ...axis,
      x: 8.2,
      y: top,
      w: 4.55,
      h: 5.4,
      barDir: 'bar',
      catAxisOrientation: 'maxMin',
      valAxisHidden: true,
      valGridLine: { style: 'none' },
      showTitle: true,
      title: say('chart.channels'),
      titleFontSize: 13,
      titleColor: grey.ink,
      chartColors: [colour(brand.series[0]!)],
      showValue: true,
      dataLabelFormatCode: numberFormat(doc.locale),
      dataLabelFontSize: 10,
      dataLabelColor: grey.ink,
      barGapWidthPct: 45,
    } as never,
  )
}

function pairChart(
  deck: Deck,
  slide: Slide,
  title: string,
  names: string[],
  series: { name: string; values: (number | null)[] }[],
): void {
  const { brand, doc } = deck
  slide.addChart(
    charts.BAR,
    series.map((s) => ({ name: s.name, labels: names, values: s.values.map((v) => (v ?? 0) / 100) })),
    {
      x: margin,
      y: top,
      w: wide,
      h: 5.5,
      barDir: 'bar',
      barGrouping: 'clustered',
      catAxisOrientation: 'maxMin',
      catAxisLabelFontSize: 11,
      catAxisLabelColor: grey.ink,
      valAxisHidden: true,
      valGridLine: { style: 'none' },
      showTitle: true,
      title,
      titleFontSize: 13,
      titleColor: grey.ink,
      showLegend: true,
      legendPos: 'b',
      legendFontSize: 11,
      chartColors: [colour(brand.series[1]!), colour(brand.series[0]!)],
      showValue: true,
      dataLabelFormatCode:
        doc.locale === 'fr' ? `#\\ ##0\\ "${symbol(doc.currency)}"` : `"${symbol(doc.currency)}"#,##0`,
      dataLabelFontSize: 10,
      dataLabelColor: grey.ink,
      barGapWidthPct: 50,
    } as never,
  )
}

const symbol = (currency: string) =>
  new Intl.NumberFormat('fr-FR', { style: 'currency', currency })
    .formatToParts(0)
    .find((p) => p.type === 'currency')?.value ?? currency

export function actions(deck: Deck): void {
  const { doc, say } = deck
  const title = say('section.actions')
  const priced = doc.actions.filter((a) => a.cost.value || a.revenue.value).slice(0, 10)
  const slide = chapter(deck, title, [
    ...note(deck, 'actions'),
    `${say('key.cpa')} = ${say('definition.cpa')}`,
    `${say('key.roi')} = ${say('definition.roi')}`,
  ])
  if (!doc.actions.length) return nothing(deck, slide, say('empty.actions'))
  if (priced.length)
    pairChart(
      deck,
      slide,
      say('chart.actions'),
      priced.map((a) => a.title),
      [
        { name: say('col.cost'), values: priced.map((a) => a.cost.value) },
        { name: say('col.revenue'), values: priced.map((a) => a.revenue.value) },
      ],
    )
  const row = (a: ActionResult, o: { name?: string; bold?: boolean } = {}) => {
    const mark =
      a.id && a.id === doc.best
        ? ` (${say('best').toLowerCase()})`
        : a.id && a.id === doc.worst
          ? ` (${say('worst').toLowerCase()})`
          : ''
    const style = o.bold || mark ? { bold: true } : {}
    return [
      text(`${o.name ?? a.title}${mark}`, style),
      cell(deck, a.cost, style),
      cell(deck, a.visits, style),
      cell(deck, a.clicks, style),
      cell(deck, a.conversions, style),
      cell(deck, a.revenue, style),
      cell(deck, a.cpa, style),
      cell(deck, a.roi, { ...style, sign: true }),
    ]
  }
  table(
    deck,
    priced.length ? chapter(deck, title, []) : slide,
    title,
    [
      { head: say('col.action'), width: 4.73 },
      ...(['cost', 'visits', 'clicks', 'conversions', 'revenue', 'cpa', 'roi'] as const).map((k) => ({
        head: say(`col.${k}`),
        width: k === 'visits' || k === 'clicks' || k === 'conversions' ? 0.9 : 1.175,
        right: true,
      })),
    ],
    [
      ...doc.actions.map((a) => row(a)),
      ...(doc.unattributed ? [row(doc.unattributed, { name: say('unattributed') })] : []),
      row(doc.actionTotal, { name: say('total'), bold: true }),
    ],
    { fontSize: 11 },
  )
}

export function budget(deck: Deck): void {
  const { doc, say } = deck
  const title = say('section.budget')
  const slide = chapter(deck, title, note(deck, 'budget'))
  if (!doc.lines.length) return nothing(deck, slide, say('empty.budget'))
  const used = doc.lines.filter((l) => l.planned.value || l.spent.value).slice(0, 12)
  if (used.length)
    pairChart(
      deck,
      slide,
      say('chart.budget'),
      used.map((l) => l.title),
      [
        { name: say('col.planned'), values: used.map((l) => l.planned.value) },
        { name: say('col.spent'), values: used.map((l) => l.spent.value) },
      ],
    )
  const row = (l: LineResult, name?: string) => {
    const style = name ? { bold: true } : {}
    const over = (l.remaining.value ?? 0) < 0 ? { color: 'B93A2B', bold: true } : {}
    return [
      text(name ?? l.title, style),
      cell(deck, l.planned, style),
      cell(deck, l.committed, style),
      cell(deck, l.spent, style),
      cell(deck, l.remaining, { ...style, ...over }),
      cell(deck, l.roi, { ...style, sign: true }),
    ]
  }
  table(
    deck,
    used.length ? chapter(deck, title, []) : slide,
    title,
    [
      { head: say('col.line'), width: 4.63 },
      ...(['planned', 'committed', 'spent', 'remaining', 'roi'] as const).map((k) => ({
        head: say(`col.${k}`),
        width: 1.5,
        right: true,
      })),
    ],
    [...doc.lines.map((l) => row(l)), row(doc.lineTotal, say('total'))],
  )
}
