import type { Formats } from '#platform/formats.ts'
import { formatter, type Locale, type Translate } from '#platform/i18n.ts'
import type { Figure, Lesson, ObjectiveResult, ReviewDocument } from '../model.ts'
import { quotient } from '../model.ts'
import { documentMessages } from './messages.ts'

export type Say = Translate<typeof documentMessages>
export const sayIn = (locale: Locale): Say => formatter(documentMessages, locale)

/** « 1er mars 2026 », "1 March 2026": a day inside a sentence. */
export function longDay(day: string, locale: Locale): string {
  const text = new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`))
  return locale === 'fr' ? text.replace(/^1 /, '1er ').replace(/^(\S+) /, '$1\u00a0') : text
}

/** The two ends of a period, the year said once when it is the same. */
export function ends(from: string, to: string, locale: Locale): { from: string; to: string } {
  const first = longDay(from, locale)
  return {
    from: from.slice(0, 4) === to.slice(0, 4) ? first.replace(/\s\d{4}$/, '') : first,
    to: longDay(to, locale),
  }
}

/** A figure as it is printed: money without cents from 100 € on, ratios with one decimal, "–" when unknown. */
export function shown(
  f: Formats,
  figure: Figure | { value: number | null; unit: Figure['unit'] },
  currency: string,
  o: { sign?: boolean } = {},
): string {
  const { value, unit } = figure
  if (unit === 'money')
    return f.money(value, currency, {
      round: value === 0 || Math.abs(value ?? 0) >= 100_00,
      sign: o.sign ?? false,
    })
  if (unit === 'ratio')
    return f.percent(value, {
      digits: value !== null && Math.abs(value) < 0.1 ? 1 : 0,
      sign: o.sign ?? false,
    })
  if (unit === 'minutes') return f.duration(value)
  return f.number(value, { digits: value !== null && !Number.isInteger(value) ? 1 : 0 })
}

/** A value of an objective: in the unit of its metric, or in the words of whoever reads it off. */
export const shownFor = (f: Formats, o: ObjectiveResult, value: number | null, currency: string): string =>
  o.suffix ? f.number(value, { unit: o.suffix }) : shown(f, { value, unit: o.unit }, currency)

type Parts = Omit<ReviewDocument, 'summary' | 'lessons' | 'texts'>

const keyOf = (d: Parts, key: string) => d.keyFigures.find((k) => k.key === key)?.figure.value ?? null

/** The summary, one sentence per question a client asks; a question without an answer is left out. */
export function sentences(d: Parts, f: Formats): string[] {
  const say = sayIn(d.locale)
  const money = (cents: number | null) => shown(f, { value: cents, unit: 'money' }, d.currency)
  const period = ends(d.from, d.to, d.locale)
  const [visits, conversions, revenue, cost, cpa, roi] = [
    'visits',
    'conversions',
    'revenue',
    'cost',
    'cpa',
    'roi',
  ].map((k) => keyOf(d, k))
  const out: string[] = []
  if (visits) {
    const linked = d.actions.reduce((n, a) => n + (a.visits.value ?? 0), 0)
    out.push(say('say.visits', { ...period, n: visits, linked, share: f.percent(linked / visits) }))
    out.push(
      say('say.conversions', {
        n: conversions ?? 0,
        rate: f.percent(quotient(conversions ?? 0, visits), { digits: 1 }),
        revenue: revenue ? money(revenue) : 'none',
      }),
    )
  } else out.push(say('say.visits.none', period))
  const planned = d.lineTotal.planned.value
  if (cost)
    out.push(
      say('say.cost', {
        spent: money(cost),
        planned: planned ? money(planned) : 'none',
        share: f.percent(quotient(cost, planned)),
        cpa: cpa ? money(cpa) : 'none',
      }),
    )
  if (cost && roi !== null && roi !== undefined && revenue)
    out.push(
      say(roi >= 0 ? 'say.roi.up' : 'say.roi.down', {
        per: f.money(Math.round((revenue * 100) / cost), d.currency),
        roi: f.percent(roi, { sign: true }),
      }),
    )
  out.push(...objectiveSentence(d, f, say))
  const [best, worst] = [d.best, d.worst].map((id) => d.actions.find((a) => a.id === id))
  if (best && worst)
    out.push(
      say('say.extremes', {
        best: best.title,
        bestRoi: f.percent(best.roi.value, { sign: true }),
        worst: worst.title,
        worstRoi: f.percent(worst.roi.value, { sign: true }),
      }),
    )
  const { total, done, late, onTime } = d.work
  if (total.value)
    out.push(
      say('say.work', {
        done: f.number(done.value),
        total: f.number(total.value),
        late: late.value ?? 0,
        onTime: onTime.value === null ? 'none' : f.percent(onTime.value),
      }),
    )
  out.push(...approvalSentence(d, f, say))
  return out
}

function objectiveSentence(d: Parts, f: Formats, say: Say): string[] {
  const known = d.objectives.filter((o) => o.outcome !== 'unknown')
  if (!known.length) return []
  const reached = known.filter((o) => o.outcome === 'reached').length
  const rest = known
    .filter((o) => o.outcome !== 'reached' && o.way !== null && o.way > 0)
    .slice(0, 2)
    .map((o) => say('say.objective.way', { title: o.title, way: f.percent(o.way) }))
  const key =
    reached === 0
      ? 'say.objectives.none'
      : reached === known.length
        ? 'say.objectives.all'
        : 'say.objectives.some'
  return [say(key, { reached, known: known.length, rest: rest.length ? f.list(rest) : 'none' })]
}

function approvalSentence(d: Parts, f: Formats, say: Say): string[] {
  const yes = d.approvals.find((a) => a.state === 'approved')
  const when = yes?.decisions
    .map((x) => x.at)
    .filter(Boolean)
    .sort()
    .at(-1)
  if (!yes || !when) return []
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: d.timezone }).format(new Date(when))
  return [
    say('say.approved', {
      title: yes.title,
      who: f.list(yes.decisions.filter((x) => x.decision === 'approved').map((x) => x.name)),
      date: longDay(day, d.locale),
    }),
  ]
}

/** Fewer conversions than this teach nothing about a channel. */
const enough = 10

/** Lessons drafted from the figures, each by one plain rule; shown as drafts until somebody rewrites them. */
export function lessons(d: Parts, f: Formats): Lesson[] {
  const say = sayIn(d.locale)
  const money = (cents: number | null) => shown(f, { value: cents, unit: 'money' }, d.currency)
  const roi = (v: number | null) => f.percent(v, { sign: true })
  const out: Lesson[] = []
  const [best, worst] = [d.best, d.worst].map((id) => d.actions.find((a) => a.id === id))
  if (best && (best.roi.value ?? 0) > 0)
    out.push({
      kind: 'keep',
      text: say('lesson.best', {
        title: best.title,
        cost: money(best.cost.value),
        revenue: money(best.revenue.value),
        roi: roi(best.roi.value),
      }),
    })
  if (worst && (worst.roi.value ?? 0) < 0)
    out.push({
      kind: 'change',
      text: say('lesson.worst', {
        title: worst.title,
        cost: money(worst.cost.value),
        n: worst.conversions.value ?? 0,
        revenue: money(worst.revenue.value),
        roi: roi(worst.roi.value),
      }),
    })
  const visits = keyOf(d, 'visits')
  const mean = quotient(keyOf(d, 'conversions'), visits)
  const strong = d.channels
    .filter((c) => (c.conversions.value ?? 0) >= enough && mean !== null && (c.rate.value ?? 0) > 1.4 * mean)
    .sort((a, b) => (b.rate.value ?? 0) - (a.rate.value ?? 0))[0]
  if (strong)
    out.push({
      kind: 'keep',
      text: say('lesson.channel', {
        channel: strong.name,
        rate: f.percent(strong.rate.value, { digits: 1 }),
        mean: f.percent(mean, { digits: 1 }),
      }),
    })
  for (const o of d.objectives.filter((o) => o.outcome === 'missed' && o.way !== null).slice(0, 2))
    out.push({ kind: 'change', text: say('lesson.missed', { title: o.title, way: f.percent(o.way) }) })
  for (const l of d.lines.filter((l) => (l.remaining.value ?? 0) < 0).slice(0, 2))
    out.push({
      kind: 'change',
      text: say('lesson.over', { line: l.title, over: money(-(l.remaining.value as number)) }),
    })
  const left = d.lines
    .filter(
      (l) =>
        (l.remaining.value ?? 0) > 0 &&
        (l.planned.value ?? 0) > 0 &&
        (l.remaining.value as number) / (l.planned.value as number) > 0.25,
    )
    .sort((a, b) => (b.remaining.value as number) - (a.remaining.value as number))[0]
  if (left)
    out.push({
      kind: 'check',
      text: say('lesson.left', {
        line: left.title,
        left: money(left.remaining.value),
        share: f.percent(quotient(left.spent.value, left.planned.value)),
      }),
    })
  const free = d.unattributed?.visits.value ?? 0
  if (visits && free / visits > 0.4)
    out.push({ kind: 'check', text: say('lesson.untracked', { share: f.percent(free / visits) }) })
  if ((d.work.late.value ?? 0) > 0)
    out.push({ kind: 'check', text: say('lesson.late', { late: d.work.late.value }) })
  return out
}
