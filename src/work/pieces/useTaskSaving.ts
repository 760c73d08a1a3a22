import { useRef, useState } from 'react'
import { api, isApiError } from '#web/api.ts'
import type { Card, Task, TaskDraft } from '../model.ts'

export type Clash = { field: 'title' | 'description'; mine: string; theirs: string }

/**
 * Saves one field of an open task on the version one saw. If somebody changed *another* field meanwhile, the change is made
 * again on what is there; if it was the same one, both texts are shown and nothing is lost.
 */
export function useTaskSaving(task: Task, onSaved: (card: Card) => void) {
  const [clash, setClash] = useState<Clash | null>(null)
  // The task as it was when one began to type: a newer one may arrive while one is still writing over the old.
  const base = useRef<Task | null>(null)
  const begin = () => {
    base.current = task
  }
  const save = async (change: Partial<TaskDraft>) => {
    const isText = change.title !== undefined || change.description !== undefined
    const seen = (isText && base.current) || task
    try {
      onSaved(await api.work.tasks.amend({ id: task.id, version: seen.version, ...change }))
    } catch (error) {
      if (!isApiError(error) || error.code !== 'CONFLICT') throw error
      const current = (error.data as { current?: Partial<Task> } | null)?.current ?? {}
      const clashing = (['title', 'description'] as const).find(
        (f) =>
          change[f] !== undefined &&
          current[f] !== undefined &&
          current[f] !== seen[f] &&
          current[f] !== change[f],
      )
      if (clashing)
        return setClash({ field: clashing, mine: change[clashing] ?? '', theirs: current[clashing] ?? '' })
      onSaved(await api.work.tasks.amend({ id: task.id, ...change }))
    }
  }
  const settle = async (mine: boolean) => {
    if (clash && mine) onSaved(await api.work.tasks.amend({ id: task.id, [clash.field]: clash.mine }))
    setClash(null)
  }
  return { save, begin, clash, settle }
}
