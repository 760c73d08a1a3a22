import { type SSOUserResolutionInput, sso } from '@better-auth/sso'
import { localHost } from '../config.ts'
import type { Platform } from '../platform.ts'
import { join } from '../tenancy/accounts.ts'
import { isSealed, seal, unseal } from './seal.ts'
import { trustIn } from './trust.ts'

/**
 * Single sign-on. A provider belongs to the workspace that named it and speaks for one e-mail domain. An account it opens
 * lives only in workspaces that trust the same provider for that domain: otherwise the owner of one workspace could,
 * by naming a provider of their own, walk into another one under somebody's address.
 */
export function singleSignOn(platform: Platform) {
  const plugin = sso({
    // Providers are set up by `sso.save`; better-auth's own registration is closed.
    providersLimit: 0,
    resolveUser: (found) => admit(platform, found),
    provisionUserOnEveryLogin: true,
    provisionUser: ({ user, provider }) => welcome(platform, user, provider.providerId),
  })
  // The whole configuration, client secret included, is sealed on its way to the table and opened on its way back.
  const column = plugin.schema?.ssoProvider?.fields?.oidcConfig as unknown as { transform?: object }
  column.transform = {
    input: (v: unknown) => (typeof v === 'string' && !isSealed(v) ? seal(platform.secret, v) : v),
    output: (v: unknown) => (typeof v === 'string' && isSealed(v) ? unseal(platform.secret, v) : v),
  }
  return plugin
}

/** A Pupitre that itself runs on this machine may use a provider on this machine; any other must be reachable and https. */
export async function trustedIssuers(platform: Platform): Promise<string[]> {
  if (!localHost(platform.config.publicUrl)) return []
  const { rows } = await platform.pools.auth.query<{ issuer: string }>(
    'select issuer from auth."ssoProvider"',
  )
  return rows.map((r) => new URL(r.issuer).origin)
}

const reject = (code: string) => ({ action: 'reject' as const, code, message: code })

/** May this identity come in, and as whom? Codes are said in words by the sign-in page. */
async function admit(platform: Platform, found: SSOUserResolutionInput) {
  const trust = await trustIn(platform, found.providerId)
  const email = found.providerUser.email.trim().toLowerCase()
  if (!trust) return reject('sso_provider_gone')
  if (!email.endsWith(`@${trust.provider.domain.toLowerCase()}`)) return reject('sso_other_domain')
  if (found.protocol !== 'oidc') return reject('sso_provider_gone')
  const claims: Record<string, unknown> = { ...found.providerClaims, ...found.verifiedIdTokenClaims }
  if (claims.email_verified === false) return reject('sso_email_unverified')
  const { auth } = platform.pools
  const { rows } = await auth.query<{ id: string }>('select id from auth."user" where email = $1', [email])
  const id = rows[0]?.id
  if (!id) return { action: 'continue' as const }
  const { rows: elsewhere } = await auth.query(
    'select from members where user_id = $1 and deleted_at is null and workspace_id <> all ($2)',
    [id, trust.workspaces.map((w) => w.id)],
  )
  if (elsewhere.length) return reject('sso_account_elsewhere')
  const { rows: closed } = await auth.query(
    'select from members where user_id = $1 and deleted_at is null having count(*) > 0 and count(*) filter (where deactivated_at is null) = 0',
    [id],
  )
  if (closed.length) return reject('sso_access_closed')
  return { action: 'link' as const, userId: id, profile: 'preserve' as const }
}

/** Makes the person a member where the provider is trusted; who is one already, or was shut out, stays what they are. */
async function welcome(
  platform: Platform,
  user: { id: string; name: string; email: string },
  providerId: string,
) {
  const trust = await trustIn(platform, providerId)
  for (const w of trust?.workspaces ?? []) {
    const { rowCount } = await platform.pools.auth.query(
      'select from members where workspace_id = $1 and (user_id = $2 or (lower(email) = $3 and deleted_at is null))',
      [w.id, user.id, user.email],
    )
    if (!rowCount)
      await join(platform, {
        workspaceId: w.id,
        userId: user.id,
        name: user.name || user.email,
        email: user.email,
        role: w.role,
      })
  }
}
