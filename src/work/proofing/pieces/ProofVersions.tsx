import { Button, Select } from '@mantine/core'
import { Download, Upload } from 'lucide-react'
import { useRef } from 'react'
import { api } from '#web/api.ts'
import { useFormats, useT } from '#web/i18n.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { send } from '#web/pieces/sending.ts'
import { useWorkspace } from '#web/session.tsx'
import { tell } from '#web/undo.tsx'
import type { Attachment, Task } from '../../model.ts'
import { placeOfFiles } from '../../pieces/AttachmentsDrop.tsx'
import { refreshTask } from '../../pieces/refreshTask.ts'
import { proofMessages } from '../messages.ts'
import type { AttachmentVersion } from '../model.ts'
import styles from './Proof.module.css'

/** Which version one looks at, its download, and the next one. */
export function ProofVersions({
  task,
  attachment,
  version,
  may,
  onShow,
}: {
  task: Task
  attachment: Attachment
  version: AttachmentVersion
  may: boolean
  onShow: (number: number) => void
}) {
  const t = useT(proofMessages)
  const told = useTold()
  const { relative } = useFormats()
  const workspace = useWorkspace()
  const input = useRef<HTMLInputElement>(null)
  const add = async (file: File | undefined) => {
    if (!file) return
    try {
      const sent = await send(
        placeOfFiles(workspace.id, task.id),
        file,
        () => {},
        new AbortController().signal,
      )
      const v = await api.work.attachments.addVersion({
        attachmentId: attachment.id,
        fileId: (sent as { id: string }).id,
      })
      await refreshTask()
      onShow(v.number)
      tell(t('version.added', { number: v.number }))
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
  }
  return (
    <span className={styles.group}>
      <Select
        size="xs"
        w={170}
        aria-label={t('version.choose')}
        allowDeselect={false}
        data={attachment.versions.map((v) => ({
          value: String(v.number),
          label: t('version.of', { number: v.number, when: relative(v.createdAt) }),
        }))}
        value={String(version.number)}
        onChange={(n) => n && onShow(Number(n))}
      />
      {version.fileId && (
        <Button
          component="a"
          size="xs"
          variant="subtle"
          href={`/files/${version.fileId}?telecharger`}
          leftSection={<Download size={14} aria-hidden />}
        >
          {t('download')}
        </Button>
      )}
      {may && (
        <>
          <input
            ref={input}
            type="file"
            className="unseen"
            tabIndex={-1}
            aria-label={t('version.add')}
            onChange={(event) => {
              void add(event.currentTarget.files?.[0])
              event.currentTarget.value = ''
            }}
          />
          <Button
            size="xs"
            variant="default"
            leftSection={<Upload size={14} aria-hidden />}
            onClick={() => input.current?.click()}
          >
            {t('version.add')}
          </Button>
        </>
      )}
    </span>
  )
}
