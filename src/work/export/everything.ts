import type { Scope } from '#platform/scope.ts'
import type { Gathered } from './gather.ts'

/** Everything that is known of these tasks, as data: what an import of one's own could be written from. */
export async function asJson(scope: Scope, g: Gathered): Promise<string> {
  const ids = g.cards.map((c) => c.id)
  const here = new Set(ids)
  const projects = g.set.projects.map((p) => p.id)
  const rows = async (text: string, values: unknown[]) =>
    (await scope.sql<Record<string, unknown>>(text, values)).rows
  const ofTasks = (columns: string, table: string, order: string) =>
    rows(
      `select ${columns} from ${table} where task_id = any ($1) and deleted_at is null order by ${order}`,
      [ids],
    )
  const byTask = (all: Record<string, unknown>[]) => Map.groupBy(all, (r) => r.taskId as string)
  const lists = byTask(await ofTasks('id, task_id as "taskId", name, position', 'checklists', 'position, id'))
  const items = byTask(
    await ofTasks(
      'id, task_id as "taskId", checklist_id as "checklistId", text, done, position',
      'checklist_items',
      'position, id',
    ),
  )
  const comments = byTask(
    await ofTasks(
      'id, task_id as "taskId", author_id as "authorId", author_name as "authorName", text, written_at as "writtenAt"',
      'comments',
      'written_at, id',
    ),
  )
  const attachments = byTask(
    await ofTasks(
      'id, task_id as "taskId", name, url, file_id as "fileId", created_at as "createdAt"',
      'attachments',
      'created_at, id',
    ),
  )
  const time = byTask(
    await ofTasks(
      'id, task_id as "taskId", member_id as "memberId", worked_on as "workedOn", minutes, note, billable',
      'time_entries',
      'worked_on, id',
    ),
  )
  const links = await rows(
    `select id, project_id as "projectId", from_id as "fromId", to_id as "toId", kind, lag, lag_unit as "lagUnit" from task_links
     where project_id = any ($1) and deleted_at is null order by id`,
    [projects],
  )
  const relations = await rows(
    `select id, from_id as "fromId", to_id as "toId" from task_relations
     where from_id = any ($1) and to_id = any ($1) and deleted_at is null order by id`,
    [ids],
  )
  const baselines = await rows(
    `select b.id, b.project_id as "projectId", b.name, b.number, b.taken_at as "takenAt", coalesce((select jsonb_agg(jsonb_build_object('taskId', k.task_id, 'startsOn', k.starts_on,
        'startMinute', k.start_minute, 'dueOn', k.due_on, 'dueMinute', k.due_minute, 'durationMinutes', k.duration_minutes, 'estimateMinutes', k.estimate_minutes) order by k.task_id)
        from baseline_tasks k where k.baseline_id = b.id and k.task_id = any ($2)), '[]') as tasks
     from baselines b where b.project_id = any ($1) and b.deleted_at is null order by b.taken_at`,
    [projects, ids],
  )
  const without = ({ taskId: _, ...row }: Record<string, unknown>) => row
  const used = new Set(
    g.cards
      .flatMap((c) => [...c.assigneeIds, ...(g.more.get(c.id)?.followerIds ?? [])])
      .concat(
        [...comments.values()].flat().flatMap((c) => (c.authorId as string) ?? []),
        [...time.values()].flat().map((e) => e.memberId as string),
      ),
  )
  const data = {
    format: 'pupitre/tasks',
    version: 1,
    writtenAt: scope.now(),
    workspace: {
      name: scope.workspace.name,
      timezone: scope.workspace.timezone,
      currency: scope.workspace.currency,
    },
    projects: g.set.projects.map(({ right: _, ...p }) => p),
    people: [...g.people.values()].filter((p) => used.has(p.id)).map(({ id, name }) => ({ id, name })),
    statuses: g.set.statuses,
    labels: g.set.labels,
    actions: g.set.actions,
    objectives: g.set.objectives,
    fields: g.set.fields,
    tasks: g.cards.map((c) => {
      const { id: _, ...more } = g.more.get(c.id) ?? { id: c.id }
      return {
        ...c,
        ...more,
        checklists: (lists.get(c.id) ?? []).map((l) => ({
          ...without(l),
          items: (items.get(c.id) ?? [])
            .filter((i) => i.checklistId === l.id)
            .map(({ checklistId: _, ...i }) => without(i)),
        })),
        comments: (comments.get(c.id) ?? []).map(without),
        attachments: (attachments.get(c.id) ?? []).map(without),
        timeEntries: (time.get(c.id) ?? []).map(without),
      }
    }),
    links: links.filter((l) => here.has(l.fromId as string) && here.has(l.toId as string)),
    relations,
    baselines,
  }
  return `${JSON.stringify(data, null, 2)}\n`
}
