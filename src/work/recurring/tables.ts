import { date, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { keptColumns } from '#platform/columns.ts'
import { noun } from '#platform/ledger.ts'
import type { Pattern, Shift } from './model.ts'

export const recurrences = pgTable('recurrences', {
  ...keptColumns(),
  projectId: uuid('project_id').notNull(),
  title: text('title').notNull(),
  rule: text('rule'),
  afterDays: integer('after_days'),
  startsOn: date('starts_on').notNull(),
  shift: text('shift').$type<Shift>().notNull().default('after'),
  aheadDays: integer('ahead_days').notNull().default(14),
  pattern: jsonb('pattern').$type<Pattern>().notNull(),
  madeUntil: date('made_until'),
  lastTaskId: uuid('last_task_id'),
  pausedAt: timestamp('paused_at', { withTimezone: true }),
})

export const recurrenceNoun = noun({
  name: 'recurrence',
  table: recurrences,
  label: (r) => r.title,
  project: (r) => r.projectId,
})
export type RecurrenceRow = typeof recurrences.$inferSelect
