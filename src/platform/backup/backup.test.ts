import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { appendFacts } from '../clickhouse.ts'
import { type Config, readConfig } from '../config.ts'
import { type Engines, startEngines } from '../engines/engines.ts'
import { openPlatform, type Platform } from '../platform.ts'
import { path as tablePath, tablesOf } from './postgres.ts'
import { restoreFrom } from './restore.ts'
import { saveTo } from './save.ts'

type House = { config: Config; engines: Engines; platform: Platform }
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pupitre-backup-'))
const archive = path.join(folder, 'saved.tar.zst')
let house: House
const engines: Engines[] = []

async function start(name: string): Promise<{ config: Config; engines: Engines }> {
  const config = readConfig({ PUPITRE_DATA: path.join(folder, name), LOG_LEVEL: 'silent' })
  const started = await startEngines({ data: config.data, noSync: true })
  engines.push(started)
  return { config, engines: started }
}

async function inPostgres<T>(url: string, work: (c: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return work(client).finally(() => client.end())
}

/** Every row of every table, as one digest a table. */
const digests = (url: string) =>
  inPostgres(url, async (c) => {
    const all: Record<string, string> = {}
    for (const t of await tablesOf(c)) {
      const { rows } = await c.query<{ d: string }>(
        `select count(*) || ':' || coalesce(md5(string_agg(r::text, e'\\n' order by r::text)), '') as d from ${tablePath(t)} r`,
      )
      all[`${t.schema}.${t.name}`] = rows[0]?.d ?? ''
    }
    return all
  })
const factDigest = async (p: Platform) => {
  const result = await p.clickhouse.query({
    query: 'select count() as n, groupBitXor(cityHash64(*)) as h from facts',
    format: 'JSONEachRow',
  })
  return result.json()
}

before(async () => {
  const { config, engines } = await start('first')
  const platform = await openPlatform(config, engines)
  house = { config, engines, platform }
  await inPostgres(engines.databaseUrl, async (c) => {
    await c.query(
      `insert into workspaces (slug, name, settings) select 'ws-' || i, e'L’été, « cœur »\\t\\\\N\\n' || i, jsonb_build_object('i', i) from generate_series(1, 3) i`,
    )
    await c.query(
      `insert into organisations (workspace_id, kind, name, notes) select w.id, 'client', 'C' || i, repeat('Noté. ', i % 400) from workspaces w, generate_series(1, 3000) i`,
    )
    await c.query(
      `insert into projects (workspace_id, client_id, slug, name) select workspace_id, id, 'p' || row_number() over (), name from organisations limit 500`,
    )
    await c.query(
      `insert into files (workspace_id, name, media_type, size, sha256, storage_key) select id, 'brief.pdf', 'application/pdf', 300000, '\\x00', 'abcdef' || slug from workspaces`,
    )
  })
  for (const n of [1, 2, 3])
    await platform.storage.put(
      `abcdefws-${n}`,
      Readable.from([Buffer.alloc(300_000, n)]),
      300_000,
      'application/pdf',
    )
  const { rows } = await platform.pools.auth.query<{ id: string }>('select id from workspaces order by slug')
  const workspace = rows[0]?.id as string
  const fact = (i: number) => ({
    workspace,
    id: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
    kind: 'visit.made',
    at: 1.7e12 + i * 3e6,
    visitor: '18446744073709551615',
    path: `/é"\\\n${i}`,
    props: { clé: `v${i}` },
  })
  await appendFacts(
    platform.clickhouse,
    'one',
    Array.from({ length: 30_000 }, (_, i) => fact(i)),
  )
  // The spool: one line sent already and one not, and a last line cut by a kill.
  const line = (i: number) => `${JSON.stringify([workspace, fact(i).id, 'view'])}\n`
  fs.mkdirSync(path.join(config.data, 'spool/one'), { recursive: true })
  fs.writeFileSync(path.join(config.data, 'spool/one/a.lines'), `${line(5)}${line(88_888)}["cut`)
  fs.writeFileSync(path.join(config.data, 'spool/one/owner'), '{}')
  // One fact already in the log and still in the outbox, one only in the outbox.
  await inPostgres(engines.databaseUrl, (c) =>
    c.query(
      `insert into outbox (id, workspace_id, kind, at) values ($1, $3, 'x', now()), ($2, $3, 'x', now())`,
      [fact(7).id, fact(99_999).id, workspace],
    ),
  )
})
after(async () => {
  await house.platform.close()
  await Promise.all(engines.map((e) => e.stop()))
  fs.rmSync(folder, { recursive: true, force: true })
})

test('everything comes back in an empty place, to the last row, and what was delivered is not delivered twice', async () => {
  const was = await digests(house.engines.databaseUrl)
  const facts = await factDigest(house.platform)
  let writing = true
  const noise = (async () => {
    for (let i = 0; writing; i++)
      await inPostgres(house.engines.databaseUrl, (c) =>
        c.query(`insert into workspaces (slug, name) values ('late-${i}', 'Late')`),
      )
  })()
  const saved = await saveTo(archive, house.platform, house.engines.clickhouseUrl)
  writing = false
  await noise
  assert.equal(saved.files, 3)
  assert.deepEqual(saved.lostFiles, [])
  assert.equal(fs.statSync(archive).mode & 0o077, 0, 'nobody else may read it')

  const second = await start('second')
  await restoreFrom(archive, second.config, second.engines)
  const platform = await openPlatform(second.config, second.engines)
  try {
    const now = await digests(second.engines.databaseUrl)
    const late = /^public\.(workspaces|outbox)$/
    for (const [name, digest] of Object.entries(was))
      if (!late.test(name)) assert.equal(now[name], digest, name)
    assert.deepEqual(await factDigest(platform), facts)
    const { rows } = await inPostgres(second.engines.databaseUrl, (c) => c.query('select id from outbox'))
    assert.deepEqual(rows, [{ id: '00000000-0000-4000-8000-000000099999' }])
    const chunks = await (await platform.storage.get('abcdefws-2')).toArray()
    assert.deepEqual(Buffer.concat(chunks), Buffer.alloc(300_000, 2))
    assert.equal(platform.secret, house.platform.secret)
    const spool = path.join(second.config.data, 'spool/one')
    assert.deepEqual(fs.readdirSync(spool), ['a.lines'])
    assert.match(
      fs.readFileSync(path.join(spool, 'a.lines'), 'utf8'),
      /^\["[^"]+","00000000-0000-4000-8000-000000088888","view"\]\n$/,
    )
    await inPostgres(second.engines.databaseUrl, async (c) => {
      await assert.rejects(
        c.query(`insert into projects (workspace_id, slug, name) values (uuidv7(), 'x', 'x')`),
        /foreign key/,
      )
      await c.query('set role pupitre_app')
      assert.equal(
        (await c.query('select from organisations')).rowCount,
        0,
        'the walls between workspaces stand again',
      )
    })
    await assert.rejects(restoreFrom(archive, second.config, second.engines), { code: 'CONFLICT' })
  } finally {
    await platform.close()
  }
})

test('a truncated or damaged file restores nothing', async () => {
  const third = await start('third')
  const whole = fs.readFileSync(archive)
  const damaged = path.join(folder, 'damaged.tar.zst')
  const middle = Buffer.from(whole)
  middle.fill(7, Math.floor(whole.length / 2), Math.floor(whole.length / 2) + 50)
  for (const bytes of [
    whole.subarray(0, Math.floor(whole.length * 0.8)),
    middle,
    Buffer.from('not a backup'),
  ]) {
    fs.writeFileSync(damaged, bytes)
    await assert.rejects(restoreFrom(damaged, third.config, third.engines), { code: 'INVALID' })
  }
  await assert.rejects(restoreFrom(path.join(folder, 'none'), third.config, third.engines), {
    code: 'NOT_FOUND',
  })
  await restoreFrom(archive, third.config, third.engines)
})
