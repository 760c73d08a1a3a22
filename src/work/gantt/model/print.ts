import type { Formats } from '#platform/formats.ts'
import type { Translate } from '#platform/i18n.ts'
import { deadlineAt, type Instant, minutesPerDay } from '../../scheduling/model.ts'
import type { messages } from '../messages.ts'
import { isPlaced } from './bars.ts'
import { type ColumnKey, cellText, type Reading } from './cells.ts'
import type { Row } from './rows.ts'
import type { Print } from './sheets.ts'
import { tickText } from './ticks.ts'

export type Printed = {
  t: Translate<typeof messages>
  f: Pick<Formats, 'date'>
  title: string
  on: string
  rows: readonly Row[]
  lines: ReadonlyMap<string, number>
  reading: Reading
  baselineName: string | null
  critical: boolean
  today: Instant
}

/** From so wide to so wide, and whether it stands to the right. */
const widths: readonly (readonly [ColumnKey, number, number, boolean])[] = [
  ['number', 24, 40, true],
  ['name', 120, 320, false],
  ['people', 30, 110, false],
  ['start', 44, 84, false],
  ['finish', 44, 84, false],
  ['duration', 34, 60, true],
  ['predecessors', 34, 90, false],
]

/** The chart as a document: the same words and bars as on the screen, whole. */
export function printOf(p: Printed): Print {
  const { t, reading } = p
  const { places, plan, tongue } = reading
  let from = Number.POSITIVE_INFINITY
  let to = Number.NEGATIVE_INFINITY
  const take = (id: string) => {
    const placed = places(id)
    if (!placed) return
    from = Math.min(from, placed.start)
    to = Math.max(to, placed.finish)
  }
  for (const row of p.rows) {
    if (row.kind === 'group') row.ids.forEach(take)
    else if (isPlaced(row.card) || row.parent) take(row.id)
  }
  if (from > to) [from, to] = [p.today, p.today + 30 * minutesPerDay]
  const whole = reading.baseline ? widths.toSpliced(6, 0, ['drift', 36, 64, true]) : widths
  const columns = whole.filter(
    ([key]) => key !== 'people' || p.rows.some((row) => cellText('people', row, reading)),
  )
  return {
    title: p.title,
    subtitle: [t('print.at', { day: p.on }), p.baselineName && `${t('baseline.label')} : ${p.baselineName}`]
      .filter(Boolean)
      .join(' · '),
    foot: (page, pages) => t('print.foot', { page, pages }),
    rows: p.rows,
    places,
    links: plan.links.flatMap((l) => {
      const [a, b] = [p.lines.get(l.fromId), p.lines.get(l.toId)]
      if (a === undefined || b === undefined || a === b) return []
      return [
        {
          from: a,
          to: b,
          kind: l.kind,
          critical: Boolean(places(l.fromId)?.critical && places(l.toId)?.critical),
        },
      ]
    }),
    baseline: reading.baseline,
    deadline: (row) => (row.kind === 'task' && row.card.deadlineOn ? deadlineAt(row.card.deadlineOn) : null),
    isOff: (day) => plan.calendar.periodsOn(day).length === 0,
    today: p.today,
    critical: p.critical,
    columns: columns.map(([key, width, most, right]) => ({
      head: t(`col.${key}`),
      width,
      most,
      right,
      text: (row: Row) => cellText(key, row, reading),
    })),
    tick: (unit, tick, width) => tickText(unit, tick, width, tongue),
    legend: [
      ['manual', t('legend.manual')],
      ['auto', t('legend.auto')],
      ...(p.critical ? ([['critical', t('legend.critical')]] as const) : []),
      ['late', t('legend.late')],
      ['milestone', t('legend.milestone')],
      ...(reading.baseline ? ([['baseline', t('legend.baseline')]] as const) : []),
    ],
    from,
    to,
  }
}
