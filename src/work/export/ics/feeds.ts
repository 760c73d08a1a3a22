import { createHmac } from 'node:crypto'
import { notFound } from '#platform/errors.ts'
import { closeDoor, makeDoor } from '#platform/gates/door.ts'
import { formatter } from '#platform/i18n.ts'
import { get } from '#platform/ledger.ts'
import type { Platform } from '#platform/platform.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { projectNoun } from '#platform/tenancy/tables.ts'
import { readSpec } from '../../views/model.ts'
import { getView } from '../../views/service/saved.ts'
import { gather } from '../gather.ts'
import { exportMessages } from '../messages.ts'
import type { Feed, FeedDraft } from '../model.ts'
import { writeCalendar } from './calendar.ts'
import { eventOf, type IcsTask, todoOf } from './tasks.ts'

export type FeedRow = Omit<Feed, 'readAt'> & { userId: string; seed: string }

/** Signed rather than drawn: the address can be shown again, and is kept nowhere. */
const keyOf = (platform: Pick<Platform, 'secret'>, seed: string) =>
  createHmac('sha256', platform.secret).update(`calendar ${seed}`).digest('base64url')
export const feedUrl = (platform: Pick<Platform, 'secret' | 'config'>, seed: string): string =>
  `${platform.config.publicUrl}/cal/${keyOf(platform, seed)}.ics`

const columns = `f.id, f.name, f.of_project_id as "projectId", f.of_view_id as "viewId", f.todos, f.created_at as "createdAt"`

/** One's own addresses: nobody else's are shown, to anybody. */
export async function listFeeds(scope: Scope): Promise<(Feed & { url: string })[]> {
  const { rows } = await scope.sql<Feed>(
    `select ${columns}, case when d.opens > 0 then d.opened_at end as "readAt" from calendar_feeds f join doors d on d.id = f.door_id
     where f.member_id = $1 and f.revoked_at is null order by f.created_at, f.id`,
    [scope.actor.id],
  )
  return rows.map((r) => ({ ...r, url: feedUrl(scope.platform, r.id) }))
}

/** Makes an address that calendar programs read, with the eyes of who makes it. */
export async function makeFeed(scope: Scope, draft: FeedDraft): Promise<Feed & { url: string }> {
  const { actor } = scope
  if (actor.kind !== 'member' && actor.kind !== 'key') throw notFound('member')
  const t = formatter(exportMessages, scope.locale)
  let { projectId } = draft
  let name = t('feed.mine')
  if (draft.viewId) {
    const view = await getView(scope, draft.viewId)
    projectId = view.projectId
    name = view.name
  } else if (projectId) {
    demand(scope, 'see', projectId)
    name = (await get(scope, projectNoun, projectId)).name
  }
  const { rows: ids } = await scope.sql<{ id: string }>('select uuidv7() as id')
  const id = ids[0]!.id
  const door = await makeDoor(scope, {
    kind: 'calendar',
    rowId: id,
    key: keyOf(scope.platform, id),
    label: name,
  })
  await scope.sql(
    `insert into calendar_feeds (id, workspace_id, member_id, door_id, name, of_project_id, of_view_id, todos, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      id,
      scope.workspace.id,
      actor.id,
      door.id,
      name,
      draft.viewId ? null : projectId,
      draft.viewId,
      draft.todos,
      scope.now(),
    ],
  )
  return (await listFeeds(scope)).find((f) => f.id === id)!
}

/** From now on the address answers nobody. */
export async function withdrawFeed(scope: Scope, id: string): Promise<void> {
  const { rows } = await scope.sql<{ door: string }>(
    'update calendar_feeds set revoked_at = $3 where id = $1 and member_id = $2 and revoked_at is null returning door_id as door',
    [id, scope.actor.id, scope.now()],
  )
  if (!rows[0]) throw notFound('calendar')
  await closeDoor(scope, rows[0].door)
}

export async function feedBehind(scope: Scope, id: string): Promise<FeedRow | undefined> {
  const { rows } = await scope.sql<FeedRow>(
    `select ${columns}, m.user_id as "userId", f.id as seed from calendar_feeds f join members m on m.id = f.member_id
     where f.id = $1 and f.revoked_at is null and m.user_id is not null`,
    [id],
  )
  return rows[0]
}

const monthBefore = (now: Date) => new Date(now.getTime() - 30 * 86_400_000)

/** The calendar of a feed as it stands. What its member may not see, or no longer, is not in it. */
export async function readFeed(scope: Scope, feed: FeedRow): Promise<string> {
  const view = feed.viewId ? await getView(scope, feed.viewId) : null
  const g = await gather(scope, {
    projectId: view ? view.projectId : feed.projectId,
    filter: view
      ? readSpec(view.spec, view.kind).filter
      : feed.projectId
        ? { all: [] }
        : { all: [{ field: 'who', op: 'is', values: ['me'] }] },
  })
  const projects = new Map(g.set.projects.map((p) => [p.id, p]))
  const labels = new Map(g.set.labels.map((l) => [l.id, l.name]))
  const { config } = scope.platform
  const about = {
    host: new URL(config.publicUrl).hostname,
    timezone: scope.workspace.timezone,
    locale: scope.locale,
    url: (t: IcsTask) =>
      `${config.publicUrl}/${scope.workspace.slug}/projets/${projects.get(t.projectId)?.slug}/taches?tache=${t.number}`,
    project: (t: IcsTask) => projects.get(t.projectId)?.name ?? '',
    labels: (t: IcsTask) => t.labelIds.flatMap((l) => labels.get(l) ?? []),
  }
  const since = monthBefore(scope.now())
  const tasks = g.cards
    .flatMap((c): IcsTask[] => {
      const more = g.more.get(c.id)
      return more ? [{ ...c, ...more }] : []
    })
    // One's own list forgets what was finished long ago; a view shows what it shows.
    .filter((t) => view || feed.projectId || !t.completedAt || t.completedAt > since)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const parts = tasks.flatMap((t) => {
    const event = eventOf(t, about)
    return [...(event ? [event] : []), ...(feed.todos ? [todoOf(t, about)] : [])]
  })
  return writeCalendar({ name: `Pupitre · ${feed.name}`, locale: scope.locale, parts })
}
