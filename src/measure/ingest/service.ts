import { hash, randomUUID } from 'node:crypto'
import path from 'node:path'
import { Readable } from 'node:stream'
import { noId } from '#platform/clickhouse.ts'
import type { Platform } from '#platform/platform.ts'
import type { SiteEvent } from '../model/events.ts'
import { hostOf, sameSite, truncateAddress } from '../model/visitor.ts'
import { Spool } from '../spool/service.ts'
import { type Agent, agentOf, originOf } from './agent.ts'
import { type KnownLink, type KnownSite, openDirectory } from './directory.ts'

/** The columns a line of the spool fills, in this order. */
const columns =
  'workspace, id, kind, at, project, objective, action, link, budget_line, site, visitor, name, host, path, title, referrer, channel, utm_source, utm_medium, utm_campaign, utm_content, utm_term, device, browser, os, bot, amount_cents, quantity, props, origin'

export type Visitor = { address: string; agent: string }
/** A program that does not say for whom it speaks is no robot: it holds a key. */
const program: Agent = { bot: 0, browser: '', os: '', device: '' }

export type Heard = 'stored' | 'unknown site' | 'other host'

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
  hash('sha256', Buffer.concat([salt, Buffer.from(`${truncateAddress(address)} ${agent}`)]), 'buffer')
    .readBigUInt64BE(0)
    .toString()

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
          date_time_input_format: 'best_effort',
        },
      })
      stream.resume()
    },
  })
  const directory = openDirectory(platform)
  const dayOf = dayKeeper()

  function store(o: {
    workspace: string
    project: string
    kind: string
    at: number
    link?: KnownLink | null
    site: string
    visitor: string
    name: string
    host: string
    path: string
    title: string
    agent: ReturnType<typeof agentOf>
    from: ReturnType<typeof originOf>
    cents: number
    props: Record<string, string>
    origin: string
  }) {
    const { link, agent, from } = o
    return spool.append(
      JSON.stringify([
        o.workspace,
        randomUUID(),
        o.kind,
        new Date(o.at).toISOString(),
        o.project,
        link?.objective || noId,
        link?.action || noId,
        link?.id ?? noId,
        link?.budgetLine || noId,
        o.site,
        o.visitor,
        o.name,
        o.host,
        o.path,
        o.title,
        from.referrer,
        from.channel,
        from.source,
        from.medium,
        from.campaign,
        from.content,
        from.term,
        agent.device,
        agent.browser,
        agent.os,
        agent.bot,
        o.cents,
        1,
        o.props,
        o.origin,
      ]),
    )
  }

  async function keep(site: KnownSite, key: string, e: SiteEvent, v: Visitor, origin: string): Promise<void> {
    const at = (e.at ?? platform.clock.now()).getTime()
    const day = dayOf(at, site.timezone)
    const saltKey = `site ${key} ${site.id} ${day}`
    const url = new URL(e.url, `https://${site.host}`)
    const from = originOf(url.search ? url.searchParams : undefined, e.referrer, (host) =>
      sameSite(host, site.host),
    )
    const salt = directory.salts.now(saltKey) ?? (await directory.salts.get(saltKey))
    if (!salt) throw new Error('the site was withdrawn')
    let link: KnownLink | null = null
    if (from.code) {
      const known = directory.links.now(from.code)
      link = known === undefined ? await directory.links.get(from.code) : known
      if (link && link.workspace !== site.workspace) link = null
    }
    return store({
      workspace: site.workspace,
      project: link?.project ?? site.project,
      kind: e.name === 'view' ? 'view' : 'event',
      at,
      link,
      site: site.id,
      visitor: visitorOf(salt, v.address, v.agent),
      name: e.name === 'view' ? '' : e.name,
      host: hostOf(url.host),
      path: url.pathname.slice(0, 500),
      title: e.title,
      agent: origin === 'api' && !v.agent ? program : agentOf(v.agent),
      from,
      cents: e.valueCents,
      props: e.props,
      origin,
    })
  }

  return {
    spool,
    directory,
    /** From a browser that loaded a site's page. Comes back when it is safely stored. */
    async hear(key: string, e: SiteEvent, v: Visitor, origin = 'tracker'): Promise<Heard> {
      const known = directory.sites.now(key)
      const site = known === undefined ? await directory.sites.get(key) : known
      if (!site) return 'unknown site'
      if (URL.canParse(e.url) && !sameSite(hostOf(new URL(e.url).host), site.host)) return 'other host'
      await keep(site, key, e, v, origin)
      return 'stored'
    },
    /** A click on a tracked link. Its visitor is salted apart: it never meets the visits (CNIL: no identifier across treatments). */
    async click(code: string, v: Visitor, referrer: string): Promise<KnownLink | null> {
      const link = await directory.links.get(code)
      if (!link) return null
      const at = platform.clock.now().getTime()
      const salt = await directory.salts.get(`link ${code} ${link.id} ${dayOf(at, 'UTC')}`)
      const from = originOf(
        new URLSearchParams({
          utm_source: link.source,
          utm_medium: link.medium,
          utm_campaign: link.campaign,
          utm_content: link.content,
          utm_term: link.term,
        }),
        referrer,
        () => false,
      )
      const target = new URL(link.target)
      await store({
        workspace: link.workspace,
        project: link.project,
        kind: 'link.clicked',
        at,
        link,
        site: noId,
        visitor: visitorOf(salt ?? Buffer.alloc(0), v.address, v.agent),
        name: code,
        host: hostOf(target.host),
        path: target.pathname.slice(0, 500),
        title: '',
        agent: agentOf(v.agent),
        from,
        cents: 0,
        props: {},
        origin: 'link',
      })
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
