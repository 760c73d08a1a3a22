import { notFound } from '#platform/errors.ts'
import { amendRows, lockMany } from '#platform/ledger-many.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { mergeFields } from '../fields/model.ts'
import type { Card, TaskDraft } from '../model.ts'
import { follow, meaning } from '../scheduling/service/follow.ts'
import { type TaskRow, taskNoun } from '../tables.ts'
import { checkDates, checkParents, checkPointed, checkSeen, Frames, naming } from './checking.ts'
import { getCard } from './read.ts'
import { sayChanged } from './telling.ts'

export type TaskPatch = Partial<TaskDraft> & { position?: number }
type Whole = TaskPatch & { completedAt?: Date | null; archivedAt?: Date | null }
export type Asked = {
  id: string
  version?: number
  /** What to change, of the task as it is. */
  patch: (row: TaskRow, frames: Frames) => Whole | Promise<Whole>
}

/** The tasks asked for, locked, each in the version that was seen, in projects one contributes to. */
export async function lockTasks(
  scope: Scope,
  asked: readonly { id: string; version?: number | undefined }[],
  o: { removed?: boolean } = {},
): Promise<Map<string, TaskRow>> {
  const rows = await lockMany(
    scope,
    taskNoun,
    asked.map((a) => a.id),
    o,
  )
  const found = new Map(rows.map((r) => [r.id, r]))
  for (const projectId of new Set(rows.map((r) => r.projectId))) demand(scope, 'contribute', projectId)
  for (const a of asked) {
    const row = found.get(a.id)
    if (!row) throw notFound('task')
    naming(row.title, asked.length > 1, () => checkSeen(row, a.version))
  }
  return found
}

/** Changes tasks, all of them or none. Into a column of what is done they are finished; out of it they are open again. */
export async function amendTasks(scope: Scope, asked: readonly Asked[]): Promise<void> {
  const several = asked.length > 1
  const rows = await lockTasks(scope, asked)
  const frames = new Frames(scope)
  const all: { before: TaskRow; patch: Whole }[] = []
  for (const a of asked) {
    const before = rows.get(a.id)!
    all.push({ before, patch: await a.patch(before, frames) })
  }
  for (const { before, patch } of all)
    if (patch.startsOn !== undefined || patch.dueOn !== undefined)
      naming(before.title, several, () => checkDates({ ...dates(before), ...given(patch) }))
  await checkPointed(
    scope,
    all.map(({ before, patch }) => ({ projectId: before.projectId, patch, title: before.title })),
  )
  await checkParents(
    scope,
    all.flatMap(({ before: row, patch }) => (patch.parentId ? [{ row, parentId: patch.parentId }] : [])),
  )
  const meant = meaning(scope)
  const full: { before: TaskRow; patch: Whole }[] = []
  for (const { before, patch } of all)
    full.push({
      before,
      patch: await settled(frames, scope.now(), before, { ...patch, ...(await meant(before, patch)) }),
    })
  await sayChanged(scope, await amendRows(scope, taskNoun, full))
  for (const [projectId, list] of Map.groupBy(full, (f) => f.before.projectId))
    await follow(scope, projectId, Object.assign({}, ...list.map((f) => f.patch)))
}

const dates = ({ startsOn, dueOn }: TaskRow) => ({ startsOn, dueOn })
const given = ({ startsOn, dueOn }: Whole) => ({
  ...(startsOn !== undefined && { startsOn }),
  ...(dueOn !== undefined && { dueOn }),
})

/** What follows from a change for the task itself: finished or not, its place, its progress, the values of its fields. */
async function settled(frames: Frames, now: Date, before: TaskRow, patch: Whole): Promise<Whole> {
  const full = { ...patch }
  const { projectId } = before
  if (patch.statusId && patch.statusId !== before.statusId) {
    const column = await frames.columnIn(projectId, patch.statusId)
    full.completedAt = column.category === 'done' ? (before.completedAt ?? now) : null
    full.position ??= await frames.endOf(column.id)
  }
  if (patch.fields) full.fields = mergeFields(before.fields, await frames.fieldsIn(projectId, patch.fields))
  if (full.completedAt && !before.completedAt) full.progress ??= 100
  if (full.completedAt === null && before.completedAt && before.progress === 100) full.progress ??= 0
  return full
}

export async function amendTask(scope: Scope, id: string, patch: TaskPatch, version?: number): Promise<Card> {
  await amendTasks(scope, [{ id, ...(version !== undefined && { version }), patch: () => patch }])
  return getCard(scope, id)
}

/** Finished, or open again: into the column that says so, unless the task stands in one already. */
export const finishing =
  (done: boolean, now: Date): Asked['patch'] =>
  async (row, frames) => {
    const columns = (await frames.columnsOf(row.projectId)).filter((s) => !s.archived)
    const at = columns.find((s) => s.id === row.statusId)
    if ((at?.category === 'done') === done)
      return done
        ? { completedAt: row.completedAt ?? now, progress: 100 }
        : { completedAt: null, ...(row.progress === 100 && { progress: 0 }) }
    const to = done
      ? columns.find((s) => s.category === 'done')
      : (columns.find((s) => s.category === 'doing') ?? columns.find((s) => s.category === 'todo'))
    if (!to) throw notFound('status')
    return { statusId: to.id }
  }
