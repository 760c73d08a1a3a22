import { notFound } from '../platform/errors.ts'
import type { KeyAccess } from '../platform/rights.ts'
import { makeKey } from '../platform/tenancy/accounts.ts'
import { inWorkspace, theWorkspace, withPlatform } from './open.ts'
import { print } from './terminal.ts'

export type KeyAdd = {
  email: string
  workspace?: string
  name: string
  access: KeyAccess
  days?: number
  json?: boolean
}

/** Makes an API key for a member; the key is shown this once. */
export async function addKey(o: KeyAdd): Promise<void> {
  const made = await withPlatform(async (platform) => {
    const workspace = await theWorkspace(platform, o.workspace)
    return inWorkspace(platform, workspace.id, async (scope) => {
      const { rows } = await scope.sql<{ id: string }>(
        'select id from members where lower(email) = lower($1) and deleted_at is null and deactivated_at is null',
        [o.email],
      )
      if (!rows[0]) throw notFound('member')
      const expiresAt = o.days ? new Date(scope.now().getTime() + o.days * 86_400_000) : null
      const key = await makeKey(scope, { name: o.name, access: o.access, memberId: rows[0].id, expiresAt })
      return { ...key, workspace: workspace.slug, access: o.access, expiresAt }
    })
  })
  print(o.json, made, { fr: made.key, en: made.key })
}
