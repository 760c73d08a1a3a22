import { notFound } from '#platform/errors.ts'
import { formatter } from '#platform/i18n.ts'
import { amend, create, discard, get } from '#platform/ledger.ts'
import { notify } from '#platform/live.ts'
import { shiftDay, weekdayOf } from '#platform/notices/model.ts'
import { instantOf, wallOf } from '#platform/notices/settings.ts'
import { demand, mayDoIn, type Scope } from '#platform/scope.ts'
import { getProject } from '#platform/tenancy/service.ts'
import { messages, standupName } from '../messages.ts'
import type { Standup, StandupDraft } from '../model.ts'
import { standupNoun, type standups } from '../tables.ts'
import { type Participant, participants } from './people.ts'

export type StandupRow = typeof standups.$inferSelect

export const shown = (scope: Scope, s: StandupRow): Standup => ({
  id: s.id,
  projectId: s.projectId,
  name: standupName(s.name, scope.locale),
  memberIds: s.memberIds,
  weekdays: s.weekdays,
  askMinute: s.askMinute,
  myMinute: (scope.actor.id && s.hours[scope.actor.id]) || s.askMinute,
  digestMinute: s.digestMinute,
  secondsEach: s.secondsEach,
  version: s.version,
})

/** Among those who contribute: a client or a reader is not part of it. */
export async function standupFor(
  scope: Scope,
  id: string,
  right: 'contribute' | 'conduct',
): Promise<StandupRow> {
  const row = await get(scope, standupNoun, id)
  demand(scope, right, row.projectId)
  return row
}

export async function listStandups(scope: Scope): Promise<Standup[]> {
  const { rows } = await scope.sql<{ id: string }>(
    'select s.id from standups s left join projects p on p.id = s.project_id where s.deleted_at is null and (s.project_id is null or p.deleted_at is null) order by s.project_id nulls first, s.name, s.id limit 200',
  )
  const found: Standup[] = []
  for (const { id } of rows) {
    const row = await get(scope, standupNoun, id)
    if (row.projectId ? mayDoIn(scope, 'contribute', row.projectId) : scope.projects === '*')
      found.push(shown(scope, row))
  }
  return found
}

/** Opens the stand-up of a project, or of the team; the one there is comes back as it is. */
export async function openStandup(
  scope: Scope,
  projectId: string | null,
  draft: StandupDraft = {},
): Promise<Standup> {
  demand(scope, 'conduct', projectId)
  await scope.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `standup:${scope.workspace.id}:${projectId}`,
  ])
  const { rows } = await scope.sql<{ id: string }>(
    'select id from standups where project_id is not distinct from $1::uuid and deleted_at is null',
    [projectId],
  )
  if (rows[0]) return shown(scope, await get(scope, standupNoun, rows[0].id))
  const t = formatter(messages, scope.workspace.locale)
  const name =
    draft.name ??
    (projectId ? t('name.project', { project: (await getProject(scope, projectId)).name }) : t('name.team'))
  const row = await create(scope, standupNoun, { ...draft, projectId, name: name.slice(0, 100) })
  return shown(scope, await planNext(scope, row))
}

export async function amendStandup(
  scope: Scope,
  id: string,
  patch: StandupDraft,
  version?: number,
): Promise<Standup> {
  await standupFor(scope, id, 'conduct')
  if (patch.memberIds?.length) {
    const { rowCount } = await scope.sql('select from members where id = any ($1) and deleted_at is null', [
      patch.memberIds,
    ])
    if (rowCount !== new Set(patch.memberIds).size) throw notFound('member')
  }
  return shown(scope, await planNext(scope, await amend(scope, standupNoun, id, patch, version)))
}

/** One's own hour to be asked; null: as everybody. */
export async function setHour(scope: Scope, id: string, minute: number | null): Promise<Standup> {
  const row = await standupFor(scope, id, 'contribute')
  const { [scope.actor.id ?? '']: _, ...others } = row.hours
  const hours = minute === null || !scope.actor.id ? others : { ...others, [scope.actor.id]: minute }
  await scope.sql('update standups set hours = $2 where id = $1', [id, hours])
  await notify(scope, 'standup', [id], row.projectId)
  return shown(scope, await planNext(scope, { ...row, hours }))
}

export async function closeStandup(scope: Scope, id: string): Promise<void> {
  await standupFor(scope, id, 'conduct')
  await discard(scope, standupNoun, id)
}

/** The next moment something is to be done: somebody asked, or the digest sent. */
export function nextMoment(
  s: Pick<StandupRow, 'weekdays' | 'askMinute' | 'hours' | 'digestMinute'>,
  people: readonly Pick<Participant, 'id' | 'timezone'>[],
  timezone: string,
  now: Date,
): Date | null {
  const wanted = people.map((p) => ({ zone: p.timezone, minute: s.hours[p.id] ?? s.askMinute }))
  if (s.digestMinute !== null) wanted.push({ zone: timezone, minute: s.digestMinute })
  let first: Date | null = null
  for (const w of wanted) {
    const { day } = wallOf(now, w.zone)
    for (let i = 0; i < 8; i++) {
      const on = shiftDay(day, i)
      if (!s.weekdays.includes(weekdayOf(on))) continue
      const at = instantOf(on, w.minute, w.zone)
      if (at <= now) continue
      if (!first || at < first) first = at
      break
    }
  }
  return first
}

export async function planNext(scope: Scope, row: StandupRow): Promise<StandupRow> {
  const nextAt = nextMoment(row, await participants(scope, row), scope.workspace.timezone, scope.now())
  await scope.sql('update standups set next_at = $2 where id = $1', [row.id, nextAt])
  return { ...row, nextAt }
}
