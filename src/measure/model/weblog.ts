import { z } from 'zod'

export const refusalReasons = ['not-combined', 'bad-date', 'bad-request'] as const
export type RefusalReason = (typeof refusalReasons)[number]

/** What an import read, counted line by line: every line is in one of the counts from `views` to `refused`. */
export const WeblogReport = z
  .object({
    lines: z.int(),
    views: z.int(),
    botViews: z.int(),
    assets: z.int(),
    feeds: z.int(),
    redirects: z.int(),
    errors: z.int(),
    otherMethods: z.int(),
    refused: z.int(),
    imported: z.int(),
    already: z.int(),
    firstAt: z.string().nullable(),
    lastAt: z.string().nullable(),
    refusals: z.array(
      z.object({
        reason: z.enum(refusalReasons),
        count: z.int(),
        examples: z.array(z.object({ line: z.int(), text: z.string() })),
      }),
    ),
  })
  .meta({ id: 'WeblogReport' })
export type WeblogReport = z.infer<typeof WeblogReport>

export const emptyReport = (): WeblogReport => ({
  lines: 0,
  views: 0,
  botViews: 0,
  assets: 0,
  feeds: 0,
  redirects: 0,
  errors: 0,
  otherMethods: 0,
  refused: 0,
  imported: 0,
  already: 0,
  firstAt: null,
  lastAt: null,
  refusals: [],
})

export type Hit = {
  address: string
  at: number
  method: string
  target: string
  status: number
  bytes: number
  referrer: string
  agent: string
}

// https://httpd.apache.org/docs/2.4/logs.html#combined; what a server adds after the user agent is left unread.
const combined =
  /^(\S+) \S+ .*?\[([^\]]+)\] "((?:[^"\\]|\\.)*)" (\d{3}) (\d+|-) "((?:[^"\\]|\\.)*)" "((?:[^"\\]|\\.)*)"/
const request = /^([A-Z]+) (\S+)(?: HTTP\/\d(?:\.\d)?)?$/
const instant = /^(\d{2})\/(\w{3})\/(\d{4}):(\d{2}):(\d{2}):(\d{2}) ([+-])(\d{2})(\d{2})$/
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function atOf(text: string): number | undefined {
  const m = instant.exec(text)
  if (!m) return undefined
  const [, day, month, year, hour, minute, second, sign, offsetHours, offsetMinutes] = m
  const n = months.indexOf(month!)
  if (n < 0) return undefined
  const utc = Date.UTC(Number(year), n, Number(day), Number(hour), Number(minute), Number(second))
  return utc - (sign === '-' ? -1 : 1) * (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000
}

const plain = (text: string) => (text === '-' ? '' : text.replace(/\\(["\\])/g, '$1'))

/** One line of an access log in combined format. A request that cannot be read is only refused if the server did not refuse it itself. */
export function readLine(line: string): Hit | RefusalReason {
  const m = combined.exec(line)
  if (!m) return 'not-combined'
  const at = atOf(m[2]!)
  if (at === undefined) return 'bad-date'
  const status = Number(m[4])
  const asked = request.exec(m[3]!)
  if (!asked && status < 400) return 'bad-request'
  return {
    address: m[1]!,
    at,
    method: asked?.[1] ?? '',
    target: asked?.[2] ?? '',
    status,
    bytes: Number(m[5]) || 0,
    referrer: plain(m[6]!),
    agent: plain(m[7]!),
  }
}

const assets =
  /\.(?:css|js|mjs|map|json|png|jpe?g|gif|svg|webp|avif|ico|bmp|tiff?|woff2?|ttf|otf|eot|mp3|mp4|m4a|m4v|ogg|ogv|webm|wav|mov|avi|flv|swf|zip|gz|tgz|bz2|xz|rar|7z|tar|rpm|deb|dmg|exe|iso|jar|pdf|docx?|xlsx?|pptx?|odt|ods|epub|txt|csv|wasm)$/i
const feeds =
  /(?:^\/(?:robots\.txt|favicon[^/]*|apple-touch-icon[^/]*|ads\.txt|humans\.txt)$|\.(?:rss|atom|rdf|xml)$|\/(?:feed|rss2?|atom)\/?$)/i
const feedQuery = /(?:^|&)(?:flav|feed|format|type)=(?:rss|atom)/i

export type LineKind = 'view' | 'assets' | 'feeds' | 'redirects' | 'errors' | 'otherMethods'

/**
 * A page view is a GET answered 200–299 or 304, of something that is neither a static file, nor robots.txt, favicon or
 * a feed. The order of the questions is the order of the counts: method, answer, kind of file.
 */
export function kindOf(h: Pick<Hit, 'method' | 'status' | 'target'>): LineKind {
  if (h.status >= 400) return 'errors'
  if (h.method !== 'GET') return 'otherMethods'
  if (h.status !== 304 && (h.status < 200 || h.status > 299)) return 'redirects'
  const [path = '', query = ''] = h.target.split('#', 1)[0]!.split('?', 2)
  if (feeds.test(path) || feedQuery.test(query)) return 'feeds'
  return assets.test(path) ? 'assets' : 'view'
}
