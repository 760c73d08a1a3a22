import type { Scope } from '#platform/scope.ts'
import { planCalendarsOf } from '../../calendars/service.ts'
import {
  type ConstraintKind,
  compile,
  compileCalendar,
  dayOfInstant,
  instantAt,
  instantOf,
  type PlanLink,
  type PlanTask,
} from '../../scheduling/model.ts'
import type { Room } from '../model.ts'

type Row = {
  id: string
  projectId: string
  parentId: string | null
  mode: 'manual' | 'auto'
  startsOn: string | null
  dueOn: string | null
  startMinute: number | null
  dueMinute: number | null
  durationMinutes: number | null
  elapsed: boolean
  milestone: boolean
  constraintKind: ConstraintKind
  constraintAt: string | null
  deadlineOn: string | null
  progress: number
  calendarId: string | null
  ignoresPersonCalendar: boolean
  assigneeIds: string[]
}

/** How late each task may end, by the schedule of its project: without moving a successor, without moving the end. */
export async function roomOf(scope: Scope, projectIds: readonly string[]): Promise<Map<string, Room>> {
  const rooms = new Map<string, Room>()
  const { rows } = await scope.sql<Row>(
    `select id, project_id as "projectId", parent_id as "parentId", mode, starts_on as "startsOn", due_on as "dueOn", start_minute as "startMinute",
       due_minute as "dueMinute", duration_minutes as "durationMinutes", elapsed, kind = 'milestone' as milestone, constraint_kind as "constraintKind",
       constraint_at as "constraintAt", deadline_on as "deadlineOn", case when completed_at is null then progress else 100 end as progress,
       calendar_id as "calendarId", ignores_person_calendar as "ignoresPersonCalendar", assignee_ids as "assigneeIds"
     from tasks where project_id = any ($1) and due_on is not null and deleted_at is null and archived_at is null order by id limit 50000`,
    [projectIds],
  )
  const { rows: links } = await scope.sql<PlanLink & { projectId: string }>(
    `select id, project_id as "projectId", from_id as "from", to_id as "to", kind, lag, lag_unit as "lagUnit" from task_links
     where project_id = any ($1) and deleted_at is null`,
    [projectIds],
  )
  const linksOf = Map.groupBy(links, (l) => l.projectId)
  for (const [projectId, tasks] of Map.groupBy(rows, (r) => r.projectId)) {
    const all = await planCalendarsOf(scope, projectId)
    const shelf = new Map(all.calendars.map((c) => [c.id, c]))
    const starts = tasks.map((t) => t.startsOn ?? (t.dueOn as string))
    const start = instantAt(
      starts.reduce((a, b) => (a < b ? a : b)),
      0,
    )
    const usual = compileCalendar(all.projectCalendarId, shelf, start)
    const plan: PlanTask[] = tasks.map((t) => {
      const from = instantAt(t.startsOn ?? (t.dueOn as string), t.startMinute ?? 0)
      const to = instantAt(t.dueOn as string, t.dueMinute ?? 1440)
      return {
        id: t.id,
        parentId: t.parentId,
        mode: t.mode,
        duration: t.milestone ? 0 : (t.durationMinutes ?? Math.max(0, usual.toWork(to) - usual.toWork(from))),
        elapsed: t.elapsed,
        start: from,
        finish: to,
        constraint: t.constraintAt ? { kind: t.constraintKind, at: instantOf(t.constraintAt) } : null,
        deadline: t.deadlineOn ? instantAt(t.deadlineOn, 1440) : null,
        progress: t.progress,
        calendarId: t.calendarId,
        personCalendarIds: t.assigneeIds.flatMap((m) => all.people[m] ?? []),
        ignoresPersonCalendar: t.ignoresPersonCalendar,
      }
    })
    const schedule = compile({
      start,
      calendarId: all.projectCalendarId,
      calendars: all.calendars,
      tasks: plan,
      links: linksOf.get(projectId) ?? [],
    }).schedule()
    for (const t of tasks) {
      const placed = schedule.of(t.id)
      if (!placed || placed.summary) continue
      const freeUntil = usual.fromWork(usual.toWork(placed.finish) + Math.max(0, placed.freeSlack), 'finish')
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
