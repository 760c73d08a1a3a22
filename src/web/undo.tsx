import { Button } from '@mantine/core'
import { Undo2 } from 'lucide-react'
import { useEffect } from 'react'
import { announce } from './announce.tsx'
import { useCommands } from './commands.ts'
import { useT } from './i18n.tsx'
import { keycaps } from './keys.ts'
import { messages } from './messages.ts'
import { useTold } from './pieces/ErrorNote.tsx'
import { store } from './store.ts'
import styles from './undo.module.css'

type Offer = { label: string; undo: (() => unknown) | null; tone: 'plain' | 'bad'; id: number }

const offered = store<Offer | null>(null)
let count = 0

/** Says what was done and offers to take it back: `offer('Tâche archivée', () => api.…)`. */
export const offer = (label: string, undo: () => unknown) =>
  offered.set({ label, undo, tone: 'plain', id: ++count })
/** A short word at the bottom of the screen, without anything to take back. */
export const tell = (label: string, tone: 'plain' | 'bad' = 'plain') =>
  offered.set({ label, undo: null, tone, id: ++count })

/** How long a hand that hesitates has; the toast also waits while one points at it. */
const patience = 9000

export function UndoToast() {
  const t = useT(messages)
  const told = useTold()
  const now = offered.use()
  const id = now?.id
  const undo = async () => {
    const last = offered.get()
    if (!last?.undo) return
    offered.set(null)
    try {
      await last.undo()
      announce(t('undone'))
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
  }
  useCommands(
    now?.undo
      ? [
          {
            id: 'undo',
            label: `${t('undo')} : ${now.label}`,
            keys: 'mod+z',
            icon: Undo2,
            run: () => void undo(),
          },
        ]
      : [],
  )
  useEffect(() => {
    if (id === undefined) return
    let timer = setTimeout(() => offered.set((last) => (last?.id === id ? null : last)), patience)
    const hold = (event: Event) => {
      if (!(event.target as Element | null)?.closest?.('[data-toast]')) return
      clearTimeout(timer)
      timer = setTimeout(() => offered.set((last) => (last?.id === id ? null : last)), patience)
    }
    addEventListener('pointermove', hold)
    addEventListener('focusin', hold)
    return () => {
      clearTimeout(timer)
      removeEventListener('pointermove', hold)
      removeEventListener('focusin', hold)
    }
  }, [id])
  return (
    <div className={styles.region} role="status" aria-live="polite">
      {now && (
        <div className={styles.toast} data-toast data-tone={now.tone}>
          <span>{now.label}</span>
          {now.undo && (
            <Button size="xs" variant="transparent" className={styles.button!} onClick={() => void undo()}>
              {t('undo')}
              <span className={styles.keys} aria-hidden>
                {keycaps('mod+z').join(' ')}
              </span>
            </Button>
          )}
        </div>
      )}
    </div>
  )
}
