import { enqueue } from './jobs.ts'
import { notify } from './live.ts'
import { type Letter, send } from './mail.ts'
import { keepForDigest } from './notices/digest.ts'
import { letterOf } from './notices/letters.ts'
import { courseOf, resting } from './notices/model.ts'
import { type Told, toldOf, wallOf } from './notices/settings.ts'
import type { Scope } from './scope.ts'

export type Notice = {
  kind: string
  title: string
  body?: string
  /** Where it leads, inside the workspace: `projets/brume/taches?tache=12`. */
  path?: string
  project?: string | null
  noun?: string
  rowId?: string
  /** The same key is told to the same member once. */
  uniqueKey?: string
  /** A letter of its own, for those who get letters or digests: it leaves at once, unless they rest. */
  letter?: (to: Told) => Letter
  /** Also who did it: it is a record rather than news. */
  toMyself?: boolean
}

/**
 * Puts a notice in front of members, in the transaction of the change. Who did it is not told of it. How each is told is
 * their own choice: the list, a letter, the device, or the next digest, which is where everything goes while they rest.
 */
export async function tellMembers(scope: Scope, memberIds: readonly string[], n: Notice): Promise<void> {
  const wanted = [...new Set(memberIds)].filter((m) => n.toMyself || m !== scope.actor.id)
  for (const member of await toldOf(scope, wanted)) await tell(scope, member, n)
}

async function tell(scope: Scope, member: Told, n: Notice): Promise<void> {
  const now = scope.now()
  const wall = wallOf(now, member.timezone)
  const off = (day: string) => member.off.has(day)
  const usual = courseOf(member.settings, n, wall, off)
  const own =
    n.letter && (usual.mail || usual.digest) && !resting(member.settings, wall, off)
      ? n.letter(member)
      : undefined
  const course = own ? { ...usual, mail: true, digest: false } : usual
  if (!course.app && !course.mail && !course.push && !course.digest) return
  const { rows } = await scope.sql<{ id: string }>(
    `insert into notifications (workspace_id, project_id, member_id, kind, title, body, noun, row_id, path, unique_key, created_at, in_app, digest_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict do nothing returning id`,
    [
      scope.workspace.id,
      n.project ?? null,
      member.id,
      n.kind,
      n.title.slice(0, 300),
      (n.body ?? '').slice(0, 1_000),
      n.noun ?? '',
      n.rowId ?? null,
      n.path ?? '',
      n.uniqueKey ?? null,
      now,
      course.app,
      course.digest ? await keepForDigest(scope, member, n.project) : null,
    ],
    'tell-member',
  )
  const id = rows[0]?.id
  if (!id) return
  if (course.mail) await send(scope, own ?? letterOf(scope, member, { ...n, id }))
  for (const device of course.push ? member.deviceIds : [])
    await enqueue(scope, {
      kind: 'notices.push',
      title: n.kind,
      payload: { notification: id, device },
      project: n.project ?? null,
      uniqueKey: `push:${id}:${device}`,
      maxAttempts: 5,
      visible: false,
    })
  if (course.app) await notify(scope, 'notification', [], n.project ?? null, member.id)
}
