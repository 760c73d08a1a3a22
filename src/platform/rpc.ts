import { createHash } from 'node:crypto'
import { type AnyRouter, isProcedure, ORPCError, os } from '@orpc/server'
import type { z } from 'zod'
import { forbidden, Refusal } from './errors.ts'
import { inWords } from './front/validation.ts'
import { keyGrant, memberGrant } from './gates/member.ts'
import type { Session } from './gates/sessions.ts'
import type { Platform } from './platform.ts'
import type { Right } from './rights.ts'
import { type Grant, inReading, inScope, type Locale, mayDoSomewhere, type Scope } from './scope.ts'

/** What the HTTP listener knows of a request before any gate. */
export type Call = {
  platform: Platform
  headers: Headers
  /** The peer's address, for rate limits only; never stored. */
  address: string
  requestId: string
  /** Reads the session cookie; undefined when nobody is signed in. */
  session(): Promise<Session | undefined>
  /** Set-Cookie and the like. */
  answer: Headers
  /** Which procedure or route answers, for logs and traces: a pattern, never the address itself. */
  asked?: string
  locale: Locale
}

export type Meta = {
  right?:
    | Right
    | 'anyone'
    | 'signed-in' /** A creation: `Idempotency-Key` makes a repeated call answer the same. */
  creates?: boolean /** Only reads, each statement on its own: it needs no transaction, and writing is refused by the engine. */
  reads?: boolean
}

const base = os.$context<Call>().$meta<Meta>({})

/** Refusals speak the reader's language; accidents are logged once, and say nothing of the inside. */
const speak = base.middleware(async ({ context, next, path }) => {
  try {
    return await next()
  } catch (e) {
    if (e instanceof Refusal) throw e.in(context.locale)
    if (e instanceof ORPCError) throw inWords(e, context.locale)
    context.platform.log.error({ err: e, procedure: path.join('.'), request: context.requestId }, 'accident')
    throw new ORPCError('INTERNAL_SERVER_ERROR', {
      message:
        context.locale === 'fr'
          ? 'Un incident s’est produit de notre côté. Rien n’a été modifié. Réessayez, puis donnez cette référence à l’administrateur.'
          : 'Something went wrong on our side. Nothing was changed. Try again, then give this reference to the administrator.',
      data: { reference: context.requestId },
    })
  }
})

/** Open to everybody: the first run, the state of the door. */
export const anyone = base.meta({ right: 'anyone' }).use(speak)

/** Somebody signed in, in no particular workspace. */
export const signedIn = base
  .meta({ right: 'signed-in' })
  .use(speak)
  .use(async ({ context, next }) => {
    const session = await context.session()
    if (!session)
      throw new Refusal('UNAUTHORIZED', { fr: 'Connectez-vous pour continuer.', en: 'Sign in to continue.' })
    return next({ context: { user: session } })
  })

const workspaceMissing = () =>
  new Refusal('INVALID', {
    fr: 'Précisez l’espace (en-tête x-workspace).',
    en: 'Say which workspace (header x-workspace).',
  })

export async function grantFor(call: Call): Promise<Grant> {
  const { headers, platform } = call
  const key =
    /^bearer\s+(pup_\S+)$/i.exec(headers.get('authorization') ?? '')?.[1] ?? headers.get('x-api-key')
  if (key) return keyGrant(platform, key)
  const session = await call.session()
  if (!session)
    throw new Refusal('UNAUTHORIZED', { fr: 'Connectez-vous pour continuer.', en: 'Sign in to continue.' })
  const workspace = headers.get('x-workspace')
  if (!workspace) throw workspaceMissing()
  return memberGrant(platform, session.userId, workspace)
}

/** A procedure of a workspace: who may, in one transaction, under row-level security. */
export const may = (right: Right) =>
  base
    .meta({ right })
    .use(speak)
    .use(async ({ context, next, procedure, path }, input) => {
      const grant = await grantFor(context)
      if (!mayDoSomewhere(grant, right)) throw forbidden(right)
      if (grant.keyAccess === 'read' && procedure['~orpc'].route.method !== 'GET') throw forbidden('write')
      const idempotencyKey = procedure['~orpc'].meta.creates ? context.headers.get('idempotency-key') : null
      const asked = { ...grant, requestId: context.requestId }
      if (procedure['~orpc'].meta.reads)
        return inReading(context.platform, asked, async (scope) => next({ context: { scope } }))
      return inScope(context.platform, asked, async (scope) => {
        const run = async () => next({ context: { scope } })
        return idempotencyKey ? once(scope, idempotencyKey, path.join('.'), input, run) : run()
      })
    })

/** Describes an answer without walking through it: for hot lists, whose rows come straight from one statement of ours. */
export function trusted<S extends z.ZodType>(schema: S): S {
  const standard = { ...schema['~standard'], validate: (value: unknown) => ({ value }) }
  const described = Object.create(schema, { '~standard': { value: standard } }) as S
  plain.add(described)
  return described
}
const plain = new WeakSet<object>()
/** Is what this schema describes written as it is? Such rows hold text, numbers, dates and lists of them, nothing else. */
export const isTrusted = (schema: unknown) => plain.has(schema as object)

/** The same key and the same request give the same answer; the same key for another request is refused. */
async function once<R extends { output: unknown }>(
  scope: Scope,
  key: string,
  verb: string,
  input: unknown,
  run: () => PromiseLike<R>,
): Promise<R> {
  const hash = createHash('sha256')
    .update(JSON.stringify([verb, input]) ?? '')
    .digest()
  const { rowCount } = await scope.sql(
    'insert into idempotency_keys (workspace_id, member_id, key, verb, request_hash) values ($1, $2, $3, $4, $5) on conflict do nothing',
    [scope.workspace.id, scope.actor.id, key.slice(0, 200), verb, hash],
  )
  if (rowCount) {
    const result = await run()
    await scope.sql('update idempotency_keys set response = $3 where member_id = $1 and key = $2', [
      scope.actor.id,
      key.slice(0, 200),
      JSON.stringify(result.output ?? null),
    ])
    return result
  }
  const { rows } = await scope.sql<{ request_hash: Buffer; response: unknown }>(
    'select request_hash, response from idempotency_keys where member_id = $1 and key = $2',
    [scope.actor.id, key.slice(0, 200)],
  )
  if (!rows[0]?.request_hash.equals(hash))
    throw new Refusal('CONFLICT', {
      fr: 'Cette clé d’idempotence a déjà servi pour une autre demande.',
      en: 'This idempotency key was already used for another request.',
    })
  return { output: revive(rows[0].response), context: {} } as unknown as R
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/
/** Instants were written as text; they come back as instants. */
function revive(v: unknown): unknown {
  if (typeof v === 'string') return instant.test(v) ? new Date(v) : v
  if (Array.isArray(v)) return v.map(revive)
  if (v && typeof v === 'object') return Object.fromEntries(Object.entries(v).map(([k, x]) => [k, revive(x)]))
  return v
}

/** Every procedure of a router with its path, for the test that walks them all. */
export function* procedures(
  router: AnyRouter,
  path: string[] = [],
): Generator<{ path: string[]; right: Meta['right']; method?: string; route?: string }> {
  if (isProcedure(router)) {
    const def = router['~orpc']
    yield { path, right: (def.meta as Meta).right, method: def.route.method, route: def.route.path }
    return
  }
  for (const [name, child] of Object.entries(router)) yield* procedures(child as AnyRouter, [...path, name])
}
