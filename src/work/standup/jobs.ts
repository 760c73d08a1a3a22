import { formatter } from '#platform/i18n.ts'
import { every, job, type Running } from '#platform/jobs.ts'
import { find } from '#platform/ledger.ts'
import { weekdayOf } from '#platform/notices/model.ts'
import { wallOf } from '#platform/notices/settings.ts'
import { tellMembers } from '#platform/notices.ts'
import type { Scope } from '#platform/scope.ts'
import { restDays } from '../day/service/hours.ts'
import { messages, standupName } from './messages.ts'
import { participants } from './service/people.ts'
import { sendDigest } from './service/round.ts'
import { planNext } from './service/standups.ts'
import { standupNoun } from './tables.ts'

/** An hour missed by more than this is not made up for: the moment has passed. */
const patienceMinutes = 180

/** Does what is due of one stand-up: asks those whose hour has come and who have not spoken, sends the notes at theirs. */
export async function tick(scope: Scope, id: string): Promise<void> {
  const row = await find(scope, standupNoun, id)
  if (!row) return
  const people = await participants(scope, row)
  const now = scope.now()
  const { day: here, minute } = wallOf(now, scope.workspace.timezone)
  const off = await restDays(
    scope,
    people.map((p) => p.id),
    here,
    here,
  )
  const { rows: spoke } = await scope.sql<{ id: string }>(
    'select member_id as id from checkins where standup_id = $1 and day = $2 and sent_at is not null',
    [id, here],
  )
  for (const p of people) {
    const wall = wallOf(now, p.timezone)
    const late = wall.minute - (row.hours[p.id] ?? row.askMinute)
    if (!row.weekdays.includes(weekdayOf(wall.day)) || late < 0 || late > patienceMinutes) continue
    if (off.get(p.id)?.has(wall.day) || spoke.some((s) => s.id === p.id)) continue
    await tellMembers(scope, [p.id], {
      kind: 'reminder.standup',
      title: formatter(messages, p.locale)('ask.title'),
      body: standupName(row.name, p.locale),
      path: `standup?point=${id}`,
      project: row.projectId,
      uniqueKey: `standup:${id}:${wall.day}`,
    })
  }
  if (row.digestMinute !== null && minute >= row.digestMinute && row.weekdays.includes(weekdayOf(here)))
    await sendDigest(scope, row, here)
  await planNext(scope, row)
}

export function standupJobs(): void {
  job('standup.tick', (running: Running, { standup }: { standup: string }) =>
    running.scope((scope) => tick(scope, standup)),
  )
  every('standup', '* * * * *', 'UTC', async (platform) => {
    await platform.pools.worker.query(
      `insert into jobs (workspace_id, kind, payload, unique_key, run_at, max_attempts, visible)
       select workspace_id, 'standup.tick', jsonb_build_object('standup', id), 'standup:' || id || ':' || next_at, $1, 5, false
       from standups where deleted_at is null and next_at <= $1 on conflict (unique_key) do nothing`,
      [platform.clock.now()],
    )
    await platform.pools.worker.query("select pg_notify('pupitre_jobs', '')")
  })
}
