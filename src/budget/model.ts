import { z } from 'zod'
import { Cents, Day, Id, Version } from '#platform/tenancy/model.ts'

/** A promise to pay (quote signed, order placed), or money that left (invoice). */
export const entryKinds = ['committed', 'spent'] as const
export type EntryKind = (typeof entryKinds)[number]

/** Whole cents before tax; a credit note is negative. */
const SignedCents = z.int().min(-1e13).max(1e13)
const VatRate = z.number().min(0).max(100)

export const BudgetLine = z
  .object({
    id: Id,
    projectId: Id,
    label: z.string(),
    category: z.string(),
    channel: z.string(),
    supplierId: Id.nullable(),
    supplierName: z.string().nullable(),
    plannedCents: Cents,
    currency: z.string(),
    startsOn: Day.nullable(),
    endsOn: Day.nullable(),
    notes: z.string(),
    version: Version,
  })
  .meta({ id: 'BudgetLine' })
export type BudgetLine = z.infer<typeof BudgetLine>

export const BudgetLineDraft = z.object({
  label: z.string().trim().min(1).max(200),
  category: z.string().trim().max(100).optional(),
  channel: z.string().max(40).optional(),
  supplierId: Id.nullable().optional(),
  plannedCents: Cents.optional(),
  startsOn: Day.nullable().optional(),
  endsOn: Day.nullable().optional(),
  notes: z.string().max(10_000).optional(),
})
export type BudgetLineDraft = z.infer<typeof BudgetLineDraft>

export const BudgetEntry = z
  .object({
    id: Id,
    projectId: Id,
    lineId: Id,
    actionId: Id.nullable(),
    kind: z.enum(entryKinds),
    label: z.string(),
    amountCents: SignedCents,
    vatRate: VatRate,
    /** What the tax adds, by the rate, to the cent. */
    taxCents: SignedCents,
    supplierId: Id.nullable(),
    supplierName: z.string().nullable(),
    reference: z.string(),
    datedOn: Day,
    settlesId: Id.nullable(),
    /** Of a commitment: what no expense has settled yet. */
    openCents: Cents,
    version: Version,
  })
  .meta({ id: 'BudgetEntry' })
export type BudgetEntry = z.infer<typeof BudgetEntry>

export const BudgetEntryDraft = z.object({
  kind: z.enum(entryKinds),
  label: z.string().trim().max(200).optional(),
  amountCents: SignedCents,
  vatRate: VatRate.optional(),
  actionId: Id.nullable().optional(),
  supplierId: Id.nullable().optional(),
  reference: z.string().trim().max(100).optional(),
  datedOn: Day,
  settlesId: Id.nullable().optional(),
})
export type BudgetEntryDraft = z.infer<typeof BudgetEntryDraft>

/** What a line, or a whole project, has planned, promised and paid. */
export const Totals = z
  .object({
    plannedCents: z.int(),
    /** All commitments, settled or not. */
    committedCents: z.int(),
    /** The part of the commitments that no expense has settled yet. */
    openCents: z.int(),
    spentCents: z.int(),
    /** planned − spent − open. Below zero, the line is overrun. */
    remainingCents: z.int(),
  })
  .meta({ id: 'BudgetTotals' })
export type Totals = z.infer<typeof Totals>
export const LineTotals = Totals.extend({ lineId: Id })
export type LineTotals = z.infer<typeof LineTotals>

export const Period = z.object({ from: Day, to: Day })
export type Period = z.infer<typeof Period>

export const totalsOf = (
  plannedCents: number,
  committedCents: number,
  openCents: number,
  spentCents: number,
): Totals => ({
  plannedCents,
  committedCents,
  openCents,
  spentCents,
  remainingCents: plannedCents - spentCents - openCents,
})

export const sumOf = (totals: readonly Totals[]): Totals =>
  totals.reduce(
    (a, b) =>
      totalsOf(
        a.plannedCents + b.plannedCents,
        a.committedCents + b.committedCents,
        a.openCents + b.openCents,
        a.spentCents + b.spentCents,
      ),
    totalsOf(0, 0, 0, 0),
  )

/** What is left of a commitment after the expenses that settle it: between nothing and all of it. */
export const openOf = (committedCents: number, settledCents: number): number =>
  Math.min(committedCents, Math.max(0, committedCents - settledCents))

/** Tax on a sum before tax, rounded half away from zero to the cent (CGI, annex II, art. 242 nonies A). */
export function taxOf(amountCents: number, vatRate: number): number {
  const basisPoints = Math.round(vatRate * 100)
  const cents = Math.floor((Math.abs(amountCents) * basisPoints + 5_000) / 10_000)
  return amountCents < 0 ? -cents : cents
}

/**
 * By how much an entry would overrun its line: 0 when it fits. An expense that settles a commitment only counts for
 * what exceeds what was still open of it.
 */
export function overrunIf(
  line: Totals,
  entry: { kind: EntryKind; amountCents: number },
  settledOpenCents = 0,
): number {
  const more =
    entry.kind === 'spent'
      ? entry.amountCents - Math.max(0, Math.min(settledOpenCents, entry.amountCents))
      : entry.amountCents
  return Math.max(0, more - line.remainingCents)
}

export type Health = 'empty' | 'fits' | 'tight' | 'overrun'
/** Tight: less than a tenth is left. */
export function healthOf(t: Totals): Health {
  if (t.remainingCents < 0) return 'overrun'
  if (t.plannedCents === 0) return 'empty'
  return t.remainingCents * 10 < t.plannedCents ? 'tight' : 'fits'
}

/**
 * Shares cents equally, so that the shares add up to the cent: the first ones carry what does not divide
 * (largest remainder, all remainders being equal).
 */
export function share(cents: number, among: number): number[] {
  if (among <= 0) return []
  const sign = cents < 0 ? -1 : 1
  const whole = Math.floor(Math.abs(cents) / among)
  const rest = Math.abs(cents) - whole * among
  return Array.from({ length: among }, (_, i) => sign * (whole + (i < rest ? 1 : 0)) || 0)
}

export type Costs = {
  byAction: Record<string, number> /** Spent on lines that no action uses. */
  elsewhereCents: number
  totalCents: number
}

/**
 * What each action cost: the expenses that name it, plus its equal share of the expenses of its line that name no action.
 * An expense that names an action that is no longer in the plan falls back on its line.
 */
export function costsOf(
  actions: readonly { id: string; lineId: string | null }[],
  expenses: readonly { lineId: string; actionId: string | null; cents: number }[],
): Costs {
  const byAction: Record<string, number> = Object.fromEntries(actions.map((a) => [a.id, 0]))
  const unnamed = new Map<string, number>()
  let totalCents = 0
  for (const e of expenses) {
    totalCents += e.cents
    if (e.actionId !== null && e.actionId in byAction) byAction[e.actionId]! += e.cents
    else unnamed.set(e.lineId, (unnamed.get(e.lineId) ?? 0) + e.cents)
  }
  let elsewhereCents = 0
  for (const [lineId, cents] of unnamed) {
    const served = actions.filter((a) => a.lineId === lineId)
    if (!served.length) elsewhereCents += cents
    for (const [i, part] of share(cents, served.length).entries()) byAction[served[i]!.id]! += part
  }
  return { byAction, elsewhereCents, totalCents }
}
