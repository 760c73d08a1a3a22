import { ActionIcon } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Mail, MailOpen } from 'lucide-react'
import { messages as noticeMessages } from '#platform/notices/messages.ts'
import { api } from '../api.ts'
import { useT } from '../i18n.tsx'
import { messages } from '../messages.ts'
import { Empty } from '../pieces/Empty.tsx'
import { When } from '../pieces/When.tsx'
import { useWorkspace } from '../session.tsx'
import styles from './NotificationList.module.css'
import { notificationsQuery } from './TopBar.tsx'

export type Notice = Awaited<ReturnType<typeof api.notifications.list>>['items'][number]

/** Reading is answered at once; the server follows. */
export function useReading() {
  const client = useQueryClient()
  return (id?: string) => {
    client.setQueryData(notificationsQuery().queryKey, (now) => {
      if (!now) return now
      const items = now.items.map((one) =>
        id && one.id !== id ? one : { ...one, readAt: one.readAt ?? new Date() },
      )
      return { unread: id ? Math.max(0, now.unread - 1) : 0, items }
    })
    void api.notifications
      .read(id ? { id } : {})
      .finally(() => client.invalidateQueries({ queryKey: notificationsQuery().queryKey }))
  }
}

/** Kept for later: it counts as new again. */
export function useUnreading() {
  const client = useQueryClient()
  return async (id: string) => {
    client.setQueryData(
      notificationsQuery().queryKey,
      (now) =>
        now && {
          unread: now.unread + 1,
          items: now.items.map((one) => (one.id === id ? { ...one, readAt: null } : one)),
        },
    )
    await api.notices
      .unread({ id })
      .finally(() => client.invalidateQueries({ queryKey: notificationsQuery().queryKey }))
  }
}

export function NotificationList({ items, onGo }: { items: readonly Notice[]; onGo?: () => void }) {
  const t = useT(messages)
  const { slug } = useWorkspace()
  const words = useT(noticeMessages)
  const read = useReading()
  const unread = useUnreading()
  if (items.length === 0) return <Empty drawing="lamp" sentence={t('notifications.empty')} />
  return (
    <ul className={styles.list}>
      {items.map(({ id, title, body, path, readAt, createdAt }) => (
        <li key={id} data-unread={readAt ? undefined : ''}>
          <Link
            to={path.startsWith('/') ? path : `/${slug}/${path}`}
            className={styles.notice}
            onClick={() => {
              if (!readAt) read(id)
              onGo?.()
            }}
          >
            <span className={styles.title}>{title}</span>
            {body && <span className={styles.body}>{body}</span>}
            <span className={styles.when}>
              <When at={createdAt} />
            </span>
          </Link>
          <ActionIcon
            variant="subtle"
            className={styles.mark ?? ''}
            aria-label={`${words(readAt ? 'markUnread' : 'markRead')} : ${title}`}
            title={words(readAt ? 'markUnread' : 'markRead')}
            onClick={() => (readAt ? void unread(id) : read(id))}
          >
            {readAt ? <Mail size={15} aria-hidden /> : <MailOpen size={15} aria-hidden />}
          </ActionIcon>
        </li>
      ))}
    </ul>
  )
}
