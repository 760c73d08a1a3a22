import { invalid } from '#platform/errors.ts'
import { apart, takeBack as takeAllBack } from '#platform/ledger-undo.ts'
import type { Scope } from '#platform/scope.ts'
import type { TaskDraft } from '../../model.ts'
import { together } from '../../scheduling/service/follow.ts'
import { type Asked, amendTasks, finishing } from '../../service/amend.ts'
import { someCards } from '../../service/read.ts'
import { archiveTasks, discardTasks, moveTask, restoreTasks } from '../../service/tasks.ts'
import { addDays, type Deed, type Outcome } from '../model.ts'

/** Does the same to every task, in one transaction: all of it, or none and the task that refused is named. */
export async function doDeed(scope: Scope, deed: Deed): Promise<Outcome> {
  if (deed.move && deed.tasks.length > 1)
    throw invalid({
      fr: 'Une place dans une colonne se donne à une tâche à la fois.',
      en: 'A place in a column is given to one task at a time.',
    })
  const one = apart(scope)
  await together(one, () => doIt(one, deed))
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

async function doIt(scope: Scope, deed: Deed): Promise<void> {
  const { tasks } = deed
  const [first] = tasks
  if (deed.discarded !== undefined)
    return deed.discarded
      ? discardTasks(scope, tasks)
      : restoreTasks(
          scope,
          tasks.map((t) => t.id),
        )
  if (deed.archived !== undefined) return archiveTasks(scope, tasks, deed.archived)
  if (deed.move && first) return void (await moveTask(scope, first.id, deed.move, first.version))
  const { done } = deed
  const finish = done !== undefined && finishing(done, scope.now())
  await amendTasks(
    scope,
    tasks.map(({ id, version, patch }) => ({
      id,
      ...(version !== undefined && { version }),
      patch: finish || patchOf(deed, patch),
    })),
  )
}

const merged = (now: readonly string[], add: readonly string[] = [], remove: readonly string[] = []) =>
  [...new Set([...now, ...add])].filter((id) => !remove.includes(id))

const patchOf =
  (deed: Deed, own?: Partial<TaskDraft>): Asked['patch'] =>
  async (row, frames) => {
    const patch: Partial<TaskDraft> = { ...deed.patch, ...own }
    if (deed.addAssigneeIds || deed.removeAssigneeIds)
      patch.assigneeIds = merged(row.assigneeIds, deed.addAssigneeIds, deed.removeAssigneeIds)
    if (deed.addLabelIds || deed.removeLabelIds)
      patch.labelIds = merged(row.labelIds, deed.addLabelIds, deed.removeLabelIds)
    if (deed.byDays) {
      if (row.startsOn) patch.startsOn = addDays(row.startsOn, deed.byDays)
      if (row.dueOn) patch.dueOn = addDays(row.dueOn, deed.byDays)
    }
    if (deed.category) {
      const now = (await frames.columnsOf(row.projectId)).find((s) => s.id === row.statusId)
      const to = await frames.firstOf(row.projectId, deed.category)
      if (now?.category !== deed.category) patch.statusId = to.id
    }
    return patch
  }

/** Takes back everything one deed of one’s own changed. */
export async function takeBack(scope: Scope, change: string): Promise<Outcome> {
  const back = await takeAllBack(scope, change)
  const ids = back.rows.filter((h) => h.noun === 'task').map((h) => h.id)
  return outcome({ ...scope, requestId: back.change }, ids)
}
