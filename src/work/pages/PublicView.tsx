import { Button, PasswordInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { type ComponentType, lazy, Suspense, useEffect, useState } from 'react'
import { api, isApiError } from '#web/api.ts'
import { useLocale, useT } from '#web/i18n.tsx'
import { useTold } from '#web/pieces/ErrorNote.tsx'
import { Waiting } from '#web/pieces/Waiting.tsx'
import { messages } from '../views/messages.ts'
import type { PublicView as Shown, ViewKind } from '../views/model.ts'
import { OutsidePlan } from '../views/pieces/outsidePlan.ts'
import styles from '../views/pieces/Public.module.css'
import { usePublicView } from '../views/pieces/usePublicView.ts'
import type { ViewProps } from '../views/pieces/ViewPage.tsx'

const TableView = lazy(() => import('../pieces/TableView.tsx').then((m) => ({ default: m.TableView })))
const BoardView = lazy(() => import('../pieces/BoardView.tsx').then((m) => ({ default: m.BoardView })))
const CalendarView = lazy(() =>
  import('../agenda/pieces/CalendarView.tsx').then((m) => ({ default: m.CalendarView })),
)
const MatrixView = lazy(() => import('../pieces/MatrixView.tsx').then((m) => ({ default: m.MatrixView })))
const PublicTask = lazy(() => import('../views/pieces/PublicTask.tsx'))
const PublicPeople = lazy(() => import('../views/pieces/PublicPeople.tsx'))
const GanttView = lazy(() => import('../gantt/pieces/GanttView.tsx').then((m) => ({ default: m.GanttView })))

const views: Partial<Record<ViewKind, ComponentType<ViewProps>>> = {
  board: BoardView,
  gantt: GanttView,
  calendar: CalendarView,
  matrix: MatrixView,
  timeline: PublicPeople,
}
/** What a timeline cannot be drawn without. */
const needed = ['who', 'start', 'due']

/** A view behind a link: no account, nothing to change, what was meant to be seen. */
export default function PublicView() {
  const t = useT(messages)
  const told = useTold()
  const locale = useLocale()
  const { token = '' } = useParams({ strict: false }) as { token?: string }
  const [password, setPassword] = useState<string | undefined>(undefined)
  const query = useQuery({
    queryKey: ['public-view', token, password, locale],
    queryFn: () => api.work.views.shared({ key: token, ...(password && { password }) }),
    retry: false,
    staleTime: 60_000,
  })
  const locked =
    isApiError(query.error) && (query.error.data as { needs?: string } | null)?.needs === 'password'
  return (
    <main className={styles.outside}>
      {query.data ? (
        <Drawn shown={query.data} />
      ) : locked || (query.error && password) ? (
        <form
          className={styles.door}
          onSubmit={(event) => {
            event.preventDefault()
            setPassword(String(new FormData(event.currentTarget).get('password') ?? ''))
          }}
        >
          <p>{t('outside.password')}</p>
          <PasswordInput
            name="password"
            label={t('links.password')}
            autoComplete="off"
            data-autofocus
            error={password ? told(query.error).sentence : null}
          />
          <Button type="submit" loading={query.isFetching}>
            {t('outside.open')}
          </Button>
        </form>
      ) : query.error ? (
        <div className={styles.door} role="alert">
          <h1>{t('outside.closed')}</h1>
          <p>{told(query.error).sentence}</p>
        </div>
      ) : (
        <Waiting title />
      )}
    </main>
  )
}

function Drawn({ shown }: { shown: Shown }) {
  const t = useT(messages)
  const { opened, ...props } = usePublicView(shown)
  const { projects } = shown.set
  const about =
    props.cards.projectId === null
      ? t('outside.projects', { count: projects.length })
      : (projects[0]?.name ?? '')
  useEffect(() => {
    document.title = `${shown.name} · ${about}`
  }, [shown, about])
  const { kind } = shown.spec
  const blind = kind === 'timeline' && needed.some((key) => shown.hidden.includes(key))
  const View = (!blind && views[kind]) || TableView
  return (
    <>
      <header className={styles.head}>
        <p className="muted">{about}</p>
        <h1 className={styles.title}>{shown.name}</h1>
        <p className="muted">
          {t('outside.line', { workspace: shown.workspace, count: shown.set.cards.length })}
        </p>
      </header>
      <OutsidePlan value={shown.plan}>
        <Suspense fallback={<Waiting />}>
          <View {...props} />
          {opened && (
            <PublicTask
              card={opened}
              cards={props.cards}
              hidden={shown.hidden}
              onClose={() => props.view.show(null)}
            />
          )}
        </Suspense>
      </OutsidePlan>
    </>
  )
}
