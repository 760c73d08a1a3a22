import assert from 'node:assert/strict'
import { test } from 'node:test'
import { browser, openFront } from '../front/testing.ts'
import { forgetGrants, keyGrant } from '../gates/member.ts'
import { Bus } from '../live.ts'
import { openPlatform } from '../platform.ts'
import { makeKey, revokeKey } from '../tenancy/accounts.ts'
import { setActive, setRole } from '../tenancy/service.ts'

const front = await openFront()
const { owner, id: workspaceId } = await front.workspace()
const b = front.browser()
const bearer = (key: string) => ({ authorization: `Bearer ${key}` })

test('a key reads, writes or administers, and never more than its person', async () => {
  const make = (access: 'read' | 'write' | 'admin', who = owner) =>
    front.as(who, (s) => makeKey(s, { name: access, access }))
  const [read, write, admin] = [await make('read'), await make('write'), await make('admin')]
  const attempt = async (key: string) => [
    (await b.get('/api/v1/projects', bearer(key))).status,
    (await b.post('/api/v1/projects', { name: 'Par clé' }, bearer(key))).status,
    (await b.send('PATCH', '/api/v1/workspaces/current', { name: 'Atelier' }, bearer(key))).status,
    (
      await b.send(
        'PUT',
        '/api/v1/sso/x1',
        { issuer: 'https://x.example', clientId: 'a', clientSecret: 'b', domain: 'x.example' },
        bearer(key),
      )
    ).status,
  ]
  assert.deepEqual(await attempt(read.key), [200, 403, 403, 403])
  assert.deepEqual(await attempt(write.key), [200, 201, 403, 403])
  assert.deepEqual(await attempt(admin.key), [200, 201, 200, 403])
  const guest = await front.person(workspaceId, 'member')
  const theirs = await make('admin', guest)
  assert.deepEqual(await attempt(theirs.key), [200, 403, 403, 403])
  assert.equal((await b.get('/api/v1/me', bearer(admin.key))).status, 401, 'a key is nobody’s session')
})

test('a key without its person’s secret opens nothing', async () => {
  for (const key of ['pup_nimporte', '', 'Bearer'])
    assert.equal((await b.get('/api/v1/projects', bearer(key))).status, 401)
  const { rows } = await front.owner.query<{ all: string }>(
    "select string_agg(row_to_json(k)::text, '') as all from api_keys k",
  )
  assert.doesNotMatch(rows[0]?.all ?? '', /pup_[\w-]{10}/, 'the key itself is kept nowhere')
})

test('an expired key opens nothing', async () => {
  const expiresAt = new Date(front.clock.now().getTime() + 60_000)
  const { key } = await front.as(owner, (s) => makeKey(s, { name: 'courte', access: 'read', expiresAt }))
  assert.equal((await b.get('/api/v1/projects', bearer(key))).status, 200)
  front.clock.advance(61_000)
  forgetGrants(front.platform)
  assert.equal((await b.get('/api/v1/projects', bearer(key))).status, 401)
})

test('a revoked key is refused at once here, and by notification in another process', async () => {
  const { id, key } = await front.as(owner, (s) => makeKey(s, { name: 'fuite', access: 'read' }))
  // Another process: a platform of its own on the same database, told by the same notifications.
  const there = await openPlatform(
    front.platform.config,
    { databaseUrl: front.platform.databaseUrl, clickhouseUrl: 'http://127.0.0.1:1' },
    { clock: front.clock, log: front.platform.log, migrate: false },
  )
  const bus = new Bus(front.platform.databaseUrl)
  await bus.open()
  bus.on('pupitre_gates', () => forgetGrants(there))
  assert.equal((await keyGrant(there, key)).workspace.id, workspaceId)
  assert.equal((await b.get('/api/v1/projects', bearer(key))).status, 200)
  await front.as(owner, (s) => revokeKey(s, id))
  assert.equal((await b.get('/api/v1/projects', bearer(key))).status, 401)
  await new Promise((done) => setTimeout(done, 200))
  await assert.rejects(keyGrant(there, key), { code: 'UNAUTHORIZED' })
  await bus.close()
  await there.close()
})

test('a key loses what its person loses, at once', async () => {
  const manager = await front.person(workspaceId, 'manager')
  const { key } = await front.as(manager, (s) => makeKey(s, { name: 'outil', access: 'write' }))
  assert.equal((await b.post('/api/v1/projects', { name: 'Avant' }, bearer(key))).status, 201)
  await front.as(owner, (s) => setRole(s, manager.memberId, 'member'))
  assert.equal((await b.post('/api/v1/projects', { name: 'Après' }, bearer(key))).status, 403)
  await front.as(owner, (s) => setActive(s, manager.memberId, false))
  assert.equal((await b.get('/api/v1/projects', bearer(key))).status, 401)
})

test('nobody revokes or lists a neighbour’s key', async () => {
  const { owner: neighbour } = await front.workspace('Voisin')
  const mine = await front.as(owner, (s) => makeKey(s, { name: 'à moi', access: 'read' }))
  await assert.rejects(
    front.as(neighbour, (s) => revokeKey(s, mine.id)),
    { code: 'NOT_FOUND' },
  )
  const plain = await front.person(workspaceId, 'member')
  await assert.rejects(
    front.as(plain, (s) => revokeKey(s, mine.id)),
    { code: 'NOT_FOUND' },
  )
  assert.equal(
    (await browser(`http://127.0.0.1:${front.port}`, front.url, {}).get('/api/v1/projects', bearer(mine.key)))
      .status,
    200,
  )
})
