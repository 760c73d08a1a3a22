import { lazy, type ReactNode, Suspense, useMemo } from 'react'
import { useT } from '#web/i18n.tsx'
import { Page } from '#web/pieces/Page.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { ProjectInside, TabPage, useProject } from '#web/project.tsx'
import { messages as work } from '../../messages.ts'
import { isLate } from '../../model.ts'
import { Presence } from '../../pieces/Presence.tsx'
import { messages } from '../messages.ts'
import { type Applied, applyView, type CardSet, type ViewKind } from '../model.ts'
import { BulkBar } from './BulkBar.tsx'
import { usePortfolioTabs } from './portfolio.ts'
import { type Cards, useCardSet, useCards } from './useCards.tsx'
import { type Selection, useSelection } from './useSelection.ts'
import { useView, type View } from './useView.ts'
import { ViewBar } from './ViewBar.tsx'

const TaskDrawer = lazy(() => import('../../pieces/TaskDrawer.tsx'))

/** What every view is given, in a project, over all of them, or behind a public link. */
export type ViewProps = {
  cards: Cards
  view: View
  /** Filtered, sorted, grouped: what there is to draw. */
  applied: Applied
  selection: Selection
}
type Draw = {
  kind: ViewKind
  /** Beside the title: the one primary action. */
  action?: (props: ViewProps) => ReactNode
  /** Instead of the whole when there is no task at all. */
  empty?: (props: ViewProps) => ReactNode
  children: (props: ViewProps) => ReactNode
}

/** A view of one project, below its tabs. */
export function ProjectViewPage(draw: Draw) {
  const project = useProject()
  return (
    <Loaded query={useCardSet(project.id)}>
      {(set) => <Drawn {...draw} set={set} projectId={project.id} />}
    </Loaded>
  )
}

/** The same view over all the projects one may see. */
export function PortfolioViewPage(draw: Draw) {
  const query = useCardSet(null)
  if (query.data) return <Drawn {...draw} set={query.data} projectId={null} />
  return (
    <PortfolioPage>
      <Loaded query={query}>{() => null}</Loaded>
    </PortfolioPage>
  )
}

function Drawn({
  kind,
  action,
  empty,
  children,
  set,
  projectId,
}: Draw & { set: CardSet; projectId: string | null }) {
  const t = useT(messages)
  const w = useT(work)
  const cards = useCards(set, projectId)
  const view = useView(kind, cards)
  const selection = useSelection()
  const { ctx } = cards
  const applied = useMemo(() => applyView(set.cards, view.spec, ctx), [set.cards, view.spec, ctx])
  const props: ViewProps = { cards, view, applied, selection }
  const line = useMemo(
    () =>
      w('list.line', {
        total: set.total,
        done: set.cards.filter((c) => c.done).length,
        late: set.cards.filter((c) => isLate(c, ctx.today)).length,
      }),
    [set, ctx.today, w],
  )
  const inside = (
    <>
      {set.total > set.cards.length && (
        <p role="status" className="caption">
          {t('page.tooMany', { shown: set.cards.length, total: set.total })}
        </p>
      )}
      {set.cards.length === 0 && empty ? (
        empty(props)
      ) : (
        <>
          <ViewBar {...props} />
          {children(props)}
          <BulkBar {...props} />
        </>
      )}
      <Opened {...props} />
    </>
  )
  if (projectId)
    return (
      <TabPage
        line={line}
        action={
          <span className="row">
            <Presence projectId={projectId} />
            {action?.(props)}
          </span>
        }
      >
        {inside}
      </TabPage>
    )
  return (
    <PortfolioPage line={line} action={action?.(props)}>
      {inside}
    </PortfolioPage>
  )
}

/** The frame of every page of the portfolio. */
export function PortfolioPage({
  line,
  action,
  children,
}: {
  line?: ReactNode
  action?: ReactNode
  children: ReactNode
}) {
  const t = useT(messages)
  const tabs = usePortfolioTabs()
  return (
    <Page title={t('portfolio.title')} line={line} action={action} tabs={tabs} width="wide">
      {children}
    </Page>
  )
}

/** The task one opened, beside the view. */
export function Opened({ cards, view }: Pick<ViewProps, 'cards' | 'view'>) {
  const { opened, show } = view
  const { set, projectId, deeds } = cards
  const project = opened?.project
    ? set.projects.find((p) => p.slug === opened.project)
    : set.projects.find((p) => p.id === projectId)
  const board = useMemo(() => {
    const of = <T extends { projectId: string }>(all: readonly T[]) =>
      all.filter((x) => x.projectId === project?.id)
    return {
      statuses: of(set.statuses),
      labels: of(set.labels),
      cards: projectId ? set.cards : of(set.cards),
    }
  }, [set, projectId, project?.id])
  if (!opened || !project) return null
  const drawer = (
    <Suspense fallback={null}>
      <TaskDrawer which={opened.which} board={board} deeds={deeds} onClose={() => show(null)} />
    </Suspense>
  )
  return projectId ? drawer : <ProjectInside slug={project.slug}>{drawer}</ProjectInside>
}
