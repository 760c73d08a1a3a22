import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Route } from '#platform/http.ts'
import type { Platform } from '#platform/platform.ts'
import { weblogRoutes } from './import/routes.ts'
import { trackerRoute } from './ingest/script.ts'
import { ingestOf, type Refused, type Teller } from './ingest/service.ts'
import { linkRoutes } from './links/routes.ts'
import { readEvent, type SiteEvent } from './model/events.ts'

const mostBytes = 16 * 1024
const nothing = Buffer.alloc(0)
const noStore = { 'cache-control': 'no-store' }

/** Any page may send; only those of the site's own host are kept. Nothing of the answer depends on who asks, and no cookie is read. */
const cors = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'POST',
  'access-control-allow-headers': 'content-type',
  'access-control-max-age': '86400',
}
const accepted = { ...noStore, 'access-control-allow-origin': '*', 'content-length': '0' }

const agentOf = (req: IncomingMessage) => req.headers['user-agent'] ?? ''
const opposed = (req: IncomingMessage) => req.headers['sec-gpc'] === '1' || req.headers.dnt === '1'

/** One event on its way: its request, and the answer it waits for. */
class Reception implements Teller {
  private readonly req: IncomingMessage
  private readonly res: ServerResponse
  private readonly platform: Platform
  constructor(req: IncomingMessage, res: ServerResponse, platform: Platform) {
    this.req = req
    this.res = res
    this.platform = platform
  }

  heard(body: Buffer, address: string): void {
    let event: (SiteEvent & { site: string }) | undefined
    try {
      event = readEvent(JSON.parse(body.toString()))
    } catch {
      // Not JSON: no event.
    }
    if (!event) return this.answer(400)
    if (opposed(this.req))
      return void this.res.writeHead(204, { ...noStore, 'access-control-allow-origin': '*' }).end()
    ingestOf(this.platform).take(event.site, event, { address, agent: agentOf(this.req) }, 'tracker', this)
  }

  stored(): void {
    this.answer(202)
  }
  refused(why: Refused): void {
    this.answer(why === 'unknown site' ? 404 : 403)
  }
  failed(err: Error): void {
    this.platform.log.error({ err }, 'an event could not be stored')
    this.res.writeHead(503, { ...accepted, 'retry-after': '5' }).end()
  }
  answer(status: number): void {
    this.res.writeHead(status, accepted).end()
  }
}

function receive(req: IncomingMessage, res: ServerResponse, platform: Platform, address: string): void {
  const reception = new Reception(req, res, platform)
  let body: Buffer | undefined
  let parts: Buffer[] | undefined
  let size = 0
  req.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size > mostBytes) {
      res.writeHead(413, { ...accepted, connection: 'close' }).end()
      req.destroy()
    } else if (!body) body = chunk
    else {
      parts ??= [body]
      parts.push(chunk)
    }
  })
  req.on('end', () => {
    if (size <= mostBytes) reception.heard(parts ? Buffer.concat(parts) : (body ?? nothing), address)
  })
}

const pixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

/** For a page without script and for e-mails: `<img src="…/t/p.gif?site=KEY" alt="">`. Its address is the page's, by the referrer. */
const pixelRoute: Route = {
  method: 'GET',
  path: '/t/p.gif',
  hot: true,
  async run(req, res, { url, platform, address }) {
    const q = url.searchParams
    const event = readEvent({
      site: q.get('site'),
      url: q.get('url') ?? req.headers.referer ?? '',
      referrer: q.get('referrer') ?? '',
      title: q.get('title') ?? '',
      name: q.get('name') ?? 'view',
    })
    if (event && !opposed(req))
      await ingestOf(platform)
        .hear(event.site, event, { address, agent: agentOf(req) }, 'pixel')
        .catch((err) => platform.log.error({ err }, 'a pixel could not be stored'))
    res
      .writeHead(200, {
        ...noStore,
        'content-type': 'image/gif',
        'content-length': pixel.length,
        'cross-origin-resource-policy': 'cross-origin',
      })
      .end(pixel)
  },
}

export const measureRoutes: Route[] = [
  {
    method: 'POST',
    path: '/t/e',
    hot: true,
    run: (req, res, { platform, address }) => receive(req, res, platform, address),
  },
  {
    method: '*',
    path: '/t/e',
    hot: true,
    run: (req, res) => void res.writeHead(req.method === 'OPTIONS' ? 204 : 405, cors).end(),
  },
  trackerRoute,
  pixelRoute,
  ...linkRoutes,
  ...weblogRoutes,
]
