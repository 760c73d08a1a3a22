import { jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import { keptColumns } from '#platform/columns.ts'
import { noun } from '#platform/ledger.ts'
import type { TemplateBody, TemplateKind } from './model.ts'

export const templates = pgTable('templates', {
  ...keptColumns(),
  name: text('name').notNull(),
  description: text('description').notNull().default(''),
  kind: text('kind').$type<TemplateKind>().notNull(),
  body: jsonb('body').$type<TemplateBody>().notNull(),
})

export const templateNoun = noun({
  name: 'template',
  table: templates,
  label: (t) => t.name,
  project: () => null,
  undoBy: 'conduct',
})
export type TemplateRow = typeof templates.$inferSelect
