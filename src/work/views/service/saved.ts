import { forbidden, notFound } from '#platform/errors.ts'
import { amend, create, discard, get, restore } from '#platform/ledger.ts'
import { demand, mayDo, mayDoIn, type Scope } from '#platform/scope.ts'
import { projectNoun } from '#platform/tenancy/tables.ts'
import { readSpec, type SavedView, type ViewDraft, type ViewSpec } from '../model.ts'
import { type SavedViewRow, viewNoun } from '../tables.ts'

export const shown = (v: SavedViewRow): SavedView => ({
  id: v.id,
  projectId: v.projectId,
  name: v.name,
  kind: v.kind,
  personal: v.memberId !== null,
  isDefault: v.isDefault,
  position: v.position,
  spec: readSpec(v.spec, v.kind),
  version: v.version,
})

/** Everybody's views of a project (or of the portfolio), and one's own. */
export async function listViews(scope: Scope, projectId: string | null): Promise<SavedView[]> {
  if (projectId) demand(scope, 'see', projectId)
  const { rows } = await scope.sql<SavedViewRow>(
    `select id, project_id as "projectId", name, kind, member_id as "memberId", is_default as "isDefault", position, spec, version from saved_views
     where project_id is not distinct from $1 and deleted_at is null and (member_id is null or member_id = $2) order by position, id`,
    [projectId, scope.actor.id],
    'saved-views',
  )
  return rows.map(shown)
}

/** A view of somebody else's own does not exist for the others. */
export async function getView(
  scope: Scope,
  id: string,
  o: { removed?: boolean } = {},
): Promise<SavedViewRow> {
  const row = await get(scope, viewNoun, id, o)
  if (row.memberId && row.memberId !== scope.actor.id) throw notFound('view')
  return row
}

/** One's own view is one's own to change; everybody's asks for the right to contribute, in the project or in the workspace. */
function mayChange(scope: Scope, row: Pick<SavedViewRow, 'memberId' | 'projectId'>): void {
  if (row.memberId) {
    if (row.memberId !== scope.actor.id) throw forbidden('view')
    return
  }
  const may = row.projectId ? mayDoIn(scope, 'contribute', row.projectId) : mayDo(scope, 'contribute')
  if (!may) throw forbidden('contribute')
}

export async function createView(scope: Scope, projectId: string | null, d: ViewDraft): Promise<SavedView> {
  if (projectId) {
    demand(scope, 'see', projectId)
    await get(scope, projectNoun, projectId)
  }
  const memberId = d.personal ? scope.actor.id : null
  mayChange(scope, { memberId, projectId })
  const last = (await listViews(scope, projectId)).at(-1)?.position ?? 0
  const row = await create(scope, viewNoun, {
    projectId,
    name: d.name,
    kind: d.spec.kind,
    memberId,
    position: last + 1,
    spec: d.spec,
  })
  return shown(row)
}

export type ViewPatch = {
  name?: string
  spec?: ViewSpec
  personal?: boolean
  position?: number
  isDefault?: boolean
}

export async function amendView(
  scope: Scope,
  id: string,
  { personal, ...patch }: ViewPatch,
  version?: number,
): Promise<SavedView> {
  const before = await getView(scope, id)
  mayChange(scope, before)
  const memberId = personal === undefined ? before.memberId : personal ? scope.actor.id : null
  if (memberId !== before.memberId) mayChange(scope, { memberId, projectId: before.projectId })
  // One view opens a page: of everybody's, and of one's own, at most one each per kind.
  if (patch.isDefault)
    for (const other of await listViews(scope, before.projectId))
      if (
        other.isDefault &&
        other.id !== id &&
        other.kind === before.kind &&
        other.personal === (memberId !== null)
      )
        await amend(scope, viewNoun, other.id, { isDefault: false })
  return shown(
    await amend(
      scope,
      viewNoun,
      id,
      { ...patch, memberId, ...(patch.spec && { kind: patch.spec.kind }) },
      version,
    ),
  )
}

export async function copyView(scope: Scope, id: string, name: string): Promise<SavedView> {
  const row = await getView(scope, id)
  return createView(scope, row.projectId, { name, spec: readSpec(row.spec, row.kind), personal: true })
}

export async function discardView(scope: Scope, id: string, version?: number): Promise<void> {
  mayChange(scope, await getView(scope, id))
  await discard(scope, viewNoun, id, version)
}

export async function restoreView(scope: Scope, id: string): Promise<SavedView> {
  mayChange(scope, await getView(scope, id, { removed: true }))
  return shown(await restore(scope, viewNoun, id))
}
