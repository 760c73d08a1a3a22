import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import copy from 'pg-copy-streams'

export type Table = { schema: string; name: string; columns: string[] }
export type Sequence = { schema: string; name: string; value: string | null }

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
export const path = (t: { schema: string; name: string }) => `${quoted(t.schema)}.${quoted(t.name)}`
const columnsOf = (t: Table) => t.columns.map(quoted).join(', ')

/** Every table with the columns that hold something: a generated one is made again from the others. */
export async function tablesOf(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `select n.nspname as schema, c.relname as name,
       coalesce(array_agg(a.attname::text order by a.attnum) filter (where a.attname is not null), '{}') as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_%'
       and c.relname <> 'pupitre_migrations' and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
     group by 1, 2 order by 1, 2`,
  )
  return rows
}

export async function sequencesOf(client: pg.ClientBase): Promise<Sequence[]> {
  const { rows } = await client.query<Sequence>(
    `select schemaname as schema, sequencename as name, last_value::text as value from pg_sequences order by 1, 2`,
  )
  return rows
}

export const rowsOut = (client: pg.ClientBase, t: Table): AsyncIterable<Uint8Array> =>
  client.query(copy.to(`copy ${path(t)} (${columnsOf(t)}) to stdout`)) as unknown as AsyncIterable<Uint8Array>

export async function rowsIn(client: pg.ClientBase, t: Table, from: Readable): Promise<void> {
  await pipeline(from, client.query(copy.from(`copy ${path(t)} (${columnsOf(t)}) from stdin`)))
}

/**
 * Makes the tables ready to be filled in any order, whoever owns them: COPY refuses tables under forced row-level security,
 * and foreign keys would refuse the child before the parent. The returned promise-maker puts everything back and checks it.
 */
export async function openTables(client: pg.ClientBase, tables: Table[]): Promise<() => Promise<void>> {
  const { rows: keys } = await client.query<{ table: string; name: string; sql: string }>(
    `select conrelid::regclass::text as "table", quote_ident(conname) as name, pg_get_constraintdef(oid) as sql from pg_constraint where contype = 'f' and conparentid = 0`,
  )
  const { rows: forced } = await client.query<{ table: string }>(
    `select oid::regclass::text as "table" from pg_class where relkind = 'r' and relforcerowsecurity`,
  )
  for (const k of keys) await client.query(`alter table ${k.table} drop constraint ${k.name}`)
  for (const { table } of forced) await client.query(`alter table ${table} no force row level security`)
  if (tables.length > 0) await client.query(`truncate ${tables.map(path).join(', ')}`)
  for (const t of tables) await client.query(`alter table ${path(t)} disable trigger user`)
  return async () => {
    for (const t of tables) await client.query(`alter table ${path(t)} enable trigger user`)
    for (const { table } of forced) await client.query(`alter table ${table} force row level security`)
    for (const k of keys) await client.query(`alter table ${k.table} add constraint ${k.name} ${k.sql}`)
  }
}
