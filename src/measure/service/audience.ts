import type { Scope } from '#platform/scope.ts'
import type { EffectQuestion } from '../model.ts'
import { effects } from './effects.ts'
import { askJourneys, prepare, visitsOf } from './journeys.ts'

export type Audience = {
  visits: number
  bounces: number /** Mean, of all visits; a visit of one sign of life lasts nothing. */
  minutes: number | null
  botViews: number
}

/** How visits go: how many see one page and leave, and how long they last; and the robots' views, apart. */
export async function audience(scope: Scope, q: EffectQuestion): Promise<Audience> {
  const a = await prepare(scope, q)
  const [visits, bots] = await Promise.all([
    a.sites.length
      ? askJourneys<{ visits: number; bounces: number; ms: number }>(
          scope,
          q.projectId,
          `select toInt64(count()) as visits, toInt64(countIf(length(v) = 1)) as bounces, toInt64(sum(ended - began)) as ms from (${visitsOf})`,
          a.params,
        )
      : [],
    askJourneys<{ n: number }>(
      scope,
      q.projectId,
      `select toInt64(count()) as n from {facts} where kind = 'view' and bot = 1 and project = {project:UUID}
       and at >= fromUnixTimestamp64Milli({from:Int64}) and at < fromUnixTimestamp64Milli({until:Int64})`,
      a.params,
    ),
  ])
  const found = visits[0] ?? { visits: 0, bounces: 0, ms: 0 }
  return {
    visits: Number(found.visits),
    bounces: Number(found.bounces),
    minutes: Number(found.visits) ? Number(found.ms) / Number(found.visits) / 60_000 : null,
    botViews: Number(bots[0]?.n ?? 0),
  }
}

export async function bounceRate(scope: Scope, q: EffectQuestion): Promise<number | null> {
  const { visits, bounces } = await audience(scope, q)
  return visits ? bounces / visits : null
}

/** Everything the report's head says, of a period and of the one before it, as long. */
export async function overview(scope: Scope, q: EffectQuestion) {
  const days = Temporal.PlainDate.from(q.from).until(Temporal.PlainDate.from(q.to)).days + 1
  const earlier = {
    ...q,
    from: Temporal.PlainDate.from(q.from).subtract({ days }).toString(),
    to: Temporal.PlainDate.from(q.from).subtract({ days: 1 }).toString(),
  }
  // One after the other: they share the scope's one connection.
  const read = async (one: EffectQuestion) => ({
    ...(await effects(scope, one)),
    ...(await audience(scope, one)),
  })
  return { now: await read(q), before: await read(earlier), earlier: { from: earlier.from, to: earlier.to } }
}
