import type { WorkCalendar } from './calendar.ts'
import type { Network } from './network.ts'
import type { Plan, PlanTask } from './plan.ts'

/**
 * The figures of one run, by node. `es ef ls lf` are amounts of work in the node's own calendar, `…At` the instants they
 * mean. `outS` and `outF` are what a node shows those after it: its early dates, or its late ones when it waits.
 */
export type Run = {
  plan: Plan
  net: Network
  tasks: PlanTask[]
  position: ReadonlyMap<string, number>
  usual: WorkCalendar
  calendar: WorkCalendar[]
  /** The calendar lags count on: an elapsed task's own hours do not stretch its lags. */
  lagCalendar: WorkCalendar[]
  /** What slack is counted on: a person's days off are no slack of the project's. */
  slackCalendar: WorkCalendar[]
  duration: Float64Array
  /** What remains of a started task. */
  left: Float64Array
  lag: Float64Array
  floor: Float64Array
  ceiling: Float64Array
  es: Float64Array
  ef: Float64Array
  ls: Float64Array
  lf: Float64Array
  esAt: Float64Array
  efAt: Float64Array
  lsAt: Float64Array
  lfAt: Float64Array
  outS: Float64Array
  outF: Float64Array
  state: Uint8Array
  /** Its constraint holds it earlier than its links allow. */
  pushed: Uint8Array
  /** Of a summary's first start: the leaf that gives it. */
  driver: Int32Array
}

export const started = 1
export const complete = 2
export const fixed = 4
export const late = 8
