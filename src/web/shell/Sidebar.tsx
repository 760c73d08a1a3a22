import { ActionIcon } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { PanelLeftClose, PanelLeftOpen, Settings, Star } from 'lucide-react'
import { lazy } from 'react'
import { useFormats, useLocale, useT } from '../i18n.tsx'
import { messages } from '../messages.ts'
import { Shape } from '../pieces/State.tsx'
import { useAt, useWorkspace } from '../session.tsx'
import { remembered } from '../store.ts'
import { entries } from './entries.ts'
import { OnDemand } from './OnDemand.tsx'
import { PersonMenu } from './PersonMenu.tsx'
import { type ProjectRow, toneOf, useFavourites, useProjects } from './projects.ts'
import styles from './Sidebar.module.css'
import { WorkspaceButton } from './WorkspaceButton.tsx'

export const folded = remembered('pupitre.folded', false)

export function Sidebar() {
  const t = useT(messages)
  const locale = useLocale()
  const at = useAt()
  const workspace = useWorkspace()
  const isFolded = folded.use()
  const shown = entries.filter(({ quiet, right }) => !quiet && (!right || workspace.can(right)))
  return (
    <aside className={styles.side} data-folded={isFolded || undefined}>
      <WorkspaceMenu />
      <nav className={styles.nav} aria-label={t('nav.main')}>
        <ul>
          {shown.map(({ to, label, icon: Icon }) => (
            <li key={to}>
              <Link
                data-hint={isFolded ? label[locale] : undefined}
                to={at(to)}
                className={styles.entry}
                activeProps={{ 'aria-current': 'page' }}
              >
                <Icon size={17} strokeWidth={1.8} aria-hidden />
                <span className={styles.word}>{label[locale]}</span>
              </Link>
            </li>
          ))}
        </ul>
        {!isFolded && <Projects />}
      </nav>
      <div className={styles.foot}>
        <Link
          data-hint={isFolded ? t('nav.settings') : undefined}
          to={at('reglages')}
          className={styles.entry}
          activeProps={{ 'aria-current': 'page' }}
        >
          <Settings size={17} strokeWidth={1.8} aria-hidden />
          <span className={styles.word}>{t('nav.settings')}</span>
        </Link>

        <div className={styles.personLine}>
          <PersonMenu wide={!isFolded} />

          <ActionIcon
            data-hint={t(isFolded ? 'nav.unfold' : 'nav.fold')}
            size={28}
            aria-label={t(isFolded ? 'nav.unfold' : 'nav.fold')}
            aria-expanded={!isFolded}
            onClick={() => folded.set((now) => !now)}
          >
            {isFolded ? <PanelLeftOpen size={16} /> : <PanelLeftClose size={16} />}
          </ActionIcon>
        </div>
      </div>
    </aside>
  )
}

/** The projects on their thread, favourites first; the shape says how each one is doing. */
function Projects() {
  const t = useT(messages)
  const projects = useProjects()
  const { favourites } = useFavourites()
  const open = (projects.data ?? []).filter(({ stage }) => stage !== 'closed')
  const loved = (projects.data ?? []).filter(({ id }) => favourites.includes(id))
  const others = open.filter(({ id }) => !favourites.includes(id))
  return (
    <>
      {loved.length > 0 && <Thread title={t('nav.favourites')} projects={loved} loved />}
      {(others.length > 0 || (projects.data && loved.length === 0)) && (
        <Thread title={t('nav.projects')} projects={others} />
      )}
    </>
  )
}

function Thread({
  title,
  projects,
  loved = false,
}: {
  title: string
  projects: readonly ProjectRow[]
  loved?: boolean
}) {
  const t = useT(messages)
  const at = useAt()
  const { timeZone } = useFormats()
  return (
    <section className={styles.group} aria-label={title}>
      <h2 className={styles.heading}>
        {title}
        {loved && <Star size={11} aria-hidden />}
      </h2>
      {projects.length === 0 ? (
        <p className={styles.nothing}>{t('nav.noProjects')}</p>
      ) : (
        <ul className={styles.thread}>
          {projects.slice(0, 14).map((project) => (
            <li key={project.id}>
              <Link
                to={at(`projets/${project.slug}`)}
                className={styles.bead}
                activeProps={{ 'aria-current': 'page' }}
                title={project.clientName ?? undefined}
              >
                <span className={styles.shape}>
                  <Shape tone={toneOf(project, timeZone)} />
                </span>
                <span className={styles.word}>{project.name}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

const loadMenu = () => import('./WorkspaceMenuOpen.tsx')
const WorkspaceMenuOpen = lazy(loadMenu)

const WorkspaceMenu = () => (
  <OnDemand load={loadMenu} closed={(ask) => <WorkspaceButton {...ask} />}>
    <WorkspaceMenuOpen />
  </OnDemand>
)
