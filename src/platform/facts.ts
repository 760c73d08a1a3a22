import type { z } from 'zod'
import { enqueueMany } from './jobs.ts'
import type { Scope } from './scope.ts'

/** How a fact is tied to the thread. Every key is the id of a row, but `campaign`, which is a code. */
export type Trail = {
  project?: string | null
  objective?: string | null
  action?: string | null
  task?: string | null
  link?: string | null
  campaign?: string | null
  budgetLine?: string | null
  site?: string | null
}

/** Something that happened, named in the past tense: `task.finished`. */
export type Fact<P> = { kind: string; payload: z.ZodType<P> }

export const fact = <S extends z.ZodType>(kind: string, payload: S): Fact<z.infer<S>> =>
  ({ kind, payload }) as Fact<z.infer<S>>

type Announced<P> = { id: string; at: Date; trail: Trail; payload: P }
type Reaction = { name: string; run: (scope: Scope, announced: Announced<never>) => Promise<void> }
const reactions = new Map<string, Reaction[]>()

/** Declares what a room does when somebody announces a fact. The deed runs once, in a transaction of its own. */
export function on<P>(
  what: Fact<P>,
  name: string,
  run: (scope: Scope, announced: Announced<P>) => Promise<void>,
): void {
  const list = reactions.get(what.kind) ?? []
  if (list.some((r) => r.name === name)) throw new Error(`two reactions are named ${name}`)
  reactions.set(what.kind, [...list, { name, run: run as Reaction['run'] }])
}

export const reactionsTo = (kind: string): readonly Reaction[] => reactions.get(kind) ?? []

type Numbers = { amountCents?: number; quantity?: number; at?: Date; name?: string }

/**
 * Says what happened, in the transaction of the change: one row for the fact log, one job per reaction.
 * If the transaction fails, nothing was said. `numbers.amountCents` and `numbers.quantity` are what the fact log can sum.
 */
export async function announce<P>(
  scope: Scope,
  what: Fact<P>,
  trail: Trail,
  payload: P,
  numbers: Numbers = {},
): Promise<string> {
  return (await announceMany(scope, what, [{ trail, payload, numbers }]))[0]!
}

/** Says the same of many, in a few statements. @returns the ids of what was said, in order. */
export async function announceMany<P>(
  scope: Scope,
  what: Fact<P>,
  all: readonly { trail: Trail; payload: P; numbers?: Numbers }[],
): Promise<string[]> {
  if (!all.length) return []
  const said = all.map(({ payload, numbers = {}, trail }) => ({
    at: numbers.at ?? scope.now(),
    trail,
    payload: {
      ...(what.payload.parse(payload) as object),
      ...(numbers.amountCents !== undefined && { amountCents: numbers.amountCents }),
      ...(numbers.quantity !== undefined && { quantity: numbers.quantity }),
      ...(numbers.name !== undefined && { name: numbers.name }),
      actor: scope.actor.id,
    },
  }))
  const { rows } = await scope.sql<{ id: string }>(
    `insert into outbox (workspace_id, kind, at, trail, payload)
     select $1, $2, f.at, f.trail, f.payload from jsonb_to_recordset($3::jsonb) as f (at timestamptz, trail jsonb, payload jsonb) returning id`,
    [scope.workspace.id, what.kind, JSON.stringify(said)],
    'announce',
  )
  const ids = rows.map((r) => r.id)
  await enqueueMany(
    scope,
    reactionsTo(what.kind).flatMap((r) =>
      all.map(({ trail, payload }, i) => ({
        kind: 'reaction',
        title: r.name,
        payload: {
          kind: what.kind,
          reaction: r.name,
          fact: { id: ids[i], at: said[i]!.at.toISOString(), trail, payload },
        },
        uniqueKey: `${ids[i]}:${r.name}`,
        maxAttempts: 8,
        visible: false,
      })),
    ),
  )
  await scope.sql("select pg_notify('pupitre_outbox', '')")
  return ids
}
