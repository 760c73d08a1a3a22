import assert from 'node:assert/strict'
import { test } from 'node:test'
import { goodPassword, openFront } from '../front/testing.ts'
import { ensureUser, invite, join } from '../tenancy/accounts.ts'

const front = await openFront()
const { owner, id: workspaceId, slug } = await front.workspace('Atelier Brume')
const project = await front.project(owner, 'Lancement')
const other = await front.project(owner, 'Secret')

const invited = async (
  email: string,
  o: { role?: 'member' | 'guest'; projectId?: string | null; projectRole?: 'reader' } = {},
) => {
  const { url } = await front.as(owner, (s) => invite(s, { email, role: o.role ?? 'member', ...o }))
  return `/api/v1/invitations/by-key/${url.split('/').at(-1)}`
}
const account = async (email: string) => {
  await ensureUser(front.auth, { email, name: email.split('@')[0] as string, password: goodPassword })
  const b = front.browser()
  await b.signIn(email)
  return b
}
const roleOf = async (email: string) =>
  (
    await front.owner.query<{ role: string }>(
      'select role from members where email = $1 and workspace_id = $2',
      [email, workspaceId],
    )
  ).rows[0]?.role

test('an invitation makes an account, with the role and the one project it carries, and signs in', async () => {
  const at = await invited('lea@client.example', { role: 'guest', projectId: project, projectRole: 'reader' })
  const b = front.browser()
  const offer = await b.get(at)
  assert.deepEqual(offer.body, {
    workspace: 'Atelier Brume',
    slug,
    email: 'lea@client.example',
    role: 'guest',
    project: 'Lancement',
    inviter: owner.name,
    known: false,
  })
  const weak = await b.post(at, { name: 'Léa', password: 'motdepasse1' })
  assert.equal(weak.status, 422, 'a weak password does not use the invitation up')
  assert.equal((await b.post(at, { name: 'Léa', password: goodPassword })).status, 200)
  assert.equal((await b.signIn('lea@client.example')).status, 200)
  const seen = await b.get('/api/v1/projects', { 'x-workspace': slug })
  assert.deepEqual(
    seen.body.map((p: { id: string; right: string }) => [p.id, p.right]),
    [[project, 'see']],
  )
  assert.equal((await b.get(`/api/v1/projects/${other}`, { 'x-workspace': slug })).status, 404)
  const letter = await front.letter('lea@client.example')
  assert.match(letter.subject, /vous invite dans l’espace Atelier Brume/)
})

test('an invitation works once, even when clicked four times at once', async () => {
  const at = await invited('deux@client.example')
  const all = await Promise.all(
    [1, 2, 3, 4].map(() => front.browser().post(at, { name: 'Deux', password: goodPassword })),
  )
  assert.equal(all.filter((a) => a.status === 200).length, 1)
  assert.equal((await front.browser().get(at)).status, 410)
  const { rowCount } = await front.owner.query("select from members where email = 'deux@client.example'")
  assert.equal(rowCount, 1)
})

test('somebody with an account accepts signed in; without signing in they are told to', async () => {
  const b = await account('paul@agence.example')
  const at = await invited('paul@agence.example')
  const stranger = await front.browser().post(at, { name: 'Paul', password: 'autre-mot-de-passe-77' })
  assert.deepEqual([stranger.status, stranger.body.code], [409, 'CONFLICT'])
  assert.equal((await b.post(`${at}/mine`)).status, 200)
  assert.equal(await roleOf('paul@agence.example'), 'member')
  assert.equal((await b.get('/api/v1/me')).body.workspaces.length, 1)
})

test('the wrong person cannot use somebody else’s invitation', async () => {
  const at = await invited('vraie@agence.example')
  const thief = await account('autre@agence.example')
  const refused = await thief.post(`${at}/mine`)
  assert.equal(refused.status, 403)
  assert.match(refused.body.message, /vraie@agence\.example.*autre@agence\.example/)
  assert.equal(await roleOf('autre@agence.example'), undefined)
  assert.equal((await front.browser().get(at)).status, 200, 'it waits for the right person')
})

test('an expired or withdrawn invitation says so, and lets nobody in', async () => {
  const withdrawn = await invited('retiree@client.example')
  await front.owner.query("update invitations set revoked_at = now() where email = 'retiree@client.example'")
  assert.equal((await front.browser().post(withdrawn, { name: 'R', password: goodPassword })).status, 410)
  const late = await invited('tard@client.example')
  front.clock.advance(15 * 86_400_000)
  const answer = await front.browser().post(late, { name: 'T', password: goodPassword })
  front.clock.advance(-15 * 86_400_000)
  assert.equal(answer.status, 410)
  assert.match(answer.body.message, /n’est plus valable/)
})

test('a member invited into a project keeps their role in the workspace', async () => {
  const b = await account('membre@agence.example')
  const { rows } = await front.owner.query<{ id: string }>(
    'select id from auth."user" where email = \'membre@agence.example\'',
  )
  await join(front.platform, {
    workspaceId,
    userId: rows[0]!.id,
    name: 'Membre',
    email: 'membre@agence.example',
    role: 'manager',
  })
  const at = await invited('membre@agence.example', {
    role: 'guest',
    projectId: other,
    projectRole: 'reader',
  })
  assert.equal((await b.post(`${at}/mine`)).status, 200)
  assert.equal(await roleOf('membre@agence.example'), 'manager')
})
