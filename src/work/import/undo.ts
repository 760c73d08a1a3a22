import { invalid, notFound, Refusal } from '#platform/errors.ts'
import { discard, undo } from '#platform/ledger.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { memberNoun } from '#platform/tenancy/tables.ts'
import { followCalendars } from '../calendars/service/follow.ts'
import type { Done } from './deliver.ts'
import type { TakenBack } from './model.ts'

type Change = {
  id: string
  noun: string
  rowId: string
  verb: 'created' | 'changed' | 'removed' | 'restored'
  after: { taskId?: string; fromId?: string; toId?: string } | null
}

/** What stays when somebody else's work hangs on it by now. */
const inUse: Record<string, string> = {
  member: `select from members m where m.id = $1 and (m.user_id is not null or m.deactivated_at is null
    or exists (select from tasks t where t.assignee_ids @> array[m.id] and t.deleted_at is null))`,
  status: 'select from tasks where status_id = $1 and deleted_at is null limit 1',
  label: 'select from tasks where label_ids @> array[$1::uuid] and deleted_at is null limit 1',
  field: 'select from tasks where fields ? $1::uuid::text and deleted_at is null limit 1',
  calendar: `select from tasks where calendar_id = $1 and deleted_at is null
    union all select from project_plans where calendar_id = $1 and deleted_at is null
    union all select from member_work where calendar_id = $1 and deleted_at is null limit 1`,
  project: 'select from tasks where project_id = $1 and deleted_at is null limit 1',
}

/**
 * Takes an import back, as one deed: what it made goes to the bin, what it changed is as before, unless somebody changed it
 * since. The same file can be imported again after. `forget`: it never ended, no word of it is kept.
 */
export async function undoImport(
  scope: Scope,
  id: string,
  o: { forget?: boolean; progress?: (done: number, total: number) => Promise<void> } = {},
): Promise<TakenBack> {
  const { rows } = await scope.sql<{ source: string; parts: Done[]; undoneAt: Date | null }>(
    'select source, parts, undone_at as "undoneAt" from imports where id = $1 for update',
    [id],
  )
  const what = rows[0]
  if (!what) throw notFound('import')
  if (what.undoneAt)
    throw invalid({ fr: 'Cet import est déjà annulé.', en: 'This import is already taken back.' })
  for (const p of what.parts) demand(scope, 'conduct', p.projectId)
  const changes = await changesOf(
    scope,
    what.parts.map((p) => p.request),
  )
  const result = { undone: 0, kept: 0 }
  for (const [i, c] of changes.entries()) {
    if (i % 20 === 0) await o.progress?.(i, changes.length)
    if (await takeBack(scope, c)) result.undone++
    else result.kept++
  }
  await o.progress?.(changes.length, changes.length)
  await followAgain(scope, changes)
  for (const p of what.parts) await forgetSources(scope, what.source, p, id)
  if (o.forget) await scope.sql('delete from imports where id = $1', [id])
  else await scope.sql('update imports set undone_at = $2 where id = $1', [id, scope.now()])
  return result
}

/** Last first. What hangs on a task that goes too goes with it, and would come back with it from the bin. */
async function changesOf(scope: Scope, requests: readonly string[]): Promise<Change[]> {
  const { rows } = await scope.sql<Change>(
    `select h.id, h.noun, h.row_id as "rowId", h.verb,
       case when h.verb = 'created' and h.noun <> 'task' then jsonb_build_object('taskId', h.after->'taskId', 'fromId', h.after->'fromId', 'toId', h.after->'toId') end as after
     from history h where h.request_id = any ($1) and not exists (select from history u where u.undo_of = h.id)
     order by h.id desc`,
    [requests],
  )
  const born = new Set(rows.filter((c) => c.noun === 'task' && c.verb === 'created').map((c) => c.rowId))
  const made = new Set(rows.filter((c) => c.verb === 'created').map((c) => c.rowId))
  return rows.filter(
    (c) =>
      // What was made and then changed by the import is simply gone.
      !(c.verb === 'changed' && made.has(c.rowId)) &&
      ![c.after?.taskId, c.after?.fromId, c.after?.toId].some((t) => t && born.has(t)),
  )
}

async function takeBack(scope: Scope, c: Change): Promise<boolean> {
  const use = c.verb === 'created' ? inUse[c.noun] : undefined
  if (use && (await scope.sql(use, [c.rowId])).rowCount) return false
  await scope.sql('savepoint taking_back')
  try {
    if (c.noun === 'member') await discard(scope, memberNoun, c.rowId)
    else await undo(scope, c.id)
    await scope.sql('release savepoint taking_back')
    return true
  } catch (e) {
    await scope.sql('rollback to savepoint taking_back')
    if (e instanceof Refusal) return false
    throw e
  }
}

/** Who has their own hours again: what is planned with them follows. */
async function followAgain(scope: Scope, changes: readonly Change[]): Promise<void> {
  const ids = changes.filter((c) => c.noun === 'memberWork' || c.noun === 'dayOff').map((c) => c.rowId)
  if (!ids.length) return
  const { rows } = await scope.sql<{ id: string }>(
    'select member_id as id from member_work where id = any ($1) union select member_id from days_off where id = any ($1)',
    [ids],
    'members-of-hours',
  )
  for (const { id } of rows) await followCalendars(scope, id)
}

/** The next import of the file makes again what is gone, and says again what is as before. */
async function forgetSources(scope: Scope, source: string, p: Done, id: string): Promise<void> {
  const { rowCount: others } = await scope.sql(
    `select from imports where id <> $1 and source = $2 and undone_at is null and parts @> jsonb_build_array(jsonb_build_object('projectId', $3::text))`,
    [id, source, p.projectId],
  )
  if (!others)
    await scope.sql('delete from import_sources where project_id = $1 and source = $2', [p.projectId, source])
  else {
    await scope.sql(
      `delete from import_sources where project_id = $1 and source = $2
         and row_id in (select row_id from history where request_id = $3 and verb = 'created')`,
      [p.projectId, source, p.request],
    )
    await scope.sql(
      `update import_sources set digest = '{}' where project_id = $1 and source = $2
         and row_id in (select row_id from history where request_id = $3 and verb = 'changed')`,
      [p.projectId, source, p.request],
    )
  }
}
