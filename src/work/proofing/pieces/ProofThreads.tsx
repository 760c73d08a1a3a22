import { Checkbox } from '@mantine/core'
import { MapPin } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { api } from '#web/api.ts'
import { useLocale, useT } from '#web/i18n.tsx'
import type { Attachment, Comment, Task } from '../../model.ts'
import { CommentsThread } from '../../pieces/CommentsThread.tsx'
import { CommentsWrite } from '../../pieces/CommentsWrite.tsx'
import { proofMessages } from '../messages.ts'
import { type Pin, threadsOf, timecode } from '../model.ts'
import styles from './Proof.module.css'
import type { NumberedPin } from './ProofPins.tsx'

type Props = {
  task: Task
  attachment: Attachment
  version: number
  pins: readonly NumberedPin[]
  /** All of them, to say how many are not shown. */
  all: readonly Comment[]
  selected: NumberedPin | null
  draft: Pin | null
  /** Settle a thread. */
  may: boolean
  others: boolean
  settled: boolean
  onOthers: (shown: boolean) => void
  onSettled: (shown: boolean) => void
  onSelect: (pin: NumberedPin) => void
  onDraft: (pin: Pin | null) => void
  onTyping: () => void
}

/** What was said of a file: pin by pin, then without a pin. Each pin is a button that shows its place. */
export function ProofThreads(props: Props) {
  const t = useT(proofMessages)
  const { task, attachment, version, pins, all, selected, draft, may, onDraft, onTyping } = props
  const comma = useLocale() === 'fr' ? ',' : '.'
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => {
    if (selected)
      list.current?.querySelector(`[data-thread="${selected.id}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [selected])
  const threads = threadsOf(all)
  const byId = new Map(pins.map((p) => [p.id, p]))
  const shown = threads.filter((th) => byId.has(th.first.id))
  const general = threads.filter((th) => !th.first.pin && (props.settled || !th.first.resolvedAt))
  const hidden = threads.length - shown.length - general.length
  const where = (p: NumberedPin) =>
    [
      p.pin.version !== version && t('pin.where', { version: p.pin.version }),
      p.pin.page !== undefined && t('pin.page', { page: p.pin.page }),
      p.pin.time !== undefined && timecode(p.pin.time, comma),
      p.resolvedAt && t('pin.resolved'),
    ]
      .filter(Boolean)
      .join(', ')
  return (
    <section className={styles.threads} aria-label={t('pins')}>
      <h3>{t('pins')}</h3>
      {draft && (
        <div className={styles.writing}>
          <CommentsWrite
            key={`${draft.page ?? ''}.${draft.time ?? ''}`}
            label={t('pin.write')}
            focus
            onTyping={onTyping}
            onSend={(text) =>
              api.work.comments.create({ taskId: task.id, attachmentId: attachment.id, pin: draft, text })
            }
            onDone={() => onDraft(null)}
          />
        </div>
      )}
      {!shown.length && !general.length && !draft && <p className="muted">{t('pins.none')}</p>}
      <ol ref={list}>
        {shown.map((th) => {
          const pin = byId.get(th.first.id) as NumberedPin
          return (
            <li
              key={pin.id}
              data-thread={pin.id}
              data-selected={pin.id === selected?.id || undefined}
              className={styles.thread}
            >
              <button
                type="button"
                className={styles.where}
                aria-pressed={pin.id === selected?.id}
                onClick={() => props.onSelect(pin)}
              >
                <MapPin size={13} aria-hidden /> {t('pin.number', { number: pin.number })}
                {where(pin) && <span className="muted"> · {where(pin)}</span>}
              </button>
              <ol>
                <CommentsThread
                  task={task}
                  first={th.first}
                  answers={th.answers}
                  may={may}
                  onTyping={onTyping}
                />
              </ol>
            </li>
          )
        })}
        {general.map((th) => (
          <CommentsThread
            key={th.first.id}
            task={task}
            first={th.first}
            answers={th.answers}
            may={may}
            onTyping={onTyping}
          />
        ))}
      </ol>
      {hidden > 0 && <p className="caption muted">{t('pins.hidden', { count: hidden })}</p>}
      <div className="stack" style={{ gap: 6 }}>
        {attachment.versions.length > 1 && (
          <Checkbox
            size="md"
            label={t('pins.others')}
            checked={props.others}
            onChange={(event) => props.onOthers(event.currentTarget.checked)}
          />
        )}
        <Checkbox
          size="md"
          label={t('pins.resolved')}
          checked={props.settled}
          onChange={(event) => props.onSettled(event.currentTarget.checked)}
        />
      </div>
      {!draft && (
        <CommentsWrite
          label={t('pins.general')}
          draft={attachment.id}
          onTyping={onTyping}
          onSend={(text) => api.work.comments.create({ taskId: task.id, attachmentId: attachment.id, text })}
        />
      )}
    </section>
  )
}
