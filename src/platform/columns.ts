import { integer, timestamp, uuid } from 'drizzle-orm/pg-core'

/** What every row kept by the ledger carries. */
export const keptColumns = () => ({
  id: uuid('id').primaryKey(),
  workspaceId: uuid('workspace_id').notNull(),
  version: integer('version').notNull(),
  createdBy: uuid('created_by'),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
  updatedAt: timestamp('updated_at', { withTimezone: true }).notNull(),
  deletedAt: timestamp('deleted_at', { withTimezone: true }),
})
