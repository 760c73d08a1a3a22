import type { Scope } from '#platform/scope.ts'
import { personCalendarId } from '../../calendars/model.ts'
import {
  calendarsOf,
  compile,
  dayNumber,
  dayOfInstant,
  instantAt,
  type PlanTask,
  planFromCards,
  type Schedule,
} from '../../scheduling/model.ts'
import { inputOf } from '../../scheduling/service/read.ts'
import type { Proposal, Room } from '../model.ts'

/** What a project's schedule allows, and what it would make of a change. */
export type Tried = {
  rooms: ReadonlyMap<string, Room>
  /** Days by which the end of its project would move. */
  finishMoved: (p: Pick<Proposal, 'workId' | 'patch'>) => number
}

/** A finish at midnight is at the end of the day before. */
const lastDay = (t: number) => dayOfInstant(t - 1)
const endOf = (s: Schedule) => dayNumber(lastDay(s.finish))

/** How late each task may end, by the schedule of its project: without moving a successor, without moving the end. */
export async function trySchedules(scope: Scope, projectIds: readonly string[]): Promise<Tried> {
  const rooms = new Map<string, Room>()
  const moved = new Map<string, (patch: Proposal['patch']) => number>()
  for (const projectId of projectIds) {
    const plan = planFromCards(await inputOf(scope, projectId))
    const calendarOf = calendarsOf(plan)
    const scheduler = compile(plan)
    const schedule = scheduler.schedule()
    const end = endOf(schedule)
    for (const t of plan.tasks) {
      const placed = schedule.of(t.id)
      if (!placed || placed.summary) continue
      const calendar = calendarOf(t)
      const free = calendar.toWork(placed.finish) + Math.max(0, placed.freeSlack)
      rooms.set(t.id, {
        free: lastDay(calendar.fromWork(free, 'finish')),
        total: lastDay(placed.lateFinish),
        critical: placed.critical,
      })
      moved.set(t.id, (patch) => {
        scheduler.change(t.id, changed(t, patch))
        const days = endOf(scheduler.schedule()) - end
        scheduler.change(t.id, {
          start: t.start ?? null,
          finish: t.finish ?? null,
          constraint: t.constraint ?? null,
          personCalendarIds: t.personCalendarIds ?? [],
        })
        return days
      })
    }
  }
  return { rooms, finishMoved: (p) => moved.get(p.workId)?.(p.patch) ?? 0 }
}

/** The task as it would be: a manual one has the new dates, an automatic one starts no earlier than the new start. */
function changed(t: PlanTask, patch: Proposal['patch']): Partial<Omit<PlanTask, 'id' | 'parentId'>> {
  const start = patch.startsOn ? instantAt(patch.startsOn, 0) : undefined
  const finish = patch.dueOn ? instantAt(patch.dueOn, 1440) : undefined
  return {
    ...(t.mode === 'auto'
      ? start !== undefined && { constraint: { kind: 'snet' as const, at: start } }
      : { ...(start !== undefined && { start }), ...(finish !== undefined && { finish }) }),
    ...(patch.assigneeIds && { personCalendarIds: patch.assigneeIds.map(personCalendarId) }),
  }
}
