import { Button, Textarea } from '@mantine/core'
import { useRef, useState } from 'react'
import { api, queries, rpc } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { ErrorNote } from '#web/pieces/ErrorNote.tsx'
import { Face } from '#web/pieces/Person.tsx'
import { When } from '#web/pieces/When.tsx'
import { useProject } from '#web/project.tsx'
import { useMember } from '#web/session.tsx'
import { remembered } from '#web/store.ts'
import { offer } from '#web/undo.tsx'
import { messages } from '../messages.ts'
import type { Comment, Task } from '../model.ts'
import { usePeople } from './people.ts'
import styles from './TaskDrawer.module.css'

const refresh = () => queries.invalidateQueries({ queryKey: rpc.work.tasks.key() })
/** What was begun and not posted, by task: closing the drawer loses nothing. */
const drafts = remembered<Record<string, string>>('pupitre.comments', {})

export function Comments({ task, may }: { task: Task; may: boolean }) {
  const t = useT(messages)
  return (
    <section className={styles.part} aria-label={t('comments')}>
      <h3>{t('comments')}</h3>
      {task.comments.length === 0 && <p className="muted">{t('comment.none')}</p>}
      <ol className={styles.comments}>
        {task.comments.map((c) => (
          <Said key={c.id} comment={c} may={may} />
        ))}
      </ol>
      {may && (
        <Write
          label={t('comment.add')}
          value={drafts.get()[task.id] ?? ''}
          onDraft={(text) =>
            drafts.set(({ [task.id]: _, ...rest }) => (text ? { ...rest, [task.id]: text } : rest))
          }
          onSend={(text) => api.work.comments.create({ taskId: task.id, text })}
        />
      )}
    </section>
  )
}

function Said({ comment: c, may }: { comment: Comment; may: boolean }) {
  const t = useT(messages)
  const me = useMember()?.memberId
  const conducts = useProject().can('conduct')
  const [editing, setEditing] = useState(false)
  const mine = may && c.authorId !== null && c.authorId === me
  const discard = async () => {
    await api.work.comments.discard({ id: c.id })
    await refresh()
    offer(t('comment.discarded'), () => api.history.undoLast({ noun: 'comment', rowId: c.id }).then(refresh))
  }
  return (
    <li>
      <Face name={c.authorName} size={24} />
      <div className={styles.grow}>
        <div className="row">
          <b>{c.authorName}</b>
          <span className="caption muted">
            <When at={c.writtenAt} /> {c.edited && `· ${t('comment.edited')}`}
          </span>
        </div>
        {editing ? (
          <Write
            label={t('comment.edit')}
            value={c.text}
            onSend={(text) => api.work.comments.amend({ id: c.id, text, version: c.version })}
            onDone={() => setEditing(false)}
          />
        ) : (
          <p className={styles.said}>{c.text}</p>
        )}
        {!editing && (mine || (may && conducts)) && (
          <div className="row">
            {mine && (
              <button type="button" className={styles.quiet} onClick={() => setEditing(true)}>
                {t('comment.edit')}
              </button>
            )}
            <button type="button" className={styles.quiet} onClick={() => void discard()}>
              {t('comment.discard')}
            </button>
          </div>
        )}
      </div>
    </li>
  )
}

/** A box that suggests names after « @ »; Ctrl+Enter posts. */
function Write({
  label,
  value,
  onSend,
  onDraft,
  onDone,
}: {
  label: string
  value: string
  onSend: (text: string) => Promise<unknown>
  onDraft?: (text: string) => void
  onDone?: () => void
}) {
  const t = useT(messages)
  const people = usePeople()
  const [text, setTextNow] = useState(value)
  const [error, setError] = useState<unknown>(null)
  const box = useRef<HTMLTextAreaElement>(null)
  const setText = (next: string) => {
    setTextNow(next)
    onDraft?.(next)
  }
  const called = /(?:^|\s)@([\p{L}\p{N} .’'-]{0,30})$/u.exec(text)?.[1]
  const found =
    called === undefined
      ? []
      : people
          .filter(
            (p) => p.active && p.name.toLowerCase().startsWith(called.toLowerCase()) && p.name !== called,
          )
          .slice(0, 5)
  const send = async () => {
    if (!text.trim()) return
    try {
      await onSend(text.trim())
      setText('')
      setError(null)
      await refresh()
      onDone?.()
    } catch (reason) {
      setError(reason)
    }
  }
  return (
    <div className={styles.write}>
      <Textarea
        ref={box}
        aria-label={label}
        placeholder={label}
        rows={Math.min(8, Math.max(2, text.split('\n').length))}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && void send()}
      />
      {found.length > 0 && (
        <div className="row">
          {found.map((p) => (
            <Button
              key={p.id}
              size="xs"
              variant="default"
              leftSection={<Face name={p.name} size={20} />}
              onClick={() => {
                setText(`${text.slice(0, text.length - (called?.length ?? 0))}${p.name} `)
                box.current?.focus()
              }}
            >
              {p.name}
            </Button>
          ))}
        </div>
      )}
      <ErrorNote error={error} />
      {text.trim() && (
        <div className="row">
          <Button size="xs" onClick={() => void send()}>
            {t('comment.send')}
          </Button>
        </div>
      )}
    </div>
  )
}
