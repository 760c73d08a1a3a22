import { slugOf } from '#platform/tenancy/model.ts'
import { categoryOf } from './channels.ts'

export type Utm = { source: string; medium: string; campaign: string; content: string }

/** Source and medium of each channel of the plan, chosen so that GA4's own rules put the visit where it belongs. */
const byChannel: Record<string, { source: string; medium: string }> = {
  'search-ads': { source: 'google', medium: 'cpc' },
  'social-ads': { source: 'facebook', medium: 'paid-social' },
  'organic-social': { source: 'reseaux-sociaux', medium: 'social' },
  'organic-search': { source: 'moteurs', medium: 'organic' },
  email: { source: 'newsletter', medium: 'email' },
  influence: { source: 'influence', medium: 'influence' },
  display: { source: 'display', medium: 'display' },
  affiliate: { source: 'affiliation', medium: 'affiliate' },
  press: { source: 'presse', medium: 'referral' },
  event: { source: 'evenement', medium: 'offline' },
  partner: { source: 'partenaire', medium: 'referral' },
  website: { source: 'site', medium: 'link' },
  print: { source: 'imprime', medium: 'offline' },
  other: { source: 'autre', medium: 'link' },
}

/** Channels where the placement names the place itself: a network, a search engine, a title of the press. */
const placed = new Set([
  'search-ads',
  'social-ads',
  'organic-social',
  'display',
  'press',
  'partner',
  'affiliate',
  'other',
  'influence',
])

/**
 * Nobody types UTM: source and medium come from the action's channel (a placement that names a known network is the
 * source: « Story Instagram » → `instagram`), campaign is the project and the action, content is the placement.
 */
export function utmFor(o: {
  channel: string
  projectSlug: string
  actionCode: string
  placement: string
}): Utm {
  const base = byChannel[o.channel] ?? byChannel.other!
  const words = o.placement
    .toLowerCase()
    .split(/[^\p{L}\p{N}.-]+/u)
    .filter((w) => w.length > 2)
  const named = placed.has(o.channel) ? words.find((w) => categoryOf(w) !== undefined) : undefined
  const campaign = [o.projectSlug, o.actionCode].filter(Boolean).join('-')
  return {
    source: named ?? base.source,
    medium: base.medium,
    campaign: slugOf(campaign, 'campagne'),
    content: o.placement ? slugOf(o.placement, '') : '',
  }
}

/** Without the letters and figures people confuse: a code may be read on paper. */
export const codeAlphabet = 'abcdefghjkmnpqrstuvwxyz23456789'

/** The target with its UTM and the link's code; what the target already carried stays, but older UTM give way. */
export function addressOf(target: string, utm: Utm & { term?: string; code: string }): string {
  const url = new URL(target)
  const set = (name: string, value: string | undefined) => {
    if (value) url.searchParams.set(name, value)
    else url.searchParams.delete(name)
  }
  set('utm_source', utm.source)
  set('utm_medium', utm.medium)
  set('utm_campaign', utm.campaign)
  set('utm_content', utm.content)
  set('utm_term', utm.term)
  set('utm_id', utm.code)
  return url.href
}
