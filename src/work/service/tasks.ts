import { get } from '#platform/ledger.ts'
import { amendRows, createMany, discardMany, restoreMany } from '#platform/ledger-many.ts'
import { notify } from '#platform/live.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { mergeFields } from '../fields/model.ts'
import { between, type Card, step, type TaskDraft } from '../model.ts'
import { follow } from '../scheduling/service/follow.ts'
import { statusNoun, type TaskRow, taskNoun } from '../tables.ts'
import { amendTask, amendTasks, finishing, lockTasks } from './amend.ts'
import { checkDates, checkPointed, checkSeen, elsewhere, Frames, naming } from './checking.ts'
import { getCard } from './read.ts'
import { alone } from './statuses.ts'
import { sayChanged } from './telling.ts'

export { amendTask, type TaskPatch } from './amend.ts'
export { sayAllFinished, sayFinished, trailOf } from './telling.ts'

export async function nextNumber(scope: Scope, projectId: string): Promise<number> {
  await alone(scope, projectId)
  const { rows } = await scope.sql<{ next: number }>(
    `select greatest((select max(number) from tasks where project_id = $1), (select max(number) from task_addresses where project_id = $1), 0) + 1 as next`,
    [projectId],
    'task-number',
  )
  return rows[0]!.next
}

/** `id`: one that another of the same lot already points at. */
export type NewTask = TaskDraft & { id?: string; recurrenceId?: string; occurrenceOn?: string }

/** Adds tasks at the end of their columns; without a column, of the first one for what is left to do. */
export async function createTasks(
  scope: Scope,
  projectId: string,
  drafts: readonly NewTask[],
  /** `quiet`: whoever they fall to is told otherwise. */
  { quiet = false } = {},
): Promise<TaskRow[]> {
  demand(scope, 'contribute', projectId)
  if (!drafts.length) return []
  const frames = new Frames(scope)
  const several = drafts.length > 1
  for (const d of drafts) naming(d.title, several, () => checkDates(d))
  await checkPointed(
    scope,
    drafts.map((patch) => ({ projectId, patch, title: patch.title })),
    new Set(drafts.flatMap((d) => d.id ?? [])),
  )
  const number = await nextNumber(scope, projectId)
  const rows = []
  for (const [i, draft] of drafts.entries()) {
    const column = await frames.columnIn(projectId, draft.statusId)
    const done = column.category === 'done'
    rows.push({
      ...draft,
      projectId,
      number: number + i,
      statusId: column.id,
      position: await frames.endOf(column.id),
      completedAt: done ? scope.now() : null,
      ...(done && { progress: 100 }),
      ...(draft.fields && { fields: mergeFields({}, await frames.fieldsIn(projectId, draft.fields)) }),
    })
  }
  const made = await createMany(scope, taskNoun, rows)
  if (!quiet)
    await sayChanged(
      scope,
      made.map((after) => ({ after })),
    )
  return made
}

export async function createTask(
  scope: Scope,
  projectId: string,
  draft: TaskDraft,
  {
    occurrence,
    quiet = Boolean(occurrence),
  }: { occurrence?: { recurrenceId: string; occurrenceOn: string }; quiet?: boolean } = {},
): Promise<Card> {
  const [made] = await createTasks(scope, projectId, [{ ...draft, ...occurrence }], { quiet })
  return getCard(scope, made!.id)
}

/** Finishes a task, or opens it again, by moving it to the column that says so. */
export async function completeTask(scope: Scope, id: string, done: boolean, version?: number): Promise<Card> {
  await amendTasks(scope, [
    { id, ...(version !== undefined && { version }), patch: finishing(done, scope.now()) },
  ])
  return getCard(scope, id)
}

/** Puts a card in a column, between two neighbours (null: at the edge). A column that got too tight is spaced out again. */
export async function moveTask(
  scope: Scope,
  id: string,
  to: { statusId: string; after?: string | null; before?: string | null },
  version?: number,
): Promise<Card> {
  const task = await get(scope, taskNoun, id)
  demand(scope, 'contribute', task.projectId)
  const status = await get(scope, statusNoun, to.statusId)
  if (status.projectId !== task.projectId) throw elsewhere({ fr: 'Cette colonne', en: 'This column' })
  for (let tries = 0; tries < 2; tries++) {
    const place = await placeIn(scope, to, id)
    if (place !== undefined) return amendTask(scope, id, { statusId: to.statusId, position: place }, version)
    await spaceOut(scope, task.projectId, to.statusId)
  }
  throw new Error('a spaced out column has no room')
}

/** The neighbours may have moved meanwhile: what is asked is « under this one », and the next one down is looked up. */
async function placeIn(
  scope: Scope,
  to: { statusId: string; after?: string | null; before?: string | null },
  id: string,
): Promise<number | undefined> {
  const { rows } = await scope.sql<{ above: number | null; below: number | null }>(
    `with neighbour as (select t.id, t.position from tasks t where t.status_id = $1 and t.deleted_at is null and t.id <> $4 and (t.id = $2 or t.id = $3) order by t.id = $2 desc limit 1),
      col as (select t.id, t.position from tasks t where t.status_id = $1 and t.deleted_at is null and t.archived_at is null and t.id <> $4)
     select case when $2::uuid is not null and n.id = $2 then n.position when $3::uuid is not null and n.id = $3 then (select max(position) from col where (position, id) < (n.position, n.id))
         else (select max(position) from col) end as above,
       case when $2::uuid is not null and n.id = $2 then (select min(position) from col where (position, id) > (n.position, n.id)) when $3::uuid is not null and n.id = $3 then n.position end as below
     from (select 1) one left join neighbour n on true`,
    [to.statusId, to.after ?? null, to.before ?? null, id],
  )
  return between(rows[0]?.above ?? undefined, rows[0]?.below ?? undefined)
}

async function spaceOut(scope: Scope, projectId: string, statusId: string): Promise<void> {
  const { rows } = await scope.sql<{ id: string }>(
    `update tasks set position = n.place * ${step} from (select id, row_number() over (order by position, id) as place from tasks where status_id = $1 and deleted_at is null) n
     where tasks.id = n.id returning tasks.id`,
    [statusId],
  )
  await notify(
    scope,
    'task',
    rows.map((r) => r.id),
    projectId,
  )
}

type Seen = { id: string; version?: number | undefined }
const followAll = async (scope: Scope, rows: Iterable<TaskRow>) => {
  for (const projectId of new Set([...rows].map((r) => r.projectId))) await follow(scope, projectId)
}

export async function archiveTasks(scope: Scope, all: readonly Seen[], archived: boolean): Promise<void> {
  const rows = await lockTasks(scope, all)
  const archivedAt = archived ? scope.now() : null
  await amendRows(
    scope,
    taskNoun,
    [...rows.values()].map((before) => ({ before, patch: { archivedAt } })),
  )
  await followAll(scope, rows.values())
}

/** Bins tasks with what is under them. Those there already, perhaps because their parent went first, stay there. */
export async function discardTasks(scope: Scope, all: readonly Seen[]): Promise<void> {
  const rows = await lockTasks(
    scope,
    all.map(({ id }) => ({ id })),
    { removed: true },
  )
  for (const { id, version } of all) if (!rows.get(id)?.deletedAt) checkSeen(rows.get(id)!, version)
  await discardMany(scope, taskNoun, [...rows.keys()])
  await followAll(scope, rows.values())
}

export async function restoreTasks(scope: Scope, ids: readonly string[]): Promise<void> {
  const rows = await lockTasks(
    scope,
    ids.map((id) => ({ id })),
    { removed: true },
  )
  await restoreMany(scope, taskNoun, ids)
  await followAll(scope, rows.values())
}

export const archiveTask = (scope: Scope, id: string, archived: boolean, version?: number): Promise<void> =>
  archiveTasks(scope, [{ id, version }], archived)
export const discardTask = (scope: Scope, id: string, version?: number): Promise<void> =>
  discardTasks(scope, [{ id, version }])
export async function restoreTask(scope: Scope, id: string): Promise<Card> {
  await restoreTasks(scope, [id])
  return getCard(scope, id)
}
