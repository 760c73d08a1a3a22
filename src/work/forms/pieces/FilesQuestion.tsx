import { ActionIcon, Button } from '@mantine/core'
import { Camera, Paperclip, X } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { announce } from '#web/announce.tsx'
import { useFormats, useT } from '#web/i18n.tsx'
import { useIsPhone } from '#web/media.ts'
import { ErrorNote } from '#web/pieces/ErrorNote.tsx'
import { Progress } from '#web/pieces/Progress.tsx'
import { send } from '#web/pieces/sending.ts'
import { messages } from '../messages.ts'
import { acceptOf, type FileLimits } from '../model.ts'
import styles from './FilesQuestion.module.css'

/** Where the files of a form go, and the key that lets them in. */
export type FilePlace = { url: string; headers?: Record<string, string> }
type Sent = { id: string; name: string; size: number }

/** Files for a question: chosen, dropped or pasted anywhere on the page, or taken with the camera of a phone. */
export function FilesQuestion({
  label,
  help,
  fault,
  required,
  limits,
  to,
  first,
  onChange,
}: {
  label: string
  help?: string | undefined
  fault?: string | undefined
  required: boolean
  limits: FileLimits
  to: FilePlace
  /** Takes what is dropped or pasted on the page outside of any question. */
  first: boolean
  onChange: (ids: string[]) => void
}) {
  const t = useT(messages)
  const { bytes } = useFormats()
  const phone = useIsPhone()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const camera = useRef<HTMLInputElement>(null)
  const [sent, setSent] = useState<Sent[]>([])
  const [going, setGoing] = useState<{ name: string; done: number; total: number; stop: () => void } | null>(
    null,
  )
  const [over, setOver] = useState(false)
  const [told, setTold] = useState('')
  const [error, setError] = useState<unknown>(null)
  const busy = useRef(false)

  const take = async (files: readonly File[]) => {
    if (!files.length || busy.current) return
    setTold('')
    setError(null)
    const large = files.find((f) => f.size > limits.megabytes * 1_000_000)
    if (large) return setTold(t('files.tooLarge', { name: large.name, size: limits.megabytes }))
    if (sent.length + files.length > limits.most) return setTold(t('files.tooMany', { most: limits.most }))
    busy.current = true
    let now = sent
    try {
      for (const file of files) {
        const stop = new AbortController()
        const progress = (done: number) =>
          setGoing({ name: file.name, done, total: file.size, stop: () => stop.abort() })
        progress(0)
        now = [...now, (await send(to.url, file, progress, stop.signal, to.headers)) as Sent]
        setSent(now)
        onChange(now.map((f) => f.id))
        announce(t('files.added', { name: file.name }))
      }
    } catch (reason) {
      if ((reason as Error).name !== 'AbortError') setError(reason)
    }
    busy.current = false
    setGoing(null)
  }
  const latest = useRef(take)
  latest.current = take
  useEffect(() => {
    if (!first) return
    const hasFiles = (e: DragEvent) => e.dataTransfer?.types.includes('Files')
    const onOver = (e: DragEvent) => {
      if (!hasFiles(e)) return
      e.preventDefault()
      setOver(true)
    }
    const onLeave = (e: DragEvent) => e.relatedTarget === null && setOver(false)
    const onDrop = (e: DragEvent) => {
      setOver(false)
      if (!hasFiles(e) || e.defaultPrevented) return
      e.preventDefault()
      void latest.current([...(e.dataTransfer?.files ?? [])])
    }
    const onPaste = (e: ClipboardEvent) => {
      const files = [...(e.clipboardData?.files ?? [])]
      // A copied cell of a spreadsheet is a picture too: text comes first.
      if (!files.length || e.clipboardData?.types.includes('text/plain')) return
      e.preventDefault()
      const time = new Date().toISOString().slice(0, 19).replace(/[:T]/g, '-')
      void latest.current(
        files.map((f) =>
          f.name === 'image.png' ? new File([f], t('files.capture', { time }), { type: f.type }) : f,
        ),
      )
    }
    addEventListener('dragover', onOver)
    addEventListener('dragleave', onLeave)
    addEventListener('drop', onDrop)
    addEventListener('paste', onPaste)
    return () => {
      removeEventListener('dragover', onOver)
      removeEventListener('dragleave', onLeave)
      removeEventListener('drop', onDrop)
      removeEventListener('paste', onPaste)
    }
  }, [first, t])
  const remove = (file: Sent) => {
    const now = sent.filter((f) => f.id !== file.id)
    setSent(now)
    onChange(now.map((f) => f.id))
  }
  const chosen = (list: FileList | null) => {
    void take([...(list ?? [])])
    for (const r of [input, camera]) if (r.current) r.current.value = ''
  }
  const full = sent.length >= limits.most
  return (
    <fieldset
      className={styles.question}
      data-over={over || undefined}
      aria-describedby={`${id}-limits`}
      onDrop={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        event.nativeEvent.stopPropagation()
        setOver(false)
        void take([...event.dataTransfer.files])
      }}
      onDragOver={(event) => event.preventDefault()}
    >
      <legend>
        {label}
        {required && (
          <span className={styles.star} aria-hidden>
            {' '}
            *
          </span>
        )}
      </legend>
      {help && <p className="muted caption">{help}</p>}
      {sent.length > 0 && (
        <ul className={styles.files}>
          {sent.map((f) => (
            <li key={f.id}>
              <Paperclip size={14} aria-hidden />
              <span className={styles.name}>{f.name}</span>
              <span className="muted caption">{bytes(f.size)}</span>
              <ActionIcon
                variant="subtle"
                size="lg"
                aria-label={t('files.remove', { name: f.name })}
                onClick={() => remove(f)}
              >
                <X size={15} aria-hidden />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      {!full && (
        <div className={styles.ways}>
          {!phone && <span className="muted caption">{t('files.drop')}</span>}
          <Button variant="default" size={phone ? 'md' : 'xs'} onClick={() => input.current?.click()}>
            {t(phone ? 'files.pick' : 'files.choose')}
          </Button>
          {phone && limits.accept !== 'documents' && (
            <Button
              variant="default"
              size="md"
              leftSection={<Camera size={16} aria-hidden />}
              onClick={() => camera.current?.click()}
            >
              {t('files.photo')}
            </Button>
          )}
          <input
            ref={input}
            className="unseen"
            type="file"
            tabIndex={-1}
            aria-label={label}
            multiple={limits.most > 1}
            {...(acceptOf[limits.accept] && { accept: acceptOf[limits.accept] })}
            onChange={(event) => chosen(event.currentTarget.files)}
          />
          <input
            ref={camera}
            className="unseen"
            type="file"
            tabIndex={-1}
            aria-hidden
            accept="image/*"
            capture="environment"
            onChange={(event) => chosen(event.currentTarget.files)}
          />
        </div>
      )}
      <p id={`${id}-limits`} className="muted caption">
        {t('files.limits', {
          most: limits.most,
          size: limits.megabytes,
          accept: t(`accept.${limits.accept}`),
        })}
      </p>
      {going && (
        <Progress
          label={t('files.sending', { name: going.name })}
          done={going.done}
          total={going.total}
          onCancel={going.stop}
        />
      )}
      {(told || fault) && (
        <p role="alert" className={styles.fault}>
          {told || fault}
        </p>
      )}
      <ErrorNote error={error} />
    </fieldset>
  )
}
