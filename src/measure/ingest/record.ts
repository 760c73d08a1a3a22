import { invalid } from '#platform/errors.ts'
import { get } from '#platform/ledger.ts'
import { demand, type Scope } from '#platform/scope.ts'
import type { ServerEvent } from '../model/events.ts'
import { siteNoun } from '../tables.ts'
import { ingestOf } from './service.ts'

/** An event from a program that holds a key. Without the visitor's address and agent, it is a visit of its own. */
export async function recordEvent(scope: Scope, e: ServerEvent): Promise<void> {
  const site = await get(scope, siteNoun, e.siteId)
  demand(scope, 'contribute', site.projectId)
  const now = scope.now().getTime()
  if (e.at && (e.at.getTime() > now + 60_000 || e.at.getTime() < now - 31 * 86_400_000))
    throw invalid({
      fr: 'La date d’un événement va d’il y a 31 jours à maintenant.',
      en: 'An event is dated from 31 days ago to now.',
    })
  if (!URL.canParse(e.url, `https://${site.host}`))
    throw invalid({ fr: 'Cette adresse n’en est pas une.', en: 'This address is not one.' })
  const visitor = { address: e.address ?? crypto.randomUUID(), agent: e.userAgent ?? '' }
  const event = {
    name: e.name,
    url: e.url,
    referrer: e.referrer ?? '',
    title: e.title ?? '',
    valueCents: e.valueCents ?? 0,
    props: e.props ?? {},
    ...(e.at && { at: e.at }),
  }
  const heard = await ingestOf(scope.platform).hear(site.siteKey, event, visitor, 'api')
  if (heard === 'other host')
    throw invalid({
      fr: 'Cette adresse est celle d’un autre site.',
      en: 'This address belongs to another site.',
    })
  if (heard !== 'stored')
    throw invalid({ fr: 'Ce site ne reçoit plus d’événements.', en: 'This site takes no more events.' })
}
