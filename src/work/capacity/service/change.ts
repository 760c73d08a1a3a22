import type { Scope } from '#platform/scope.ts'
import type { Card } from '../../model.ts'
import { together } from '../../scheduling/service/follow.ts'
import { getCard } from '../../service/read.ts'
import { amendTask } from '../../service/tasks.ts'
import type { Outcome } from '../../views/model.ts'
import { apart, naming, outcome } from '../../views/service/deeds.ts'
import type { LoadChange } from '../model.ts'

/** Several changes under one reference: all or none, and one gesture takes them all back. */
export async function applyChanges(scope: Scope, changes: readonly LoadChange[]): Promise<Outcome> {
  const one = apart(scope)
  await together(one, async () => {
    for (const { taskId, version, ...patch } of changes)
      await naming(one, taskId, async () => {
        const before = await getCard(one, taskId)
        await amendTask(one, taskId, placed(before, patch), version)
      })
  })
  return outcome(
    one,
    changes.map((c) => c.taskId),
  )
}

/** A task that follows its links starts no earlier than where one puts it; a manual one is simply put there. */
function placed(before: Card, patch: Omit<LoadChange, 'taskId' | 'version'>) {
  if (before.mode !== 'auto' || !patch.startsOn) return patch
  const hour = Math.floor((before.startMinute ?? 0) / 60)
  const minute = (before.startMinute ?? 0) % 60
  const clock = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
  return { ...patch, constraintKind: 'snet' as const, constraintAt: `${patch.startsOn}T${clock}` }
}
