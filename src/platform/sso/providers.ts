import { computeDiscoveryUrl, type OIDCDiscoveryDocument } from '@better-auth/sso'
import { z } from 'zod'
import { localHost } from '../config.ts'
import { invalid, notFound, Refusal } from '../errors.ts'
import type { Platform } from '../platform.ts'
import { demand, type Scope } from '../scope.ts'
import { seal, unseal } from './seal.ts'

export const Provider = z
  .object({
    providerId: z.string(),
    issuer: z.string(),
    clientId: z.string(),
    domain: z.string(),
    role: z.enum(['manager', 'member', 'guest']),
    /** To be given to the provider as the redirect address. */
    callbackUrl: z.string(),
  })
  .meta({ id: 'SsoProvider' })
export type Provider = z.infer<typeof Provider>

export const ProviderDraft = z.object({
  providerId: z.string().regex(/^[a-z0-9][a-z0-9-]{1,39}$/),
  issuer: z.url().max(500),
  clientId: z.string().trim().min(1).max(500),
  /** Left out: the one given before is kept. */
  clientSecret: z.string().min(1).max(2000).optional(),
  domain: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^([a-z0-9-]+\.)+[a-z]{2,}$/),
  role: z.enum(['manager', 'member', 'guest']).default('member'),
})
export type ProviderDraft = z.infer<typeof ProviderDraft>

type Row = {
  providerId: string
  issuer: string
  domain: string
  role: Provider['role']
  oidcConfig: string
  organizationId: string
}

const shown = (platform: Platform, r: Row): Provider => ({
  providerId: r.providerId,
  issuer: r.issuer,
  clientId: (JSON.parse(unseal(platform.secret, r.oidcConfig)) as { clientId: string }).clientId,
  domain: r.domain,
  role: r.role,
  callbackUrl: `${platform.config.publicUrl}/api/auth/sso/callback/${r.providerId}`,
})

/** The providers of the workspace. Their table is the gates' own: the application's role cannot read it. */
export async function listProviders(scope: Scope): Promise<Provider[]> {
  demand(scope, 'administer')
  const { rows } = await scope.platform.pools.auth.query<Row>(
    'select * from auth."ssoProvider" where "organizationId" = $1 order by domain',
    [scope.workspace.id],
  )
  return rows.map((r) => shown(scope.platform, r))
}

/** Adds a provider or changes one, after asking it what it offers. @throws INVALID in words when it does not answer as it should. */
export async function saveProvider(scope: Scope, draft: ProviderDraft): Promise<Provider> {
  demand(scope, 'own')
  const { platform } = scope
  const { auth } = platform.pools
  const issuer = draft.issuer.replace(/\/+$/, '')
  const { rows: same } = await auth.query<Row>(
    'select * from auth."ssoProvider" where "providerId" = $1 or lower(domain) = $2',
    [draft.providerId, draft.domain],
  )
  const before = same.find((r) => r.providerId === draft.providerId)
  if (before && before.organizationId !== scope.workspace.id) throw taken('providerId')
  // A domain has one issuer over the whole installation: nobody can answer for another's people.
  if (same.some((r) => r !== before && (r.issuer !== issuer || r.organizationId === scope.workspace.id)))
    throw taken('domain')
  const secret =
    draft.clientSecret ??
    (before &&
      (JSON.parse(unseal(platform.secret, before.oidcConfig)) as { clientSecret: string }).clientSecret)
  if (!secret)
    throw invalid(
      {
        fr: 'Donnez le secret du client, que le fournisseur vous a remis.',
        en: 'Give the client secret the provider handed you.',
      },
      { field: 'clientSecret' },
    )
  const found = await discover(platform, issuer)
  const methods = found.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
  const config = {
    issuer: found.issuer,
    discoveryEndpoint: computeDiscoveryUrl(issuer),
    clientId: draft.clientId,
    clientSecret: secret,
    pkce: true,
    authorizationEndpoint: found.authorization_endpoint,
    tokenEndpoint: found.token_endpoint,
    jwksEndpoint: found.jwks_uri,
    userInfoEndpoint: found.userinfo_endpoint,
    tokenEndpointAuthentication: methods.includes('client_secret_basic')
      ? 'client_secret_basic'
      : 'client_secret_post',
    scopes: ['openid', 'email', 'profile'],
  }
  const { rows } = await auth.query<Row>(
    `insert into auth."ssoProvider" ("providerId", issuer, domain, role, "oidcConfig", "organizationId", "userId")
     values ($1, $2, $3, $4, $5, $6, $7) on conflict ("providerId") do update set
       issuer = excluded.issuer, domain = excluded.domain, role = excluded.role, "oidcConfig" = excluded."oidcConfig"
     where "ssoProvider"."organizationId" = excluded."organizationId" returning *`,
    [
      draft.providerId,
      found.issuer,
      draft.domain,
      draft.role,
      seal(platform.secret, JSON.stringify(config)),
      scope.workspace.id,
      'userId' in scope.actor ? scope.actor.userId : null,
    ],
  )
  if (!rows[0]) throw taken('providerId')
  // Another issuer is another set of people: who came by the old one does not come back as its namesake.
  if (before && before.issuer !== found.issuer) await unlink(platform, draft.providerId)
  return shown(platform, rows[0])
}

/** Who came in by it keeps their place, and signs in by password or e-mailed link from now on. */
export async function removeProvider(scope: Scope, providerId: string): Promise<void> {
  demand(scope, 'own')
  const { auth } = scope.platform.pools
  const { rowCount } = await auth.query(
    'delete from auth."ssoProvider" where "providerId" = $1 and "organizationId" = $2',
    [providerId, scope.workspace.id],
  )
  if (!rowCount) throw notFound('ssoProvider')
  await unlink(scope.platform, providerId)
}

const unlink = (platform: Platform, providerId: string) =>
  platform.pools.auth.query('delete from auth."account" where "providerId" = $1', [providerId])

const taken = (field: string) =>
  new Refusal(
    'CONFLICT',
    field === 'domain'
      ? {
          fr: 'Ce domaine a déjà un fournisseur de connexion. Retirez-le d’abord, ou reprenez exactement le même émetteur.',
          en: 'This domain already has a sign-in provider. Remove it first, or name exactly the same issuer.',
        }
      : {
          fr: 'Cet identifiant est déjà pris. Choisissez-en un autre.',
          en: 'This identifier is taken. Choose another.',
        },
    { field },
  )

const unfit = (fr: string, en: string) => invalid({ fr, en }, { field: 'issuer' })

/** OpenID Connect Discovery 1.0 §4: the document names its own issuer, and it must be the one we asked. */
async function discover(platform: Platform, issuer: string): Promise<OIDCDiscoveryDocument> {
  const local = localHost(issuer) && localHost(platform.config.publicUrl)
  if (!issuer.startsWith('https:') && !local)
    throw unfit(
      'L’adresse de l’émetteur doit commencer par https://.',
      'The issuer’s address must start with https://.',
    )
  let found: OIDCDiscoveryDocument
  try {
    const answer = await fetch(computeDiscoveryUrl(issuer), {
      redirect: 'error',
      signal: AbortSignal.timeout(5_000),
    })
    if (!answer.ok) throw new Error(String(answer.status))
    found = (await answer.json()) as OIDCDiscoveryDocument
  } catch {
    throw unfit(
      'Ce fournisseur ne répond pas à /.well-known/openid-configuration. Vérifiez l’adresse de l’émetteur.',
      'This provider does not answer at /.well-known/openid-configuration. Check the issuer’s address.',
    )
  }
  if (found.issuer?.replace(/\/+$/, '') !== issuer)
    throw unfit(
      `Ce fournisseur se nomme ${found.issuer} : recopiez cette adresse telle quelle.`,
      `This provider names itself ${found.issuer}: copy that address as it is.`,
    )
  const addresses = [found.authorization_endpoint, found.token_endpoint, found.jwks_uri]
  if (addresses.some((a) => typeof a !== 'string' || (!a.startsWith('https:') && !local)))
    throw unfit(
      'Ce fournisseur ne donne pas toutes ses adresses en https.',
      'This provider does not give all its addresses in https.',
    )
  return found
}
