import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type { ClickHouseClient } from '@clickhouse/client'
import pg from 'pg'

const folder = path.join(import.meta.dirname, '../../migrations')

export type Migration = { name: string; sql: string; hash: string }

export function readMigrations(kind: 'pg' | 'ch', dir = folder): Migration[] {
  return fs
    .readdirSync(path.join(dir, kind))
    .filter((f) => /^\d{4}-[\w-]+\.sql$/.test(f))
    .sort()
    .map((name) => {
      const sql = fs.readFileSync(path.join(dir, kind, name), 'utf8')
      return { name, sql, hash: createHash('sha256').update(sql).digest('hex') }
    })
}

/** Applies what is missing, in order, one transaction each; two processes starting together wait for one another. */
export async function migratePostgres(
  url: string,
  o: { upTo?: string; dir?: string; say?: (m: string) => void } = {},
): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(7087105)')
    await client.query(
      'create table if not exists pupitre_migrations (name text primary key, hash text not null, at timestamptz not null default now())',
    )
    await client.query('alter table pupitre_migrations enable row level security')
    const { rows } = await client.query<{ name: string; hash: string }>(
      'select name, hash from pupitre_migrations',
    )
    const done = new Map(rows.map((r) => [r.name, r.hash]))
    const applied: string[] = []
    for (const m of readMigrations('pg', o.dir)) {
      if (done.has(m.name)) {
        if (done.get(m.name) !== m.hash)
          throw new Error(`Migration ${m.name} was changed after it was applied.`)
        continue
      }
      if (o.upTo && m.name > o.upTo) break
      o.say?.(m.name)
      await client.query('begin')
      try {
        await client.query(m.sql)
        await client.query('insert into pupitre_migrations (name, hash) values ($1, $2)', [m.name, m.hash])
        await client.query('commit')
      } catch (e) {
        await client.query('rollback')
        throw new Error(`Migration ${m.name}: ${(e as Error).message}`, { cause: e })
      }
      applied.push(m.name)
    }
    return applied
  } finally {
    await client.end()
  }
}

/** The same for the fact log. A file is split at the semicolons that end a line: ClickHouse takes one statement at a time. */
export async function migrateClickhouse(ch: ClickHouseClient): Promise<string[]> {
  await ch.command({
    query:
      'create table if not exists migrations (name String, hash String, at DateTime default now()) engine = MergeTree order by name',
  })
  const rows = await (await ch.query({ query: 'select name from migrations', format: 'JSONEachRow' })).json<{
    name: string
  }>()
  const done = new Set(rows.map((r) => r.name))
  const applied: string[] = []
  for (const m of readMigrations('ch')) {
    if (done.has(m.name)) continue
    for (const statement of m.sql.split(/;\s*$/m)) {
      const bare = statement.replace(/^\s*--.*$/gm, '').trim()
      if (bare)
        await ch.command({ query: bare.replace(/^create table (?!if)/i, 'create table if not exists ') })
    }
    await ch.insert({ table: 'migrations', values: [{ name: m.name, hash: m.hash }], format: 'JSONEachRow' })
    applied.push(m.name)
  }
  return applied
}
