import { createHash } from 'node:crypto'
import { onBehalf } from '#platform/gates/behalf.ts'
import { answering } from '#platform/gates/route.ts'
import type { Route } from '#platform/http.ts'
import { feedBehind, readFeed } from './feeds.ts'

/** `GET /cal/KEY.ics`: what a calendar program asks for every hour. The same calendar has the same tag: nothing is sent twice. */
export const feedRoute: Route = {
  method: 'GET',
  path: '/cal/:key.ics',
  run: (req, res, { params, platform, call }) =>
    answering(call, res, async () => {
      const calendar = await onBehalf(
        platform,
        'calendar',
        params.key ?? '',
        (scope, door) => feedBehind(scope, door.rowId),
        readFeed,
      )
      const tag = `"${createHash('sha256').update(calendar).digest('base64url').slice(0, 22)}"`
      const headers = {
        etag: tag,
        'cache-control': 'private, max-age=300',
        'x-robots-tag': 'noindex',
        'referrer-policy': 'no-referrer',
      }
      const known = String(req.headers['if-none-match'] ?? '')
        .split(/\s*,\s*/)
        .map((t) => t.replace(/^W\//, ''))
      if (known.includes(tag)) {
        res.writeHead(304, headers).end()
        return
      }
      res.writeHead(200, {
        ...headers,
        'content-type': 'text/calendar; charset=utf-8',
        'content-disposition': 'inline; filename="pupitre.ics"',
        'content-length': Buffer.byteLength(calendar),
      })
      res.end(req.method === 'HEAD' ? undefined : calendar)
    }),
}
