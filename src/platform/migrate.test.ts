import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import pg from 'pg'
import { migratePostgres, readMigrations } from './migrate.ts'
import { openHouse } from './testing.ts'

const house = await openHouse()
let made = 0

async function emptyDatabase(t: TestContext): Promise<string> {
  const name = `m_${made++}_${process.pid}`
  await house.owner.query(`create database ${name} template template0`)
  t.after(() => house.owner.query(`drop database if exists ${name} with (force)`))
  const url = new URL(house.platform.databaseUrl)
  url.pathname = `/${name}`
  return url.href
}

/** Everything that defines a schema: columns, policies, indexes, functions. */
async function shapeOf(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ line: string }>(
    `select format('%s.%s.%s %s %s %s', table_schema, table_name, column_name, data_type, is_nullable, column_default) as line from information_schema.columns where table_schema in ('public', 'auth', 'pupitre')
     union all select format('%s %s %s %s', schemaname, tablename, policyname, qual) from pg_policies
     union all select indexdef from pg_indexes where schemaname in ('public', 'auth')
     union all select pg_get_functiondef(p.oid) from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'pupitre' order by 1`,
  )
  await client.end()
  return rows.map((r) => r.line).join('\n')
}

const all = readMigrations('pg')

test('an upgrade step by step, from the first migration on, ends where a fresh installation starts', async (t) => {
  const [fresh, stepped] = [await emptyDatabase(t), await emptyDatabase(t)]
  assert.deepEqual(
    await migratePostgres(fresh),
    all.map((m) => m.name),
  )
  for (const m of all) assert.deepEqual(await migratePostgres(stepped, { upTo: m.name }), [m.name])
  assert.equal(await shapeOf(stepped), await shapeOf(fresh))
  assert.deepEqual(await migratePostgres(fresh), [], 'a second start has nothing to do')
})

test('two processes starting together apply each migration once', async (t) => {
  const url = await emptyDatabase(t)
  const both = await Promise.all([migratePostgres(url), migratePostgres(url)])
  assert.equal(both.flat().length, all.length)
})

test('a migration that fails leaves nothing behind, and says which', async (t) => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'pupitre-migrations-'))
  fs.mkdirSync(path.join(dir, 'pg'))
  fs.writeFileSync(path.join(dir, 'pg/0001-sound.sql'), 'create table sound (id int);')
  fs.writeFileSync(path.join(dir, 'pg/0002-broken.sql'), 'create table half (id int); select 1/0;')
  const url = await emptyDatabase(t)
  await assert.rejects(migratePostgres(url, { dir }), /0002-broken\.sql/)
  const shape = await shapeOf(url)
  assert.match(shape, /public\.sound\.id/)
  assert.doesNotMatch(shape, /public\.half/)
  fs.writeFileSync(path.join(dir, 'pg/0001-sound.sql'), 'create table other (id int);')
  await assert.rejects(migratePostgres(url, { dir }), /0001-sound\.sql was changed after it was applied/)
  fs.rmSync(dir, { recursive: true })
})
