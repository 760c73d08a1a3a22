import { bigint, date, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import { keptColumns } from '../columns.ts'
import { noun } from '../ledger.ts'
import type { Role } from '../rights.ts'
import type { OrganisationKind, Stage, Visibility } from './model.ts'

export const members = pgTable('members', {
  ...keptColumns(),
  userId: uuid('user_id'),
  name: text('name').notNull(),
  email: text('email').notNull(),
  role: text('role').$type<Role>().notNull(),
  title: text('title').notNull().default(''),
  locale: text('locale').$type<'fr' | 'en'>(),
  timezone: text('timezone'),
  preferences: jsonb('preferences').$type<Record<string, unknown>>().notNull().default({}),
  deactivatedAt: timestamp('deactivated_at', { withTimezone: true }),
})

export const organisations = pgTable('organisations', {
  ...keptColumns(),
  kind: text('kind').$type<OrganisationKind>().notNull(),
  name: text('name').notNull(),
  sector: text('sector').notNull().default(''),
  contactName: text('contact_name').notNull().default(''),
  contactEmail: text('contact_email').notNull().default(''),
  phone: text('phone').notNull().default(''),
  website: text('website').notNull().default(''),
  colour: text('colour').notNull().default('#1F5B4C'),
  accent: text('accent').notNull().default('#A87614'),
  logoFileId: uuid('logo_file_id'),
  notes: text('notes').notNull().default(''),
})

export const projects = pgTable('projects', {
  ...keptColumns(),
  clientId: uuid('client_id'),
  slug: text('slug').notNull(),
  name: text('name').notNull(),
  summary: text('summary').notNull().default(''),
  stage: text('stage').$type<Stage>().notNull().default('brief'),
  visibility: text('visibility').$type<Visibility>().notNull().default('workspace'),
  leadId: uuid('lead_id'),
  startsOn: date('starts_on'),
  endsOn: date('ends_on'),
  budgetCents: bigint('budget_cents', { mode: 'number' }),
  colour: text('colour').notNull().default('#1F5B4C'),
})

export const memberNoun = noun({
  name: 'member',
  table: members,
  label: (m) => m.name,
  project: () => null,
  // Whoever lost a right would otherwise take it back.
  undoBy: 'nobody',
})
export const organisationNoun = noun({
  name: 'organisation',
  table: organisations,
  label: (o) => o.name,
  project: () => null,
  words: (o) => [o.sector, o.contactName, o.contactEmail, o.notes].join(' '),
})
export const projectNoun = noun({
  name: 'project',
  table: projects,
  label: (p) => p.name,
  project: (p) => p.id,
  undoBy: 'conduct',
  words: (p) => p.summary,
})
