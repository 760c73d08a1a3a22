import { formatter } from '#platform/i18n.ts'
import { amend, get } from '#platform/ledger.ts'
import { tellMembers } from '#platform/notices.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { noticeMessages } from '../messages/notices.ts'
import { type TaskRow, taskNoun } from '../tables.ts'

/** Members who may be called in a project: a guest only in the projects opened to them. */
export async function callable(scope: Scope, projectId: string): Promise<{ id: string; name: string }[]> {
  const { rows } = await scope.sql<{ id: string; name: string }>(
    `select m.id, m.name from members m join projects p on p.id = $1 where m.deleted_at is null and m.deactivated_at is null
       and ((m.role <> 'guest' and (p.visibility = 'workspace' or m.role in ('owner', 'admin'))) or exists (select from project_members pm where pm.project_id = $1 and pm.member_id = m.id))`,
    [projectId],
    'callable',
  )
  return rows
}

/** Where a task opens, inside the workspace; `comment` opens it on what was said. */
export async function pathOfTask(
  scope: Scope,
  t: Pick<TaskRow, 'projectId' | 'number'>,
  comment?: string,
): Promise<string> {
  const { rows } = await scope.sql<{ slug: string }>('select slug from projects where id = $1', [t.projectId])
  return `projets/${rows[0]?.slug}/taches?tache=${t.number}${comment ? `&commentaire=${comment}` : ''}`
}

/** Follows a task, or no longer: who sees it may. */
export async function follow(
  scope: Scope,
  taskId: string,
  on: boolean,
): Promise<{ followerIds: string[]; version: number }> {
  const task = await get(scope, taskNoun, taskId, { lock: true })
  demand(scope, 'see', task.projectId)
  const others = task.followerIds.filter((m) => m !== scope.actor.id)
  const after = await amend(scope, taskNoun, taskId, {
    followerIds: on && scope.actor.id ? [...others, scope.actor.id] : others,
  })
  return { followerIds: after.followerIds, version: after.version }
}

/** What of a change is worth telling: the rest is read in the history. */
const worth = ['title', 'statusId', 'startsOn', 'dueOn', 'assigneeIds', 'completedAt', 'deadlineOn'] as const

/** Tells those who follow a task what changed. Those it was just given to are told of that instead. */
export async function tellFollowers(scope: Scope, before: TaskRow, after: TaskRow): Promise<void> {
  const told = after.followerIds.filter(
    (m) => m !== scope.actor.id && before.assigneeIds.includes(m) === after.assigneeIds.includes(m),
  )
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
  const changed = worth.filter((f) => !same(before[f], after[f]))
  if (!told.length || !changed.length) return
  const able = new Set((await callable(scope, after.projectId)).map((m) => m.id))
  const t = formatter(noticeMessages, scope.workspace.locale)
  const finished = Boolean(after.completedAt) !== Boolean(before.completedAt)
  const what = finished
    ? t(after.completedAt ? 'changed.finished' : 'changed.reopened')
    : changed.map((f) => t(`changed.${f}`)).join(', ')
  await tellMembers(
    scope,
    told.filter((m) => able.has(m)),
    {
      kind: 'task.followed',
      title: t('notice.followed', { who: scope.actor.name }),
      body: `${after.title} : ${what}`,
      path: await pathOfTask(scope, after),
      project: after.projectId,
      noun: 'task',
      rowId: after.id,
    },
  )
}
