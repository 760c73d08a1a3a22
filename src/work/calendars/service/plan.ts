import { demand, type Scope } from '#platform/scope.ts'
import type { PlanCalendar } from '../../scheduling/model.ts'
import { builtIn, type DayOff, type MemberWork, personCalendar, toPlanCalendar } from '../model.ts'
import { fallback, listCalendars } from './calendars.ts'
import { memberWorkSql } from './members.ts'

export type PlanCalendars = {
  /** What the workspace follows; `default` as long as it has no calendar of its own. */
  defaultId: string
  /** What the project follows, or the workspace. */
  projectCalendarId: string
  /** Every calendar of the workspace, and one for each member. */
  calendars: PlanCalendar[]
  /** By member. */
  people: Record<string, string>
}

type Years = { from: number; to: number }

/** Holidays are laid out over these years: those of the tasks, and three around today. */
async function yearsOf(scope: Scope, projectId: string | undefined): Promise<Years> {
  const now = scope.now().getUTCFullYear()
  const { rows } = await scope.sql<{ first: string | null; last: string | null }>(
    `select min(least(starts_on, due_on)) as first, max(greatest(starts_on, due_on)) as last from tasks
     where deleted_at is null and archived_at is null and ($1::uuid is null or project_id = $1)`,
    [projectId ?? null],
    'task-years',
  )
  const year = (day: string | null | undefined) => (day ? +day.slice(0, 4) : now)
  return {
    from: Math.max(now - 60, Math.min(now - 1, year(rows[0]?.first))),
    to: Math.min(now + 60, Math.max(now, year(rows[0]?.last)) + 3),
  }
}

/** The calendars a schedule or a workload is counted with. Says when people are away, not why. */
export async function planCalendarsOf(scope: Scope, projectId?: string): Promise<PlanCalendars> {
  if (projectId) demand(scope, 'see', projectId)
  const years = await yearsOf(scope, projectId)
  const rows = await listCalendars(scope)
  const usual = rows.find((c) => c.isDefault)
  const shared = rows.map((c) => toPlanCalendar(c, years))
  if (!usual) shared.push(toPlanCalendar({ id: builtIn, exceptions: [], ...fallback(scope) }, years))
  const defaultId = usual?.id ?? builtIn
  const known = new Map(shared.map((c) => [c.id, c]))
  const { rows: members } = await scope.sql<MemberWork>(memberWorkSql, [], 'member-work')
  const { rows: away } = await scope.sql<DayOff>(
    `select member_id as "memberId", from_on as "from", to_on as "to", from_noon as "fromNoon", until_noon as "untilNoon", state
     from days_off where deleted_at is null and state = 'agreed' order by from_on`,
    [],
    'days-off-agreed',
  )
  const awayOf = Map.groupBy(away, (d) => d.memberId)
  const personal = members.map((m) =>
    personCalendar(
      {
        memberId: m.memberId,
        week: m.week,
        percent: m.percent,
        calendarId: m.calendarId && known.has(m.calendarId) ? m.calendarId : defaultId,
      },
      awayOf.get(m.memberId) ?? [],
      known,
    ),
  )
  const { rows: plans } = projectId
    ? await scope.sql<{ id: string | null }>(
        'select calendar_id as id from project_plans where project_id = $1 and deleted_at is null',
        [projectId],
        'plan-calendar',
      )
    : { rows: [] }
  const own = plans[0]?.id
  return {
    defaultId,
    projectCalendarId: own && known.has(own) ? own : defaultId,
    calendars: [...shared, ...personal],
    people: Object.fromEntries(members.map((m, i) => [m.memberId, personal[i]!.id])),
  }
}
