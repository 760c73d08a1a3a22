import { notFound } from '../errors.ts'
import type { Platform } from '../platform.ts'
import type { Grant, Locale } from '../scope.ts'

export type WorkspaceRow = {
  id: string
  slug: string
  name: string
  locale: Locale
  timezone: string
  currency: string
}

/** The job runner's, the demo's and the command line's way in: everything in one workspace, under the name of what it does. */
export async function systemGrant(
  platform: Platform,
  workspaceId: string,
  name: string,
  memberId?: string | null,
): Promise<Grant> {
  const { rows } = await platform.pools.auth.query<WorkspaceRow>(
    'select id, slug, name, locale, timezone, currency from workspaces where id = $1',
    [workspaceId],
  )
  const workspace = rows[0]
  if (!workspace) throw notFound('workspace')
  // Work done for somebody carries their name in the history, even when a worker does it.
  const { rows: asked } = memberId
    ? await platform.pools.auth.query<{ name: string }>(
        'select name from members where id = $1 and workspace_id = $2',
        [memberId, workspaceId],
      )
    : { rows: [] }
  return {
    workspace,
    actor: { kind: 'system', id: null, name: asked[0]?.name ?? name },
    role: 'owner',
    projects: '*',
    projectRoles: {},
    locale: workspace.locale,
    timezone: workspace.timezone,
  }
}
