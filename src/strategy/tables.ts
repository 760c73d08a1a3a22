import { date, doublePrecision, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { keptColumns } from '#platform/columns.ts'
import { noun } from '#platform/ledger.ts'
import { briefParts, type CaptureRule, type Channel, type Status } from './model.ts'

export const briefs = pgTable('briefs', {
  ...keptColumns(),
  projectId: uuid('project_id').notNull(),
  context: text('context').notNull().default(''),
  audience: text('audience').notNull().default(''),
  message: text('message').notNull().default(''),
  deliverables: text('deliverables').notNull().default(''),
  constraints: text('constraints').notNull().default(''),
  success: text('success').notNull().default(''),
})

export const objectives = pgTable('objectives', {
  ...keptColumns(),
  projectId: uuid('project_id').notNull(),
  title: text('title').notNull(),
  why: text('why').notNull().default(''),
  metric: text('metric').notNull().default(''),
  handName: text('hand_name').notNull().default(''),
  handUnit: text('hand_unit').notNull().default(''),
  goalId: uuid('goal_id'),
  baseline: doublePrecision('baseline'),
  target: doublePrecision('target'),
  startsOn: date('starts_on'),
  dueOn: date('due_on'),
  ownerId: uuid('owner_id'),
  achievable: text('achievable').notNull().default(''),
  relevant: text('relevant').notNull().default(''),
  position: doublePrecision('position').notNull().default(0),
})

export const checkIns = pgTable('check_ins', {
  ...keptColumns(),
  projectId: uuid('project_id').notNull(),
  objectiveId: uuid('objective_id').notNull(),
  value: doublePrecision('value').notNull(),
  note: text('note').notNull().default(''),
  readOn: date('read_on').notNull(),
})

export const actions = pgTable('actions', {
  ...keptColumns(),
  projectId: uuid('project_id').notNull(),
  code: text('code').notNull(),
  title: text('title').notNull(),
  description: text('description').notNull().default(''),
  channel: text('channel').$type<Channel>().notNull().default('other'),
  persona: text('persona').notNull().default(''),
  status: text('status').$type<Status>().notNull().default('planned'),
  startsOn: date('starts_on'),
  endsOn: date('ends_on'),
  ownerId: uuid('owner_id'),
  objectiveId: uuid('objective_id'),
  budgetLineId: uuid('budget_line_id'),
  captures: jsonb('captures').$type<CaptureRule>(),
  position: doublePrecision('position').notNull().default(0),
})

export const briefNoun = noun({
  name: 'brief',
  table: briefs,
  label: () => 'Brief',
  project: (b) => b.projectId,
  words: (b) => briefParts.map((part) => b[part]).join('\n'),
})
export const objectiveNoun = noun({
  name: 'objective',
  table: objectives,
  label: (o) => o.title,
  project: (o) => o.projectId,
  words: (o) => [o.why, o.relevant, o.achievable, o.handName].join('\n'),
  undoBy: 'conduct',
})
export const checkInNoun = noun({
  name: 'checkIn',
  table: checkIns,
  label: (c) => `${c.readOn} : ${c.value}`,
  project: (c) => c.projectId,
  shownOn: (c) => [{ topic: 'objective', id: c.objectiveId }],
})
export const actionNoun = noun({
  name: 'action',
  table: actions,
  label: (a) => a.title,
  project: (a) => a.projectId,
  words: (a) => [a.code, a.description, a.persona].join('\n'),
  undoBy: 'conduct',
})
