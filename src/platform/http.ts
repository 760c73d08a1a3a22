import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { SmartCoercionPlugin } from '@orpc/json-schema'
import { OpenAPIHandler } from '@orpc/openapi/node'
import { OpenAPIReferencePlugin } from '@orpc/openapi/plugins'
import type { AnyRouter } from '@orpc/server'
import { RPCHandler } from '@orpc/server/node'
import { BatchHandlerPlugin, SimpleCsrfProtectionHandlerPlugin } from '@orpc/server/plugins'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { toNodeHandler } from 'better-auth/node'
import type { Auth } from './auth.ts'
import { compress } from './compress.ts'
import { countRequest, observability } from './metrics.ts'
import type { Platform } from './platform.ts'
import { rateLimiter } from './ratelimit.ts'
import type { Call } from './rpc.ts'
import type { Locale } from './scope.ts'
import { serveApp } from './static.ts'

/** A public route without a session: tracked link, tracker, shared page, webhook. First match wins. */
export type Route = {
  method: 'GET' | 'POST' | '*'
  /** `/l/:code`; a last `*` takes the rest. */
  path: string
  run: (
    req: IncomingMessage,
    res: ServerResponse,
    at: { params: Record<string, string>; url: URL; platform: Platform; address: string; call: Call },
  ) => void | Promise<void>
  /** Hot routes answer before rate limits and request logs. */
  hot?: boolean
}

export type Front = { server: Server; close(): Promise<void> }

const bodyLimit = 2 * 1024 * 1024

const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

function secure(res: ServerResponse, https: boolean): void {
  res.setHeader('content-security-policy', policy)
  res.setHeader('x-content-type-options', 'nosniff')
  res.setHeader('referrer-policy', 'strict-origin-when-cross-origin')
  res.setHeader('permissions-policy', 'camera=(), microphone=(), geolocation=()')
  res.setHeader('cross-origin-opener-policy', 'same-origin')
  if (https) res.setHeader('strict-transport-security', 'max-age=31536000')
}

export const json = (res: ServerResponse, status: number, body: unknown): void => {
  res.statusCode = status
  res.setHeader('content-type', 'application/json; charset=utf-8')
  res.end(JSON.stringify(body))
}

const localeOf = (req: IncomingMessage): Locale => {
  const said = req.headers['x-locale'] ?? req.headers['accept-language'] ?? ''
  return /^\s*en/i.test(String(said)) ? 'en' : 'fr'
}

function addressOf(req: IncomingMessage, trustProxy: boolean): string {
  const forwarded = trustProxy
    ? String(req.headers['x-forwarded-for'] ?? '')
        .split(',')
        .at(-1)
        ?.trim()
    : ''
  return forwarded || req.socket.remoteAddress || ''
}

function matcher(routes: readonly Route[]) {
  const compiled = routes.map((r) => ({
    route: r,
    pattern: new RegExp(
      `^${r.path
        .replace(/[.]/g, '\\.')
        .replace(/:(\w+)/g, '(?<$1>[^/]+)')
        .replace(/\*$/, '(?<rest>.*)')}$`,
    ),
  }))
  return (method: string | undefined, path: string) => {
    for (const { route, pattern } of compiled) {
      if (route.method !== '*' && route.method !== method && !(route.method === 'GET' && method === 'HEAD'))
        continue
      const found = pattern.exec(path)
      if (found) return { route, params: { ...found.groups } as Record<string, string> }
    }
    return undefined
  }
}

/** A row's version travels as its ETag; `If-Match` gives it back. */
const etagOf = (body: unknown) => {
  const version = (body as { version?: unknown } | undefined)?.version
  return typeof version === 'number' ? `"${version}"` : undefined
}

export function openHttp(o: {
  platform: Platform
  auth: Auth
  router: AnyRouter
  routes: readonly Route[]
  schemas: Record<string, { schema: never }>
  ready: () => Promise<boolean>
}): Front {
  const { platform, auth } = o
  const { config } = platform
  const https = config.publicUrl.startsWith('https:')
  const schemaConverters = [new ZodToJsonSchemaConverter()]
  const rpc = new RPCHandler<Call>(o.router as never, {
    plugins: [new BatchHandlerPlugin(), new SimpleCsrfProtectionHandlerPlugin()],
  })
  const api = new OpenAPIHandler<Call>(o.router as never, {
    interceptors: [
      async (options) => {
        const result = await options.next()
        const etag = result.matched && etagOf(result.response?.body)
        if (etag && result.response) result.response.headers = { ...result.response.headers, etag }
        return result
      },
    ],
    plugins: [
      new SmartCoercionPlugin({ schemaConverters }),
      new OpenAPIReferencePlugin({
        schemaConverters,
        docsProvider: 'swagger',
        docsPath: '/docs',
        specPath: '/openapi.json',
        docsScriptUrl: '/api/vendor/swagger-ui-bundle.js',
        docsCssUrl: '/api/vendor/swagger-ui.css',
        specGenerateOptions: {
          info: {
            title: 'Pupitre',
            version: '1',
            description:
              'Everything the web app does, a program can do. Authenticate with `Authorization: Bearer pup_…`.',
          },
          servers: [{ url: '/api/v1' }],
          components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
          security: [{ key: [] }],
          commonSchemas: o.schemas,
        },
      }),
    ],
  })
  const authHandler = toNodeHandler(auth)
  const find = matcher(o.routes)
  const limit = rateLimiter()
  const app = serveApp(config)
  let draining = false

  const handle = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const url = req.url ?? '/'
    const path = url.split('?', 1)[0] ?? '/'
    const address = addressOf(req, config.trustProxy)
    const requestId = randomUUID()
    let session: ReturnType<Call['session']> | undefined
    const headers = new Headers()
    const call: Call = {
      platform,
      get headers() {
        if (!headers.has('x-request-id')) {
          for (const [k, v] of Object.entries(req.headers))
            if (v !== undefined) headers.set(k, Array.isArray(v) ? v.join(', ') : v)
          headers.set('x-request-id', requestId)
        }
        return headers
      },
      address,
      requestId,
      locale: localeOf(req),
      answer: new Headers(),
      session: () => {
        session ??= auth.api
          .getSession({ headers: call.headers })
          .then((s) =>
            s
              ? { userId: s.user.id, sessionId: s.session.id, email: s.user.email, name: s.user.name }
              : undefined,
          )
        return session
      },
    }
    const found = find(req.method, path)
    if (found?.route.hot)
      return void (await found.route.run(req, res, {
        params: found.params,
        url: new URL(url, config.publicUrl),
        platform,
        address,
        call,
      }))
    res.setHeader('x-request-id', requestId)
    secure(res, https)
    if (path === '/healthz') return void res.end('ok')
    if (path === '/readyz')
      return void json(res, !draining && (await o.ready()) ? 200 : 503, { ready: !draining })
    if (path === '/metrics') return observability(res)
    const isApi = path.startsWith('/rpc') || path.startsWith('/api/')
    if (isApi && !limit(address)) {
      res.setHeader('retry-after', '10')
      return json(res, 429, {
        code: 'TOO_MANY',
        message:
          call.locale === 'fr'
            ? 'Trop de demandes d’un coup. Réessayez dans quelques secondes.'
            : 'Too many requests at once. Try again in a few seconds.',
      })
    }
    if (isApi && Number(req.headers['content-length'] ?? 0) > bodyLimit) {
      res.setHeader('connection', 'close')
      return json(res, 413, {
        code: 'TOO_LARGE',
        message:
          call.locale === 'fr'
            ? 'Demande trop volumineuse : 2 Mo au plus. Les fichiers passent par /files.'
            : 'Request too large: 2 MB at most. Files go through /files.',
      })
    }
    if (isApi && req.headers['transfer-encoding']) capBody(req, res)
    if (found)
      return void (await found.route.run(req, res, {
        params: found.params,
        url: new URL(url, config.publicUrl),
        platform,
        address,
        call,
      }))
    compress(req, res)
    if (path.startsWith('/api/auth/')) {
      req.headers['x-pupitre-address'] = address
      return void (await authHandler(req, res))
    }
    if (path.startsWith('/api/vendor/')) return app.vendor(path, req, res)
    if (path.startsWith('/rpc')) {
      if ((await rpc.handle(req, res, { prefix: '/rpc', context: call })).matched) return
      return json(res, 404, { code: 'NOT_FOUND', message: path })
    }
    if (path === '/api/docs') return app.docs(res)
    if (path === '/api/openapi.json') req.url = '/api/v1/openapi.json'
    if (path.startsWith('/api/')) {
      if ((await api.handle(req, res, { prefix: '/api/v1', context: call })).matched) return
      return json(res, 404, { code: 'NOT_FOUND', message: path })
    }
    if (req.method !== 'GET' && req.method !== 'HEAD')
      return json(res, 405, { code: 'METHOD_NOT_ALLOWED', message: path })
    return app.page(path, req, res)
  }

  const server = createServer({ keepAliveTimeout: 65_000, requestTimeout: 300_000 }, (req, res) => {
    const started = process.hrtime.bigint()
    res.once('finish', () =>
      countRequest(req.method ?? '', res.statusCode, Number(process.hrtime.bigint() - started) / 1e9),
    )
    handle(req, res).catch((err: Error) => {
      platform.log.error({ err, method: req.method }, 'request')
      if (res.headersSent) res.destroy()
      else json(res, 500, { code: 'INTERNAL_SERVER_ERROR', message: 'Internal server error' })
    })
  })
  return {
    server,
    close: () =>
      new Promise((done) => {
        draining = true
        server.close(() => done())
        server.closeIdleConnections()
        setTimeout(() => server.closeAllConnections(), 3_000).unref()
      }),
  }
}

/** A body of unknown length is cut off as soon as it passes the limit. */
function capBody(req: IncomingMessage, res: ServerResponse): void {
  let size = 0
  req.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size > bodyLimit && !res.headersSent) {
      json(res, 413, { code: 'TOO_LARGE', message: '2 MB' })
      req.destroy()
    }
  })
  req.pause()
}

export const digest = (text: string) => createHash('sha256').update(text).digest('hex')
