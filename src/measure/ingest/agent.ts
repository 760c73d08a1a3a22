import { isbot } from 'isbot'
import { parseUA } from 'ua-parser-modern'
import { channelOf } from '../model/channels.ts'
import { hostOf, sameSite } from '../model/visitor.ts'

/** `json`: the columns `device` to `bot`, written once. */
export type Agent = { bot: 0 | 1; browser: string; os: string; device: string; json: string }
type Bare = Omit<Agent, 'json'>
export const writtenAgent = (a: Bare): Agent => ({
  ...a,
  json: `${[a.device, a.browser, a.os].map((v) => JSON.stringify(v)).join()},${a.bot}`,
})
const robot = writtenAgent({ bot: 1, browser: '', os: '', device: '' })

/** Remembers the last few thousand answers: a day of a site has few different questions. */
export function remember<V>(most: number, find: (key: string) => V): (key: string) => V {
  let young = new Map<string, V>()
  let old = new Map<string, V>()
  return (key) => {
    let value = young.get(key)
    if (value !== undefined) return value
    value = old.get(key) ?? find(key)
    young.set(key, value)
    if (young.size >= most) [old, young] = [young, new Map()]
    return value
  }
}

/** What a user agent says it is. Nothing at all is a robot. */
export const agentOf = remember(5_000, (ua: string): Agent => {
  if (!ua || isbot(ua)) return robot
  const parsed = parseUA(ua.slice(0, 500))
  const type = parsed.device.type
  const device = type === 'mobile' || type === 'tablet' ? type : type ? 'other' : 'desktop'
  return writtenAgent({ bot: 0, browser: parsed.browser.name ?? '', os: parsed.os.name ?? '', device })
})

export type Origin = {
  channel: string
  source: string
  medium: string
  campaign: string
  content: string
  term: string
  code: string
  referrer: string
}

const channel = remember(5_000, (key: string) => {
  const [source = '', medium = '', campaign = ''] = key.split('\u0000')
  return channelOf({ source, medium, campaign })
})

/** A referrer without what may identify somebody: no question mark, no fragment. */
function referrerOf(text: string): { href: string; host: string } {
  if (!text || !URL.canParse(text)) return { href: '', host: '' }
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { href: '', host: hostOf(url.host) }
  return { href: (url.origin + url.pathname).slice(0, 500), host: hostOf(url.host) }
}

/** Where a view came from: its UTM, else a click identifier, else the referrer. Empty channel: from another page of the same site. */
export function originOf(
  search: URLSearchParams | undefined,
  referrer: string,
  isOwn: (host: string) => boolean,
): Origin {
  const from = referrerOf(referrer)
  const get = (name: string) => search?.get(name)?.slice(0, 200).toWellFormed() ?? ''
  const utm = {
    source: get('utm_source'),
    medium: get('utm_medium'),
    campaign: get('utm_campaign'),
    content: get('utm_content'),
    term: get('utm_term'),
    code: get('utm_id'),
  }
  if (!utm.source && !utm.medium) {
    if (search?.has('gclid')) Object.assign(utm, { source: 'google', medium: 'cpc' })
    else if (search?.has('msclkid')) Object.assign(utm, { source: 'bing', medium: 'cpc' })
  }
  if (utm.source || utm.medium)
    return {
      ...utm,
      channel: channel(`${utm.source}\u0000${utm.medium}\u0000${utm.campaign}`),
      referrer: from.href,
    }
  if (!from.host) return { ...utm, channel: 'direct', referrer: '' }
  if (isOwn(from.host)) return { ...utm, channel: '', referrer: from.href }
  return { ...utm, channel: channel(`${from.host}\u0000referral\u0000`), referrer: from.href }
}

/** The part of a line that many events share, written once: columns `referrer` to `utm_term`. */
export type WrittenOrigin = Origin & { json: string }
const written = (o: Origin): WrittenOrigin => ({
  ...o,
  json: [o.referrer, o.channel, o.source, o.medium, o.campaign, o.content, o.term]
    .map((v) => JSON.stringify(v))
    .join(),
})
const arrivals = remember(10_000, (key: string): WrittenOrigin => {
  const [site = '', search = '', referrer = ''] = key.split('\u0000')
  return written(
    originOf(search ? new URLSearchParams(search) : undefined, referrer, (host) => sameSite(host, site)),
  )
})

/** `originOf` for a page of a site, remembered: most visits of a day come from the same few places. */
export const arrivalOf = (site: string, search: string, referrer: string) =>
  arrivals(`${site}\u0000${search}\u0000${referrer}`)
