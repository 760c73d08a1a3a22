import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { Keyboard, Moon, Plus, Search as SearchIcon } from 'lucide-react'
import { lazy, Suspense, useEffect, useRef } from 'react'
import { useCommands } from '../commands.ts'
import { setLocale, setTimeZone, useLocale, useT } from '../i18n.tsx'
import { listenTo } from '../live.ts'
import { messages } from '../messages.ts'
import { hereQuery, useAt, useWorkspace } from '../session.tsx'
import { addables, adding } from './adding.ts'
import { BottomBar } from './BottomBar.tsx'
import { entries, places, settings } from './entries.ts'
import { OfflineBanner } from './OfflineBanner.tsx'
import { helpOpen, moreOpen, notificationsOpen, paletteOpen } from './panels.ts'
import { useProjects } from './projects.ts'
import styles from './Shell.module.css'
import { Sidebar } from './Sidebar.tsx'
import { TopBar } from './TopBar.tsx'
import { useTurns } from './useTurns.ts'

const Palette = lazy(() => import('./Palette.tsx'))
const KeyboardHelp = lazy(() => import('./KeyboardHelp.tsx'))
const Notifications = lazy(() => import('./Notifications.tsx'))
const MorePages = lazy(() => import('./MorePages.tsx'))
const QuickAdd = lazy(() => import('./QuickAdd.tsx'))

/** What surrounds every page of a workspace. */
export function Shell() {
  const t = useT(messages)
  const workspace = useWorkspace()
  const here = useQuery(hereQuery()).data
  const main = useRef<HTMLElement>(null)
  const path = useRouterState({ select: ({ location }) => location.pathname })
  const first = useRef(true)

  useEffect(() => listenTo(workspace.id), [workspace.id])
  useEffect(() => {
    if (!here) return
    setLocale(here.locale)
    setTimeZone(here.timezone)
  }, [here])
  // A new page is read from its top, by screen readers too.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is what makes it a new page.
  useEffect(() => {
    if (first.current) first.current = false
    else main.current?.focus({ preventScroll: true })
  }, [path])
  useTurns()
  useHouseCommands()

  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#contenu">
        {t('skip')}
      </a>
      <Sidebar />
      <div className={styles.desk}>
        <TopBar />
        <OfflineBanner />
        <main id="contenu" ref={main} tabIndex={-1} className={styles.main}>
          <Outlet />
        </main>
      </div>
      <BottomBar />
      <Panels />
    </div>
  )
}

/** Loaded the first time they are opened. */
function Panels() {
  const palette = paletteOpen.use()
  const help = helpOpen.use()
  const notifications = notificationsOpen.use()
  const more = moreOpen.use()
  const kind = adding.use()
  return (
    <Suspense fallback={null}>
      {palette && <Palette />}
      {help && <KeyboardHelp />}
      {notifications && <Notifications />}
      {more && <MorePages />}
      {kind && <QuickAdd kind={kind} />}
    </Suspense>
  )
}

/** What can be done from anywhere. */
function useHouseCommands() {
  const t = useT(messages)
  const locale = useLocale()
  const at = useAt()
  const navigate = useNavigate()
  const workspace = useWorkspace()
  const projects = useProjects().data ?? []
  const { setColorScheme } = useMantineColorScheme()
  const dark = useComputedColorScheme('light') === 'dark'
  const go = (to: string) => () => void navigate({ to })
  const allowed = addables.filter(({ right }) => workspace.can(right))
  useCommands([
    {
      id: 'palette',
      label: t('keys.palette'),
      keys: 'mod+k',
      icon: SearchIcon,
      group: t('keys.everywhere'),
      run: () => paletteOpen.set((now) => !now),
    },
    {
      id: 'help',
      label: t('keys.help'),
      keys: '?',
      icon: Keyboard,
      group: t('keys.everywhere'),
      run: () => helpOpen.set((now) => !now),
    },
    ...(allowed.length > 0
      ? [
          {
            id: 'add',
            label: t('add'),
            keys: 'c',
            icon: Plus,
            group: t('keys.everywhere'),
            run: () => adding.set('choose'),
          },
        ]
      : []),
    {
      id: 'theme',
      label: t(dark ? 'theme.light' : 'theme.dark'),
      icon: Moon,
      group: t('keys.everywhere'),
      run: () => setColorScheme(dark ? 'light' : 'dark'),
    },
  ])
  useCommands([
    ...entries
      .filter(({ right }) => !right || workspace.can(right))
      .map(({ to, label, icon, keys }) => ({
        id: `go ${to}`,
        label: label[locale],
        icon,
        group: t('palette.go'),
        run: go(at(to)),
        ...(keys ? { keys } : {}),
      })),
    {
      id: 'go notifications',
      label: t('nav.notifications'),
      keys: 'g n',
      group: t('palette.go'),
      run: go(at('notifications')),
    },
    { id: 'go account', label: t('nav.account'), group: t('palette.go'), run: go('/mon-compte') },
    ...places
      .filter(({ right }) => !right || workspace.can(right))
      .map(({ to, label }) => ({
        id: `go ${to}`,
        label: label[locale],
        group: t('palette.go'),
        run: go(at(to)),
      })),
    ...settings
      .filter(({ right }) => !right || workspace.can(right))
      .map(({ to, label }) => ({
        id: `go ${to}`,
        label: `${t('nav.settings')} : ${label[locale]}`,
        group: t('palette.go'),
        run: go(at(to)),
      })),
    ...projects.map(({ id, slug, name, clientName }) => ({
      id: `project ${id}`,
      label: name,
      group: t('nav.projects'),
      words: clientName ?? '',
      run: go(at(`projets/${slug}`)),
    })),
    ...allowed.map(({ kind, label, icon }) => ({
      id: `add ${kind}`,
      label: `${t('add')} : ${label[locale]}`,
      icon,
      group: t('add'),
      run: () => adding.set(kind),
    })),
  ])
}
