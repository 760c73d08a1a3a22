/** The schedule: pure, the same in the browser (while dragging) and on the server (when saving). */

export { always, compileCalendar, daysOff, type WorkCalendar } from './model/calendar.ts'
export {
  type CardDates,
  datesOf,
  deadlineAt,
  dueOf,
  type PlanCard,
  type PlanInput,
  planFromCards,
  startOf,
} from './model/cards.ts'
export * from './model/clock.ts'
export { findCycle } from './model/network.ts'
export * from './model/plan.ts'
export { compile } from './model/schedule.ts'
export * from './model/shapes.ts'
export { shiftDay, suppose, workingDays } from './model/what-if.ts'
export { calendarsOf } from './model/whose.ts'
