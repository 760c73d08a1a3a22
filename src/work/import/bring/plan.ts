import { create } from '#platform/ledger.ts'
import { amendMany, createMany } from '#platform/ledger-many.ts'
import type { Scope } from '#platform/scope.ts'
import { calendarNoun } from '../../calendars/tables.ts'
import { buildNetwork } from '../../scheduling/model/network.ts'
import type { PlanLink, PlanTask } from '../../scheduling/model.ts'
import { inputOf } from '../../scheduling/service/read.ts'
import { datesDue } from '../../scheduling/service/reschedule.ts'
import { baselineNoun, linkNoun, planNoun } from '../../scheduling/tables.ts'
import { taskNoun } from '../../tables.ts'
import type { ForeignBoard, ForeignCalendar, ForeignLink } from '../foreign.ts'
import { fold } from '../model.ts'
import type { Sources } from '../sources.ts'
import { change } from './change.ts'
import type { Run } from './tasks.ts'

/** Calendars belong to the workspace: one of the same name that works the same hours is that one. */
export async function bringCalendars(
  scope: Scope,
  sources: Sources,
  calendars: readonly ForeignCalendar[],
): Promise<Map<string, string>> {
  const brought = new Map<string, string>()
  if (!calendars.length) return brought
  const { rows } = await scope.sql<{ id: string; name: string; week: unknown }>(
    'select id, name, week from calendars where deleted_at is null',
  )
  for (const c of calendars) {
    const values = {
      name: c.name.trim().slice(0, 80) || '–',
      week: c.week,
      exceptions: c.exceptions.slice(0, 500),
    }
    const same = rows.find(
      (r) => fold(r.name) === fold(values.name) && JSON.stringify(r.week) === JSON.stringify(c.week),
    )
    if (same && !sources.rowOf('calendar', c.id))
      sources.match('calendars', 'calendar', c.id, same.id, values)
    else
      await sources.carry(
        'calendars',
        'calendar',
        c.id,
        values,
        async () => (await create(scope, calendarNoun, values as never)).id,
        (id, changed) =>
          change(
            scope,
            calendarNoun,
            id,
            Object.fromEntries(Object.entries(values).filter(([k]) => changed.has(k))),
          ),
      )
    brought.set(c.id, sources.rowOf('calendar', c.id) as string)
  }
  return brought
}

/**
 * Links between the tasks that came. Those that are here stay; one that would make the plan turn in a circle, with them or
 * with the others of the file, is left out and told.
 */
export async function bringLinks(
  run: Run,
  links: readonly ForeignLink[],
  rows: ReadonlyMap<string, string>,
): Promise<void> {
  if (!links.length) return
  const { scope, projectId, sources, losses } = run
  const { rows: tasks } = await scope.sql<PlanTask>(
    `select id, parent_id as "parentId", 'auto' as mode, 0 as duration from tasks where project_id = $1 and deleted_at is null`,
    [projectId],
  )
  const { rows: here } = await scope.sql<PlanLink>(
    `select id, from_id as "from", to_id as "to", kind, lag, lag_unit as "lagUnit" from task_links where project_id = $1 and deleted_at is null`,
    [projectId],
  )
  const isHere = new Map(here.map((l) => [`${l.from} ${l.to}`, l.id]))
  const alive = new Set(tasks.map((t) => t.id))
  const wanted = new Map<string, { key: string; link: ForeignLink; from: string; to: string }>()
  for (const link of links) {
    const [from, to] = [rows.get(link.from), rows.get(link.to)]
    if (!from || !to || !alive.has(from) || !alive.has(to) || from === to) losses.lose('missingLinks')
    else if (wanted.has(`${from} ${to}`)) losses.lose('repeatedLinks')
    else wanted.set(`${from} ${to}`, { key: `${link.from} ${link.to}`.slice(0, 600), link, from, to })
  }
  const fresh = [...wanted].filter(([pair]) => !isHere.has(pair))
  const candidates = fresh.map(([id, w]) => ({ ...w.link, id, from: w.from, to: w.to }))
  const refused = new Set(buildNetwork(tasks, [...here, ...candidates]).ignored)
  const drawn = []
  for (const [pair, w] of wanted) {
    const { from, to, link } = w
    const values = { kind: link.kind, lag: link.lag, lagUnit: link.lagUnit }
    if (refused.has(pair)) {
      losses.lose(isHolder(tasks, from, to) ? 'summaryLinks' : 'circularLinks')
      continue
    }
    const known = isHere.get(pair)
    if (known && sources.rowOf('link', w.key) !== known) {
      sources.match('links', 'link', w.key, known, values)
      continue
    }
    drawn.push({ sourceId: w.key, from, to, values })
  }
  await sources.carryMany(
    'links',
    'link',
    drawn,
    async (made) => {
      const all = made.map((m) => ({ projectId, fromId: m.from, toId: m.to, ...m.values }))
      return (await createMany(scope, linkNoun, all)).map((l) => l.id)
    },
    (id, { values }) => change(scope, linkNoun, id, values),
  )
}

function isHolder(tasks: readonly PlanTask[], a: string, b: string): boolean {
  const parent = new Map(tasks.map((t) => [t.id, t.parentId]))
  const under = (id: string, top: string) => {
    for (let up: string | null | undefined = id; up; up = parent.get(up)) if (up === top) return true
    return false
  }
  return under(a, b) || under(b, a)
}

/** Baselines as the file has them, by their number. */
export async function bringBaselines(
  run: Run,
  baselines: ForeignBoard['baselines'],
  rows: ReadonlyMap<string, string>,
): Promise<void> {
  const { scope, projectId, sources } = run
  for (const b of baselines) {
    const { number, name } = b
    const id = await sources.carry(
      'baselines',
      'baseline',
      String(number),
      { name, tasks: b.tasks },
      async () => (await create(scope, baselineNoun, { projectId, name, number, takenAt: scope.now() })).id,
      async (known) => {
        await scope.sql('delete from baseline_tasks where baseline_id = $1', [known])
        return change(scope, baselineNoun, known, { name })
      },
    )
    const kept = b.tasks.flatMap((t) => {
      const task = rows.get(t.task)
      return task ? [{ ...t, task }] : []
    })
    await scope.sql(
      `insert into baseline_tasks (workspace_id, project_id, baseline_id, task_id, starts_on, start_minute, due_on, due_minute, duration_minutes, estimate_minutes)
       select $1, $2, b.id, v.task, v."startsOn", v."startMinute", v."dueOn", v."dueMinute", v."durationMinutes", v."estimateMinutes"
       from baselines b, jsonb_to_recordset($4::jsonb) v (task uuid, "startsOn" date, "startMinute" int, "dueOn" date, "dueMinute" int, "durationMinutes" int, "estimateMinutes" int)
       where b.id = $3 and b.deleted_at is null on conflict (baseline_id, task_id) do nothing`,
      [scope.workspace.id, projectId, id, JSON.stringify(kept)],
    )
  }
}

/** How the project is planned, unless somebody already said so here. */
export async function bringPlan(run: Run, plan: ForeignBoard['plan']): Promise<void> {
  if (!plan) return
  const { scope, projectId } = run
  const { rowCount } = await scope.sql(
    'select from project_plans where project_id = $1 and deleted_at is null',
    [projectId],
  )
  if (rowCount) return
  await create(scope, planNoun, {
    projectId,
    calendarId: run.calendars.get(plan.calendarId ?? '') ?? null,
    statusOn: plan.statusOn,
    criticalSlackMinutes: plan.criticalSlackMinutes,
  })
}

/**
 * The dates of a plan are those of its file, also after the first change here. A task that our schedule would move keeps the
 * hours of the plan instead of those of its people; if that is not enough, its dates are fixed, and it is told.
 */
export async function holdDates(run: Run): Promise<void> {
  const { scope, projectId, made, losses } = run
  // What is fixed may still push what follows it: until nothing moves.
  for (let round = 0; round < 30; round++) {
    const input = await inputOf(scope, projectId)
    const held = new Set(input.cards.flatMap((c) => c.parentId ?? []))
    const byId = new Map(input.cards.map((c) => [c.id, c]))
    const moved: string[] = []
    for (const { id, patch } of datesDue(input)) {
      const card = byId.get(id)
      const moves = 'startsOn' in patch || 'dueOn' in patch || 'startMinute' in patch || 'dueMinute' in patch
      if (!card || !moves || held.has(id) || !made.has(id)) continue
      if (round === 0 && !card.assigneeIds.length) continue
      moved.push(id)
      if (round > 0) losses.lose('fixedDates')
    }
    const patch = round === 0 ? { ignoresPersonCalendar: true } : { mode: 'manual' as const }
    await amendMany(
      scope,
      taskNoun,
      moved.map((id) => ({ id, patch })),
    )
    if (!moved.length && round > 0) return
  }
}
