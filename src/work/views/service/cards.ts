import { type Right, rights } from '#platform/rights.ts'
import { demand, mayDoIn, type Scope } from '#platform/scope.ts'
import { listFields } from '../../fields/service.ts'
import type { Card } from '../../model.ts'
import { cardColumns } from '../../service/read.ts'
import { listStatuses } from '../../service/statuses.ts'
import type { CardSet, ViewProject } from '../model.ts'

/** What a screen can hold. Beyond, the reader is told to choose projects. */
export const most = 20_000
const live = 't.deleted_at is null and t.archived_at is null'

/** Everything the views of a project are drawn from, or those of all open projects one may see. Archived work never leaves. */
export async function readCards(scope: Scope, projectId?: string): Promise<CardSet> {
  if (projectId) {
    demand(scope, 'see', projectId)
    await listStatuses(scope, projectId) // a project gets its first columns when somebody first looks
  }
  const one = projectId ? [projectId] : null
  const projects = await projectsOf(scope, one)
  const ids = projects.map((p) => p.id)
  const all = async <R extends object>(name: string, text: string) =>
    (await scope.sql<R & Record<string, unknown>>(text, [ids], `cards-${name}`)).rows as R[]
  const cards = await all<Card>(
    'tasks',
    // What is left comes first: if a portfolio is too big, old finished work is what one does not see.
    `select ${cardColumns} from tasks t where t.project_id = any ($1) and ${live}
     order by t.completed_at is not null, t.position, t.id limit ${most + 1}`,
  )
  const total = cards.length > most ? await countOf(scope, ids) : cards.length
  if (cards.length > most) cards.length = most
  return {
    cards,
    total,
    projects,
    statuses: await all(
      'statuses',
      `select id, project_id as "projectId", name, category, position, wip_limit as "wipLimit", archived_at is not null as archived, version
       from statuses where project_id = any ($1) and deleted_at is null order by position, id`,
    ),
    labels: await all(
      'labels',
      `select id, project_id as "projectId", name, colour, version from labels where project_id = any ($1) and deleted_at is null order by name, id`,
    ),
    actions: await all(
      'actions',
      `select id, project_id as "projectId", title, objective_id as "objectiveId" from actions
       where project_id = any ($1) and deleted_at is null order by position, id`,
    ),
    objectives: await all(
      'objectives',
      `select id, project_id as "projectId", title from objectives where project_id = any ($1) and deleted_at is null order by position, id`,
    ),
    fields: (await listFields(scope, projectId ?? 'all')).filter((f) => !f.archived),
    links: await all(
      'links',
      `select id, from_id as "fromId", to_id as "toId", kind from task_links where project_id = any ($1) and deleted_at is null`,
    ),
  }
}

async function projectsOf(scope: Scope, only: string[] | null): Promise<ViewProject[]> {
  const { rows } = await scope.sql<Omit<ViewProject, 'right'>>(
    `select p.id, p.slug, p.name, o.name as "clientName", p.starts_on as "startsOn", p.ends_on as "endsOn", p.colour
     from projects p left join organisations o on o.id = p.client_id
     where p.deleted_at is null and (p.id = any ($1) or ($1::uuid[] is null and p.stage <> 'closed')) order by p.name, p.id`,
    [only],
    'cards-projects',
  )
  return rows.map((p) => ({ ...p, right: rightIn(scope, p.id) }))
}

const rightIn = (scope: Scope, projectId: string): Right =>
  rights.findLast((r) => mayDoIn(scope, r, projectId)) ?? 'see'

async function countOf(scope: Scope, ids: string[]): Promise<number> {
  const { rows } = await scope.sql<{ n: number }>(
    `select count(*)::int as n from tasks t where t.project_id = any ($1) and ${live}`,
    [ids],
  )
  return rows[0]?.n ?? 0
}
