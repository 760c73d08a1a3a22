import { dayOf } from '#platform/clock.ts'
import type { Scope } from '#platform/scope.ts'
import type { Standing } from '../model.ts'

/** How every project one sees is doing, in one question: its tasks, and where its approval stands. */
export async function listStandings(scope: Scope): Promise<Standing[]> {
  const { rows } = await scope.sql<Standing>(
    `select p.id as "projectId", coalesce(t.done, 0)::int as done, coalesce(t.total, 0)::int as total, coalesce(t.late, 0)::int as late,
       (select a.state from approvals a where a.project_id = p.id and a.deleted_at is null order by a.round desc limit 1) as approval
     from projects p left join (
       select project_id, count(*) as total, count(completed_at) as done, count(*) filter (where completed_at is null and due_on < $1::date) as late
       from tasks where deleted_at is null and archived_at is null group by 1) t on t.project_id = p.id
     where p.deleted_at is null`,
    [dayOf(scope.now(), scope.timezone)],
  )
  return rows
}
