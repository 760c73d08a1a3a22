import type { Scope } from '#platform/scope.ts'
import type { Card } from '../../model.ts'
import { getCard } from '../../service/read.ts'
import { amendTask } from '../../service/tasks.ts'
import type { LoadChange } from '../model.ts'

export type Changed = { cards: Card[]; undo: LoadChange[] }

/** Several changes, all or none: one that is refused takes the others back. `undo` puts everything as it was. */
export async function applyChanges(scope: Scope, changes: readonly LoadChange[]): Promise<Changed> {
  const undo: LoadChange[] = []
  const cards: Card[] = []
  for (const { taskId, version, ...patch } of changes) {
    const before = await getCard(scope, taskId)
    const after = await amendTask(scope, taskId, placed(before, patch), version)
    undo.unshift({
      taskId,
      version: after.version,
      ...(patch.assigneeIds && { assigneeIds: before.assigneeIds }),
      ...(patch.startsOn !== undefined && { startsOn: before.startsOn }),
      ...(patch.dueOn !== undefined && { dueOn: before.dueOn }),
    })
    cards.push(after)
  }
  return { cards, undo }
}

/** A task that follows its links starts no earlier than where one puts it; a manual one is simply put there. */
function placed(before: Card, patch: Omit<LoadChange, 'taskId' | 'version'>) {
  if (before.mode !== 'auto' || !patch.startsOn) return patch
  const hour = Math.floor((before.startMinute ?? 0) / 60)
  const minute = (before.startMinute ?? 0) % 60
  const clock = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
  return { ...patch, constraintKind: 'snet' as const, constraintAt: `${patch.startsOn}T${clock}` }
}
