import { doublePrecision, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { keptColumns } from '#platform/columns.ts'
import { noun } from '#platform/ledger.ts'
import type { FieldKind, FieldOption } from './model.ts'

export const customFields = pgTable('custom_fields', {
  ...keptColumns(),
  projectId: uuid('project_id'),
  name: text('name').notNull(),
  kind: text('kind').$type<FieldKind>().notNull(),
  options: jsonb('options').$type<FieldOption[]>().notNull().default([]),
  formula: text('formula').notNull().default(''),
  position: doublePrecision('position').notNull().default(0),
  archivedAt: timestamp('archived_at', { withTimezone: true }),
})

export const fieldNoun = noun({
  name: 'field',
  table: customFields,
  label: (f) => f.name,
  project: (f) => f.projectId,
  undoBy: 'conduct',
})
export type FieldRow = typeof customFields.$inferSelect
