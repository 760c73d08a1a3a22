import assert from 'node:assert/strict'
import { type ChildProcess, fork } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { createClient } from '@clickhouse/client'
import pg from 'pg'
import { attachEngines, type Engines, startEngines } from './engines.ts'
import { commandLine, endProcess, rest, startMark } from './processes.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pupitre engines '))
after(() => fs.rmSync(folder, { recursive: true, force: true }))

/** Starts engines in a process of its own, which can then be killed without ceremony. */
async function startElsewhere(data: string): Promise<{ child: ChildProcess; engines: Engines }> {
  const child = fork(path.join(import.meta.dirname, 'testing/hold.ts'), [data])
  const engines = await new Promise<Engines>((ready, failed) => {
    child.once('message', (m) => ready(m as Engines))
    child.once('exit', () => failed(new Error('the holder left')))
  })
  return { child, engines }
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
    .query(sql)
    .then((r) => r.rows)
    .finally(() => client.end())
}

test('the engines keep what was written through kill -9, and the next start recovers by itself', async () => {
  const data = path.join(folder, 'killed')
  const { child, engines } = await startElsewhere(data)
  await ask(engines.databaseUrl, 'create table kept (x int); insert into kept values (42)')
  const facts = createClient({ url: engines.clickhouseUrl })
  await facts.command({ query: 'create table kept (x UInt32) engine = MergeTree order by x' })
  await facts.insert({ table: 'kept', values: [{ x: 42 }], format: 'JSONEachRow' })
  await facts.close()
  child.kill('SIGKILL')

  const again = await startEngines({ data, noSync: true })
  try {
    assert.deepEqual(await ask(again.databaseUrl, 'select x from kept'), [{ x: 42 }])
    const reader = createClient({ url: again.clickhouseUrl })
    const rows = await (await reader.query({ query: 'select x from kept', format: 'JSONEachRow' })).json()
    await reader.close()
    assert.deepEqual(rows, [{ x: 42 }])
  } finally {
    await again.stop()
  }
  assert.deepEqual(
    fs.readdirSync(path.join(data, 'run')),
    [],
    'a clean stop leaves neither lock nor addresses',
  )
})

test('a second start on the same data is refused with the process that holds it; the command line attaches instead', async () => {
  const data = path.join(folder, 'shared')
  const { child, engines } = await startElsewhere(data)
  try {
    await assert.rejects(
      startEngines({ data, noSync: true }),
      (e: Error) =>
        e.name === 'StartRefused' && e.message.includes(`${child.pid}`) && e.message.includes('PUPITRE_DATA'),
    )
    const attached = await attachEngines({ data })
    assert.equal(attached.attached, true)
    assert.equal(attached.databaseUrl, engines.databaseUrl)
    await attached.stop()
    assert.equal(
      (await ask(engines.databaseUrl, 'select 1 as x')).length,
      1,
      'stopping what was only attached stops nothing',
    )
  } finally {
    child.kill('SIGTERM')
    await new Promise((gone) => child.once('exit', gone))
  }
})

test('with nobody there the command line starts the engines, and stops them when it is done', async () => {
  const data = path.join(folder, 'alone')
  const own = await attachEngines({ data, noSync: true })
  assert.equal(own.attached, false)
  await own.stop()
  await assert.rejects(ask(own.databaseUrl, 'select 1'))
})

test('a stale postmaster.pid whose number now belongs to another process does not stop the start', async () => {
  const data = path.join(folder, 'stale')
  await (await startEngines({ data, noSync: true })).stop()
  const cluster = path.join(data, 'pg/cluster')
  fs.writeFileSync(
    path.join(cluster, 'postmaster.pid'),
    `${process.pid}\n${cluster}\n1\n5432\n/tmp/none\n\n\nready\n`,
  )
  fs.writeFileSync(path.join(data, 'clickhouse.pid'), JSON.stringify({ pid: process.pid, mark: 'older' }))
  const engines = await startEngines({ data, noSync: true })
  await engines.stop()
})

test('an engine killed from outside comes back at the same address', async () => {
  const data = path.join(folder, 'restarted')
  const engines = await startEngines({ data, noSync: true })
  try {
    const { pid } = JSON.parse(fs.readFileSync(path.join(data, 'clickhouse.pid'), 'utf8'))
    process.kill(pid, 'SIGKILL')
    const postmaster = Number(
      fs.readFileSync(path.join(data, 'pg/cluster/postmaster.pid'), 'utf8').split('\n')[0],
    )
    assert.match(commandLine(postmaster), /postgres/)
    process.kill(postmaster, 'SIGKILL')
    const answers = async () => {
      const ping = await fetch(new URL('/ping', engines.clickhouseUrl.replace(/\/\/.*@/, '//')))
      return ping.ok && (await ask(engines.databaseUrl, 'select 1 as x')).length === 1
    }
    let up = false
    for (let i = 0; i < 100 && !up; i++)
      up = await rest(100)
        .then(answers)
        .catch(() => false)
    assert.equal(up, true)
  } finally {
    await engines.stop()
  }
})

test('what a killed server left running is stopped, not fought', async () => {
  const child = fork(path.join(import.meta.dirname, 'testing/hold.ts'), [path.join(folder, 'orphan')])
  await new Promise((ready) => child.once('message', ready))
  const pid = child.pid as number
  const mark = startMark(pid)
  await endProcess(pid, 'SIGKILL')
  assert.notEqual(startMark(pid), mark)
  const engines = await startEngines({ data: path.join(folder, 'orphan'), noSync: true })
  await engines.stop()
})
