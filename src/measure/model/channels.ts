import { sourceCategories } from './sources.ts'

export const channels = [
  'direct',
  'cross-network',
  'paid-shopping',
  'paid-search',
  'paid-social',
  'paid-video',
  'display',
  'paid-other',
  'organic-shopping',
  'organic-social',
  'organic-video',
  'organic-search',
  'referral',
  'email',
  'affiliates',
  'audio',
  'sms',
  'mobile-push',
  'influence',
  'offline',
  'unassigned',
] as const
export type Channel = (typeof channels)[number]

type Category = keyof typeof sourceCategories
const categories = Object.keys(sourceCategories) as Category[]
const known = new Map(
  categories.flatMap((c) => sourceCategories[c].map((s) => [s.toLowerCase(), c] as const)),
)
known.set('google shopping', 'shopping')

/** Google's category of a source: as it is, without its leading labels, then by its name alone (`google.fr` is `google`). */
export function categoryOf(source: string): Category | undefined {
  const s = source.trim().toLowerCase()
  if (known.has(s)) return known.get(s)
  const labels = s.split('.')
  for (let n = 1; n < labels.length - 1; n++) {
    const found = known.get(labels.slice(n).join('.'))
    if (found) return found
  }
  if (labels.length < 2) return undefined
  const name = labels.at(-2)!.length <= 3 && labels.length > 2 ? labels.at(-3)! : labels.at(-2)!
  return known.get(name)
}

// https://support.google.com/analytics/answer/9756891
const paid = /^(.*cp.*|ppc|retargeting|paid.*)$/
const shop = /^(.*(([^a-df-z]|^)shop|shopping).*)$/
const display = new Set(['display', 'banner', 'expandable', 'interstitial', 'cpm'])
const social = new Set(['social', 'social-network', 'social-media', 'sm', 'social network', 'social media'])
const email = /^e[-_ ]?mail$/
const webmail = /^(?:web)?mail\d*\./

export type Arrival = { source: string; medium: string; campaign?: string }

/**
 * GA4's default channel groups, in their published order. Two groups of ours come first, which only a tracked link can
 * claim: `influence`, and `offline` (print, events, QR codes). `cpm` from an unknown source is display, though it reads as paid.
 */
export function channelOf({ source, medium, campaign = '' }: Arrival): Channel {
  const s = source.trim().toLowerCase()
  const m = medium.trim().toLowerCase()
  const c = campaign.trim().toLowerCase()
  if ((s === '' || s === '(direct)') && (m === '' || m === '(none)' || m === '(not set)')) return 'direct'
  if (m === 'influence' || m === 'influencer') return 'influence'
  if (m === 'offline' || m === 'qr' || m === 'print') return 'offline'
  const category = webmail.test(s) ? undefined : categoryOf(s)
  const isPaid = paid.test(m)
  if (c.includes('cross-network')) return 'cross-network'
  const isShop = category === 'shopping' || shop.test(c)
  if (isPaid && isShop) return 'paid-shopping'
  if (isPaid && category === 'search') return 'paid-search'
  if (isPaid && category === 'social') return 'paid-social'
  if (isPaid && category === 'video') return 'paid-video'
  if (display.has(m)) return 'display'
  if (isPaid) return 'paid-other'
  if (isShop) return 'organic-shopping'
  if (category === 'social' || social.has(m)) return 'organic-social'
  if (category === 'video' || m.includes('video')) return 'organic-video'
  if (category === 'search' || m === 'organic') return 'organic-search'
  if (email.test(s) || email.test(m) || webmail.test(s)) return 'email'
  if (m === 'referral' || m === 'app' || m === 'link') return 'referral'
  if (m === 'affiliate') return 'affiliates'
  if (m === 'audio') return 'audio'
  if (s === 'sms' || m === 'sms') return 'sms'
  if (m.endsWith('push') || m.includes('mobile') || m.includes('notification') || s === 'firebase')
    return 'mobile-push'
  return 'unassigned'
}
