import { ActionIcon, Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Bell, ChevronRight, Plus, Search } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { rpc } from '../api.ts'
import { useT } from '../i18n.tsx'
import { keycaps } from '../keys.ts'
import { useIsPhone } from '../media.ts'
import { messages } from '../messages.ts'
import { useAt, useWorkspace } from '../session.tsx'
import { addables, adding } from './adding.ts'
import { crumbs } from './crumbs.ts'
import { Mark } from './Mark.tsx'
import { PersonMenu } from './PersonMenu.tsx'
import { notificationsOpen, paletteOpen } from './panels.ts'
import styles from './TopBar.module.css'

const TimerChip = lazy(() => import('#work/time/pieces/TimerChip.tsx'))

export const notificationsQuery = () => rpc.notifications.list.queryOptions({ input: { limit: 50 } })

export function TopBar() {
  const t = useT(messages)
  const at = useAt()
  const phone = useIsPhone()
  const workspace = useWorkspace()
  const trail = crumbs.use()
  const unread = useQuery(notificationsQuery()).data?.unread ?? 0
  const canAdd = addables.some(({ right }) => workspace.can(right))
  return (
    <header className={styles.bar} data-noprint>
      {phone && (
        <Link to={at('aujourdhui')} className={styles.home} aria-label={t('nav.today')}>
          <Mark size={24} />
        </Link>
      )}
      <nav className={styles.crumbs} aria-label={t('nav.crumbs')}>
        <ol>
          <li>
            <Link to={at('aujourdhui')}>{workspace.name}</Link>
          </li>
          {trail.map(({ label, to }) => (
            <li key={`${label} ${to}`}>
              <ChevronRight size={13} aria-hidden />
              {to ? <Link to={to}>{label}</Link> : <span>{label}</span>}
            </li>
          ))}
        </ol>
      </nav>
      {!phone && (
        <>
          <button type="button" className={styles.search} onClick={() => paletteOpen.set(true)}>
            <Search size={15} aria-hidden />
            <span>{t('search')}</span>
            <kbd>{keycaps('mod+k').join(' ')}</kbd>
          </button>
          {canAdd && (
            <Button
              variant="default"
              leftSection={<Plus size={15} />}
              onClick={() => adding.set('choose')}
              rightSection={<kbd>C</kbd>}
            >
              {t('add')}
            </Button>
          )}
        </>
      )}
      <Suspense fallback={null}>
        <TimerChip />
      </Suspense>
      {phone ? (
        <ActionIcon component={Link} to={at('recherche')} size={44} aria-label={t('nav.search')}>
          <Search size={19} strokeWidth={1.8} />
        </ActionIcon>
      ) : (
        <ActionIcon
          size={34}
          className={styles.bell ?? ''}
          data-hint={t('nav.notifications')}
          aria-label={`${t('nav.notifications')}, ${t('notifications.unread', { count: unread })}`}
          onClick={() => notificationsOpen.set(true)}
        >
          <Bell size={18} strokeWidth={1.8} />
          {unread > 0 && (
            <span className={styles.unread} aria-hidden>
              {unread > 99 ? '99+' : unread}
            </span>
          )}
        </ActionIcon>
      )}
      {phone && <PersonMenu />}
    </header>
  )
}
