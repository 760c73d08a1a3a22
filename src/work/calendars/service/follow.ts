import { mayDoIn, type Scope } from '#platform/scope.ts'
import { reschedule } from '../../scheduling/service/reschedule.ts'

/** Automatic tasks follow the calendars they are counted with: everybody's, or those of one person's tasks alone. */
export async function followCalendars(scope: Scope, memberId?: string): Promise<void> {
  const { rows } = await scope.sql<{ id: string }>(
    `select distinct t.project_id as id from tasks t join projects p on p.id = t.project_id and p.deleted_at is null and p.stage <> 'closed'
     where t.mode = 'auto' and t.completed_at is null and t.deleted_at is null and t.archived_at is null
       and ($1::uuid is null or t.assignee_ids @> array[$1::uuid])`,
    [memberId ?? null],
    'plans-to-follow',
  )
  for (const { id } of rows) if (mayDoIn(scope, 'contribute', id)) await reschedule(scope, id)
}

/** Runs a change of calendars, then lets the schedules follow. */
export async function thenFollow<T>(
  scope: Scope,
  work: Promise<T>,
  memberId?: (done: T) => string,
): Promise<T> {
  const done = await work
  await followCalendars(scope, memberId?.(done))
  return done
}
