import { announceMany, type Trail } from '#platform/facts.ts'
import { dayOf } from '#platform/formats.ts'
import { formatter } from '#platform/i18n.ts'
import { tellMembers } from '#platform/notices.ts'
import type { Scope } from '#platform/scope.ts'
import { taskAssigned, taskFinished, taskReopened } from '../facts.ts'
import { noticeMessages } from '../messages/notices.ts'
import { messages } from '../messages.ts'
import type { TaskRow } from '../tables.ts'
import { callable, pathOfTask, whatChanged } from './followers.ts'

export type TaskChange = { before?: TaskRow; after: TaskRow }
type Traced = Pick<TaskRow, 'id' | 'projectId' | 'actionId'>

/** How tasks hang on the thread: through their action, to the objective and the budget line. */
async function trailsOf(scope: Scope, tasks: readonly Traced[]): Promise<(t: Traced) => Trail> {
  const ids = [...new Set(tasks.flatMap((t) => t.actionId ?? []))]
  const { rows } = ids.length
    ? await scope.sql<{ id: string; objective: string | null; line: string | null }>(
        'select id, objective_id as objective, budget_line_id as line from actions where id = any ($1)',
        [ids],
        'task-trails',
      )
    : { rows: [] }
  const actions = new Map(rows.map((a) => [a.id, a]))
  return (t) => {
    const action = t.actionId ? actions.get(t.actionId) : undefined
    return {
      project: t.projectId,
      task: t.id,
      action: t.actionId,
      objective: action?.objective ?? null,
      budgetLine: action?.line ?? null,
    }
  }
}
export const trailOf = async (scope: Scope, t: Traced): Promise<Trail> => (await trailsOf(scope, [t]))(t)

export const sayFinished = (scope: Scope, t: TaskRow, at?: Date): Promise<void> =>
  sayState(scope, [t], at && (() => at))
/** Each at the instant it was finished, which may be long ago. */
export const sayAllFinished = (scope: Scope, tasks: readonly TaskRow[]): Promise<void> =>
  sayState(scope, tasks, (t) => t.completedAt as Date)

async function sayState(
  scope: Scope,
  tasks: readonly TaskRow[],
  at?: (finished: TaskRow) => Date,
): Promise<void> {
  if (!tasks.length) return
  const trail = await trailsOf(scope, tasks)
  const late = (t: TaskRow, done: Date) =>
    t.dueOn === null ? null : dayOf(done, scope.workspace.timezone) > t.dueOn ? 1 : 0
  await announceMany(
    scope,
    taskFinished,
    tasks.flatMap((t) =>
      t.completedAt
        ? [
            {
              trail: trail(t),
              payload: { title: t.title, dueOn: t.dueOn, late: late(t, t.completedAt) },
              numbers: { name: t.title, quantity: 1, ...(at && { at: at(t) }) },
            },
          ]
        : [],
    ),
  )
  await announceMany(
    scope,
    taskReopened,
    tasks.filter((t) => !t.completedAt).map((t) => ({ trail: trail(t), payload: { title: t.title } })),
  )
}

/** Announces what changes mean, and tells those they now concern: each once, however many tasks it is about. */
export async function sayChanged(scope: Scope, all: readonly TaskChange[]): Promise<void> {
  await sayState(
    scope,
    all
      .filter(({ before, after }) => (after.completedAt !== null) !== Boolean(before?.completedAt))
      .map((c) => c.after),
  )
  await tellFollowers(scope, all)
  const given = all.flatMap(({ before, after }) => {
    const memberIds = after.assigneeIds.filter((m) => !before?.assigneeIds.includes(m))
    return memberIds.length ? [{ task: after, memberIds }] : []
  })
  if (!given.length) return
  const trail = await trailsOf(
    scope,
    given.map((g) => g.task),
  )
  await announceMany(
    scope,
    taskAssigned,
    given.map(({ task, memberIds }) => ({ trail: trail(task), payload: { title: task.title, memberIds } })),
  )
  const t = formatter(messages, scope.workspace.locale)
  const n = formatter(noticeMessages, scope.workspace.locale)
  await tellEach(scope, given, {
    kind: 'task.assigned',
    one: t('notice.assigned', { who: scope.actor.name }),
    many: (count) => n('notice.givenMany', { who: scope.actor.name, count }),
    body: (task) => task.title,
  })
}

type Told = { task: TaskRow; memberIds: readonly string[] }
type Said = { kind: string; one: string; many: (count: number) => string; body: (task: TaskRow) => string }

/** A word about one task leads to it; about several, to where they are. */
async function tellEach(scope: Scope, all: readonly Told[], said: Said): Promise<void> {
  const of = new Map<string, TaskRow[]>()
  for (const { task, memberIds } of all)
    for (const m of memberIds) if (m !== scope.actor.id) of.set(m, [...(of.get(m) ?? []), task])
  for (const { task, memberIds } of all) {
    const alone = memberIds.filter((m) => of.get(m)?.length === 1)
    if (alone.length)
      await tellMembers(scope, alone, {
        kind: said.kind,
        title: said.one,
        body: said.body(task),
        path: await pathOfTask(scope, task),
        project: task.projectId,
        noun: 'task',
        rowId: task.id,
      })
  }
  for (const [member, tasks] of of) {
    if (tasks.length < 2) continue
    const first = tasks[0]!
    const together = tasks.every((x) => x.projectId === first.projectId)
    await tellMembers(scope, [member], {
      kind: said.kind,
      title: said.many(tasks.length),
      body: `${tasks
        .slice(0, 3)
        .map((x) => x.title)
        .join(', ')}${tasks.length > 3 ? '…' : ''}`.slice(0, 500),
      path: together ? (await pathOfTask(scope, first)).replace(/\?.*/, '') : 'aujourdhui',
      project: together ? first.projectId : null,
      noun: together ? 'project' : 'task',
      ...(together && { rowId: first.projectId }),
    })
  }
}

/** Tells those who follow tasks what changed. Those they were just given to are told of that instead. */
async function tellFollowers(scope: Scope, all: readonly TaskChange[]): Promise<void> {
  const t = formatter(noticeMessages, scope.workspace.locale)
  const able = new Map<string, Set<string>>()
  const words = new Map<string, string>()
  const told: Told[] = []
  for (const { before, after } of all) {
    const followers = before
      ? after.followerIds.filter(
          (m) => m !== scope.actor.id && before.assigneeIds.includes(m) === after.assigneeIds.includes(m),
        )
      : []
    const what = before && followers.length ? whatChanged(t, before, after) : null
    if (!what) continue
    const { projectId } = after
    if (!able.has(projectId))
      able.set(projectId, new Set((await callable(scope, projectId)).map((m) => m.id)))
    words.set(after.id, what)
    told.push({ task: after, memberIds: followers.filter((m) => able.get(projectId)!.has(m)) })
  }
  await tellEach(scope, told, {
    kind: 'task.followed',
    one: t('notice.followed', { who: scope.actor.name }),
    many: (count) => t('notice.followedMany', { who: scope.actor.name, count }),
    body: (task) => `${task.title} : ${words.get(task.id)}`,
  })
}
