import { forbidden } from '#platform/errors.ts'
import { amend, create, get } from '#platform/ledger.ts'
import { notify } from '#platform/live.ts'
import { demand, mayDo, type Scope } from '#platform/scope.ts'
import { memberNoun } from '#platform/tenancy/tables.ts'
import { defaultWeek, type MemberWork, type MemberWorkDraft, partTime, weeklyMinutes } from '../model.ts'
import { calendarNoun, memberWorkNoun } from '../tables.ts'
import { fallback, listCalendars } from './calendars.ts'

/** Of the workspace's own people only; a guest sees the people of their projects, through the project. */
export const insideOnly = (scope: Scope) => {
  if (scope.projects !== '*') throw forbidden('contribute')
}

/** Oneself, or whoever conducts. */
export function ownOrConduct(scope: Scope, memberId: string): void {
  demand(scope, 'contribute')
  if (scope.actor.id !== memberId) demand(scope, 'conduct')
}

type Row = Omit<MemberWork, 'weeklyMinutes'>

export const memberWorkSql = `select m.id as "memberId", m.name, m.deactivated_at is null as active, w.calendar_id as "calendarId", w.week,
    coalesce(w.percent, 100) as percent, coalesce(w.skills, '{}') as skills, coalesce(w.version, 0) as version
  from members m left join member_work w on w.member_id = m.id and w.deleted_at is null
  where m.deleted_at is null`

/** How each person works. What an hour of theirs costs is added for those who conduct. */
export async function listMemberWork(scope: Scope, memberIds?: readonly string[]): Promise<MemberWork[]> {
  insideOnly(scope)
  const { rows } = await scope.sql<Row>(
    `${memberWorkSql} and ($1::uuid[] is null or m.id = any ($1)) order by m.name, m.id`,
    [memberIds ?? null],
  )
  const all = await listCalendars(scope)
  const weeks = new Map(all.map((c) => [c.id, c.week]))
  const usual = all.find((c) => c.isDefault)?.week ?? fallback(scope).week ?? defaultWeek
  const costs = await hourlyCostsOf(scope)
  return rows.map((r) => {
    const base = (r.calendarId && weeks.get(r.calendarId)) || usual
    return {
      ...r,
      weeklyMinutes: weeklyMinutes(partTime(r.week ?? base, r.percent)),
      ...(mayDo(scope, 'conduct') && { hourlyCents: costs[r.memberId] ?? null }),
    }
  })
}

export async function amendMemberWork(
  scope: Scope,
  memberId: string,
  patch: MemberWorkDraft,
  version?: number,
): Promise<MemberWork> {
  ownOrConduct(scope, memberId)
  await get(scope, memberNoun, memberId)
  if (patch.calendarId) await get(scope, calendarNoun, patch.calendarId)
  const skills = patch.skills && [...new Map(patch.skills.map((s) => [s.toLowerCase(), s])).values()]
  const values = { ...patch, ...(skills && { skills }) }
  // Two people may say the first word of somebody at once: the second waits, then finds the row.
  await scope.sql("select pg_advisory_xact_lock(hashtextextended('member_work ' || $1, 0))", [memberId])
  const { rows } = await scope.sql<{ id: string }>(
    'select id from member_work where member_id = $1 and deleted_at is null',
    [memberId],
  )
  if (rows[0]) await amend(scope, memberWorkNoun, rows[0].id, values, version)
  else await create(scope, memberWorkNoun, { memberId, ...values })
  return (await listMemberWork(scope, [memberId]))[0]!
}

/** What an hour of each person costs, in cents; nothing for who does not conduct. */
export async function hourlyCostsOf(scope: Scope): Promise<Record<string, number>> {
  if (!mayDo(scope, 'conduct')) return {}
  const { rows } = await scope.sql<{ id: string; cents: number }>(
    'select member_id as id, hourly_cents as cents from member_costs',
    [],
    'hourly-costs',
  )
  return Object.fromEntries(rows.map((r) => [r.id, r.cents]))
}

/** Not through the ledger: the history is read by every member. */
export async function setHourlyCost(scope: Scope, memberId: string, cents: number | null): Promise<void> {
  demand(scope, 'conduct')
  await get(scope, memberNoun, memberId)
  if (cents === null) await scope.sql('delete from member_costs where member_id = $1', [memberId])
  else
    await scope.sql(
      `insert into member_costs (workspace_id, member_id, hourly_cents, updated_at) values ($1, $2, $3, $4)
       on conflict (workspace_id, member_id) do update set hourly_cents = excluded.hourly_cents, updated_at = excluded.updated_at`,
      [scope.workspace.id, memberId, cents, scope.now()],
    )
  await notify(scope, 'calendar', [memberId], null)
}
