import { hash, randomUUID } from 'node:crypto'
import path from 'node:path'
import { Readable } from 'node:stream'
import type { Platform } from '#platform/platform.ts'
import type { SiteEvent } from '../model/events.ts'
import { hostOf, sameSite, truncateAddress } from '../model/visitor.ts'
import type { Waiter } from '../spool/group.ts'
import { Spool } from '../spool/service.ts'
import { type Agent, agentOf, arrivalOf, remember, type WrittenOrigin, writtenAgent } from './agent.ts'
import { countryOf } from './country.ts'
import { type KnownLink, type KnownSite, openDirectory } from './directory.ts'

/** The columns a line of the spool fills, in this order. */
const columns =
  'workspace, id, kind, at, project, objective, action, link, budget_line, site, visitor, name, host, path, title, referrer, channel, utm_source, utm_medium, utm_campaign, utm_content, utm_term, device, browser, os, bot, amount_cents, quantity, props, origin, country'

const nowhere = { host: '', search: '', json: '"",""' }

export type Visitor = { address: string; agent: string }
/** A program that does not say for whom it speaks is no robot: it holds a key. */
const program: Agent = writtenAgent({ bot: 0, browser: '', os: '', device: '' })

export type Refused = 'unknown site' | 'other host'
export type Heard = 'stored' | Refused
/** Who waits for an event: told once, when it is safely stored, refused, or could not be either. */
export interface Teller extends Waiter {
  refused(why: Refused): void
}
const unknownSite = { why: 'unknown site' } as const
const otherHost = { why: 'other host' } as const

/** All that is kept of an address. */
type Place = { cut: string; country: string }
const placeOf = remember(
  5_000,
  (address): Place => ({ cut: truncateAddress(address), country: countryOf(address) }),
)

/** The address of a page as the fact log writes it: most views of a day are of the same few hundred pages. */
type Page = { host: string; search: string; json: string }
const pageOf = remember(2_000, (key): Page | null => {
  const [site = '', address = ''] = key.split('\u0000')
  const url = URL.parse(address, `https://${site}`)
  if (!url) return null
  const host = hostOf(url.host)
  return {
    host,
    search: url.search,
    json: `${JSON.stringify(host)},${JSON.stringify(url.pathname.slice(0, 500))}`,
  }
})

const dayAt = (at: number, timezone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone)

/** The day of an instant, kept until that day ends: it is asked for every event. */
function dayKeeper() {
  const days = new Map<string, { day: string; from: number; until: number }>()
  return (at: number, timezone: string): string => {
    const kept = days.get(timezone)
    if (kept && at >= kept.from && at < kept.until) return kept.day
    const zoned = dayAt(at, timezone)
    const start = zoned.startOfDay()
    const day = zoned.toPlainDate().toString()
    days.set(timezone, {
      day,
      from: start.epochMilliseconds,
      until: start.add({ days: 1 }).epochMilliseconds,
    })
    return day
  }
}

/** First eight bytes of SHA-256, as a whole number: enough to tell the visitors of one site's day apart. */
export const visitorOf = (salt: Buffer, address: string, agent: string): string =>
  hashed(salt, `${truncateAddress(address)} ${agent}`)

const hashed = (salt: Buffer, who: string) =>
  hash('sha256', Buffer.concat([salt, Buffer.from(who)]), 'buffer')
    .readBigUInt64BE(0)
    .toString()

/** A visitor sends many events: the hash is remembered as long as its salt, and the address only as it was cut. */
const remembered = new WeakMap<Buffer, (who: string) => string>()
function visitorToday(salt: Buffer, place: Place, agent: string): string {
  let of = remembered.get(salt)
  if (!of) {
    of = remember(5_000, (who) => hashed(salt, who))
    remembered.set(salt, of)
  }
  return of(`${place.cut} ${agent}`)
}
const quoted = (id: string | undefined) => (id ? `"${id}"` : 'null')
const trailOf = (l: KnownLink) =>
  `${quoted(l.objective)},${quoted(l.action)},${quoted(l.id)},${quoted(l.budgetLine)}`
const noTrail = 'null,null,null,null'
const propsOf = (props: Record<string, string>) => {
  for (const _ in props) return JSON.stringify(props)
  return '{}'
}

/** Events of the same millisecond share its text. */
let written = { at: 0, text: '' }
function instantOf(at: number): string {
  if (written.at !== at) written = { at, text: new Date(at).toISOString() }
  return written.text
}

export function openIngest(platform: Platform) {
  const spool = new Spool({
    root: path.join(platform.config.data, 'spool'),
    log: platform.log,
    insert: async (token, lines) => {
      const { stream } = await platform.clickhouse.exec({
        query: `insert into facts (${columns}) format JSONCompactEachRow`,
        values: Readable.from([lines]),
        clickhouse_settings: {
          insert_deduplicate: 1,
          insert_deduplication_token: token,
          input_format_parallel_parsing: 0,
          async_insert: 0,
          // Lines left by an older Pupitre end before the columns that came since.
          input_format_json_compact_allow_variable_number_of_columns: 1,
          date_time_input_format: 'best_effort',
        },
      })
      stream.resume()
    },
  })
  const directory = openDirectory(platform)
  const dayOf = dayKeeper()

  const lineOf = (o: {
    workspace: string
    project: string
    kind: string
    at: number
    link?: KnownLink | null
    site: string
    visitor: string
    name: string
    page: Page
    title: string
    agent: Agent
    from: WrittenOrigin
    cents: number
    props: Record<string, string>
    origin: string
    country: string
  }): string => {
    const { link } = o
    // Written by hand: ids need no escaping, and null takes the column's empty value.
    return `["${o.workspace}","${randomUUID()}","${o.kind}","${instantOf(o.at)}","${o.project}",${link ? trailOf(link) : noTrail},${quoted(o.site)},"${o.visitor}",${JSON.stringify(o.name)},${o.page.json},${JSON.stringify(o.title)},${o.from.json},${o.agent.json},${o.cents},1,${propsOf(o.props)},"${o.origin}","${o.country}"]`
  }

  /** The line of an event, if everything it needs is in memory; undefined when the database must be asked. */
  function lineNow(key: string, e: SiteEvent, v: Visitor, origin: string) {
    const site = directory.sites.now(key)
    if (site === undefined) return undefined
    if (!site) return unknownSite
    const page = pageOf(`${site.host}\u0000${e.url}`)
    if (!page || !sameSite(page.host, site.host)) return otherHost
    const at = (e.at ?? platform.clock.now()).getTime()
    const salt = directory.salts.now(saltKey(site, key, at))
    if (salt === undefined) return undefined
    if (!salt) return unknownSite
    const from = arrivalOf(site.host, page.search, e.referrer)
    const named = from.code ? directory.links.now(from.code) : null
    if (named === undefined) return undefined
    const link = named?.workspace === site.workspace ? named : null
    const place = placeOf(v.address)
    return lineOf({
      workspace: site.workspace,
      project: link?.project ?? site.project,
      kind: e.name === 'view' ? 'view' : 'event',
      at,
      link,
      site: site.id,
      visitor: visitorToday(salt, place, v.agent),
      name: e.name === 'view' ? '' : e.name,
      page,
      title: e.title,
      agent: origin === 'api' && !v.agent ? program : agentOf(v.agent),
      from,
      cents: e.valueCents,
      props: e.props,
      origin,
      country: place.country,
    })
  }

  const saltKey = (site: KnownSite, key: string, at: number) =>
    `site ${key} ${site.id} ${dayOf(at, site.timezone)}`

  /** Brings into memory what the line of this event needs. */
  async function learn(key: string, e: SiteEvent): Promise<void> {
    const site = await directory.sites.get(key)
    if (!site) return
    await directory.salts.get(saltKey(site, key, (e.at ?? platform.clock.now()).getTime()))
    const code = URL.parse(e.url, `https://${site.host}`)?.searchParams.get('utm_id')
    if (code) await directory.links.get(code.slice(0, 200))
  }

  /** Tells `teller` what became of an event. Without a promise when all is known. */
  function take(key: string, e: SiteEvent, v: Visitor, origin: string, teller: Teller, tries = 0): void {
    const line = lineNow(key, e, v, origin)
    if (typeof line === 'string') spool.put(line, teller)
    else if (line) teller.refused(line.why)
    // What was learnt may have been forgotten in between, on a very slow day.
    else if (tries > 2) teller.failed(new Error('the directory does not keep up'))
    else learn(key, e).then(() => take(key, e, v, origin, teller, tries + 1), teller.failed.bind(teller))
  }

  return {
    spool,
    directory,
    take,
    /** From a browser that loaded a site's page. Comes back when it is safely stored. */
    hear: (key: string, e: SiteEvent, v: Visitor, origin = 'tracker') =>
      new Promise<Heard>((heard, failed) =>
        take(key, e, v, origin, { stored: () => heard('stored'), refused: heard, failed }),
      ),
    /** A click on a tracked link. Its visitor is salted apart: it never meets the visits (CNIL: no identifier across treatments). */
    async click(code: string, v: Visitor, referrer: string): Promise<KnownLink | null> {
      const link = await directory.links.get(code)
      if (!link) return null
      const at = platform.clock.now().getTime()
      const salt = await directory.salts.get(`link ${code} ${link.id} ${dayOf(at, 'UTC')}`)
      const utm = new URLSearchParams({
        utm_source: link.source,
        utm_medium: link.medium,
        utm_campaign: link.campaign,
        utm_content: link.content,
        utm_term: link.term,
      })
      const from = arrivalOf('', `?${utm}`, referrer)
      const line = lineOf({
        workspace: link.workspace,
        project: link.project,
        kind: 'link.clicked',
        at,
        link,
        site: '',
        visitor: visitorOf(salt ?? Buffer.alloc(0), v.address, v.agent),
        name: code,
        page: pageOf(`\u0000${link.target}`) ?? nowhere,
        title: '',
        agent: agentOf(v.agent),
        from,
        cents: 0,
        props: {},
        origin: 'link',
        country: placeOf(v.address).country,
      })
      await spool.append(line)
      return link
    },
  }
}
export type Ingest = ReturnType<typeof openIngest>

const opened = new WeakMap<Platform, Ingest>()

/** The ingestion of this process, opened by the first who needs it. */
export function ingestOf(platform: Platform): Ingest {
  const known = opened.get(platform)
  if (known) return known
  const ingest = openIngest(platform)
  opened.set(platform, ingest)
  return ingest
}

/** At the start of a web process: what dead processes left on this disk is sent. @returns what to do at its end. */
export async function startIngest(platform: Platform): Promise<() => Promise<void>> {
  const { spool } = ingestOf(platform)
  void spool.adopt()
  return async () => {
    opened.delete(platform)
    await spool.close()
  }
}
