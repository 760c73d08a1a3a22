import { lineTotals, listLines } from '#budget/service.ts'
import { effectsBy } from '#measure/service/effects.ts'
import { dayOf } from '#platform/clock.ts'
import { formats } from '#platform/formats.ts'
import { demand, type Locale, type Scope } from '#platform/scope.ts'
import { getProject } from '#platform/tenancy/service.ts'
import type { Return, ReturnRow } from '#strategy/model/returns.ts'
import { channelNames } from '#strategy/model.ts'
import { capturesOf, listActions } from '#strategy/service/actions.ts'
import { listObjectives } from '#strategy/service/objectives.ts'
import { returns } from '#strategy/service/returns.ts'
import { ends, lessons, type Say, sayIn, sentences } from '../document/model.ts'
import {
  type ActionResult,
  extremes,
  type Figure,
  figure,
  type KeyFigure,
  type LineResult,
  type ObjectiveResult,
  outcomeOf,
  quotient,
  type ReviewDocument,
  type Texts,
} from '../model.ts'
import { type RowsQuestion, rowsAddress } from '../rows/model.ts'
import { cover } from './cover.ts'
import { approvalRecords, budgetEntriesIn, type Measured, measured, workIn } from './records.ts'

export type ReviewAsked = {
  projectId: string
  from: string
  to: string
  locale: Locale
  title?: string
  texts?: Texts
  /** Where rows are shown: the app's page by default, the shared page behind a door. */
  rowsAt?: string
}

type Link = (q: Omit<RowsQuestion, 'from' | 'to' | 'offset' | 'limit'>) => string

/** Reads the thread backwards: what a project's objectives, actions, channels and euros brought in over a period of whole days. */
export async function composeReview(scope: Scope, asked: ReviewAsked): Promise<ReviewDocument> {
  const { projectId, from, to, locale } = asked
  demand(scope, 'see', projectId)
  const project = await getProject(scope, projectId)
  const say = sayIn(locale)
  const f = formats(locale, scope.workspace.timezone)
  const base = asked.rowsAt ?? `/${scope.workspace.slug}/projets/${project.slug}/bilan/lignes`
  const link: Link = (q) => rowsAddress(base, { ...q, from, to })
  const captures = await capturesOf(scope, projectId)
  const known = await measured(scope, projectId, captures)
  const period = { from, to }
  const sums = await returns(scope, projectId, period)

  const plan = await listActions(scope, projectId)
  const row = (r: ReturnRow | undefined, a: (typeof plan)[number] | undefined): ActionResult =>
    actionResult(r, a, known, link, locale)
  const actions = plan
    .filter(
      (a) =>
        a.status !== 'cancelled' ||
        sums.actions.some((r) => r.id === a.id && (r.costCents || r.visits || r.clicks)),
    )
    .map((a) =>
      row(
        sums.actions.find((r) => r.id === a.id),
        a,
      ),
    )
  const loose = sums.actions.find((r) => r.id === null)
  const { best, worst } = extremes(actions)
  const objectives = (await listObjectives(scope, projectId)).map((o): ObjectiveResult => {
    const { value, ratio, pace, typed } = o.progress
    const unit = o.unit === 'hand' ? 'count' : o.unit
    return {
      id: o.id,
      title: o.title,
      metric: o.metricName?.[locale] ?? o.metric,
      unit,
      suffix: o.unit === 'hand' ? o.handUnit : '',
      goodWhen: o.goodWhen,
      baseline: o.baseline,
      target: o.target,
      value: figure(
        value,
        unit,
        typed
          ? null
          : rowsOfMetric(
              o.metric,
              { from: o.startsOn ?? from, to: o.progress.asOf ?? to, goalId: o.goalId },
              base,
            ),
      ),
      way: ratio,
      outcome: outcomeOf(pace),
      dueOn: o.dueOn,
      owner: o.ownerName,
      typed,
    }
  })
  const total = totalResult(sums.total, known, link, say)
  const lines = await lineResults(scope, projectId, period, sums.lines, known, link)
  const approvals = await approvalRecords(scope, projectId, to)
  const work = await workIn(scope, projectId, period, (key) => link({ what: 'tasks', by: 'state', key }))
  const entries = await budgetEntriesIn(scope, projectId, period)
  const parts: Omit<ReviewDocument, 'summary' | 'lessons' | 'texts'> = {
    locale,
    timezone: scope.workspace.timezone,
    currency: scope.workspace.currency,
    from,
    to,
    madeAt: scope.now().toISOString(),
    title: asked.title ?? `${say('doc.kicker')} – ${project.name}`,
    cover: await cover(scope, project),
    keyFigures: keyFigures(total, say, link),
    objectives,
    days: known.site ? await days(scope, projectId, period) : [],
    dayRows: link({ what: 'visits' }),
    channels: known.site ? await channels(scope, projectId, period, say, link, known) : [],
    actions,
    unattributed: loose ? { ...row(loose, undefined), title: say('unattributed') } : null,
    actionTotal: total,
    best: best?.id ?? null,
    worst: worst?.id ?? null,
    ...lines,
    lineTotal: { ...lines.lineTotal, title: say('total') },
    work: work.figures,
    approvals,
    definitions: [
      ...keyNames.map((k) => ({ name: say(`key.${k}`), formula: say(`definition.${k}`) })),
      { name: say('col.remaining'), formula: say('definition.remaining') },
      { name: say('definition.measured.name'), formula: say('definition.measured') },
    ],
    sources: [
      {
        name: say('source.facts'),
        detail: say('source.facts.detail', { ...ends(from, to, locale), timezone: scope.workspace.timezone }),
      },
      {
        name: say('source.budget'),
        detail: say('source.budget.detail', { entries, currency: scope.workspace.currency }),
      },
      { name: say('source.work'), detail: say('source.work.detail', { tasks: work.count }) },
      {
        name: say('source.approvals'),
        detail: say('source.approvals.detail', { approvals: approvals.length }),
      },
    ],
  }
  return { ...parts, summary: sentences(parts, f), lessons: lessons(parts, f), texts: asked.texts ?? {} }
}

/** Visits, conversions and revenue are unknown where nothing could have counted them. */
function actionResult(
  r: ReturnRow | undefined,
  a: Awaited<ReturnType<typeof listActions>>[number] | undefined,
  known: Measured,
  link: Link,
  locale: Locale,
): ActionResult {
  const by = { by: 'action' as const, key: a?.id ?? '' }
  const traced = !a || known.actions.has(a.id) || Boolean(r && (r.visits || r.clicks || r.conversions))
  const seen = (value: number | undefined, needs: boolean) => (traced && needs ? (value ?? 0) : null)
  const earned = traced && known.goal
  return {
    id: a?.id ?? null,
    code: a?.code ?? '',
    title: a?.title ?? '',
    channel: a ? channelNames[a.channel][locale] : '',
    status: a?.status ?? '',
    cost: figure(r?.costCents ?? 0, 'money', link({ what: 'spent', ...by })),
    visits: figure(seen(r?.visits, known.site), 'count', link({ what: 'visits', ...by })),
    clicks: figure(seen(r?.clicks, known.link), 'count', link({ what: 'clicks', ...by })),
    conversions: figure(seen(r?.conversions, known.goal), 'count', link({ what: 'conversions', ...by })),
    revenue: figure(seen(r?.revenueCents, known.goal), 'money', link({ what: 'conversions', ...by })),
    cpa: figure(earned && a ? r?.cpaCents : null, 'money', link({ what: 'conversions', ...by })),
    roi: figure(earned ? r?.roi : null, 'ratio', link({ what: 'spent', ...by })),
  }
}

function totalResult(t: Return, known: Measured, link: Link, say: Say): ActionResult {
  return {
    id: null,
    code: '',
    title: say('total'),
    channel: '',
    status: '',
    cost: figure(known.budget ? t.costCents : null, 'money', link({ what: 'spent' })),
    visits: figure(known.site ? t.visits : null, 'count', link({ what: 'visits' })),
    clicks: figure(known.link ? t.clicks : null, 'count', link({ what: 'clicks' })),
    conversions: figure(known.goal ? t.conversions : null, 'count', link({ what: 'conversions' })),
    revenue: figure(known.goal ? t.revenueCents : null, 'money', link({ what: 'conversions' })),
    cpa: figure(known.goal ? t.cpaCents : null, 'money', link({ what: 'conversions' })),
    roi: figure(known.goal ? t.roi : null, 'ratio', link({ what: 'spent' })),
  }
}

const keyNames = ['visits', 'clicks', 'conversions', 'rate', 'cost', 'revenue', 'cpa', 'roi'] as const

function keyFigures(t: ActionResult, say: Say, link: Link): KeyFigure[] {
  const rate = figure(quotient(t.conversions.value, t.visits.value), 'ratio', link({ what: 'conversions' }))
  const of: Record<(typeof keyNames)[number], Figure> = {
    visits: t.visits,
    clicks: t.clicks,
    conversions: t.conversions,
    rate,
    cost: t.cost,
    revenue: t.revenue,
    cpa: t.cpa,
    roi: t.roi,
  }
  return keyNames.map((key) => ({
    key,
    name: say(`key.${key}`),
    figure: of[key],
    definition: say(`definition.${key}`),
    goodWhen: key === 'cpa' ? 'down' : key === 'cost' ? 'none' : 'up',
  }))
}

/** Which rows an objective's value comes from, where it is one of those a review can show. */
function rowsOfMetric(
  metric: string,
  p: { from: string; to: string; goalId: string | null },
  base: string,
): string | null {
  const what = /visit/i.test(metric)
    ? 'visits'
    : /view/i.test(metric)
      ? 'views'
      : /click/i.test(metric)
        ? 'clicks'
        : /conver|revenue|roi/i.test(metric)
          ? 'conversions'
          : /spen/i.test(metric)
            ? 'spent'
            : /commit/i.test(metric)
              ? 'committed'
              : /^work\./.test(metric)
                ? 'tasks'
                : null
  if (!what) return null
  return rowsAddress(base, {
    what,
    from: p.from,
    to: p.to,
    ...(what === 'conversions' && p.goalId && { by: 'goal' as const, key: p.goalId }),
    ...(what === 'tasks' && { by: 'state' as const, key: 'finished' }),
  })
}

/** Every day of the period, also those on which nobody came. */
async function days(
  scope: Scope,
  projectId: string,
  p: { from: string; to: string },
): Promise<ReviewDocument['days']> {
  const found = new Map((await effectsBy(scope, { projectId, ...p, by: 'day' })).map((d) => [d.key, d]))
  const last = Temporal.PlainDate.from([p.to, dayOf(scope.now(), scope.workspace.timezone)].sort()[0]!)
  const out: ReviewDocument['days'] = []
  for (
    let day = Temporal.PlainDate.from(p.from);
    Temporal.PlainDate.compare(day, last) <= 0;
    day = day.add({ days: 1 })
  ) {
    const e = found.get(day.toString())
    out.push({ day: day.toString(), visits: e?.visits ?? 0, conversions: e?.conversions ?? 0 })
  }
  return out
}

async function channels(
  scope: Scope,
  projectId: string,
  p: { from: string; to: string },
  say: Say,
  link: Link,
  known: Measured,
): Promise<ReviewDocument['channels']> {
  const rows = await effectsBy(scope, { projectId, ...p, by: 'channel' })
  return rows
    .filter((c) => c.visits || c.conversions)
    .sort((a, b) => b.visits - a.visits)
    .map((c) => {
      const by = { by: 'channel' as const, key: c.key }
      const name = say(`channel.${c.key || 'direct'}` as 'channel.direct')
      return {
        key: c.key,
        name: name.startsWith('channel.') ? c.label : name,
        visits: figure(c.visits, 'count', link({ what: 'visits', ...by })),
        conversions: figure(known.goal ? c.conversions : null, 'count', link({ what: 'conversions', ...by })),
        revenue: figure(known.goal ? c.revenueCents : null, 'money', link({ what: 'conversions', ...by })),
        rate: figure(
          known.goal ? quotient(c.conversions, c.visits) : null,
          'ratio',
          link({ what: 'conversions', ...by }),
        ),
      }
    })
}

/** Committed and spent in the period; what remains at its end. */
async function lineResults(
  scope: Scope,
  projectId: string,
  p: { from: string; to: string },
  sums: ReturnRow[],
  known: Measured,
  link: Link,
): Promise<{ lines: LineResult[]; lineTotal: LineResult }> {
  const within = new Map((await lineTotals(scope, projectId, p)).map((l) => [l.lineId, l]))
  const until = new Map(
    (await lineTotals(scope, projectId, { from: '0001-01-01', to: p.to })).map((l) => [l.lineId, l]),
  )
  const lines = (await listLines(scope, projectId)).map((l): LineResult => {
    const by = { by: 'line' as const, key: l.id }
    const roi = known.goal && known.lines.has(l.id) ? (sums.find((s) => s.id === l.id)?.roi ?? null) : null
    return {
      id: l.id,
      title: l.label,
      planned: figure(l.plannedCents, 'money', null),
      committed: figure(within.get(l.id)?.committedCents ?? 0, 'money', link({ what: 'committed', ...by })),
      spent: figure(within.get(l.id)?.spentCents ?? 0, 'money', link({ what: 'spent', ...by })),
      remaining: figure(until.get(l.id)?.remainingCents ?? 0, 'money', link({ what: 'spent', ...by })),
      roi: figure(roi, 'ratio', link({ what: 'spent', ...by })),
    }
  })
  const sum = (k: 'planned' | 'committed' | 'spent' | 'remaining') =>
    lines.length ? lines.reduce((n, l) => n + (l[k].value ?? 0), 0) : null
  const revenue = sums.reduce((n, s) => n + s.revenueCents, 0)
  const spent = sum('spent')
  return {
    lines,
    lineTotal: {
      id: null,
      title: '',
      planned: figure(sum('planned'), 'money'),
      committed: figure(sum('committed'), 'money', link({ what: 'committed' })),
      spent: figure(spent, 'money', link({ what: 'spent' })),
      remaining: figure(sum('remaining'), 'money', link({ what: 'spent' })),
      roi: figure(known.goal && spent ? (revenue - spent) / spent : null, 'ratio', link({ what: 'spent' })),
    },
  }
}
