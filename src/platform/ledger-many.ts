import { and, asc, getTableColumns, getTableName, inArray, isNull } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { amend, type KeptTable, type Noun, type RowOf } from './ledger.ts'
import { notify } from './live.ts'
import type { Scope } from './scope.ts'

type Loose = Record<string, unknown>
type Patches<T extends PgTable> = readonly { id: string; patch: Partial<T['$inferInsert']> }[]
const atOnce = 1000

/**
 * Changes many rows as `amend` changes one: history, versions and open screens follow, in a few statements however many
 * they are. For plain values (numbers, words, days); rows that moved on in between are changed as they now are.
 */
export async function amendMany<T extends KeptTable>(
  scope: Scope,
  n: Noun<T>,
  all: Patches<T>,
): Promise<void> {
  for (let i = 0; i < all.length; i += atOnce) await some(scope, n, all.slice(i, i + atOnce))
}

async function some<T extends KeptTable>(scope: Scope, n: Noun<T>, patches: Patches<T>): Promise<void> {
  const patchOf = new Map(patches.map((p) => [p.id, p.patch as Loose]))
  // In the order of their ids: two of these at once wait for each other and do not lock each other out.
  const rows = (await scope.db
    .select()
    .from(n.table as PgTable)
    .where(and(inArray(n.table.id, [...patchOf.keys()]), isNull(n.table.deletedAt)))
    .orderBy(asc(n.table.id))
    .for('update')) as Loose[]
  const changes: { before: Loose; after: Loose; keys: string[] }[] = []
  for (const before of rows) {
    const patch = patchOf.get(String(before.id))!
    const keys = Object.keys(patch).filter((k) => patch[k] !== undefined && patch[k] !== before[k])
    if (!keys.length) continue
    const after = { ...before, ...Object.fromEntries(keys.map((k) => [k, patch[k]])) }
    const said = (r: Loose) => `${n.label(r as RowOf<T>)}\n${n.words?.(r as RowOf<T>)}`
    // What search finds it by changes too: as any other change.
    if (said(before) === said(after)) changes.push({ before, after, keys })
    else await amend(scope, n, String(before.id), patch as never)
  }
  if (!changes.length) return
  await overwrite(scope, n.table, changes)
  await record(scope, n, changes)
  for (const [project, list] of Map.groupBy(changes, (c) => n.project(c.after as RowOf<T>)))
    await notify(
      scope,
      n.name,
      list.map((c) => String(c.after.id)),
      project,
    )
  const shown = changes.flatMap(({ after }) =>
    (n.shownOn?.(after as RowOf<T>) ?? []).map((s) => ({ ...s, project: n.project(after as RowOf<T>) })),
  )
  for (const list of Map.groupBy(shown, (s) => `${s.topic} ${s.project}`).values())
    await notify(scope, list[0]!.topic, [...new Set(list.map((s) => s.id))], list[0]!.project)
}

type Changes = readonly { before: Loose; after: Loose; keys: string[] }[]

async function overwrite(scope: Scope, table: PgTable, changes: Changes): Promise<void> {
  const columns = getTableColumns(table) as Record<string, PgColumn>
  const keys = [...new Set(changes.flatMap((c) => c.keys))]
  const quoted = (k: string) => `"${columns[k]!.name}"`
  const shape = keys.map((k) => `${quoted(k)} ${columns[k]!.getSQLType()}`).join(', ')
  await scope.sql(
    `update ${getTableName(table)} t set ${keys.map((k) => `${quoted(k)} = c.${quoted(k)}`).join(', ')}, version = t.version + 1, updated_at = $2
     from jsonb_to_recordset($1::jsonb) as c (id uuid, ${shape}) where t.id = c.id`,
    [
      JSON.stringify(
        changes.map(({ after }) => ({
          id: after.id,
          ...Object.fromEntries(keys.map((k) => [columns[k]!.name, after[k]])),
        })),
      ),
      scope.now(),
    ],
  )
}

async function record<T extends KeptTable>(scope: Scope, n: Noun<T>, changes: Changes): Promise<void> {
  const only = (r: Loose, keys: readonly string[]) => Object.fromEntries(keys.map((k) => [k, r[k] ?? null]))
  await scope.sql(
    `insert into history (workspace_id, project_id, noun, row_id, verb, label, actor_kind, actor_id, actor_name, before, after, request_id, at)
     select $2, c.project, $3, c.id, 'changed', c.label, $4, $5, $6, c.before, c.after, $7, $8
     from jsonb_to_recordset($1::jsonb) as c (id uuid, project uuid, label text, before jsonb, after jsonb)`,
    [
      JSON.stringify(
        changes.map(({ before, after, keys }) => ({
          id: after.id,
          project: n.project(after as RowOf<T>),
          label: n.label(after as RowOf<T>).slice(0, 300),
          before: only(before, keys),
          after: only(after, keys),
        })),
      ),
      scope.workspace.id,
      n.name,
      scope.actor.kind,
      scope.actor.id,
      scope.actor.name,
      scope.requestId,
      scope.now(),
    ],
  )
}
