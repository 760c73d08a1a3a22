import { costsOf, share } from '#budget/model.ts'
import type { EffectKey } from '#measure/model.ts'
import { effectRows, effects, effectsBy } from '#measure/service/effects.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { capturesOf, listActions } from '#strategy/service/actions.ts'
import { sayIn } from '../document/model.ts'
import type { RowsPage, RowsQuestion } from '../rows/model.ts'
import { lateFrom, memberNames, type TaskRow, tasksSql } from './records.ts'

/** The rows behind a figure of a review, a page at a time. */
export async function reviewRows(scope: Scope, projectId: string, q: RowsQuestion): Promise<RowsPage> {
  demand(scope, 'see', projectId)
  if (q.what === 'tasks') return taskRows(scope, projectId, q)
  if (q.what === 'spent' || q.what === 'committed') return entryRows(scope, projectId, q)
  return factRows(scope, projectId, { ...q, what: q.what })
}

const effectKey: Partial<Record<NonNullable<RowsQuestion['by']>, EffectKey>> = {
  action: 'action',
  channel: 'channel',
  day: 'day',
  goal: 'goal',
}

async function factRows(
  scope: Scope,
  projectId: string,
  q: RowsQuestion & { what: 'visits' | 'views' | 'clicks' | 'conversions' },
): Promise<RowsPage> {
  const { from, to, what, limit, offset } = q
  const by = q.by && effectKey[q.by]
  const captures = await capturesOf(scope, projectId)
  const question = { projectId, from, to, captures }
  const rows = await effectRows(scope, {
    ...question,
    what,
    ...(by && { by, key: q.key ?? '' }),
    limit: limit + 1,
    offset,
  })
  const whole = by
    ? (await effectsBy(scope, { ...question, by })).find((e) => e.key === (q.key ?? ''))
    : await effects(scope, question)
  const actions = new Map((await listActions(scope, projectId)).map((a) => [a.id, a.title]))
  const say = sayIn(scope.locale)
  const channel = (key: string) => {
    const name = say(`channel.${key || 'direct'}` as 'channel.direct')
    return name.startsWith('channel.') ? key : name
  }
  const converts = what === 'conversions'
  return {
    columns: [
      { key: 'at', kind: 'instant' },
      ...(converts ? [{ key: 'goal', kind: 'text' as const }] : []),
      { key: 'path', kind: 'text' },
      { key: 'channel', kind: 'text' },
      { key: 'referrer', kind: 'text' },
      { key: 'action', kind: 'text' },
      { key: 'visitor', kind: 'text' },
      ...(converts ? [{ key: 'value', kind: 'money' as const }] : []),
    ],
    rows: rows.slice(0, limit).map((r) => ({
      at: r.at.toISOString(),
      goal: r.goal ?? null,
      path: r.path,
      channel: channel(r.channel),
      referrer: r.referrer,
      action: (r.action && actions.get(r.action)) ?? null,
      visitor: r.visitor,
      value: r.valueCents ?? null,
    })),
    total: whole?.[what] ?? 0,
    sumCents: converts ? (whole?.revenueCents ?? 0) : null,
    more: rows.length > limit,
    label:
      q.by === 'action'
        ? (actions.get(q.key ?? '') ?? say('unattributed'))
        : q.by === 'channel'
          ? channel(q.key ?? '')
          : whole && 'label' in whole
            ? String(whole.label)
            : '',
  }
}

type Entry = {
  datedOn: string
  label: string
  lineId: string
  line: string
  supplier: string | null
  reference: string
  actionId: string | null
  cents: number
}

/** Entries of the budget. For one action: those that name it whole, those of its line that name none by its share, to the cent. */
async function entryRows(scope: Scope, projectId: string, q: RowsQuestion): Promise<RowsPage> {
  const { rows: all } = await scope.sql<Entry>(
    `select e.dated_on as "datedOn", e.label, e.line_id as "lineId", l.label as line, s.name as supplier, e.reference, e.action_id as "actionId", e.amount_cents as cents
     from budget_entries e join budget_lines l on l.id = e.line_id and l.deleted_at is null left join organisations s on s.id = e.supplier_id
     where e.project_id = $1 and e.kind = $2 and e.deleted_at is null and e.dated_on between $3 and $4 and ($5::text is null or e.line_id::text = $5)
     order by e.dated_on desc, e.id desc`,
    [
      projectId,
      q.what === 'spent' ? 'spent' : 'committed',
      q.from,
      q.to,
      q.by === 'line' ? (q.key ?? '') : null,
    ],
  )
  const actions = (await listActions(scope, projectId)).map((a) => ({
    id: a.id,
    title: a.title,
    lineId: a.budgetLineId,
  }))
  const counted =
    q.by === 'action'
      ? countedFor(q.key ?? '', all, actions)
      : all.map((entry) => ({ entry, cents: entry.cents }))
  const page = counted.slice(q.offset, q.offset + q.limit)
  const title = new Map(actions.map((a) => [a.id, a.title]))
  const shared = q.by === 'action' && counted.some((c) => c.cents !== c.entry.cents)
  return {
    columns: [
      { key: 'datedOn', kind: 'day' },
      { key: 'label', kind: 'text' },
      { key: 'line', kind: 'text' },
      { key: 'supplier', kind: 'text' },
      { key: 'reference', kind: 'text' },
      { key: 'action', kind: 'text' },
      ...(shared ? [{ key: 'whole', kind: 'money' as const }] : []),
      { key: 'value', kind: 'money' },
    ],
    rows: page.map(({ entry: e, cents }) => ({
      datedOn: e.datedOn,
      label: e.label,
      line: e.line,
      supplier: e.supplier,
      reference: e.reference,
      action: (e.actionId && title.get(e.actionId)) ?? null,
      whole: e.cents,
      value: cents,
    })),
    total: counted.length,
    sumCents: counted.reduce((n, c) => n + c.cents, 0),
    more: counted.length > q.offset + q.limit,
    label: q.by === 'line' ? (all[0]?.line ?? '') : (title.get(q.key ?? '') ?? ''),
  }
}

function countedFor(
  actionId: string,
  all: Entry[],
  actions: { id: string; lineId: string | null }[],
): { entry: Entry; cents: number }[] {
  const known = new Set(actions.map((a) => a.id))
  const named = (e: Entry) => e.actionId !== null && known.has(e.actionId)
  if (!actionId)
    return all
      .filter((e) => !named(e) && !actions.some((a) => a.lineId === e.lineId))
      .map((entry) => ({ entry, cents: entry.cents }))
  const own = all.filter((e) => e.actionId === actionId).map((entry) => ({ entry, cents: entry.cents }))
  const lineId = actions.find((a) => a.id === actionId)?.lineId
  const common = all.filter((e) => lineId && e.lineId === lineId && !named(e))
  if (!common.length) return own
  const due =
    costsOf(
      actions,
      common.map((e) => ({ lineId: e.lineId, actionId: null, cents: e.cents })),
    ).byAction[actionId] ?? 0
  const among = actions.filter((a) => a.lineId === lineId).length
  const parts = common.map((entry) => ({ entry, cents: share(entry.cents, among).at(-1) ?? 0 }))
  // The cents that do not divide go to the first entries, so that the rows add up to the figure.
  let rest = due - parts.reduce((n, p) => n + p.cents, 0)
  for (const p of parts) {
    const step = Math.sign(rest) * Math.min(Math.abs(rest), among)
    p.cents += step
    rest -= step
  }
  return [...own, ...parts].sort((a, b) => (a.entry.datedOn < b.entry.datedOn ? 1 : -1))
}

async function taskRows(scope: Scope, projectId: string, q: RowsQuestion): Promise<RowsPage> {
  const state = q.by === 'state' ? (q.key ?? 'all') : 'all'
  const { rows: all } = await scope.sql<TaskRow>(`${tasksSql} order by t.due_on nulls last, t.number`, [
    projectId,
    q.to,
    scope.workspace.timezone,
    lateFrom(scope, q.to),
  ])
  const kept = all.filter((t) =>
    state === 'done'
      ? t.done
      : state === 'late'
        ? t.late
        : state === 'finished'
          ? t.doneOn !== null && t.doneOn >= q.from && t.doneOn <= q.to
          : true,
  )
  const page = kept.slice(q.offset, q.offset + q.limit)
  const names = await memberNames(
    scope,
    page.flatMap((t) => t.assigneeIds),
  )
  return {
    columns: [
      { key: 'number', kind: 'count' },
      { key: 'title', kind: 'text' },
      { key: 'who', kind: 'text' },
      { key: 'dueOn', kind: 'day' },
      { key: 'doneOn', kind: 'day' },
    ],
    rows: page.map((t) => ({
      number: t.number,
      title: t.title,
      who: t.assigneeIds.flatMap((id) => names.get(id) ?? []).join(', '),
      dueOn: t.dueOn,
      doneOn: t.doneOn,
    })),
    total: kept.length,
    sumCents: null,
    more: kept.length > q.offset + q.limit,
    label: state,
  }
}
