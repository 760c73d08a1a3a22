import { bigint, date, doublePrecision, numeric, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { keptColumns } from '#platform/columns.ts'
import { noun } from '#platform/ledger.ts'
import type { EntryKind } from './model.ts'

export const budgetLines = pgTable('budget_lines', {
  ...keptColumns(),
  projectId: uuid('project_id').notNull(),
  label: text('label').notNull(),
  category: text('category').notNull().default(''),
  channel: text('channel').notNull().default(''),
  supplierId: uuid('supplier_id'),
  plannedCents: bigint('planned_cents', { mode: 'number' }).notNull().default(0),
  currency: text('currency').notNull().default('EUR'),
  startsOn: date('starts_on'),
  endsOn: date('ends_on'),
  notes: text('notes').notNull().default(''),
  position: doublePrecision('position').notNull().default(0),
})

export const budgetEntries = pgTable('budget_entries', {
  ...keptColumns(),
  projectId: uuid('project_id').notNull(),
  lineId: uuid('line_id').notNull(),
  actionId: uuid('action_id'),
  kind: text('kind').$type<EntryKind>().notNull(),
  label: text('label').notNull().default(''),
  amountCents: bigint('amount_cents', { mode: 'number' }).notNull(),
  vatRate: numeric('vat_rate', { precision: 5, scale: 2, mode: 'number' }).notNull().default(20),
  supplierId: uuid('supplier_id'),
  reference: text('reference').notNull().default(''),
  datedOn: date('dated_on').notNull(),
  settlesId: uuid('settles_id'),
})

export const budgetLineNoun = noun({
  name: 'budgetLine',
  table: budgetLines,
  label: (l) => l.label,
  project: (l) => l.projectId,
  words: (l) => [l.category, l.notes].join(' '),
  undoBy: 'conduct',
})
export const budgetEntryNoun = noun({
  name: 'budgetEntry',
  table: budgetEntries,
  label: (e) => e.label || e.reference || '–',
  project: (e) => e.projectId,
  words: (e) => e.reference,
  shownOn: (e) => [{ topic: 'budgetLine', id: e.lineId }],
  undoBy: 'conduct',
})
