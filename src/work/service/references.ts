import { demand, type Scope } from '#platform/scope.ts'
import type { Reference } from '../model.ts'

const columns = `t.id, t.project_id as "projectId", p.slug as "projectSlug", t.number, t.title, t.completed_at is not null as done`

/** The tasks that « #12 » or « #brume/12 » name, read in a project. What the reader may not see is not there. */
export async function namedTasks(
  scope: Scope,
  projectId: string,
  names: readonly string[],
): Promise<Reference[]> {
  demand(scope, 'see', projectId)
  const { rows } = await scope.sql<Reference>(
    `select ${columns}, n.name from unnest($2::text[]) as n(name)
       join projects p on p.deleted_at is null and case when position('/' in n.name) > 0 then p.slug = split_part(n.name, '/', 1) else p.id = $1 end
       join tasks t on t.project_id = p.id and t.deleted_at is null and t.number::text = case when position('/' in n.name) > 0 then split_part(n.name, '/', 2) else n.name end
     limit 500`,
    [projectId, names],
    'named-tasks',
  )
  return rows
}

/** Tasks one may mean while typing « # »: by number or title, those of the project first, open ones before the others. */
export async function suggestTasks(
  scope: Scope,
  projectId: string,
  text: string,
  limit: number,
): Promise<Reference[]> {
  demand(scope, 'see', projectId)
  const { rows } = await scope.sql<Reference>(
    `select ${columns}, case when t.project_id = $1 then t.number::text else p.slug || '/' || t.number end as name
     from tasks t join projects p on p.id = t.project_id and p.deleted_at is null
     where t.deleted_at is null and t.archived_at is null
       and (t.number::text like $2 || '%' or public.unaccent(lower(t.title)) like '%' || public.unaccent(lower($2)) || '%')
     order by t.project_id = $1 desc, t.number::text = $3 desc, t.completed_at is null desc, t.updated_at desc limit $4`,
    [projectId, text.replace(/[\\%_]/g, '\\$&'), text, limit],
    'suggest-tasks',
  )
  return rows
}
