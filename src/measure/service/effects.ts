import type { Scope } from '#platform/scope.ts'
import { type Effect, type EffectKey, type EffectQuestion, noEffect } from '../model.ts'
import {
  type Asked,
  actionIn,
  askJourneys,
  channelIn,
  clicksOf,
  conversion,
  conversionsOf,
  of,
  prepare,
  sourceIn,
  visitsOf,
} from './journeys.ts'
import { labelsOf } from './labels.ts'

export type { Capture, Effect, EffectKey, EffectQuestion } from '../model.ts'

/**
 * What the project's links and sites brought in. A visit is a visitor's activity without a silence of 30 minutes, counted
 * on the day it begins; it belongs to its first touch that came by a link, else to a capture rule, else to nothing.
 * A conversion is credited to the visitor's last touch that was not direct. Robots are left out.
 */
export async function effects(scope: Scope, q: EffectQuestion): Promise<Effect> {
  const [all] = [...(await cut(scope, q, () => "''")).values()]
  return all ?? noEffect
}

export type KeyedEffect = Effect & { key: string; label: string }

/** The same, cut by one dimension. Over actions, links, channels, sources, days, devices and countries the parts add up to the whole. */
export async function effectsBy(scope: Scope, q: EffectQuestion & { by: EffectKey }): Promise<KeyedEffect[]> {
  const found = await cut(scope, q, (o, a, row) => keyOf(q.by, o, a, row), q.by)
  const labels = await labelsOf(scope, q.by, [...found.keys()])
  const rows = [...found].map(([key, e]) => ({ key, label: labels(key), ...e }))
  if (q.by === 'day') return rows.sort((x, y) => (x.key < y.key ? -1 : 1))
  const weight = (e: Effect) => e.visits * 1e6 + e.views * 1e3 + e.conversions * 1e3 + e.clicks
  return rows.sort((x, y) => weight(y) - weight(x) || (x.key < y.key ? -1 : 1))
}

type RowKind = 'visit' | 'view' | 'conversion'

/** The key of a row, from the touch `o` it belongs to. */
function keyOf(by: EffectKey, o: string, a: Asked, row: RowKind): string {
  const e = of(o)
  switch (by) {
    case 'action':
      return actionIn(o, a)
    case 'link':
      return `if(${e.link} = toUUID('00000000-0000-0000-0000-000000000000'), '', toString(${e.link}))`
    case 'channel':
      return channelIn(o)
    case 'source':
      return sourceIn(o)
    case 'day':
      return 'toString(toDate(fromUnixTimestamp64Milli(began), {tz:String}))'
    case 'device':
      return e.device
    case 'country':
      return e.country
    case 'page':
      return row === 'conversion' ? conversion.path : row === 'view' ? of('e').path : e.path
    case 'goal':
      return row === 'conversion' ? conversion.goal : "''"
  }
}

const clickKey: Record<EffectKey, string> = {
  action: "if(action = toUUID('00000000-0000-0000-0000-000000000000'), '', toString(action))",
  link: 'toString(link)',
  channel: "if(channel = '', 'direct', channel)::String",
  source: 'utm_source::String',
  page: "''",
  goal: "''",
  day: 'toString(toDate(at, {tz:String}))',
  device: 'device::String',
  country: 'country::String',
}

type Sum = { key: string } & Partial<Effect>
type Keyed = (o: string, a: Asked, row: RowKind) => string

async function cut(
  scope: Scope,
  q: EffectQuestion,
  key: Keyed,
  by?: EffectKey,
): Promise<Map<string, Effect>> {
  const a = await prepare(scope, q)
  const ask = (sql: string) => askJourneys<Sum>(scope, q.projectId, sql, a.params)
  const visits = `select ${key('o', a, 'visit')} as key, toInt64(sum(length(views))) as views, toInt64(count()) as visits, toInt64(uniqExact(site, visitor)) as visitors
    from (${visitsOf}) group by key`
  // A page's visits are those that saw it, so that they do not add up to the whole.
  const pages = `select ${key('o', a, 'view')} as key, toInt64(count()) as views, toInt64(uniqExact(site, visitor, began)) as visits, toInt64(uniqExact(site, visitor)) as visitors
    from (select *, arrayJoin(views) as e from (${visitsOf})) group by key`
  const conversions = `select ${key('o', a, 'conversion')} as key, toInt64(count()) as conversions, toInt64(sum(${conversion.cents})) as "revenueCents"
    ${by === 'goal' ? ', toInt64(uniqExact(site, visitor, began)) as visits, toInt64(uniqExact(site, visitor)) as visitors' : ''}
    from (${conversionsOf(a)}) group by key`
  const clicks = `select ${by ? clickKey[by] : "''"} as key, toInt64(count()) as clicks from (${clicksOf}) group by key`
  const parts = await Promise.all([
    a.sites.length && by !== 'goal' ? ask(by === 'page' ? pages : visits) : [],
    a.sites.length && a.goals.length ? ask(conversions) : [],
    by === 'page' || by === 'goal' ? [] : ask(clicks),
  ])
  const sums = new Map<string, Effect>()
  for (const { key: k, ...part } of parts.flat()) {
    const sum = sums.get(k) ?? { ...noEffect }
    for (const [name, n] of Object.entries(part)) sum[name as keyof Effect] += Number(n)
    sums.set(k, sum)
  }
  return sums
}

export type EffectRow = {
  at: Date
  path: string
  referrer: string
  channel: string
  action: string | null
  goal?: string
  valueCents?: number
  visitor: string
}
export type EffectRowsQuestion = EffectQuestion & {
  what: 'views' | 'visits' | 'clicks' | 'conversions'
  by?: EffectKey
  key?: string
  limit: number
  offset: number
}
type RawRow = Omit<EffectRow, 'at' | 'action'> & { at: number; action: string }

/** The rows behind a figure: the newest first. `by` and `key` keep those of one part. */
export async function effectRows(scope: Scope, q: EffectRowsQuestion): Promise<EffectRow[]> {
  const a = await prepare(scope, q)
  if (q.what !== 'clicks' && (!a.sites.length || (q.what === 'conversions' && !a.goals.length))) return []
  const params = { ...a.params, limit: q.limit, offset: q.offset, key: q.key ?? '' }
  const only = q.by && q.key !== undefined
  const tail = `${only ? 'where key = {key:String}' : ''} order by at_ desc, who limit {limit:UInt32} offset {offset:UInt32}`
  const short = 'substring(lower(hex(visitor)), -8)'
  const touch = (o: string) => `${channelIn(o)} as channel_, ${actionIn(o, a)} as action_`
  const key = (row: RowKind) => (q.by ? keyOf(q.by, 'o', a, row) : "''")
  const e = of('e')
  const o = of('o')
  const inner = {
    visits: `select began as at_, ${o.path} as path_, ${o.referrer} as referrer_, ${touch('o')}, ${short} as who, ${key('visit')} as key from (${visitsOf})`,
    views: `select ${e.at} as at_, ${e.path} as path_, ${e.referrer} as referrer_, ${touch('o')}, ${short} as who, ${key('view')} as key
      from (select *, arrayJoin(views) as e from (${visitsOf}))`,
    conversions: a.goals.length
      ? `select ${conversion.at} as at_, ${conversion.path} as path_, ${conversion.referrer} as referrer_, ${touch('o')}, ${conversion.goal} as goal, ${conversion.cents} as cents,
        ${short} as who, ${key('conversion')} as key from (${conversionsOf(a)})`
      : '',
    clicks: `select toUnixTimestamp64Milli(at) as at_, path as path_, referrer as referrer_, channel::String as channel_, ${clickKey.action} as action_, ${short} as who, ${q.by ? clickKey[q.by] : "''"} as key
      from (${clicksOf})`,
  }[q.what]
  const shown = `at_ as at, path_ as path, referrer_ as referrer, channel_ as channel, action_ as action, who as visitor${q.what === 'conversions' ? ', goal, cents as "valueCents"' : ''}`
  const rows = await askJourneys<RawRow>(
    scope,
    q.projectId,
    `select ${shown} from (${inner}) ${tail}`,
    params,
  )
  const goalName = new Map(a.goals.map((g) => [g.id, g.name]))
  return rows.map((r) => ({
    ...r,
    at: new Date(Number(r.at)),
    action: r.action || null,
    ...(r.goal !== undefined && { goal: goalName.get(r.goal) ?? '', valueCents: Number(r.valueCents) }),
  }))
}
