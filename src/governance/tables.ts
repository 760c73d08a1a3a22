import { boolean, date, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { keptColumns } from '#platform/columns.ts'
import { noun } from '#platform/ledger.ts'
import type { ApprovalState, Decision, PlanSnapshot, SubjectNoun } from './model.ts'

export const approvals = pgTable('approvals', {
  ...keptColumns(),
  projectId: uuid('project_id').notNull(),
  subjectNoun: text('subject_noun').$type<SubjectNoun>().notNull(),
  subjectId: uuid('subject_id').notNull(),
  round: integer('round').notNull(),
  title: text('title').notNull(),
  message: text('message').notNull().default(''),
  snapshot: jsonb('snapshot').$type<PlanSnapshot>().notNull(),
  state: text('state').$type<ApprovalState>().notNull().default('pending'),
  dueOn: date('due_on'),
  decidedAt: timestamp('decided_at', { withTimezone: true }),
  reminds: boolean('reminds').notNull().default(true),
})

export const approvers = pgTable('approvers', {
  ...keptColumns(),
  projectId: uuid('project_id').notNull(),
  approvalId: uuid('approval_id').notNull(),
  memberId: uuid('member_id'),
  name: text('name').notNull(),
  email: text('email').notNull(),
  locale: text('locale').$type<'fr' | 'en'>().notNull().default('fr'),
  doorId: uuid('door_id'),
  linkNonce: text('link_nonce').notNull().default(''),
  decision: text('decision').$type<Decision>(),
  comment: text('comment').notNull().default(''),
  identifiedBy: text('identified_by').notNull().default(''),
  decidedAt: timestamp('decided_at', { withTimezone: true }),
  remindedOn: date('reminded_on'),
  reminders: integer('reminders').notNull().default(0),
})

/** What was submitted and decided stays on record: it is followed by another round, never taken back. */
export const approvalNoun = noun({
  name: 'approval',
  table: approvals,
  label: (a) => a.title,
  project: (a) => a.projectId,
  words: (a) => a.message,
  undoBy: 'nobody',
})
export const approverNoun = noun({
  name: 'approver',
  table: approvers,
  label: (a) => a.name,
  project: (a) => a.projectId,
  shownOn: (a) => [{ topic: 'approval', id: a.approvalId }],
  undoBy: 'nobody',
})
