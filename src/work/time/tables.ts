import { boolean, date, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { keptColumns } from '#platform/columns.ts'
import { noun } from '#platform/ledger.ts'

export const timeEntries = pgTable('time_entries', {
  ...keptColumns(),
  projectId: uuid('project_id').notNull(),
  taskId: uuid('task_id'),
  memberId: uuid('member_id').notNull(),
  workedOn: date('worked_on').notNull(),
  minutes: integer('minutes').notNull(),
  note: text('note').notNull().default(''),
  billable: boolean('billable').notNull().default(true),
  source: text('source').$type<'typed' | 'timer' | 'import'>().notNull().default('typed'),
  loggedAt: timestamp('logged_at', { withTimezone: true }).notNull(),
})

export const timers = pgTable('timers', {
  id: uuid('id').primaryKey(),
  memberId: uuid('member_id').notNull(),
})

const said = (minutes: number) =>
  minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h${minutes % 60 ? ` ${minutes % 60}` : ''}`

export const timeNoun = noun({
  name: 'timeEntry',
  table: timeEntries,
  label: (e) => `${said(e.minutes)}${e.note ? ` · ${e.note}` : ''}`.slice(0, 120),
  project: (e) => e.projectId,
  shownOn: (e) => (e.taskId ? [{ topic: 'task', id: e.taskId }] : []),
  // One’s own time is taken back from one’s own sheet; another’s by who conducts.
  undoBy: 'conduct',
})
