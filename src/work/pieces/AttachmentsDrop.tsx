import {
  type ClipboardEvent,
  createContext,
  type DragEvent,
  type ReactNode,
  useContext,
  useRef,
  useState,
} from 'react'
import { api } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { Progress } from '#web/pieces/Progress.tsx'
import { send } from '#web/pieces/sending.ts'
import { useWorkspace } from '#web/session.tsx'
import { tell } from '#web/undo.tsx'
import { drawerMessages } from '../messages/drawer.ts'
import type { Task } from '../model.ts'
import { refreshTask } from './refreshTask.ts'
import styles from './TaskDrawer.module.css'

/** Where a file for a task is posted. */
export const placeOfFiles = (workspaceId: string, taskId: string) =>
  `/files?workspace=${workspaceId}&noun=task&row=${taskId}`

const Take = createContext<(files: readonly File[]) => unknown>(() => {})
/** Sends files to the open task, one after the other, with their progress. */
export const useTakeFiles = () => useContext(Take)

/** A whole task takes files: dropped anywhere on it, or pasted (a screenshot) while one is in it. */
export function AttachmentsDrop({ task, may, children }: { task: Task; may: boolean; children: ReactNode }) {
  const t = useT(drawerMessages)
  const told = useTold()
  const workspace = useWorkspace()
  const [over, setOver] = useState(0)
  const [going, setGoing] = useState<{ name: string; done: number; total: number; stop: () => void } | null>(
    null,
  )
  const busy = useRef(false)
  const take = async (files: readonly File[]) => {
    if (busy.current || !files.length) return
    busy.current = true
    try {
      for (const file of files) {
        const stop = new AbortController()
        const progress = (done: number) =>
          setGoing({ name: file.name, done, total: file.size, stop: () => stop.abort() })
        progress(0)
        const { id } = (await send(placeOfFiles(workspace.id, task.id), file, progress, stop.signal)) as {
          id: string
        }
        await api.work.attachments.create({ taskId: task.id, fileId: id })
        await refreshTask()
      }
    } catch (error) {
      if ((error as Error).name !== 'AbortError') tell(told(error).sentence, 'bad')
    }
    busy.current = false
    setGoing(null)
  }
  const hasFiles = (event: DragEvent) => may && event.dataTransfer.types.includes('Files')
  const paste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files]
    // A copied cell of a spreadsheet is a picture too: text comes first.
    if (!may || !files.length || event.clipboardData.types.includes('text/plain')) return
    event.preventDefault()
    const time = new Date().toISOString().slice(0, 19).replace(/[:T]/g, '-')
    void take(
      files.map((f) =>
        f.name === 'image.png' ? new File([f], t('files.capture', { time }), { type: f.type }) : f,
      ),
    )
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut; the field of the attachments does the same by keyboard.
    <div
      className={styles.drop}
      onPaste={paste}
      onDragEnter={(event) => hasFiles(event) && setOver((n) => n + 1)}
      onDragLeave={(event) => hasFiles(event) && setOver((n) => n - 1)}
      onDragOver={(event) => hasFiles(event) && event.preventDefault()}
      onDrop={(event) => {
        setOver(0)
        if (!hasFiles(event) || event.defaultPrevented) return
        event.preventDefault()
        void take([...event.dataTransfer.files])
      }}
    >
      <Take value={take}>{children}</Take>
      {going && (
        <div className={styles.sending}>
          <Progress
            label={t('files.sending', { name: going.name })}
            done={going.done}
            total={going.total}
            onCancel={going.stop}
          />
        </div>
      )}
      {over > 0 && <div className={styles.veil}>{t('files.dropHere')}</div>}
    </div>
  )
}
