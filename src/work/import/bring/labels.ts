import { create } from '#platform/ledger.ts'
import type { Scope } from '#platform/scope.ts'
import { labelColours } from '../../model.ts'
import { labelNoun } from '../../tables.ts'
import type { Sources } from '../sources.ts'
import { change } from './change.ts'

/** Labels by name: one that the project already has is that one. */
export async function bringLabels(
  scope: Scope,
  projectId: string,
  sources: Sources,
  labels: readonly { id: string; name: string }[],
): Promise<Map<string, string>> {
  const { rows: here } = await scope.sql<{ id: string; name: string }>(
    'select id, lower(name) as name from labels where project_id = $1 and deleted_at is null',
    [projectId],
  )
  const brought = new Map<string, string>()
  for (const [i, l] of labels.entries()) {
    const name = l.name.trim().slice(0, 60) || '–'
    const same = here.find((x) => x.name === name.toLowerCase())
    if (same && !sources.rowOf('label', l.id)) {
      sources.match('labels', 'label', l.id, same.id, { name })
      brought.set(l.id, same.id)
      continue
    }
    const colour = labelColours[(here.length + i) % labelColours.length]!
    const id = await sources.carry(
      'labels',
      'label',
      l.id,
      { name },
      async () => (await create(scope, labelNoun, { projectId, name, colour })).id,
      (rowId) => change(scope, labelNoun, rowId, { name }),
    )
    brought.set(l.id, id)
  }
  return brought
}
