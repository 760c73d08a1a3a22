import type { formatter } from '#platform/i18n.ts'
import { amend, get } from '#platform/ledger.ts'
import { demand, type Scope } from '#platform/scope.ts'
import type { noticeMessages } from '../messages/notices.ts'
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

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/** « échéance, responsables »; null: nothing that is worth telling. */
export function whatChanged(
  t: ReturnType<typeof formatter<typeof noticeMessages>>,
  before: TaskRow,
  after: TaskRow,
): string | null {
  const changed = worth.filter((f) => !same(before[f], after[f]))
  if (!changed.length) return null
  return Boolean(after.completedAt) === Boolean(before.completedAt)
    ? changed.map((f) => t(`changed.${f}`)).join(', ')
    : t(after.completedAt ? 'changed.finished' : 'changed.reopened')
}
