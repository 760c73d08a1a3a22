import type { Scope } from '#platform/scope.ts'
import { calendarsOf, compile, dayOfInstant, planFromCards } from '../../scheduling/model.ts'
import { inputOf } from '../../scheduling/service/read.ts'
import type { Room } from '../model.ts'

/** How late each task may end, by the schedule of its project: without moving a successor, without moving the end. */
export async function roomOf(scope: Scope, projectIds: readonly string[]): Promise<Map<string, Room>> {
  const rooms = new Map<string, Room>()
  for (const projectId of projectIds) {
    const plan = planFromCards(await inputOf(scope, projectId))
    const calendarOf = calendarsOf(plan)
    const schedule = compile(plan).schedule()
    for (const t of plan.tasks) {
      const placed = schedule.of(t.id)
      if (!placed || placed.summary) continue
      const calendar = calendarOf(t)
      const freeUntil = calendar.fromWork(
        calendar.toWork(placed.finish) + Math.max(0, placed.freeSlack),
        'finish',
      )
      rooms.set(t.id, {
        free: lastDay(freeUntil),
        total: lastDay(placed.lateFinish),
        critical: placed.critical,
      })
    }
  }
  return rooms
}

/** A finish at midnight is at the end of the day before. */
const lastDay = (t: number) => dayOfInstant(t - 1)
