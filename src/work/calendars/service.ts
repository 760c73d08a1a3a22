export * from './service/calendars.ts'
export * from './service/days-off.ts'
export * from './service/members.ts'
export { type PlanCalendars, planCalendarsOf } from './service/plan.ts'
