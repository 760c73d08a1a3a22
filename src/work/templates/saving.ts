import { get } from '#platform/ledger.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { projectNoun } from '#platform/tenancy/tables.ts'
import { listActions } from '#strategy/service/actions.ts'
import { listFields } from '../fields/service.ts'
import { workingDays } from '../recurring/making.ts'
import { linksOf } from '../scheduling/service/read.ts'
import { listLabels } from '../service/labels.ts'
import { listStatuses } from '../service/statuses.ts'
import type { TaskRow } from '../tables.ts'
import { type Keepable, type TemplateBody, type TemplateTask, workingDaysBetween } from './model.ts'

type Source = Pick<
  TaskRow,
  | 'id'
  | 'parentId'
  | 'title'
  | 'description'
  | 'kind'
  | 'statusId'
  | 'labelIds'
  | 'assigneeIds'
  | 'actionId'
  | 'startsOn'
  | 'dueOn'
  | 'startMinute'
  | 'dueMinute'
  | 'mode'
  | 'durationMinutes'
  | 'estimateMinutes'
  | 'importance'
  | 'urgency'
  | 'fields'
>
type Lists = { taskId: string; name: string; items: string[] }

async function sources(scope: Scope, where: string, values: unknown[]): Promise<Source[]> {
  const { rows } = await scope.sql<Source>(
    `select t.id, t.parent_id as "parentId", t.title, t.description, t.kind, t.status_id as "statusId", t.label_ids as "labelIds",
       t.assignee_ids as "assigneeIds", t.action_id as "actionId", t.starts_on as "startsOn", t.due_on as "dueOn", t.start_minute as "startMinute",
       t.due_minute as "dueMinute", t.mode, t.duration_minutes as "durationMinutes", t.estimate_minutes as "estimateMinutes", t.importance, t.urgency, t.fields
     from tasks t where ${where} and t.deleted_at is null and t.archived_at is null order by t.number limit 5000`,
    values,
  )
  return rows
}

async function checklistsOf(scope: Scope, ids: string[]): Promise<Lists[]> {
  const { rows } = await scope.sql<Lists>(
    `select c.task_id as "taskId", c.name, coalesce(array_agg(i.text order by i.position, i.id) filter (where i.id is not null), '{}') as items
     from checklists c left join checklist_items i on i.checklist_id = c.id and i.deleted_at is null
     where c.task_id = any ($1) and c.deleted_at is null group by c.id order by c.position, c.id`,
    [ids],
  )
  return rows
}

/** Roles instead of people: the title somebody bears, or a number. */
async function rolesOf(scope: Scope, tasks: readonly Source[]): Promise<{ key: string; name: string }[]> {
  const ids = [...new Set(tasks.flatMap((t) => t.assigneeIds))]
  const { rows } = await scope.sql<{ id: string; title: string }>(
    'select id, title from members where id = any ($1)',
    [ids],
  )
  const titles = new Map(rows.map((m) => [m.id, m.title.trim()]))
  const used = new Map<string, number>()
  return ids.map((id, i) => {
    const name = titles.get(id) || (scope.workspace.locale === 'fr' ? `Rôle ${i + 1}` : `Role ${i + 1}`)
    const times = (used.get(name) ?? 0) + 1
    used.set(name, times)
    return { key: id, name: (times > 1 ? `${name} ${times}` : name).slice(0, 80) }
  })
}

const none = { roles: [], statuses: [], labels: [], fields: [], actions: [], links: [] } satisfies Omit<
  TemplateBody,
  'tasks'
>

/** What of a project can be kept for others like it, with its dates counted in working days from `anchorOn`. */
export async function bodyOfProject(
  scope: Scope,
  projectId: string,
  keep: ReadonlySet<Keepable>,
  anchorOn?: string,
): Promise<TemplateBody> {
  demand(scope, 'conduct', projectId)
  const project = await get(scope, projectNoun, projectId)
  const tasks = await sources(scope, 't.project_id = $1', [projectId])
  const last = tasks
    .flatMap((t) => (t.dueOn ? [t.dueOn] : []))
    .sort()
    .at(-1)
  const works = await workingDays(scope, projectId)
  const anchor = anchorOn ?? project.endsOn ?? last
  const offset = (day: string | null) =>
    day && anchor && keep.has('dates') ? workingDaysBetween(anchor, day, works) : null
  const actions = keep.has('actions') ? await listActions(scope, projectId) : []
  const labels = keep.has('labels') ? await listLabels(scope, projectId) : []
  const fields = keep.has('fields') ? (await listFields(scope, projectId)).filter((f) => !f.archived) : []
  return {
    ...none,
    roles: keep.has('people') ? await rolesOf(scope, tasks) : [],
    statuses: (await listStatuses(scope, projectId))
      .filter((s) => !s.archived)
      .map((s) => ({ key: s.id, name: s.name, category: s.category, wipLimit: s.wipLimit })),
    labels: labels.map((l) => ({ key: l.id, name: l.name, colour: l.colour })),
    fields: fields.map((f) => ({
      key: f.id,
      name: f.name,
      kind: f.kind,
      options: f.options,
      formula: f.formula,
    })),
    actions: actions.map((a) => ({
      key: a.id,
      title: a.title,
      channel: a.channel,
      from: offset(a.startsOn),
      to: offset(a.endsOn),
    })),
    tasks: await tasksOf(scope, tasks, keep, offset),
    links: keep.has('links')
      ? (await linksOf(scope, projectId)).map((l) => ({
          from: l.fromId,
          to: l.toId,
          kind: l.kind,
          lag: l.lag,
          lagUnit: l.lagUnit,
        }))
      : [],
  }
}

async function tasksOf(
  scope: Scope,
  tasks: readonly Source[],
  keep: ReadonlySet<Keepable>,
  offset: (day: string | null) => number | null,
): Promise<TemplateTask[]> {
  const lists = keep.has('checklists')
    ? await checklistsOf(
        scope,
        tasks.map((t) => t.id),
      )
    : []
  const byTask = Map.groupBy(lists, (l) => l.taskId)
  return tasks.map((t) => ({
    key: t.id,
    parent: t.parentId,
    title: t.title,
    description: keep.has('descriptions') ? t.description : '',
    kind: t.kind,
    status: null,
    labels: keep.has('labels') ? t.labelIds : [],
    roles: keep.has('people') ? t.assigneeIds : [],
    action: keep.has('actions') ? t.actionId : null,
    start: offset(t.startsOn),
    due: offset(t.dueOn),
    startMinute: t.startMinute,
    dueMinute: t.dueMinute,
    auto: t.mode === 'auto',
    durationMinutes: t.durationMinutes,
    estimateMinutes: t.estimateMinutes,
    importance: t.importance,
    urgency: t.urgency,
    fields: keep.has('fields') ? t.fields : {},
    checklists: (byTask.get(t.id) ?? []).map(({ name, items }) => ({ name, items })),
  }))
}

/** A task with its subtasks and checklists, dated from its own first day. */
export async function bodyOfTask(scope: Scope, task: TaskRow): Promise<TemplateBody> {
  demand(scope, 'contribute', task.projectId)
  const tasks = await sources(
    scope,
    `t.id in (with recursive down as (select id from tasks where id = $1 union select c.id from tasks c join down on c.parent_id = down.id) select id from down)`,
    [task.id],
  )
  const works = await workingDays(scope, task.projectId)
  const anchor = task.startsOn ?? task.dueOn
  const body = await tasksOf(
    scope,
    tasks,
    new Set<Keepable>(['dates', 'checklists', 'descriptions']),
    (day) => (day && anchor ? workingDaysBetween(anchor, day, works) : null),
  )
  return { ...none, tasks: body.map((t) => (t.key === task.id ? { ...t, parent: null } : t)) }
}
