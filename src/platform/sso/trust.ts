import type { Platform } from '../platform.ts'

export type Trust = {
  provider: { issuer: string; domain: string }
  workspaces: { id: string; role: 'manager' | 'member' | 'guest' }[]
}

/** The workspaces that trust this provider: the one that named it, and those that named the same issuer for the same domain. */
export async function trustIn(platform: Platform, providerId: string): Promise<Trust | undefined> {
  const { rows } = await platform.pools.auth.query<{
    issuer: string
    domain: string
    id: string
    role: 'member'
  }>(
    `select p.issuer, p.domain, q."organizationId" as id, q.role from auth."ssoProvider" p
     join auth."ssoProvider" q on q.issuer = p.issuer and lower(q.domain) = lower(p.domain) where p."providerId" = $1`,
    [providerId],
  )
  if (!rows[0]) return undefined
  const { issuer, domain } = rows[0]
  return { provider: { issuer, domain }, workspaces: rows.map((r) => ({ id: r.id, role: r.role })) }
}

/** The domain whose provider opens this account, if one does: such an account joins no workspace outside its trust. */
export async function providersOf(platform: Platform, userId: string): Promise<string[]> {
  const { rows } = await platform.pools.auth.query<{ providerId: string }>(
    'select a."providerId" from auth."account" a join auth."ssoProvider" p on p."providerId" = a."providerId" where a."userId" = $1',
    [userId],
  )
  return rows.map((r) => r.providerId)
}

/** @returns false when the account is opened by a provider that this workspace does not trust (null = a workspace to be). */
export async function mayJoin(
  platform: Platform,
  userId: string,
  workspaceId: string | null,
): Promise<boolean> {
  for (const providerId of await providersOf(platform, userId)) {
    const trust = await trustIn(platform, providerId)
    if (trust && !trust.workspaces.some((w) => w.id === workspaceId)) return false
  }
  return true
}
