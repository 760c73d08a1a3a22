import { bigint, boolean, customType, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { keptColumns } from '#platform/columns.ts'
import { noun } from '#platform/ledger.ts'

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

export const sites = pgTable('sites', {
  ...keptColumns(),
  projectId: uuid('project_id').notNull(),
  host: text('host').notNull(),
  name: text('name').notNull().default(''),
  siteKey: text('site_key').notNull(),
  timezone: text('timezone').notNull(),
})

export const goals = pgTable('goals', {
  ...keptColumns(),
  projectId: uuid('project_id').notNull(),
  siteId: uuid('site_id').notNull(),
  name: text('name').notNull(),
  kind: text('kind').$type<'page' | 'event'>().notNull(),
  pattern: text('pattern').notNull(),
  valueCents: bigint('value_cents', { mode: 'number' }).notNull().default(0),
  valueFromEvent: boolean('value_from_event').notNull().default(false),
  oncePerVisit: boolean('once_per_visit').notNull().default(true),
})

export const links = pgTable('links', {
  ...keptColumns(),
  projectId: uuid('project_id').notNull(),
  actionId: uuid('action_id'),
  objectiveId: uuid('objective_id'),
  budgetLineId: uuid('budget_line_id'),
  code: text('code').notNull(),
  targetUrl: text('target_url').notNull(),
  utmSource: text('utm_source').notNull(),
  utmMedium: text('utm_medium').notNull(),
  utmCampaign: text('utm_campaign').notNull(),
  utmContent: text('utm_content').notNull().default(''),
  utmTerm: text('utm_term').notNull().default(''),
  placement: text('placement').notNull().default(''),
})

export const weblogImports = pgTable('weblog_imports', {
  id: uuid('id').primaryKey(),
  workspaceId: uuid('workspace_id').notNull(),
  projectId: uuid('project_id').notNull(),
  siteId: uuid('site_id').notNull(),
  fileName: text('file_name').notNull(),
  sha256: bytea('sha256').notNull(),
  lines: bigint('lines', { mode: 'number' }).notNull().default(0),
  imported: bigint('imported', { mode: 'number' }).notNull().default(0),
  report: jsonb('report').notNull().default({}),
  jobId: uuid('job_id'),
  finishedAt: timestamp('finished_at', { withTimezone: true }),
  createdBy: uuid('created_by'),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
})

export const siteNoun = noun({
  name: 'site',
  table: sites,
  label: (s) => s.name || s.host,
  project: (s) => s.projectId,
  words: (s) => s.host,
})
export const goalNoun = noun({
  name: 'goal',
  table: goals,
  label: (g) => g.name,
  project: (g) => g.projectId,
  words: (g) => g.pattern,
})
export const linkNoun = noun({
  name: 'link',
  table: links,
  label: (l) => l.placement || l.targetUrl,
  project: (l) => l.projectId,
  words: (l) => `${l.code} ${l.targetUrl} ${l.utmCampaign} ${l.placement}`,
})
