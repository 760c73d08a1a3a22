import { invalid, notFound } from '#platform/errors.ts'
import { announce, type Trail } from '#platform/facts.ts'
import { dayOf } from '#platform/formats.ts'
import { formatter } from '#platform/i18n.ts'
import { amend, create, discard, get, restore } from '#platform/ledger.ts'
import { notify } from '#platform/live.ts'
import { tellMembers } from '#platform/notices.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { taskAssigned, taskFinished, taskReopened } from '../facts.ts'
import { mergeFields } from '../fields/model.ts'
import { checkedFields } from '../fields/service.ts'
import { messages } from '../messages.ts'
import { between, type Card, step, type TaskDraft } from '../model.ts'
import { follow, meant } from '../scheduling/service/follow.ts'
import { statusNoun, type TaskRow, taskNoun } from '../tables.ts'
import { pathOfTask, tellFollowers } from './followers.ts'
import { getCard } from './read.ts'
import { alone, listStatuses } from './statuses.ts'

/** How a task hangs on the thread: through its action, to the objective and the budget line. */
export async function trailOf(
  scope: Scope,
  t: Pick<TaskRow, 'id' | 'projectId' | 'actionId'>,
): Promise<Trail> {
  const { rows } = t.actionId
    ? await scope.sql<{ objective: string | null; line: string | null }>(
        'select objective_id as objective, budget_line_id as line from actions where id = $1',
        [t.actionId],
        'task-trail',
      )
    : { rows: [] }
  return {
    project: t.projectId,
    task: t.id,
    action: t.actionId,
    objective: rows[0]?.objective ?? null,
    budgetLine: rows[0]?.line ?? null,
  }
}

const elsewhere = (what: { fr: string; en: string }) =>
  invalid({
    fr: `${what.fr} n’appartient pas à ce projet.`,
    en: `${what.en} does not belong to this project.`,
  })

/** What a task points at is of the same project; who it is given to is of the same workspace. */
async function checked(scope: Scope, projectId: string, d: Partial<TaskDraft>): Promise<void> {
  if (d.startsOn && d.dueOn && d.dueOn < d.startsOn)
    throw invalid({
      fr: 'L’échéance tombe avant le début : corrigez l’une des deux dates.',
      en: 'The due date falls before the start: correct one of the two dates.',
    })
  const all = async (
    table: string,
    ids: readonly string[],
    here: boolean,
    what: { fr: string; en: string },
  ) => {
    const wanted = [...new Set(ids)]
    if (!wanted.length) return
    const { rowCount } = await scope.sql(
      `select from ${table} where id = any ($1) and deleted_at is null${here ? ' and project_id = $2' : ''}`,
      here ? [wanted, projectId] : [wanted],
    )
    if (rowCount !== wanted.length) throw elsewhere(what)
  }
  if (d.actionId) await all('actions', [d.actionId], true, { fr: 'Cette action', en: 'This action' })
  if (d.calendarId)
    await all('calendars', [d.calendarId], false, { fr: 'Ce calendrier', en: 'This calendar' })
  if (d.followerIds) await all('members', d.followerIds, false, { fr: 'Cette personne', en: 'This person' })
  if (d.parentId) await all('tasks', [d.parentId], true, { fr: 'Cette tâche', en: 'This task' })
  if (d.labelIds) await all('labels', d.labelIds, true, { fr: 'Cette étiquette', en: 'This label' })
  if (d.assigneeIds) await all('members', d.assigneeIds, false, { fr: 'Cette personne', en: 'This person' })
}

async function statusIn(scope: Scope, projectId: string, id: string | undefined) {
  const all = await listStatuses(scope, projectId)
  const status = id
    ? all.find((s) => s.id === id)
    : (all.find((s) => s.category === 'todo' && !s.archived) ?? all.find((s) => !s.archived))
  if (!status) throw elsewhere({ fr: 'Cette colonne', en: 'This column' })
  return status
}

export async function nextNumber(scope: Scope, projectId: string): Promise<number> {
  await alone(scope, projectId)
  const { rows } = await scope.sql<{ next: number }>(
    'select coalesce(max(number), 0) + 1 as next from tasks where project_id = $1',
    [projectId],
    'task-number',
  )
  return rows[0]!.next
}

async function endOf(scope: Scope, statusId: string): Promise<number> {
  const { rows } = await scope.sql<{ last: number | null }>(
    'select max(position) as last from tasks where status_id = $1 and deleted_at is null',
    [statusId],
    'column-end',
  )
  return (rows[0]?.last ?? 0) + step
}

type NewTask = { occurrence?: { recurrenceId: string; occurrenceOn: string }; quiet?: boolean }

/** Adds a task at the end of its column; without a column, of the first one for what is left to do. */
export async function createTask(
  scope: Scope,
  projectId: string,
  draft: TaskDraft,
  /** `occurrence`: one of a series. `quiet`: whoever it falls to is told otherwise, once for many. */
  { occurrence, quiet = Boolean(occurrence) }: NewTask = {},
): Promise<Card> {
  demand(scope, 'contribute', projectId)
  const status = await statusIn(scope, projectId, draft.statusId)
  await checked(scope, projectId, draft)
  const number = await nextNumber(scope, projectId)
  const row = await create(scope, taskNoun, {
    ...draft,
    ...occurrence,
    projectId,
    number,
    statusId: status.id,
    position: await endOf(scope, status.id),
    completedAt: status.category === 'done' ? scope.now() : null,
    ...(status.category === 'done' && { progress: 100 }),
    ...(draft.fields && { fields: mergeFields({}, await checkedFields(scope, projectId, draft.fields)) }),
  })
  if (!quiet) await said(scope, undefined, row)
  return getCard(scope, row.id)
}

export type TaskPatch = Partial<TaskDraft> & { position?: number }

/** Changes a task. Into a column of what is done, it is finished; out of it, it is open again. */
export async function amendTask(scope: Scope, id: string, patch: TaskPatch, version?: number): Promise<Card> {
  const before = await get(scope, taskNoun, id)
  demand(scope, 'contribute', before.projectId)
  const dates = {
    startsOn: patch.startsOn === undefined ? before.startsOn : patch.startsOn,
    dueOn: patch.dueOn === undefined ? before.dueOn : patch.dueOn,
  }
  await checked(scope, before.projectId, {
    ...patch,
    ...((patch.startsOn !== undefined || patch.dueOn !== undefined) && dates),
  })
  if (patch.parentId) await notUnderItself(scope, id, patch.parentId)
  const full: TaskPatch & { completedAt?: Date | null } = { ...patch, ...(await meant(scope, before, patch)) }
  if (patch.statusId && patch.statusId !== before.statusId) {
    const status = await statusIn(scope, before.projectId, patch.statusId)
    if (status.category !== 'done') full.completedAt = null
    else full.completedAt = before.completedAt ?? scope.now()
    full.position ??= await endOf(scope, status.id)
  }
  if (patch.fields)
    full.fields = mergeFields(before.fields, await checkedFields(scope, before.projectId, patch.fields))
  if (full.completedAt && !before.completedAt) full.progress ??= 100
  if (full.completedAt === null && before.completedAt && before.progress === 100) full.progress ??= 0
  const after = await amend(scope, taskNoun, id, full, version)
  await said(scope, before, after)
  await follow(scope, before.projectId, full)
  return getCard(scope, id)
}

async function notUnderItself(scope: Scope, id: string, parentId: string): Promise<void> {
  const { rows } = await scope.sql<{ id: string }>(
    `with recursive up as (select t.id, t.parent_id from tasks t where t.id = $1
       union select t.id, t.parent_id from tasks t join up on t.id = up.parent_id) select id from up where id = $2`,
    [parentId, id],
    'task-ancestors',
  )
  if (rows.length)
    throw invalid({
      fr: 'Une tâche ne peut pas être sa propre sous-tâche, ni celle de ses sous-tâches.',
      en: 'A task cannot be its own subtask, nor one of its subtasks’.',
    })
}

/** Announces what the change means, and tells those it now concerns. */
async function said(scope: Scope, before: TaskRow | undefined, after: TaskRow): Promise<void> {
  const finished = after.completedAt !== null
  if (finished !== Boolean(before?.completedAt)) await sayFinished(scope, after)
  if (before) await tellFollowers(scope, before, after)
  const fresh = after.assigneeIds.filter((m) => !before?.assigneeIds.includes(m))
  if (!fresh.length) return
  await announce(scope, taskAssigned, await trailOf(scope, after), { title: after.title, memberIds: fresh })
  const t = formatter(messages, scope.workspace.locale)
  await tellMembers(scope, fresh, {
    kind: 'task.assigned',
    title: t('notice.assigned', { who: scope.actor.name }),
    body: after.title,
    path: await pathOfTask(scope, after),
    project: after.projectId,
    noun: 'task',
    rowId: after.id,
  })
}

export async function sayFinished(scope: Scope, t: TaskRow, at?: Date): Promise<void> {
  const trail = await trailOf(scope, t)
  if (!t.completedAt) return void (await announce(scope, taskReopened, trail, { title: t.title }))
  const late = t.dueOn === null ? null : dayOf(t.completedAt, scope.workspace.timezone) > t.dueOn ? 1 : 0
  await announce(
    scope,
    taskFinished,
    trail,
    { title: t.title, dueOn: t.dueOn, late },
    { name: t.title, quantity: 1, ...(at && { at }) },
  )
}

/** Finishes a task, or opens it again, by moving it to the column that says so. */
export async function completeTask(scope: Scope, id: string, done: boolean, version?: number): Promise<Card> {
  const before = await get(scope, taskNoun, id)
  demand(scope, 'contribute', before.projectId)
  const columns = (await listStatuses(scope, before.projectId)).filter((s) => !s.archived)
  const now = columns.find((s) => s.id === before.statusId)
  if ((now?.category === 'done') === done) {
    const after = await amend(
      scope,
      taskNoun,
      id,
      done
        ? { completedAt: before.completedAt ?? scope.now(), progress: 100 }
        : { completedAt: null, ...(before.progress === 100 && { progress: 0 }) },
      version,
    )
    await said(scope, before, after)
    await follow(scope, before.projectId)
    return getCard(scope, id)
  }
  const to = done
    ? columns.find((s) => s.category === 'done')
    : (columns.find((s) => s.category === 'doing') ?? columns.find((s) => s.category === 'todo'))
  if (!to) throw notFound('status')
  return amendTask(scope, id, { statusId: to.id }, version)
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

export async function archiveTask(
  scope: Scope,
  id: string,
  archived: boolean,
  version?: number,
): Promise<void> {
  const before = await get(scope, taskNoun, id)
  demand(scope, 'contribute', before.projectId)
  await amend(scope, taskNoun, id, { archivedAt: archived ? scope.now() : null }, version)
  await follow(scope, before.projectId)
}

/** Bins a task with what is under it. One that is there already, perhaps because its parent went first, stays there. */
export async function discardTask(scope: Scope, id: string, version?: number): Promise<void> {
  const before = await get(scope, taskNoun, id, { removed: true })
  demand(scope, 'contribute', before.projectId)
  if (before.deletedAt) return
  await discard(scope, taskNoun, id, version)
  await follow(scope, before.projectId)
}

export async function restoreTask(scope: Scope, id: string): Promise<Card> {
  const before = await get(scope, taskNoun, id, { removed: true })
  demand(scope, 'contribute', before.projectId)
  await restore(scope, taskNoun, id)
  await follow(scope, before.projectId)
  return getCard(scope, id)
}
