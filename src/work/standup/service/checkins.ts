import { invalid, notFound, stale } from '#platform/errors.ts'
import { dayOf } from '#platform/formats.ts'
import { formatter } from '#platform/i18n.ts'
import { get } from '#platform/ledger.ts'
import { notify } from '#platform/live.ts'
import { weekdayOf } from '#platform/notices/model.ts'
import { instantOf } from '#platform/notices/settings.ts'
import type { Scope } from '#platform/scope.ts'
import { hoursOf } from '../../day/service/hours.ts'
import { taskNoun } from '../../tables.ts'
import { messages } from '../messages.ts'
import {
  type Checkin,
  type CheckinDraft,
  dayBefore,
  type Gathered,
  gather,
  type Round,
  type StandupDay,
} from '../model.ts'
import { participants } from './people.ts'
import { listStandups, type StandupRow, shown, standupFor } from './standups.ts'

export const columns = 'done, next, blocked, note, sent_at as "sentAt", version'
export const todayOf = (scope: Scope) => dayOf(scope.now(), scope.workspace.timezone)

async function inSight(scope: Scope, ids: readonly string[]) {
  const { rows } = ids.length
    ? await scope.sql<{ id: string; number: number; projectSlug: string; done: boolean }>(
        `select t.id, t.number, p.slug as "projectSlug", t.completed_at is not null as done from tasks t join projects p on p.id = t.project_id where t.id = any ($1) and t.deleted_at is null`,
        [ids],
        'standup-tasks',
      )
    : { rows: [] }
  return new Map(rows.map(({ id, ...t }) => [id, t]))
}

/** A day of a stand-up: who said what. What is still being written is its author's alone. */
export async function readDay(scope: Scope, id: string, wanted?: string): Promise<StandupDay> {
  const row = await standupFor(scope, id, 'contribute')
  const today = todayOf(scope)
  const day = wanted ?? today
  const people = await participants(scope, row)
  const { rows } = await scope.sql<Checkin & { memberId: string; name: string }>(
    `select c.member_id as "memberId", m.name, ${columns.replaceAll('version', 'c.version')} from checkins c join members m on m.id = c.member_id
     where c.standup_id = $1 and c.day = $2 and (c.sent_at is not null or c.member_id = $3)`,
    [id, day, scope.actor.id],
  )
  const said = new Map(rows.map(({ memberId, name: _, ...c }) => [memberId, c]))
  // Who spoke that day and left since is still part of that day.
  for (const r of rows)
    if (!people.some((p) => p.id === r.memberId))
      people.push({ id: r.memberId, name: r.name, email: '', timezone: 'UTC', locale: 'fr' })
  const hours = await hoursOf(
    scope,
    people.map((p) => p.id),
    day,
    day,
  )
  const lines = (c: Checkin) => [...c.done, ...c.next, ...c.blocked]
  const tasks = await inSight(
    scope,
    rows.flatMap((c) => lines(c).flatMap((i) => i.taskId ?? [])),
  )
  return {
    standup: shown(scope, row),
    day,
    today,
    people: people.map((p) => {
      const checkin = said.get(p.id) ?? null
      return {
        memberId: p.id,
        name: p.name,
        away: !checkin && !(hours.get(p.id)?.get(day)?.length ?? 1),
        checkin,
        tasks: Object.fromEntries(
          (checkin ? lines(checkin) : []).flatMap((i) => {
            const t = i.taskId && tasks.get(i.taskId)
            return t ? [[i.taskId, t]] : []
          }),
        ),
      }
    }),
    mine: people.some((p) => p.id === scope.actor.id),
    round: await roundOf(scope, id, day),
  }
}

const noRound: Round = {
  turnIds: [],
  turn: 0,
  turnAt: null,
  startedAt: null,
  endedAt: null,
  digestedAt: null,
}
export async function roundOf(scope: Scope, id: string, day: string): Promise<Round> {
  const { rows } = await scope.sql<Round>(
    `select turn_ids as "turnIds", turn, turn_at as "turnAt", started_at as "startedAt", ended_at as "endedAt", digested_at as "digestedAt" from standup_days where standup_id = $1 and day = $2`,
    [id, day],
  )
  return rows[0] ?? noRound
}

/** What the reader's work says for that day: since their last check-in, or since the last day it was held. */
export async function gathered(scope: Scope, id: string, wanted?: string): Promise<Gathered> {
  const row = await standupFor(scope, id, 'contribute')
  const day = wanted ?? todayOf(scope)
  const { rows: last } = await scope.sql<{ at: Date }>(
    'select sent_at as at from checkins where standup_id = $1 and member_id = $2 and day < $3 and sent_at is not null order by day desc limit 1',
    [id, scope.actor.id, day],
  )
  const before = instantOf(dayBefore(day, row.weekdays), 0, scope.workspace.timezone)
  // After a fortnight away, what was finished long ago is no news.
  const since = last[0] && last[0].at > new Date(before.getTime() - 14 * 86_400_000) ? last[0].at : before
  const until = instantOf(day, 1439, scope.workspace.timezone)
  const mine =
    't.assignee_ids @> array[$1::uuid] and t.deleted_at is null and ($2::uuid is null or t.project_id = $2)'
  const { rows: finished } = await scope.sql<{ id: string; title: string }>(
    `select t.id, t.title from tasks t where ${mine} and t.completed_at > $3 and t.completed_at <= $4 order by t.completed_at limit 40`,
    [scope.actor.id, row.projectId, since, until],
  )
  const { rows: open } = await scope.sql<{
    id: string
    title: string
    dueOn: string | null
    doing: boolean
    waitsFor: string | null
  }>(
    `select t.id, t.title, t.due_on as "dueOn", s.category = 'doing' as doing,
       (select f.title from task_links l join tasks f on f.id = l.from_id where l.to_id = t.id and l.deleted_at is null and l.kind in ('fs', 'ff') and f.deleted_at is null
          and f.completed_at is null and (t.starts_on <= $3 or s.category = 'doing') order by f.due_on nulls last, f.id limit 1) as "waitsFor"
     from tasks t join statuses s on s.id = t.status_id join projects p on p.id = t.project_id and p.deleted_at is null and p.stage <> 'closed'
     where ${mine} and t.completed_at is null and t.archived_at is null and (s.category = 'doing' or t.due_on <= $3::date + 3 or t.starts_on <= $3)
     order by t.due_on nulls last, t.importance * 4 + t.urgency desc, t.id limit 60`,
    [scope.actor.id, row.projectId, day],
  )
  const t = formatter(messages, scope.locale)
  return gather(finished, open, day, {
    late: (days) => t('late.days', { days }),
    waits: (title) => t('waits.for', { title }),
  })
}

/** Keeps one's check-in; `send` puts it before the others. A task it names must be one in sight. */
export async function saveCheckin(
  scope: Scope,
  id: string,
  c: CheckinDraft & { day?: string | undefined; send?: boolean | undefined; version?: number | undefined },
): Promise<Checkin> {
  const row = await standupFor(scope, id, 'contribute')
  const day = c.day ?? todayOf(scope)
  if (!scope.actor.id || !(await participants(scope, row)).some((p) => p.id === scope.actor.id))
    throw notFound('checkin')
  if (day > todayOf(scope))
    throw invalid({ fr: 'Ce jour n’est pas encore venu.', en: 'That day has not come yet.' })
  for (const i of [...c.done, ...c.next, ...c.blocked]) if (i.taskId) await get(scope, taskNoun, i.taskId)
  const { rows: before } = await scope.sql<Checkin>(
    `select ${columns} from checkins where standup_id = $1 and day = $2 and member_id = $3 for update`,
    [id, day, scope.actor.id],
  )
  if (c.version !== undefined && before[0] && before[0].version !== c.version) throw stale(before[0])
  const { rows } = await scope.sql<Checkin>(
    `insert into checkins (workspace_id, project_id, standup_id, member_id, day, done, next, blocked, note, sent_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, case when $10 then $11::timestamptz end, $11)
     on conflict (standup_id, day, member_id) do update set done = excluded.done, next = excluded.next, blocked = excluded.blocked, note = excluded.note,
       sent_at = coalesce(checkins.sent_at, excluded.sent_at), updated_at = excluded.updated_at, version = checkins.version + 1
     returning ${columns.replaceAll('version', 'checkins.version')}`,
    [
      scope.workspace.id,
      row.projectId,
      id,
      scope.actor.id,
      day,
      JSON.stringify(c.done),
      JSON.stringify(c.next),
      JSON.stringify(c.blocked),
      c.note,
      c.send ?? false,
      scope.now(),
    ],
  )
  if (rows[0]?.sentAt) await told(scope, row)
  return rows[0]!
}

export const told = (scope: Scope, row: StandupRow) => notify(scope, 'standup', [row.id], row.projectId)

/** The stand-ups of today in which the reader takes part and has said nothing yet. */
export async function dueToday(scope: Scope): Promise<{ id: string; name: string }[]> {
  const day = todayOf(scope)
  const { rows } = await scope.sql<{ id: string }>(
    `select s.id from standups s where s.deleted_at is null and $2 = any (s.weekdays)
       and not exists (select from checkins c where c.standup_id = s.id and c.day = $1 and c.member_id = $3 and c.sent_at is not null)`,
    [day, weekdayOf(day), scope.actor.id],
  )
  if (!rows.length || !scope.actor.id) return []
  const hours = (await hoursOf(scope, [scope.actor.id], day, day)).get(scope.actor.id)?.get(day)
  if (!hours?.length) return []
  const due: { id: string; name: string }[] = []
  for (const s of await listStandups(scope)) {
    if (!rows.some((r) => r.id === s.id)) continue
    if ((await participants(scope, s)).some((p) => p.id === scope.actor.id))
      due.push({ id: s.id, name: s.name })
  }
  return due
}
