import { invalid } from '#platform/errors.ts'
import { amend, discard, get } from '#platform/ledger.ts'
import { notify } from '#platform/live.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { between, type Card, type Family, step } from '../model.ts'
import { checklistItemNoun, taskNoun } from '../tables.ts'
import { createTask } from './tasks.ts'

const rank = `coalesce(t.outline, t.number * ${step}.0::float8)`
const columns = `t.id, t.parent_id as "parentId", t.number, t.title, t.status_id as "statusId", t.completed_at is not null as done, t.assignee_ids as "assigneeIds",
  t.due_on as "dueOn", t.progress, t.version`

/** The tasks a task is part of, from the top down, and those under it, each after its own. */
export async function familyOf(scope: Scope, taskId: string): Promise<Family> {
  const task = await get(scope, taskNoun, taskId)
  demand(scope, 'see', task.projectId)
  const { rows: above } = await scope.sql<Family['above'][number]>(
    `with recursive up as (select t.id, t.parent_id, t.number, t.title, 0 as far from tasks t where t.id = $1
       union all select t.id, t.parent_id, t.number, t.title, up.far + 1 from tasks t join up on t.id = up.parent_id where up.far < 100 and t.deleted_at is null)
     select id, number, title from up where far > 0 order by far desc`,
    [taskId],
    'family-above',
  )
  const { rows: below } = await scope.sql<Family['below'][number]>(
    `with recursive down as (select t.id, array[(${rank}, t.number)] as way, 1 as depth from tasks t where t.parent_id = $1 and t.deleted_at is null and t.archived_at is null
       union all select t.id, down.way || (${rank}, t.number), down.depth + 1 from tasks t join down on t.parent_id = down.id where t.deleted_at is null and t.archived_at is null and down.depth < 100)
     select ${columns}, down.depth from down join tasks t on t.id = down.id order by down.way limit 1000`,
    [taskId],
    'family-below',
  )
  return { above, below }
}

/** Puts a subtask under one of its siblings; null: first of all. */
export async function placeSubtask(scope: Scope, id: string, after: string | null): Promise<void> {
  const task = await get(scope, taskNoun, id)
  demand(scope, 'contribute', task.projectId)
  if (!task.parentId)
    throw invalid({ fr: 'Cette tâche n’est pas une sous-tâche.', en: 'This task is not a subtask.' })
  // Siblings are ordered one hand at a time.
  await get(scope, taskNoun, task.parentId, { lock: true })
  for (let tries = 0; tries < 2; tries++) {
    const siblings: { rows: { id: string; at: number }[] } = await scope.sql(
      `select t.id, ${rank} as at from tasks t where t.parent_id = $1 and t.id <> $2 and t.deleted_at is null order by ${rank}, t.number`,
      [task.parentId, id],
    )
    const { rows } = siblings
    const above = after === null ? -1 : rows.findIndex((r) => r.id === after)
    if (after !== null && above < 0)
      throw invalid({
        fr: 'Cette tâche n’est pas une sœur de l’autre : rechargez la page.',
        en: 'These tasks are not siblings: reload the page.',
      })
    const place = between(rows[above]?.at, rows[above + 1]?.at)
    if (place !== undefined) return void (await amend(scope, taskNoun, id, { outline: place }))
    await scope.sql(
      `update tasks set outline = n.place * ${step} from (select t.id, row_number() over (order by ${rank}, t.number) as place from tasks t where t.parent_id = $1) n where tasks.id = n.id`,
      [task.parentId],
    )
    await notify(
      scope,
      'task',
      rows.map((r) => r.id),
      task.projectId,
    )
  }
}

/** Makes a line of a checklist a task of its own, under the task it was on; the line goes to the bin. */
export async function itemToSubtask(scope: Scope, itemId: string): Promise<Card> {
  const item = await get(scope, checklistItemNoun, itemId, { lock: true })
  demand(scope, 'contribute', item.projectId)
  const parent = await get(scope, taskNoun, item.taskId)
  const card = await createTask(scope, item.projectId, {
    title: item.text.slice(0, 500),
    parentId: parent.id,
    actionId: parent.actionId,
    ...(item.done && { statusId: await doneColumn(scope, item.projectId) }),
  })
  await discard(scope, checklistItemNoun, itemId)
  return card
}

async function doneColumn(scope: Scope, projectId: string): Promise<string> {
  const { rows } = await scope.sql<{ id: string }>(
    "select id from statuses where project_id = $1 and category = 'done' and deleted_at is null and archived_at is null order by position limit 1",
    [projectId],
  )
  if (!rows[0])
    throw invalid({
      fr: 'Ce projet n’a plus de colonne pour ce qui est fait : ajoutez-en une.',
      en: 'This project has no column left for what is done: add one.',
    })
  return rows[0].id
}
