import { forbidden, invalid, notFound, Refusal } from '#platform/errors.ts'
import { withEyesOf } from '#platform/gates/behalf.ts'
import { closeDoor, type Door, makeDoor, newKey } from '#platform/gates/door.ts'
import { knock } from '#platform/gates/knock.ts'
import { find } from '#platform/ledger.ts'
import { notify } from '#platform/live.ts'
import type { Platform } from '#platform/platform.ts'
import type { Call } from '#platform/rpc.ts'
import { demand, mayDo, mayDoIn, type Scope } from '#platform/scope.ts'
import {
  type CardSet,
  hideable,
  hideableOfGantt,
  type PublicLink,
  type PublicView,
  type ViewLinkDraft,
} from '../model.ts'
import { type SavedViewRow, viewNoun } from '../tables.ts'
import { readCards } from './cards.ts'
import { exposed } from './exposed.ts'
import { countGuess, fits, sealed } from './passwords.ts'
import { getView } from './saved.ts'

/** The projects a link may show: that of the view; of a view over all of them, those one conducts. */
async function conducted(scope: Scope, view: SavedViewRow): Promise<string[]> {
  if (view.projectId) {
    demand(scope, 'conduct', view.projectId)
    return [view.projectId]
  }
  const { rows } = await scope.sql<{ id: string }>(
    "select id from projects where deleted_at is null and stage <> 'closed' order by id",
  )
  const own = rows.map((p) => p.id).filter((id) => mayDoIn(scope, 'conduct', id))
  if (!own.length) throw forbidden('conduct')
  return own
}

const shownLink = `d.label, d.expires_at as "expiresAt", d.opened_at as "openedAt", d.opens, d.created_at as "createdAt",
  l.password is not null as locked, l.hidden`
const open = 'd.revoked_at is null and (d.expires_at is null or d.expires_at > $2) order by d.created_at desc'

/** Links that still open. Over all projects: one’s own, and everybody’s for who administers. */
export async function listLinks(scope: Scope, viewId: string): Promise<PublicLink[]> {
  const view = await getView(scope, viewId)
  await conducted(scope, view)
  const { rows } = view.projectId
    ? await scope.sql<PublicLink>(
        `select l.id, ${shownLink}, 1 as projects from view_links l join doors d on d.id = l.door_id where l.view_id = $1 and ${open}`,
        [viewId, scope.now()],
      )
    : await scope.sql<PublicLink>(
        `select l.id, ${shownLink}, cardinality(l.of_project_ids) as projects from portfolio_view_links l join doors d on d.id = l.door_id
         where l.view_id = $1 and ($3 or l.member_id = $4) and ${open}`,
        [viewId, scope.now(), mayDo(scope, 'administer'), scope.actor.id],
      )
  return rows
}

/** How the key of a link over several projects begins: it opens another way. */
const several = 'p-'

/** Makes an address for somebody without an account. @returns it, shown once. */
export async function makeLink(
  scope: Scope,
  viewId: string,
  d: ViewLinkDraft,
): Promise<{ id: string; url: string }> {
  const view = await getView(scope, viewId)
  const projectIds = await conducted(scope, view)
  const known = (key: string) =>
    [...hideable, ...hideableOfGantt].some((h) => h === key) || key.startsWith('field:')
  const hidden = [...new Set(d.hidden)]
  if (!hidden.every(known))
    throw invalid({ fr: 'Une colonne à cacher n’existe pas.', en: 'A column to hide does not exist.' })
  const { id: doorId, key } = await makeDoor(scope, {
    kind: 'view',
    rowId: viewId,
    projectId: view.projectId,
    label: d.label,
    expiresAt: d.days === null ? null : new Date(scope.now().getTime() + d.days * 86_400_000),
    ...(!view.projectId && { key: several + newKey() }),
  })
  const password = d.password ? await sealed(d.password) : null
  const { rows } = await scope.sql<{ id: string }>(
    view.projectId
      ? `insert into view_links (workspace_id, view_id, door_id, member_id, password, hidden, created_at, project_id)
         values ($1, $2, $3, $4, $5, $6, $7, ($8::uuid[])[1]) returning id`
      : `insert into portfolio_view_links (workspace_id, view_id, door_id, member_id, password, hidden, created_at, of_project_ids)
         values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
    [scope.workspace.id, viewId, doorId, scope.actor.id, password, hidden, scope.now(), projectIds],
  )
  await notify(scope, 'view', [viewId], view.projectId)
  return { id: rows[0]!.id, url: `${scope.platform.config.publicUrl}/v/${key}` }
}

export async function withdrawLink(scope: Scope, viewId: string, linkId: string): Promise<void> {
  const view = await getView(scope, viewId)
  await conducted(scope, view)
  const { rows } = view.projectId
    ? await scope.sql<{ door: string }>(
        'select door_id as door from view_links where id = $1 and view_id = $2',
        [linkId, viewId],
      )
    : await scope.sql<{ door: string }>(
        'select door_id as door from portfolio_view_links where id = $1 and view_id = $2 and ($3 or member_id = $4)',
        [linkId, viewId, mayDo(scope, 'administer'), scope.actor.id],
      )
  if (!rows[0]) throw notFound('link')
  await closeDoor(scope, rows[0].door)
  await notify(scope, 'view', [viewId], view.projectId)
}

type LinkRow = {
  id: string
  password: string | null
  hidden: string[]
  memberId: string | null
  createdAt: Date
}
type Asked = { password?: string | undefined; address: string }

const gone = () =>
  new Refusal('GONE', {
    fr: 'Cette vue n’existe plus. Demandez un nouveau lien à la personne qui vous l’a envoyé.',
    en: 'This view no longer exists. Ask the person who sent the link for a new one.',
  })

/** What stands behind a link, for whoever holds it. */
export async function openShared(call: Call, key: string, password?: string): Promise<PublicView> {
  const asked = { password, address: call.address }
  if (!key.startsWith(several))
    return knock(call, 'view', key, (scope, door) => readLinked(scope, door, asked))
  const found = await knock(call, 'view', key, (scope, door) => behind(scope, door, asked))
  return readBehind(call.platform, found)
}

/** A link of one project. */
export async function readLinked(scope: Scope, door: Door, asked: Asked): Promise<PublicView> {
  const { rows } = await scope.sql<LinkRow>(
    'select id, password, hidden, member_id as "memberId", created_at as "createdAt" from view_links where door_id = $1',
    [door.id],
  )
  const link = rows[0]
  const view = await find(scope, viewNoun, door.rowId)
  if (!link || !view?.projectId) throw gone()
  if (link.password) await unlock(link.id, link.password, asked)
  const set = await readCards(scope, view.projectId)
  const { memberId, createdAt: madeAt } = link
  return exposed(scope, { view, set, hidden: new Set(link.hidden), memberId, madeAt })
}

export type Behind = LinkRow & { workspaceId: string; userId: string; viewId: string; projectIds: string[] }
/** A link over several projects: who made it, and what they meant to show. */
export async function behind(scope: Scope, door: Door, asked: Asked): Promise<Behind> {
  const { rows } = await scope.sql<Omit<Behind, 'workspaceId'>>(
    `select l.id, l.password, l.hidden, l.member_id as "memberId", l.created_at as "createdAt", l.view_id as "viewId",
       l.of_project_ids as "projectIds", m.user_id as "userId"
     from portfolio_view_links l join members m on m.id = l.member_id where l.door_id = $1`,
    [door.id],
  )
  const link = rows[0]
  if (!link) throw gone()
  if (link.password) await unlock(link.id, link.password, asked)
  return { ...link, workspaceId: scope.workspace.id }
}

/** Read with the eyes its maker has today, and of that only the projects they meant. */
export function readBehind(platform: Platform, link: Behind): Promise<PublicView> {
  return withEyesOf(platform, link.workspaceId, link.userId, async (scope) => {
    const view = await find(scope, viewNoun, link.viewId)
    if (!view || view.projectId || (view.memberId && view.memberId !== link.memberId)) throw gone()
    const set = within(await readCards(scope), new Set(link.projectIds))
    const { memberId, createdAt: madeAt } = link
    return exposed(scope, { view, set, hidden: new Set(link.hidden), memberId, madeAt })
  })
}

/** Of a set, what belongs to these projects. */
function within(set: CardSet, projectIds: ReadonlySet<string>): CardSet {
  const of = <T extends { projectId: string }>(all: readonly T[]) =>
    all.filter((x) => projectIds.has(x.projectId))
  const cards = of(set.cards)
  const ids = new Set(cards.map((c) => c.id))
  return {
    cards,
    total: cards.length,
    projects: set.projects.filter((p) => projectIds.has(p.id)),
    statuses: of(set.statuses),
    labels: of(set.labels),
    actions: of(set.actions),
    objectives: of(set.objectives),
    fields: set.fields.filter((f) => f.projectId === null || projectIds.has(f.projectId)),
    links: set.links.filter((l) => ids.has(l.fromId) && ids.has(l.toId)),
  }
}

async function unlock(id: string, kept: string, asked: Asked): Promise<void> {
  if (asked.password) {
    countGuess(id, asked.address)
    if (await fits(asked.password, kept)) return
  }
  throw new Refusal(
    'FORBIDDEN',
    asked.password
      ? { fr: 'Ce mot de passe n’est pas le bon.', en: 'This is not the right password.' }
      : { fr: 'Ce lien demande un mot de passe.', en: 'This link asks for a password.' },
    { needs: 'password' },
  )
}
