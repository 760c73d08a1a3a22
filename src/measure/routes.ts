import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Route } from '#platform/http.ts'
import type { Platform } from '#platform/platform.ts'
import { weblogRoutes } from './import/routes.ts'
import { trackerRoute } from './ingest/script.ts'
import { ingestOf } from './ingest/service.ts'
import { linkRoutes } from './links/routes.ts'
import { readEvent, type SiteEvent } from './model/events.ts'

const mostBytes = 16 * 1024
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

function receive(req: IncomingMessage, res: ServerResponse, platform: Platform, address: string): void {
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
    if (size > mostBytes) return
    let event: (SiteEvent & { site: string }) | undefined
    try {
      event = readEvent(JSON.parse((parts ? Buffer.concat(parts) : (body ?? Buffer.alloc(0))).toString()))
    } catch {
      event = undefined
    }
    if (!event) return void res.writeHead(400, accepted).end()
    if (opposed(req)) return void res.writeHead(204, { ...noStore, 'access-control-allow-origin': '*' }).end()
    ingestOf(platform).take(
      event.site,
      event,
      { address, agent: agentOf(req) },
      'tracker',
      (heard) =>
        res.writeHead(heard === 'stored' ? 202 : heard === 'unknown site' ? 404 : 403, accepted).end(),
      (err) => {
        platform.log.error({ err }, 'an event could not be stored')
        res.writeHead(503, { ...accepted, 'retry-after': '5' }).end()
      },
    )
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
