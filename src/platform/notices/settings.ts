import type { Locale, Scope } from '../scope.ts'
import { houseSettings, type NoticeSettings, nextDigest, shiftDay, type Wall } from './model.ts'

/** A member as somebody to be told something. */
export type Told = {
  id: string
  name: string
  email: string
  locale: Locale
  timezone: string
  /** Subscriptions of their browsers. */
  deviceIds: string[]
  settings: NoticeSettings
  /** Days of the coming weeks on which they do not work. */
  off: ReadonlySet<string>
}

export const wallOf = (at: Date, timezone: string): Wall => {
  const z = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timezone)
  return { day: z.toPlainDate().toString(), minute: z.hour * 60 + z.minute, weekday: z.dayOfWeek - 1 }
}

/** The instant at which a wall shows that time; when a clock jumps over it, the moment after the jump. */
export const instantOf = (day: string, minute: number, timezone: string): Date =>
  new Date(
    Temporal.PlainDate.from(day)
      .toZonedDateTime({
        timeZone: timezone,
        plainTime: Temporal.PlainTime.from({ hour: Math.floor(minute / 60), minute: minute % 60 }),
      })
      .toInstant().epochMilliseconds,
  )

type DaysOff = (
  scope: Scope,
  memberIds: readonly string[],
  from: string,
  to: string,
) => Promise<ReadonlyMap<string, ReadonlySet<string>>>
let daysOff: DaysOff | undefined
/** The room that knows calendars says when people do not work; without one, only the settings tell. */
export const tellDaysOff = (ask: DaysOff) => {
  daysOff = ask
}

const aheadDays = 60

/** Whether the project `p` of a notice `n` is still open to its member: a job sees everything, they may not any more. */
export const inSight = `exists (select from members m where m.id = n.member_id and (m.role in ('owner', 'admin') or (m.role <> 'guest' and p.visibility = 'workspace')
  or exists (select from project_members pm where pm.project_id = p.id and pm.member_id = m.id)))`

type Row = Omit<Told, 'settings' | 'off'> & { settings: Partial<NoticeSettings> | null }

const columns = `s.member_id is not null as set, jsonb_build_object('channels', s.channels, 'digestMinutes', s.digest_minutes, 'quietFrom', s.quiet_from, 'quietTo', s.quiet_to,
  'quietDays', s.quiet_days, 'awayUntil', s.away_until, 'mutedProjectIds', s.muted_project_ids) as settings`

/** Those of the members who can be told anything, with how they want it. */
export async function toldOf(scope: Scope, memberIds: readonly string[]): Promise<Told[]> {
  if (!memberIds.length) return []
  const { rows } = await scope.sql<Row & { set: boolean }>(
    `select m.id, m.name, m.email, coalesce(m.locale, w.locale) as locale, coalesce(m.timezone, w.timezone) as timezone, ${columns},
       array(select p.id from push_subscriptions p where p.member_id = m.id) as "deviceIds"
     from members m join workspaces w on w.id = m.workspace_id left join notice_settings s on s.member_id = m.id
     where m.id = any ($1) and m.deactivated_at is null and m.deleted_at is null`,
    [memberIds],
    'told',
  )
  const from = wallOf(scope.now(), scope.workspace.timezone).day
  const off = await daysOff?.(
    scope,
    rows.map((r) => r.id),
    shiftDay(from, -1),
    shiftDay(from, aheadDays),
  )
  return rows.map(({ set, settings, ...m }) => ({
    ...m,
    settings: set ? { ...houseSettings, ...settings } : houseSettings,
    off: off?.get(m.id) ?? new Set(),
  }))
}

/** The instant of the member's next digest. */
export function digestInstant(m: Told, now: Date): Date {
  const next = nextDigest(m.settings, wallOf(now, m.timezone), (day) => m.off.has(day))
  const at = instantOf(next.day, next.minute, m.timezone)
  return at < now ? now : at
}

export async function readSettings(scope: Scope): Promise<NoticeSettings> {
  const [me] = scope.actor.id ? await toldOf(scope, [scope.actor.id]) : []
  return me?.settings ?? houseSettings
}

/** Saves how one wants to be told; what was kept for a digest follows the new hours. */
export async function saveSettings(scope: Scope, patch: Partial<NoticeSettings>): Promise<NoticeSettings> {
  // Two boxes ticked one after the other may arrive together: the second starts from what the first left.
  await scope.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`notices:${scope.actor.id}`])
  const s = { ...(await readSettings(scope)), ...patch }
  await scope.sql(
    `insert into notice_settings (member_id, workspace_id, channels, digest_minutes, quiet_from, quiet_to, quiet_days, away_until, muted_project_ids)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (member_id) do update set channels = excluded.channels, digest_minutes = excluded.digest_minutes,
       quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to, quiet_days = excluded.quiet_days, away_until = excluded.away_until, muted_project_ids = excluded.muted_project_ids`,
    [
      scope.actor.id,
      scope.workspace.id,
      s.channels,
      [...new Set(s.digestMinutes)].toSorted((a, b) => a - b),
      s.quietFrom,
      s.quietTo,
      [...new Set(s.quietDays)],
      s.awayUntil,
      [...new Set(s.mutedProjectIds)],
    ],
  )
  return readSettings(scope)
}
