import { amend, create, discard, get } from '#platform/ledger.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { projectNoun } from '#platform/tenancy/tables.ts'
import type { Label, LabelDraft } from '../model.ts'
import { labelNoun, type labels } from '../tables.ts'

const shown = (l: typeof labels.$inferSelect): Label => ({
  id: l.id,
  name: l.name,
  colour: l.colour,
  version: l.version,
})

export async function listLabels(scope: Scope, projectId: string): Promise<Label[]> {
  demand(scope, 'see', projectId)
  return (
    await scope.sql<Label>(
      'select id, name, colour, version from labels where project_id = $1 and deleted_at is null order by name, id',
      [projectId],
      'labels',
    )
  ).rows
}

export async function createLabel(scope: Scope, projectId: string, draft: LabelDraft): Promise<Label> {
  demand(scope, 'contribute', projectId)
  await get(scope, projectNoun, projectId)
  return shown(await create(scope, labelNoun, { projectId, ...draft }))
}

export async function amendLabel(
  scope: Scope,
  id: string,
  patch: Partial<LabelDraft>,
  version?: number,
): Promise<Label> {
  const before = await get(scope, labelNoun, id)
  demand(scope, 'contribute', before.projectId)
  return shown(await amend(scope, labelNoun, id, patch, version))
}

/** The label leaves the tasks that carried it only to the eye: restored, it is back on them. */
export async function discardLabel(scope: Scope, id: string, version?: number): Promise<void> {
  const before = await get(scope, labelNoun, id)
  demand(scope, 'contribute', before.projectId)
  await discard(scope, labelNoun, id, version)
}
