import { and, eq, getTableColumns, getTableName, isNull, type SQL } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { forbidden, invalid, notFound, Refusal, stale } from './errors.ts'
import { notify } from './live.ts'
import type { Right } from './rights.ts'
import { demand, mayDo, mayDoIn, type Scope } from './scope.ts'

/** The columns every row kept by the ledger has. */
export type KeptTable = PgTable & {
  id: PgColumn
  workspaceId: PgColumn
  version: PgColumn
  updatedAt: PgColumn
  deletedAt: PgColumn
}

export type RowOf<T extends PgTable> = T['$inferSelect']

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

export function noun<T extends KeptTable>(n: Noun<T>): Noun<T> {
  if (nouns.has(n.name)) throw new Error(`two nouns are named ${n.name}`)
  nouns.set(n.name, n as unknown as Noun)
  return n
}
export const nounNamed = (name: string): Noun | undefined => nouns.get(name)
export const allNouns = (): Noun[] => [...nouns.values()]

type Loose = Record<string, unknown>
type Patch<T extends PgTable> = Partial<T['$inferInsert']>

const kept = new Set(['version', 'updatedAt', 'createdAt', 'createdBy', 'workspaceId'])
const plain = (v: unknown) => (v instanceof Date ? v.toISOString() : v)
const same = (a: unknown, b: unknown) => JSON.stringify(plain(a) ?? null) === JSON.stringify(plain(b) ?? null)

/** Row ids are checked before they reach SQL: a malformed one is simply not found. */
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

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
  await seeProject(scope, n, values)
  const full = {
    ...values,
    workspaceId: scope.workspace.id,
    createdBy: scope.actor.id,
    createdAt: scope.now(),
    updatedAt: scope.now(),
  }
  const rows = (await guard(
    scope.db
      .insert(n.table as PgTable)
      .values(full as never)
      .returning(),
  )) as RowOf<T>[]
  const row = rows[0]!
  await written(scope, n, 'created', null, row)
  return row
}

const seen = new WeakMap<Scope, Set<string>>()

/** A foreign key sees through row-level security: the project a new row belongs to must be one the scope can see. */
async function seeProject<T extends KeptTable>(scope: Scope, n: Noun<T>, values: Patch<T>): Promise<void> {
  const id = (values as Loose).projectId
  if (typeof id !== 'string') return
  const known = seen.get(scope) ?? new Set()
  if (known.has(id)) return
  const { rowCount } = uuid.test(id)
    ? await scope.sql('select from projects where id = $1', [id], 'see-project')
    : { rowCount: 0 }
  if (!rowCount) throw notFound(n.name)
  seen.set(scope, known.add(id))
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
  const before = (await get(scope, n, id, { lock: true })) as Loose
  if (version !== undefined && before.version !== version) throw stale(before)
  const changed = Object.fromEntries(
    Object.entries(patch as Loose).filter(([k, v]) => v !== undefined && !kept.has(k) && !same(before[k], v)),
  )
  if (!Object.keys(changed).length) return before as RowOf<T>
  return overwrite(scope, n, before as RowOf<T>, changed, 'changed')
}

/** Puts a row in the bin. It can be restored; what it said stays in the history. */
export async function discard<T extends KeptTable>(
  scope: Scope,
  n: Noun<T>,
  id: string,
  version?: number,
): Promise<RowOf<T>> {
  const before = (await get(scope, n, id, { lock: true })) as Loose
  if (version !== undefined && before.version !== version) throw stale(before)
  return overwrite(scope, n, before as RowOf<T>, { deletedAt: scope.now() }, 'removed')
}

export async function restore<T extends KeptTable>(scope: Scope, n: Noun<T>, id: string): Promise<RowOf<T>> {
  const before = await get(scope, n, id, { removed: true, lock: true })
  return overwrite(scope, n, before, { deletedAt: null }, 'restored')
}

async function overwrite<T extends KeptTable>(
  scope: Scope,
  n: Noun<T>,
  before: RowOf<T>,
  changed: Loose,
  verb: Verb,
  undoOf?: string,
): Promise<RowOf<T>> {
  const was = before as Loose
  const set = { ...changed, version: (was.version as number) + 1, updatedAt: scope.now() }
  const rows = (await guard(
    scope.db
      .update(n.table as PgTable)
      .set(set as never)
      .where(eq(n.table.id, was.id))
      .returning(),
  )) as RowOf<T>[]
  const row = rows[0]
  if (!row) throw notFound(n.name)
  await written(scope, n, verb, before, row, Object.keys(changed), undoOf)
  if (verb === 'removed') await takeAlong(scope, n as unknown as Noun, row as Loose, null)
  if (verb === 'restored')
    await takeAlong(scope, n as unknown as Noun, row as Loose, was.deletedAt as Date | null)
  return row
}

/** `went`: the instant at which the rows that come back went to the bin; null: they go there now. */
async function takeAlong(scope: Scope, n: Noun, row: Loose, went: Date | null): Promise<void> {
  for (const a of n.along ?? []) {
    const other = nouns.get(a.noun)
    const column = other && (getTableColumns(other.table as PgTable) as Record<string, PgColumn>)[a.by]
    if (!other || !column) throw new Error(`${n.name} takes along ${a.noun} by ${a.by}: no such thing`)
    const rows = await scope.db
      .select()
      .from(other.table as PgTable)
      .where(and(eq(column, row.id), went ? eq(other.table.deletedAt, went) : isNull(other.table.deletedAt)))
      .for('update')
    for (const r of rows)
      await overwrite(
        scope,
        other,
        r as never,
        { deletedAt: went ? null : row.deletedAt },
        went ? 'restored' : 'removed',
      )
  }
}

type Verb = 'created' | 'changed' | 'removed' | 'restored'

async function written<T extends KeptTable>(
  scope: Scope,
  n: Noun<T>,
  verb: Verb,
  before: RowOf<T> | null,
  after: RowOf<T>,
  fields?: string[],
  undoOf?: string,
): Promise<void> {
  const row = after as Loose
  const id = String(row.id)
  const project = n.project(after)
  const only = (r: Loose | null) =>
    r && Object.fromEntries(Object.entries(r).filter(([k]) => !fields || fields.includes(k)))
  await scope.sql(
    `insert into history (workspace_id, project_id, noun, row_id, verb, label, actor_kind, actor_id, actor_name, before, after, undo_of, request_id, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      scope.workspace.id,
      project,
      n.name,
      id,
      verb,
      n.label(after).slice(0, 300),
      scope.actor.kind,
      scope.actor.id,
      scope.actor.name,
      only(before as Loose | null),
      only(row),
      undoOf ?? null,
      scope.requestId,
      scope.now(),
    ],
    'history',
  )
  if (n.words) {
    if (row.deletedAt)
      await scope.sql(
        'delete from search_documents where noun = $1 and row_id = $2',
        [n.name, id],
        'unsearch',
      )
    else {
      await scope.sql(
        `insert into search_documents (workspace_id, project_id, noun, row_id, title, body, updated_at) values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (noun, row_id) do update set project_id = excluded.project_id, title = excluded.title, body = excluded.body, updated_at = excluded.updated_at`,
        [
          scope.workspace.id,
          project,
          n.name,
          id,
          n.label(after).slice(0, 500),
          n.words(after).slice(0, 20_000),
          scope.now(),
        ],
        'search-document',
      )
    }
  }
  await notify(scope, n.name, [id], project)
  for (const s of n.shownOn?.(after) ?? []) await notify(scope, s.topic, [s.id], project)
}

/** Takes back one change: what it created goes to the bin, what it removed returns, what it changed is as before. */
export async function undo(scope: Scope, historyId: string): Promise<{ noun: string; id: string }> {
  const { rows } = await scope.sql<{
    noun: string
    row_id: string
    verb: Verb
    before: Loose | null
    after: Loose | null
    undone: boolean
  }>(
    'select noun, row_id, verb, before, after, exists (select from history u where u.undo_of = h.id) as undone from history h where id = $1',
    [historyId],
  )
  const h = rows[0]
  const n = h && nouns.get(h.noun)
  if (!h || !n) throw notFound('history')
  if (h.undone)
    throw invalid({ fr: 'Ce changement a déjà été annulé.', en: 'This change was already undone.' })
  const now = (await get(scope, n, h.row_id, { removed: true, lock: true })) as Loose
  if (n.undoBy === 'nobody') throw forbidden('undo')
  demand(scope, n.undoBy ?? 'contribute', n.project(now as never))
  const back = (patch: Loose, verb: Verb) => overwrite(scope, n, now as never, patch, verb, historyId)
  let after: unknown
  if (h.verb === 'created' || h.verb === 'restored') after = await back({ deletedAt: scope.now() }, 'removed')
  else if (h.verb === 'removed') after = await back({ deletedAt: null }, 'restored')
  else {
    const moved = Object.keys(h.after ?? {}).filter((k) => !same(now[k], h.after?.[k]))
    if (moved.length) throw stale(now)
    after = await back(revive(n, h.before ?? {}), 'changed')
  }
  await undone.get(n.name)?.(scope, now as never, after as never)
  return { noun: h.noun, id: h.row_id }
}

/** Would this actor be let take back a change of this noun, in this project? */
export function mayUndo(scope: Scope, noun: string, projectId: string | null): boolean {
  const by = nouns.get(noun)?.undoBy ?? 'contribute'
  if (!nouns.has(noun) || by === 'nobody') return false
  return projectId ? mayDoIn(scope, by, projectId) : mayDo(scope, by)
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

/** The last change this actor made to a row, for « Annuler ». */
export async function lastChange(scope: Scope, noun: string, id: string): Promise<string | undefined> {
  const { rows } = await scope.sql<{ id: string }>(
    'select id from history where noun = $1 and row_id = $2 and actor_id = $3 order by id desc limit 1',
    [noun, id, scope.actor.id],
  )
  return rows[0]?.id
}

/** Turns what PostgreSQL refuses for good reason into a sentence. */
async function guard<R>(query: PromiseLike<R>): Promise<R> {
  try {
    return await query
  } catch (e) {
    const cause = ((e as { cause?: unknown }).cause ?? e) as {
      code?: string
      constraint?: string
      column?: string
    }
    if (cause.code === '23505')
      throw new Refusal(
        'CONFLICT',
        {
          fr: 'Ce nom est déjà pris ici. Choisissez-en un autre.',
          en: 'This name is already taken here. Choose another.',
        },
        { constraint: cause.constraint },
      )
    if (cause.code === '23503')
      throw invalid(
        {
          fr: 'Un élément auquel celui-ci renvoie n’existe pas ou plus.',
          en: 'Something this refers to does not exist, or no longer does.',
        },
        { constraint: cause.constraint },
      )
    if (cause.code === '23514' || cause.code === '23502')
      throw invalid(
        { fr: 'Une valeur n’est pas acceptée ici.', en: 'A value is not accepted here.' },
        { constraint: cause.constraint ?? cause.column },
      )
    if (cause.code === '42501') throw notFound('row')
    throw e
  }
}

export const tableName = (n: Noun) => getTableName(n.table as PgTable)
