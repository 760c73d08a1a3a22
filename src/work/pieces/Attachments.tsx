import { ActionIcon, TextInput } from '@mantine/core'
import { FileText, Link2, X } from 'lucide-react'
import { useState } from 'react'
import { api, queries, rpc } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { ErrorNote } from '#web/pieces/ErrorNote.tsx'
import { Upload } from '#web/pieces/Upload.tsx'
import { useWorkspace } from '#web/session.tsx'
import { offer } from '#web/undo.tsx'
import { messages } from '../messages.ts'
import type { Attachment, Task } from '../model.ts'
import styles from './TaskDrawer.module.css'

const refresh = () => queries.invalidateQueries({ queryKey: rpc.work.tasks.key() })

export function Attachments({ task, may }: { task: Task; may: boolean }) {
  const t = useT(messages)
  const workspace = useWorkspace()
  const [url, setUrl] = useState('')
  const [error, setError] = useState<unknown>(null)
  const link = async () => {
    if (!url.trim()) return
    try {
      await api.work.attachments.create({ taskId: task.id, url: url.trim() })
      setUrl('')
      setError(null)
      await refresh()
    } catch (reason) {
      setError(reason)
    }
  }
  const hang = (answer: unknown) =>
    void api.work.attachments
      .create({ taskId: task.id, fileId: (answer as { id: string }).id })
      .then(refresh, setError)
  const drop = async (id: string) => {
    await api.work.attachments.discard({ id })
    await refresh()
    offer(t('files.discarded'), () => api.history.undoLast({ noun: 'attachment', rowId: id }).then(refresh))
  }
  if (!may && task.attachments.length === 0) return null
  return (
    <section className={styles.part} aria-label={t('files')}>
      <h3>{t('files')}</h3>
      <ul className={styles.items}>
        {task.attachments.map((a) => (
          <li key={a.id}>
            {a.fileId ? <FileText size={15} aria-hidden /> : <Link2 size={15} aria-hidden />}
            <span className={styles.grow}>
              <Name attachment={a} />
            </span>
            {may && (
              <ActionIcon
                variant="subtle"
                size="sm"
                aria-label={t('files.discard', { name: a.name })}
                onClick={() => void drop(a.id)}
              >
                <X size={13} aria-hidden />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {may && (
        <>
          <Upload
            label={t('files.add')}
            multiple
            to={`/files?workspace=${workspace.id}&noun=task&row=${task.id}`}
            onSent={hang}
          />
          <TextInput
            size="xs"
            type="url"
            aria-label={t('files.link')}
            placeholder={t('files.link')}
            value={url}
            onChange={(event) => setUrl(event.currentTarget.value)}
            onKeyDown={(event) => event.key === 'Enter' && void link()}
          />
        </>
      )}
      <ErrorNote error={error} />
    </section>
  )
}

function Name({ attachment: a }: { attachment: Attachment }) {
  const { bytes } = useFormats()
  if (!a.fileId)
    return (
      <a href={a.url ?? undefined} target="_blank" rel="noreferrer noopener">
        {a.name}
      </a>
    )
  return (
    <>
      <a href={`/files/${a.fileId}`} target="_blank" rel="noreferrer">
        {a.name}
      </a>{' '}
      <span className="muted caption">{a.size !== null && bytes(a.size)}</span>
    </>
  )
}
