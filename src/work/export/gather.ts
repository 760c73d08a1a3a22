import { dayOf } from '#platform/formats.ts'
import { demand, type Scope } from '#platform/scope.ts'
import type { Card } from '../model.ts'
import type { CardSet, Filter, Sort, ViewContext } from '../views/model.ts'
import { matcher, sorted } from '../views/model.ts'
import { readCards } from '../views/service/cards.ts'

/** The tasks to write, with all that they point at. */
export type Gathered = {
  set: CardSet
  cards: readonly Card[]
  people: ReadonlyMap<string, { id: string; name: string; email: string }>
  more: ReadonlyMap<string, More>
  ctx: ViewContext
}
export type More = {
  id: string
  description: string
  completedAt: Date | null
  createdAt: Date
  updatedAt: Date
  followerIds: string[]
  elapsed: boolean
  actualStart: string | null
  actualFinish: string | null
  calendarId: string | null
  ignoresPersonCalendar: boolean
}

export async function gather(
  scope: Scope,
  o: { projectId: string | null; filter: Filter; sort?: readonly Sort[] },
): Promise<Gathered> {
  demand(scope, 'see', o.projectId)
  const set = await readCards(scope, o.projectId ?? undefined)
  const { rows: members } = await scope.sql<{ id: string; name: string; email: string }>(
    'select id, name, email from members where deleted_at is null order by name',
  )
  const ctx: ViewContext = {
    ...set,
    projectId: o.projectId,
    today: dayOf(scope.now(), scope.timezone),
    me: scope.actor.id,
    people: members,
    byId: new Map(set.cards.map((c) => [c.id, c])),
    word: () => '',
  }
  const shown = set.cards.filter(matcher(o.filter, ctx))
  const cards = o.sort?.length ? sorted(shown, o.sort, ctx) : outline(shown)
  const { rows: more } = await scope.sql<More>(
    `select id, description, completed_at as "completedAt", created_at as "createdAt", updated_at as "updatedAt", follower_ids as "followerIds",
       elapsed, actual_start as "actualStart", actual_finish as "actualFinish", calendar_id as "calendarId", ignores_person_calendar as "ignoresPersonCalendar"
     from tasks where id = any ($1)`,
    [cards.map((c) => c.id)],
  )
  return {
    set,
    cards,
    people: new Map(members.map((m) => [m.id, m])),
    more: new Map(more.map((m) => [m.id, m])),
    ctx,
  }
}

/** Each task under the one that holds it, by number within. */
export function outline(cards: readonly Card[]): Card[] {
  const here = new Set(cards.map((c) => c.id))
  const under = Map.groupBy(
    cards.toSorted((a, b) =>
      a.projectId < b.projectId ? -1 : a.projectId > b.projectId ? 1 : a.number - b.number,
    ),
    (c) => (c.parentId && here.has(c.parentId) ? c.parentId : null),
  )
  const ordered: Card[] = []
  const stack = (under.get(null) ?? []).toReversed()
  while (stack.length) {
    const c = stack.pop()!
    ordered.push(c)
    stack.push(...(under.get(c.id) ?? []).toReversed())
  }
  return ordered
}
