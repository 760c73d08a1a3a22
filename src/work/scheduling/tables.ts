import { date, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { keptColumns } from '#platform/columns.ts'
import { noun } from '#platform/ledger.ts'
import type { LagUnit, LinkKind } from './model.ts'

const inProject = () => ({ ...keptColumns(), projectId: uuid('project_id').notNull() })

export const taskLinks = pgTable('task_links', {
  ...inProject(),
  fromId: uuid('from_id').notNull(),
  toId: uuid('to_id').notNull(),
  kind: text('kind').$type<LinkKind>().notNull().default('fs'),
  lag: integer('lag').notNull().default(0),
  lagUnit: text('lag_unit').$type<LagUnit>().notNull().default('work'),
})

export const projectPlans = pgTable('project_plans', {
  ...inProject(),
  calendarId: uuid('calendar_id'),
  launchTaskId: uuid('launch_task_id'),
  statusOn: date('status_on'),
  criticalSlackMinutes: integer('critical_slack_minutes').notNull().default(0),
})

export const baselines = pgTable('baselines', {
  ...inProject(),
  name: text('name').notNull(),
  number: integer('number'),
  takenAt: timestamp('taken_at', { withTimezone: true }).notNull(),
})

const itsProject = (row: { projectId: string }) => row.projectId
const onItsPlan = (row: { projectId: string }) => [{ topic: 'plan', id: row.projectId }]

export const linkNoun = noun({
  name: 'taskLink',
  table: taskLinks,
  label: (l) => l.kind.toUpperCase(),
  project: itsProject,
  shownOn: (l) => [...onItsPlan(l), { topic: 'task', id: l.fromId }, { topic: 'task', id: l.toId }],
})
export const planNoun = noun({
  name: 'plan',
  table: projectPlans,
  label: () => 'plan',
  project: itsProject,
  undoBy: 'conduct',
})
export const baselineNoun = noun({
  name: 'baseline',
  table: baselines,
  label: (b) => b.name,
  project: itsProject,
  shownOn: onItsPlan,
  undoBy: 'conduct',
})
