import { bigint, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { keptColumns } from '../columns.ts'
import { noun } from '../ledger.ts'

export const files = pgTable('files', {
  ...keptColumns(),
  projectId: uuid('project_id'),
  noun: text('noun').notNull().default(''),
  rowId: uuid('row_id'),
  name: text('name').notNull(),
  mediaType: text('media_type').notNull(),
  size: bigint('size', { mode: 'number' }).notNull(),
  sha256: text('sha256').notNull(),
  storageKey: text('storage_key').notNull(),
  thumbnailKey: text('thumbnail_key'),
  width: integer('width'),
  height: integer('height'),
})

export const fileNoun = noun({
  name: 'file',
  table: files,
  label: (f) => f.name,
  project: (f) => f.projectId,
  words: (f) => f.name.replace(/[._-]+/g, ' '),
  shownOn: (f) => (f.noun && f.rowId ? [{ topic: f.noun, id: f.rowId }] : []),
})
