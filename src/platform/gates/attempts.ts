import { createHash } from 'node:crypto'
import type { GenericEndpointContext } from '@better-auth/core'
import { APIError } from 'better-auth/api'
import { localeIn } from '../i18n.ts'
import type { Platform } from '../platform.ts'

/**
 * Wrong passwords are counted per address *and* account, so that an attacker is stopped while the victim, who comes from
 * elsewhere, signs in; and per address over all accounts, against lists of stolen passwords. Nothing ever locks an account.
 */
const minute = 60_000
const limits = {
  pair: { most: 5, window: 15 * minute },
  address: { most: 50, window: 15 * minute },
  letters: { most: 6, window: 60 * minute },
} as const
type Kind = keyof typeof limits

const keyOf = (kind: Kind, what: string) =>
  `attempt:${kind}:${createHash('sha256').update(what).digest('base64url')}`

/** Counts one more, in one statement so that parallel attempts cannot slip through. @returns ms to wait, 0 when let through. */
async function count(platform: Platform, kind: Kind, what: string): Promise<number> {
  const now = Date.now()
  const { most, window } = limits[kind]
  const { rows } = await platform.pools.auth.query<{ count: number; since: number }>(
    `insert into auth."rateLimit" (key, count, "lastRequest") values ($1, 1, $2)
     on conflict (key) do update set
       count = case when auth."rateLimit"."lastRequest" < $3 then 1 else auth."rateLimit".count + 1 end,
       "lastRequest" = case when auth."rateLimit"."lastRequest" < $3 then $2 else auth."rateLimit"."lastRequest" end
     returning count, "lastRequest" as since`,
    [keyOf(kind, what), now, now - window],
  )
  if (Math.random() < 0.01)
    await platform.pools.auth.query('delete from auth."rateLimit" where "lastRequest" < $1', [
      now - 24 * 60 * minute,
    ])
  const row = rows[0]!
  return row.count > most ? row.since + window - now : 0
}

const forget = (platform: Platform, kind: Kind, what: string) =>
  platform.pools.auth.query('delete from auth."rateLimit" where key = $1', [keyOf(kind, what)])

const emailIn = (body: unknown) =>
  String((body as { email?: unknown } | undefined)?.email ?? '')
    .trim()
    .toLowerCase()

/** Before a password is compared, or a letter sent. */
export const countAttempts =
  (platform: Platform) =>
  async (ctx: GenericEndpointContext): Promise<unknown> => {
    const email = emailIn(ctx.body)
    const address = ctx.headers?.get('x-pupitre-address') ?? ''
    if (ctx.path === '/sign-in/email') {
      const wait = Math.max(
        await count(platform, 'address', address),
        await count(platform, 'pair', `${address} ${email}`),
      )
      if (!wait) return undefined
      const minutes = Math.ceil(wait / minute)
      throw new APIError(
        'TOO_MANY_REQUESTS',
        {
          code: 'TOO_MANY',
          message:
            localeIn(ctx.headers?.get('accept-language')) === 'fr'
              ? `Trop d’essais depuis cet appareil. Réessayez dans ${minutes} min, ou demandez un lien de connexion par courriel.`
              : `Too many attempts from here. Try again in ${minutes} min, or ask for a sign-in link by e-mail.`,
        },
        { 'retry-after': String(Math.ceil(wait / 1000)) },
      )
    }
    // The answer is the same: neither does it tell that the address has an account, nor does the mailbox fill up.
    if (['/sign-in/magic-link', '/request-password-reset'].includes(ctx.path))
      if (await count(platform, 'letters', email)) return ctx.json({ status: true })
    return undefined
  }

/** The right password wipes what was counted against this address for this account. */
export const forgiveAttempts =
  (platform: Platform) =>
  async (ctx: GenericEndpointContext): Promise<void> => {
    const { returned } = ctx.context as { returned?: unknown }
    if (ctx.path !== '/sign-in/email' || returned instanceof APIError) return
    const address = ctx.headers?.get('x-pupitre-address') ?? ''
    await forget(platform, 'pair', `${address} ${emailIn(ctx.body)}`)
    await platform.pools.auth.query(
      'update auth."rateLimit" set count = greatest(count - 1, 0) where key = $1',
      [keyOf('address', address)],
    )
  }
