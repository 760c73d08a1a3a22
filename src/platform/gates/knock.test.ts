import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Call } from '../rpc.ts'
import { openHouse } from '../testing.ts'
import { makeDoor } from './door.ts'
import { makeKnock } from './knock.ts'

const house = await openHouse()
const { owner } = await house.workspace()
const callFrom = (address: string) => ({ platform: house.platform, address, locale: 'fr' }) as Call

test('who tries keys is stopped after twenty; the client next door still gets in, and so do they a minute later', async () => {
  let now = 0
  const knock = makeKnock(() => now)
  const { key } = await house.as(owner, (s) => makeDoor(s, { kind: 'approval', rowId: owner.memberId }))
  const enter = (from: string, k: string) =>
    knock(callFrom(from), 'approval', k, async (_scope, door) => door.kind)
  for (let n = 0; n < 21; n++) await assert.rejects(enter('203.0.113.7', `fausse-${n}`), { code: 'GONE' })
  await assert.rejects(enter('203.0.113.7', key), { code: 'TOO_MANY' })
  assert.equal(await enter('198.51.100.4', key), 'approval')
  now += 61_000
  assert.equal(await enter('203.0.113.7', key), 'approval')
})
