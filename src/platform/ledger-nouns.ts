import { getTableName } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Right } from './rights.ts'
import type { Scope } from './scope.ts'

/** The columns every row kept by the ledger has. */
export type KeptTable = PgTable & {
  id: PgColumn
  workspaceId: PgColumn
  version: PgColumn
  updatedAt: PgColumn
  deletedAt: PgColumn
}

export type RowOf<T extends PgTable> = T['$inferSelect']
export type Patch<T extends PgTable> = Partial<T['$inferInsert']>
export type Loose = Record<string, unknown>
export type Verb = 'created' | 'changed' | 'removed' | 'restored'

/**
 * A noun is a table whose rows have a history: it names them, finds their project, and says which words search finds.
 * `topic` is what open screens listen to.
 */
export type Noun<T extends KeptTable = KeptTable> = {
  name: string
  table: T
  label: (row: RowOf<T>) => string
  project: (row: RowOf<T>) => string | null
  /** Left out: the noun is not searched on its own. */
  words?: (row: RowOf<T>) => string
  /** Rows whose screens show this row too: a checklist item changes its task. */
  shownOn?: (row: RowOf<T>) => { topic: string; id: string }[]
  /** Who may take a change back: in its project `contribute` unless said otherwise. A decision on record, or a role, is never taken back this way. */
  undoBy?: Right | 'nobody'
  /** Nouns whose rows hang on this one by a column: they go to the bin with it, and those that went along come back with it. */
  along?: { noun: string; by: string }[]
}

const nouns = new Map<string, Noun>()
type Undone = (scope: Scope, before: never, after: never) => Promise<void>
const undone = new Map<string, Undone>()

/** What a room still has to say when one of its changes was taken back: a figure announced is corrected. */
export function onUndo<T extends KeptTable>(
  n: Noun<T>,
  tell: (scope: Scope, before: RowOf<T>, after: RowOf<T>) => Promise<void>,
): void {
  undone.set(n.name, tell as Undone)
}
type Around = <T>(scope: Scope, work: () => Promise<T>) => Promise<T>
const arounds: Around[] = []
/** A room that works things out after each change does it once for all that is taken back together. */
export const aroundUndo = (around: Around): void => void arounds.push(around)
export const allTogether: Around = (scope, work) => {
  let all = work
  for (const around of arounds) {
    const inner = all
    all = () => around(scope, inner)
  }
  return all()
}
export const undoneOf = (name: string): Undone | undefined => undone.get(name)

export function noun<T extends KeptTable>(n: Noun<T>): Noun<T> {
  if (nouns.has(n.name)) throw new Error(`two nouns are named ${n.name}`)
  nouns.set(n.name, n as unknown as Noun)
  return n
}
export const nounNamed = (name: string): Noun | undefined => nouns.get(name)
export const allNouns = (): Noun[] => [...nouns.values()]
export const tableName = (n: Noun) => getTableName(n.table as PgTable)
