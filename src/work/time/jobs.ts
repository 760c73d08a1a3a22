import { formatter } from '#platform/i18n.ts'
import { job, type Running } from '#platform/jobs.ts'
import { notify } from '#platform/live.ts'
import { tellMembers } from '#platform/notices.ts'
import type { Locale, Scope } from '#platform/scope.ts'
import { messages } from './messages.ts'

/** Asks once per stretch: a timer paused, stopped or gone on with since then is nobody's oversight. */
export async function askForgotten(scope: Scope, memberId: string, since: string): Promise<boolean> {
  const { rows } = await scope.sql<{ title: string; locale: Locale }>(
    `update timers r set asked_at = $3 from tasks t, members m join workspaces w on w.id = m.workspace_id
     where t.id = r.task_id and m.id = r.member_id and r.member_id = $1 and r.running_since = $2 and r.asked_at is null
     returning t.title, coalesce(m.locale, w.locale) as locale`,
    [memberId, since, scope.now()],
  )
  const found = rows[0]
  if (!found) return false
  const t = formatter(messages, found.locale)
  await tellMembers(scope, [memberId], {
    kind: 'timer.forgotten',
    title: t('forgotten.title'),
    body: found.title,
    path: 'aujourdhui',
    uniqueKey: `timer:${memberId}:${since}`,
  })
  await notify(scope, 'timer', [], null, memberId)
  return true
}

export function timeJobs(): void {
  job('timer.guard', (running: Running, { member, since }: { member: string; since: string }) =>
    running.scope((scope) => askForgotten(scope, member, since)),
  )
}
