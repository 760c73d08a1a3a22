import { ActionIcon, Button, Menu } from '@mantine/core'
import { Check, Link2, MapPin, MoreHorizontal, Pencil, Reply, RotateCcw, Trash2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { api } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { Face } from '#web/pieces/Person.tsx'
import { State } from '#web/pieces/State.tsx'
import { When } from '#web/pieces/When.tsx'
import { useProject } from '#web/project.tsx'
import { useMember } from '#web/session.tsx'
import { offer, tell } from '#web/undo.tsx'
import { talkMessages } from '../messages/talk.ts'
import type { Comment, Task } from '../model.ts'
import { numbered } from '../proofing/model.ts'
import styles from './Comments.module.css'
import { CommentsReactions } from './CommentsReactions.tsx'
import { CommentsWrite } from './CommentsWrite.tsx'
import { RichText } from './RichText.tsx'
import { refreshTask } from './refreshTask.ts'

type Props = {
  task: Task
  first: Comment
  answers: readonly Comment[]
  /** Settle it: to speak, seeing the task is enough. */
  may: boolean
  fresh?: ReadonlySet<string>
  /** The comment the address asks for. */
  wanted?: string | null
  onTyping: () => void
  onPin?: ((comment: Comment) => void) | undefined
}

/** One question and its answers, until it is settled. */
export function CommentsThread({ task, first, answers, may, fresh, wanted, onTyping, onPin }: Props) {
  const t = useT(talkMessages)
  const told = useTold()
  const [answering, setAnswering] = useState(false)
  const resolved = first.resolvedAt !== null
  const resolve = async (value: boolean) => {
    try {
      await api.work.comments.resolve({ id: first.id, resolved: value })
      await refreshTask()
    } catch (error) {
      tell(told(error).sentence, 'bad')
    }
  }
  const at = onPin && first.pin && task.attachments.find((a) => a.id === first.attachmentId)
  const number =
    at &&
    numbered(task.comments.filter((c) => c.attachmentId === at.id)).find((c) => c.id === first.id)?.number
  const common = { wanted, onReply: () => setAnswering(true) }
  return (
    <li className={styles.thread} data-resolved={resolved || undefined}>
      {at && first.pin && (
        <button type="button" className={styles.pinned} onClick={() => onPin?.(first)}>
          <MapPin size={13} aria-hidden />{' '}
          {t('comment.pinned', { number: number ?? 0, name: at.name, version: first.pin.version })}
        </button>
      )}
      <Said comment={first} fresh={fresh?.has(first.id)} {...common} />
      {answers.length > 0 && (
        <ol className={styles.answers}>
          {answers.map((c) => (
            <li key={c.id}>
              <Said comment={c} fresh={fresh?.has(c.id)} {...common} />
            </li>
          ))}
        </ol>
      )}
      {answering && (
        <div className={styles.answers}>
          <CommentsWrite
            label={t('comment.replyTo', { name: first.authorName })}
            draft={first.id}
            focus
            onTyping={onTyping}
            onSend={(text) => api.work.comments.create({ taskId: task.id, text, parentId: first.id })}
            onDone={() => setAnswering(false)}
          />
        </div>
      )}
      <div className={styles.foot}>
        {resolved && (
          <State tone="done" quiet>
            {first.resolvedByName
              ? t('comment.resolved', { name: first.resolvedByName })
              : t('comment.resolvedPlain')}
          </State>
        )}
        {!answering && (
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<Reply size={13} aria-hidden />}
            onClick={() => setAnswering(true)}
          >
            {t('comment.reply')}
          </Button>
        )}
        {may && (
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={resolved ? <RotateCcw size={13} aria-hidden /> : <Check size={13} aria-hidden />}
            onClick={() => void resolve(!resolved)}
          >
            {t(resolved ? 'comment.reopen' : 'comment.resolve')}
          </Button>
        )}
      </div>
    </li>
  )
}

function Said({
  comment: c,
  fresh = false,
  wanted,
}: {
  comment: Comment
  fresh?: boolean | undefined
  wanted?: string | null | undefined
}) {
  const t = useT(talkMessages)
  const me = useMember()?.memberId
  const project = useProject()
  const [editing, setEditing] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  const asked = wanted === c.id
  useEffect(() => {
    if (asked) place.current?.scrollIntoView({ block: 'center' })
  }, [asked])
  const mine = c.authorId !== null && c.authorId === me
  const discard = async () => {
    await api.work.comments.discard({ id: c.id })
    await refreshTask()
    if (!project.can('contribute')) return tell(t('comment.discarded'))
    offer(t('comment.discarded'), () =>
      api.history.undoLast({ noun: 'comment', rowId: c.id }).then(refreshTask),
    )
  }
  const copy = async () => {
    const url = new URL(location.href)
    url.searchParams.set('commentaire', c.id)
    await navigator.clipboard.writeText(url.href)
    tell(t('comment.copied'))
  }
  return (
    <div ref={place} className={styles.said} data-asked={asked || undefined}>
      <Face name={c.authorName} size={24} />
      <div className={styles.grow}>
        <div className={styles.who}>
          <b>{c.authorName}</b>
          <span className="caption muted">
            <When at={c.writtenAt} /> {c.edited && `· ${t('comment.edited')}`}
          </span>
          {fresh && <span className={styles.fresh}>{t('comment.new')}</span>}
          <span className={styles.end}>
            <Menu position="bottom-end" withinPortal>
              <Menu.Target>
                <ActionIcon variant="subtle" size="sm" aria-label={t('comment.more')}>
                  <MoreHorizontal size={14} aria-hidden />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item leftSection={<Link2 size={14} aria-hidden />} onClick={() => void copy()}>
                  {t('comment.copy')}
                </Menu.Item>
                {mine && (
                  <Menu.Item leftSection={<Pencil size={14} aria-hidden />} onClick={() => setEditing(true)}>
                    {t('comment.edit')}
                  </Menu.Item>
                )}
                {(mine || project.can('conduct')) && (
                  <Menu.Item leftSection={<Trash2 size={14} aria-hidden />} onClick={() => void discard()}>
                    {t('comment.discard')}
                  </Menu.Item>
                )}
              </Menu.Dropdown>
            </Menu>
          </span>
        </div>
        {editing ? (
          <CommentsWrite
            label={t('comment.edit')}
            value={c.text}
            focus
            onSend={(text) => api.work.comments.amend({ id: c.id, text, version: c.version })}
            onDone={() => setEditing(false)}
          />
        ) : (
          <RichText text={c.text} />
        )}
        <CommentsReactions comment={c} />
      </div>
    </div>
  )
}
