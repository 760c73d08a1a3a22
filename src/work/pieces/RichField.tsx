import { Button } from '@mantine/core'
import { Pencil } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useT } from '#web/i18n.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { remembered } from '#web/store.ts'
import { tell } from '#web/undo.tsx'
import { talkMessages } from '../messages/talk.ts'
import { withTick } from '../rich/model/text.ts'
import styles from './Rich.module.css'
import { RichBox } from './RichBox.tsx'
import { RichText } from './RichText.tsx'

/** What was begun and not saved, by its key: a closed drawer or a dead battery loses nothing. */
type Draft = { text: string /** What stood there when one began. */; base: string }
const drafts = remembered<Record<string, Draft>>('pupitre.texts', {})
const keep = (key: string, draft: Draft | null) =>
  drafts.set(({ [key]: _, ...rest }) => (draft === null ? rest : { ...rest, [key]: draft }))

type Props = {
  /** Names the draft on this device. */
  id: string
  label: string
  placeholder: string
  value: string
  may: boolean
  onTyping?: () => void
  /** With the text one began from, so that what others wrote meanwhile is kept. */
  onSave: (text: string, base: string) => Promise<unknown>
}

/** A text read as it was meant and written as it is typed; ticks and references work while reading. */
export function RichField({ id, label, placeholder, value, may, onTyping, onSave }: Props) {
  const t = useT(talkMessages)
  const told = useTold()
  const [draft, setDraft] = useState<Draft | null>(drafts.get()[id] ?? null)
  const [preview, setPreview] = useState(false)
  const box = useRef<{ focus: () => void }>(null)
  const edit = useRef<HTMLButtonElement>(null)
  const editing = draft !== null
  const began = useRef(editing)
  useEffect(() => {
    if (editing && !began.current) box.current?.focus()
    began.current = editing
  }, [editing])
  // A tick is seen at once and saved behind, one after the other, each on the text as it then is.
  const [ahead, setAhead] = useState<string | null>(null)
  const latest = useRef({ value, onSave })
  latest.current = { value, onSave }
  const line = useRef(Promise.resolve())
  const tick = (at: number, done: boolean) => {
    setAhead((now) => withTick(now ?? value, at, done))
    const mine = line.current.then(async () => {
      const { value: text, onSave: save } = latest.current
      try {
        await save(withTick(text, at, done), text)
      } catch (error) {
        tell(told(error).sentence, 'bad')
      }
      if (line.current === mine) setAhead(null)
    })
    line.current = mine
  }
  const close = () => {
    keep(id, null)
    setDraft(null)
    setPreview(false)
    setTimeout(() => edit.current?.focus(), 0)
  }
  const save = async () => {
    if (draft === null) return
    if (draft.text === draft.base) return close()
    try {
      await onSave(draft.text, draft.base)
      close()
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
  }
  if (!editing || !may)
    return (
      <section aria-label={label}>
        <div className="spread">
          <h3>{label}</h3>
          {may && (
            <Button
              ref={edit}
              size="xs"
              variant="subtle"
              leftSection={<Pencil size={13} aria-hidden />}
              aria-label={t('rich.edit')}
              onClick={() => setDraft({ text: value, base: value })}
            >
              {t('rich.change')}
            </Button>
          )}
        </div>
        <div className={styles.read}>
          {value.trim() ? (
            <RichText text={ahead ?? value} onTick={may ? tick : undefined} />
          ) : (
            <p className="muted">{placeholder}</p>
          )}
        </div>
      </section>
    )
  return (
    <section aria-label={label} className="stack" style={{ gap: 8 }}>
      <h3>{label}</h3>
      {preview ? (
        <div className={styles.preview}>
          {draft.text.trim() ? <RichText text={draft.text} /> : <p className="muted">{t('rich.nothing')}</p>}
        </div>
      ) : (
        <RichBox
          handle={box}
          label={label}
          tools
          rows={6}
          value={draft.text}
          onChange={(text) => {
            const next = { text, base: draft.base }
            setDraft(next)
            keep(id, next)
          }}
          {...(onTyping ? { onTyping } : {})}
          onSend={() => void save()}
          onCancel={close}
        />
      )}
      <div className="row">
        <Button size="xs" onClick={() => void save()}>
          {t('rich.save')}
        </Button>
        <Button size="xs" variant="default" onClick={() => setPreview(!preview)} aria-pressed={preview}>
          {t(preview ? 'rich.source' : 'rich.preview')}
        </Button>
        <Button size="xs" variant="subtle" onClick={close}>
          {t('rich.cancel')}
        </Button>
        {draft.text !== draft.base && <span className="caption muted">{t('rich.kept')}</span>}
      </div>
    </section>
  )
}
