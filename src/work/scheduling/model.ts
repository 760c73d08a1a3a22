/** The schedule: pure, the same in the browser (while dragging) and on the server (when saving). */

export { always, compileCalendar, daysOff, type WorkCalendar } from './model/calendar.ts'
export * from './model/clock.ts'
export { findCycle } from './model/network.ts'
export * from './model/plan.ts'
export { compile } from './model/schedule.ts'
