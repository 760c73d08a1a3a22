import { invalid, notFound } from '#platform/errors.ts'
import { demand, type Scope } from '#platform/scope.ts'
import type { Done } from './deliver.ts'
import type { PastImport, Source } from './model.ts'

type Row = {
  id: string
  source: Source
  name: string
  by: string
  at: Date
  parts: Pick<Done, 'projectName' | 'projectSlug' | 'tasks'>[]
  undoneAt: Date | null
}

/** What came into a project, asked for there or in another: newest first. */
export async function listImports(scope: Scope, projectId: string): Promise<PastImport[]> {
  demand(scope, 'conduct', projectId)
  const { rows } = await scope.sql<Row>(
    `select id, source, name, by_name as "by", created_at as at, undone_at as "undoneAt",
       (select jsonb_agg(p - 'found') from jsonb_array_elements(parts) p) as parts
     from imports where project_id = $1 or parts @> jsonb_build_array(jsonb_build_object('projectId', $1::text))
     order by created_at desc, id desc limit 20`,
    [projectId],
    'past-imports',
  )
  return rows.map(({ parts, ...r }) => ({
    ...r,
    tasks: parts.reduce((n, p) => n + p.tasks, 0),
    projects: parts.map((p) => ({ name: p.projectName, slug: p.projectSlug })),
  }))
}

/** Where an import went. @throws NOT_FOUND, or INVALID when it was taken back already. */
export async function importToUndo(
  scope: Scope,
  id: string,
): Promise<{ name: string; projectId: string; projects: string[] }> {
  const { rows } = await scope.sql<{ name: string; projectId: string; projects: string[]; undone: boolean }>(
    `select name, project_id as "projectId", undone_at is not null as undone,
       (select jsonb_agg(p->>'projectId') from jsonb_array_elements(parts) p) as projects
     from imports where id = $1`,
    [id],
  )
  const found = rows[0]
  if (!found) throw notFound('import')
  if (found.undone)
    throw invalid({ fr: 'Cet import est déjà annulé.', en: 'This import is already taken back.' })
  return found
}
