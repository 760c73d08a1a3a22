import { forbidden, invalid, notFound } from '#platform/errors.ts'
import { dayOf } from '#platform/formats.ts'
import { amend, create, discard, get, restore } from '#platform/ledger.ts'
import { demand, mayDoIn, type Scope } from '#platform/scope.ts'
import { taskNoun } from '../../tables.ts'
import type { TimeDraft, TimeEntry } from '../model.ts'
import { type timeEntries, timeNoun } from '../tables.ts'

type Row = typeof timeEntries.$inferSelect
export const entryColumns = `e.id, e.project_id as "projectId", e.task_id as "taskId", e.member_id as "memberId", m.name as "memberName", e.worked_on as "workedOn",
  e.minutes, e.note, e.billable, e.source, e.logged_at as "loggedAt", e.version`

/** One's own where one contributes; another's where one conducts. */
export function demandTime(scope: Scope, projectId: string, memberId: string): void {
  demand(scope, memberId === scope.actor.id ? 'contribute' : 'conduct', projectId)
}

export async function getEntry(scope: Scope, id: string): Promise<TimeEntry> {
  const { rows } = await scope.sql<TimeEntry>(
    `select ${entryColumns} from time_entries e join members m on m.id = e.member_id where e.id = $1 and e.deleted_at is null`,
    [id],
  )
  if (!rows[0]) throw notFound('timeEntry')
  return rows[0]
}

async function place(scope: Scope, d: Pick<TimeDraft, 'taskId' | 'projectId'>): Promise<string> {
  if (d.taskId) return (await get(scope, taskNoun, d.taskId)).projectId
  if (!d.projectId)
    throw invalid({
      fr: 'Dites à quelle tâche ou à quel projet va ce temps.',
      en: 'Say which task or which project this time goes to.',
    })
  return d.projectId
}

async function checked(
  scope: Scope,
  memberId: string,
  d: { workedOn?: string; minutes?: number },
  but?: string,
): Promise<void> {
  const today = dayOf(scope.now(), scope.timezone)
  if (d.workedOn && d.workedOn > today)
    throw invalid({
      fr: 'Ce jour n’est pas encore venu : le temps se note une fois passé.',
      en: 'That day has not come yet: time is logged once it was spent.',
    })
  if (d.workedOn === undefined || d.minutes === undefined) return
  const { rows } = await scope.sql<{ spent: number }>(
    'select coalesce(sum(minutes), 0) as spent from time_entries where member_id = $1 and worked_on = $2 and deleted_at is null and id is distinct from $3::uuid',
    [memberId, d.workedOn, but ?? null],
  )
  if ((rows[0]?.spent ?? 0) + d.minutes > 1440)
    throw invalid({
      fr: 'Cela ferait plus de 24 heures ce jour-là.',
      en: 'That would make more than 24 hours on that day.',
    })
}

/** Says that somebody worked. `source` tells typed time from a timer's. */
export async function logTime(
  scope: Scope,
  d: TimeDraft,
  source: Row['source'] = 'typed',
): Promise<TimeEntry> {
  const projectId = await place(scope, d)
  const memberId = d.memberId ?? scope.actor.id
  if (!memberId) throw notFound('member')
  demandTime(scope, projectId, memberId)
  if (memberId !== scope.actor.id) {
    const { rowCount } = await scope.sql('select from members where id = $1 and deleted_at is null', [
      memberId,
    ])
    if (!rowCount) throw notFound('member')
  }
  await checked(scope, memberId, d)
  const row = await create(scope, timeNoun, {
    projectId,
    taskId: d.taskId ?? null,
    memberId,
    workedOn: d.workedOn,
    minutes: d.minutes,
    note: d.note ?? '',
    billable: d.billable ?? true,
    source,
    loggedAt: scope.now(),
  })
  return getEntry(scope, row.id)
}

export type TimePatch = Partial<Pick<TimeDraft, 'taskId' | 'workedOn' | 'minutes' | 'note' | 'billable'>>

export async function amendTime(
  scope: Scope,
  id: string,
  patch: TimePatch,
  version?: number,
): Promise<TimeEntry> {
  const before = await get(scope, timeNoun, id)
  demandTime(scope, before.projectId, before.memberId)
  if (patch.taskId) {
    const task = await get(scope, taskNoun, patch.taskId)
    if (task.projectId !== before.projectId)
      throw invalid({
        fr: 'Cette tâche n’appartient pas à ce projet.',
        en: 'This task does not belong to this project.',
      })
  }
  await checked(
    scope,
    before.memberId,
    { workedOn: patch.workedOn ?? before.workedOn, minutes: patch.minutes ?? before.minutes },
    id,
  )
  await amend(scope, timeNoun, id, patch, version)
  return getEntry(scope, id)
}

export async function discardTime(scope: Scope, id: string, version?: number): Promise<void> {
  const before = await get(scope, timeNoun, id)
  demandTime(scope, before.projectId, before.memberId)
  await discard(scope, timeNoun, id, version)
}

export async function restoreTime(scope: Scope, id: string): Promise<TimeEntry> {
  const before = await get(scope, timeNoun, id, { removed: true })
  demandTime(scope, before.projectId, before.memberId)
  await checked(scope, before.memberId, before, id)
  await restore(scope, timeNoun, id)
  return getEntry(scope, id)
}

/** The projects in which the reader sees everybody's time. */
export async function conducted(scope: Scope): Promise<string[]> {
  const { rows } = await scope.sql<{ id: string }>('select id from projects where deleted_at is null')
  return rows.map((r) => r.id).filter((id) => mayDoIn(scope, 'conduct', id))
}

/** A task's time: its own, with its subtasks, and the entries one may see, newest first. */
export async function timeOfTask(
  scope: Scope,
  taskId: string,
  o: { limit: number; before?: string | undefined },
): Promise<{ own: number; whole: number; entries: TimeEntry[]; next: string | null }> {
  const task = await get(scope, taskNoun, taskId)
  demand(scope, 'see', task.projectId)
  const { rows } = await scope.sql<{ own: number; whole: number }>(
    `with recursive below as (select id, spent_minutes from tasks where id = $1
       union select t.id, t.spent_minutes from tasks t join below b on t.parent_id = b.id where t.deleted_at is null)
     select (select spent_minutes from tasks where id = $1) as own, coalesce(sum(spent_minutes), 0) as whole from below`,
    [taskId],
  )
  const all = mayDoIn(scope, 'conduct', task.projectId)
  const { rows: entries } = await scope.sql<TimeEntry>(
    `select ${entryColumns} from time_entries e join members m on m.id = e.member_id
     where e.task_id = $1 and e.deleted_at is null and ($2 or e.member_id = $3) and ($4::uuid is null or (e.worked_on, e.id) < (select x.worked_on, x.id from time_entries x where x.id = $4))
     order by e.worked_on desc, e.id desc limit $5`,
    [taskId, all, scope.actor.id, o.before ?? null, o.limit + 1],
  )
  const items = entries.slice(0, o.limit)
  return {
    own: rows[0]?.own ?? 0,
    whole: rows[0]?.whole ?? 0,
    entries: items,
    next: entries.length > o.limit ? (items.at(-1)?.id ?? null) : null,
  }
}

/** Only their author, and who conducts, read somebody's entries. */
export function mine(scope: Scope, memberId: string, projects: readonly string[]): void {
  if (memberId !== scope.actor.id && !projects.length) throw forbidden('conduct')
}
