import assert from 'node:assert/strict'
import { test } from 'node:test'
import { goodPassword, openFront } from '../front/testing.ts'
import type { Role } from '../rights.ts'
import { ensureUser, invite, join, makeKey } from '../tenancy/accounts.ts'
import { createProject } from '../tenancy/service.ts'

const front = await openFront()
const a = await front.workspace('Agence')
const v = await front.workspace('Voisin')

async function person(email: string, name: string, places: [string, Role][]) {
  const { id: userId } = await ensureUser(front.auth, { email, name, password: goodPassword })
  const members = []
  for (const [workspaceId, role] of places)
    members.push({
      userId,
      memberId: await join(front.platform, { workspaceId, userId, name, email, role }),
      name,
      email,
      workspaceId,
    })
  const b = front.browser()
  await b.signIn(email)
  return { b, members }
}

test('a personal export holds what is kept of the person, in each of their workspaces, and nothing of others', async () => {
  const { b, members } = await person('zoe@agence.example', 'Zoé Lambert', [
    [a.id, 'admin'],
    [v.id, 'manager'],
  ])
  const zoe = members[0]!
  const project = await front.as(zoe, (s) => createProject(s, { name: 'Projet de Zoé' }))
  await front.as(a.owner, (s) => createProject(s, { name: 'Projet d’un autre' }))
  await front.as(a.owner, (s) => makeKey(s, { name: 'clé d’un autre', access: 'read' }))
  await front.as(zoe, (s) => makeKey(s, { name: 'clé de Zoé', access: 'read' }))
  await front.as(a.owner, async (s) => {
    await s.sql(
      "insert into notifications (workspace_id, member_id, kind, title) values ($1, $2, 'test', 'Pour Zoé'), ($1, $3, 'test', 'Pour un autre')",
      [a.id, zoe.memberId, a.owner.memberId],
    )
    await invite(s, { email: 'autre@client.example', role: 'member' })
  })
  const { status, body } = await b.get('/api/v1/account/export')
  assert.equal(status, 200, JSON.stringify(body))
  assert.deepEqual(
    [body.profile.email, body.profile.name, body.sessions.length],
    ['zoe@agence.example', 'Zoé Lambert', 1],
  )
  assert.deepEqual(
    body.workspaces.map((w: { workspace: { name: string } }) => w.workspace.name),
    ['Agence', 'Voisin'],
  )
  const [here] = body.workspaces
  assert.deepEqual(
    here.rows.projects.map((p: { id: string }) => p.id),
    [project.id],
    'the project she leads',
  )
  assert.deepEqual(
    here.rows.notifications.map((n: { title: string }) => n.title),
    ['Pour Zoé'],
  )
  assert.ok(here.history.some((h: { label: string }) => h.label === 'Projet de Zoé'))
  const all = JSON.stringify(body)
  assert.doesNotMatch(all, /d’un autre|Pour un autre|autre@client|key_hash|\$argon|password|:[0-9a-f]{64,}/)
  assert.equal((await front.browser().get('/api/v1/account/export')).status, 401)
})

test('every table that names a member is in the export, those of rooms built later too', async () => {
  await front.owner.query(
    "create table votes (id uuid primary key default uuidv7(), workspace_id uuid not null references workspaces on delete cascade, voter_id uuid references members, choice text); call pupitre.protect('votes')",
  )
  const { b, members } = await person('votante@agence.example', 'Votante', [[a.id, 'member']])
  await front.as(members[0]!, (s) =>
    s.sql("insert into votes (workspace_id, voter_id, choice) values ($1, $2, 'oui')", [
      a.id,
      members[0]!.memberId,
    ]),
  )
  const { body } = await b.get('/api/v1/account/export')
  assert.deepEqual(
    body.workspaces[0].rows.votes.map((r: { choice: string }) => r.choice),
    ['oui'],
  )
})

test('the last owner of a workspace cannot leave it ownerless, and is told which', async () => {
  const { b, members } = await person('seul@agence.example', 'Seul', [])
  const lone = await front.workspace('Studio seul')
  await front.owner.query('delete from members where workspace_id = $1', [lone.id])
  const { rows } = await front.owner.query<{ id: string }>(
    'select id from auth."user" where email = \'seul@agence.example\'',
  )
  await join(front.platform, {
    workspaceId: lone.id,
    userId: rows[0]!.id,
    name: 'Seul',
    email: 'seul@agence.example',
    role: 'owner',
  })
  assert.equal(members.length, 0)
  const refused = await b.post('/api/v1/account/remove', { password: goodPassword })
  assert.deepEqual([refused.status, refused.body.data.workspaces], [422, ['Studio seul']])
  assert.match(refused.body.message, /Studio seul/)
  assert.equal((await b.get('/api/v1/me')).status, 200)
})

test('deleting one’s account asks for the password unless one has just signed in', async () => {
  const { b } = await person('vieille@agence.example', 'Vieille', [[a.id, 'member']])
  await front.owner.query('update auth."session" set "createdAt" = now() - interval \'2 hours\'')
  const unsure = await b.post('/api/v1/account/remove', {})
  assert.deepEqual([unsure.status, unsure.body.data.field], [403, 'password'])
  assert.equal((await b.post('/api/v1/account/remove', { password: 'faux' })).status, 403)
  const { key } = await front.as(a.owner, (s) => makeKey(s, { name: 'clé', access: 'admin' }))
  assert.equal(
    (await front.browser().post('/api/v1/account/remove', {}, { authorization: `Bearer ${key}` })).status,
    401,
  )
  const fresh = front.browser()
  await fresh.signIn('vieille@agence.example')
  assert.equal((await fresh.post('/api/v1/account/remove', {})).status, 200)
})

test('a deleted account leaves what it did, under « Ancien membre », and nothing of who it was', async () => {
  const { b, members } = await person('partante@agence.example', 'Maud Partante', [
    [a.id, 'manager'],
    [v.id, 'member'],
  ])
  const [here] = members
  const project = await front.as(here!, (s) => createProject(s, { name: 'Ce qui reste' }))
  const { key } = await front.as(here!, (s) => makeKey(s, { name: 'clé', access: 'read' }))
  assert.equal((await b.get('/api/v1/projects', { authorization: `Bearer ${key}` })).status, 200)
  await b.post('/api/auth/sign-in/magic-link', { email: 'partante@agence.example', callbackURL: '/' })
  assert.equal((await b.post('/api/v1/account/remove', { password: goodPassword })).status, 200)

  assert.equal((await b.get('/api/v1/me')).status, 401)
  assert.equal((await b.get('/api/v1/projects', { authorization: `Bearer ${key}` })).status, 401)
  assert.equal((await front.browser().signIn('partante@agence.example')).status, 401)
  const { rows } = await front.owner.query<{ name: string; email: string; user_id: null }>(
    'select name, email, user_id from members where id = any ($1)',
    [members.map((m) => m.memberId)],
  )
  assert.deepEqual(rows, [
    { name: 'Ancien membre', email: '', user_id: null },
    { name: 'Ancien membre', email: '', user_id: null },
  ])
  const { rows: done } = await front.owner.query<{ actor_name: string }>(
    'select actor_name from history where row_id = $1',
    [project.id],
  )
  assert.deepEqual(done, [{ actor_name: 'Ancien membre' }])
  const { rows: tables } = await front.owner.query<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'auth')",
  )
  assert.ok(tables.length > 40)
  for (const { name } of tables) {
    const { rowCount } = await front.owner.query(
      `select from ${name} t where t::text ilike any (array['%partante@agence%', '%Maud Partante%'])`,
    )
    assert.equal(rowCount, 0, `${name} still knows who it was`)
  }
  await person('partante@agence.example', 'Maud revenue', [[a.id, 'member']])
})
