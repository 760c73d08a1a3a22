import { Button } from '@mantine/core'
import { Upload as UploadIcon } from 'lucide-react'
import { type DragEvent, useId, useRef, useState } from 'react'
import { useFormats, useT } from '../i18n.tsx'
import { messages } from '../messages.ts'
import { ErrorNote } from './ErrorNote.tsx'
import { Progress } from './Progress.tsx'
import { send } from './sending.ts'
import styles from './Upload.module.css'

type Props = {
  label: string
  /** As in <input accept>: `.json,.csv` or `image/*`. */
  accept?: string
  maxBytes?: number
  multiple?: boolean
  /** Where each file is posted, or a function that takes them as they are. */
  to?: string
  onFiles?: (files: File[]) => unknown
  /** Called with the server's answer to each file. */
  onSent?: (answer: unknown, file: File) => void
}

const accepted = (file: File, accept: string | undefined) =>
  !accept ||
  accept.split(',').some((rule) => {
    const kind = rule.trim().toLowerCase()
    if (kind.startsWith('.')) return file.name.toLowerCase().endsWith(kind)
    if (kind.endsWith('/*')) return file.type.startsWith(kind.slice(0, -1))
    return file.type === kind
  })

export function Upload({
  label,
  accept,
  maxBytes = 100_000_000,
  multiple = false,
  to,
  onFiles,
  onSent,
}: Props) {
  const t = useT(messages)
  const { bytes } = useFormats()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [refusal, setRefusal] = useState('')
  const [error, setError] = useState<unknown>(null)
  const [going, setGoing] = useState<{ name: string; done: number; total: number; stop: () => void } | null>(
    null,
  )

  const take = async (list: FileList | null) => {
    const files = [...(list ?? [])].slice(0, multiple ? undefined : 1)
    const large = files.find(({ size }) => size > maxBytes)
    const strange = files.find((file) => !accepted(file, accept))
    setError(null)
    setRefusal(
      large
        ? t('upload.tooLarge', { name: large.name, limit: bytes(maxBytes) })
        : strange
          ? t('upload.wrongKind', { name: strange.name })
          : '',
    )
    if (large || strange || files.length === 0) return
    if (input.current) input.current.value = ''
    try {
      await onFiles?.(files)
      if (!to) return
      for (const file of files) {
        const stop = new AbortController()
        const progress = (done: number) =>
          setGoing({ name: file.name, done, total: file.size, stop: () => stop.abort() })
        progress(0)
        onSent?.(await send(to, file, progress, stop.signal), file)
      }
    } catch (reason) {
      if ((reason as Error).name !== 'AbortError') setError(reason)
    } finally {
      setGoing(null)
    }
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void take(event.dataTransfer.files)
  }
  return (
    <div className="stack">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the field inside does the same by keyboard. */}
      <div
        className={styles.drop}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <UploadIcon size={20} aria-hidden />
        <label htmlFor={id}>{label}</label>
        <span className="muted caption">{t('upload.drop')}</span>
        <input
          ref={input}
          id={id}
          className="unseen"
          type="file"
          multiple={multiple}
          {...(accept ? { accept } : {})}
          onChange={(event) => void take(event.currentTarget.files)}
        />
        <Button variant="default" size="xs" tabIndex={-1} aria-hidden onClick={() => input.current?.click()}>
          {t(multiple ? 'upload.chooseMany' : 'upload.choose')}
        </Button>
      </div>
      {refusal && (
        <p role="alert" className={styles.refusal}>
          {refusal}
        </p>
      )}
      {going && (
        <Progress
          label={t('upload.going', { name: going.name })}
          done={going.done}
          total={going.total}
          onCancel={going.stop}
        />
      )}
      <ErrorNote error={error} />
    </div>
  )
}
