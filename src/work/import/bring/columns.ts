import { amend, create, discard } from '#platform/ledger.ts'
import type { Scope } from '#platform/scope.ts'
import { type Category, step } from '../../model.ts'
import { isUntouched, listStatuses } from '../../service/statuses.ts'
import { statusNoun } from '../../tables.ts'
import { fold } from '../model.ts'
import type { Sources } from '../sources.ts'
import { change } from './change.ts'

export type List = { id: string; name: string; pos: number; closed: boolean; category: Category }
export type Column = { id: string; category: Category }

/**
 * Lists become columns, by the source's ids. In a project still empty, the columns it was given at birth make room for
 * those that come. @returns the column of each list.
 */
export async function bringColumns(
  scope: Scope,
  projectId: string,
  sources: Sources,
  lists: readonly List[],
): Promise<Map<string, Column>> {
  const existing = await listStatuses(scope, projectId)
  const { rowCount: tasks } = await scope.sql('select from tasks where project_id = $1 limit 1', [projectId])
  const leaving = tasks || !sources.isFirst || !lists.length ? [] : existing.filter(isUntouched)
  const staying = existing.filter((s) => !leaving.includes(s))
  const base = staying.at(-1)?.position ?? 0
  for (const l of lists) {
    const name = l.name.trim().slice(0, 80) || '–'
    const values = { name, position: l.pos, archived: l.closed }
    const same = staying.find((s) => fold(s.name) === fold(name) && !s.archived)
    if (same && !l.closed && !sources.rowOf('status', l.id))
      sources.match('lists', 'status', l.id, same.id, values)
    else
      await sources.carry(
        'lists',
        'status',
        l.id,
        values,
        async () =>
          (
            await create(scope, statusNoun, {
              projectId,
              name,
              category: l.category,
              position: base + l.pos,
              archivedAt: l.closed ? scope.now() : null,
            })
          ).id,
        (id, changed) =>
          change(scope, statusNoun, id, {
            ...(changed.has('name') && { name }),
            ...(changed.has('position') && { position: base + l.pos }),
            ...(changed.has('archived') && { archivedAt: l.closed ? scope.now() : null }),
          }),
      )
  }
  // Where to begin and where to end stay, if none comes: what says no state is not finished for that.
  const kept = (category: 'todo' | 'done') =>
    lists.some((l) => !l.closed && l.category === category)
      ? undefined
      : leaving.find((s) => s.category === category)
  const [todo, done] = [kept('todo'), kept('done')]
  for (const s of leaving) if (s !== todo && s !== done) await discard(scope, statusNoun, s.id)
  if (todo) await amend(scope, statusNoun, todo.id, { position: base + step / 2 })
  if (done)
    await amend(scope, statusNoun, done.id, {
      position: base + Math.max(0, ...lists.map((l) => l.pos)) + step,
    })
  const now = new Map((await listStatuses(scope, projectId)).map((s) => [s.id, s]))
  const first = [...now.values()].find((s) => !s.archived)
  const columns = new Map<string, Column>()
  for (const l of lists) {
    // A column binned here since: its cards go to the first one.
    const column = now.get(sources.rowOf('status', l.id) ?? '') ?? first
    if (column) columns.set(l.id, { id: column.id, category: column.category })
  }
  return columns
}
