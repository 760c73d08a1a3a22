import { dayOf } from '#platform/formats.ts'
import { buckets } from '../../charts/model.ts'
import { ends, longDay, shown, shownFor } from '../../document/model.ts'
import type { ActionResult, LineResult, ObjectiveResult } from '../../model.ts'
import {
  cell,
  chapter,
  charts,
  colour,
  type Deck,
  grey,
  margin,
  numberFormat,
  table,
  say as text,
  top,
  wide,
} from './deck.ts'

export function slides(deck: Deck): void {
  cover(deck)
  summary(deck)
  objectives(deck)
  audience(deck)
  actions(deck)
  budget(deck)
  work(deck)
  lessons(deck)
  method(deck)
}

const prose = (deck: Deck, key: keyof Deck['doc']['texts'], drafted: string[]) =>
  deck.doc.texts[key]?.split(/\n+/).filter((p) => p.trim()) ?? drafted
const note = (deck: Deck, key: keyof Deck['doc']['texts']) =>
  deck.doc.texts[key] ? [deck.doc.texts[key] as string] : []

function cover(deck: Deck): void {
  const { pres, doc, say, period } = deck
  const slide = pres.addSlide({ masterName: 'COVER' })
  slide.addText(doc.cover.project, { placeholder: 'title' })
  slide.addText(
    [
      say('doc.kicker'),
      period,
      doc.cover.client ? say('doc.for', { client: doc.cover.client }) : '',
      say('doc.by', { workspace: doc.cover.workspace }),
    ]
      .filter(Boolean)
      .join('\n'),
    { placeholder: 'line' },
  )
  slide.addNotes(
    [doc.cover.summary, say('doc.made', { date: longDay(dayOf(doc.madeAt, doc.timezone), doc.locale) })]
      .filter(Boolean)
      .join('\n'),
  )
}

function summary(deck: Deck): void {
  const { doc, say, f, brand, origin } = deck
  const lines = prose(deck, 'summary', doc.summary)
  const slide = chapter(deck, say('section.summary'), lines)
  slide.addText(
    lines
      .slice(0, 6)
      .map((t) => ({ text: t, options: { bullet: { indent: 14 }, breakLine: true, paraSpaceAfter: 8 } })),
    {
      x: margin,
      y: top,
      w: 7.1,
      h: 5.4,
      fontSize: 15,
      color: grey.ink,
      valign: 'top',
      margin: 0,
      fit: 'shrink',
    },
  )
  doc.keyFigures.forEach((k, i) => {
    const [x, y] = [8.2 + (i % 2) * 2.35, top + Math.floor(i / 2) * 1.3]
    slide.addText(
      [
        { text: k.name, options: { fontSize: 11, color: grey.muted, breakLine: true } },
        {
          text: shown(f, k.figure, doc.currency),
          options: {
            fontSize: 24,
            bold: true,
            color: colour(brand.ink),
            fontFace: 'Georgia',
            ...(k.figure.rows &&
              k.figure.value !== null && { hyperlink: { url: `${origin}${k.figure.rows}` } }),
          },
        },
      ],
      { x, y, w: 2.25, h: 1.15, margin: 0, valign: 'top' },
    )
  })
}

function objectives(deck: Deck): void {
  const { doc, say, f } = deck
  const title = say('section.objectives')
  const slide = chapter(deck, title, note(deck, 'objectives'))
  if (!doc.objectives.length) return nothing(deck, slide, say('empty.objectives'))
  const of = (o: ObjectiveResult, value: number | null) => shownFor(f, o, value, doc.currency)
  const tone = { reached: '2E7D4F', missed: 'B93A2B', running: '2C5F9E', unknown: grey.muted }
  table(
    deck,
    slide,
    title,
    [
      { head: say('col.objective'), width: 4.63 },
      { head: say('col.metric'), width: 1.9 },
      { head: say('col.baseline'), width: 1, right: true },
      { head: say('col.target'), width: 1, right: true },
      { head: say('col.value'), width: 1, right: true },
      { head: say('col.way'), width: 1, right: true },
      { head: say('col.outcome'), width: 1.6, right: true },
    ],
    doc.objectives.map((o) => [
      text(o.title, { bold: true }),
      text(o.metric, { color: grey.muted }),
      text(of(o, o.baseline)),
      text(of(o, o.target)),
      { ...cell(deck, o.value, { bold: true }), text: of(o, o.value.value) },
      text(f.percent(o.way)),
      text(say(`outcome.${o.outcome}`), { bold: true, color: tone[o.outcome] }),
    ]),
  )
}

function nothing(_deck: Deck, slide: ReturnType<typeof chapter>, sentence: string): void {
  slide.addText(sentence, { x: margin, y: top, w: wide, h: 0.5, fontSize: 15, color: grey.muted, margin: 0 })
}

function audience(deck: Deck): void {
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
  slide: ReturnType<typeof chapter>,
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

function actions(deck: Deck): void {
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

function budget(deck: Deck): void {
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

function work(deck: Deck): void {
  const { doc, say, f } = deck
  const { work: w } = doc
  const title = say('section.work')
  const slide = chapter(deck, title, note(deck, 'work'))
  const line = w.total.value
    ? [
        say('work.done', { done: f.number(w.done.value), total: f.number(w.total.value) }),
        w.onTime.value === null ? '' : `${f.percent(w.onTime.value)} ${say('work.ontime')}`,
        `${f.number(w.late.value)} ${say('work.late')}`,
      ]
        .filter(Boolean)
        .join(' · ')
    : say('empty.work')
  slide.addText(line, { x: margin, y: top, w: wide, h: 0.5, fontSize: 16, color: grey.ink, margin: 0 })
  if (w.lateTasks.length)
    table(
      deck,
      slide,
      title,
      [
        { head: say('work.lateList'), width: 8.13 },
        { head: say('col.due'), width: 1.6, right: true },
        { head: say('col.who'), width: 2.4, right: true },
      ],
      w.lateTasks.map((t) => [
        text(t.title),
        text(t.dueOn ? f.date(t.dueOn, doc.madeAt) : '–'),
        text(t.who.join(', ') || '–'),
      ]),
      { y: top + 0.65, fit: 10 },
    )
  const day = (at: string) => longDay(dayOf(at, doc.timezone), doc.locale)
  if (doc.approvals.length)
    chapter(deck, say('section.approvals'), note(deck, 'approvals')).addText(
      doc.approvals.slice(0, 5).flatMap((a) => [
        {
          text: `${a.title} · ${say('approval.round', { round: a.round })} · ${say(`approval.${a.state}` as 'approval.approved')}`,
          options: { bold: true, breakLine: true },
        },
        ...a.decisions.map((d) => ({
          text: [
            d.name,
            say(`approval.${d.decision ?? 'pending'}` as 'approval.approved'),
            d.at ? day(d.at) : '',
            d.comment,
          ]
            .filter(Boolean)
            .join(' · '),
          options: { breakLine: true, color: grey.muted },
        })),
      ]),
      {
        x: margin,
        y: top,
        w: wide,
        h: 5.4,
        fontSize: 14,
        color: grey.ink,
        valign: 'top',
        margin: 0,
        fit: 'shrink',
      },
    )
}

function lessons(deck: Deck): void {
  const { doc, say } = deck
  const lines = prose(
    deck,
    'lessons',
    doc.lessons.map((l) => l.text),
  )
  const drafted = !doc.texts.lessons
  const slide = chapter(deck, say('section.lessons'), drafted && lines.length ? [say('lessons.draft')] : [])
  if (!lines.length) return nothing(deck, slide, say('empty.lessons'))
  if (drafted)
    slide.addText(say('lessons.draft'), {
      x: margin,
      y: top - 0.2,
      w: wide,
      h: 0.35,
      fontSize: 12,
      italic: true,
      color: grey.muted,
      margin: 0,
    })
  slide.addText(
    lines.map((t) => ({ text: t, options: { bullet: { indent: 14 }, breakLine: true, paraSpaceAfter: 9 } })),
    {
      x: margin,
      y: top + 0.25,
      w: wide,
      h: 5.1,
      fontSize: 16,
      color: grey.ink,
      valign: 'top',
      margin: 0,
      fit: 'shrink',
    },
  )
  const after = prose(deck, 'next', [])
  if (after.length)
    chapter(deck, say('section.next'), []).addText(
      after.map((t) => ({ text: t, options: { breakLine: true, paraSpaceAfter: 9 } })),
      {
        x: margin,
        y: top,
        w: wide,
        h: 5.4,
        fontSize: 18,
        color: grey.ink,
        valign: 'top',
        margin: 0,
        fit: 'shrink',
      },
    )
}

function method(deck: Deck): void {
  const { doc, say } = deck
  const title = say('section.method')
  table(
    deck,
    chapter(deck, title, [
      say('method.unknown'),
      say('method.rows'),
      say('doc.period', ends(doc.from, doc.to, doc.locale)),
    ]),
    title,
    [
      { head: say('method.definitions'), width: 3 },
      { head: '', width: 9.13 },
    ],
    [
      ...doc.definitions.map((d) => [text(d.name, { bold: true }), text(d.formula)]),
      ...doc.sources.map((d) => [text(d.name, { bold: true }), text(d.detail)]),
    ],
    { fontSize: 11, fit: 13 },
  )
}
