import { dayOf } from '#platform/formats.ts'
import { ends, longDay, shown, shownFor } from '../../document/model.ts'
import type { ObjectiveResult } from '../../model.ts'
import {
  cell,
  chapter,
  colour,
  type Deck,
  grey,
  margin,
  note,
  nothing,
  prose,
  table,
  say as text,
  top,
  wide,
} from './deck.ts'
import { actions, audience, budget } from './figures.ts'

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
