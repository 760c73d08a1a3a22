import { Textarea } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useT } from '#web/i18n.tsx'
import { ClashNote } from '#web/pieces/ClashNote.tsx'
import { useSaving } from '#web/pieces/saving.ts'
import { messages } from '../messages.ts'
import type { BriefPart as Part } from '../model.ts'
import styles from './BriefPart.module.css'

/** How long a pause in the typing is before what is written is kept. */
const pause = 1200

/** One part of the brief, written in place: it keeps itself at every pause and when left. */
export function BriefPart({
  part,
  value,
  onSave,
  readOnly,
}: {
  part: Part
  value: string
  onSave: (text: string, from: string) => Promise<unknown>
  readOnly: boolean
}) {
  const t = useT(messages)
  const { draft, setDraft, commit, revert, phase, error, clash } = useSaving(value, onSave)
  const latest = useRef(commit)
  latest.current = commit
  useEffect(() => {
    if (draft === value || clash) return
    const timer = setTimeout(() => latest.current(draft), pause)
    return () => clearTimeout(timer)
  }, [draft, value, clash])
  // A tab closed in the middle of a sentence keeps it.
  useEffect(() => {
    const keep = () => document.visibilityState === 'hidden' && latest.current()
    document.addEventListener('visibilitychange', keep)
    return () => document.removeEventListener('visibilitychange', keep)
  }, [])
  return (
    <section className={styles.part} aria-label={t(`brief.${part}`)}>
      <div className="spread">
        <h2>{t(`brief.${part}`)}</h2>
        <span className={styles.phase} data-phase={phase} aria-hidden>
          {phase === 'idle' ? '' : t(phase)}
        </span>
      </div>
      <Textarea
        aria-label={t(`brief.${part}`)}
        placeholder={t(`brief.${part}.hint`)}
        autosize
        minRows={2}
        readOnly={readOnly}
        error={error}
        value={draft}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={() => commit()}
        onKeyDown={(event) => event.key === 'Escape' && revert()}
        classNames={{ input: styles.text! }}
      />
      <ClashNote clash={clash} />
    </section>
  )
}
