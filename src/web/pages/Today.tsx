import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Suspense } from 'react'
import { rpc } from '../api.ts'
import { useFormats, useT } from '../i18n.tsx'
import { DataTable } from '../pieces/DataTable.tsx'
import { Empty } from '../pieces/Empty.tsx'
import { Page, Section } from '../pieces/Page.tsx'
import { Face } from '../pieces/Person.tsx'
import { State } from '../pieces/State.tsx'
import { Loaded, Waiting } from '../pieces/Waiting.tsx'
import { When } from '../pieces/When.tsx'
import { useAt, useWorkspace } from '../session.tsx'
import { adding } from '../shell/adding.ts'
import { isLate, type ProjectRow, toneOf, useProjects } from '../shell/projects.ts'
import { notificationsQuery } from '../shell/TopBar.tsx'
import { todayParts } from '../shell/today.ts'
import { useTodayTabs } from '../shell/todayTabs.ts'
import { messages } from './messages.ts'
import styles from './Today.module.css'

/** The first page of a member: what needs them, what each room has for today, how the projects stand, what is new. */
export default function Today() {
  const t = useT(messages)
  const { longDate, timeZone } = useFormats()
  const projects = useProjects()
  const unread = useQuery(notificationsQuery()).data?.unread ?? 0
  const open = (projects.data ?? []).filter(({ stage }) => stage !== 'closed')
  const late = open.filter((project) => isLate(project, timeZone)).length
  const mine = useQuery(rpc.work.day.read.queryOptions({ input: {} })).data
  const needs = [
    mine && mine.late.length > 0 && t('today.tasksLate', { count: mine.late.length }),
    mine && mine.dueToday.length > 0 && t('today.tasksDue', { count: mine.dueToday.length }),
    late > 0 && t('today.late', { count: late }),
    unread > 0 && t('today.unread', { count: unread }),
  ].filter(Boolean)
  return (
    <Page
      title={t('today.title')}
      heading={<span className={styles.day}>{longDate(new Date())}</span>}
      tabs={useTodayTabs()}
      line={projects.data && (needs.length > 0 ? `${needs.join(', ')}.` : t('today.calm'))}
    >
      {todayParts.map(({ room, Part }) => (
        <Suspense key={room} fallback={<Waiting rows={8} />}>
          <Part />
        </Suspense>
      ))}
      <div className={styles.columns}>
        <Section title={t('today.projects')}>
          <Loaded query={projects}>{() => <Projects projects={open} />}</Loaded>
        </Section>
        <Recent />
      </div>
    </Page>
  )
}

function Projects({ projects }: { projects: readonly ProjectRow[] }) {
  const t = useT(messages)
  const at = useAt()
  const navigate = useNavigate()
  const workspace = useWorkspace()
  const { timeZone } = useFormats()
  return (
    <DataTable
      label={t('today.projects')}
      rows={projects}
      rowKey={({ id }) => id}
      onOpen={({ slug }) => void navigate({ to: at(`projets/${slug}`) })}
      empty={
        <Empty
          sentence={t('today.empty')}
          example={t('today.example')}
          action={
            workspace.can('conduct') && (
              <span className="row">
                <Button component={Link} to={at('projets')}>
                  {t('today.open')}
                </Button>
                <Button variant="default" onClick={() => adding.set('project-from-elsewhere')}>
                  {t('today.elsewhere')}
                </Button>
              </span>
            )
          }
        />
      }
      columns={[
        { key: 'name', header: t('today.project'), sort: ({ name }) => name, cell: ({ name }) => name },
        {
          key: 'client',
          header: t('today.client'),
          sort: ({ clientName }) => clientName,
          cell: ({ clientName }) => clientName ?? '–',
        },
        {
          key: 'stage',
          header: t('today.stage'),
          sort: ({ stage }) => stage,
          cell: (project) => (
            <State tone={toneOf(project, timeZone)} quiet>
              {isLate(project, timeZone) ? t('today.late.word') : t(`stage.${project.stage}`)}
            </State>
          ),
        },
        {
          key: 'ends',
          header: t('today.ends'),
          sort: ({ endsOn }) => endsOn,
          cell: (project) => (
            <When at={project.endsOn} late={isLate(project, timeZone) && t('today.late.word')} />
          ),
        },
      ]}
    />
  )
}

function Recent() {
  const t = useT(messages)
  const at = useAt()
  const query = useQuery(rpc.history.list.queryOptions({ input: { limit: 10 } }))
  return (
    <Section title={t('today.recent')}>
      <Loaded query={query}>
        {({ items }) => (
          <ol className={styles.news}>
            {items.map(({ id, actor, verb, label, noun, at: when }) => (
              <li key={id}>
                <Face name={actor} size={24} />
                <div>
                  <span className="muted">
                    {actor} {t(`did.${verb}`)}
                  </span>{' '}
                  {label || noun}
                  <div className="caption muted">
                    <When at={when} />
                  </div>
                </div>
              </li>
            ))}
          </ol>
        )}
      </Loaded>
      <Link to={at('reglages/historique')} className="caption">
        {t('today.history')}
      </Link>
    </Section>
  )
}
