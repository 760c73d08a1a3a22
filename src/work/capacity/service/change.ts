import { apart } from '#platform/ledger-undo.ts'
import type { Scope } from '#platform/scope.ts'
import { together } from '../../scheduling/service/follow.ts'
import { amendTasks } from '../../service/amend.ts'
import type { TaskRow } from '../../tables.ts'
import type { Outcome } from '../../views/model.ts'
import { outcome } from '../../views/service/deeds.ts'
import type { LoadChange } from '../model.ts'

/** Several changes under one reference: all or none, and one gesture takes them all back. */
export async function applyChanges(scope: Scope, changes: readonly LoadChange[]): Promise<Outcome> {
  const one = apart(scope)
  await together(one, () =>
    amendTasks(
      one,
      changes.map(({ taskId: id, version, ...patch }) => ({
        id,
        ...(version !== undefined && { version }),
        patch: (row) => placed(row, patch),
      })),
    ),
  )
  return outcome(
    one,
    changes.map((c) => c.taskId),
  )
}

/** A task that follows its links starts no earlier than where one puts it; a manual one is simply put there. */
function placed(before: TaskRow, patch: Omit<LoadChange, 'taskId' | 'version'>) {
  if (before.mode !== 'auto' || !patch.startsOn) return patch
  const hour = Math.floor((before.startMinute ?? 0) / 60)
  const minute = (before.startMinute ?? 0) % 60
  const clock = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
  return { ...patch, constraintKind: 'snet' as const, constraintAt: `${patch.startsOn}T${clock}` }
}
