/** The schedule: pure, the same in the browser (while dragging) and on the server (when saving). */

export * from './model/clock.ts'
export * from './model/plan.ts'
