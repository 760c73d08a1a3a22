import { invalid, notFound } from '#platform/errors.ts'
import { create, discard, get } from '#platform/ledger.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { taskNoun } from '../tables.ts'
import { mostRelations, type Relation } from './model.ts'
import { relationNoun } from './tables.ts'

const columns = `json_build_object('id', t.id, 'projectId', t.project_id, 'projectSlug', p.slug, 'number', t.number, 'title', t.title,
  'done', t.completed_at is not null) as task`

/** What belongs with a task, whichever side said so. What the reader may not see is not there. */
export async function listRelations(scope: Scope, taskId: string): Promise<Relation[]> {
  const task = await get(scope, taskNoun, taskId)
  demand(scope, 'see', task.projectId)
  const { rows } = await scope.sql<Relation>(
    `select r.id, ${columns} from task_relations r
       join tasks t on t.id = case when r.from_id = $1 then r.to_id else r.from_id end and t.deleted_at is null
       join projects p on p.id = t.project_id and p.deleted_at is null
     where (r.from_id = $1 or r.to_id = $1) and r.deleted_at is null
     order by t.completed_at is not null, p.slug, t.number limit ${mostRelations}`,
    [taskId],
    'task-relations',
  )
  return rows
}

/** Says that two tasks belong together; said twice, or from the other side, it is the same. Neither waits for the other. */
export async function relate(scope: Scope, taskId: string, otherId: string): Promise<{ id: string }> {
  if (taskId === otherId)
    throw invalid({
      fr: 'Une tâche n’est pas liée à elle-même.',
      en: 'A task is not related to itself.',
    })
  const task = await get(scope, taskNoun, taskId, { lock: true })
  demand(scope, 'contribute', task.projectId)
  demand(scope, 'see', (await get(scope, taskNoun, otherId)).projectId)
  const { rows } = await scope.sql<{ id: string; from: string; to: string }>(
    'select id, from_id as "from", to_id as "to" from task_relations where (from_id = $1 or to_id = $1) and deleted_at is null',
    [taskId],
  )
  const known = rows.find((r) => r.from === otherId || r.to === otherId)
  if (known) return { id: known.id }
  if (rows.length >= mostRelations)
    throw invalid({
      fr: `Cette tâche est déjà liée à ${mostRelations} autres : une étiquette les réunirait mieux.`,
      en: `This task is already related to ${mostRelations} others: a label would gather them better.`,
    })
  return create(scope, relationNoun, { projectId: task.projectId, fromId: taskId, toId: otherId })
}

/** From either side: whoever contributes to one of both projects. */
export async function unrelate(scope: Scope, id: string, taskId: string): Promise<void> {
  const row = await get(scope, relationNoun, id)
  if (taskId !== row.fromId && taskId !== row.toId) throw notFound(relationNoun.name)
  demand(scope, 'contribute', (await get(scope, taskNoun, taskId)).projectId)
  await discard(scope, relationNoun, id)
}
