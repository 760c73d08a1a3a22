import { z } from 'zod'

const Sums = z.object({
  costCents: z.int(),
  clicks: z.number(),
  visits: z.number(),
  conversions: z.number(),
  revenueCents: z.number(),
})
export type Sums = z.infer<typeof Sums>
/** Null is unknown: a division by nothing has no result. */
export const Return = Sums.extend({
  /** Cost of one conversion, in whole cents. */ cpaCents: z.int().nullable(),
  /** 0.5 is +50 %. */ roi: z.number().nullable(),
}).meta({ id: 'Return' })
export type Return = z.infer<typeof Return>
/** `id` null: what no action, or no line, accounts for. */
export const ReturnRow = Return.extend({ id: z.uuid().nullable(), label: z.string() }).meta({
  id: 'ReturnRow',
})
export type ReturnRow = z.infer<typeof ReturnRow>
export const Returns = z
  .object({ actions: z.array(ReturnRow), lines: z.array(ReturnRow), total: Return })
  .meta({ id: 'Returns' })
export type Returns = z.infer<typeof Returns>

export const nothing: Sums = { costCents: 0, clicks: 0, visits: 0, conversions: 0, revenueCents: 0 }

export const add = (a: Sums, b: Sums): Sums => ({
  costCents: a.costCents + b.costCents,
  clicks: a.clicks + b.clicks,
  visits: a.visits + b.visits,
  conversions: a.conversions + b.conversions,
  revenueCents: a.revenueCents + b.revenueCents,
})

/** ROI = (revenue − cost) / cost. CPA = cost / conversions. */
export const returnOf = (s: Sums): Return => ({
  costCents: s.costCents,
  clicks: s.clicks,
  visits: s.visits,
  conversions: s.conversions,
  revenueCents: s.revenueCents,
  cpaCents: s.conversions > 0 ? Math.round(s.costCents / s.conversions) : null,
  roi: s.costCents > 0 ? (s.revenueCents - s.costCents) / s.costCents : null,
})

type Effect = Omit<Sums, 'costCents'>
export type Ledger = {
  actions: readonly { id: string; title: string; lineId: string | null }[]
  lines: readonly { id: string; label: string; costCents: number }[]
  costs: { byAction: Readonly<Record<string, number>>; elsewhereCents: number }
  /** By action; any other key is what no action accounts for. */
  effects: readonly (Effect & { key: string })[]
}

/**
 * Cost and effect meet on the action; a line's effect is that of its actions. What belongs to no action, or to no line,
 * has a row of its own, so that both tables add up to the project.
 */
export function returnsOf(l: Ledger): Returns {
  const effect = new Map<string | null, Effect>()
  const known = new Set(l.actions.map((a) => a.id))
  for (const e of l.effects) {
    const key = known.has(e.key) ? e.key : null
    effect.set(key, add({ ...nothing, ...effect.get(key) }, { ...e, costCents: 0 }))
  }
  const of = (id: string | null, costCents: number): Sums => ({ ...nothing, ...effect.get(id), costCents })
  const actions = l.actions.map((a) => ({
    id: a.id,
    label: a.title,
    ...returnOf(of(a.id, l.costs.byAction[a.id] ?? 0)),
  }))
  const loose = of(null, l.costs.elsewhereCents)
  const total = actions.reduce(add, loose)

  const onLine = (id: string | null) =>
    l.actions
      .filter((a) => (a.lineId !== null && l.lines.some((x) => x.id === a.lineId) ? a.lineId : null) === id)
      .reduce((s, a) => add(s, of(a.id, 0)), nothing)
  const lines = l.lines.map((x) => ({
    id: x.id,
    label: x.label,
    ...returnOf({ ...onLine(x.id), costCents: x.costCents }),
  }))
  const offLines = add(onLine(null), { ...loose, costCents: 0 })

  // Nothing was spent to bring these: a cost per conversion of 0 would say they were cheap.
  const rest = (s: Sums): ReturnRow[] =>
    Object.values(s).some((v) => v !== 0) ? [{ id: null, label: '', ...returnOf(s), cpaCents: null }] : []
  return {
    actions: [...actions, ...rest(loose)],
    lines: [...lines, ...rest(offLines)],
    total: returnOf(total),
  }
}
