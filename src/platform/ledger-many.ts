import type { PgTable } from 'drizzle-orm/pg-core'
import type { KeptTable, Loose, Noun, Patch, RowOf } from './ledger-nouns.ts'
import { changedIn, insertRows, lockRows, type Rewrite, rewriteRows } from './ledger-write.ts'
import type { Scope } from './scope.ts'

export { lockRows as lockMany } from './ledger-write.ts'

/** Ids for rows that will point at each other, in the order they are used. */
export async function newIds(scope: Scope, count: number): Promise<string[]> {
  const { rows } = await scope.sql<{ id: string }>('select uuidv7() as id from generate_series(1, $1)', [
    count,
  ])
  return rows.map((r) => r.id)
}

/** Adds many rows as `create` adds one, in a few statements however many they are. */
export const createMany = <T extends KeptTable>(
  scope: Scope,
  n: Noun<T>,
  all: readonly Patch<T>[],
): Promise<RowOf<T>[]> => (all.length ? insertRows(scope, n, all) : Promise.resolve([]))

export type Amended<T extends PgTable> = { before: RowOf<T>; after: RowOf<T> }

/**
 * Changes many rows as `amend` changes one: history, versions, search and open screens follow, in a few statements
 * however many they are. Rows that moved on in between are changed as they now are; those in the bin are left there.
 */
export async function amendMany<T extends KeptTable>(
  scope: Scope,
  n: Noun<T>,
  all: readonly { id: string; patch: Patch<T> }[],
): Promise<Amended<T>[]> {
  const patchOf = new Map(all.map((p) => [p.id, p.patch]))
  const rows = await lockRows(scope, n, [...patchOf.keys()])
  return amendRows(
    scope,
    n,
    rows.map((before) => ({ before, patch: patchOf.get(String((before as Loose).id))! })),
  )
}

/** The same of rows already locked. @returns all of them, also those that a patch says nothing new of. */
export async function amendRows<T extends KeptTable>(
  scope: Scope,
  n: Noun<T>,
  all: readonly { before: RowOf<T>; patch: Patch<T> }[],
): Promise<Amended<T>[]> {
  const rewrites = all.flatMap(({ before, patch }): Rewrite[] => {
    const change = changedIn(before as Loose, patch as Loose)
    return Object.keys(change).length ? [{ before: before as Loose, change, verb: 'changed' }] : []
  })
  const after = new Map(
    (await rewriteRows(scope, n, rewrites)).map((row) => [(row as Loose).id, row] as const),
  )
  return all.map(({ before }) => ({ before, after: after.get((before as Loose).id) ?? before }))
}

/** Puts rows in the bin, with what hangs on them. Those that are there already stay. */
export async function discardMany<T extends KeptTable>(
  scope: Scope,
  n: Noun<T>,
  ids: readonly string[],
): Promise<void> {
  const rows = (await lockRows(scope, n, ids)) as Loose[]
  const deletedAt = scope.now()
  await rewriteRows(
    scope,
    n,
    rows.map((before) => ({ before, change: { deletedAt }, verb: 'removed' })),
  )
}

/** Takes rows out of the bin, with what went there along. Those that are out already stay. */
export async function restoreMany<T extends KeptTable>(
  scope: Scope,
  n: Noun<T>,
  ids: readonly string[],
): Promise<void> {
  const rows = ((await lockRows(scope, n, ids, { removed: true })) as Loose[]).filter((r) => r.deletedAt)
  await rewriteRows(
    scope,
    n,
    rows.map((before) => ({ before, change: { deletedAt: null }, verb: 'restored' })),
  )
}
