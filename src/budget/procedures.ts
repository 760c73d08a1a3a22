import { z } from 'zod'
import { may } from '#platform/rpc.ts'
import { Day, Id, Version } from '#platform/tenancy/model.ts'
import {
  BudgetEntry,
  BudgetEntryDraft,
  BudgetLine,
  BudgetLineDraft,
  entryKinds,
  LineTotals,
  Totals,
} from './model.ts'
import { linesAsCsv } from './service/csv.ts'
import { addEntry, amendEntry, discardEntry, listEntries, restoreEntry } from './service/entries.ts'
import * as lines from './service.ts'

const done = { ok: true as const }
const Done = z.object({ ok: z.literal(true) })
const tags = ['budget']
const Entered = z.object({ entry: BudgetEntry, line: LineTotals, overrunCents: z.int() })

export const budgetProcedures = {
  budget: {
    lines: {
      list: may('see')
        .route({
          method: 'GET',
          path: '/projects/{projectId}/budget/lines',
          tags,
          summary: 'Budget lines of a project',
        })
        .input(z.object({ projectId: Id }))
        .output(z.array(BudgetLine))
        .handler(({ input, context }) => lines.listLines(context.scope, input.projectId)),
      get: may('see')
        .route({ method: 'GET', path: '/budget/lines/{id}', tags, summary: 'One budget line' })
        .input(z.object({ id: Id }))
        .output(BudgetLine)
        .handler(({ input, context }) => lines.getLine(context.scope, input.id)),
      totals: may('see')
        .route({
          method: 'GET',
          path: '/projects/{projectId}/budget/totals',
          tags,
          summary: 'Planned, committed, spent and remaining, by line and in all',
        })
        .input(z.object({ projectId: Id, from: Day.optional(), to: Day.optional() }))
        .output(z.object({ lines: z.array(LineTotals), total: Totals }))
        .handler(({ input: { projectId, from, to }, context }) =>
          lines.budgetTotals(context.scope, projectId, from && to ? { from, to } : undefined),
        ),
      create: may('conduct')
        .meta({ creates: true })
        .route({
          method: 'POST',
          path: '/projects/{projectId}/budget/lines',
          successStatus: 201,
          tags,
          summary: 'Add a budget line',
        })
        .input(BudgetLineDraft.extend({ projectId: Id }))
        .output(BudgetLine)
        .handler(({ input: { projectId, ...draft }, context }) =>
          lines.createLine(context.scope, projectId, draft),
        ),
      amend: may('conduct')
        .route({ method: 'PATCH', path: '/budget/lines/{id}', tags, summary: 'Change a budget line' })
        .input(BudgetLineDraft.partial().extend({ id: Id, version: Version.optional() }))
        .output(BudgetLine)
        .handler(({ input: { id, version, ...patch }, context }) =>
          lines.amendLine(context.scope, id, patch, version),
        ),
      discard: may('conduct')
        .route({
          method: 'DELETE',
          path: '/budget/lines/{id}',
          tags,
          summary: 'Bin a budget line and its entries',
        })
        .input(z.object({ id: Id, version: Version.optional() }))
        .output(Done)
        .handler(({ input, context }) =>
          lines.discardLine(context.scope, input.id, input.version).then(() => done),
        ),
      restore: may('conduct')
        .route({
          method: 'POST',
          path: '/budget/lines/{id}/restore',
          tags,
          summary: 'Take a budget line out of the bin',
        })
        .input(z.object({ id: Id }))
        .output(BudgetLine)
        .handler(({ input, context }) => lines.restoreLine(context.scope, input.id)),
      csv: may('see')
        .route({
          method: 'GET',
          path: '/projects/{projectId}/budget/csv',
          tags,
          summary: 'The lines and their totals as CSV text',
        })
        .input(z.object({ projectId: Id }))
        .output(z.object({ csv: z.string() }))
        .handler(async ({ input, context }) => ({ csv: await linesAsCsv(context.scope, input.projectId) })),
    },
    entries: {
      list: may('see')
        .route({
          method: 'GET',
          path: '/projects/{projectId}/budget/entries',
          tags,
          summary: 'Commitments and expenses, newest first',
        })
        .input(
          z.object({
            projectId: Id,
            lineId: Id.optional(),
            actionId: Id.optional(),
            kind: z.enum(entryKinds).optional(),
            cursor: Id.optional(),
            limit: z.int().min(1).max(200).default(100),
          }),
        )
        .output(z.object({ items: z.array(BudgetEntry), next: Id.nullable() }))
        .handler(({ input, context }) => listEntries(context.scope, input)),
      add: may('conduct')
        .meta({ creates: true })
        .route({
          method: 'POST',
          path: '/budget/lines/{lineId}/entries',
          successStatus: 201,
          tags,
          summary: 'Add a commitment or an expense; says when it overruns the line',
        })
        .input(BudgetEntryDraft.extend({ lineId: Id }))
        .output(Entered)
        .handler(({ input: { lineId, ...draft }, context }) => addEntry(context.scope, lineId, draft)),
      amend: may('conduct')
        .route({
          method: 'PATCH',
          path: '/budget/entries/{id}',
          tags,
          summary: 'Change a commitment or an expense',
        })
        .input(BudgetEntryDraft.partial().extend({ id: Id, version: Version.optional() }))
        .output(Entered)
        .handler(({ input: { id, version, ...patch }, context }) =>
          amendEntry(context.scope, id, patch, version),
        ),
      discard: may('conduct')
        .route({
          method: 'DELETE',
          path: '/budget/entries/{id}',
          tags,
          summary: 'Bin a commitment or an expense',
        })
        .input(z.object({ id: Id, version: Version.optional() }))
        .output(Done)
        .handler(({ input, context }) =>
          discardEntry(context.scope, input.id, input.version).then(() => done),
        ),
      restore: may('conduct')
        .route({
          method: 'POST',
          path: '/budget/entries/{id}/restore',
          tags,
          summary: 'Take a commitment or an expense out of the bin',
        })
        .input(z.object({ id: Id }))
        .output(Entered)
        .handler(({ input, context }) => restoreEntry(context.scope, input.id)),
    },
  },
}
