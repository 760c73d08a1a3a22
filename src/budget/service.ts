import { and, asc, eq, isNull } from 'drizzle-orm'
import { invalid } from '#platform/errors.ts'
import { amend, create, discard, get, restore } from '#platform/ledger.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { organisationNoun, organisations, projectNoun } from '#platform/tenancy/tables.ts'
import {
  type BudgetLine,
  type BudgetLineDraft,
  type Costs,
  costsOf,
  type LineTotals,
  type Period,
  sumOf,
  type Totals,
  totalsOf,
} from './model.ts'
import { budgetLineNoun, budgetLines } from './tables.ts'

type LineRow = typeof budgetLines.$inferSelect

const shown = (l: LineRow, supplierName: string | null): BudgetLine => ({
  id: l.id,
  projectId: l.projectId,
  label: l.label,
  category: l.category,
  channel: l.channel,
  supplierId: l.supplierId,
  supplierName,
  plannedCents: l.plannedCents,
  currency: l.currency,
  startsOn: l.startsOn,
  endsOn: l.endsOn,
  notes: l.notes,
  version: l.version,
})

export async function listLines(scope: Scope, projectId: string): Promise<BudgetLine[]> {
  demand(scope, 'see', projectId)
  const rows = await scope.db
    .select({ l: budgetLines, supplier: organisations.name })
    .from(budgetLines)
    .leftJoin(organisations, eq(organisations.id, budgetLines.supplierId))
    .where(and(eq(budgetLines.projectId, projectId), isNull(budgetLines.deletedAt)))
    .orderBy(asc(budgetLines.position), asc(budgetLines.createdAt), asc(budgetLines.id))
  return rows.map((r) => shown(r.l, r.supplier))
}

export async function getLine(scope: Scope, id: string): Promise<BudgetLine> {
  const line = await get(scope, budgetLineNoun, id)
  demand(scope, 'see', line.projectId)
  const supplier = line.supplierId
    ? await get(scope, organisationNoun, line.supplierId, { removed: true })
    : null
  return shown(line, supplier?.name ?? null)
}

/** @throws NOT_FOUND for a supplier of another workspace: a foreign key alone would let it through. */
export const knownSupplier = async (scope: Scope, id: string | null | undefined) =>
  void (id && (await get(scope, organisationNoun, id)))

const datesInOrder = (startsOn?: string | null, endsOn?: string | null) => {
  if (startsOn && endsOn && endsOn < startsOn)
    throw invalid({
      fr: 'La fin tombe avant le début : corrigez l’une des deux dates.',
      en: 'The end falls before the start: correct one of the two dates.',
    })
}

export async function createLine(
  scope: Scope,
  projectId: string,
  draft: BudgetLineDraft,
): Promise<BudgetLine> {
  demand(scope, 'conduct', projectId)
  await get(scope, projectNoun, projectId)
  await knownSupplier(scope, draft.supplierId)
  datesInOrder(draft.startsOn, draft.endsOn)
  const { rows } = await scope.sql<{ last: number }>(
    'select coalesce(max(position), 0) as last from budget_lines where project_id = $1',
    [projectId],
  )
  const line = await create(scope, budgetLineNoun, {
    ...draft,
    projectId,
    currency: scope.workspace.currency,
    position: (rows[0]?.last ?? 0) + 1,
  })
  return getLine(scope, line.id)
}

export async function amendLine(
  scope: Scope,
  id: string,
  patch: Partial<BudgetLineDraft>,
  version?: number,
): Promise<BudgetLine> {
  const line = await get(scope, budgetLineNoun, id)
  demand(scope, 'conduct', line.projectId)
  await knownSupplier(scope, patch.supplierId)
  datesInOrder(
    patch.startsOn === undefined ? line.startsOn : patch.startsOn,
    patch.endsOn === undefined ? line.endsOn : patch.endsOn,
  )
  await amend(scope, budgetLineNoun, id, patch, version)
  return getLine(scope, id)
}

/** Its entries leave the sums with it, and come back with it. */
export async function discardLine(scope: Scope, id: string, version?: number): Promise<void> {
  demand(scope, 'conduct', (await get(scope, budgetLineNoun, id)).projectId)
  await discard(scope, budgetLineNoun, id, version)
}

export async function restoreLine(scope: Scope, id: string): Promise<BudgetLine> {
  demand(scope, 'conduct', (await get(scope, budgetLineNoun, id, { removed: true })).projectId)
  await restore(scope, budgetLineNoun, id)
  return getLine(scope, id)
}

/** Planned, committed and spent of each line; with a period, only what is dated in it. What is planned has no date. */
export async function lineTotals(scope: Scope, projectId: string, period?: Period): Promise<LineTotals[]> {
  demand(scope, 'see', projectId)
  const { rows } = await scope.sql<{
    lineId: string
    planned: number
    committed: number
    spent: number
    open: number
  }>(
    `with settled as (
       select settles_id as id, sum(amount_cents) as cents from budget_entries
       where project_id = $1 and deleted_at is null and kind = 'spent' and settles_id is not null and ($3::date is null or dated_on <= $3) group by 1
     ), entries as (
       select e.line_id, e.kind, e.amount_cents, greatest(0, least(e.amount_cents, e.amount_cents - coalesce(s.cents, 0))) as open
       from budget_entries e left join settled s on s.id = e.id
       where e.project_id = $1 and e.deleted_at is null and ($2::date is null or e.dated_on >= $2) and ($3::date is null or e.dated_on <= $3)
     )
     select l.id as "lineId", l.planned_cents as planned,
       coalesce(sum(e.amount_cents) filter (where e.kind = 'committed'), 0)::bigint as committed,
       coalesce(sum(e.open) filter (where e.kind = 'committed'), 0)::bigint as open,
       coalesce(sum(e.amount_cents) filter (where e.kind = 'spent'), 0)::bigint as spent
     from budget_lines l left join entries e on e.line_id = l.id
     where l.project_id = $1 and l.deleted_at is null group by l.id, l.planned_cents, l.position, l.created_at order by l.position, l.created_at, l.id`,
    [projectId, period?.from ?? null, period?.to ?? null],
  )
  return rows.map((r) => ({ lineId: r.lineId, ...totalsOf(r.planned, r.committed, r.open, r.spent) }))
}

/** The sum of the lines, to the cent. */
export const projectTotals = async (scope: Scope, projectId: string, period?: Period): Promise<Totals> =>
  sumOf(await lineTotals(scope, projectId, period))

export async function budgetTotals(
  scope: Scope,
  projectId: string,
  period?: Period,
): Promise<{ lines: LineTotals[]; total: Totals }> {
  const lines = await lineTotals(scope, projectId, period)
  return { lines, total: sumOf(lines) }
}

/**
 * What each action cost: expenses (before tax) that name it, plus its equal share of those of its line that name none.
 * With a period, only expenses dated in it.
 */
export async function costs(
  scope: Scope,
  projectId: string,
  actions: readonly { id: string; lineId: string | null }[],
  period?: Period,
): Promise<Costs> {
  demand(scope, 'see', projectId)
  const { rows } = await scope.sql<{ lineId: string; actionId: string | null; cents: number }>(
    `select e.line_id as "lineId", e.action_id as "actionId", sum(e.amount_cents)::bigint as cents
     from budget_entries e join budget_lines l on l.id = e.line_id
     where e.project_id = $1 and e.kind = 'spent' and e.deleted_at is null and l.deleted_at is null
       and ($2::date is null or e.dated_on >= $2) and ($3::date is null or e.dated_on <= $3)
     group by 1, 2 order by 1, 2`,
    [projectId, period?.from ?? null, period?.to ?? null],
  )
  return costsOf(actions, rows)
}
