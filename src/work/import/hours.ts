import { halfOf, type Week } from '../calendars/model.ts'
import type { MspdiCalendar } from '../scheduling/model/mspdi.ts'
import { dayNumber, weekdayOf } from '../scheduling/model.ts'
import type { ForeignCalendar, ForeignHours } from './foreign.ts'

const withoutName = ({ week, exceptions }: ForeignCalendar) => ({ week, exceptions })
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/**
 * What a resource’s own calendar says beyond that of the plan: other hours, the calendar it derives from, days off.
 * Null: nothing, this person works as the plan does. `shown` reads a calendar of the file as one that stands on its own.
 */
export function hoursOf(
  own: MspdiCalendar | undefined,
  plan: MspdiCalendar | undefined,
  all: readonly MspdiCalendar[],
  shown: (c: MspdiCalendar) => ForeignCalendar,
): ForeignHours | null {
  if (!own || own.isBase || own === plan) return null
  const base = all.find((c) => c.id === own.base)
  const differs = (c: MspdiCalendar) => !plan || !same(withoutName(shown(c)), withoutName(shown(plan)))
  const calendar = base && base !== plan && differs(base) ? shown(base) : null
  const usual = shown(own).week as Week
  const week = own.week.some((d) => d !== null) ? usual : null
  const daysOff: ForeignHours['daysOff'] = []
  let odd = 0
  for (const { from, to, periods } of own.exceptions) {
    const day = usual[weekdayOf(dayNumber(from))] ?? []
    const half = (which: 'morning' | 'afternoon') => from === to && same(halfOf(day, which), periods)
    if (!periods.length) daysOff.push({ from, to, fromNoon: false, untilNoon: false })
    else if (half('morning')) daysOff.push({ from, to, fromNoon: true, untilNoon: false })
    else if (half('afternoon')) daysOff.push({ from, to, fromNoon: false, untilNoon: true })
    else odd++
  }
  return calendar || week || daysOff.length ? { calendar, week, daysOff: daysOff.slice(0, 500), odd } : null
}
