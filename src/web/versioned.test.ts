import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Clash, versioned } from './versioned.ts'

type Line = { label: string; plannedCents: number; ownerId: string | null; version: number }
const first: Line = { label: 'Affiches', plannedCents: 100_00, ownerId: null, version: 1 }

/** A server with one row: a stale version gets CONFLICT with the row as it is. */
function desk(row: Line) {
  const kept = { ...row }
  const amend = async ({ version, ...patch }: Partial<Line>) => {
    if (version !== undefined && version !== kept.version)
      throw Object.assign(new Error('stale'), { code: 'CONFLICT', data: { current: { ...kept } } })
    Object.assign(kept, patch, { version: kept.version + 1 })
  }
  return { kept, amend }
}

test('two who change different fields of a line both keep what they wrote', async () => {
  const { kept, amend } = desk(first)
  await amend({ plannedCents: 250_00, version: 1 })
  await versioned<Partial<Line>>(first, amend)({ label: 'Affiches du métro' })
  assert.deepEqual(kept, { label: 'Affiches du métro', plannedCents: 250_00, ownerId: null, version: 3 })
})

test('two who write in the same field: nothing is written, both are shown, and one may keep one’s own', async () => {
  const { kept, amend } = desk(first)
  await amend({ label: 'Affiches 4 × 3', version: 1 })
  const clash = await versioned<Partial<Line>>(first, amend)({ label: 'Affiches du métro' }).catch((e) => e)
  assert.ok(clash instanceof Clash)
  assert.equal(clash.theirs, 'Affiches 4 × 3')
  assert.equal(kept.label, 'Affiches 4 × 3')
  await clash.keep()
  assert.equal(kept.label, 'Affiches du métro')
})

test('a newer row that came in while one was typing is not written over', async () => {
  const { kept, amend } = desk({ ...first, label: 'Affiches 4 × 3', version: 2 })
  const save = versioned<Partial<Line>>(kept, amend)
  await assert.rejects(save({ label: 'Affiches du métro' }, { label: 'Affiches' }), Clash)
  await assert.rejects(save({ plannedCents: 1 }, { plannedCents: 2 }), Clash)
  assert.equal(kept.label, 'Affiches 4 × 3')
})

test('of two choices in a list the last one stands, and the same words twice are no quarrel', async () => {
  const { kept, amend } = desk(first)
  const [ana, ben] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222']
  await amend({ ownerId: ana, label: 'Affiches du métro', version: 1 })
  const save = versioned<Partial<Line>>(first, amend)
  await save({ ownerId: ben })
  await save({ label: 'Affiches du métro' })
  assert.equal(kept.ownerId, ben)
})

test('any other refusal is passed on as it is', async () => {
  const refused = Object.assign(new Error('no'), { code: 'FORBIDDEN' })
  await assert.rejects(
    versioned<Partial<Line>>(first, () => Promise.reject(refused))({ label: 'x' }),
    refused,
  )
})
