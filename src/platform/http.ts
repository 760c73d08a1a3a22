import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AnyRouter } from '@orpc/server'
import { getRequest, setResponse } from 'better-call/node'
import type { Auth } from './auth.ts'
import { compress } from './compress.ts'
import { localHost } from './config.ts'
import type { Said } from './errors.ts'
import { openHandlers } from './front/api.ts'
import { drain, saidTooLong, withWholeBody } from './front/body.ts'
import { forged } from './front/csrf.ts'
import { secure } from './front/headers.ts'
import { readSession, type Session } from './gates/sessions.ts'
import { localeIn } from './i18n.ts'
import { countRequest, observability } from './metrics.ts'
import type { Platform } from './platform.ts'
import { rateLimiter } from './ratelimit.ts'
import type { Call } from './rpc.ts'
import { serveApp } from './static.ts'
import { startSpan } from './tracing.ts'

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

export const json = (res: ServerResponse, status: number, body: unknown): void => {
  res.statusCode = status
  res.setHeader('content-type', 'application/json; charset=utf-8')
  res.end(JSON.stringify(body))
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

function headersOf(req: IncomingMessage, requestId: string): Headers {
  const headers = new Headers()
  for (const name in req.headers) {
    const value = req.headers[name]
    try {
      if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
    } catch {
      // What the parser let through and the standard does not name: nothing of ours reads it.
    }
  }
  headers.set('x-request-id', requestId)
  return headers
}

type At = Parameters<Route['run']>[2]

/**
 * What a hot route may ask for, made when it asks. A class: a literal with getters gets a hidden class of its own each
 * time, and those are chained, so that no request would ever leave the young generation by itself.
 */
class HotAt implements At {
  readonly params = {}
  readonly platform: Platform
  readonly address: string
  private readonly req: IncomingMessage
  private readonly makeCall: () => Call
  constructor(req: IncomingMessage, platform: Platform, address: string, makeCall: () => Call) {
    this.req = req
    this.platform = platform
    this.address = address
    this.makeCall = makeCall
  }
  get url(): URL {
    return new URL(this.req.url ?? '/', this.platform.config.publicUrl)
  }
  get call(): Call {
    return this.makeCall()
  }
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

const said = {
  TOO_MANY: {
    fr: 'Trop de demandes d’un coup. Réessayez dans quelques secondes.',
    en: 'Too many requests at once. Try again in a few seconds.',
  },
  TOO_LARGE: {
    fr: 'Demande trop volumineuse : 2 Mo au plus. Les fichiers passent par /files.',
    en: 'Request too large: 2 MB at most. Files go through /files.',
  },
  FORBIDDEN: {
    fr: 'Cette demande vient d’un autre site : elle est refusée. Ouvrez Pupitre et recommencez depuis la page.',
    en: 'This request comes from another site: it is refused. Open Pupitre and try again from the page.',
  },
  NOT_FOUND: {
    fr: 'Rien ne répond à cette adresse. Voir /api/docs.',
    en: 'Nothing answers at this address. See /api/docs.',
  },
  METHOD_NOT_ALLOWED: {
    fr: 'Cette adresse ne se prête pas à cette action.',
    en: 'This address does not take this action.',
  },
  INTERNAL_SERVER_ERROR: {
    fr: 'Un incident s’est produit de notre côté. Réessayez, puis donnez cette référence à l’administrateur.',
    en: 'Something went wrong on our side. Try again, then give this reference to the administrator.',
  },
} satisfies Record<string, Said>

const statuses = {
  TOO_MANY: 429,
  TOO_LARGE: 413,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  INTERNAL_SERVER_ERROR: 500,
} as const

const refuse = (res: ServerResponse, call: Call, code: keyof typeof said, data?: unknown) =>
  json(res, statuses[code], { code, message: said[code][call.locale], ...(data !== undefined && { data }) })

export function openHttp(o: {
  platform: Platform
  auth: Auth
  router: AnyRouter
  routes: readonly Route[]
  ready: () => Promise<boolean>
}): Front {
  const { platform, auth } = o
  const { config } = platform
  const https = config.publicUrl.startsWith('https:')
  const origins = [new URL(config.publicUrl).origin, ...(config.dev ? ['http://localhost:5173'] : [])]
  const { rpc, api } = openHandlers(o.router)
  const find = matcher(o.routes)
  const hotRoutes = new Map(
    o.routes.filter((r) => r.hot && !/[:*]/.test(r.path)).map((r) => [`${r.method} ${r.path}`, r]),
  )
  const limit = rateLimiter(5 * config.rateLimit, config.rateLimit)
  const app = serveApp(config)
  const open = new Set<ServerResponse>()
  let draining = false

  const callOf = (req: IncomingMessage, res: ServerResponse, address: string): Call => {
    const requestId = randomUUID()
    let session: Promise<Session | undefined> | undefined
    return {
      platform,
      headers: headersOf(req, requestId),
      address,
      requestId,
      locale: localeIn(req.headers['x-locale'] ?? req.headers['accept-language']),
      answer: new Headers(),
      session() {
        session ??= readSession(platform, auth, this.headers, (c) => res.appendHeader('set-cookie', c))
        return session
      },
    }
  }

  const handle = async (
    req: IncomingMessage,
    res: ServerResponse,
    call: Call,
    url: string,
  ): Promise<void> => {
    const path = url.split('?', 1)[0] ?? '/'
    const { address } = call
    const found = find(req.method, path)
    const at = () => ({
      params: found?.params ?? {},
      url: new URL(url, config.publicUrl),
      platform,
      address,
      call,
    })
    if (found) call.asked = found.route.path
    if (found?.route.hot) return void (await found.route.run(req, res, at()))
    res.setHeader('x-request-id', call.requestId)
    if (draining) res.setHeader('connection', 'close')
    secure(res, https)
    if (path === '/healthz') return void res.end('ok')
    if (path === '/readyz') {
      const ready = !draining && (await o.ready())
      return json(res, ready ? 200 : 503, { ready })
    }
    if (path === '/metrics') return observability(res)
    const isApi = path === '/rpc' || path.startsWith('/rpc/') || path === '/api' || path.startsWith('/api/')
    const wait = isApi ? limit(address) : 0
    if (wait) {
      res.setHeader('retry-after', String(wait))
      drain(req)
      return refuse(res, call, 'TOO_MANY')
    }
    if (!path.startsWith('/api/auth/') && forged(req, origins)) {
      drain(req)
      return refuse(res, call, 'FORBIDDEN')
    }
    if (found) return void (await found.route.run(req, res, at()))
    if (!isApi) {
      if (req.method !== 'GET' && req.method !== 'HEAD') {
        drain(req)
        return refuse(res, call, 'METHOD_NOT_ALLOWED')
      }
      call.asked = 'page'
      compress(req, res)
      return app.page(path, req, res)
    }
    res.setHeader('cache-control', 'no-store')
    const whole = saidTooLong(req)
      ? undefined
      : req.headers['transfer-encoding']
        ? await withWholeBody(req)
        : req
    if (!whole) {
      drain(req)
      return refuse(res, call, 'TOO_LARGE')
    }
    compress(req, res)
    await answerApi(whole, res, call, path)
  }

  const answerApi = async (
    req: IncomingMessage,
    res: ServerResponse,
    call: Call,
    path: string,
  ): Promise<void> => {
    if (path.startsWith('/api/auth/')) {
      // What follows the second word may be a token.
      call.asked = path
        .split('/')
        .slice(2, 5)
        .join('/')
        .replace(/(reset-password|callback)\/.*/, '$1')
      req.headers['x-pupitre-address'] = call.address
      const request = getRequest({ base: new URL(config.publicUrl).origin, request: req })
      const answer = await auth.handler(request)
      const wait = answer.headers.get('x-retry-after')
      if (answer.status !== 429 || !wait) return setResponse(res, answer)
      res.setHeader('retry-after', wait)
      return refuse(res, call, 'TOO_MANY')
    }
    if (path.startsWith('/api/vendor/')) return app.vendor(path, req, res)
    if (path === '/api/docs') return app.docs(res)
    if (path === '/api/openapi.json') req.url = '/api/v1/openapi.json'
    const handled = path.startsWith('/rpc')
      ? await rpc.handle(req, res, { prefix: '/rpc', context: call })
      : await api.handle(req, res, { prefix: '/api/v1', context: call })
    if (!handled.matched) refuse(res, call, 'NOT_FOUND')
  }

  /** Page views of measured sites come by the thousand: they pay for nothing they do not use. */
  const findHot = (req: IncomingMessage) => {
    const url = req.url ?? '/'
    const mark = url.indexOf('?')
    return hotRoutes.get(`${req.method} ${mark < 0 ? url : url.slice(0, mark)}`)
  }

  const runHot = (route: Route, req: IncomingMessage, res: ServerResponse): void => {
    const accident = (err: Error) => {
      platform.log.error({ err, method: req.method }, 'request')
      if (res.headersSent) res.destroy()
      else res.writeHead(500).end()
    }
    const address = addressOf(req, config.trustProxy)
    try {
      const running = route.run(req, res, new HotAt(req, platform, address, () => callOf(req, res, address)))
      if (running) running.catch(accident)
    } catch (e) {
      accident(e as Error)
    }
  }

  const server = createServer({ keepAliveTimeout: 65_000, requestTimeout: 300_000 }, (req, res) => {
    const hot = findHot(req)
    if (hot) return runHot(hot, req, res)
    const started = process.hrtime.bigint()
    const call = callOf(req, res, addressOf(req, config.trustProxy))
    const span = startSpan(req.method ?? '', 'request', req.headers.traceparent as string | undefined)
    open.add(res)
    res.once('close', () => {
      open.delete(res)
      const seconds = Number(process.hrtime.bigint() - started) / 1e9
      const asked = call.asked ?? 'other'
      const method = req.method ?? ''
      countRequest(method, res.statusCode, seconds)
      span?.end({
        name: `${method} ${asked}`,
        failed: res.statusCode >= 500,
        attributes: {
          'http.request.method': method,
          'http.route': asked,
          'http.response.status_code': res.statusCode,
        },
      })
      if (asked !== 'page' && asked !== 'other')
        platform.log.debug(
          { request: call.requestId, method, asked, status: res.statusCode, ms: Math.round(seconds * 1000) },
          'request',
        )
    })
    handle(req, res, call, req.url ?? '/').catch((err: Error) => {
      if (req.destroyed && !req.complete) return // the other side hung up
      platform.log.error({ err, method: req.method, asked: call.asked, request: call.requestId }, 'accident')
      if (res.headersSent) res.destroy()
      else refuse(res, call, 'INTERNAL_SERVER_ERROR', { reference: call.requestId })
    })
  })
  return {
    server,
    /** `/readyz` says no first; what is under way is answered; streams are told to come back elsewhere. */
    close: async () => {
      draining = true
      // A load balancer needs a moment to notice; a person at a terminal does not wait for one.
      if (!localHost(config.publicUrl)) await new Promise((done) => setTimeout(done, 1_500))
      await new Promise<void>((done) => {
        const sweep = setInterval(() => server.closeIdleConnections(), 50)
        server.close(() => {
          clearInterval(sweep)
          done()
        })
        for (const res of open)
          if (String(res.getHeader('content-type') ?? '').startsWith('text/event-stream')) res.end()
        setTimeout(() => server.closeAllConnections(), 10_000).unref()
      })
    },
  }
}

export const digest = (text: string) => createHash('sha256').update(text).digest('hex')
