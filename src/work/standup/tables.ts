import { integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { keptColumns } from '#platform/columns.ts'
import { noun } from '#platform/ledger.ts'

export const standups = pgTable('standups', {
  ...keptColumns(),
  projectId: uuid('project_id'),
  name: text('name').notNull(),
  memberIds: uuid('member_ids').array().notNull().default([]),
  weekdays: integer('weekdays').array().notNull().default([0, 1, 2, 3, 4]),
  askMinute: integer('ask_minute').notNull().default(555),
  hours: jsonb('hours').$type<Record<string, number>>().notNull().default({}),
  digestMinute: integer('digest_minute').default(660),
  secondsEach: integer('seconds_each').notNull().default(120),
  nextAt: timestamp('next_at', { withTimezone: true }),
})

export const standupNoun = noun({
  name: 'standup',
  table: standups,
  label: (s) => s.name,
  project: (s) => s.projectId,
  undoBy: 'conduct',
})
