import { always, compileCalendar, unionCalendar, type WorkCalendar, works } from './calendar.ts'
import type { Plan, PlanTask } from './plan.ts'

type Who = Pick<PlanTask, 'calendarId' | 'personCalendarIds' | 'ignoresPersonCalendar'>

/** Whose hours a task follows: its own calendar's, else those of who does it, else the project's. */
export function calendarsOf(
  plan: Pick<Plan, 'start' | 'calendarId' | 'calendars'>,
): (t: Partial<Who>) => WorkCalendar {
  const calendars = new Map(plan.calendars.map((c) => [c.id, c]))
  const ready = new Map<string, WorkCalendar>()
  // A person's calendar that says nothing of its own is the one it derives from: the same object, no conversion.
  const itself = (id: string): string => {
    const c = calendars.get(id)
    const silent = c?.base && !c.exceptions.length && !c.weeks?.length && c.week.every((d) => d === null)
    return silent && calendars.has(c.base!) && c.base !== id ? c.base! : id
  }
  const calendar = (derived: string): WorkCalendar => {
    const id = itself(derived)
    const known = ready.get(id)
    if (known) return known
    const made = compileCalendar(id, calendars, plan.start)
    ready.set(id, made)
    return made
  }
  const usable = (id: string | null | undefined): id is string =>
    typeof id === 'string' && calendars.has(id) && works(id, calendars)
  const usual = usable(plan.calendarId) ? calendar(plan.calendarId) : always
  return (t) => {
    if (usable(t.calendarId)) return calendar(t.calendarId)
    const own = t.ignoresPersonCalendar ? [] : (t.personCalendarIds ?? []).filter(usable)
    const people = own.length > 1 ? [...new Set(own.map(itself))] : own
    if (!people.length) return usual
    if (people.length === 1) return calendar(people[0]!)
    const key = `+${people.toSorted().join('+')}`
    const known = ready.get(key)
    if (known) return known
    const made = unionCalendar(people, calendars, plan.start)
    ready.set(key, made)
    return made
  }
}
