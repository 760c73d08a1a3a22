import { forbidden, invalid } from '#platform/errors.ts'
import { announce } from '#platform/facts.ts'
import { formatter } from '#platform/i18n.ts'
import { amend, create, discard, get } from '#platform/ledger.ts'
import { notify } from '#platform/live.ts'
import { type Notice, tellMembers } from '#platform/notices.ts'
import { demand, mayDoIn, type Scope } from '#platform/scope.ts'
import { taskCommented } from '../facts.ts'
import { noticeMessages } from '../messages/notices.ts'
import { type Comment, mentioned, type ReactionShape } from '../model.ts'
import { canPin, type Pin } from '../proofing/model.ts'
import { attachmentNoun, commentNoun, type comments, type TaskRow, taskNoun } from '../tables.ts'
import { commentShown } from './details.ts'
import { callable, pathOfTask } from './followers.ts'
import { trailOf } from './telling.ts'

type Row = typeof comments.$inferSelect
export type Where = {
  parentId?: string | undefined
  attachmentId?: string | undefined
  pin?: Pin | undefined
}

/** Who sees a project may speak in it, a client above all: words change nothing of the plan. A public link has no voice. */
function speaking(scope: Scope, projectId: string): void {
  demand(scope, 'see', projectId)
  if (scope.actor.kind === 'outsider') throw forbidden('contribute')
}

/** Says something about a task, in answer to somebody, or pinned on one of its files. */
export async function commentTask(
  scope: Scope,
  taskId: string,
  text: string,
  where: Where = {},
): Promise<Comment> {
  const task = await get(scope, taskNoun, taskId)
  speaking(scope, task.projectId)
  const first = where.parentId ? await firstOf(scope, task, where.parentId) : undefined
  if (where.pin || where.attachmentId) await pinnable(scope, task, where)
  const able = await callable(scope, task.projectId)
  const mentionIds = mentioned(text, able)
  const row = await create(scope, commentNoun, {
    projectId: task.projectId,
    taskId,
    authorId: scope.actor.id,
    authorName: scope.actor.name,
    text,
    mentionIds,
    writtenAt: scope.now(),
    parentId: first?.id ?? null,
    // An answer stands where its thread does.
    attachmentId: first ? first.attachmentId : (where.attachmentId ?? null),
    pin: first ? null : (where.pin ?? null),
  })
  if (first?.resolvedAt) await amend(scope, commentNoun, first.id, { resolvedAt: null, resolvedBy: null })
  await announce(scope, taskCommented, await trailOf(scope, task), {
    title: task.title,
    commentId: row.id,
    mentionIds,
  })
  await tellOf(scope, task, row, new Set(able.map((m) => m.id)))
  return commentShown(scope, row.id)
}

/** The first of the thread a comment is in: threads are one deep, so that they stay readable. */
async function firstOf(scope: Scope, task: TaskRow, id: string): Promise<Row> {
  const c = await get(scope, commentNoun, id)
  if (c.taskId !== task.id)
    throw invalid({
      fr: 'Ce fil est celui d’une autre tâche.',
      en: 'This thread belongs to another task.',
    })
  return c.parentId ? get(scope, commentNoun, c.parentId) : c
}

async function pinnable(scope: Scope, task: TaskRow, { attachmentId, pin }: Where): Promise<void> {
  const a = await get(scope, attachmentNoun, attachmentId ?? '')
  const { rows } = await scope.sql<{ type: string }>(
    `select f.media_type as type from attachment_versions v join files f on f.id = v.file_id
     where v.attachment_id = $1 and v.number = $2 and v.deleted_at is null`,
    [a.id, pin?.version ?? 0],
  )
  if (a.taskId === task.id && (!pin || (rows[0] && canPin(rows[0].type)))) return
  throw invalid({
    fr: 'Une épingle se pose sur une image, un PDF ou une vidéo de cette tâche, sur une version qui existe.',
    en: 'A pin goes on an image, a PDF or a video of this task, on a version that exists.',
  })
}

/** Those named, those in the thread, those who have or follow the task: each told once, by what concerns them most. */
async function tellOf(scope: Scope, task: TaskRow, c: Row, able: ReadonlySet<string>): Promise<void> {
  const t = formatter(noticeMessages, scope.workspace.locale)
  const who = scope.actor.name
  const notice = {
    body: `${task.title} : ${c.text}`.slice(0, 500),
    path: await pathOfTask(scope, task, c.id),
    project: task.projectId,
    noun: 'task',
    rowId: task.id,
  }
  const { rows } = c.parentId
    ? await scope.sql<{ id: string }>(
        'select distinct author_id as id from comments where (id = $1 or parent_id = $1) and deleted_at is null and author_id is not null',
        [c.parentId],
      )
    : { rows: [] }
  const told = new Set<string>()
  const tell = async (ids: readonly string[], kind: string, title: string) => {
    const to = ids.filter((id) => able.has(id) && !told.has(id))
    for (const id of to) told.add(id)
    await tellMembers(scope, to, { ...notice, kind, title } satisfies Notice)
  }
  await tell(c.mentionIds, 'task.mentioned', t('notice.mentioned', { who }))
  await tell(
    rows.map((r) => r.id),
    'task.replied',
    t('notice.replied', { who }),
  )
  await tell([...task.assigneeIds, ...task.followerIds], 'task.commented', t('notice.commented', { who }))
}

/** One's own words; who conducts the project may remove anybody's. */
const mine = (scope: Scope, c: Row, conductor: boolean) => {
  speaking(scope, c.projectId)
  if (c.authorId !== null && c.authorId === scope.actor.id) return
  if (!conductor || !mayDoIn(scope, 'conduct', c.projectId)) throw forbidden('conduct')
}

/** Corrects one's words. Who is named only now is told; who was already is not told twice. */
export async function amendComment(
  scope: Scope,
  id: string,
  text: string,
  version?: number,
): Promise<Comment> {
  const before = await get(scope, commentNoun, id)
  mine(scope, before, false)
  const able = await callable(scope, before.projectId)
  const mentionIds = mentioned(text, able)
  const after = await amend(
    scope,
    commentNoun,
    id,
    { text, mentionIds, ...(text !== before.text && { editedAt: scope.now() }) },
    version,
  )
  const fresh = mentionIds.filter((m) => !before.mentionIds.includes(m))
  if (fresh.length) {
    const task = await get(scope, taskNoun, before.taskId)
    await tellMembers(scope, fresh, {
      kind: 'task.mentioned',
      title: formatter(noticeMessages, scope.workspace.locale)('notice.mentioned', { who: scope.actor.name }),
      body: `${task.title} : ${after.text}`.slice(0, 500),
      path: await pathOfTask(scope, task, id),
      project: task.projectId,
      noun: 'task',
      rowId: task.id,
    })
  }
  return commentShown(scope, id)
}

export async function discardComment(scope: Scope, id: string): Promise<void> {
  mine(scope, await get(scope, commentNoun, id), true)
  await discard(scope, commentNoun, id)
}

/** Settles a thread, or opens it again; who opened it is told. */
export async function resolveThread(scope: Scope, id: string, resolved: boolean): Promise<Comment> {
  const c = await get(scope, commentNoun, id)
  demand(scope, 'contribute', c.projectId)
  if (c.parentId) return resolveThread(scope, c.parentId, resolved)
  if (Boolean(c.resolvedAt) === resolved) return commentShown(scope, id)
  await amend(scope, commentNoun, id, {
    resolvedAt: resolved ? scope.now() : null,
    resolvedBy: resolved ? scope.actor.id : null,
  })
  const able = new Set((await callable(scope, c.projectId)).map((m) => m.id))
  if (c.authorId && able.has(c.authorId)) {
    const task = await get(scope, taskNoun, c.taskId)
    const t = formatter(noticeMessages, scope.workspace.locale)
    await tellMembers(scope, [c.authorId], {
      kind: 'comment.resolved',
      title: t(resolved ? 'notice.resolved' : 'notice.reopened', { who: scope.actor.name }),
      body: `${task.title} : ${c.text}`.slice(0, 500),
      path: await pathOfTask(scope, task, id),
      project: c.projectId,
      noun: 'task',
      rowId: task.id,
    })
  }
  return commentShown(scope, id)
}

/** Answers without words, or takes it back. Nobody is disturbed for it: it is seen by who looks. */
export async function react(scope: Scope, id: string, shape: ReactionShape, on: boolean): Promise<Comment> {
  const c = await get(scope, commentNoun, id)
  speaking(scope, c.projectId)
  if (!scope.actor.id) throw forbidden('contribute')
  const keys = [c.id, scope.actor.id, shape]
  if (on)
    await scope.sql(
      `insert into comment_reactions (workspace_id, project_id, comment_id, member_id, shape, given_at)
       values ($4, $5, $1, $2, $3, $6) on conflict do nothing`,
      [...keys, scope.workspace.id, c.projectId, scope.now()],
      'react',
    )
  else
    await scope.sql(
      'delete from comment_reactions where comment_id = $1 and member_id = $2 and shape = $3',
      keys,
      'unreact',
    )
  await notify(scope, 'task', [c.taskId], c.projectId)
  return commentShown(scope, id)
}

/** The reader has read what is said of a task until now. */
export async function markRead(scope: Scope, taskId: string): Promise<void> {
  const task = await get(scope, taskNoun, taskId)
  demand(scope, 'see', task.projectId)
  if (!scope.actor.id) return
  await scope.sql(
    `insert into task_reads (workspace_id, project_id, task_id, member_id, read_at) values ($1, $2, $3, $4, $5)
     on conflict (task_id, member_id) do update set read_at = excluded.read_at`,
    [scope.workspace.id, task.projectId, taskId, scope.actor.id, scope.now()],
    'mark-read',
  )
}
