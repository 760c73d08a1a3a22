import { getTableColumns } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { forbidden, invalid, notFound, stale } from './errors.ts'
import { type Loose, type Noun, nounNamed, undoneOf, type Verb } from './ledger-nouns.ts'
import { lockRows, type Rewrite, rewriteRows, same } from './ledger-write.ts'
import { demand, type Scope } from './scope.ts'

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
  return { before: now, change: revive(n, h.before ?? {}), verb: 'changed', undoOf }
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
