import { invalid, notFound } from '#platform/errors.ts'
import { dayOf } from '#platform/formats.ts'
import { demand, type Scope } from '#platform/scope.ts'
import type { Card, MyTask, MyWork, Task, TaskFilter } from '../model.ts'
import { partsOf } from './details.ts'
import { waitsForMe } from './waiting.ts'

export const cardColumns = `t.id, t.project_id as "projectId", t.number, t.title, t.status_id as "statusId", t.parent_id as "parentId", t.action_id as "actionId", t.kind, t.assignee_ids as "assigneeIds", t.label_ids as "labelIds",
  t.starts_on as "startsOn", t.due_on as "dueOn", t.start_minute as "startMinute", t.due_minute as "dueMinute", t.deadline_on as "deadlineOn",
  t.mode, t.duration_minutes as "durationMinutes", t.constraint_kind as "constraintKind", t.constraint_at as "constraintAt", t.progress,
  t.estimate_minutes as "estimateMinutes", t.spent_minutes as "spentMinutes", t.fields, t.recurrence_id as "recurrenceId", t.importance, t.urgency, t.position,
  t.completed_at is not null as done, t.item_count as "itemCount", t.item_done as "itemDone", t.comment_count as "commentCount",
  t.attachment_count as "attachmentCount", t.version`
const live = 't.deleted_at is null and t.archived_at is null'

export const today = (scope: Scope) => dayOf(scope.now(), scope.timezone)

/** Each order has a key that is never null, so that a cursor can say where a page ended. */
const orders = {
  number: { key: 't.number', type: 'int', down: false },
  newest: { key: 't.number', type: 'int', down: true },
  due: { key: "coalesce(t.due_on, 'infinity'::date)", type: 'date', down: false },
  title: { key: 'lower(t.title)', type: 'text', down: false },
  position: { key: 't.position', type: 'float8', down: false },
  priority: { key: '(t.importance * 4 + t.urgency)', type: 'int', down: true },
} as const
export type TaskOrder = keyof typeof orders
export const taskOrders = Object.keys(orders) as [TaskOrder, ...TaskOrder[]]

function listSql(sort: TaskOrder, where: readonly string[] = []): string {
  const { key, down } = orders[sort]
  const way = down ? 'desc' : 'asc'
  const more = where.map((w) => ` and ${w}`).join('')
  return `select ${cardColumns}, ${key} as "cursorKey" from tasks t where t.project_id = $1 and ${live}${more} order by ${key} ${way}, t.id ${way} limit $2`
}
/** The first page of the list in its usual order: $1 the project, $2 one row more than the page holds. */
export const taskListSql = listSql('number')

function readCursor(cursor: string): [string | number, string] {
  try {
    const [key, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [string | number, string]
    if (/^[0-9a-f-]{36}$/.test(id) && ['string', 'number'].includes(typeof key)) return [key, id]
  } catch {
    // Said below.
  }
  throw invalid({
    fr: 'Ce curseur n’est pas valable : reprenez à la première page.',
    en: 'This cursor is not valid: start again from the first page.',
  })
}

/** The tasks of a project, a page at a time. Archived and binned ones stay where they are. */
export async function listTasks(
  scope: Scope,
  projectId: string,
  o: TaskFilter & { sort?: TaskOrder; limit?: number; cursor?: string | null } = {},
): Promise<{ items: Card[]; next: string | null }> {
  demand(scope, 'see', projectId)
  const order = orders[o.sort ?? 'number']
  const limit = o.limit ?? 50
  const values: unknown[] = [projectId, limit + 1]
  const where: string[] = []
  const and = (shape: (place: string) => string, value: unknown) =>
    void where.push(shape(`$${values.push(value)}`))
  if (o.statusId) and((p) => `t.status_id = ${p}`, o.statusId)
  if (o.assigneeId === 'none') where.push("t.assignee_ids = '{}'")
  else if (o.assigneeId) and((p) => `t.assignee_ids @> array[${p}::uuid]`, o.assigneeId)
  if (o.actionId === 'none') where.push('t.action_id is null')
  else if (o.actionId) and((p) => `t.action_id = ${p}`, o.actionId)
  if (o.labelId) and((p) => `t.label_ids @> array[${p}::uuid]`, o.labelId)
  if (o.late) and((p) => `t.completed_at is null and t.due_on < ${p}`, today(scope))
  if (o.open) where.push('t.completed_at is null')
  if (o.text)
    and(
      (p) => `public.unaccent(lower(t.title)) like '%' || public.unaccent(lower(${p})) || '%'`,
      o.text.replace(/[\\%_]/g, '\\$&'),
    )
  if (o.cursor) {
    const [key, id] = readCursor(o.cursor)
    and(
      (p) =>
        `(${order.key}, t.id) ${order.down ? '<' : '>'} (${p}::${order.type}, $${values.length + 1}::uuid)`,
      key,
    )
    values.push(id)
  }
  const { rows } = await scope.sql<Card & { cursorKey?: string | number }>(
    listSql(o.sort ?? 'number', where),
    values,
    where.length ? undefined : `tasks-${o.sort ?? 'number'}`,
  )
  const last = rows.length > limit ? rows[limit - 1] : undefined
  const next = last ? Buffer.from(JSON.stringify([last.cursorKey, last.id])).toString('base64url') : null
  if (last) rows.pop()
  for (const row of rows) delete row.cursorKey
  return { items: rows, next }
}

/** Every open card of a board in one look, in the order of the columns. */
export async function boardCards(scope: Scope, projectId: string): Promise<Card[]> {
  demand(scope, 'see', projectId)
  return (
    await scope.sql<Card>(
      `select ${cardColumns} from tasks t where t.project_id = $1 and ${live} order by t.position, t.id limit 20000`,
      [projectId],
      'board',
    )
  ).rows
}

/** The cards that changed, for a screen that already holds the others; those that left the board are missing. */
export async function someCards(scope: Scope, ids: readonly string[]): Promise<Card[]> {
  return (
    await scope.sql<Card>(
      `select ${cardColumns} from tasks t where t.id = any ($1) and ${live}`,
      [ids],
      'some-cards',
    )
  ).rows
}

export async function getCard(scope: Scope, id: string): Promise<Card> {
  const { rows } = await scope.sql<Card>(
    `select ${cardColumns} from tasks t where t.id = $1`,
    [id],
    'one-card',
  )
  if (!rows[0]) throw notFound('task')
  return rows[0]
}

type Whole = Omit<Task, 'checklists' | 'comments' | 'attachments' | 'readAt'>

async function whole(scope: Scope, where: string, values: unknown[]): Promise<Task> {
  const { rows } = await scope.sql<Whole>(
    `select ${cardColumns}, t.elapsed, t.actual_start as "actualStart", t.actual_finish as "actualFinish", t.calendar_id as "calendarId",
       t.ignores_person_calendar as "ignoresPersonCalendar", t.follower_ids as "followerIds", t.description, t.completed_at as "completedAt", t.archived_at as "archivedAt",
       t.created_at as "createdAt", t.updated_at as "updatedAt" from tasks t where ${where} and t.deleted_at is null`,
    values,
  )
  const task = rows[0]
  if (!task) throw notFound('task')
  return { ...task, ...(await partsOf(scope, task.id)) }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** By id, or by the number people see: `12` of a project. @throws NOT_FOUND. */
export async function getTask(scope: Scope, id: string): Promise<Task> {
  if (!uuid.test(id)) throw notFound('task')
  return whole(scope, 't.id = $1', [id])
}
/** Also one that had this number here before it went to another project. */
export const getNumberedTask = (scope: Scope, projectId: string, number: number) =>
  whole(
    scope,
    `t.id = coalesce((select id from tasks where project_id = $1 and number = $2), (select task_id from task_addresses where project_id = $1 and number = $2))`,
    [projectId, number],
  )

/** What each action of a plan has to show: its tasks, those done, those late. Tasks without an action come under null. */
export async function countByAction(
  scope: Scope,
  projectId: string,
): Promise<{ actionId: string | null; total: number; done: number; late: number }[]> {
  demand(scope, 'see', projectId)
  const { rows } = await scope.sql<{ actionId: string | null; total: number; done: number; late: number }>(
    `select t.action_id as "actionId", count(*) as total, count(*) filter (where t.completed_at is not null) as done,
       count(*) filter (where t.completed_at is null and t.due_on < $2) as late
     from tasks t where t.project_id = $1 and ${live} group by t.action_id`,
    [projectId, today(scope)],
    'count-by-action',
  )
  return rows
}

const soonDays = 7

/** One's work over all projects: what is late, due today, due within a week, and what waits for one's word. */
export async function myWork(scope: Scope): Promise<MyWork> {
  const me = scope.actor.id
  const now = today(scope)
  const until = new Date(Date.parse(`${now}T00:00:00Z`) + soonDays * 86_400_000).toISOString().slice(0, 10)
  const place = 'p.slug as "projectSlug", p.name as "projectName"'
  const from =
    "tasks t join projects p on p.id = t.project_id and p.deleted_at is null and p.stage <> 'closed'"
  const { rows } = await scope.sql<MyTask>(
    `select ${cardColumns}, ${place} from ${from} where t.assignee_ids @> array[$1::uuid] and t.completed_at is null and ${live} and t.due_on <= $2
     order by t.due_on, t.importance * 4 + t.urgency desc, t.id limit 300`,
    [me, until],
    'my-work',
  )
  const { rows: waiting } = await scope.sql<MyTask>(
    `select ${cardColumns}, ${place} from ${from} where t.completed_at is null and ${live} and ${waitsForMe}
     order by t.updated_at desc limit 50`,
    [me],
    'my-mentions',
  )
  const { rows: undated } = await scope.sql<{ n: number }>(
    `select count(*) as n from ${from} where t.assignee_ids @> array[$1::uuid] and t.completed_at is null and ${live} and t.due_on is null`,
    [me],
    'my-undated',
  )
  return {
    late: rows.filter((t) => (t.dueOn as string) < now),
    today: rows.filter((t) => t.dueOn === now),
    soon: rows.filter((t) => (t.dueOn as string) > now),
    waiting,
    undated: undated[0]?.n ?? 0,
  }
}
