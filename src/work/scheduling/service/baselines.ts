import { amend, create, discard, get } from '#platform/ledger.ts'
import { demand, type Scope } from '#platform/scope.ts'
import {
  type Baseline,
  type BaselineTask,
  calendarsOf,
  compile,
  type Drift,
  dueOf,
  planFromCards,
  startOf,
} from '../model.ts'
import { baselineNoun } from '../tables.ts'
import { baselineColumns, baselinesOf, inputOf } from './read.ts'

const one = async (scope: Scope, id: string): Promise<Baseline> =>
  (await scope.sql<Baseline>(`select ${baselineColumns} from baselines b where b.id = $1`, [id])).rows[0]!

export async function listBaselines(scope: Scope, projectId: string): Promise<Baseline[]> {
  demand(scope, 'see', projectId)
  return baselinesOf(scope, projectId)
}

/** Keeps the dates of today under a name. */
export async function takeBaseline(scope: Scope, projectId: string, name: string): Promise<Baseline> {
  demand(scope, 'conduct', projectId)
  const taken = new Set((await baselinesOf(scope, projectId)).map((b) => b.number))
  const number = Array.from({ length: 11 }, (_, i) => i).find((n) => !taken.has(n)) ?? null
  const row = await create(scope, baselineNoun, { projectId, name, number, takenAt: scope.now() })
  await scope.sql(
    `insert into baseline_tasks (workspace_id, project_id, baseline_id, task_id, starts_on, start_minute, due_on, due_minute, duration_minutes, estimate_minutes)
     select t.workspace_id, t.project_id, $2, t.id, t.starts_on, t.start_minute, t.due_on, t.due_minute, t.duration_minutes, t.estimate_minutes
     from tasks t where t.project_id = $1 and t.deleted_at is null and t.archived_at is null`,
    [projectId, row.id],
  )
  return one(scope, row.id)
}

export async function renameBaseline(
  scope: Scope,
  id: string,
  name: string,
  version?: number,
): Promise<Baseline> {
  demand(scope, 'conduct', (await get(scope, baselineNoun, id)).projectId)
  await amend(scope, baselineNoun, id, { name }, version)
  return one(scope, id)
}

export async function removeBaseline(scope: Scope, id: string, version?: number): Promise<void> {
  demand(scope, 'conduct', (await get(scope, baselineNoun, id)).projectId)
  await discard(scope, baselineNoun, id, version)
}

/** How far the project has moved from what was promised then, in working minutes. */
export async function driftFrom(scope: Scope, id: string): Promise<Drift> {
  const { projectId } = await get(scope, baselineNoun, id)
  demand(scope, 'see', projectId)
  const { rows: tasks } = await scope.sql<BaselineTask>(
    `select task_id as "taskId", starts_on as "startsOn", start_minute as "startMinute", due_on as "dueOn", due_minute as "dueMinute",
       duration_minutes as "durationMinutes", estimate_minutes as "estimateMinutes" from baseline_tasks where baseline_id = $1 order by task_id`,
    [id],
  )
  const input = await inputOf(scope, projectId)
  const plan = planFromCards(input)
  const schedule = compile(plan).schedule()
  const hours = calendarsOf(plan)({})
  const kept = new Map(tasks.map((t) => [t.taskId, t]))
  const drift: Drift['drift'] = []
  let then = Number.NEGATIVE_INFINITY
  let now = Number.NEGATIVE_INFINITY
  const apart = (from: number | null, to: number | null) =>
    from === null || to === null ? 0 : Math.round(hours.workBetween(from, to))
  for (const card of input.cards) {
    const k = kept.get(card.id)
    const placed = schedule.of(card.id)
    const before = k && { start: startOf(k) ?? dueOf(k), finish: dueOf(k) ?? startOf(k) }
    if (!placed || !before || before.finish === null) continue
    drift.push({
      taskId: card.id,
      startMinutes: k.startsOn === null || card.startsOn === null ? 0 : apart(before.start, placed.start),
      finishMinutes: apart(before.finish, placed.finish),
    })
    then = Math.max(then, before.finish)
    now = Math.max(now, placed.finish)
  }
  const here = new Set(input.cards.map((c) => c.id))
  return {
    baseline: await one(scope, id),
    tasks,
    drift,
    finishMinutes: Number.isFinite(then) ? apart(then, now) : 0,
    added: input.cards.filter((c) => !kept.has(c.id)).map((c) => c.id),
    gone: tasks.filter((t) => !here.has(t.taskId)).length,
  }
}
