import { invalid, notFound } from '#platform/errors.ts'
import { dayOf } from '#platform/formats.ts'
import { mayDoIn, type Scope } from '#platform/scope.ts'
import { hoursOf } from '../../day/service/hours.ts'
import { mondayOf, shiftDay, type Week, type WeekRow, weekdayOf } from '../model.ts'
import { amendTime, conducted, demandTime, discardTime, logTime, mine } from './entries.ts'

type Found = Omit<WeekRow, 'minutes' | 'may'> & { workedOn: string | null; spent: number | null }

/** A week of somebody: the tasks they logged time on, and their open ones under way, so that there is something to fill in. */
export async function readWeek(
  scope: Scope,
  o: { memberId?: string | undefined; from?: string | undefined },
): Promise<Week> {
  const memberId = o.memberId ?? scope.actor.id
  if (!memberId) throw notFound('member')
  const from = mondayOf(o.from ?? dayOf(scope.now(), scope.timezone))
  const to = shiftDay(from, 6)
  const projects = memberId === scope.actor.id ? [] : await conducted(scope)
  mine(scope, memberId, projects)
  const { rowCount } = await scope.sql('select from members where id = $1', [memberId])
  if (!rowCount) throw notFound('member')
  const { rows } = await scope.sql<Found>(
    `with spent as (select e.task_id, e.project_id, e.worked_on, sum(e.minutes) as minutes from time_entries e
         where e.member_id = $1 and e.deleted_at is null and e.worked_on between $2 and $3 and ($4::uuid[] is null or e.project_id = any ($4)) group by 1, 2, 3),
       open as (select t.id, t.project_id from tasks t where t.assignee_ids @> array[$1::uuid] and t.completed_at is null and t.deleted_at is null and t.archived_at is null
         and ($4::uuid[] is null or t.project_id = any ($4)) and (t.starts_on <= $3 or t.due_on <= $3) and coalesce(t.due_on, $3) >= $2::date - 14
         order by t.due_on nulls last, t.id limit 12),
       lines as (select task_id, project_id from spent union select id, project_id from open)
     select l.task_id as "taskId", t.number as "taskNumber", coalesce(t.title, '') as title, coalesce(t.completed_at is not null, false) as done,
       p.id as "projectId", p.slug as "projectSlug", p.name as "projectName", s.worked_on as "workedOn", s.minutes as spent
     from lines l join projects p on p.id = l.project_id left join tasks t on t.id = l.task_id
       left join spent s on s.project_id = l.project_id and s.task_id is not distinct from l.task_id
     order by p.name, p.id, t.number nulls first, s.worked_on`,
    [memberId, from, to, memberId === scope.actor.id ? null : projects],
  )
  const lines = new Map<string, WeekRow>()
  for (const { workedOn, spent, ...r } of rows) {
    const key = r.taskId ?? r.projectId
    const line = lines.get(key) ?? {
      ...r,
      minutes: [0, 0, 0, 0, 0, 0, 0],
      may: mayDoIn(scope, memberId === scope.actor.id ? 'contribute' : 'conduct', r.projectId),
    }
    if (workedOn) line.minutes[weekdayOf(workedOn)] = spent ?? 0
    lines.set(key, line)
  }
  const hours = (await hoursOf(scope, [memberId], from, to)).get(memberId)
  const capacity = Array.from({ length: 7 }, (_, i) =>
    (hours?.get(shiftDay(from, i)) ?? []).reduce((n, [a, b]) => n + b - a, 0),
  )
  return { from, memberId, rows: [...lines.values()], capacity }
}

/**
 * Makes a cell of the sheet hold that many minutes: nothing there, an entry is made; less, the last ones give way. Notes
 * and entries of the timer keep standing as far as they fit.
 */
export async function setCell(
  scope: Scope,
  c: {
    memberId?: string | undefined
    taskId: string | null
    projectId: string
    day: string
    minutes: number
  },
): Promise<number> {
  const memberId = c.memberId ?? scope.actor.id
  if (!memberId) throw notFound('member')
  demandTime(scope, c.projectId, memberId)
  await scope.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`time:${memberId}:${c.day}`])
  const { rows } = await scope.sql<{ id: string; minutes: number }>(
    `select id, minutes from time_entries where member_id = $1 and project_id = $2 and task_id is not distinct from $3::uuid and worked_on = $4 and deleted_at is null order by id desc`,
    [memberId, c.projectId, c.taskId, c.day],
  )
  let missing = c.minutes - rows.reduce((n, r) => n + r.minutes, 0)
  if (missing > 0) {
    const last = rows[0]
    if (last) await amendTime(scope, last.id, { minutes: last.minutes + missing })
    else {
      const made = await logTime(scope, {
        ...(c.taskId ? { taskId: c.taskId } : { projectId: c.projectId }),
        memberId,
        workedOn: c.day,
        minutes: missing,
      })
      if (made.projectId !== c.projectId)
        throw invalid({
          fr: 'Cette tâche n’appartient pas à ce projet.',
          en: 'This task does not belong to this project.',
        })
    }
  }
  for (const r of rows) {
    if (missing >= 0) break
    const cut = Math.min(r.minutes, -missing)
    if (cut === r.minutes) await discardTime(scope, r.id)
    else await amendTime(scope, r.id, { minutes: r.minutes - cut })
    missing += cut
  }
  return c.minutes
}
