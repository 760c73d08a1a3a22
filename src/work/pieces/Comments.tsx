import { useEffect, useMemo, useRef, useState } from 'react'
import { api } from '#web/api.ts'
import { useT } from '#web/i18n.tsx'
import { useMember } from '#web/session.tsx'
import { talkMessages } from '../messages/talk.ts'
import type { Comment, Task } from '../model.ts'
import { threadsOf } from '../proofing/model.ts'
import styles from './Comments.module.css'
import { CommentsThread } from './CommentsThread.tsx'
import { CommentsWrite } from './CommentsWrite.tsx'

type Props = { task: Task; may: boolean; onTyping: () => void; onPin: (comment: Comment) => void }

/** What is said of a task: threads, settled ones folded away, what is new since one last looked. */
export function Comments({ task, may, onTyping, onPin }: Props) {
  const t = useT(talkMessages)
  const me = useMember()?.memberId
  const [unfolded, setUnfolded] = useState(false)
  const wanted = useMemo(() => new URLSearchParams(location.search).get('commentaire'), [])
  const threads = useMemo(() => threadsOf(task.comments), [task.comments])
  const fresh = useFresh(task, me)
  const settled = threads.filter((th) => th.first.resolvedAt)
  const asked = threads.find((th) => [th.first, ...th.answers].some((c) => c.id === wanted))
  const shown = threads.filter((th) => unfolded || !th.first.resolvedAt || th === asked)
  return (
    <section className={styles.part} aria-label={t('comments')}>
      <div className="spread">
        <h3>
          {t('comments')}{' '}
          {fresh.size > 0 && (
            <span className={styles.fresh}>{t('comment.newCount', { count: fresh.size })}</span>
          )}
        </h3>
        {settled.length > 0 && (
          <button type="button" className={styles.quiet} onClick={() => setUnfolded(!unfolded)}>
            {unfolded ? t('comment.hideResolved') : t('comment.showResolved', { count: settled.length })}
          </button>
        )}
      </div>
      {task.comments.length === 0 && <p className="muted">{t('comment.none')}</p>}
      <ol className={styles.threads}>
        {shown.map((th) => (
          <CommentsThread
            key={th.first.id}
            task={task}
            first={th.first}
            answers={th.answers}
            may={may}
            fresh={fresh}
            wanted={wanted}
            onTyping={onTyping}
            onPin={onPin}
          />
        ))}
      </ol>
      <CommentsWrite
        label={t('comment.add')}
        draft={task.id}
        onTyping={onTyping}
        onSend={(text) => api.work.comments.create({ taskId: task.id, text })}
      />
    </section>
  )
}

/** What others said since the reader last looked. It stays marked while the task is open; the next time it is known. */
function useFresh(task: Task, me: string | null | undefined): ReadonlySet<string> {
  const before = useRef(task.readAt)
  const newest = task.comments.at(-1)?.writtenAt.getTime() ?? 0
  const unread = newest > (task.readAt?.getTime() ?? 0)
  useEffect(() => {
    if (!unread || !newest) return
    const timer = setTimeout(() => void api.work.comments.read({ taskId: task.id }).catch(() => {}), 1_200)
    return () => clearTimeout(timer)
  }, [unread, newest, task.id])
  return useMemo(
    () =>
      new Set(
        before.current
          ? task.comments
              .filter((c) => c.authorId !== me && c.writtenAt > (before.current as Date))
              .map((c) => c.id)
          : [],
      ),
    [task.comments, me],
  )
}
