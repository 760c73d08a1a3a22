import { SmartCoercionPlugin } from '@orpc/json-schema'
import { OpenAPIHandler } from '@orpc/openapi/node'
import { OpenAPIReferencePlugin } from '@orpc/openapi/plugins'
import { type AnyRouter, ORPCError } from '@orpc/server'
import { RPCHandler } from '@orpc/server/node'
import { BatchHandlerPlugin, SimpleCsrfProtectionHandlerPlugin } from '@orpc/server/plugins'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { z } from 'zod'
import { type Call, isTrusted } from '../rpc.ts'

/** A row's version travels as its ETag; `If-Match` gives it back. */
const etagOf = (body: unknown) => {
  const version = (body as { version?: unknown } | undefined)?.version
  return typeof version === 'number' ? `"${version}"` : undefined
}

/** No row ever gets there: a tag that is none of ours finds every row changed. */
const never = 2_147_483_647

/** The version asked for by If-Match; undefined for none and for `*`, which only asks that the row exist (RFC 9110 §13.1.1). */
export function versionIn(ifMatch: string | null): number | undefined {
  const tag = ifMatch?.trim()
  if (!tag || tag === '*') return undefined
  const found = /^(?:W\/)?"([1-9]\d{0,8})"$/.exec(tag)
  return found ? Number(found[1]) : never
}

/** Rows of a trusted list: JSON writes them, dates included; the library would first walk through every cell. */
class Plain {
  private readonly rows: unknown
  constructor(rows: unknown) {
    this.rows = rows
  }
  toJSON(): unknown {
    return this.rows
  }
}

const writes = new Set(['PATCH', 'PUT', 'DELETE'])

/** What could not even be parsed is said in a sentence, not in the library's words. */
async function legibly<T>(call: Call, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (e) {
    // Procedures turn their own accidents into typed errors before they get here: this one comes from the parser.
    if (!(e instanceof SyntaxError) && !(e instanceof TypeError)) throw e
    throw new ORPCError('BAD_REQUEST', {
      message:
        call.locale === 'fr'
          ? 'Le corps de la demande ne se lit pas : ce n’est pas du JSON valable. Vérifiez les guillemets, les virgules et l’en-tête content-type.'
          : 'The body of the request cannot be read: it is not valid JSON. Check quotes, commas and the content-type header.',
    })
  }
}

const named = (call: Call, path: readonly string[]) => {
  const name = path.join('.')
  call.asked = call.asked && call.asked !== name ? 'several' : name
}

/** Every schema a room named with `.meta({ id })` becomes a component of the document. */
function namedSchemas(): Record<string, { schema: never }> {
  const { _idmap: named } = z.globalRegistry as unknown as { _idmap: Map<string, unknown> }
  return Object.fromEntries([...named].map(([id, schema]) => [id, { schema: schema as never }]))
}

export function openHandlers(router: AnyRouter) {
  const schemaConverters = [new ZodToJsonSchemaConverter()]
  const rpc = new RPCHandler<Call>(router as never, {
    plugins: [new BatchHandlerPlugin(), new SimpleCsrfProtectionHandlerPlugin()],
    interceptors: [(o) => legibly(o.context, o.next)],
    clientInterceptors: [
      (o) => {
        named(o.context, o.path)
        return o.next()
      },
    ],
  })
  const api = new OpenAPIHandler<Call>(router as never, {
    interceptors: [
      async (o) => {
        const result = await legibly(o.context, o.next)
        if (!result.response) return result
        const etag = result.response.status < 300 && etagOf(result.response.body)
        if (etag) result.response.headers = { ...result.response.headers, etag }
        return result
      },
    ],
    clientInterceptors: [
      async (o) => {
        const output = await o.next()
        return isTrusted(o.procedure['~orpc'].outputSchema) ? new Plain(output) : output
      },
      (o) => {
        named(o.context, o.path)
        const version = writes.has(o.procedure['~orpc'].route.method ?? '')
          ? versionIn(o.context.headers.get('if-match'))
          : undefined
        if (version === undefined || (o.input !== undefined && typeof o.input !== 'object')) return o.next()
        return o.next({ ...o, input: { ...(o.input as object | undefined), version } })
      },
    ],
    plugins: [
      new SmartCoercionPlugin({ schemaConverters }),
      new OpenAPIReferencePlugin({
        schemaConverters,
        docsProvider: 'swagger',
        docsPath: '/docs',
        specPath: '/openapi.json',
        specGenerateOptions: {
          info: {
            title: 'Pupitre',
            version: '1',
            description:
              'Everything the web app does, a program can do. Authenticate with `Authorization: Bearer pup_…`. `Idempotency-Key` makes a creation safe to repeat; `ETag` and `If-Match` keep two writers from overwriting one another.',
            license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' },
          },
          servers: [{ url: '/api/v1' }],
          components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
          security: [{ key: [] }],
          commonSchemas: namedSchemas(),
        },
      }),
    ],
  })
  return { rpc, api }
}
