import { pgTable, uuid } from 'drizzle-orm/pg-core'
import { keptColumns } from '#platform/columns.ts'
import { noun } from '#platform/ledger.ts'

export const taskRelations = pgTable('task_relations', {
  ...keptColumns(),
  projectId: uuid('project_id').notNull(),
  fromId: uuid('from_id').notNull(),
  toId: uuid('to_id').notNull(),
})

export const relationNoun = noun({
  name: 'taskRelation',
  table: taskRelations,
  label: () => '↔',
  project: (r) => r.projectId,
  shownOn: (r) => [
    { topic: 'task', id: r.fromId },
    { topic: 'task', id: r.toId },
  ],
})
