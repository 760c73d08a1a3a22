import { appendFacts, type FactRow } from '#platform/clickhouse.ts'
import type { Scope } from '#platform/scope.ts'
import { channelOf } from './model/channels.ts'
import type { Goal, Link, Site } from './model.ts'

export type DemoVisits = {
  site: Pick<Site, 'id' | 'projectId' | 'host'>
  links: Pick<Link, 'id'>[]
  goals: Pick<Goal, 'kind' | 'pattern' | 'valueFromEvent'>[]
  from: string
  to: string
  seed: number
  campaigns: { linkId: string; from: string; to: string; visitsPerDay: number }[]
  basePerDay: number
  /** Pages of the site, the home page first. */
  paths?: string[]
}

type KnownLink = {
  id: string
  project: string
  action: string | null
  objective: string | null
  line: string | null
  code: string
  source: string
  medium: string
  campaign: string
  content: string
  target: string
}

/** mulberry32: the same seed gives the same year. */
function randomFrom(seed: number) {
  let a = seed >>> 0
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

// Monday first. People read sites at work, in the evening, and less in August.
const weekdays = [1.08, 1.12, 1.1, 1.06, 0.98, 0.72, 0.86]
const months = [0.94, 0.96, 1.02, 1.02, 1.04, 1, 0.88, 0.76, 1.06, 1.08, 1.18, 1.14]
const hours = [
  1, 0.5, 0.3, 0.2, 0.2, 0.4, 1.2, 2.4, 4, 5.4, 6, 5.8, 5.6, 5.4, 5.2, 5, 5, 5.2, 5.6, 6, 6.6, 6.2, 4.4, 2.4,
]
const arrivals = [
  { share: 0.41, source: 'google', referrer: 'https://www.google.fr/' },
  { share: 0.03, source: 'bing', referrer: 'https://www.bing.com/' },
  { share: 0.26, source: '', referrer: '' },
  { share: 0.12, source: 'instagram.com', referrer: 'https://www.instagram.com/' },
  { share: 0.05, source: 'facebook.com', referrer: 'https://m.facebook.com/' },
  { share: 0.03, source: 'pinterest.fr', referrer: 'https://www.pinterest.fr/' },
  { share: 0.07, source: 'annuaire.example', referrer: 'https://annuaire.example/adresses' },
  { share: 0.03, source: 'blog-voisin.example', referrer: 'https://blog-voisin.example/selection' },
] as const
const machines = [
  { share: 0.52, device: 'mobile', browser: 'Mobile Safari', os: 'iOS' },
  { share: 0.14, device: 'mobile', browser: 'Mobile Chrome', os: 'Android' },
  { share: 0.22, device: 'desktop', browser: 'Chrome', os: 'Windows' },
  { share: 0.07, device: 'desktop', browser: 'Safari', os: 'Mac OS' },
  { share: 0.05, device: 'tablet', browser: 'Mobile Safari', os: 'iOS' },
] as const

const block = 20_000

/**
 * Writes a believable year straight to the fact log: weeks and seasons, campaigns that rise fast and fade, robots, and
 * visitors who sometimes buy. Everything hangs on the trail of the given links. @returns how many facts were written.
 */
export async function demoVisits(scope: Scope, o: DemoVisits): Promise<number> {
  const random = randomFrom(o.seed)
  const links = await knownLinks(
    scope,
    o.links.map((l) => l.id),
  )
  const paths = o.paths ?? ['/', '/collection', '/offre', '/histoire', '/boutiques', '/journal', '/contact']
  let rows: FactRow[] = []
  let written = 0
  const flush = async () => {
    await appendFacts(scope.platform.clickhouse, `demo:${o.site.id}:${o.seed}:${written}`, rows)
    written += rows.length
    rows = []
  }
  const hex = (n: number) => Array.from({ length: n }, () => Math.floor(random() * 16).toString(16)).join('')
  const add = (r: Omit<FactRow, 'workspace' | 'id'>) =>
    rows.push({
      workspace: scope.workspace.id,
      id: `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`,
      origin: 'demo',
      ...r,
    })

  const first = Date.parse(`${o.from}T00:00:00Z`)
  const last = Date.parse(`${o.to}T00:00:00Z`)
  for (let day = first; day <= last; day += 86_400_000) {
    const midnight = Temporal.PlainDate.from(new Date(day).toISOString().slice(0, 10)).toZonedDateTime(
      scope.workspace.timezone,
    ).epochMilliseconds
    const season =
      weekdays[(new Date(day).getUTCDay() + 6) % 7]! *
      months[new Date(day).getUTCMonth()]! *
      (0.85 + (0.3 * (day - first)) / Math.max(1, last - first))
    const noise = () => 0.82 + random() * 0.36
    const visit = (link?: KnownLink) =>
      oneVisit({ random, add, midnight, site: o.site, paths, goals: o.goals, link })
    for (let n = roundBy(random, o.basePerDay * season * noise()); n > 0; n--) visit()
    for (const c of o.campaigns) {
      const from = Date.parse(`${c.from}T00:00:00Z`)
      const link = links.get(c.linkId)
      if (!link || day < from || day > Date.parse(`${c.to}T00:00:00Z`)) continue
      const age = (day - from) / 86_400_000
      const bump = 0.55 + 1.6 * Math.exp(-age / 5)
      for (
        let n = roundBy(
          random,
          c.visitsPerDay * bump * weekdays[(new Date(day).getUTCDay() + 6) % 7]! * noise(),
        );
        n > 0;
        n--
      )
        visit(link)
    }
    for (let n = roundBy(random, o.basePerDay * 0.15 * noise()); n > 0; n--)
      add({
        kind: 'view',
        at: midnight + Math.floor(random() * 86_400_000),
        project: o.site.projectId,
        site: o.site.id,
        visitor: bigNumber(random),
        host: o.site.host,
        path: paths[Math.floor(random() * paths.length)],
        channel: 'direct',
        bot: 1,
      })
    if (rows.length >= block) await flush()
  }
  if (rows.length) await flush()
  return written
}

/** 3.4 is 3, and 4 two days in five. */
const roundBy = (random: () => number, n: number) => Math.floor(n) + (random() < n % 1 ? 1 : 0)
const bigNumber = (random: () => number) =>
  (BigInt(Math.floor(random() * 2 ** 32)) * 2n ** 32n + BigInt(Math.floor(random() * 2 ** 32))).toString()

function pick<T extends { share: number }>(random: () => number, of: readonly T[]): T {
  let at = random() * of.reduce((n, x) => n + x.share, 0)
  for (const x of of) {
    at -= x.share
    if (at <= 0) return x
  }
  return of[0]!
}

function hourOf(random: () => number): number {
  let at = random() * hours.reduce((a, b) => a + b, 0)
  for (let h = 0; h < 24; h++) {
    at -= hours[h]!
    if (at <= 0) return h
  }
  return 12
}

type Visit = {
  random: () => number
  add: (r: Omit<FactRow, 'workspace' | 'id'>) => void
  midnight: number
  site: DemoVisits['site']
  paths: string[]
  goals: DemoVisits['goals']
  link?: KnownLink
}

function oneVisit({ random, add, midnight, site, paths, goals, link }: Visit): void {
  const arrival = pick(random, arrivals)
  const { share: _, ...machine } = pick(random, machines)
  const visitor = bigNumber(random)
  let at = midnight + (hourOf(random) + random()) * 3_600_000 - 60_000 * 20
  at = Math.max(midnight, Math.floor(at))
  const trail = link && {
    project: link.project,
    link: link.id,
    action: link.action ?? undefined,
    objective: link.objective ?? undefined,
    budget_line: link.line ?? undefined,
  }
  const utm = link && {
    utm_source: link.source,
    utm_medium: link.medium,
    utm_campaign: link.campaign,
    utm_content: link.content,
  }
  const channel = link
    ? channelOf({ source: link.source, medium: link.medium, campaign: link.campaign })
    : channelOf({ source: arrival.source, medium: arrival.source ? 'referral' : '' })
  const common = {
    project: site.projectId,
    site: site.id,
    visitor,
    host: site.host,
    bot: 0 as const,
    ...machine,
  }
  if (link) {
    for (let n = random() < 0.12 ? 2 : 1; n > 0; n--)
      add({
        ...common,
        ...trail,
        ...utm,
        site: undefined,
        kind: 'link.clicked',
        at: at - n * 2_000,
        visitor: bigNumber(random),
        name: link.code,
        path: link.target,
        channel,
      })
    if (random() < 0.06) return // clicked, and left before the page came
  }
  const landing =
    link?.target ?? (random() < 0.55 ? paths[0]! : paths[1 + Math.floor(random() * (paths.length - 1))]!)
  add({
    ...common,
    ...trail,
    ...utm,
    kind: 'view',
    at,
    path: landing,
    channel,
    referrer: link ? '' : arrival.referrer,
  })
  const pages = random() < 0.42 ? 0 : 1 + Math.floor(random() ** 2 * 6)
  if (pages > 0 || random() < 0.5)
    add({ ...common, kind: 'event', name: '$engaged', at: at + 10_000, path: landing })
  const step = () => {
    at += 15_000 + Math.floor(random() * 100_000)
    return at
  }
  for (let n = 0; n < pages; n++)
    add({
      ...common,
      kind: 'view',
      at: step(),
      path: paths[Math.floor(random() * paths.length)],
      channel: '',
    })
  for (const goal of goals) {
    const chance = (pages ? 0.035 : 0.004) * (link ? 1.7 : 1) * (goal.valueFromEvent ? 0.5 : 1)
    if (random() >= chance) continue
    if (goal.kind === 'page')
      add({ ...common, kind: 'view', at: step(), path: goal.pattern.replaceAll('*', '') || '/', channel: '' })
    else
      add({
        ...common,
        kind: 'event',
        at: step(),
        name: goal.pattern,
        path: landing,
        amount_cents: goal.valueFromEvent ? Math.round(2_900 + random() ** 2 * 14_000) : 0,
      })
  }
}

async function knownLinks(scope: Scope, ids: string[]): Promise<Map<string, KnownLink>> {
  const { rows } = await scope.sql<KnownLink>(
    `select l.id, l.project_id as project, l.action_id as action, coalesce(a.objective_id, l.objective_id) as objective, coalesce(a.budget_line_id, l.budget_line_id) as line,
       l.code, l.utm_source as source, l.utm_medium as medium, l.utm_campaign as campaign, l.utm_content as content, l.target_url as target
     from links l left join actions a on a.id = l.action_id where l.id = any ($1)`,
    [ids],
  )
  return new Map(rows.map((l) => [l.id, { ...l, target: new URL(l.target).pathname }]))
}
