import { forbidden, invalid, notFound } from '#platform/errors.ts'
import { get } from '#platform/ledger.ts'
import { amendMany, amendRows, createMany, discardMany, newIds } from '#platform/ledger-many.ts'
import { apart } from '#platform/ledger-undo.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { projectNoun } from '#platform/tenancy/tables.ts'
import { listFields } from '../fields/service.ts'
import { follow, together } from '../scheduling/service/follow.ts'
import { linkNoun, planNoun } from '../scheduling/tables.ts'
import { lockTasks } from '../service/amend.ts'
import { Frames } from '../service/checking.ts'
import { fillChecklists } from '../service/checklists.ts'
import { callable } from '../service/followers.ts'
import { listLabels } from '../service/labels.ts'
import { createTasks, type NewTask, nextNumber } from '../service/tasks.ts'
import { attachmentNoun, type TaskRow, taskNoun } from '../tables.ts'
import type { Outcome } from '../views/model.ts'
import { outcome } from '../views/service/deeds.ts'
import { columnFor, fieldsFor, type Losses, labelFor, sameName, type Transfer } from './model.ts'

type Fitted = Pick<TaskRow, 'statusId' | 'labelIds' | 'fields' | 'assigneeIds' | 'followerIds'>
type Link = { id: string; from: string; to: string }
type Fitting = { rows: TaskRow[]; links: Link[]; fit: ReadonlyMap<string, Fitted>; losses: Losses }

/** The tasks asked for and those under them, a parent always before its children. */
async function familyOf(scope: Scope, ids: readonly string[]): Promise<TaskRow[]> {
  const { rows } = await scope.sql<{ id: string; depth: number }>(
    `with recursive down as (select t.id, 0 as depth from tasks t where t.id = any ($1) and t.deleted_at is null
       union all select t.id, down.depth + 1 from tasks t join down on t.parent_id = down.id where t.deleted_at is null and down.depth < 100)
     select id, max(depth) as depth from down group by id order by 2`,
    [ids],
    'whole-family',
  )
  const known = new Set(rows.map((r) => r.id))
  if (ids.some((id) => !known.has(id))) throw notFound('task')
  const locked = await lockTasks(scope, rows)
  return rows.map((r) => locked.get(r.id)!)
}

/** How tasks fit into a project, and what of them does not. */
async function fitting(scope: Scope, { ids, projectId }: Transfer, copy: boolean): Promise<Fitting> {
  demand(scope, 'contribute', projectId)
  // What leaves a project is shown to other people: a guest, let into some projects only, does not decide that.
  if (!copy && scope.role === 'guest') throw forbidden('contribute')
  await get(scope, projectNoun, projectId)
  const rows = await familyOf(scope, ids)
  if (copy && scope.role === 'guest' && rows.some((r) => r.projectId !== projectId))
    throw forbidden('contribute')
  if (!copy && rows.some((r) => r.projectId === projectId))
    throw invalid({
      fr: 'Ces tâches sont déjà dans ce projet : choisissez-en un autre.',
      en: 'These tasks are in this project already: choose another.',
    })
  const frames = new Frames(scope)
  const columns = await frames.columnsOf(projectId)
  const labels = await listLabels(scope, projectId)
  const fields = await listFields(scope, projectId)
  const people = await callable(scope, projectId)
  const able = new Set(people.map((p) => p.id))
  const lost = {
    columns: new Map<string, string>(),
    labels: new Set<string>(),
    fields: new Set<string>(),
    people: new Set<string>(),
  }
  const fit = new Map<string, Fitted>()
  for (const [source, list] of Map.groupBy(rows, (r) => r.projectId)) {
    const here = {
      columns: await frames.columnsOf(source),
      labels: await listLabels(scope, source),
      fields: await listFields(scope, source),
    }
    for (const t of list) {
      const from = here.columns.find((c) => c.id === t.statusId) ?? { name: '', category: 'todo' as const }
      // A copy has still to be done.
      const column =
        source === projectId && !(copy && from.category === 'done')
          ? columns.find((c) => c.id === t.statusId)
          : columnFor(copy && from.category === 'done' ? { name: '', category: 'todo' } : from, columns)
      if (!column) throw notFound('status')
      if (
        from.name &&
        source !== projectId &&
        !sameName(from.name, column.name) &&
        !(copy && from.category === 'done')
      )
        lost.columns.set(from.name, column.name)
      const labelIds = t.labelIds.flatMap((id) => {
        const label = here.labels.find((l) => l.id === id)
        if (!label) return []
        const to = labelFor(label.name, labels)
        if (!to) lost.labels.add(label.name)
        return to ? [to.id] : []
      })
      const values = fieldsFor(t.fields, here.fields, fields)
      for (const name of values.lost) lost.fields.add(name)
      for (const id of t.assigneeIds) if (!able.has(id)) lost.people.add(id)
      fit.set(t.id, {
        statusId: column.id,
        labelIds,
        fields: values.values,
        assigneeIds: t.assigneeIds.filter((id) => able.has(id)),
        followerIds: t.followerIds.filter((id) => able.has(id)),
      })
    }
  }
  const among = rows.map((r) => r.id)
  const { rows: links } = await scope.sql<Link>(
    'select id, from_id as "from", to_id as "to" from task_links where (from_id = any ($1) or to_id = any ($1)) and deleted_at is null',
    [among],
    'family-links',
  )
  const inside = new Set(among)
  const away = (r: TaskRow) => r.projectId !== projectId
  const { rows: names } = await scope.sql<{ name: string }>(
    'select name from members where id = any ($1) order by name',
    [[...lost.people]],
  )
  const { rows: hung } = await scope.sql<{ comments: number; files: number }>(
    `select (select count(*) from comments where task_id = any ($1) and deleted_at is null) as comments,
       (select count(*) from attachments where task_id = any ($1) and file_id is not null and deleted_at is null) as files`,
    [among],
  )
  return {
    rows,
    links,
    fit,
    losses: {
      tasks: rows.length,
      columns: [...lost.columns].map(([from, to]) => ({ from, to })),
      labels: [...lost.labels].sort(),
      fields: [...lost.fields].sort(),
      people: names.map((n) => n.name),
      links: links.filter((l) => !inside.has(l.from) || !inside.has(l.to)).length,
      parents: rows.filter((r) => r.parentId && !inside.has(r.parentId) && away(r)).length,
      actions: rows.filter((r) => r.actionId && away(r)).length,
      recurrences: rows.filter((r) => r.recurrenceId).length,
      comments: copy ? (hung[0]?.comments ?? 0) : 0,
      files: copy ? (hung[0]?.files ?? 0) : 0,
    },
  }
}

/** What would not come along. Nothing is written. */
export const lossesOf = async (scope: Scope, t: Transfer, copy: boolean): Promise<Losses> =>
  (await fitting(scope, t, copy)).losses

/** Takes tasks to another project, with what is under them, said about them, hung on them, spent on them, and the links among them. */
export async function moveToProject(scope: Scope, t: Transfer): Promise<Outcome> {
  const one = apart(scope)
  await together(one, () => moving(one, t))
  return outcome(one, t.ids)
}

async function moving(scope: Scope, t: Transfer): Promise<void> {
  const { projectId } = t
  const { rows, links, fit } = await fitting(scope, t, false)
  const inside = new Set(rows.map((r) => r.id))
  const cut = links.filter((l) => !inside.has(l.from) || !inside.has(l.to))
  await discardMany(
    scope,
    linkNoun,
    cut.map((l) => l.id),
  )
  await forgetLaunch(scope, [...inside])
  const first = await nextNumber(scope, projectId)
  const frames = new Frames(scope)
  const patches = []
  for (const [i, before] of rows.entries()) {
    const fitted = fit.get(before.id)!
    const patch = {
      ...fitted,
      projectId,
      number: first + i,
      position: await frames.endOf(fitted.statusId),
      parentId: before.parentId && inside.has(before.parentId) ? before.parentId : null,
      actionId: null,
      recurrenceId: null,
      occurrenceOn: null,
    }
    patches.push({ before, patch })
  }
  await scope.sql(
    `insert into task_addresses (workspace_id, project_id, number, task_id) select workspace_id, project_id, number, id from tasks where id = any ($1)
     on conflict (project_id, number) do update set task_id = excluded.task_id`,
    [[...inside]],
  )
  await amendRows(scope, taskNoun, patches)
  for (const id of new Set([projectId, ...rows.map((r) => r.projectId)])) await follow(scope, id)
}

/** A launch that leaves its project is no longer what that project leads to. */
async function forgetLaunch(scope: Scope, ids: readonly string[]): Promise<void> {
  const { rows } = await scope.sql<{ id: string }>(
    'select id from project_plans where launch_task_id = any ($1) and deleted_at is null',
    [ids],
  )
  await amendMany(
    scope,
    planNoun,
    rows.map(({ id }) => ({ id, patch: { launchTaskId: null } })),
  )
}

/** Makes the same tasks once more, still to be done, here or in another project. What was said, spent and decided stays with the first. */
export async function copyToProject(scope: Scope, t: Transfer): Promise<Outcome> {
  const one = apart(scope)
  const ids = await together(one, () => copying(one, t))
  return outcome(one, ids)
}

async function copying(scope: Scope, t: Transfer): Promise<string[]> {
  const { projectId } = t
  const { rows, fit } = await fitting(scope, t, true)
  const fresh = await newIds(scope, rows.length)
  const copyOf = new Map(rows.map((r, i) => [r.id, fresh[i]!]))
  const drafts = rows.map((r): NewTask => {
    const { followerIds: _, ...fitted } = fit.get(r.id)!
    const here = r.projectId === projectId
    const first = !r.parentId || !copyOf.has(r.parentId)
    return {
      ...fitted,
      id: copyOf.get(r.id)!,
      title: here && first ? copied(r.title, scope.workspace.locale) : r.title,
      description: r.description,
      kind: r.kind,
      parentId: first ? (here ? r.parentId : null) : copyOf.get(r.parentId!)!,
      actionId: here ? r.actionId : null,
      startsOn: r.startsOn,
      dueOn: r.dueOn,
      startMinute: r.startMinute,
      dueMinute: r.dueMinute,
      deadlineOn: r.deadlineOn,
      mode: r.mode,
      durationMinutes: r.durationMinutes,
      elapsed: r.elapsed,
      constraintKind: r.constraintKind,
      constraintAt: r.constraintAt,
      calendarId: r.calendarId,
      ignoresPersonCalendar: r.ignoresPersonCalendar,
      estimateMinutes: r.estimateMinutes,
      importance: r.importance,
      urgency: r.urgency,
    }
  })
  await createTasks(scope, projectId, drafts)
  await copyParts(scope, projectId, copyOf)
  await follow(scope, projectId)
  return fresh
}

const copied = (title: string, locale: 'fr' | 'en') =>
  `${title.slice(0, 480)} (${locale === 'fr' ? 'copie' : 'copy'})`

/** Checklists, addresses and the links among the copies. */
async function copyParts(
  scope: Scope,
  projectId: string,
  copyOf: ReadonlyMap<string, string>,
): Promise<void> {
  const from = [...copyOf.keys()]
  const at = (id: string) => copyOf.get(id)!
  const { rows: lists } = await scope.sql<{ task: string; name: string; items: string[] }>(
    `select c.task_id as task, c.name, coalesce((select json_agg(i.text order by i.position, i.id) from checklist_items i where i.checklist_id = c.id and i.deleted_at is null), '[]') as items
     from checklists c where c.task_id = any ($1) and c.deleted_at is null order by c.position, c.id`,
    [from],
  )
  await fillChecklists(
    scope,
    lists.map(({ task, name, items }) => ({ projectId, taskId: at(task), name, items })),
  )
  const { rows: addresses } = await scope.sql<{ task: string; url: string; name: string }>(
    'select task_id as task, url, name from attachments where task_id = any ($1) and url is not null and deleted_at is null order by created_at, id',
    [from],
  )
  await createMany(
    scope,
    attachmentNoun,
    addresses.map(({ task, url, name }) => ({ projectId, taskId: at(task), url, name })),
  )
  const { rows: links } = await scope.sql<{
    fromId: string
    toId: string
    kind: 'fs'
    lag: number
    lagUnit: 'work'
  }>(
    'select from_id as "fromId", to_id as "toId", kind, lag, lag_unit as "lagUnit" from task_links where from_id = any ($1) and to_id = any ($1) and deleted_at is null',
    [from],
  )
  await createMany(
    scope,
    linkNoun,
    links.map((l) => ({ ...l, projectId, fromId: at(l.fromId), toId: at(l.toId) })),
  )
}
