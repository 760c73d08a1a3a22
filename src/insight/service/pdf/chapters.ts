import { Link, StyleSheet, Text, View } from '@react-pdf/renderer'
import { createElement as h, type ReactElement } from 'react'
import { dayOf } from '#platform/formats.ts'
import { longDay, shown, shownFor } from '../../document/model.ts'
import type { Lesson, ObjectiveResult } from '../../model.ts'
import { actions, audience, budget } from './figures.ts'
import {
  type Cell,
  cell,
  chapter,
  grey,
  marks,
  none,
  note,
  paragraphs,
  type Sheet,
  subtitle,
  table,
  tones,
} from './sheet.ts'

const styles = StyleSheet.create({
  lede: { fontFamily: 'Source Serif', fontSize: 11.5, lineHeight: 1.5, marginBottom: 6, maxWidth: 460 },
  grid: {
    flexDirection: 'row',
    flexWrap: 'wrap',
    marginTop: 10,
    borderTopWidth: 0.5,
    borderTopColor: grey.line,
  },
  box: {
    width: '25%',
    paddingVertical: 9,
    paddingRight: 8,
    borderBottomWidth: 0.5,
    borderBottomColor: grey.line,
  },
  big: { fontFamily: 'Source Serif', fontWeight: 600, fontSize: 19, lineHeight: 1.25 },
  small: { fontSize: 8, color: grey.muted },
  bar: { height: 4, borderRadius: 2, backgroundColor: '#e8e4db', marginTop: 3, width: 70 },
  tag: { fontSize: 8, fontWeight: 600 },
})

export const chapters = (s: Sheet): ReactElement[] =>
  [
    summary(s),
    objectives(s),
    audience(s),
    actions(s),
    budget(s),
    work(s),
    approvals(s),
    lessons(s),
    next(s),
    method(s),
  ].filter((c) => c !== null)

function summary(s: Sheet): ReactElement {
  const { doc } = s
  const lines = doc.texts.summary ? doc.texts.summary.split(/\n+/).filter((p) => p.trim()) : doc.summary
  return chapter(s, s.say('section.summary'), [
    ...lines.map((text) => h(Text, { style: styles.lede }, text)),
    h(
      View,
      { style: styles.grid, wrap: false },
      ...doc.keyFigures.map((k) =>
        h(
          View,
          { key: k.key, style: styles.box },
          h(Text, { style: styles.small }, k.name),
          k.figure.rows && k.figure.value !== null
            ? h(
                Link,
                {
                  src: `${s.origin}${k.figure.rows}`,
                  style: [styles.big, { color: s.brand.ink, textDecoration: 'none' }],
                },
                shown(s.f, k.figure, doc.currency),
              )
            : h(Text, { style: [styles.big, { color: s.brand.ink }] }, shown(s.f, k.figure, doc.currency)),
        ),
      ),
    ),
  ])
}

function objectives(s: Sheet): ReactElement {
  const { doc, f, say } = s
  const of = (o: ObjectiveResult, value: number | null) => shownFor(f, o, value, doc.currency)
  const rows = doc.objectives.map((o): Cell[] => [
    {
      text: o.title,
      strong: true,
      note: [
        o.metric,
        o.typed ? say('objective.typed') : '',
        o.dueOn ? say('objective.due', { date: longDay(o.dueOn, doc.locale) }) : '',
        o.owner,
      ]
        .filter(Boolean)
        .join(' · '),
    },
    { text: of(o, o.baseline) },
    { text: of(o, o.target) },
    { ...cell(s, o.value, { strong: true }), text: of(o, o.value.value) },
    { text: f.percent(o.way) },
    { text: `${marks[o.outcome]} ${say(`outcome.${o.outcome}`)}`, colour: tones[o.outcome], strong: true },
  ])
  return chapter(
    s,
    say('section.objectives'),
    [
      rows.length
        ? table(
            s,
            [
              { head: say('col.objective'), width: 190 },
              { head: say('col.baseline'), width: 60, right: true },
              { head: say('col.target'), width: 60, right: true },
              { head: say('col.value'), width: 62, right: true },
              { head: say('col.way'), width: 50, right: true },
              { head: say('col.outcome'), width: 77, right: true },
            ],
            rows,
          )
        : none(say('empty.objectives')),
    ],
    { edited: doc.texts.objectives },
  )
}

function work(s: Sheet): ReactElement {
  const { doc, f, say } = s
  const { work: w } = doc
  if (!w.total.value)
    return chapter(s, say('section.work'), [none(say('empty.work'))], { edited: doc.texts.work })
  const line = [
    say('work.done', { done: f.number(w.done.value), total: f.number(w.total.value) }),
    w.onTime.value === null ? '' : `${f.percent(w.onTime.value)} ${say('work.ontime')}`,
    `${f.number(w.late.value)} ${say('work.late')}`,
  ].filter(Boolean)
  return chapter(
    s,
    say('section.work'),
    [
      h(Text, { style: { marginBottom: 6 } }, line.join(' · ')),
      w.lateTasks.length
        ? h(
            View,
            { wrap: w.lateTasks.length > 8 },
            subtitle(say('work.lateList')),
            table(
              s,
              [
                { head: say('col.task'), width: 279 },
                { head: say('col.due'), width: 90, right: true },
                { head: say('col.who'), width: 130, right: true },
              ],
              w.lateTasks.map((t) => [
                { text: t.title },
                { text: t.dueOn ? f.date(t.dueOn, doc.madeAt) : '–' },
                { text: t.who.join(', ') || '–' },
              ]),
            ),
          )
        : null,
    ],
    { edited: doc.texts.work },
  )
}

function approvals(s: Sheet): ReactElement {
  const { doc, say } = s
  const day = (at: string) => longDay(dayOf(at, doc.timezone), doc.locale)
  return chapter(
    s,
    say('section.approvals'),
    doc.approvals.length
      ? doc.approvals.map((a) =>
          h(
            View,
            { wrap: false, style: { marginBottom: 8 } },
            h(
              Text,
              { style: { fontWeight: 600 } },
              `${a.title} · ${say('approval.round', { round: a.round })} · ${say(`approval.${a.state}` as 'approval.approved')}`,
            ),
            note(say('approval.asked', { date: day(a.askedAt) })),
            ...a.decisions.map((d, i) =>
              h(
                Text,
                { key: i },
                [
                  d.name,
                  say(`approval.${d.decision ?? 'pending'}` as 'approval.approved'),
                  d.at ? day(d.at) : '',
                  d.comment ? `« ${d.comment} »` : '',
                ]
                  .filter(Boolean)
                  .join(' · '),
              ),
            ),
          ),
        )
      : [none(say('empty.approvals'))],
    { edited: doc.texts.approvals },
  )
}

const lesson = (s: Sheet, l: Lesson): ReactElement =>
  h(
    View,
    { wrap: false, style: { flexDirection: 'row', marginBottom: 6 } },
    h(
      Text,
      { style: [styles.tag, { width: 78, color: s.brand.accentInk, paddingTop: 1.5 }] },
      s.say(`lesson.${l.kind}`),
    ),
    h(Text, { style: { flex: 1 } }, l.text),
  )

function lessons(s: Sheet): ReactElement {
  const { doc, say } = s
  if (doc.texts.lessons)
    return chapter(s, say('section.lessons'), [h(View, null, ...paragraphs(doc.texts.lessons))])
  return chapter(
    s,
    say('section.lessons'),
    doc.lessons.length
      ? [
          h(
            View,
            null,
            h(View, { style: { marginBottom: 6 } }, note(say('lessons.draft'))),
            ...doc.lessons.slice(0, 1).map((l) => lesson(s, l)),
          ),
          ...doc.lessons.slice(1).map((l) => lesson(s, l)),
        ]
      : [none(say('empty.lessons'))],
  )
}

/** Only people know what comes next: an empty chapter is left out. */
const next = (s: Sheet): ReactElement | null =>
  s.doc.texts.next
    ? chapter(s, s.say('section.next'), [h(View, null, ...paragraphs(s.doc.texts.next))])
    : null

function method(s: Sheet): ReactElement {
  const { doc, say } = s
  const pair = (name: string, text: string, key: string) =>
    h(
      View,
      { key, wrap: false, style: { flexDirection: 'row', marginBottom: 3, fontSize: 8.5 } },
      h(Text, { style: { width: 130, fontWeight: 600 } }, name),
      h(Text, { style: { flex: 1, color: grey.muted } }, text),
    )
  return chapter(
    s,
    say('section.method'),
    [
      h(
        View,
        null,
        subtitle(say('method.definitions')),
        ...doc.definitions.map((d, i) => pair(d.name, d.formula, `d${i}`)),
      ),
      h(
        View,
        { wrap: false },
        subtitle(say('method.sources')),
        ...doc.sources.map((d, i) => pair(d.name, d.detail, `s${i}`)),
      ),
      h(View, { style: { marginTop: 6 } }, note(`${say('method.unknown')} ${say('method.rows')}`)),
    ],
    { edited: doc.texts.method },
  )
}
