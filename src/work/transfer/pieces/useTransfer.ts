import { Copy, CopyPlus, FolderOutput, type LucideIcon } from 'lucide-react'
import { api } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { useWorkspace } from '#web/session.tsx'
import { tell } from '#web/undo.tsx'
import { put } from '../../views/pieces/cardStore.ts'
import { useDeeds } from '../../views/pieces/useCards.tsx'
import { transferMessages } from '../messages.ts'
import { type Transferring, transferring } from './transferring.ts'

export type TransferItem = { id: string; label: string; icon: LucideIcon; run: () => void }

/** What a menu offers to do with tasks as a whole: make them once more, take them elsewhere, copy them there. */
export function useTransfer(): (tasks: Transferring['tasks']) => TransferItem[] {
  const t = useT(transferMessages)
  const told = useTold()
  const deeds = useDeeds(undefined, null)
  const guest = useWorkspace().role === 'guest'
  const duplicate = async (tasks: Transferring['tasks']) => {
    try {
      for (const [projectId, list] of Map.groupBy(tasks, (x) => x.projectId)) {
        const { cards, gone, change } = await api.work.transfer.copy({
          ids: list.map((x) => x.id),
          projectId,
        })
        put(cards, gone)
        deeds.did(t('done.duplicate', { count: list.length }), change)
      }
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
  }
  return (tasks) => {
    const item = (id: string, label: string, icon: LucideIcon, run: () => void) => ({ id, label, icon, run })
    const elsewhere = (copy: boolean) => () => transferring.set({ tasks, copy })
    return [
      item('task.duplicate', t('menu.duplicate'), CopyPlus, () => void duplicate(tasks)),
      ...(guest
        ? []
        : [
            item('task.move-to', t('menu.move'), FolderOutput, elsewhere(false)),
            item('task.copy-to', t('menu.copyTo'), Copy, elsewhere(true)),
          ]),
    ]
  }
}
