import { boolean, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { keptColumns } from '#platform/columns.ts'
import { noun } from '#platform/ledger.ts'
import type { Answers, IntoTask, Question, RequestState } from './model.ts'

const inProject = () => ({ ...keptColumns(), projectId: uuid('project_id').notNull() })
const itsProject = (row: { projectId: string }) => row.projectId

export const forms = pgTable('forms', {
  ...inProject(),
  name: text('name').notNull(),
  intro: text('intro').notNull().default(''),
  thanks: text('thanks').notNull().default(''),
  public: boolean('public').notNull().default(false),
  closedAt: timestamp('closed_at', { withTimezone: true }),
  questions: jsonb('questions').$type<Question[]>().notNull(),
  intoTask: jsonb('into_task').$type<IntoTask>().notNull().default({}),
  doorId: uuid('door_id'),
  linkNonce: text('link_nonce').notNull().default(''),
})
export const requests = pgTable('requests', {
  ...inProject(),
  formId: uuid('form_id').notNull(),
  taskId: uuid('task_id'),
  title: text('title').notNull(),
  requesterName: text('requester_name').notNull(),
  requesterEmail: text('requester_email').notNull().default(''),
  memberId: uuid('member_id'),
  locale: text('locale').$type<'fr' | 'en'>().notNull().default('fr'),
  answers: jsonb('answers').$type<Answers>().notNull(),
  state: text('state').$type<RequestState>().notNull().default('new'),
  answer: text('answer').notNull().default(''),
  doorId: uuid('door_id'),
})
export const requestWords = pgTable('request_words', {
  ...inProject(),
  requestId: uuid('request_id').notNull(),
  authorId: uuid('author_id'),
  authorName: text('author_name').notNull(),
  text: text('text').notNull(),
})

export const formNoun = noun({
  name: 'form',
  table: forms,
  label: (f) => f.name,
  project: itsProject,
  undoBy: 'conduct',
})
export const requestNoun = noun({
  name: 'request',
  table: requests,
  label: (r) => r.title,
  project: itsProject,
  undoBy: 'nobody',
})
export const requestWordNoun = noun({
  name: 'requestWord',
  table: requestWords,
  label: (w) => w.text.slice(0, 120),
  project: itsProject,
  shownOn: (w) => [{ topic: 'request', id: w.requestId }],
  undoBy: 'nobody',
})
export type FormRow = typeof forms.$inferSelect
export type RequestRow = typeof requests.$inferSelect
