import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { FolderKanban, Inbox, Menu, Plus, Sun } from 'lucide-react'
import { useT } from '../i18n.tsx'
import { useIsPhone } from '../media.ts'
import { messages } from '../messages.ts'
import { useAt, useWorkspace } from '../session.tsx'
import { addables, adding } from './adding.ts'
import styles from './BottomBar.module.css'
import { moreOpen } from './panels.ts'
import { notificationsQuery } from './TopBar.tsx'

/** The thumb's bar. */
export function BottomBar() {
  const t = useT(messages)
  const at = useAt()
  const phone = useIsPhone()
  const workspace = useWorkspace()
  const unread = useQuery(notificationsQuery()).data?.unread ?? 0
  const more = moreOpen.use()
  if (!phone) return null
  const current = { activeProps: { 'aria-current': 'page' as const } }
  return (
    <nav className={styles.bar} aria-label={t('nav.main')} data-noprint>
      <Link to={at('aujourdhui')} className={styles.item} {...current}>
        <Sun size={20} strokeWidth={1.8} aria-hidden />
        {t('nav.today')}
      </Link>
      <Link to={at('projets')} className={styles.item} {...current}>
        <FolderKanban size={20} strokeWidth={1.8} aria-hidden />
        {t('nav.projects')}
      </Link>
      {addables.some(({ right }) => workspace.can(right)) && (
        <button
          type="button"
          className={styles.add}
          aria-label={t('add')}
          onClick={() => adding.set('choose')}
        >
          <Plus size={22} aria-hidden />
        </button>
      )}
      <Link to={at('notifications')} className={styles.item} {...current}>
        <span className={styles.icon}>
          <Inbox size={20} strokeWidth={1.8} aria-hidden />
          {unread > 0 && (
            <span className={styles.unread} aria-hidden>
              {unread > 99 ? '99+' : unread}
            </span>
          )}
        </span>
        {t('nav.inbox')}
        {unread > 0 && <span className="unseen">, {t('notifications.unread', { count: unread })}</span>}
      </Link>
      <button
        type="button"
        className={styles.item}
        aria-haspopup="dialog"
        aria-expanded={more}
        onClick={() => moreOpen.set(true)}
      >
        <Menu size={20} strokeWidth={1.8} aria-hidden />
        {t('nav.more')}
      </button>
    </nav>
  )
}
