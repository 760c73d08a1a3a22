import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useT } from '#web/i18n.tsx'
import { ErrorNote } from '#web/pieces/ErrorNote.tsx'
import { remembered } from '#web/store.ts'
import { talkMessages } from '../messages/talk.ts'
import styles from './Comments.module.css'
import { RichBox } from './RichBox.tsx'
import { refreshTask } from './refreshTask.ts'

/** What was begun and not posted, by task or thread: closing the drawer loses nothing. */
const drafts = remembered<Record<string, string>>('pupitre.comments', {})

type Props = {
  label: string
  value?: string
  /** Names the draft on this device; left out: nothing is kept. */
  draft?: string
  focus?: boolean
  onTyping?: (() => void) | undefined
  onSend: (text: string) => Promise<unknown>
  onDone?: () => void
}

export function CommentsWrite({ label, value = '', draft, focus = false, onTyping, onSend, onDone }: Props) {
  const t = useT(talkMessages)
  const [text, setTextNow] = useState(() => (draft && drafts.get()[draft]) || value)
  const [error, setError] = useState<unknown>(null)
  const [sending, setSending] = useState(false)
  const box = useRef<{ focus: () => void }>(null)
  useEffect(() => {
    if (focus) box.current?.focus()
  }, [focus])
  const setText = (next: string) => {
    setTextNow(next)
    if (draft) drafts.set(({ [draft]: _, ...rest }) => (next ? { ...rest, [draft]: next } : rest))
  }
  const send = async () => {
    if (!text.trim() || sending) return
    setSending(true)
    try {
      await onSend(text.trim())
      setText('')
      setError(null)
      await refreshTask()
      onDone?.()
    } catch (reason) {
      setError(reason)
    }
    setSending(false)
  }
  const cancel = () => {
    setText('')
    onDone?.()
  }
  return (
    <div className={styles.write}>
      <RichBox
        handle={box}
        label={label}
        value={text}
        onChange={setText}
        onSend={() => void send()}
        {...(onDone ? { onCancel: cancel } : {})}
        {...(onTyping ? { onTyping } : {})}
      />
      <ErrorNote error={error} />
      {(text.trim() || onDone) && (
        <div className="row">
          <Button size="xs" loading={sending} disabled={!text.trim()} onClick={() => void send()}>
            {t('comment.send')}
          </Button>
          {onDone && (
            <Button size="xs" variant="subtle" onClick={cancel}>
              {t('comment.cancel')}
            </Button>
          )}
          <span className="caption muted">{t('comment.hint')}</span>
        </div>
      )}
    </div>
  )
}
