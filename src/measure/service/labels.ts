import type { Scope } from '#platform/scope.ts'
import type { EffectKey } from '../model.ts'

const tables: Partial<Record<EffectKey, string>> = {
  action: 'select id, title as label from actions where id = any ($1)',
  link: "select id, coalesce(nullif(placement, ''), code) as label from links where id = any ($1)",
  goal: 'select id, name as label from goals where id = any ($1)',
}

/** What a key is called: the title of an action, the placement of a link, the name of a goal; the key itself otherwise. */
export async function labelsOf(
  scope: Scope,
  by: EffectKey,
  keys: string[],
): Promise<(key: string) => string> {
  const query = tables[by]
  const ids = keys.filter(Boolean)
  if (!query || !ids.length) return (key) => key
  const { rows } = await scope.sql<{ id: string; label: string }>(query, [ids])
  const labels = new Map(rows.map((r) => [r.id, r.label]))
  return (key) => labels.get(key) ?? ''
}
