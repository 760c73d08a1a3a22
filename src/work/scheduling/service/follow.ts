import type { Scope } from '#platform/scope.ts'
import { planCalendarsOf } from '../../calendars/service/plan.ts'
import type { TaskDraft } from '../../model.ts'
import type { TaskRow } from '../../tables.ts'
import { always, calendarsOf, dueOf, startOf, wallClock } from '../model.ts'
import { reschedule } from './reschedule.ts'

/** What the dates of others may follow from. */
const planned = new Set<keyof TaskDraft>([
  'startsOn',
  'dueOn',
  'startMinute',
  'dueMinute',
  'mode',
  'durationMinutes',
  'elapsed',
  'constraintKind',
  'constraintAt',
  'progress',
  'actualStart',
  'actualFinish',
  'calendarId',
  'ignoresPersonCalendar',
  'parentId',
  'assigneeIds',
  'kind',
])

const waiting = new WeakMap<Scope, Set<string>>()

/** After a change of tasks: their project is scheduled again, when the change is one that dates follow from. */
export async function follow(scope: Scope, projectId: string, patch?: object): Promise<void> {
  if (patch && !Object.keys(patch).some((k) => planned.has(k as keyof TaskDraft))) return
  const later = waiting.get(scope)
  if (later) later.add(projectId)
  else await reschedule(scope, projectId)
}

/** Many changes, one schedule: at the end. */
export async function together<T>(scope: Scope, work: () => Promise<T>): Promise<T> {
  if (waiting.has(scope)) return work()
  const projects = new Set<string>()
  waiting.set(scope, projects)
  try {
    const made = await work()
    waiting.delete(scope)
    for (const id of projects) await reschedule(scope, id)
    return made
  } finally {
    waiting.delete(scope)
  }
}

/**
 * Dates typed on an automatic task say what is meant by them: a start, that it begins no earlier; an end alone, how long
 * it takes; no date at all, that nothing holds it.
 */
export async function meant(
  scope: Scope,
  before: TaskRow,
  patch: Partial<TaskDraft>,
): Promise<Partial<TaskDraft>> {
  if (before.mode !== 'auto' || (patch.mode ?? 'auto') !== 'auto' || patch.constraintKind !== undefined)
    return {}
  if (patch.startsOn === null) return { constraintKind: 'asap', constraintAt: null }
  if (patch.startsOn !== undefined && patch.startsOn !== before.startsOn) {
    const at = startOf({ startsOn: patch.startsOn, startMinute: patch.startMinute ?? before.startMinute })!
    return { constraintKind: 'snet', constraintAt: wallClock(at) }
  }
  if (!patch.dueOn || patch.dueOn === before.dueOn || patch.durationMinutes !== undefined) return {}
  const from = startOf(before)
  const to = dueOf({ dueOn: patch.dueOn, dueMinute: patch.dueMinute ?? before.dueMinute })!
  if (from === null || to <= from) return {}
  const hours = await planCalendarsOf(scope, before.projectId)
  const calendarOf = calendarsOf({
    start: from,
    calendarId: hours.projectCalendarId,
    calendars: hours.calendars,
  })
  const calendar = before.elapsed
    ? always
    : calendarOf({
        calendarId: before.calendarId,
        personCalendarIds: before.assigneeIds.flatMap((m) => hours.people[m] ?? []),
        ignoresPersonCalendar: before.ignoresPersonCalendar,
      })
  return { durationMinutes: Math.max(0, Math.round(calendar.workBetween(from, to))) }
}
