import { and, desc, eq, isNull, lt, or } from 'drizzle-orm'
import { invalid, notFound } from '#platform/errors.ts'
import { announce } from '#platform/facts.ts'
import { amend, create, discard, find, get, onUndo, restore } from '#platform/ledger.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { organisations } from '#platform/tenancy/tables.ts'
import { budgetCommitted, budgetSpent } from '../facts.ts'
import {
  type BudgetEntry,
  type BudgetEntryDraft,
  type EntryKind,
  type LineTotals,
  openOf,
  taxOf,
} from '../model.ts'
import { knownSupplier, lineTotals } from '../service.ts'
import { budgetEntries, budgetEntryNoun, budgetLineNoun } from '../tables.ts'

type EntryRow = typeof budgetEntries.$inferSelect

/** What an entry did to its line: by how much the line is now overrun, 0 when it fits. */
export type Entered = { entry: BudgetEntry; line: LineTotals; overrunCents: number }

export type EntryFilter = {
  projectId: string
  lineId?: string
  actionId?: string
  kind?: EntryKind
  cursor?: string
  limit?: number
}

const shown = (e: EntryRow, supplierName: string | null, settledCents: number): BudgetEntry => ({
  id: e.id,
  projectId: e.projectId,
  lineId: e.lineId,
  actionId: e.actionId,
  kind: e.kind,
  label: e.label,
  amountCents: e.amountCents,
  vatRate: e.vatRate,
  taxCents: taxOf(e.amountCents, e.vatRate),
  supplierId: e.supplierId,
  supplierName,
  reference: e.reference,
  datedOn: e.datedOn,
  settlesId: e.settlesId,
  openCents: e.kind === 'committed' ? openOf(e.amountCents, settledCents) : 0,
  version: e.version,
})

/** Newest first. `next` is the cursor of the page that follows. Entries of a binned line are not listed. */
export async function listEntries(
  scope: Scope,
  q: EntryFilter,
): Promise<{ items: BudgetEntry[]; next: string | null }> {
  demand(scope, 'see', q.projectId)
  const limit = q.limit ?? 100
  const after = q.cursor ? await find(scope, budgetEntryNoun, q.cursor, { removed: true }) : undefined
  const rows = await scope.db
    .select({ e: budgetEntries, supplier: organisations.name })
    .from(budgetEntries)
    .innerJoin(
      budgetLineNoun.table,
      and(eq(budgetLineNoun.table.id, budgetEntries.lineId), isNull(budgetLineNoun.table.deletedAt)),
    )
    .leftJoin(organisations, eq(organisations.id, budgetEntries.supplierId))
    .where(
      and(
        eq(budgetEntries.projectId, q.projectId),
        isNull(budgetEntries.deletedAt),
        q.lineId ? eq(budgetEntries.lineId, q.lineId) : undefined,
        q.actionId ? eq(budgetEntries.actionId, q.actionId) : undefined,
        q.kind ? eq(budgetEntries.kind, q.kind) : undefined,
        after
          ? or(
              lt(budgetEntries.datedOn, after.datedOn),
              and(eq(budgetEntries.datedOn, after.datedOn), lt(budgetEntries.id, after.id)),
            )
          : undefined,
      ),
    )
    .orderBy(desc(budgetEntries.datedOn), desc(budgetEntries.id))
    .limit(limit + 1)
  const settled = await settledBy(scope, q.projectId)
  const items = rows.slice(0, limit).map((r) => shown(r.e, r.supplier, settled.get(r.e.id) ?? 0))
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

async function settledBy(scope: Scope, projectId: string): Promise<Map<string, number>> {
  const { rows } = await scope.sql<{ id: string; cents: number }>(
    "select settles_id as id, sum(amount_cents)::bigint as cents from budget_entries where project_id = $1 and kind = 'spent' and deleted_at is null and settles_id is not null group by 1",
    [projectId],
  )
  return new Map(rows.map((r) => [r.id, r.cents]))
}

export async function getEntry(scope: Scope, id: string): Promise<BudgetEntry> {
  const e = await get(scope, budgetEntryNoun, id)
  demand(scope, 'see', e.projectId)
  const supplier = e.supplierId
    ? await scope.db
        .select({ name: organisations.name })
        .from(organisations)
        .where(eq(organisations.id, e.supplierId))
    : []
  return shown(e, supplier[0]?.name ?? null, (await settledBy(scope, e.projectId)).get(id) ?? 0)
}

/** What an entry points at is of its own project, and says the same thing twice nowhere. */
async function coherent(
  scope: Scope,
  e: {
    projectId: string
    lineId: string
    kind: string
    amountCents: number
    actionId?: string | null
    supplierId?: string | null
    settlesId?: string | null
  },
): Promise<void> {
  await knownSupplier(scope, e.supplierId)
  if (e.kind === 'committed' && e.amountCents <= 0)
    throw invalid({
      fr: 'Un engagement est d’un montant positif.',
      en: 'A commitment is of a positive amount.',
    })
  if (e.amountCents === 0) throw invalid({ fr: 'Indiquez un montant.', en: 'Give an amount.' })
  if (e.actionId) {
    const { rowCount } = await scope.sql(
      'select from actions where id = $1 and project_id = $2 and deleted_at is null',
      [e.actionId, e.projectId],
    )
    if (!rowCount) throw notFound('action')
  }
  if (e.settlesId) {
    if (e.kind !== 'spent')
      throw invalid({
        fr: 'Seule une dépense solde un engagement.',
        en: 'Only an expense settles a commitment.',
      })
    const commitment = await get(scope, budgetEntryNoun, e.settlesId)
    if (commitment.kind !== 'committed' || commitment.lineId !== e.lineId)
      throw invalid({
        fr: 'Une dépense solde un engagement de la même ligne.',
        en: 'An expense settles a commitment of the same line.',
      })
  }
}

async function say(scope: Scope, e: EntryRow, amountCents: number, correction: boolean): Promise<void> {
  if (amountCents === 0) return
  await announce(
    scope,
    e.kind === 'committed' ? budgetCommitted : budgetSpent,
    { project: e.projectId, budgetLine: e.lineId, action: e.actionId },
    { entryId: e.id, label: e.label, correction },
    { amountCents, name: e.label },
  )
}

async function entered(scope: Scope, id: string): Promise<Entered> {
  const entry = await getEntry(scope, id)
  const line = (await lineTotals(scope, entry.projectId)).find((l) => l.lineId === entry.lineId)
  if (!line) throw notFound('budgetLine')
  return { entry, line, overrunCents: Math.max(0, -line.remainingCents) }
}

/** Adds a commitment or an expense. One that overruns the line is taken, and says by how much. */
export async function addEntry(scope: Scope, lineId: string, draft: BudgetEntryDraft): Promise<Entered> {
  const line = await get(scope, budgetLineNoun, lineId)
  demand(scope, 'conduct', line.projectId)
  const values = { ...draft, lineId, projectId: line.projectId }
  await coherent(scope, values)
  const row = await create(scope, budgetEntryNoun, values)
  await say(scope, row, row.amountCents, false)
  return entered(scope, row.id)
}

export async function amendEntry(
  scope: Scope,
  id: string,
  patch: Partial<BudgetEntryDraft>,
  version?: number,
): Promise<Entered> {
  const before = await get(scope, budgetEntryNoun, id)
  demand(scope, 'conduct', before.projectId)
  if (patch.kind && patch.kind !== before.kind)
    throw invalid({
      fr: 'Un engagement ne devient pas une dépense : ajoutez la dépense qui le solde.',
      en: 'A commitment does not become an expense: add the expense that settles it.',
    })
  await coherent(scope, { ...before, ...patch })
  const after = await amend(scope, budgetEntryNoun, id, patch, version)
  if (after.actionId === before.actionId)
    await say(scope, after, after.amountCents - before.amountCents, true)
  else {
    await say(scope, before, -before.amountCents, true)
    await say(scope, after, after.amountCents, true)
  }
  return entered(scope, id)
}

/** A change taken back corrects what was announced. */
onUndo(budgetEntryNoun, async (scope, before, after) => {
  const counted = (e: EntryRow) => (e.deletedAt ? 0 : e.amountCents)
  if (before.actionId === after.actionId) return say(scope, after, counted(after) - counted(before), true)
  await say(scope, before, -counted(before), true)
  await say(scope, after, counted(after), true)
})

export async function discardEntry(scope: Scope, id: string, version?: number): Promise<void> {
  const entry = await get(scope, budgetEntryNoun, id)
  demand(scope, 'conduct', entry.projectId)
  await discard(scope, budgetEntryNoun, id, version)
  await say(scope, entry, -entry.amountCents, true)
}

export async function restoreEntry(scope: Scope, id: string): Promise<Entered> {
  const before = await get(scope, budgetEntryNoun, id, { removed: true })
  demand(scope, 'conduct', before.projectId)
  const entry = await restore(scope, budgetEntryNoun, id)
  if (before.deletedAt) await say(scope, entry, entry.amountCents, true)
  return entered(scope, id)
}
