import assert from 'node:assert/strict'
import { test } from 'node:test'
import { enqueue, every, job } from './jobs.ts'
import { Bus } from './live.ts'
import { openHouse } from './testing.ts'
import { backOff, Worker } from './worker.ts'

const house = await openHouse()
const { owner, id: workspace } = await house.workspace()
const stateOf = async (id: string | undefined) =>
  (
    await house.owner.query(
      'select state, attempts, done_count, total_count, result, error, checkpoint from jobs where id = $1',
      [id],
    )
  ).rows[0]

test('a job runs once it is committed, shows how far it got, and keeps its result', async () => {
  job('test.count', async (running, { to }: { to: number }) => {
    for (let n = 1; n <= to; n++) await running.progress(n, to, `n° ${n}`)
    return { counted: to }
  })
  const id = await house.as(owner, (s) => enqueue(s, { kind: 'test.count', payload: { to: 3 } }))
  assert.equal((await stateOf(id)).state, 'queued')
  await house.settle()
  assert.deepEqual(await stateOf(id), {
    state: 'done',
    attempts: 1,
    done_count: 3,
    total_count: 3,
    result: { counted: 3 },
    error: null,
    checkpoint: null,
  })
})

test('a job of a change that fails does not exist, and a key is taken once', async () => {
  await assert.rejects(
    house.as(owner, async (s) => {
      await enqueue(s, { kind: 'test.count', payload: { to: 1 }, uniqueKey: 'once' })
      throw new Error('no')
    }),
  )
  assert.ok(
    await house.as(owner, (s) => enqueue(s, { kind: 'test.count', payload: { to: 1 }, uniqueKey: 'once' })),
  )
  assert.equal(
    await house.as(owner, (s) => enqueue(s, { kind: 'test.count', payload: { to: 1 }, uniqueKey: 'once' })),
    undefined,
  )
  await house.settle()
})

test('two workers share the work: no job runs twice', async () => {
  const ran: number[] = []
  job('test.share', async (_, { n }: { n: number }) => void ran.push(n))
  await house.as(owner, async (s) => {
    for (let n = 0; n < 60; n++) await enqueue(s, { kind: 'test.share', payload: { n } })
  })
  await Promise.all([
    house.worker.drain(),
    new Worker(house.platform).drain(),
    new Worker(house.platform).drain(),
  ])
  assert.deepEqual(
    ran.sort((a, b) => a - b),
    Array.from({ length: 60 }, (_, n) => n),
  )
})

test('a job that fails is tried again with growing patience, from where it left off', async () => {
  job('test.stumble', async (running) => {
    if (running.checkpoint) return running.checkpoint
    await running.keep({ page: 4 })
    throw new Error('the line was cut')
  })
  const id = await house.as(owner, (s) => enqueue(s, { kind: 'test.stumble', maxAttempts: 3 }))
  await house.settle()
  assert.deepEqual([(await stateOf(id)).state, (await stateOf(id)).error], ['queued', 'the line was cut'])
  house.clock.advance(backOff(1) * 1000 + 1)
  await house.settle()
  assert.deepEqual([(await stateOf(id)).state, (await stateOf(id)).result], ['done', { page: 4 }])
})

test('a job whose worker died is taken by another when its lease runs out', async () => {
  job('test.orphan', async () => 'taken over')
  const id = await house.as(owner, (s) => enqueue(s, { kind: 'test.orphan' }))
  await house.owner.query(
    "update jobs set state = 'running', worker = 'dead', attempts = 1, lease_until = now() - interval '1 second' where id = $1",
    [id],
  )
  await house.as(owner, (s) => enqueue(s, { kind: 'test.count', payload: { to: 1 } }))
  await house.settle()
  assert.deepEqual([(await stateOf(id)).state, (await stateOf(id)).result], ['done', 'taken over'])
})

test('a running job is cancelled at its next step, a waiting one at once', async () => {
  let steps = 0
  job('test.endless', async (running) => {
    for (;;) {
      steps += 1
      if (steps === 3)
        await house.owner.query("update jobs set cancel_requested = true where kind = 'test.endless'")
      await running.progress(steps)
    }
  })
  const id = await house.as(owner, (s) => enqueue(s, { kind: 'test.endless', maxAttempts: 5 }))
  await house.settle()
  assert.deepEqual([(await stateOf(id)).state, steps], ['cancelled', 3])
})

test('a started worker wakes at a notification, and stops cleanly handing back what it holds', async () => {
  let began: () => void = () => {}
  const started = new Promise<void>((done) => (began = done))
  job('test.long', async (running) => {
    began()
    await new Promise((_, fail) =>
      running.signal.addEventListener('abort', () => fail(running.signal.reason)),
    )
  })
  const bus = new Bus(house.platform.databaseUrl)
  await bus.open()
  const worker = new Worker(house.platform)
  worker.start(bus)
  const id = await house.as(owner, (s) => enqueue(s, { kind: 'test.long' }))
  await started
  await worker.stop(50)
  await bus.close()
  assert.deepEqual([(await stateOf(id)).state, (await stateOf(id)).attempts], ['queued', 0])
  await house.owner.query('delete from jobs where id = $1', [id])
})

test('what is done at set times is done once over all workers, in its time zone', async () => {
  const at: string[] = []
  every('test: ring', '0 9 * * *', 'Europe/Paris', async (_, when) => void at.push(when.toISOString()))
  const run = (w: Worker) => w.runSchedule('test: ring', new Date('2026-03-16T08:00:00Z'))
  await Promise.all([run(house.worker), run(new Worker(house.platform)), run(new Worker(house.platform))])
  assert.deepEqual(at, ['2026-03-16T08:00:00.000Z'])
})

test('the neighbour sees none of these jobs', async () => {
  const { owner: neighbour } = await house.workspace('Voisin')
  const { rows } = await house.as(neighbour, (s) => s.sql('select id from jobs'))
  assert.deepEqual(rows, [])
  assert.ok(
    (await house.as(owner, (s) => s.sql('select id from jobs where workspace_id = $1', [workspace])))
      .rowCount,
  )
})
