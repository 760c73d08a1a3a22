import { dayOf } from '#platform/formats.ts'
import { find } from '#platform/ledger.ts'
import type { Scope } from '#platform/scope.ts'
import { minutesOn } from '../calendars/model.ts'
import { planCalendarsOf } from '../calendars/service.ts'
import type { FieldValues } from '../model.ts'
import { addChecklist, addItem } from '../service/checklists.ts'
import { createTask } from '../service/tasks.ts'
import { addDays, daysOf, type Pattern, readRule, shifted } from './model.ts'
import { type RecurrenceRow, recurrenceNoun } from './tables.ts'

const today = (scope: Scope) => dayOf(scope.now(), scope.workspace.timezone)

/** Working minutes of each day in a project. */
export async function minutesADay(scope: Scope, projectId: string): Promise<(day: string) => number> {
  const { calendars, projectCalendarId } = await planCalendarsOf(scope, projectId)
  const byId = new Map(calendars.map((c) => [c.id, c]))
  return (day) => minutesOn(byId, projectCalendarId, day)
}
export async function workingDays(scope: Scope, projectId: string): Promise<(day: string) => boolean> {
  const minutes = await minutesADay(scope, projectId)
  return (day) => minutes(day) > 0
}

/** What a pattern points at may have gone since: people left, labels and actions binned, fields taken away. */
async function stillThere(scope: Scope, projectId: string, p: Pattern): Promise<Pattern> {
  const { rows } = await scope.sql<{ id: string }>(
    `select id from members where id = any ($1) and deleted_at is null and deactivated_at is null
     union all select id from labels where id = any ($2) and project_id = $6 and deleted_at is null
     union all select id from actions where id = $3 and project_id = $6 and deleted_at is null
     union all select id from tasks where id = $4 and project_id = $6 and deleted_at is null
     union all select id from custom_fields where id = any ($5) and kind <> 'formula' and deleted_at is null`,
    [
      [...p.assigneeIds, ...p.followerIds],
      p.labelIds,
      p.actionId,
      p.parentId,
      Object.keys(p.fields),
      projectId,
    ],
  )
  const here = new Set(rows.map((r) => r.id))
  const only = (ids: string[]) => ids.filter((id) => here.has(id))
  return {
    ...p,
    assigneeIds: only(p.assigneeIds),
    followerIds: only(p.followerIds),
    labelIds: only(p.labelIds),
    actionId: p.actionId && here.has(p.actionId) ? p.actionId : null,
    parentId: p.parentId && here.has(p.parentId) ? p.parentId : null,
    fields: Object.fromEntries(Object.entries(p.fields).filter(([id]) => here.has(id))) as FieldValues,
  }
}

/** Makes the occurrence of a day, unless it was made already, binned or not. @returns its task's id. */
async function makeOne(
  scope: Scope,
  r: RecurrenceRow,
  day: string,
  works: (day: string) => boolean,
): Promise<string | undefined> {
  const { rowCount } = await scope.sql('select from tasks where recurrence_id = $1 and occurrence_on = $2', [
    r.id,
    day,
  ])
  if (rowCount) return undefined
  const { checklists, leadDays, ...p } = await stillThere(scope, r.projectId, r.pattern)
  const dueOn = shifted(day, r.shift, works)
  const card = await createTask(
    scope,
    r.projectId,
    { ...p, dueOn, startsOn: leadDays === null ? null : addDays(dueOn, -leadDays) },
    { occurrence: { recurrenceId: r.id, occurrenceOn: day } },
  )
  for (const c of checklists) {
    const list = await addChecklist(scope, card.id, c.name)
    for (const text of c.items) await addItem(scope, list.id, text)
  }
  await scope.sql(
    'update recurrences set made_until = greatest(made_until, $2::date), last_task_id = $3 where id = $1',
    [r.id, day, card.id],
  )
  return card.id
}

const furthest = 366 * 5

/**
 * Makes the occurrences of the days ahead, and always the next one. The row is locked: two workers, or a worker and a
 * person, make each of them once. @returns how many were made.
 */
export async function makeOccurrences(scope: Scope, id: string): Promise<number> {
  const r = await find(scope, recurrenceNoun, id, { lock: true })
  const rule = r?.rule && readRule(r.rule)
  if (!r || r.pausedAt || !rule || 'fault' in rule) return 0
  const now = today(scope)
  const from = addDays(r.madeUntil ?? addDays(r.startsOn, -1), 1)
  // Days gone by while nothing ran are not made up for, but for the last of them.
  const ahead = daysOf(rule, r.startsOn, from, addDays(now, r.aheadDays))
  const missed = ahead.findLast((d) => d < now)
  const days = ahead.filter((d) => d >= now || d === missed)
  const { rows } = await scope.sql<{ open: boolean }>(
    'select exists (select from tasks where recurrence_id = $1 and occurrence_on > $2 and deleted_at is null) as open',
    [id, now],
  )
  if (!rows[0]?.open && !days.some((d) => d > now)) {
    const next = daysOf(rule, r.startsOn, from > now ? from : addDays(now, 1), addDays(now, furthest), 1)[0]
    if (next) days.push(next)
  }
  if (!days.length) return 0
  const works = await workingDays(scope, r.projectId)
  let made = 0
  for (const day of days) if (await makeOne(scope, r, day, works)) made += 1
  return made
}

/** Makes the one that follows the completion, or the skipping, of the last. An older one finished again makes nothing. */
export async function occurrenceAfter(scope: Scope, id: string, taskId: string, on: string): Promise<void> {
  const r = await find(scope, recurrenceNoun, id, { lock: true })
  if (!r?.afterDays || r.pausedAt || r.lastTaskId !== taskId) return
  await makeOne(scope, r, addDays(on, r.afterDays), await workingDays(scope, r.projectId))
}

export async function followFinish(scope: Scope, taskId: string): Promise<void> {
  const { rows } = await scope.sql<{ id: string; at: Date }>(
    'select recurrence_id as id, completed_at as at from tasks where id = $1 and recurrence_id is not null and completed_at is not null',
    [taskId],
  )
  if (rows[0]) await occurrenceAfter(scope, rows[0].id, taskId, dayOf(rows[0].at, scope.workspace.timezone))
}

/** Every series of a workspace that goes by a rule, for the job that runs each day. */
export async function makeAll(scope: Scope): Promise<number> {
  const { rows } = await scope.sql<{ id: string }>(
    `select r.id from recurrences r join projects p on p.id = r.project_id and p.deleted_at is null and p.stage <> 'closed'
     where r.rule is not null and r.paused_at is null and r.deleted_at is null order by r.id`,
  )
  let made = 0
  for (const { id } of rows) made += await makeOccurrences(scope, id)
  return made
}
