import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  notFound,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { api, enterWorkspace, queries } from './api.ts'
import { Waiting } from './pieces/Waiting.tsx'
import { Root } from './Root.tsx'
import { lastWorkspace, meQuery } from './session.tsx'
import { NotFound, PageError } from './shell/ErrorPages.tsx'

type Load = () => Promise<{ default: ComponentType }>

const root = createRootRoute({ component: Root })

/** Somebody must be signed in; where they wanted to go is kept. */
async function signedIn(href: string) {
  const me = await queries.ensureQueryData(meQuery)
  if (!me) throw redirect({ to: '/connexion', search: { suite: href } })
  return me
}

const workspace = createRoute({
  getParentRoute: () => root,
  path: '$ws',
  beforeLoad: async ({ params, location }) => {
    const me = await signedIn(location.href)
    const found = me.workspaces.find(({ slug }) => slug === params.ws)
    if (!found) throw notFound()
    enterWorkspace(found.id)
    lastWorkspace.set(found.slug)
  },
  component: lazyRouteComponent(() => import('./shell/WorkspaceLayout.tsx')),
})

/** A page of a workspace, below `/{workspace}/`. Its parameters: `useParams({ strict: false })`. */
const page = (path: string, load: Load) =>
  createRoute({ getParentRoute: () => workspace, path, component: lazyRouteComponent(load) })

/** A page outside of any workspace; `needs` somebody signed in unless it says otherwise. */
const outside = (path: string, load: Load, needs: 'anyone' | 'somebody' = 'anyone') =>
  createRoute({
    getParentRoute: () => root,
    path,
    component: lazyRouteComponent(load),
    ...(needs === 'somebody' && {
      beforeLoad: ({ location }: { location: { href: string } }) => signedIn(location.href).then(() => {}),
    }),
  })

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: async () => {
    const me = await queries.ensureQueryData(meQuery)
    if (!me) throw redirect({ to: (await api.setup.status()).isNew ? '/premiere-fois' : '/connexion' })
    const last = me.workspaces.find(({ slug }) => slug === lastWorkspace.get()) ?? me.workspaces[0]
    if (!last) throw redirect({ to: '/nouvel-espace' })
    throw redirect({ to: '/$ws/aujourdhui', params: { ws: last.slug } })
  },
})

const workspaceHome = createRoute({
  getParentRoute: () => workspace,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/$ws/aujourdhui', params })
  },
})

const timeHome = createRoute({
  getParentRoute: () => workspace,
  path: 'temps',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/$ws/temps/feuille', params: params as { ws: string }, replace: true })
  },
})

const settings = createRoute({ getParentRoute: () => workspace, path: 'reglages', component: Outlet })
const setting = (path: string, load: Load) =>
  createRoute({ getParentRoute: () => settings, path, component: lazyRouteComponent(load) })
const settingsHome = createRoute({
  getParentRoute: () => settings,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/$ws/reglages/membres', params: params as { ws: string } })
  },
})

const project = createRoute({
  getParentRoute: () => workspace,
  path: 'projets/$project',
  component: lazyRouteComponent(() => import('./project.tsx'), 'ProjectFrame'),
})
/** A tab of a project, below `/{workspace}/projets/{project}/`; its content stands in `<TabPage>`. */
const tab = (path: string, load: Load) =>
  createRoute({ getParentRoute: () => project, path, component: lazyRouteComponent(load) })
const projectHome = createRoute({
  getParentRoute: () => project,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: `/${(params as { ws: string }).ws}/projets/${params.project}/brief`, replace: true })
  },
})

/** One line per page. */
const routeTree = root.addChildren([
  home,
  outside('connexion', () => import('./pages/SignIn.tsx')),
  outside('mot-de-passe', () => import('./pages/ResetPassword.tsx')),
  outside('premiere-fois', () => import('./pages/FirstRun.tsx')),
  outside('invitation/$token', () => import('./pages/Invitation.tsx')),
  outside('b/$token', () => import('#insight/pages/Shared.tsx')),
  outside('b/$token/lignes', () => import('#insight/pages/SharedRows.tsx')),
  outside('v/$token', () => import('#work/pages/PublicView.tsx')),
  outside('f/$token', () => import('#work/forms/pages/PublicForm.tsx')),
  outside('f/suivi/$token', () => import('#work/forms/pages/FollowedRequest.tsx')),
  outside('a/$token', () => import('#governance/pages/OutsideApproval.tsx')),
  outside('mon-compte', () => import('./pages/Account.tsx'), 'somebody'),
  outside('nouvel-espace', () => import('./pages/NewWorkspace.tsx'), 'somebody'),
  workspace.addChildren([
    workspaceHome,
    page('aujourdhui', () => import('./pages/Today.tsx')),
    page('aujourdhui/taches', () => import('#work/pages/MyTasks.tsx')),
    page('recherche', () => import('./pages/Search.tsx')),
    page('notifications', () => import('./pages/Notifications.tsx')),
    page('notifications/reglages', () => import('#platform/notices/pages/NoticeSettings.tsx')),
    timeHome,
    page('temps/feuille', () => import('#work/pages/TimeSheet.tsx')),
    page('temps/bilan', () => import('#work/pages/TimeReport.tsx')),
    page('standup', () => import('#work/pages/Standup.tsx')),
    page('projets', () => import('#platform/tenancy/pages/Projects.tsx')),
    page('portefeuille', () => import('#work/pages/PortfolioHome.tsx')),
    page('portefeuille/apercu', () => import('#work/pages/Portfolio.tsx')),
    page('portefeuille/taches', () => import('#work/pages/PortfolioTasks.tsx')),
    page('portefeuille/tableau', () => import('#work/pages/PortfolioBoard.tsx')),
    page('portefeuille/gantt', () => import('#work/pages/PortfolioGantt.tsx')),
    page('portefeuille/calendrier', () => import('#work/pages/PortfolioCalendar.tsx')),
    page('portefeuille/personnes', () => import('#work/pages/PortfolioPeople.tsx')),
    page('portefeuille/matrice', () => import('#work/pages/PortfolioMatrix.tsx')),
    page('charge', () => import('#work/pages/Workload.tsx')),
    page('mesure', () => import('#measure/pages/Sites.tsx')),
    page('corbeille', () => import('#work/pages/BinOfAll.tsx')),
    page('clients', () => import('#platform/tenancy/pages/Organisations.tsx')),
    page('clients/$id', () => import('#platform/tenancy/pages/OrganisationPage.tsx')),
    page('mesure/definitions', () => import('#insight/pages/Definitions.tsx')),
    project.addChildren([
      projectHome,
      tab('brief', () => import('#strategy/pages/Brief.tsx')),
      tab('objectifs', () => import('#strategy/pages/Objectives.tsx')),
      tab('plan', () => import('#strategy/pages/Plan.tsx')),
      tab('budget', () => import('#budget/pages/Budget.tsx')),
      tab('taches', () => import('#work/pages/Tasks.tsx')),
      tab('taches/$task', () => import('#work/pages/TaskPage.tsx')),
      tab('corbeille', () => import('#work/pages/Bin.tsx')),
      tab('tableau', () => import('#work/pages/Board.tsx')),
      tab('calendrier', () => import('#work/pages/Calendar.tsx')),
      tab('matrice', () => import('#work/pages/Matrix.tsx')),
      tab('gantt', () => import('#work/pages/Gantt.tsx')),
      tab('personnes', () => import('#work/pages/People.tsx')),
      tab('importer', () => import('#work/pages/Import.tsx')),
      tab('demandes', () => import('#work/forms/pages/Requests.tsx')),
      tab('champs', () => import('#work/fields/pages/ProjectFields.tsx')),
      tab('standup', () => import('#work/pages/StandupTab.tsx')),
      tab('liens', () => import('#measure/pages/Links.tsx')),
      tab('mesure', () => import('#measure/pages/Measure.tsx')),
      tab('validation', () => import('#governance/pages/Approvals.tsx')),
      tab('validation/$approval', () => import('#governance/pages/ApprovalRecord.tsx')),
      tab('bilan', () => import('#insight/pages/Reviews.tsx')),
      tab('bilan/lignes', () => import('#insight/pages/Rows.tsx')),
      tab('bilan/$review', () => import('#insight/pages/ReviewPage.tsx')),
      tab('activite', () => import('#platform/tenancy/pages/ProjectActivity.tsx')),
      tab('reglages', () => import('#platform/tenancy/pages/ProjectSettings.tsx')),
    ]),
    settings.addChildren([
      settingsHome,
      setting('espace', () => import('./pages/settings/Space.tsx')),
      setting('membres', () => import('./pages/settings/Members.tsx')),
      setting('connexion-unique', () => import('./pages/settings/SingleSignOn.tsx')),
      setting('champs', () => import('#work/fields/pages/WorkspaceFields.tsx')),
      setting('calendriers', () => import('#work/pages/Calendars.tsx')),
      setting('mes-horaires', () => import('#work/pages/TimeOff.tsx')),
      setting('modeles', () => import('#work/templates/pages/Templates.tsx')),
      setting('cles', () => import('./pages/settings/Keys.tsx')),
      setting('travaux', () => import('./pages/settings/Jobs.tsx')),
      setting('courrier', () => import('./pages/settings/Letters.tsx')),
      setting('historique', () => import('./pages/settings/History.tsx')),
    ]),
  ]),
])

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  // Data is kept by TanStack Query; the router only fetches code ahead.
  defaultPreloadStaleTime: 0,
  defaultPendingMs: 150,
  defaultPendingMinMs: 0,
  defaultPendingComponent: () => (
    <div style={{ padding: 32, maxWidth: 1120 }}>
      <Waiting title />
    </div>
  ),
  defaultErrorComponent: PageError,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
})
