import { forbidden } from '#platform/errors.ts'
import { announce } from '#platform/facts.ts'
import { formatter } from '#platform/i18n.ts'
import { amend, create, discard, get } from '#platform/ledger.ts'
import { tellMembers } from '#platform/notices.ts'
import { demand, mayDoIn, type Scope } from '#platform/scope.ts'
import { taskCommented } from '../facts.ts'
import { messages } from '../messages.ts'
import { type Comment, mentioned } from '../model.ts'
import { commentNoun, type comments, taskNoun } from '../tables.ts'
import { pathOfTask, trailOf } from './tasks.ts'

type Row = typeof comments.$inferSelect
const shown = (c: Row): Comment => ({
  id: c.id,
  authorId: c.authorId,
  authorName: c.authorName,
  text: c.text,
  writtenAt: c.writtenAt,
  edited: c.version > 1,
  version: c.version,
})

/** Members who may be called in a project: a guest only in the projects opened to them. */
async function callable(scope: Scope, projectId: string): Promise<{ id: string; name: string }[]> {
  const { rows } = await scope.sql<{ id: string; name: string }>(
    `select m.id, m.name from members m join projects p on p.id = $1 where m.deleted_at is null and m.deactivated_at is null
       and ((m.role <> 'guest' and (p.visibility = 'workspace' or m.role in ('owner', 'admin'))) or exists (select from project_members pm where pm.project_id = $1 and pm.member_id = m.id))`,
    [projectId],
  )
  return rows
}

/** Says something about a task. Members named by « @Name » are told, and so are those who have the task. */
export async function commentTask(scope: Scope, taskId: string, text: string): Promise<Comment> {
  const task = await get(scope, taskNoun, taskId)
  demand(scope, 'contribute', task.projectId)
  const mentionIds = mentioned(text, await callable(scope, task.projectId))
  const row = await create(scope, commentNoun, {
    projectId: task.projectId,
    taskId,
    authorId: scope.actor.id,
    authorName: scope.actor.name,
    text,
    mentionIds,
    writtenAt: scope.now(),
  })
  await announce(scope, taskCommented, await trailOf(scope, task), {
    title: task.title,
    commentId: row.id,
    mentionIds,
  })
  const t = formatter(messages, scope.workspace.locale)
  const notice = {
    body: `${task.title} : ${text}`.slice(0, 500),
    path: await pathOfTask(scope, task),
    project: task.projectId,
    noun: 'task',
    rowId: task.id,
  }
  await tellMembers(scope, mentionIds, {
    ...notice,
    kind: 'task.mentioned',
    title: t('notice.mentioned', { who: scope.actor.name }),
  })
  await tellMembers(
    scope,
    task.assigneeIds.filter((m) => !mentionIds.includes(m)),
    { ...notice, kind: 'task.commented', title: t('notice.commented', { who: scope.actor.name }) },
  )
  return shown(row)
}

/** One's own words; who conducts the project may remove anybody's. */
const mine = (scope: Scope, c: Row, conductor: boolean) => {
  demand(scope, 'contribute', c.projectId)
  if (c.authorId !== null && c.authorId === scope.actor.id) return
  if (!conductor || !mayDoIn(scope, 'conduct', c.projectId)) throw forbidden('conduct')
}

export async function amendComment(
  scope: Scope,
  id: string,
  text: string,
  version?: number,
): Promise<Comment> {
  const before = await get(scope, commentNoun, id)
  mine(scope, before, false)
  return shown(
    await amend(
      scope,
      commentNoun,
      id,
      { text, mentionIds: mentioned(text, await callable(scope, before.projectId)) },
      version,
    ),
  )
}

export async function discardComment(scope: Scope, id: string): Promise<void> {
  mine(scope, await get(scope, commentNoun, id), true)
  await discard(scope, commentNoun, id)
}
