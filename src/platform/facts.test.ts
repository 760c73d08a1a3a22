import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import path from 'node:path'
import { test } from 'node:test'
import { createClient } from '@clickhouse/client'
import { z } from 'zod'
import { appendFacts, askFacts } from './clickhouse.ts'
import { announce, fact, on } from './facts.ts'
import { forwardFacts } from './forwarder.ts'
import { openHouse } from './testing.ts'

const house = await openHouse()
const { owner, id: workspace } = await house.workspace()
const Baked = fact('test.baked', z.object({ cake: z.string() }))

const count = (kind: string) =>
  house.as(
    owner,
    async (s) =>
      (
        await askFacts<{ n: number; ids: number }>(
          s,
          'select count() as n, uniqExact(id) as ids from {facts} where kind = {kind:String}',
          { kind },
        )
      )[0]!,
  )

test('a fact announced in a change that fails was never said', async () => {
  await assert.rejects(
    house.as(owner, async (s) => {
      await announce(s, Baked, {}, { cake: 'tarte' })
      throw new Error('burnt')
    }),
  )
  await house.settle()
  assert.deepEqual(await count('test.baked'), { n: 0, ids: 0 })
})

test('a fact reaches the log once, with its trail and its sum, however often it is forwarded', async () => {
  const project = await house.project(owner)
  await house.as(owner, (s) => announce(s, Baked, { project }, { cake: 'tarte' }, { amountCents: 1250 }))
  await house.settle()
  await forwardFacts(house.platform)
  const rows = await house.as(owner, (s) =>
    askFacts(
      s,
      "select project, toInt64(amount_cents) as cents, props['cake'] as cake from {facts} where kind = 'test.baked'",
    ),
  )
  assert.deepEqual(rows, [{ project, cents: 1250, cake: 'tarte' }])
})

test('a block that was sent gives its line to the engine back: the next one does not wait for ever', {
  timeout: 60_000,
}, async () => {
  const line = createClient({ url: house.clickhouseUrl, max_open_connections: 1, request_timeout: 600_000 })
  try {
    for (const token of ['first', 'second', 'third'])
      await appendFacts(line, token, [
        { workspace, id: randomUUID(), kind: 'test.lined', at: house.clock.now().getTime() },
      ])
    assert.deepEqual(await count('test.lined'), { n: 3, ids: 3 })
  } finally {
    await line.close()
  }
})

test('the neighbour, and a guest of another project, see none of it', async () => {
  const { owner: neighbour } = await house.workspace('Voisin')
  const guest = await house.person(workspace, 'guest')
  for (const who of [neighbour, guest])
    assert.deepEqual(await house.as(who, (s) => askFacts(s, 'select id from {facts}')), [])
})

test('a question that names the table instead of {facts} is refused', async () => {
  await assert.rejects(
    house.as(owner, (s) => askFacts(s, 'select 1 from {facts} union all select 2 from facts')),
  )
})

test('a reaction runs once; one that fails is tried again, then parked with its error', async () => {
  const Rung = fact('test.rung', z.object({ loud: z.boolean() }))
  let runs = 0
  on(Rung, 'test: open the door', async (scope, f) => {
    runs += 1
    await scope.sql(
      "insert into notifications (workspace_id, member_id, kind, title) values ($1, $2, 'test', 'ding')",
      [scope.workspace.id, owner.memberId],
    )
    if (f.payload.loud) throw new Error('too loud')
  })
  await house.as(owner, (s) => announce(s, Rung, {}, { loud: false }))
  await house.settle()
  assert.equal(runs, 1)
  await house.as(owner, (s) => announce(s, Rung, {}, { loud: true }))
  for (let i = 0; i < 12; i++) {
    await house.settle()
    house.clock.advance(3_600_000)
  }
  const { rows } = await house.owner.query(
    "select state, attempts, error, visible from jobs where title = 'test: open the door' and state = 'failed'",
  )
  assert.deepEqual(rows, [{ state: 'failed', attempts: 8, error: 'too loud', visible: true }])
  const { rows: rung } = await house.owner.query(
    "select count(*) as n from notifications where kind = 'test'",
  )
  assert.equal(rung[0].n, 1, 'what a failed reaction wrote was undone')
})

test('killed twenty times at random, it loses no fact and doubles none', async () => {
  const env = {
    ...process.env,
    CRASH_DATABASE: house.platform.databaseUrl,
    CRASH_CLICKHOUSE: house.clickhouseUrl,
    CRASH_WORKSPACE: workspace,
    CRASH_DATA: house.platform.config.data,
  }
  let seed = 7
  const random = () => {
    seed = (seed * 16807) % 2147483647
    return seed / 2147483647
  }
  for (let i = 0; i < 20; i++) {
    const child = spawn(process.execPath, [path.join(import.meta.dirname, 'facts.crash.ts')], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const exited = once(child, 'exit')
    await Promise.race([once(child.stdout, 'data'), exited])
    await new Promise((done) => setTimeout(done, random() * 150))
    child.kill('SIGKILL')
    await exited
  }
  // PostgreSQL may take a moment to notice that the last child is dead, and its session still holds the forwarder's turn.
  const waiting = async () =>
    (await house.owner.query<{ n: number }>('select count(*)::int as n from outbox')).rows[0]!.n
  for (let i = 0; i < 300 && (await waiting()); i++)
    if (!(await forwardFacts(house.platform))) await new Promise((done) => setTimeout(done, 100))
  const { rows: said } = await house.owner.query<{ n: number }>(
    "select count(*)::int as n from history where noun = 'crash'",
  )
  const kept = await count('test.crashed')
  assert.ok(said[0]!.n > 50, `the children announced ${said[0]!.n} facts`)
  assert.deepEqual(kept, { n: said[0]!.n, ids: said[0]!.n })
})
