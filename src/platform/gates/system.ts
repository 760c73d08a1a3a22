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
export async function systemGrant(platform: Platform, workspaceId: string, name: string): Promise<Grant> {
  const { rows } = await platform.pools.auth.query<WorkspaceRow>(
    'select id, slug, name, locale, timezone, currency from workspaces where id = $1',
    [workspaceId],
  )
  const workspace = rows[0]
  if (!workspace) throw notFound('workspace')
  return {
    workspace,
    actor: { kind: 'system', id: null, name },
    role: 'owner',
    projects: '*',
    projectRoles: {},
    locale: workspace.locale,
    timezone: workspace.timezone,
  }
}
