import { type ComponentType, lazy, type ReactNode, Suspense, useMemo } from 'react'
import { useT } from '#web/i18n.tsx'
import { Page } from '#web/pieces/Page.tsx'
import { Loaded } from '#web/pieces/Waiting.tsx'
import { ProjectInside, TabPage, useProject } from '#web/project.tsx'
import { messages as work } from '../../messages.ts'
import { isLate } from '../../model.ts'
import { Presence } from '../../pieces/Presence.tsx'
import { TransferHost } from '../../transfer/pieces/TransferHost.tsx'
import { messages } from '../messages.ts'
import { type Applied, applyView, type CardSet, type ViewKind } from '../model.ts'
import { BulkBar } from './BulkBar.tsx'
import { usePortfolioTabs } from './portfolio.ts'
import { type Cards, useCardSet, useCards, useDeeds } from './useCards.tsx'
import { type Selection, useSelection } from './useSelection.ts'
import { useOpened, useView, type View } from './useView.ts'
import { useViewKeys } from './useViewKeys.ts'
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
  const query = useCardSet(project.id)
  return (
    <>
      <Loaded query={query}>{(set) => <Drawn {...draw} set={set} projectId={project.id} />}</Loaded>
      <Opened set={query.data} projectId={project.id} />
      <TransferHost />
    </>
  )
}

type Frame = ComponentType<{ line?: ReactNode; action?: ReactNode; children: ReactNode }>

/** The same view over all the projects one may see, in the portfolio's frame unless it has its own. */
export function PortfolioViewPage(draw: Draw & { frame?: Frame }) {
  const query = useCardSet(null)
  const Frame = draw.frame ?? PortfolioPage
  return (
    <>
      {query.data ? (
        <Drawn {...draw} set={query.data} projectId={null} />
      ) : (
        <Frame>
          <Loaded query={query}>{() => null}</Loaded>
        </Frame>
      )}
      <Opened set={query.data} projectId={null} />
      <TransferHost />
    </>
  )
}

function Drawn({
  kind,
  action,
  empty,
  children,
  frame: Frame = PortfolioPage,
  set,
  projectId,
}: Draw & { frame?: Frame; set: CardSet; projectId: string | null }) {
  const t = useT(messages)
  const w = useT(work)
  const cards = useCards(set, projectId)
  const view = useView(kind, cards)
  const selection = useSelection()
  useViewKeys(kind, cards.may('contribute'))
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
    </>
  )
  if (projectId)
    return (
      <TabPage
        line={line}
        action={
          <>
            <Presence place={{ projectId }} />
            {action?.(props)}
          </>
        }
      >
        {inside}
      </TabPage>
    )
  return (
    <Frame
      line={line}
      action={
        <>
          <Presence place={everywhere} />
          {action?.(props)}
        </>
      }
    >
      {inside}
    </Frame>
  )
}

const everywhere = {}

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

const nothing = { statuses: [], labels: [] }
/** The task one opened, beside the view; it does not wait for the cards of the view. */
function Opened({ set, projectId }: { set: CardSet | undefined; projectId: string | null }) {
  const { opened, close } = useOpened()
  const deeds = useDeeds(set, projectId)
  const slug = opened?.project ?? null
  const of = projectId ?? set?.projects.find((p) => p.slug === slug)?.id
  const board = useMemo(() => {
    if (!set || !of) return nothing
    const inside = <T extends { projectId: string }>(all: readonly T[]) =>
      all.filter((x) => x.projectId === of)
    return { statuses: inside(set.statuses), labels: inside(set.labels) }
  }, [set, of])
  if (!opened || (!projectId && !slug)) return null
  const drawer = (
    <Suspense fallback={null}>
      <TaskDrawer which={opened.which} board={board} deeds={deeds} onClose={close} />
    </Suspense>
  )
  return projectId || !slug ? drawer : <ProjectInside slug={slug}>{drawer}</ProjectInside>
}
