import { randomUUID } from 'node:crypto'
import { getTableColumns } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { forbidden, invalid, notFound, stale } from './errors.ts'
import {
  allNouns,
  allTogether,
  type Loose,
  type Noun,
  nounNamed,
  undoneOf,
  type Verb,
} from './ledger-nouns.ts'
import { lockRows, type Rewrite, rewriteRows, same } from './ledger-write.ts'
import { demand, mayDoSomewhere, type Scope } from './scope.ts'

type Entry = {
  id: string
  noun: string
  rowId: string
  verb: Verb
  before: Loose | null
  after: Loose | null
  undone: boolean
}

/**
 * Takes changes back, in the order given, in a few statements however many they are: what one created goes to the bin,
 * what it removed returns, what it changed is as before. All of them, or none.
 */
export async function undoMany(
  scope: Scope,
  historyIds: readonly string[],
): Promise<{ noun: string; id: string }[]> {
  const { rows } = await scope.sql<Entry>(
    `select h.id, h.noun, h.row_id as "rowId", h.verb, h.before, h.after, u.undo_of is not null as undone
     from unnest($1::uuid[]) with ordinality w (id, place) join history h on h.id = w.id
     left join (select distinct undo_of from history where undo_of = any ($1)) u on u.undo_of = h.id order by w.place`,
    [historyIds],
    'undo-entries',
  )
  if (!rows.length || rows.length !== historyIds.length) throw notFound('history')
  if (rows.some((h) => h.undone))
    throw invalid({ fr: 'Ce changement a déjà été annulé.', en: 'This change was already undone.' })
  for (const [name, entries] of Map.groupBy(rows, (h) => h.noun)) await ofNoun(scope, name, entries)
  return rows.map((h) => ({ noun: h.noun, id: h.rowId }))
}

async function ofNoun(scope: Scope, name: string, entries: readonly Entry[]): Promise<void> {
  const n = nounNamed(name)
  if (!n) throw notFound('history')
  if (n.undoBy === 'nobody') throw forbidden('undo')
  const locked = (await lockRows(
    scope,
    n,
    entries.map((h) => h.rowId),
    { removed: true },
  )) as Loose[]
  const first = new Map(locked.map((row) => [String(row.id), row]))
  for (const project of new Set(locked.map((row) => n.project(row as never))))
    demand(scope, n.undoBy ?? 'contribute', project)
  // A row that changed several times goes back step by step; each step is a line of its history.
  const now = new Map(first)
  for (let at = 0; at < entries.length; ) {
    const met = new Set<string>()
    const end = entries.findIndex((h, i) => i >= at && (met.has(h.rowId) || !met.add(h.rowId)))
    const round = entries.slice(at, end < 0 ? entries.length : end)
    at += round.length
    const back = round.map((h) => stepBack(scope, n, h, now.get(h.rowId)))
    for (const row of (await rewriteRows(scope, n, back)) as Loose[]) now.set(String(row.id), row)
  }
  const tell = undoneOf(name)
  if (tell) for (const [id, before] of first) await tell(scope, before as never, now.get(id) as never)
}

function stepBack(scope: Scope, n: Noun, h: Entry, now: Loose | undefined): Rewrite {
  if (!now) throw notFound(n.name)
  const undoOf = h.id
  if (h.verb === 'created' || h.verb === 'restored')
    return { before: now, change: { deletedAt: scope.now() }, verb: 'removed', undoOf }
  if (h.verb === 'removed') return { before: now, change: { deletedAt: null }, verb: 'restored', undoOf }
  if (Object.keys(h.after ?? {}).some((k) => !same(now[k], h.after?.[k]))) throw stale(now)
  const change = revive(n, h.before ?? {})
  // What goes back to another project needs one's right there too.
  demand(
    scope,
    n.undoBy === 'nobody' ? 'own' : (n.undoBy ?? 'contribute'),
    n.project({ ...now, ...change } as never),
  )
  return { before: now, change, verb: 'changed', undoOf }
}

/** JSON gave back strings where the column holds instants. */
function revive(n: Noun, values: Loose): Loose {
  const columns = getTableColumns(n.table as PgTable) as Record<string, PgColumn>
  return Object.fromEntries(
    Object.entries(values).map(([k, v]) => [
      k,
      columns[k]?.dataType === 'date' && typeof v === 'string' ? new Date(v) : v,
    ]),
  )
}

/** Under a reference of its own: all that comes of it, in whichever room, is taken back with it. */
export const apart = (scope: Scope): Scope => ({ ...scope, requestId: randomUUID() })

export type Turn = { change: string; label: string }

/**
 * Takes back everything one change of one's own did, the last first. What it gives back can be taken back in turn: that is
 * how it is done again.
 */
export async function takeBack(
  scope: Scope,
  change: string,
): Promise<Turn & { rows: { noun: string; id: string }[] }> {
  const { rows } = await scope.sql<{ id: string; noun: string; rowId: string; label: string }>(
    `select h.id, h.noun, h.row_id as "rowId", h.label from history h
     where h.request_id = $1 and h.actor_id = $2 and not exists (select from history u where u.undo_of = h.id)
     order by h.id desc limit 20000`,
    [change, scope.actor.id],
    'taken-back',
  )
  if (!rows.length) throw notFound('history')
  const one = apart(scope)
  await allTogether(one, () =>
    undoMany(
      one,
      rows.map((h) => h.id),
    ),
  )
  return {
    change: one.requestId,
    label: rows.at(-1)!.label,
    rows: rows.map((h) => ({ noun: h.noun, id: h.rowId })),
  }
}

/**
 * The last change of one's own, of the past hour, that Ctrl-Z takes back; or with `again`, the last one taken back, unless
 * one has changed something since. `since`: only what came after that change; `before`: only what came before. Taking back what was taken back is doing.
 */
export async function lastTurn(
  scope: Scope,
  o: { projectId?: string; since?: string; before?: string; again?: boolean } = {},
): Promise<Turn | null> {
  const { rows } = await scope.sql<Turn & { back: boolean }>(
    `select h.request_id as change, f.label, d.n % 2 = 1 as back
     from history h,
       lateral (with recursive chain (of, n) as (
         select h.undo_of, 1 where h.undo_of is not null
         union all select p.undo_of, c.n + 1 from chain c join history p on p.id = c.of where p.undo_of is not null
       ) select coalesce(max(n), 0) as n from chain) d,
       lateral (select i.label from history i where i.request_id = h.request_id order by i.id limit 1) f
     where h.actor_id = $1 and h.request_id <> '' and h.at > $2::timestamptz - interval '1 hour' and h.noun = any ($3)
       and ($4::uuid is null or h.project_id = $4)
       and ($5::text is null or (h.at, h.id) > (select s.at, s.id from history s where s.request_id = $5 order by s.at desc, s.id desc limit 1))
       and ($7::text is null or (h.at, h.id) < (select b.at, b.id from history b where b.request_id = $7 order by b.at, b.id limit 1))
       and not exists (select from history u where u.undo_of = h.id) and case when $6 then d.n % 2 = 1 or d.n = 0 else d.n % 2 = 0 end
     order by h.at desc, h.id desc limit 1`,
    [
      scope.actor.id,
      scope.now(),
      allNouns().flatMap(({ name, undoBy = 'contribute' }) =>
        undoBy !== 'nobody' && mayDoSomewhere(scope, undoBy) ? name : [],
      ),
      o.projectId ?? null,
      o.since ?? null,
      o.again ?? false,
      o.before ?? null,
    ],
    'last-turn',
  )
  const last = rows[0]
  if (!last || last.back !== Boolean(o.again)) return null
  return { change: last.change, label: last.label }
}
