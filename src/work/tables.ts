import {
  boolean,
  date,
  doublePrecision,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'
import { keptColumns } from '#platform/columns.ts'
import { noun } from '#platform/ledger.ts'
import type { Category, ConstraintKind, FieldValues, Kind, LabelColour, Mode } from './model.ts'
import type { Decision, Pin } from './proofing/model.ts'

const inProject = () => ({ ...keptColumns(), projectId: uuid('project_id').notNull() })
const onTask = () => ({ ...inProject(), taskId: uuid('task_id').notNull() })
const instant = (name: string) => timestamp(name, { withTimezone: true })

export const statuses = pgTable('statuses', {
  ...inProject(),
  name: text('name').notNull(),
  category: text('category').$type<Category>().notNull(),
  position: doublePrecision('position').notNull().default(0),
  wipLimit: integer('wip_limit'),
  archivedAt: instant('archived_at'),
})

export const labels = pgTable('labels', {
  ...inProject(),
  name: text('name').notNull(),
  colour: text('colour').$type<LabelColour>().notNull().default('green'),
})

export const tasks = pgTable('tasks', {
  ...inProject(),
  number: integer('number').notNull(),
  actionId: uuid('action_id'),
  parentId: uuid('parent_id'),
  statusId: uuid('status_id').notNull(),
  kind: text('kind').$type<Kind>().notNull().default('task'),
  title: text('title').notNull(),
  description: text('description').notNull().default(''),
  assigneeIds: uuid('assignee_ids').array().notNull().default([]),
  labelIds: uuid('label_ids').array().notNull().default([]),
  startsOn: date('starts_on'),
  dueOn: date('due_on'),
  estimateMinutes: integer('estimate_minutes'),
  importance: integer('importance').notNull().default(0),
  urgency: integer('urgency').notNull().default(0),
  position: doublePrecision('position').notNull().default(0),
  completedAt: instant('completed_at'),
  archivedAt: instant('archived_at'),
  mode: text('mode').$type<Mode>().notNull().default('manual'),
  startMinute: integer('start_minute'),
  dueMinute: integer('due_minute'),
  durationMinutes: integer('duration_minutes'),
  elapsed: boolean('elapsed').notNull().default(false),
  constraintKind: text('constraint_kind').$type<ConstraintKind>().notNull().default('asap'),
  constraintAt: text('constraint_at'),
  deadlineOn: date('deadline_on'),
  progress: integer('progress').notNull().default(0),
  actualStart: text('actual_start'),
  actualFinish: text('actual_finish'),
  calendarId: uuid('calendar_id'),
  ignoresPersonCalendar: boolean('ignores_person_calendar').notNull().default(false),
  followerIds: uuid('follower_ids').array().notNull().default([]),
  fields: jsonb('fields').$type<FieldValues>().notNull().default({}),
  recurrenceId: uuid('recurrence_id'),
  occurrenceOn: date('occurrence_on'),
  outline: doublePrecision('outline'),
})

export const checklists = pgTable('checklists', {
  ...onTask(),
  name: text('name').notNull(),
  position: doublePrecision('position').notNull().default(0),
})

export const checklistItems = pgTable('checklist_items', {
  ...onTask(),
  checklistId: uuid('checklist_id').notNull(),
  text: text('text').notNull(),
  done: boolean('done').notNull().default(false),
  position: doublePrecision('position').notNull().default(0),
})

export const comments = pgTable('comments', {
  ...onTask(),
  authorId: uuid('author_id'),
  authorName: text('author_name').notNull(),
  text: text('text').notNull(),
  mentionIds: uuid('mention_ids').array().notNull().default([]),
  writtenAt: instant('written_at').notNull(),
  parentId: uuid('parent_id'),
  editedAt: instant('edited_at'),
  resolvedAt: instant('resolved_at'),
  resolvedBy: uuid('resolved_by'),
  attachmentId: uuid('attachment_id'),
  pin: jsonb('pin').$type<Pin>(),
})

export const attachments = pgTable('attachments', {
  ...onTask(),
  fileId: uuid('file_id'),
  url: text('url'),
  name: text('name').notNull(),
})

export const attachmentVersions = pgTable('attachment_versions', {
  ...onTask(),
  attachmentId: uuid('attachment_id').notNull(),
  number: integer('number').notNull(),
  fileId: uuid('file_id'),
  name: text('name').notNull(),
  note: text('note').notNull().default(''),
  decision: text('decision').$type<Decision>(),
  decisionNote: text('decision_note').notNull().default(''),
  decidedBy: uuid('decided_by'),
  decidedAt: instant('decided_at'),
})

const onItsTask = (row: { taskId: string }) => [{ topic: 'task', id: row.taskId }]
const itsProject = (row: { projectId: string }) => row.projectId

export const statusNoun = noun({ name: 'status', table: statuses, label: (s) => s.name, project: itsProject })
export const labelNoun = noun({ name: 'label', table: labels, label: (l) => l.name, project: itsProject })
export const taskNoun = noun({
  name: 'task',
  table: tasks,
  label: (t) => t.title,
  project: itsProject,
  words: (t) => `#${t.number} ${t.description}`,
  along: [{ noun: 'task', by: 'parentId' }],
})
export const checklistNoun = noun({
  name: 'checklist',
  table: checklists,
  label: (c) => c.name,
  project: itsProject,
  shownOn: onItsTask,
})
export const checklistItemNoun = noun({
  name: 'checklistItem',
  table: checklistItems,
  label: (i) => i.text,
  project: itsProject,
  shownOn: onItsTask,
})
export const commentNoun = noun({
  name: 'comment',
  table: comments,
  label: (c) => (c.text.length > 120 ? `${c.text.slice(0, 119)}…` : c.text),
  project: itsProject,
  shownOn: onItsTask,
  along: [{ noun: 'comment', by: 'parentId' }],
})
export const attachmentNoun = noun({
  name: 'attachment',
  table: attachments,
  label: (a) => a.name,
  project: itsProject,
  shownOn: onItsTask,
})

export const attachmentVersionNoun = noun({
  name: 'attachmentVersion',
  table: attachmentVersions,
  label: (v) => `${v.name} (v${v.number})`,
  project: itsProject,
  shownOn: onItsTask,
  // A word given on a version, and the file people were shown, stay on record.
  undoBy: 'nobody',
})

export type TaskRow = typeof tasks.$inferSelect
export type StatusRow = typeof statuses.$inferSelect
