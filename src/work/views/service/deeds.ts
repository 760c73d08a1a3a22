import { randomUUID } from 'node:crypto'
import { invalid, notFound, Refusal } from '#platform/errors.ts'
import { get, undo } from '#platform/ledger.ts'
import { demand, type Scope } from '#platform/scope.ts'
import type { Card, TaskDraft } from '../../model.ts'
import { together } from '../../scheduling/service/follow.ts'
import { someCards } from '../../service/read.ts'
import { listStatuses } from '../../service/statuses.ts'
import {
  amendTask,
  archiveTask,
  completeTask,
  discardTask,
  moveTask,
  restoreTask,
} from '../../service/tasks.ts'
import { type TaskRow, taskNoun } from '../../tables.ts'
import { addDays, type Deed, type Outcome } from '../model.ts'

/** Under a reference of its own: everything a deed changed, schedule included, is taken back with it. */
export const apart = (scope: Scope): Scope => ({ ...scope, requestId: randomUUID() })

/** Does the same to every task, in one transaction: all of it, or none and the task that refused is named. */
export async function doDeed(scope: Scope, deed: Deed): Promise<Outcome> {
  if (deed.move && deed.tasks.length > 1)
    throw invalid({
      fr: 'Une place dans une colonne se donne à une tâche à la fois.',
      en: 'A place in a column is given to one task at a time.',
    })
  const one = apart(scope)
  await together(one, async () => {
    for (const t of deed.tasks) await naming(one, t.id, () => doOne(one, deed, t.id, t.version))
  })
  return outcome(
    one,
    deed.tasks.map((t) => t.id),
  )
}

export async function outcome(scope: Scope, ids: readonly string[]): Promise<Outcome> {
  const { rows } = await scope.sql<{ id: string }>(
    "select distinct row_id as id from history where request_id = $1 and noun = 'task'",
    [scope.requestId],
    'deed-rows',
  )
  const all = [...new Set([...ids, ...rows.map((r) => r.id)])]
  const cards = await someCards(scope, all)
  const there = new Set(cards.map((c) => c.id))
  return { cards, gone: all.filter((id) => !there.has(id)), change: scope.requestId }
}

async function doOne(scope: Scope, deed: Deed, id: string, version?: number): Promise<void> {
  if (deed.discarded !== undefined)
    return void (deed.discarded ? await discardTask(scope, id, version) : await restoreTask(scope, id))
  if (deed.archived !== undefined) return archiveTask(scope, id, deed.archived, version)
  if (deed.done !== undefined) return void (await completeTask(scope, id, deed.done, version))
  if (deed.move) return void (await moveTask(scope, id, deed.move, version))
  const row = await get(scope, taskNoun, id)
  demand(scope, 'contribute', row.projectId)
  await amendTask(scope, id, await patchOf(scope, deed, row), version)
}

const merged = (now: readonly string[], add: readonly string[] = [], remove: readonly string[] = []) =>
  [...new Set([...now, ...add])].filter((id) => !remove.includes(id))

async function patchOf(scope: Scope, deed: Deed, row: TaskRow): Promise<Partial<TaskDraft>> {
  const patch: Partial<TaskDraft> = { ...deed.patch }
  if (deed.addAssigneeIds || deed.removeAssigneeIds)
    patch.assigneeIds = merged(row.assigneeIds, deed.addAssigneeIds, deed.removeAssigneeIds)
  if (deed.addLabelIds || deed.removeLabelIds)
    patch.labelIds = merged(row.labelIds, deed.addLabelIds, deed.removeLabelIds)
  if (deed.byDays) {
    if (row.startsOn) patch.startsOn = addDays(row.startsOn, deed.byDays)
    if (row.dueOn) patch.dueOn = addDays(row.dueOn, deed.byDays)
  }
  if (deed.category) {
    const columns = await listStatuses(scope, row.projectId)
    const now = columns.find((s) => s.id === row.statusId)
    const to = columns.find((s) => s.category === deed.category && !s.archived)
    if (!to) throw notFound('status')
    if (now?.category !== deed.category) patch.statusId = to.id
  }
  return patch
}

/** « Relancer l’imprimeur : … », when one of several refuses. */
export async function naming(scope: Scope, id: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (e) {
    if (!(e instanceof Refusal) || e.code === 'NOT_FOUND') throw e
    const [card] = (await someCards(scope, [id])) as (Card | undefined)[]
    if (!card) throw e
    throw new Refusal(
      e.code,
      { fr: `« ${card.title} » : ${e.said.fr}`, en: `“${card.title}”: ${e.said.en}` },
      e.data,
    )
  }
}

/** Takes back everything one deed of one’s own changed, the last first. What it gives back can be taken back in turn. */
export async function takeBack(scope: Scope, change: string): Promise<Outcome> {
  const { rows } = await scope.sql<{ id: string; noun: string; rowId: string }>(
    `select h.id, h.noun, h.row_id as "rowId" from history h
     where h.request_id = $1 and h.actor_id = $2 and not exists (select from history u where u.undo_of = h.id)
     order by h.id desc limit 5000`,
    [change, scope.actor.id],
  )
  if (!rows.length) throw notFound('history')
  const one = apart(scope)
  for (const h of rows) await undo(one, h.id)
  return outcome(
    one,
    rows.filter((h) => h.noun === 'task').map((h) => h.rowId),
  )
}
