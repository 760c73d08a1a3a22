import { invalid } from '#platform/errors.ts'
import { aroundUndo, onUndo } from '#platform/ledger.ts'
import { undoMany } from '#platform/ledger-undo.ts'
import type { Scope } from '#platform/scope.ts'
import { planCalendarsOf } from '../../calendars/service/plan.ts'
import type { TaskDraft } from '../../model.ts'
import { type TaskRow, taskNoun } from '../../tables.ts'
import { always, calendarsOf, dueOf, startOf, wallClock } from '../model.ts'
import { linkNoun } from '../tables.ts'
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

aroundUndo(together)

/** Of an automatic task, these are answers of the schedule. */
const derived = new Set<string>(['startsOn', 'startMinute', 'dueOn', 'dueMinute'])

/** What is taken back is scheduled again too: the dates of others followed from it. */
onUndo(taskNoun, async (scope, before, after) => {
  const differs = (k: keyof TaskRow) => JSON.stringify(before[k]) !== JSON.stringify(after[k])
  if (before.projectId !== after.projectId) {
    if (!waiting.has(scope))
      throw invalid({
        fr: 'Pour la ramener, déplacez la tâche vers son premier projet : ce qui tient à elle suivra.',
        en: 'To bring it back, move the task to its first project: what hangs on it follows.',
      })
    await follow(scope, before.projectId)
  }
  if (differs('projectId') || differs('deletedAt') || differs('archivedAt') || differs('completedAt'))
    return follow(scope, after.projectId)
  const keys = [...planned].filter(differs)
  if (!waiting.has(scope) && before.mode === 'auto' && keys.length && keys.every((k) => derived.has(k)))
    throw invalid({
      fr: 'Cette date suit le plan : annulez plutôt le changement qui l’a déplacée, ou changez un lien ou une contrainte.',
      en: 'This date follows the plan: take back the change that moved it instead, or change a link or a constraint.',
    })
  if (keys.length) await follow(scope, after.projectId, Object.fromEntries(keys.map((k) => [k, after[k]])))
})
onUndo(linkNoun, async (scope, before, after) => {
  // Taken back whole, what came of it is on the way already.
  const alone = !waiting.has(scope)
  await together(scope, async () => {
    if (alone && after.deletedAt && !before.deletedAt) await backWith(scope, after.id)
    await follow(scope, after.projectId)
  })
})

/** A link that is taken back gives back what came of drawing it: the successor’s mode, and the dates it moved. */
async function backWith(scope: Scope, linkId: string): Promise<void> {
  const { rows } = await scope.sql<{ id: string }>(
    `select h.id from history l join history h on h.request_id = l.request_id and h.noun = 'task'
     where l.noun = 'taskLink' and l.row_id = $1 and l.verb = 'created' and l.request_id <> ''
       and not exists (select from history o where o.request_id = l.request_id and o.verb = 'created' and o.id <> l.id)
       and h.verb = 'changed' and not exists (select from history u where u.undo_of = h.id)
       and not exists (select from history x where x.noun = h.noun and x.row_id = h.row_id and x.verb = 'changed' and (x.at, x.id) > (h.at, h.id)
         and x.request_id <> h.request_id and x.after ?| array(select jsonb_object_keys(h.after)))
     order by h.id desc`,
    [linkId],
    'drawn-with-link',
  )
  if (rows.length)
    await undoMany(
      scope,
      rows.map((h) => h.id),
    )
}

type Hours = Awaited<ReturnType<typeof planCalendarsOf>>
type Meant = (before: TaskRow, patch: Partial<TaskDraft>) => Promise<Partial<TaskDraft>>

/**
 * Dates typed on an automatic task say what is meant by them: a start, that it begins no earlier; an end alone, how long
 * it takes; no date at all, that nothing holds it. The hours of a project are looked up once for many tasks.
 */
export function meaning(scope: Scope): Meant {
  const known = new Map<string, Promise<Hours>>()
  const hoursOf = (projectId: string) => {
    const hours = known.get(projectId) ?? planCalendarsOf(scope, projectId)
    known.set(projectId, hours)
    return hours
  }
  return async (before, patch) => {
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
    const hours = await hoursOf(before.projectId)
    return { durationMinutes: Math.max(0, Math.round(workIn(hours, before, from).workBetween(from, to))) }
  }
}

function workIn(hours: Hours, task: TaskRow, from: number) {
  if (task.elapsed) return always
  const calendarOf = calendarsOf({
    start: from,
    calendarId: hours.projectCalendarId,
    calendars: hours.calendars,
  })
  return calendarOf({
    calendarId: task.calendarId,
    personCalendarIds: task.assigneeIds.flatMap((m) => hours.people[m] ?? []),
    ignoresPersonCalendar: task.ignoresPersonCalendar,
  })
}
