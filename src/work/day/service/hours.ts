import { shiftDay } from '#platform/notices/model.ts'
import type { Scope } from '#platform/scope.ts'
import {
  builtIn,
  type DayOff,
  type MemberWork,
  periodsOn,
  personCalendar,
  toPlanCalendar,
} from '../../calendars/model.ts'
import { fallback, listCalendars } from '../../calendars/service.ts'

export type Hours = ReadonlyMap<string, readonly (readonly [number, number])[]>

/** When each of the members works, day by day: their calendar, part-time, holidays, leave that was agreed. */
export async function hoursOf(
  scope: Scope,
  memberIds: readonly string[],
  from: string,
  to: string,
): Promise<Map<string, Hours>> {
  const years = { from: Number(from.slice(0, 4)), to: Number(to.slice(0, 4)) }
  const rows = await listCalendars(scope)
  const usual = rows.find((c) => c.isDefault)
  const shared = rows.map((c) => toPlanCalendar(c, years))
  if (!usual) shared.push(toPlanCalendar({ id: builtIn, exceptions: [], ...fallback(scope) }, years))
  const known = new Map(shared.map((c) => [c.id, c]))
  const { rows: members } = await scope.sql<Pick<MemberWork, 'memberId' | 'calendarId' | 'week' | 'percent'>>(
    `select m.id as "memberId", w.calendar_id as "calendarId", w.week, coalesce(w.percent, 100) as percent
     from members m left join member_work w on w.member_id = m.id and w.deleted_at is null where m.id = any ($1)`,
    [memberIds],
    'hours-of',
  )
  const { rows: away } = await scope.sql<DayOff>(
    `select member_id as "memberId", from_on as "from", to_on as "to", from_noon as "fromNoon", until_noon as "untilNoon", state
     from days_off where deleted_at is null and state = 'agreed' and member_id = any ($1) and to_on >= $2 and from_on <= $3 order by from_on`,
    [memberIds, from, to],
    'away-of',
  )
  const found = new Map<string, Hours>()
  for (const m of members) {
    const calendarId = m.calendarId && known.has(m.calendarId) ? m.calendarId : (usual?.id ?? builtIn)
    const own = personCalendar(
      { memberId: m.memberId, calendarId, week: m.week, percent: m.percent },
      away.filter((d) => d.memberId === m.memberId),
      known,
    )
    const all = new Map(known).set(own.id, own)
    const days = new Map<string, readonly (readonly [number, number])[]>()
    for (let day = from; day <= to; day = shiftDay(day, 1)) days.set(day, periodsOn(all, own.id, day))
    found.set(m.memberId, days)
  }
  return found
}

/** Days on which they do not work at all: nothing is sent to them then. */
export async function restDays(
  scope: Scope,
  memberIds: readonly string[],
  from: string,
  to: string,
): Promise<Map<string, Set<string>>> {
  const hours = await hoursOf(scope, memberIds, from, to)
  return new Map(
    [...hours].map(([id, days]) => [id, new Set([...days].filter(([, p]) => !p.length).map(([day]) => day))]),
  )
}
