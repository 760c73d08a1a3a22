import { boolean, doublePrecision, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { keptColumns } from '#platform/columns.ts'
import { noun } from '#platform/ledger.ts'
import type { ViewKind, ViewSpec } from './model.ts'

export const savedViews = pgTable('saved_views', {
  ...keptColumns(),
  projectId: uuid('project_id'),
  name: text('name').notNull(),
  kind: text('kind').$type<ViewKind>().notNull(),
  memberId: uuid('member_id'),
  isDefault: boolean('is_default').notNull().default(false),
  position: doublePrecision('position').notNull().default(0),
  spec: jsonb('spec').$type<ViewSpec>().notNull(),
})

export const viewLinks = pgTable('view_links', {
  id: uuid('id').primaryKey(),
  workspaceId: uuid('workspace_id').notNull(),
  projectId: uuid('project_id').notNull(),
  viewId: uuid('view_id').notNull(),
  doorId: uuid('door_id').notNull(),
  password: text('password'),
  hidden: text('hidden').array().notNull().default([]),
  memberId: uuid('member_id'),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
})

export const portfolioViewLinks = pgTable('portfolio_view_links', {
  id: uuid('id').primaryKey(),
  workspaceId: uuid('workspace_id').notNull(),
  viewId: uuid('view_id').notNull(),
  doorId: uuid('door_id').notNull(),
  memberId: uuid('member_id').notNull(),
  ofProjectIds: uuid('of_project_ids').array().notNull(),
  password: text('password'),
  hidden: text('hidden').array().notNull().default([]),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
})

export const viewNoun = noun({
  name: 'view',
  table: savedViews,
  label: (v) => v.name,
  project: (v) => v.projectId,
})
export type SavedViewRow = typeof savedViews.$inferSelect
