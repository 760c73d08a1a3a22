import { enqueue, job, type Running } from '../jobs.ts'
import { send } from '../mail.ts'
import type { Scope } from '../scope.ts'
import { digestLetter, type Kept } from './letters.ts'
import { resting } from './model.ts'
import { digestInstant, inSight, type Told, toldOf, wallOf } from './settings.ts'

/** The moment the notice leaves with the digest; the job for that moment is made once, with the first notice it will carry. */
export async function keepForDigest(scope: Scope, m: Told, project?: string | null): Promise<Date> {
  const at = digestInstant(m, scope.now())
  await enqueue(scope, {
    kind: 'notices.digest',
    title: 'digest',
    payload: { member: m.id },
    project: project ?? null,
    uniqueKey: `digest:${m.id}:${at.toISOString()}`,
    runAt: at,
    maxAttempts: 8,
    visible: false,
  })
  return at
}

/** After other hours were chosen, or another rest: what waits goes to the moment it should now leave. */
export async function moveDigest(scope: Scope, memberId: string): Promise<void> {
  const [me] = await toldOf(scope, [memberId])
  const { rowCount } = await scope.sql(
    'select from notifications where member_id = $1 and digest_at is not null and digested_at is null limit 1',
    [memberId],
  )
  if (!me || !rowCount) return
  await scope.sql(
    'update notifications set digest_at = $2 where member_id = $1 and digest_at is not null and digested_at is null',
    [memberId, await keepForDigest(scope, me)],
  )
}

/**
 * Writes one member's digest: the rows, their mark and the letter are one transaction, so it is written once whoever is
 * killed when. Read meanwhile, nothing is sent. On a day off that was taken since, it waits.
 */
export async function writeDigest(scope: Scope, memberId: string): Promise<number> {
  const [me] = await toldOf(scope, [memberId])
  if (!me) return 0
  if (resting(me.settings, wallOf(scope.now(), me.timezone), (day) => me.off.has(day))) {
    await moveDigest(scope, memberId)
    return 0
  }
  const { rows } = await scope.sql<Kept & { readAt: Date | null }>(
    `with due as (select id from notifications where member_id = $1 and digested_at is null and digest_at <= $2 order by id for update),
       marked as (update notifications n set digested_at = $2 from due where n.id = due.id returning n.id)
     select n.id, n.title, n.body, n.path, n.read_at as "readAt", n.created_at as "createdAt", p.name as project
     from notifications n join marked on marked.id = n.id left join projects p on p.id = n.project_id
     where n.project_id is null or ${inSight} order by n.created_at, n.id`,
    [memberId, scope.now()],
  )
  const unread = rows.filter((r) => r.readAt === null)
  if (!unread.length) return 0
  await send(scope, digestLetter(scope, me, unread, `digest:${me.id}:${unread[0]!.id}`))
  return unread.length
}

/** Nothing of what waits is sent: it was news of a past that was only played. */
export async function dropDigests(scope: Scope): Promise<void> {
  await scope.sql(
    'update notifications set digested_at = $1 where digested_at is null and digest_at is not null',
    [scope.now()],
  )
}

export function digestJobs(): void {
  job('notices.digest', (running: Running, { member }: { member: string }) =>
    running.scope((scope) => writeDigest(scope, member)),
  )
}
