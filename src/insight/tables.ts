import { date, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { keptColumns } from '#platform/columns.ts'
import { noun } from '#platform/ledger.ts'
import type { Texts } from './model.ts'

export const reviews = pgTable('reviews', {
  ...keptColumns(),
  projectId: uuid('project_id').notNull(),
  title: text('title').notNull(),
  fromOn: date('from_on').notNull(),
  toOn: date('to_on').notNull(),
  texts: jsonb('texts').$type<Texts>().notNull().default({}),
})

export const reviewNoun = noun({
  name: 'review',
  table: reviews,
  label: (r) => r.title,
  project: (r) => r.projectId,
  words: (r) => Object.values(r.texts).join(' '),
})
