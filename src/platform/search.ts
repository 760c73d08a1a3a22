import type { Scope } from './scope.ts'

export type Found = {
  noun: string
  id: string
  projectId: string | null
  projectSlug: string | null
  projectName: string | null
  title: string
  excerpt: string
}

/** Words as one types them: each a prefix, accents and French endings set aside. */
const asQuery = (q: string) =>
  q
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .slice(0, 8)
    .map((w) => `'${w.replaceAll("'", '')}':*`)
    .join(' & ')

/** One box over everything the reader may see: row-level security hides the rest. Typing errors in titles are forgiven. */
export async function findWords(scope: Scope, q: string, limit: number): Promise<Found[]> {
  const words = asQuery(q)
  if (!words) return []
  const { rows } = await scope.sql<Found>(
    `with wanted as (select to_tsquery('pupitre.fr', $1) || to_tsquery('pupitre.plain', $1) as ts)
     select d.noun, d.row_id as id, d.project_id as "projectId", p.slug as "projectSlug", p.name as "projectName", d.title,
       ts_headline('pupitre.fr', d.body, wanted.ts, 'MaxWords=18, MinWords=6, StartSel="", StopSel=""') as excerpt
     from wanted, search_documents d left join projects p on p.id = d.project_id
     where d.words @@ wanted.ts or d.title % $2
     order by (d.words @@ wanted.ts) desc, ts_rank(d.words, wanted.ts) + similarity(d.title, $2) desc, d.updated_at desc limit $3`,
    [words, q, limit],
  )
  return rows
}
