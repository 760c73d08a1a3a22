import type { IncomingMessage } from 'node:http'
import { bearsSession } from '../gates/sessions.ts'

const harmless = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * A write that another site makes the browser send, with the person's cookie. Browsers say where a request comes from
 * (Sec-Fetch-Site, Origin); programs send neither, and no cookie. A key in a header cannot be sent from another site.
 */
export function forged(req: IncomingMessage, origins: readonly string[]): boolean {
  const { headers, method } = req
  if (harmless.has(method ?? '') || !bearsSession(headers.cookie)) return false
  if (headers['x-api-key'] || /^bearer\s+pup_/i.test(headers.authorization ?? '')) return false
  // The browser writes Host itself: an origin of the same name is this very site, whatever PUBLIC_URL says.
  if (headers.origin !== undefined)
    return !origins.includes(headers.origin) && headers.origin.replace(/^https?:\/\//, '') !== headers.host
  const site = headers['sec-fetch-site']
  return site !== undefined && site !== 'same-origin' && site !== 'none'
}
