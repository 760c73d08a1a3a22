import { and, eq, isNull, type SQL } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { notFound, stale } from './errors.ts'
import { type KeptTable, type Loose, type Noun, nounNamed, type Patch, type RowOf } from './ledger-nouns.ts'
import { undoMany } from './ledger-undo.ts'
import { changedIn, insertRows, rewriteRows, uuid } from './ledger-write.ts'
import { mayDo, mayDoIn, type Scope } from './scope.ts'

export * from './ledger-nouns.ts'

/** Finds a live row, or undefined. */
export async function find<T extends KeptTable>(
  scope: Scope,
  n: Noun<T>,
  id: string,
  o: { removed?: boolean; lock?: boolean } = {},
): Promise<RowOf<T> | undefined> {
  if (!uuid.test(id)) return undefined
  const where: SQL | undefined = o.removed
    ? eq(n.table.id, id)
    : and(eq(n.table.id, id), isNull(n.table.deletedAt))
  const query = scope.db
    .select()
    .from(n.table as PgTable)
    .where(where)
  const rows = await (o.lock ? query.for('update') : query)
  return rows[0] as RowOf<T> | undefined
}

/** @throws NOT_FOUND, also for a row of another workspace or of a project out of sight. */
export async function get<T extends KeptTable>(
  scope: Scope,
  n: Noun<T>,
  id: string,
  o: { removed?: boolean; lock?: boolean } = {},
): Promise<RowOf<T>> {
  const row = await find(scope, n, id, o)
  if (!row) throw notFound(n.name)
  return row
}

/** Adds a row: history, search and open screens follow. The workspace and the author are filled in. */
export async function create<T extends KeptTable>(
  scope: Scope,
  n: Noun<T>,
  values: Patch<T>,
): Promise<RowOf<T>> {
  return (await insertRows(scope, n, [values]))[0]!
}

/**
 * Changes a row. `version` is the one the person saw: if the row moved on, and what they change is no longer what they
 * saw, CONFLICT comes back with the current row and nothing is written. Left out, the change is made on what is there.
 */
export async function amend<T extends KeptTable>(
  scope: Scope,
  n: Noun<T>,
  id: string,
  patch: Patch<T>,
  version?: number,
): Promise<RowOf<T>> {
  const before = await seenAs(scope, n, id, version)
  const change = changedIn(before, patch as Loose)
  if (!Object.keys(change).length) return before as RowOf<T>
  return (await rewriteRows(scope, n, [{ before, change, verb: 'changed' }]))[0]!
}

async function seenAs<T extends KeptTable>(
  scope: Scope,
  n: Noun<T>,
  id: string,
  version?: number,
): Promise<Loose> {
  const row = (await get(scope, n, id, { lock: true })) as Loose
  if (version !== undefined && row.version !== version) throw stale(row)
  return row
}

/** Puts a row in the bin. It can be restored; what it said stays in the history. */
export async function discard<T extends KeptTable>(
  scope: Scope,
  n: Noun<T>,
  id: string,
  version?: number,
): Promise<RowOf<T>> {
  const before = await seenAs(scope, n, id, version)
  return (await rewriteRows(scope, n, [{ before, change: { deletedAt: scope.now() }, verb: 'removed' }]))[0]!
}

export async function restore<T extends KeptTable>(scope: Scope, n: Noun<T>, id: string): Promise<RowOf<T>> {
  const before = (await get(scope, n, id, { removed: true, lock: true })) as Loose
  return (await rewriteRows(scope, n, [{ before, change: { deletedAt: null }, verb: 'restored' }]))[0]!
}

/** Takes back one change: what it created goes to the bin, what it removed returns, what it changed is as before. */
export async function undo(scope: Scope, historyId: string): Promise<{ noun: string; id: string }> {
  const [undone] = await undoMany(scope, [historyId])
  return undone!
}

/** Would this actor be let take back a change of this noun, in this project? */
export function mayUndo(scope: Scope, noun: string, projectId: string | null): boolean {
  const by = nounNamed(noun)?.undoBy ?? 'contribute'
  if (!nounNamed(noun) || by === 'nobody') return false
  return projectId ? mayDoIn(scope, by, projectId) : mayDo(scope, by)
}

/** The last change this actor made to a row, for « Annuler ». */
export async function lastChange(scope: Scope, noun: string, id: string): Promise<string | undefined> {
  const { rows } = await scope.sql<{ id: string }>(
    'select id from history where noun = $1 and row_id = $2 and actor_id = $3 order by id desc limit 1',
    [noun, id, scope.actor.id],
  )
  return rows[0]?.id
}
