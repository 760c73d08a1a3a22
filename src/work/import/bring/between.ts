import { Refusal } from '#platform/errors.ts'
import type { Scope } from '#platform/scope.ts'
import { relate } from '../../relations/service.ts'
import type { Sources } from '../sources.ts'

type Run = { scope: Scope; sources: Sources }

/**
 * Dependencies on tasks that the same import brought into other projects: a link holds within one, so both tasks are related,
 * and neither waits for the other. The project that comes last draws them.
 */
export async function bringBetween(
  { scope, sources }: Run,
  source: string,
  between: readonly { from: string; to: string }[],
  here: ReadonlyMap<string, string>,
  projects: readonly string[],
): Promise<void> {
  if (!between.length || !projects.length) return
  const { rows } = await scope.sql<{ key: string; id: string }>(
    `select i.source_id as key, t.id from import_sources i join tasks t on t.id = i.row_id and t.deleted_at is null
     where i.source = $1 and i.noun = 'task' and i.project_id = any ($2) and i.source_id = any ($3)`,
    [source, projects, [...new Set(between.flatMap((b) => [b.from, b.to]))]],
    'tasks-of-other-boards',
  )
  const there = new Map(rows.map((r) => [r.key, r.id]))
  for (const { from, to } of between) {
    const [a, b] = [here.get(from) ?? there.get(from), here.get(to) ?? there.get(to)]
    if (!a || !b || a === b) continue
    try {
      await bringRelation({ scope, sources }, a, b, [from, to].toSorted().join(' ').slice(0, 600))
    } catch (e) {
      // One of the two is in the bin, or belongs with too many already: the dependency is told as not kept anyway.
      if (!(e instanceof Refusal)) throw e
    }
  }
}

/** Two tasks that belong together: said from both sides, or by both boards, it is one. */
export async function bringRelation(
  { scope, sources }: Run,
  a: string,
  b: string,
  key: string,
): Promise<void> {
  const { rows } = await scope.sql<{ id: string }>(
    'select id from task_relations where least(from_id, to_id) = least($1::uuid, $2::uuid) and greatest(from_id, to_id) = greatest($1::uuid, $2::uuid) and deleted_at is null',
    [a, b],
    'relation-between',
  )
  const known = rows[0]?.id
  if (known && sources.rowOf('relation', key) !== known)
    sources.match('relations', 'relation', key, known, {})
  else
    await sources.carry(
      'relations',
      'relation',
      key,
      {},
      async () => (await relate(scope, a, b)).id,
      async () => false,
    )
}
