import { amend, create, discard, get } from '#platform/ledger.ts'
import { createMany } from '#platform/ledger-many.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { type Checklist, type ChecklistItem, step } from '../model.ts'
import {
  checklistItemNoun,
  type checklistItems,
  checklistNoun,
  type checklists,
  taskNoun,
} from '../tables.ts'

const shownItem = (i: typeof checklistItems.$inferSelect): ChecklistItem => ({
  id: i.id,
  checklistId: i.checklistId,
  text: i.text,
  done: i.done,
  position: i.position,
  version: i.version,
})
const shown = (c: typeof checklists.$inferSelect): Omit<Checklist, 'items'> => ({
  id: c.id,
  name: c.name,
  position: c.position,
  version: c.version,
})

async function endOf(
  scope: Scope,
  table: 'checklists' | 'checklist_items',
  column: 'task_id' | 'checklist_id',
  id: string,
): Promise<number> {
  const { rows } = await scope.sql<{ last: number | null }>(
    `select max(position) as last from ${table} where ${column} = $1`,
    [id],
  )
  return (rows[0]?.last ?? 0) + step
}

export async function addChecklist(scope: Scope, taskId: string, name: string): Promise<Checklist> {
  const task = await get(scope, taskNoun, taskId)
  demand(scope, 'contribute', task.projectId)
  const row = await create(scope, checklistNoun, {
    projectId: task.projectId,
    taskId,
    name,
    position: await endOf(scope, 'checklists', 'task_id', taskId),
  })
  return { ...shown(row), items: [] }
}

/** Checklists of tasks just made, whole, in a few statements. */
export async function fillChecklists(
  scope: Scope,
  lists: readonly { projectId: string; taskId: string; name: string; items: readonly (string | NewItem)[] }[],
): Promise<void> {
  const place = new Map<string, number>()
  const made = await createMany(
    scope,
    checklistNoun,
    lists.map(({ items: _, ...list }) => {
      const position = (place.get(list.taskId) ?? 0) + step
      place.set(list.taskId, position)
      return { ...list, position }
    }),
  )
  await createMany(
    scope,
    checklistItemNoun,
    made.flatMap((list, i) =>
      lists[i]!.items.map((item, k) => ({
        projectId: list.projectId,
        taskId: list.taskId,
        checklistId: list.id,
        position: (k + 1) * step,
        ...(typeof item === 'string' ? { text: item } : item),
      })),
    ),
  )
}
type NewItem = { text: string; done: boolean }

export async function amendChecklist(
  scope: Scope,
  id: string,
  patch: { name?: string; position?: number },
  version?: number,
): Promise<void> {
  const before = await get(scope, checklistNoun, id)
  demand(scope, 'contribute', before.projectId)
  await amend(scope, checklistNoun, id, patch, version)
}

export async function discardChecklist(scope: Scope, id: string): Promise<void> {
  const before = await get(scope, checklistNoun, id)
  demand(scope, 'contribute', before.projectId)
  await discard(scope, checklistNoun, id)
}

export async function addItem(scope: Scope, checklistId: string, text: string): Promise<ChecklistItem> {
  const list = await get(scope, checklistNoun, checklistId)
  demand(scope, 'contribute', list.projectId)
  const position = await endOf(scope, 'checklist_items', 'checklist_id', checklistId)
  return shownItem(
    await create(scope, checklistItemNoun, {
      projectId: list.projectId,
      taskId: list.taskId,
      checklistId,
      text,
      position,
    }),
  )
}

export async function amendItem(
  scope: Scope,
  id: string,
  patch: { text?: string; done?: boolean; position?: number },
  version?: number,
): Promise<ChecklistItem> {
  const before = await get(scope, checklistItemNoun, id)
  demand(scope, 'contribute', before.projectId)
  return shownItem(await amend(scope, checklistItemNoun, id, patch, version))
}

export async function discardItem(scope: Scope, id: string): Promise<void> {
  const before = await get(scope, checklistItemNoun, id)
  demand(scope, 'contribute', before.projectId)
  await discard(scope, checklistItemNoun, id)
}
