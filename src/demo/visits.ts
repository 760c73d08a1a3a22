import { appendFacts, type FactRow } from '#platform/clickhouse.ts'
import type { Platform } from '#platform/platform.ts'
import { type Chance, chance } from './random.ts'

export type Campaign = {
  windows: readonly { from: number; to: number }[]
  perDay: number
  /** Conversions per hundred visits. */
  rate: number
  path: string
  referrer: string
  /** One per placement; none where visits come without a link. */
  links: readonly Pick<
    FactRow,
    | 'link'
    | 'action'
    | 'objective'
    | 'budget_line'
    | 'utm_source'
    | 'utm_medium'
    | 'utm_campaign'
    | 'utm_content'
    | 'channel'
    | 'name'
  >[]
}
export type Audience = {
  workspace: string
  project: string
  site: {
    id: string
    host: string
    pages: readonly string[]
    perDay: number
    rate: number
    goals: readonly string[]
    timezone: string
  }
  /** Whole days, from the first to the last; nothing after `now`. */
  from: string
  now: Date
  seed: number
  campaigns: readonly Campaign[]
}

const day = 86_400_000
/** Monday to Sunday, then January to December. */
const week = [1.08, 1.12, 1.1, 1.06, 0.96, 0.78, 0.9]
const season = [0.94, 0.9, 1, 1.06, 1.1, 1.04, 0.92, 0.82, 1.06, 1.08, 1.1, 1.02]
const hours = [
  1, 0.5, 0.3, 0.2, 0.2, 0.4, 1.2, 2.6, 4, 4.6, 4.8, 4.6, 5.2, 5, 4.4, 4.2, 4.4, 5, 5.6, 6, 6.6, 6.4, 4.6,
  2.4,
]

const origins = {
  direct: { weight: 30, channel: 'direct', referrer: '', utm_source: '', utm_medium: '' },
  google: {
    weight: 41,
    channel: 'organic-search',
    referrer: 'https://www.google.fr/',
    utm_source: '',
    utm_medium: '',
  },
  bing: {
    weight: 4,
    channel: 'organic-search',
    referrer: 'https://www.bing.com/',
    utm_source: '',
    utm_medium: '',
  },
  instagram: {
    weight: 11,
    channel: 'organic-social',
    referrer: 'https://l.instagram.com/',
    utm_source: '',
    utm_medium: '',
  },
  facebook: {
    weight: 6,
    channel: 'organic-social',
    referrer: 'https://www.facebook.com/',
    utm_source: '',
    utm_medium: '',
  },
  press: {
    weight: 8,
    channel: 'referral',
    referrer: 'https://www.ouest-flaneries.example/',
    utm_source: '',
    utm_medium: '',
  },
}
const machines = [
  { share: 44, device: 'mobile', browser: 'Mobile Safari', os: 'iOS' },
  { share: 22, device: 'mobile', browser: 'Chrome Mobile', os: 'Android' },
  { share: 17, device: 'desktop', browser: 'Chrome', os: 'Windows' },
  { share: 9, device: 'desktop', browser: 'Safari', os: 'macOS' },
  { share: 5, device: 'desktop', browser: 'Firefox', os: 'Windows' },
  { share: 3, device: 'tablet', browser: 'Mobile Safari', os: 'iPadOS' },
]

type Came = Partial<FactRow>

/** A year of visits written straight into the fact log, as the tracker and the redirect would have written them. @returns how many facts. */
export async function writeVisits(platform: Platform, a: Audience): Promise<number> {
  const luck = chance(a.seed)
  const byDevice = Object.fromEntries(machines.map((m, i) => [String(i), m.share])) as Record<string, number>
  const byOrigin = Object.fromEntries(Object.entries(origins).map(([k, o]) => [k, o.weight])) as Record<
    keyof typeof origins,
    number
  >
  const byHour = Object.fromEntries(hours.map((h, i) => [String(i), h]))
  const first = Date.parse(`${a.from}T00:00:00Z`)
  let rows: FactRow[] = []
  let written = 0
  const flush = async (least: number) => {
    if (rows.length < least) return
    await appendFacts(platform.clickhouse, `demo:${a.workspace}:${a.site.id}:${written}`, rows)
    written += rows.length
    rows = []
  }

  const common = { workspace: a.workspace, project: a.project, site: a.site.id, host: a.site.host }
  const visit = (midnight: number, came: Came, path: string, rate: number, bot: 0 | 1 = 0) => {
    const machine = machines[Number(luck.draw(byDevice))]!
    const { share: _, ...agent } = machine
    const visitor = luck.visitor()
    let at = midnight + Number(luck.draw(byHour)) * 3_600_000 + Math.floor(luck.between(0, 3_599_000))
    if (at > a.now.getTime()) return
    const shared: Partial<FactRow> = {
      ...common,
      ...agent,
      ...came,
      visitor,
      country: luck.next() < 0.93 ? 'FR' : luck.pick(['BE', 'CH', 'LU', 'CA']),
      bot,
    }
    const { name: code, ...trail } = shared
    if (came.link && !bot)
      rows.push({
        ...(trail as FactRow),
        kind: 'link.clicked',
        id: luck.uuid(),
        at: at - 1_200,
        site: undefined,
        visitor: luck.visitor(),
        name: code ?? '',
        path,
        origin: 'link',
      })
    const seen = [path, ...Array.from({ length: seenPages(luck) - 1 }, () => luck.pick(a.site.pages))]
    const converts = !bot && luck.next() * 100 < rate
    if (converts)
      seen.push(a.site.goals.length > 1 && luck.next() < 0.35 ? a.site.goals[1]! : a.site.goals[0]!)
    for (const [i, page] of seen.entries()) {
      if (at > a.now.getTime()) return
      // Only the first page of a visit carries where it came from.
      const where =
        i === 0
          ? trail
          : {
              ...trail,
              link: undefined,
              action: undefined,
              objective: undefined,
              budget_line: undefined,
              utm_source: '',
              utm_medium: '',
              utm_campaign: '',
              utm_content: '',
              referrer: `https://${a.site.host}${seen[i - 1]}`,
              channel: 'direct',
            }
      rows.push({ ...(where as FactRow), kind: 'view', id: luck.uuid(), at, path: page, origin: 'tracker' })
      at += Math.floor(luck.between(8_000, 140_000))
    }
  }

  for (let midnight = first; midnight <= a.now.getTime(); midnight += day) {
    const date = new Date(midnight)
    const mood = week[(date.getUTCDay() + 6) % 7]! * season[date.getUTCMonth()]! * (0.88 + 0.24 * luck.next())
    for (let n = luck.near(a.site.perDay * mood); n > 0; n--) {
      const { weight: _, ...came } = origins[luck.draw(byOrigin)]
      visit(midnight, came, luck.next() < 0.5 ? '/' : luck.pick(a.site.pages), a.site.rate)
    }
    for (const c of a.campaigns) {
      const window = c.windows.find((w) => midnight >= w.from && midnight <= w.to)
      if (!window) continue
      // A campaign starts loudly and fades.
      const age = (midnight - window.from) / Math.max(day, window.to - window.from)
      for (let n = luck.near(c.perDay * (1.25 - 0.5 * age) * Math.sqrt(mood)); n > 0; n--) {
        const link = c.links.length ? luck.pick(c.links) : { channel: 'referral' }
        visit(midnight, { referrer: c.referrer, ...link }, c.path, c.rate)
      }
    }
    for (let n = luck.near(a.site.perDay * 0.05); n > 0; n--)
      visit(midnight, { channel: 'direct', browser: 'bot' }, '/', 0, 1)
    await flush(45_000)
  }
  await flush(1)
  return written
}

function seenPages(luck: Chance): number {
  const p = luck.next()
  return p < 0.5 ? 1 : p < 0.75 ? 2 : p < 0.9 ? 3 : 5
}
