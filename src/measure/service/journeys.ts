import { askFacts, noId } from '#platform/clickhouse.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { visitGapMs } from '../model/visitor.ts'
import { type Capture, type EffectQuestion, likePattern } from '../model.ts'

/**
 * The path of each visitor, and the visits and conversions cut out of it, as SQL for the fact log.
 * A fact of a path is a tuple; these are its members.
 */
const member = {
  at: 1,
  id: 2,
  kind: 3,
  name: 4,
  path: 5,
  referrer: 6,
  channel: 7,
  source: 8,
  project: 9,
  action: 10,
  link: 11,
  device: 12,
  country: 13,
  cents: 14,
} as const
type Member = keyof typeof member
/** `of('e').path` is the member of the tuple named e. */
export const of = (tuple: string) =>
  Object.fromEntries(Object.entries(member).map(([k, n]) => [k, `${tuple}.${n}`])) as Record<Member, string>

export type CountedGoal = {
  id: string
  name: string
  siteId: string
  kind: 'page' | 'event'
  pattern: string
  valueCents: number
  valueFromEvent: boolean
  oncePerVisit: boolean
}

/** What a question becomes once its days, sites and goals are known. */
export type Asked = {
  params: Record<string, unknown>
  timezone: string
  sites: string[]
  goals: CountedGoal[]
  captures: Capture[]
}

const startOf = (day: string, timezone: string, plus = 0) =>
  Temporal.PlainDate.from(day).add({ days: plus }).toZonedDateTime(timezone).epochMilliseconds

/**
 * A project's effects include visits its links brought to a site set up in another project: they belong to this one, but
 * their later pages are filed under the site's. So the whole workspace is read, and only what belongs to `projectId` leaves.
 */
export async function askJourneys<Row>(
  scope: Scope,
  projectId: string,
  query: string,
  params: Record<string, unknown>,
): Promise<Row[]> {
  demand(scope, 'see', projectId)
  const wide: Scope = Object.create(scope, { projects: { value: '*' } })
  return askFacts<Row>(wide, query, params)
}

export async function prepare(scope: Scope, q: EffectQuestion): Promise<Asked> {
  demand(scope, 'see', q.projectId)
  const timezone = scope.workspace.timezone
  const from = startOf(q.from, timezone)
  const until = startOf(q.to, timezone, 1)
  const params: Record<string, unknown> = {
    project: q.projectId,
    from,
    until,
    // A visit that begins in the period may end after it, and begin on a day that another time zone calls the day before.
    since: from - 86_400_000,
    before: until + 86_400_000,
    tz: timezone,
  }
  const found = await askJourneys<{ site: string }>(
    scope,
    q.projectId,
    `select distinct site from {facts} where kind in ('view', 'event') and project = {project:UUID} and site != toUUID('${noId}')
     and at >= fromUnixTimestamp64Milli({since:Int64}) and at < fromUnixTimestamp64Milli({before:Int64})`,
    params,
  )
  const sites = found.map((r) => r.site)
  params.sites = sites
  const { rows } = await scope.sql<CountedGoal>(
    `select id, name, site_id as "siteId", kind, pattern, value_cents as "valueCents", value_from_event as "valueFromEvent", once_per_visit as "oncePerVisit"
     from pupitre.goals_on($1)`,
    [sites],
  )
  const goals = q.goalId ? rows.filter((g) => g.id === q.goalId) : rows
  goals.forEach((g, i) => {
    params[`goal${i}`] = g.kind === 'page' ? likePattern(g.pattern) : g.pattern
    params[`goal${i}_site`] = g.siteId
    params[`goal${i}_id`] = g.id
    params[`goal${i}_cents`] = g.valueCents
  })
  const captures = (q.captures ?? []).filter((c) => c.rule.channel || c.rule.referrer || c.rule.path)
  captures.forEach(({ actionId, rule }, i) => {
    params[`capture${i}`] = actionId
    params[`capture${i}_channel`] = rule.channel ?? ''
    params[`capture${i}_referrer`] = rule.referrer?.replace(/^www\./, '') ?? ''
    params[`capture${i}_path`] = likePattern(rule.path ?? '')
  })
  return { params, timezone, sites, goals, captures }
}

const zero = `toUUID('${noId}')`
export const channelIn = (t: string) => `if(${of(t).channel} = '', 'direct', ${of(t).channel})`
export const sourceIn = (t: string) =>
  `if(${of(t).source} != '', ${of(t).source}, if(${of(t).channel} = '', '', domainWithoutWWW(${of(t).referrer})))`

/** The action a touch belongs to: its link's, else the first capture rule that fits, else none (''). */
export function actionIn(t: string, a: Asked): string {
  const e = of(t)
  const rules = a.captures.map(({ rule }, i) => {
    const all = [
      rule.channel && `${channelIn(t)} = {capture${i}_channel:String}`,
      rule.referrer &&
        `(domainWithoutWWW(${e.referrer}) = {capture${i}_referrer:String} or endsWith(domain(${e.referrer}), concat('.', {capture${i}_referrer:String})))`,
      rule.path && `like(${e.path}, {capture${i}_path:String})`,
    ].filter(Boolean)
    return `${all.join(' and ')}, toString({capture${i}:UUID})`
  })
  const linked = `${e.link} != ${zero}, if(${e.action} = ${zero}, '', toString(${e.action}))`
  return `multiIf(${[linked, ...rules, "''"].join(', ')})`
}

/** Paths of visitors: their facts in order, robots left out. */
const people = `select site, visitor, arraySort(e -> (e.1, e.2), groupArray((
    toUnixTimestamp64Milli(at), id, kind::String, name, path, referrer, channel::String, utm_source::String, project, action, link,
    device::String, country::String, amount_cents))) as facts_of
  from {facts} where kind in ('view', 'event') and bot = 0 and site in {sites:Array(UUID)}
    and at >= fromUnixTimestamp64Milli({since:Int64}) and at < fromUnixTimestamp64Milli({before:Int64})
  group by site, visitor`

const isView = (t: string) => `${of(t).kind} = 'view'`
const isTagged = (t: string) => `${of(t).link} != ${zero}`

/**
 * One row per visit that begins in the period, of any project: `v` its facts, `o` the touch that brought it (the first
 * that came by a link, else the first page), `touches` all the visitor's touches that were not direct, `opening` their first page.
 */
const spans = `select site, visitor, v, ${of('v[1]').at} as began, ${of('v[-1]').at} as ended,
    multiIf(arrayExists(e -> ${isTagged('e')}, v), arrayFirst(e -> ${isTagged('e')}, v), arrayExists(e -> ${isView('e')}, v), arrayFirst(e -> ${isView('e')}, v), v[1]) as o,
    touches, opening
  from (
    select site, visitor, arrayJoin(arraySplit((e, gap) -> gap > ${visitGapMs}, facts_of, arrayDifference(arrayMap(e -> e.1, facts_of)))) as v,
      arrayFilter(e -> ${isTagged('e')} or (${isView('e')} and ${of('e').channel} not in ('', 'direct')), facts_of) as touches, facts_of[1] as opening
    from (${people}))
  where began >= {from:Int64} and began < {until:Int64}`

export const visitsOf = `select *, arrayFilter(e -> ${isView('e')}, v) as views from (${spans}) where ${of('o').project} = {project:UUID}`

/** Members of a conversion `c`: goal, instant, id, path, referrer, cents. */
export const conversion = {
  goal: 'c.1',
  at: 'c.2',
  id: 'c.3',
  path: 'c.4',
  referrer: 'c.5',
  cents: 'c.6',
} as const

/**
 * One row per conversion of the period credited to the project. Credit goes to `o`, the visitor's last touch that was
 * not direct, up to the conversion; without any, to their first page. So credits add up to the conversions, exactly.
 */
export function conversionsOf(a: Asked): string {
  const of1 = of('e')
  const each = a.goals.map((g, i) => {
    const fits =
      g.kind === 'page'
        ? `${isView('e')} and like(${of1.path}, {goal${i}:String})`
        : `${of1.kind} = 'event' and ${of1.name} = {goal${i}:String}`
    const hits = `arrayFilter(e -> ${fits}, v)`
    const counted = g.oncePerVisit ? `arraySlice(${hits}, 1, 1)` : hits
    const cents = g.valueFromEvent
      ? `if(${of1.cents} != 0, ${of1.cents}, {goal${i}_cents:Int64})`
      : `{goal${i}_cents:Int64}`
    return `if(site = {goal${i}_site:UUID}, arrayMap(e -> (toString({goal${i}_id:UUID}), ${of1.at}, ${of1.id}, ${of1.path}, ${of1.referrer}, toInt64(${cents})), ${counted}), [])`
  })
  return `select site, visitor, began, c, o, credited from (
      select site, visitor, began, c, arrayFilter(t -> ${of('t').at} <= ${conversion.at}, touches) as before_it,
        if(notEmpty(before_it), before_it[-1], opening) as o, notEmpty(before_it) as credited
      from (select site, visitor, began, touches, opening, arrayJoin(arrayConcat(${each.join(', ')})) as c from (${spans})))
    where ${of('o').project} = {project:UUID}`
}

/** Clicks on the project's links, recorded by the redirect: they never meet the visits (CNIL). */
export const clicksOf = `select * from {facts} where kind = 'link.clicked' and bot = 0 and project = {project:UUID}
  and at >= fromUnixTimestamp64Milli({from:Int64}) and at < fromUnixTimestamp64Milli({until:Int64})`
