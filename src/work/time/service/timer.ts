import { invalid, notFound } from '#platform/errors.ts'
import { dayOf } from '#platform/formats.ts'
import { enqueue } from '#platform/jobs.ts'
import { get } from '#platform/ledger.ts'
import { notify } from '#platform/live.ts'
import { instantOf, wallOf } from '#platform/notices/settings.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { taskNoun } from '../../tables.ts'
import { dayEndMinute, longestHours, minutesOf, secondsOf, type TimeEntry, type Timer } from '../model.ts'
import { logTime } from './entries.ts'

const told = (scope: Scope) => notify(scope, 'timer', [], null, scope.actor.id ?? undefined)

export async function readTimer(scope: Scope): Promise<Timer | null> {
  const { rows } = await scope.sql<Timer>(
    `select r.task_id as "taskId", t.number as "taskNumber", t.title as "taskTitle", t.project_id as "projectId", p.slug as "projectSlug", p.name as "projectName",
       r.note, r.begun_at as "begunAt", r.running_since as "runningSince", r.seconds, r.asked_at is not null as forgotten
     from timers r join tasks t on t.id = r.task_id join projects p on p.id = t.project_id where r.member_id = $1`,
    [scope.actor.id],
    'my-timer',
  )
  return rows[0] ?? null
}

async function here(scope: Scope): Promise<Timer> {
  const timer = await readTimer(scope)
  if (!timer)
    throw invalid({ fr: 'Aucun chronomètre ne tourne pour vous.', en: 'No timer is running for you.' })
  return timer
}

/** Starts on a task. What ran on another one is kept as time spent: one does one thing at a time. */
export async function startTimer(scope: Scope, taskId: string): Promise<Timer> {
  const me = scope.actor.id
  if (!me) throw notFound('member')
  const task = await get(scope, taskNoun, taskId)
  demand(scope, 'contribute', task.projectId)
  // Two devices at once wait for one another here.
  await scope.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`timer:${me}`])
  const now = await readTimer(scope)
  if (now?.taskId === taskId) return resumeTimer(scope)
  if (now) await stopTimer(scope, {})
  await scope.sql(
    `insert into timers (workspace_id, member_id, task_id, begun_at, running_since) values ($1, $2, $3, $4, $4)
     on conflict (member_id) do update set task_id = excluded.task_id, begun_at = excluded.begun_at, running_since = excluded.running_since, seconds = 0, note = '', asked_at = null`,
    [scope.workspace.id, me, taskId, scope.now()],
  )
  await guard(scope)
  await told(scope)
  return here(scope)
}

/** The moment to ask whether it was forgotten: after hours without a pause, or when the day ends. */
async function guard(scope: Scope): Promise<void> {
  const now = scope.now()
  const wall = wallOf(now, scope.timezone)
  const long = new Date(now.getTime() + longestHours * 3_600_000)
  const end = instantOf(wall.day, dayEndMinute, scope.timezone)
  await enqueue(scope, {
    kind: 'timer.guard',
    title: 'timer',
    payload: { member: scope.actor.id, since: now.toISOString() },
    uniqueKey: `timer:${scope.actor.id}:${now.toISOString()}`,
    runAt: end > now && end < long ? end : long,
    maxAttempts: 5,
    visible: false,
  })
}

export async function pauseTimer(scope: Scope): Promise<Timer> {
  const timer = await here(scope)
  await scope.sql('update timers set seconds = $2, running_since = null where member_id = $1', [
    scope.actor.id,
    secondsOf(timer, scope.now()),
  ])
  await told(scope)
  return here(scope)
}

/** Goes on after a pause; also the answer « still at it » to a timer thought forgotten. */
export async function resumeTimer(scope: Scope): Promise<Timer> {
  const timer = await here(scope)
  await scope.sql(
    'update timers set seconds = $2, running_since = $3, asked_at = null where member_id = $1',
    [scope.actor.id, secondsOf(timer, scope.now()), scope.now()],
  )
  await guard(scope)
  await told(scope)
  return here(scope)
}

/**
 * Stops and keeps the time. `minutes` corrects what ran, for a timer that was forgotten. It counts on the day it began,
 * on the member's wall; under half a minute nothing was done, and nothing is kept.
 */
export async function stopTimer(
  scope: Scope,
  o: { minutes?: number | undefined; note?: string | undefined; billable?: boolean | undefined },
): Promise<TimeEntry | null> {
  const timer = await here(scope)
  const seconds = secondsOf(timer, scope.now())
  await scope.sql('delete from timers where member_id = $1', [scope.actor.id])
  await told(scope)
  if (o.minutes === undefined && seconds < 30) return null
  return logTime(
    scope,
    {
      taskId: timer.taskId,
      workedOn: dayOf(timer.begunAt, scope.timezone),
      minutes: o.minutes ?? minutesOf(seconds),
      note: o.note ?? timer.note,
      ...(o.billable !== undefined && { billable: o.billable }),
    },
    'timer',
  )
}

export async function noteTimer(scope: Scope, note: string): Promise<Timer> {
  await scope.sql('update timers set note = $2 where member_id = $1', [scope.actor.id, note])
  await told(scope)
  return here(scope)
}

/** Nothing of it is kept. */
export async function dropTimer(scope: Scope): Promise<void> {
  await scope.sql('delete from timers where member_id = $1', [scope.actor.id])
  await told(scope)
}
