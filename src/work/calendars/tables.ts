import { boolean, date, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { keptColumns } from '#platform/columns.ts'
import { noun } from '#platform/ledger.ts'
import type { DayOffKind, DayOffState, Exception, HolidayCode, Week } from './model.ts'

export const calendars = pgTable('calendars', {
  ...keptColumns(),
  name: text('name').notNull(),
  isDefault: boolean('is_default').notNull().default(false),
  holidays: text('holidays').$type<HolidayCode>(),
  week: jsonb('week').$type<Week>().notNull(),
  exceptions: jsonb('exceptions').$type<Exception[]>().notNull().default([]),
})

export const memberWork = pgTable('member_work', {
  ...keptColumns(),
  memberId: uuid('member_id').notNull(),
  calendarId: uuid('calendar_id'),
  week: jsonb('week').$type<Week>(),
  percent: integer('percent').notNull().default(100),
  skills: text('skills').array().notNull().default([]),
})

export const daysOff = pgTable('days_off', {
  ...keptColumns(),
  memberId: uuid('member_id').notNull(),
  from: date('from_on').notNull(),
  to: date('to_on').notNull(),
  fromNoon: boolean('from_noon').notNull().default(false),
  untilNoon: boolean('until_noon').notNull().default(false),
  kind: text('kind').$type<DayOffKind>().notNull().default('leave'),
  state: text('state').$type<DayOffState>().notNull().default('agreed'),
  note: text('note').notNull().default(''),
})

const everywhere = () => null
// One's hours and days off are one's own, or the conductor's: no colleague takes them back from the history.
export const calendarNoun = noun({
  name: 'calendar',
  table: calendars,
  label: (c) => c.name,
  project: everywhere,
  undoBy: 'conduct',
})
export const memberWorkNoun = noun({
  name: 'memberWork',
  table: memberWork,
  label: (w) => `${w.percent} %`,
  project: everywhere,
  shownOn: (w) => [{ topic: 'calendar', id: w.id }],
  undoBy: 'conduct',
})
export const dayOffNoun = noun({
  name: 'dayOff',
  table: daysOff,
  label: (d) => (d.from === d.to ? d.from : `${d.from} – ${d.to}`),
  project: everywhere,
  shownOn: (d) => [{ topic: 'calendar', id: d.id }],
  undoBy: 'conduct',
})
