import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useLocation, useNavigate, useParams } from '@tanstack/react-router'
import {
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { createPortal } from 'react-dom'
import { dayOf, daysBetween } from '#platform/formats.ts'
import { type Right, reaches } from '#platform/rights.ts'
import { messages } from '#platform/tenancy/messages.ts'
import type { Project as ProjectData } from '#platform/tenancy/model.ts'
import { rpc } from './api.ts'
import { useCommands } from './commands.ts'
import { useFormats, useT } from './i18n.tsx'
import { State } from './pieces/State.tsx'
import { Loaded } from './pieces/Waiting.tsx'
import styles from './project.module.css'
import { useAt } from './session.tsx'
import { useCrumbs } from './shell/crumbs.ts'
import { isLate, toneOf } from './shell/projects.ts'

const ProjectMenu = lazy(() => import('./shell/ProjectMenu.tsx'))

/** The parts of a project, in the order of their tabs; the address of each is its name. */
export const projectTabs = [
  'brief',
  'objectifs',
  'plan',
  'taches',
  'tableau',
  'gantt',
  'calendrier',
  'personnes',
  'matrice',
  'standup',
  'demandes',
  'liens',
  'mesure',
  'budget',
  'validation',
  'bilan',
  'activite',
  'reglages',
] as const
/** Pages without a tab of their own, one step from the palette. */
const furtherPages = ['importer', 'champs', 'corbeille'] as const
export type ProjectTabName = (typeof projectTabs)[number]

/** Ways of looking at the same tasks: one tab, and a row of their own below it. */
const taskViews: readonly ProjectTabName[] = [
  'taches',
  'tableau',
  'gantt',
  'calendrier',
  'personnes',
  'matrice',
]

export type Project = ProjectData & {
  /** What the reader may do here: `can('contribute')`. */
  can: (right: Right) => boolean
  /** Addresses inside the project: `at('plan')` is `/atelier/projets/brume/plan`. */
  at: (path: string) => string
}

const ProjectContext = createContext<Project | null>(null)
const SlotContext = createContext<{ action: HTMLElement | null; line: HTMLElement | null }>({
  action: null,
  line: null,
})

/** The project of the page's address. Only below `<ProjectFrame>`. */
export function useProject(): Project {
  const project = useContext(ProjectContext)
  if (!project) throw new Error('this page stands in no project')
  return project
}

/** Where the project stands, in a word: its stage, or by how many days it is late. */
export function ProjectState({
  project,
  quiet = false,
}: {
  project: Pick<ProjectData, 'stage' | 'endsOn'>
  quiet?: boolean
}) {
  const t = useT(messages)
  const { timeZone } = useFormats()
  const late =
    isLate(project, timeZone) && project.endsOn ? daysBetween(project.endsOn, dayOf(new Date(), timeZone)) : 0
  return (
    <State tone={toneOf(project, timeZone)} quiet={quiet}>
      {late > 365
        ? t('late.years', { years: Math.floor(late / 365) })
        : late > 62
          ? t('late.months', { months: Math.floor(late / 30.4) })
          : late > 0
            ? t('late.days', { days: late })
            : t(`stage.${project.stage}`)}
    </State>
  )
}

/** The parent of every page of a project: its name and state, and the tabs. */
export function ProjectFrame({ children }: { children?: ReactNode }) {
  const { project: slug = '' } = useParams({ strict: false }) as { project?: string }
  const query = useQuery(rpc.projects.get.queryOptions({ input: { id: slug } }))
  return <Loaded query={query}>{(data) => <Framed data={data}>{children ?? <Outlet />}</Framed>}</Loaded>
}

function useFull(data: ProjectData): Project {
  const base = useAt()(`projets/${data.slug}`)
  return useMemo<Project>(
    () => ({
      ...data,
      can: (right) => reaches(data.right, right),
      at: (path) => `${base}/${path.replace(/^\//, '')}`,
    }),
    [data, base],
  )
}

/** Gives a project to what is shown of it outside of its own pages: a task opened from the portfolio. */
export function ProjectInside({ slug, children }: { slug: string; children: ReactNode }) {
  const { data } = useQuery(rpc.projects.get.queryOptions({ input: { id: slug } }))
  return data ? <Inside data={data}>{children}</Inside> : null
}
const Inside = ({ data, children }: { data: ProjectData; children: ReactNode }) => (
  <ProjectContext value={useFull(data)}>{children}</ProjectContext>
)

function Framed({ data, children }: { data: ProjectData; children: ReactNode }) {
  const t = useT(messages)
  const at = useAt()
  const { period } = useFormats()
  const { pathname } = useLocation()
  const navigate = useNavigate()
  const [action, setAction] = useState<HTMLElement | null>(null)
  const [line, setLine] = useState<HTMLElement | null>(null)
  const slots = useMemo(() => ({ action, line }), [action, line])
  const base = at(`projets/${data.slug}`)
  const project = useFull(data)
  const current = projectTabs.find(
    (tab) => pathname === `${base}/${tab}` || pathname.startsWith(`${base}/${tab}/`),
  )
  useCrumbs([
    { label: t('tab.projects'), to: at('projets') },
    { label: data.name, to: `${base}/brief` },
  ])
  useCommands(
    [...projectTabs, ...(project.can('conduct') ? furtherPages : [])].map((tab) => ({
      id: `project.tab.${tab}`,
      label: t(`tab.${tab}`),
      group: data.name,
      run: () => void navigate({ to: `${base}/${tab}` }),
    })),
  )
  const title = current ? `${t(`tab.${current}`)} · ${data.name}` : data.name
  useEffect(() => {
    document.title = `${title} · Pupitre`
  }, [title])
  return (
    <ProjectContext value={project}>
      <SlotContext value={slots}>
        <div className={styles.frame}>
          <header className={styles.head}>
            <div className={styles.about}>
              <p className={styles.client}>
                {data.clientId ? (
                  <Link to={at(`clients/${data.clientId}`)}>{data.clientName}</Link>
                ) : (
                  t('project.noClient')
                )}
                {(data.startsOn || data.endsOn) && <span> · {period(data.startsOn, data.endsOn)}</span>}
              </p>
              <div className={styles.titleRow}>
                <h1 className={styles.title}>{data.name}</h1>
                <ProjectState project={data} />
                <span className={styles.menu} data-noprint>
                  <Suspense fallback={null}>
                    <ProjectMenu project={data} />
                  </Suspense>
                </span>
              </div>
              <div ref={setLine} className={styles.line} />
            </div>
            <div ref={setAction} className={styles.actions} data-noprint />
          </header>
          <Tabs base={base} current={current} />
          {current && taskViews.includes(current) && <ViewTabs base={base} current={current} />}
          {children}
        </div>
      </SlotContext>
    </ProjectContext>
  )
}

/** One row; on a narrow screen it scrolls, and the tab one is on is brought into sight. */
function Tabs({ base, current }: { base: string; current: ProjectTabName | undefined }) {
  const t = useT(messages)
  const row = useRef<HTMLElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tab in sight changes with the address.
  useEffect(() => {
    const here = row.current?.querySelector<HTMLElement>('[aria-current]')
    if (here && row.current)
      row.current.scrollLeft = here.offsetLeft - (row.current.clientWidth - here.clientWidth) / 2
  }, [current])
  return (
    <nav ref={row} className={styles.tabs} aria-label={t('project.tabs')}>
      {projectTabs
        .filter((tab) => tab === 'taches' || !taskViews.includes(tab))
        .map((tab) => (
          <Link
            key={tab}
            to={`${base}/${tab}`}
            className={styles.tab}
            {...(tab === current || (tab === 'taches' && current && taskViews.includes(current))
              ? { 'aria-current': 'page' as const }
              : {})}
          >
            {t(`tab.${tab}`)}
          </Link>
        ))}
    </nav>
  )
}

/** Below « Tâches »: the list, the board, the Gantt and the others, one click from each other. */
function ViewTabs({ base, current }: { base: string; current: ProjectTabName }) {
  const t = useT(messages)
  return (
    <nav className={styles.views} aria-label={t('project.views')} data-noprint>
      {taskViews.map((tab) => (
        <Link
          key={tab}
          to={`${base}/${tab}`}
          className={styles.view}
          {...(tab === current ? { 'aria-current': 'page' as const } : {})}
        >
          {tab === 'taches' ? t('view.table') : t(`tab.${tab}`)}
        </Link>
      ))}
    </nav>
  )
}

/**
 * The inside of a tab: `<TabPage line="…" action={<Button/>}>`. The line and the one primary action stand beside the project's name.
 * `narrow` for forms and reading, `wide` for tables and boards.
 */
export function TabPage({
  action,
  line,
  width = 'wide',
  children,
}: {
  action?: ReactNode
  line?: ReactNode
  width?: 'wide' | 'normal' | 'narrow'
  children?: ReactNode
}) {
  const slots = useContext(SlotContext)
  return (
    <div className={styles.inside} data-width={width}>
      {action && slots.action && createPortal(action, slots.action)}
      {line && slots.line && createPortal(line, slots.line)}
      {children}
    </div>
  )
}
