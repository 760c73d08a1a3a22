import { z } from 'zod'
import { Id } from '#platform/tenancy/model.ts'

export const presenceStates = ['here', 'typing', 'gone'] as const
export type PresenceState = (typeof presenceStates)[number]
/** Somebody looks at a place (a task's id, a project's for its views, the workspace's for the portfolio), writes there, or left. */
export const Presence = z.object({
  place: Id,
  who: Id,
  name: z.string(),
  state: z.enum(presenceStates),
  /** Who has just come asks those who are there to say so. */
  ask: z.boolean(),
})
export type Presence = z.infer<typeof Presence>

/** How often one says « still here », how long one is believed without, how long a hand that stopped still writes. */
export const beat = 25_000
export const believed = 65_000
export const writing = 6_000

export type Seen = { name: string; at: number; typedAt: number }
export type Seens = ReadonlyMap<string, Seen>

/** Who is there after having heard that. */
export function heard(now: Seens, p: Presence, at: number): Seens {
  const next = new Map(now)
  if (p.state === 'gone') next.delete(p.who)
  else
    next.set(p.who, {
      name: p.name,
      at,
      typedAt: p.state === 'typing' ? at : (now.get(p.who)?.typedAt ?? 0),
    })
  return next
}

/** Those not heard of for too long have left without a word: a closed lid, a lost line. */
export function still(now: Seens, at: number): Seens {
  const kept = [...now].filter(([, s]) => at - s.at < believed)
  return kept.length === now.size ? now : new Map(kept)
}

export const typists = (now: Seens, at: number) =>
  [...now.values()].filter((s) => s.typedAt && at - s.typedAt < writing).map((s) => s.name)
