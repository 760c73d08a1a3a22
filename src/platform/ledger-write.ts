import { and, asc, eq, getTableColumns, getTableName, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { invalid, notFound, Refusal } from './errors.ts'
import {
  type KeptTable,
  type Loose,
  type Noun,
  nounNamed,
  type Patch,
  type RowOf,
  type Verb,
} from './ledger-nouns.ts'
import { notify } from './live.ts'
import type { Scope } from './scope.ts'

/** One row as it was and as it is; `keys`: what of it changed, all of it when left out. */
export type Written = {
  verb: Verb
  before: Loose | null
  after: Loose
  keys?: readonly string[]
  undoOf?: string
}

const kept = new Set(['version', 'updatedAt', 'createdAt', 'createdBy', 'workspaceId'])
const plain = (v: unknown) => (v instanceof Date ? v.toISOString() : v)
export const same = (a: unknown, b: unknown) =>
  JSON.stringify(plain(a) ?? null) === JSON.stringify(plain(b) ?? null)

/** Row ids are checked before they reach SQL: a malformed one is simply not found. */
export const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** What of a patch says something new. */
export const changedIn = (before: Loose, patch: Loose): Loose =>
  Object.fromEntries(
    Object.entries(patch).filter(([k, v]) => v !== undefined && !kept.has(k) && !same(before[k], v)),
  )

/** Locks rows in the order of their ids: two of these at once wait for each other and do not lock each other out. */
export async function lockRows<T extends KeptTable>(
  scope: Scope,
  n: Noun<T>,
  ids: readonly string[],
  o: { removed?: boolean } = {},
): Promise<RowOf<T>[]> {
  const known = [...new Set(ids)].filter((id) => uuid.test(id))
  if (!known.length) return []
  return lockWhere(
    scope,
    n,
    and(
      sql`${n.table.id} = any(${sql.param(known)}::uuid[])`,
      o.removed ? undefined : isNull(n.table.deletedAt),
    ),
  )
}

async function lockWhere<T extends KeptTable>(
  scope: Scope,
  n: Noun<T>,
  where: SQL | undefined,
): Promise<RowOf<T>[]> {
  return (await scope.db
    .select()
    .from(n.table as PgTable)
    .where(where)
    .orderBy(asc(n.table.id))
    .for('update')) as RowOf<T>[]
}

const seen = new WeakMap<Scope, Set<string>>()

/** A foreign key sees through row-level security: the project a row belongs to must be one the scope can see. */
export async function seeProjects(scope: Scope, n: Noun, rows: readonly Loose[]): Promise<void> {
  const known = seen.get(scope) ?? new Set()
  const ids = [...new Set(rows.map((r) => r.projectId).filter((id) => typeof id === 'string'))]
  const fresh = ids.filter((id) => !known.has(id))
  if (!fresh.length) return
  const { rowCount } = fresh.every((id) => uuid.test(id))
    ? await scope.sql('select from projects where id = any ($1)', [fresh], 'see-projects')
    : { rowCount: 0 }
  if (rowCount !== fresh.length) throw notFound(n.name)
  for (const id of fresh) known.add(id)
  seen.set(scope, known)
}

/** How many rows one statement inserts: PostgreSQL takes 65,535 values at a time. */
const atOnce = 500

export async function insertRows<T extends KeptTable>(
  scope: Scope,
  n: Noun<T>,
  all: readonly Patch<T>[],
): Promise<RowOf<T>[]> {
  await seeProjects(scope, n as unknown as Noun, all as readonly Loose[])
  const now = scope.now()
  const rows: RowOf<T>[] = []
  for (let i = 0; i < all.length; i += atOnce) {
    const full = all.slice(i, i + atOnce).map((values) => ({
      ...values,
      workspaceId: scope.workspace.id,
      createdBy: scope.actor.id,
      createdAt: now,
      updatedAt: now,
    }))
    rows.push(
      ...((await guard(
        scope.db
          .insert(n.table as PgTable)
          .values(full as never)
          .returning(),
      )) as RowOf<T>[]),
    )
  }
  await record(
    scope,
    n,
    rows.map((after) => ({ verb: 'created', before: null, after: after as Loose })),
  )
  return rows
}

export type Rewrite = { before: Loose; change: Loose; verb: Verb; undoOf?: string }

/** Writes what changes in rows that are locked: versions, history, search, open screens and what hangs on them follow. */
export async function rewriteRows<T extends KeptTable>(
  scope: Scope,
  n: Noun<T>,
  all: readonly Rewrite[],
): Promise<RowOf<T>[]> {
  if (!all.length) return []
  const now = scope.now()
  const written = all.map(({ before, change, verb, undoOf }) => ({
    verb,
    before,
    after: { ...before, ...change, version: (before.version as number) + 1, updatedAt: now } as Loose,
    keys: Object.keys(change),
    ...(undoOf && { undoOf }),
  }))
  if (written.length === 1) await setOne(scope, n, written[0]!)
  else await setMany(scope, n.table, written)
  await record(scope, n, written)
  await takeAlong(scope, n as unknown as Noun, written)
  return written.map((w) => w.after as RowOf<T>)
}

async function setOne<T extends KeptTable>(scope: Scope, n: Noun<T>, w: Written): Promise<void> {
  const set = Object.fromEntries([...(w.keys ?? []), 'version', 'updatedAt'].map((k) => [k, w.after[k]]))
  const rows = await guard(
    scope.db
      .update(n.table as PgTable)
      .set(set as never)
      .where(eq(n.table.id, w.after.id))
      .returning(),
  )
  if (!rows[0]) throw notFound(n.name)
  w.after = rows[0] as Loose
}

async function setMany(scope: Scope, table: PgTable, all: readonly Written[]): Promise<void> {
  const columns = getTableColumns(table) as Record<string, PgColumn>
  const keys = [...new Set([...all.flatMap((w) => w.keys ?? []), 'version', 'updatedAt'])]
  const quoted = (k: string) => `"${columns[k]!.name}"`
  const shape = keys.map((k) => `${quoted(k)} ${columns[k]!.getSQLType()}`).join(', ')
  const values = all.map(({ after }) => ({
    id: after.id,
    ...Object.fromEntries(keys.map((k) => [columns[k]!.name, after[k]])),
  }))
  await guard(
    scope.sql(
      `update ${getTableName(table)} t set ${keys.map((k) => `${quoted(k)} = c.${quoted(k)}`).join(', ')}
       from jsonb_to_recordset($1::jsonb) as c (id uuid, ${shape}) where t.id = c.id`,
      [JSON.stringify(values)],
    ),
  )
}

/** What went to the bin takes what hangs on it along; what comes back brings what went at the same instant. */
async function takeAlong(scope: Scope, n: Noun, all: readonly Written[]): Promise<void> {
  const turned = all.filter((w) => Boolean(w.before?.deletedAt) !== Boolean(w.after.deletedAt))
  if (!turned.length) return
  for (const a of n.along ?? []) {
    const other = nounNamed(a.noun)
    const column = other && (getTableColumns(other.table as PgTable) as Record<string, PgColumn>)[a.by]
    if (!other || !column) throw new Error(`${n.name} takes along ${a.noun} by ${a.by}: no such thing`)
    const holders = new Map(turned.map((w) => [String(w.after.id), w]))
    const among = sql`${column} = any(${sql.param([...holders.keys()])}::uuid[])`
    for (const gone of [true, false]) {
      if (!turned.some((w) => Boolean(w.after.deletedAt) === gone)) continue
      const state = gone ? isNull(other.table.deletedAt) : isNotNull(other.table.deletedAt)
      const rows = (await lockWhere(scope, other, and(among, state))) as Loose[]
      const along = rows.flatMap((row): Rewrite[] => {
        const holder = holders.get(String(row[a.by])) as Written
        if (Boolean(holder.after.deletedAt) !== gone) return []
        if (!gone && !same(row.deletedAt, holder.before?.deletedAt)) return []
        return [
          { before: row, change: { deletedAt: holder.after.deletedAt }, verb: gone ? 'removed' : 'restored' },
        ]
      })
      await rewriteRows(scope, other, along)
    }
  }
}

/** Keeps who did what, tells search and open screens: a few statements, however many rows. */
async function record<T extends KeptTable>(scope: Scope, n: Noun<T>, all: readonly Written[]): Promise<void> {
  const only = (row: Loose | null, keys?: readonly string[]) =>
    row && keys ? Object.fromEntries(keys.map((k) => [k, row[k] ?? null])) : row
  const rows = all.map(({ verb, before, after, keys, undoOf }) => {
    const row = after as RowOf<T>
    return {
      id: String(after.id),
      project: n.project(row),
      verb,
      label: n.label(row).slice(0, 300),
      before: only(before, keys),
      after: only(after, keys),
      undo_of: undoOf ?? null,
    }
  })
  await scope.sql(
    `insert into history (workspace_id, project_id, noun, row_id, verb, label, actor_kind, actor_id, actor_name, before, after, undo_of, request_id, at)
     select $2, c.project, $3, c.id, c.verb, c.label, $4, $5, $6, c.before, c.after, c.undo_of, $7, $8
     from jsonb_to_recordset($1::jsonb) as c (id uuid, project uuid, verb text, label text, before jsonb, after jsonb, undo_of uuid)`,
    [
      JSON.stringify(rows),
      scope.workspace.id,
      n.name,
      scope.actor.kind,
      scope.actor.id,
      scope.actor.name,
      scope.requestId,
      scope.now(),
    ],
    'history',
  )
  if (n.words) await index(scope, n, all)
  const told = all.flatMap(({ before, after }) => {
    const row = after as RowOf<T>
    // What leaves a project is told there too.
    const projects = new Set([n.project(row), before ? n.project(before as RowOf<T>) : n.project(row)])
    const topics = [{ topic: n.name, id: String(after.id) }, ...(n.shownOn?.(row) ?? [])]
    return [...projects].flatMap((project) => topics.map((t) => ({ ...t, project })))
  })
  for (const list of Map.groupBy(told, (t) => `${t.topic} ${t.project}`).values())
    await tellScreens(scope, list[0]!.topic, [...new Set(list.map((t) => t.id))], list[0]!.project)
}

/** Beyond what screens fetch one by one, they are told that everything may have changed. */
const most = 300
async function tellScreens(
  scope: Scope,
  topic: string,
  ids: string[],
  project: string | null,
): Promise<void> {
  if (ids.length > most) return notify(scope, topic, [], project)
  for (let i = 0; i < ids.length; i += 100) await notify(scope, topic, ids.slice(i, i + 100), project)
}

async function index<T extends KeptTable>(scope: Scope, n: Noun<T>, all: readonly Written[]): Promise<void> {
  const gone = all.filter((w) => w.after.deletedAt).map((w) => w.after.id)
  if (gone.length)
    await scope.sql(
      'delete from search_documents where noun = $1 and row_id = any ($2)',
      [n.name, gone],
      'unsearch',
    )
  const said = (r: Loose) => ({
    title: n.label(r as RowOf<T>).slice(0, 500),
    body: n.words!(r as RowOf<T>).slice(0, 20_000),
  })
  // What is found under the same words where it was is left as it is.
  const found = all.filter(
    ({ verb, before, after }) =>
      !after.deletedAt &&
      !(
        verb === 'changed' &&
        before &&
        !before.deletedAt &&
        same(said(before), said(after)) &&
        n.project(before as RowOf<T>) === n.project(after as RowOf<T>)
      ),
  )
  if (!found.length) return
  await scope.sql(
    `insert into search_documents (workspace_id, project_id, noun, row_id, title, body, updated_at)
     select $2, c.project, $3, c.id, c.title, c.body, $4
     from jsonb_to_recordset($1::jsonb) as c (id uuid, project uuid, title text, body text)
     on conflict (noun, row_id) do update set project_id = excluded.project_id, title = excluded.title, body = excluded.body, updated_at = excluded.updated_at`,
    [
      JSON.stringify(
        found.map(({ after }) => ({ id: after.id, project: n.project(after as RowOf<T>), ...said(after) })),
      ),
      scope.workspace.id,
      n.name,
      scope.now(),
    ],
    'search-document',
  )
}

/** Turns what PostgreSQL refuses for good reason into a sentence. */
export async function guard<R>(query: PromiseLike<R>): Promise<R> {
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
