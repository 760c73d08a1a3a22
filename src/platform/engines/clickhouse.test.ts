import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { type ClickHouseClient, createClient } from '@clickhouse/client'
import fc from 'fast-check'
import { type ClickHouse, startClickHouse } from './clickhouse.ts'
import { rest } from './processes.ts'

const data = fs.mkdtempSync(path.join(os.tmpdir(), 'pupitre-clickhouse-'))
let engine: ClickHouse
let client: ClickHouseClient
const rows = async (query: string, more: object = {}) =>
  (await (await client.query({ query, format: 'JSONEachRow', ...more })).json()) as Record<string, unknown>[]

before(async () => {
  engine = await startClickHouse({ data })
  client = createClient({ url: engine.url, log: { level: 127 } })
})
after(async () => {
  await client.close()
  await engine.stop()
  fs.rmSync(data, { recursive: true, force: true })
})

test('the official client reads, writes and is told the errors', async () => {
  await client.command({
    query: 'create table words (id UInt64, word String) engine = MergeTree order by id',
  })
  await client.insert({
    table: 'words',
    values: [{ id: '18446744073709551615', word: 'l’été\n\\ "cœur" 😀' }],
    format: 'JSONEachRow',
  })
  assert.deepEqual(await rows('select * from words'), [
    { id: '18446744073709551615', word: 'l’été\n\\ "cœur" 😀' },
  ])
  await assert.rejects(rows('select nothing from words'), (e: Error & { code?: string }) => e.code === '47')
  await assert.rejects(client.insert({ table: 'words', values: [{ id: 'x' }], format: 'JSONEachRow' }))
})

test('any text passes as a parameter, and never becomes SQL', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 40 }), async (text) => {
      const [row] = await rows('select {text:String} as said, length({text:String}) as bytes', {
        query_params: { text },
      })
      assert.equal(row?.said, text.toWellFormed())
      assert.equal(Number(row?.bytes), Buffer.byteLength(text))
    }),
    {
      numRuns: 200,
      examples: [
        ["'; drop table words; --"],
        ['\\'],
        ['\0'],
        ["\\'"],
        ['\t\n\r'],
        ['{x:String}'],
        ["'"],
        ['é'],
        ['\u2028'],
      ],
    },
  )
  assert.equal((await rows('select count() as n from words'))[0]?.n, '1')
})

test('each request chooses its database, and databases do not see each other', async () => {
  await client.command({ query: 'create database `other one`' })
  const other = createClient({ url: engine.url, database: 'other one', log: { level: 127 } })
  await other.command({ query: 'create table words (x UInt8) engine = MergeTree order by x' })
  await Promise.all(
    Array.from({ length: 12 }, (_, i) =>
      other.insert({ table: 'words', values: [{ x: i }], format: 'JSONEachRow' }),
    ),
  )
  assert.equal(
    (
      await (
        await other.query({ query: 'select count() as n from words', format: 'JSONEachRow' })
      ).json<{ n: string }>()
    )[0]?.n,
    '12',
  )
  assert.equal((await rows('select count() as n from words'))[0]?.n, '1')
  await other.close()
})

test('settings last one request, and limits hold', async () => {
  const long = {
    query: 'select count() as n from numbers(100000000000) where sipHash64(number) = 1',
    format: 'JSONEachRow' as const,
  }
  await assert.rejects(
    client.query({ ...long, clickhouse_settings: { max_execution_time: 1 } }),
    /[Tt]imeout/,
  )
  await assert.rejects(
    rows('select length(groupArray(number)) from numbers(100000000)', {
      clickhouse_settings: { max_memory_usage: '50000000' },
    }),
    /memory/,
  )
  const unquoted = await rows('select toUInt64(1) as x', {
    clickhouse_settings: { output_format_json_quote_64bit_integers: 0 },
  })
  assert.deepEqual(unquoted, [{ x: 1 }])
  for (let i = 0; i < 6; i++) assert.deepEqual(await rows('select toUInt64(1) as x'), [{ x: '1' }])
  await assert.rejects(rows('select 1', { clickhouse_settings: { 'x = 1; drop table words; set y': '1' } }))
})

test('a read-only request cannot write, and does not make the next one read-only', async () => {
  const once = { clickhouse_settings: { readonly: '1' as const } }
  await assert.rejects(client.command({ query: 'create table no (x UInt8) engine = Memory', ...once }))
  assert.equal((await rows('select 1 as x', once)).length, 1)
  await client.command({ query: 'create table yes (x UInt8) engine = Memory' })
})

test('heavy readings on every session do not make an insert wait', async () => {
  const heavy = Array.from({ length: 6 }, () =>
    rows('select sum(sipHash64(number)) as n from numbers(20000000)'),
  )
  await rest(50)
  await client.insert({ table: 'words', values: [{ id: '2', word: 'vite' }], format: 'JSONEachRow' })
  let reading = true
  void Promise.all(heavy).then(() => (reading = false))
  await rest(0)
  assert.ok(reading, 'the readings were still at work')
  await Promise.all(heavy)
})

test('a block sent again under its token is dropped, also after a kill', async () => {
  await client.command({
    query:
      'create table once (x UInt32) engine = MergeTree order by x settings non_replicated_deduplication_window = 10000',
  })
  const send = (token: string, x: number) =>
    client.insert({
      table: 'once',
      values: [{ x }],
      format: 'JSONEachRow',
      clickhouse_settings: { insert_deduplication_token: token },
    })
  const inBody = (token: string, x: number) =>
    client.exec({
      query: `insert into once (x) format JSONCompactEachRow\n[${x}]`,
      clickhouse_settings: { insert_deduplicate: 1, insert_deduplication_token: token },
    })
  await send('a', 1)
  await send('a', 1)
  await inBody('a', 1)
  await inBody('b', 1)
  const count = async () => Number((await rows('select count() as n from once'))[0]?.n)
  assert.equal(await count(), 2, 'same token dropped, same row under another token kept')
  process.kill(engine.pid() as number, 'SIGKILL')
  for (let i = 0; i < 100; i++)
    if (await client.ping().then((p) => p.success)) break
    else await rest(50)
  await send('a', 1)
  await inBody('b', 1)
  assert.equal(await count(), 2)
  await send('c', 1)
  assert.equal(await count(), 3)
})

test('a wrong token is turned away; a compressed body is read; a long answer can be streamed', async () => {
  const { origin, password } = new URL(engine.url)
  const at = (query: string) => `${origin}/?query=${encodeURIComponent(query)}`
  assert.equal((await fetch(at('select 1'), { headers: { 'X-ClickHouse-Key': 'guess' } })).status, 401)
  assert.equal((await fetch(at('select 1'))).status, 401)
  const key = { 'X-ClickHouse-Key': password }
  const zipped = await fetch(at('insert into words format JSONEachRow'), {
    method: 'POST',
    headers: { ...key, 'Content-Encoding': 'gzip' },
    body: gzipSync('{"id":3,"word":"zip"}\n'),
  })
  assert.equal(zipped.status, 200)
  const poured = await fetch(
    `${at('select number from numbers(1000000)')}&default_format=JSONCompactEachRow`,
    { headers: { ...key, 'X-Pupitre-Stream': '1' } },
  )
  const text = await poured.text()
  assert.equal(text.trimEnd().split('\n').length, 1_000_000)
  assert.equal(text.trimEnd().endsWith('["999999"]'), true)
})
