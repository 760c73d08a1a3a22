import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askFacts } from './clickhouse.ts'
import { inReading } from './scope.ts'
import { createProject, listProjects } from './tenancy/service.ts'
import { openHouse, type Person } from './testing.ts'

const house = await openHouse()
const { owner } = await house.workspace()
const { owner: neighbour } = await house.workspace('Voisin')
const reads = async <T>(who: Person, work: Parameters<typeof inReading<T>>[2]) =>
  inReading(house.platform, await house.grantOf(who), work)

test('a reading sees what is committed, with or without parameters, by hand or by Drizzle', async () => {
  const project = await house.project(owner)
  assert.deepEqual(
    (await reads(owner, listProjects)).map((p) => p.id),
    [project],
  )
  const { rows } = await reads(owner, (s) =>
    s.sql('select name from projects where id = $1', [project], 'one'),
  )
  assert.deepEqual(rows, [{ name: 'Lancement Brume d’été' }])
  assert.equal((await reads(owner, (s) => s.sql('select 1 as one'))).rows[0]?.one, 1)
  assert.deepEqual(await reads(owner, (s) => askFacts(s, 'select id from {facts}')), [])
})

test('a reading writes nothing: the engine refuses', async () => {
  await assert.rejects(
    reads(owner, (s) => createProject(s, { name: 'Non' })),
    (e: { cause?: { code?: string }; code?: string }) => (e.cause?.code ?? e.code) === '25006',
  )
  assert.equal((await reads(owner, listProjects)).length, 1)
})

test('connections shared by two workspaces never mix them, even many at once and after an error', async () => {
  const mine = await house.project(neighbour, 'Chez le voisin')
  const seen = await Promise.all(
    Array.from({ length: 60 }, async (_, i) => {
      const who = i % 2 ? owner : neighbour
      if (i % 7 === 0) await assert.rejects(reads(who, (s) => s.sql('select 1 / 0')))
      return reads(who, async (s) =>
        (await s.sql<{ id: string }>('select id from projects', [], 'all')).rows
          .map((r) => r.id)
          .includes(mine),
      )
    }),
  )
  assert.deepEqual(
    seen,
    Array.from({ length: 60 }, (_, i) => i % 2 === 0),
  )
  assert.equal(
    (await house.platform.pools.app.query('select from projects')).rowCount,
    0,
    'nothing stays set on a connection',
  )
})
