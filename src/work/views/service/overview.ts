import { budgetTotals } from '#budget/service.ts'
import type { Scope } from '#platform/scope.ts'
import type { Stage } from '#platform/tenancy/model.ts'
import { today } from '../../service/read.ts'
import { healthOf, type ProjectOverview } from '../model.ts'

type Row = Omit<ProjectOverview, 'nextMilestone' | 'budget' | 'health' | 'stage'> & {
  stage: Stage
  milestone: ProjectOverview['nextMilestone']
}

/** Every open project one may see, and how it stands: work, dates, next milestone, budget. The worst first. */
export async function overview(scope: Scope): Promise<ProjectOverview[]> {
  const now = today(scope)
  const { rows } = await scope.sql<Row>(
    `select p.id, p.slug, p.name, o.name as "clientName", p.stage, p.starts_on as "startsOn", p.ends_on as "endsOn",
       coalesce(w.total, 0)::int as total, coalesce(w.done, 0)::int as done, coalesce(w.late, 0)::int as late, w.progress,
       (select json_build_object('title', m.title, 'dueOn', m.due_on, 'number', m.number) from tasks m
        where m.project_id = p.id and m.kind = 'milestone' and m.completed_at is null and m.deleted_at is null and m.archived_at is null and m.due_on is not null
        order by m.due_on limit 1) as milestone
     from projects p left join organisations o on o.id = p.client_id
     left join (
       select t.project_id, count(*) as total, count(*) filter (where t.completed_at is not null) as done,
         count(*) filter (where t.completed_at is null and t.due_on < $1) as late,
         round(100.0 * count(t.completed_at) / count(*), 1)::float8 as progress
       from tasks t where t.deleted_at is null and t.archived_at is null
       group by t.project_id) w on w.project_id = p.id
     where p.deleted_at is null and p.stage <> 'closed' order by p.name, p.id limit 500`,
    [now],
    'portfolio-overview',
  )
  const all: ProjectOverview[] = []
  for (const { milestone, ...row } of rows) {
    const { total } = await budgetTotals(scope, row.id)
    const usedCents = total.spentCents + total.openCents
    const standing = {
      ...row,
      nextMilestone: milestone,
      budget: total.plannedCents || usedCents ? { plannedCents: total.plannedCents, usedCents } : null,
    }
    all.push({ ...standing, health: healthOf(standing, now) })
  }
  const rank = { late: 0, risk: 1, good: 2, quiet: 3 }
  return all.sort((a, b) => rank[a.health] - rank[b.health])
}
