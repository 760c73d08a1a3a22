import { ActionIcon, Button, Menu, TextInput } from '@mantine/core'
import {
  Download,
  FileText,
  Link2,
  MoreHorizontal,
  Paperclip,
  Pencil,
  Trash2,
  Upload as UploadIcon,
} from 'lucide-react'
import { type MouseEvent, useRef, useState } from 'react'
import { api } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { ErrorNote, useTold } from '#web/pieces/ErrorNote.tsx'
import { TextField } from '#web/pieces/Field.tsx'
import { State } from '#web/pieces/State.tsx'
import { send } from '#web/pieces/sending.ts'
import { useWorkspace } from '#web/session.tsx'
import { offer, tell } from '#web/undo.tsx'
import { drawerMessages } from '../messages/drawer.ts'
import type { Attachment, Task } from '../model.ts'
import { proofMessages } from '../proofing/messages.ts'
import { shownAs } from '../proofing/model.ts'
import { placeOfFiles, useTakeFiles } from './AttachmentsDrop.tsx'
import { refreshTask } from './refreshTask.ts'
import styles from './TaskDrawer.module.css'
import type { Looked } from './TaskDrawer.tsx'

type Props = { task: Task; may: boolean; onLook: (looked: Looked) => void }

/** Files with their versions, and links. What can be looked at opens here; the rest is downloaded. */
export function Attachments({ task, may, onLook }: Props) {
  const t = useT(drawerMessages)
  const take = useTakeFiles()
  const input = useRef<HTMLInputElement>(null)
  const [url, setUrl] = useState('')
  const [error, setError] = useState<unknown>(null)
  const link = async () => {
    if (!url.trim()) return
    try {
      await api.work.attachments.create({ taskId: task.id, url: url.trim() })
      setUrl('')
      setError(null)
      await refreshTask()
    } catch (reason) {
      setError(reason)
    }
  }
  if (!may && task.attachments.length === 0) return null
  return (
    <section className={styles.part} aria-label={t('files')}>
      <h3>{t('files')}</h3>
      <ul className={styles.items}>
        {task.attachments.map((a) => (
          <One key={a.id} task={task} attachment={a} may={may} onLook={onLook} />
        ))}
      </ul>
      {may && (
        <>
          <div className="row">
            <input
              ref={input}
              type="file"
              multiple
              className="unseen"
              tabIndex={-1}
              aria-label={t('files.add')}
              onChange={(event) => {
                void take([...(event.currentTarget.files ?? [])])
                event.currentTarget.value = ''
              }}
            />
            <Button
              size="xs"
              variant="default"
              leftSection={<Paperclip size={14} aria-hidden />}
              onClick={() => input.current?.click()}
            >
              {t('files.choose')}
            </Button>
            <span className="caption muted">{t('files.paste')}</span>
          </div>
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

function One({ task, attachment: a, may, onLook }: Props & { attachment: Attachment }) {
  const t = useT(drawerMessages)
  const p = useT(proofMessages)
  const told = useTold()
  const { bytes } = useFormats()
  const workspace = useWorkspace()
  const [renaming, setRenaming] = useState(false)
  const file = useRef<HTMLInputElement>(null)
  const newest = a.versions[0]
  const kind = shownAs(newest?.mediaType ?? a.mediaType)
  const pins = task.comments.filter((c) => c.attachmentId === a.id && c.pin && !c.resolvedAt).length
  const attempt = async (deed: () => Promise<unknown>) => {
    try {
      await deed()
      await refreshTask()
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
  }
  const drop = () =>
    attempt(async () => {
      await api.work.attachments.discard({ id: a.id })
      offer(t('files.discarded'), () =>
        api.history.undoLast({ noun: 'attachment', rowId: a.id }).then(refreshTask),
      )
    })
  const version = (files: FileList | null) =>
    attempt(async () => {
      const [f] = files ?? []
      if (!f) return
      const sent = await send(placeOfFiles(workspace.id, task.id), f, () => {}, new AbortController().signal)
      const added = await api.work.attachments.addVersion({
        attachmentId: a.id,
        fileId: (sent as { id: string }).id,
      })
      tell(t('files.versioned', { number: added.number, name: added.name }))
    })
  const look = (event: MouseEvent) => {
    if (!kind || event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    onLook({ attachmentId: a.id })
  }
  const href = a.fileId ? `/files/${a.fileId}` : (a.url ?? undefined)
  return (
    <li>
      {kind === 'image' && a.fileId ? (
        <img className={styles.thumb} src={`/files/${a.fileId}/vignette`} alt="" loading="lazy" />
      ) : (
        <span className={styles.kindOf} aria-hidden>
          {a.url ? <Link2 size={15} /> : <FileText size={15} />}
        </span>
      )}
      <span className={styles.grow}>
        {renaming ? (
          <TextField
            label={t('files.renamed')}
            hideLabel
            value={a.name}
            maxLength={300}
            onSave={async (name) => {
              await api.work.attachments.rename({ id: a.id, name })
              setRenaming(false)
              await refreshTask()
            }}
          />
        ) : href ? (
          <a href={href} target="_blank" rel="noreferrer noopener" onClick={a.fileId ? look : undefined}>
            {a.name}
          </a>
        ) : (
          <span className="muted">
            {a.name} ({t('files.gone')})
          </span>
        )}{' '}
        <span className="muted caption">
          {a.size !== null && bytes(a.size)}
          {a.versions.length > 1 && ` · v${newest?.number}`}
          {pins > 0 && ` · ${t('files.pins', { count: pins })}`}
        </span>
      </span>
      {newest?.decision && (
        <State tone={newest.decision === 'approved' ? 'good' : 'risk'} quiet>
          {p(`decision.${newest.decision}`)}
        </State>
      )}
      {kind && (
        <Button
          size="compact-xs"
          variant="subtle"
          aria-label={t('files.look', { name: a.name })}
          onClick={() => onLook({ attachmentId: a.id })}
        >
          {p('look')}
        </Button>
      )}
      <input
        ref={file}
        type="file"
        className="unseen"
        tabIndex={-1}
        aria-label={t('files.version', { name: a.name })}
        onChange={(event) => {
          void version(event.currentTarget.files)
          event.currentTarget.value = ''
        }}
      />
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" size="sm" aria-label={t('files.more', { name: a.name })}>
            <MoreHorizontal size={14} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {a.fileId && (
            <Menu.Item
              component="a"
              href={`/files/${a.fileId}?telecharger`}
              leftSection={<Download size={14} aria-hidden />}
            >
              {t('files.download', { name: a.name })}
            </Menu.Item>
          )}
          {may && !a.url && (
            <Menu.Item
              leftSection={<UploadIcon size={14} aria-hidden />}
              onClick={() => file.current?.click()}
            >
              {t('files.version', { name: a.name })}
            </Menu.Item>
          )}
          {may && (
            <Menu.Item leftSection={<Pencil size={14} aria-hidden />} onClick={() => setRenaming(true)}>
              {t('files.rename')}
            </Menu.Item>
          )}
          {may && (
            <Menu.Item leftSection={<Trash2 size={14} aria-hidden />} onClick={() => void drop()}>
              {t('files.discard', { name: a.name })}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </li>
  )
}
