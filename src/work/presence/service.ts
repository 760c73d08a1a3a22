import { forbidden, notFound } from '#platform/errors.ts'
import { notify } from '#platform/live.ts'
import { demand, type Scope } from '#platform/scope.ts'
import type { PresenceState } from './model.ts'

/**
 * Says to those who look at the same place (a task, a project, or without either the portfolio) that one is there. Nothing is written down: it is a word passed along, in every
 * process, and whoever has just come asks for it again.
 */
export async function sayPresence(
  scope: Scope,
  place: { taskId?: string | undefined; projectId?: string | undefined },
  state: PresenceState,
  ask: boolean,
): Promise<void> {
  if (!scope.actor.id) throw forbidden('see')
  const word = (id: string) => ({ who: scope.actor.id, name: scope.actor.name, place: id, state, ask })
  if (!place.taskId && !place.projectId) {
    // Who is invited into a few projects neither shows up in the portfolio of the house nor sees who does.
    if (scope.projects !== '*') return
    const { id } = scope.workspace
    return notify(scope, 'presence', [id], null, undefined, word(id))
  }
  const { rows } = await scope.sql<{ id: string; project: string }>(
    place.taskId
      ? 'select id, project_id as project from tasks where id = $1 and deleted_at is null'
      : 'select id, id as project from projects where id = $1 and deleted_at is null',
    [place.taskId ?? place.projectId ?? null],
    place.taskId ? 'task-place' : 'project-place',
  )
  const at = rows[0]
  if (!at) throw notFound('place')
  demand(scope, 'see', at.project)
  await notify(scope, 'presence', [at.id], at.project, undefined, word(at.id))
}
