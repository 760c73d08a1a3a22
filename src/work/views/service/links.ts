import { invalid, notFound, Refusal } from '#platform/errors.ts'
import { dayOf } from '#platform/formats.ts'
import { closeDoor, type Door, makeDoor } from '#platform/gates/door.ts'
import { find } from '#platform/ledger.ts'
import { notify } from '#platform/live.ts'
import { demand, type Scope } from '#platform/scope.ts'
import {
  hideable,
  matcher,
  type PublicLink,
  type PublicView,
  readSpec,
  strippedCard,
  strippedSpec,
  type ViewLinkDraft,
} from '../model.ts'
import { type SavedViewRow, viewNoun } from '../tables.ts'
import { readCards } from './cards.ts'
import { countGuess, fits, sealed } from './passwords.ts'
import { getView } from './saved.ts'

/** Links are made and withdrawn by who conducts the project. */
async function conducted(scope: Scope, viewId: string): Promise<SavedViewRow & { projectId: string }> {
  const view = await getView(scope, viewId)
  const { projectId } = view
  if (!projectId)
    throw invalid({
      fr: 'Une vue du portefeuille montre plusieurs projets : partagez la vue d’un seul projet.',
      en: 'A view of the portfolio shows several projects: share the view of one project.',
    })
  demand(scope, 'conduct', projectId)
  return { ...view, projectId }
}

export async function listLinks(scope: Scope, viewId: string): Promise<PublicLink[]> {
  await conducted(scope, viewId)
  const { rows } = await scope.sql<PublicLink>(
    `select l.id, d.label, d.expires_at as "expiresAt", d.opened_at as "openedAt", d.opens, d.created_at as "createdAt",
       l.password is not null as locked, l.hidden
     from view_links l join doors d on d.id = l.door_id
     where l.view_id = $1 and d.revoked_at is null and (d.expires_at is null or d.expires_at > $2) order by d.created_at desc`,
    [viewId, scope.now()],
  )
  return rows
}

/** Makes an address for somebody without an account. @returns it, shown once. */
export async function makeLink(
  scope: Scope,
  viewId: string,
  d: ViewLinkDraft,
): Promise<{ id: string; url: string }> {
  const view = await conducted(scope, viewId)
  const known = (key: string) => hideable.some((h) => h === key) || key.startsWith('field:')
  const hidden = [...new Set(d.hidden)]
  if (!hidden.every(known))
    throw invalid({ fr: 'Une colonne à cacher n’existe pas.', en: 'A column to hide does not exist.' })
  const { id: doorId, key } = await makeDoor(scope, {
    kind: 'view',
    rowId: viewId,
    projectId: view.projectId,
    label: d.label,
    expiresAt: d.days === null ? null : new Date(scope.now().getTime() + d.days * 86_400_000),
  })
  const { rows } = await scope.sql<{ id: string }>(
    `insert into view_links (workspace_id, project_id, view_id, door_id, password, hidden, member_id, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
    [
      scope.workspace.id,
      view.projectId,
      viewId,
      doorId,
      d.password ? await sealed(d.password) : null,
      hidden,
      scope.actor.id,
      scope.now(),
    ],
  )
  await notify(scope, 'view', [viewId], view.projectId)
  return { id: rows[0]!.id, url: `${scope.platform.config.publicUrl}/v/${key}` }
}

export async function withdrawLink(scope: Scope, viewId: string, linkId: string): Promise<void> {
  const view = await conducted(scope, viewId)
  const { rows } = await scope.sql<{ door: string }>(
    'select door_id as door from view_links where id = $1 and view_id = $2',
    [linkId, viewId],
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

const gone = () =>
  new Refusal('GONE', {
    fr: 'Cette vue n’existe plus. Demandez un nouveau lien à la personne qui vous l’a envoyé.',
    en: 'This view no longer exists. Ask the person who sent the link for a new one.',
  })

/** What the holder of a link sees: filtered here, and without what was left out, so that none of it ever leaves. */
export async function readLinked(
  scope: Scope,
  door: Door,
  asked: { password?: string | undefined; address: string },
): Promise<PublicView> {
  const { rows } = await scope.sql<LinkRow>(
    'select id, password, hidden, member_id as "memberId", created_at as "createdAt" from view_links where door_id = $1',
    [door.id],
  )
  const link = rows[0]
  const view = await find(scope, viewNoun, door.rowId)
  if (!link || !view?.projectId) throw gone()
  if (link.password) await unlock(link.id, link.password, asked)
  const spec = readSpec(view.spec, view.kind)
  const set = await readCards(scope, view.projectId)
  const hidden = new Set(link.hidden)
  // A field added after the link was made was not thought of when it was: it stays inside.
  const { rows: young } = await scope.sql<{ id: string }>(
    'select id from custom_fields where created_at > $1',
    [link.createdAt],
  )
  const fields = set.fields.filter((f) => !hidden.has(`field:${f.id}`) && !young.some((y) => y.id === f.id))
  const ctx = {
    ...set,
    projectId: view.projectId,
    today: dayOf(scope.now(), scope.workspace.timezone),
    me: link.memberId,
    people: [],
    byId: new Map(set.cards.map((c) => [c.id, c])),
    word: () => '',
  }
  const names = fields.map((f) => f.id)
  const shown = set.cards.filter(matcher(spec.filter, ctx)).map((c) => strippedCard(c, hidden, names))
  const ids = new Set(shown.map((c) => c.id))
  const used = (get: (c: (typeof shown)[number]) => readonly (string | null)[]) => new Set(shown.flatMap(get))
  const [who, labels, actions] = [
    used((c) => c.assigneeIds),
    used((c) => c.labelIds),
    used((c) => [c.actionId]),
  ]
  const personal = fields.filter((f) => f.kind === 'person').map((f) => f.id)
  for (const c of shown)
    for (const id of personal) for (const m of (c.fields[id] as string[] | null | undefined) ?? []) who.add(m)
  const { rows: people } = await scope.sql<{ id: string; name: string }>(
    'select id, name from members where id = any ($1) order by name',
    [[...who]],
  )
  return {
    name: view.name,
    workspace: scope.workspace.name,
    spec: strippedSpec(spec, hidden),
    people,
    hidden: link.hidden,
    set: {
      cards: shown.map((c) => (c.parentId && !ids.has(c.parentId) ? { ...c, parentId: null } : c)),
      total: shown.length,
      projects: set.projects.map((p) => ({ ...p, right: 'see' as const })),
      statuses: set.statuses.map((s) => ({ ...s, wipLimit: null })),
      labels: set.labels.filter((l) => labels.has(l.id)),
      actions: set.actions.filter((a) => actions.has(a.id)).map((a) => ({ ...a, objectiveId: null })),
      objectives: [],
      fields,
      links:
        hidden.has('start') || hidden.has('due')
          ? []
          : set.links.filter((l) => ids.has(l.fromId) && ids.has(l.toId)),
    },
  }
}

async function unlock(
  id: string,
  kept: string,
  asked: { password?: string | undefined; address: string },
): Promise<void> {
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
