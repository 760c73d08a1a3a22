import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import Provider from 'oidc-provider'
import { type Browser, browser, goodPassword, openFront } from '../front/testing.ts'
import { ensureUser, invite, join } from '../tenancy/accounts.ts'

const front = await openFront()

/** A real OpenID provider, whose people sign in by typing their address; its own pages are the library's. */
const people = new Map<string, { name: string; verified?: boolean }>()
const server = createServer()
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
after(() => {
  server.close()
  server.closeAllConnections()
})
const issuer = `http://localhost:${(server.address() as AddressInfo).port}`
const clientFor = (id: string, providerId: string) => ({
  client_id: id,
  client_secret: `secret-de-${id}`,
  redirect_uris: [`${front.url}/api/auth/sso/callback/${providerId}`],
})
const oidc = new Provider(issuer, {
  clients: [clientFor('pupitre', 'agence'), clientFor('voisin', 'voisin')],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  features: { devInteractions: { enabled: true } },
  cookies: { keys: ['for the test'] },
  conformIdTokenClaims: false,
  findAccount: (_ctx, sub) => ({
    accountId: sub,
    claims: async () => ({
      sub,
      email: sub,
      email_verified: people.get(sub)?.verified ?? true,
      name: people.get(sub)?.name ?? sub,
    }),
  }),
})
server.on('request', oidc.callback())

/** Walks from our sign-in page through the provider's pages and back, as a browser would. @returns where it ended. */
async function signInBy(
  providerId: string,
  login: string,
  b: Browser = front.browser(),
): Promise<{ b: Browser; end: string }> {
  const there = browser(issuer, issuer, {})
  const asked = await b.post('/api/auth/sign-in/sso', {
    providerId,
    callbackURL: '/',
    errorCallbackURL: '/connexion',
  })
  assert.equal(asked.status, 200, JSON.stringify(asked.body))
  let at = asked.body.url as string
  for (let step = 0; step < 15; step++) {
    if (at.startsWith(front.url) && !at.includes('/callback/')) return { b, end: at.slice(front.url.length) }
    const mine = at.startsWith(front.url)
    const page = await (mine ? b : there).get(mine ? at : at.slice(issuer.length))
    const next = page.headers.get('location')
    if (next) {
      at = new URL(next, mine ? front.url : issuer).href
      continue
    }
    const form = /action="([^"]+)"[\s\S]*?name="prompt" value="(\w+)"/.exec(String(page.body))
    assert.ok(form, String(page.body).slice(0, 500))
    const sent = await there.fetch(form[1] as string, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ prompt: form[2] as string, login, password: 'x' }).toString(),
    })
    at = new URL(sent.headers.get('location') ?? '', issuer).href
  }
  throw new Error('went round in circles')
}

const withAccount = async (workspaceId: string, email: string, role: 'owner' | 'admin' | 'member') => {
  const { id: userId } = await ensureUser(front.auth, { email, name: email, password: goodPassword })
  await join(front.platform, { workspaceId, userId, name: email, email, role })
  const b = front.browser()
  await b.signIn(email)
  return b
}
const a = await front.workspace('Agence')
const v = await front.workspace('Voisin')
const boss = await withAccount(a.id, 'patronne@agence.example', 'owner')
const neighbour = await withAccount(v.id, 'chef@voisin.example', 'owner')
const inA = { 'x-workspace': a.id }
const inV = { 'x-workspace': v.id }
const draft = {
  issuer,
  clientId: 'pupitre',
  clientSecret: 'secret-de-pupitre',
  domain: 'agence.example',
  role: 'member',
}
const rolesOf = async (email: string) =>
  (
    await front.owner.query<{ ws: string; role: string }>(
      'select w.name as ws, m.role from members m join workspaces w on w.id = m.workspace_id join auth."user" u on u.id = m.user_id where u.email = $1 order by 1',
      [email],
    )
  ).rows

test('only an owner sets up single sign-on, and what does not answer as a provider is refused in words', async () => {
  assert.equal((await boss.get('/api/v1/setup')).body.sso, false)
  const admin = await withAccount(a.id, 'adjoint@agence.example', 'admin')
  assert.equal((await admin.send('PUT', '/api/v1/sso/agence', draft, inA)).status, 403)
  for (const wrong of [
    { issuer: 'http://mechant.example' },
    { issuer: front.url },
    { issuer: `${issuer}/ailleurs` },
  ]) {
    const refused = await boss.send('PUT', '/api/v1/sso/agence', { ...draft, ...wrong }, inA)
    assert.deepEqual([refused.status, refused.body.data.field], [422, 'issuer'])
  }
  const saved = await boss.send('PUT', '/api/v1/sso/agence', draft, inA)
  assert.equal(saved.status, 200, JSON.stringify(saved.body))
  assert.equal(saved.body.callbackUrl, `${front.url}/api/auth/sso/callback/agence`)
  assert.doesNotMatch(JSON.stringify(saved.body), /secret/)
  assert.deepEqual((await admin.get('/api/v1/sso', inA)).body, [saved.body])
  assert.equal((await boss.get('/api/v1/setup')).body.sso, true)
  assert.deepEqual((await neighbour.get('/api/v1/sso', inV)).body, [])
})

test('the client secret is sealed at rest', async () => {
  const { rows } = await front.owner.query<{ row: string }>(
    'select row_to_json(p)::text as row from auth."ssoProvider" p',
  )
  assert.match(rows[0]?.row ?? '', /sealed:/)
  assert.doesNotMatch(rows[0]?.row ?? '', /secret-de-pupitre|pupitre"/)
})

test('somebody of the domain comes in at the first sign-in, as a member of that workspace and no other', async () => {
  people.set('ines@agence.example', { name: 'Inès' })
  const { b, end } = await signInBy('agence', 'ines@agence.example')
  assert.equal(end, '/')
  const me = await b.get('/api/v1/me')
  assert.deepEqual(
    [me.body.name, me.body.workspaces.map((w: { name: string }) => w.name)],
    ['Inès', ['Agence']],
  )
  assert.deepEqual(await rolesOf('ines@agence.example'), [{ ws: 'Agence', role: 'member' }])
  await signInBy('agence', 'ines@agence.example')
  assert.equal((await rolesOf('ines@agence.example')).length, 1)
  const { rows } = await front.owner.query('select * from auth."account" where "providerId" = \'agence\'')
  assert.ok(
    rows.every((r) => !r.accessToken && !r.refreshToken && !r.idToken),
    'the provider’s tokens are not kept',
  )
})

test('a colleague who had a password is the same person by single sign-on', async () => {
  const { b } = await signInBy('agence', 'patronne@agence.example')
  assert.equal((await b.get('/api/v1/me')).body.workspaces[0].role, 'owner')
})

test('an address of another domain, or one the provider has not verified, stays out', async () => {
  for (const [login, code] of [
    ['intrus@ailleurs.example', 'sso_other_domain'],
    ['flou@agence.example', 'sso_email_unverified'],
  ] as const) {
    people.set(login, { name: 'X', verified: login !== 'flou@agence.example' })
    const { b, end } = await signInBy('agence', login)
    assert.match(end, new RegExp(`^/connexion\\?.*error=${code}`))
    assert.equal((await b.get('/api/v1/me')).status, 401)
    assert.deepEqual(await rolesOf(login), [])
  }
})

test('the owner of one workspace cannot walk into another by a provider of their own', async () => {
  const squat = await neighbour.send(
    'PUT',
    '/api/v1/sso/voisin',
    { ...draft, issuer: 'https://mechant.example', clientId: 'voisin' },
    inV,
  )
  assert.deepEqual([squat.status, squat.body.data.field], [409, 'domain'])
  assert.equal(
    (await neighbour.send('PUT', '/api/v1/sso/agence', { ...draft, domain: 'x.example' }, inV)).status,
    409,
  )
  assert.equal((await neighbour.send('DELETE', '/api/v1/sso/agence', undefined, inV)).status, 404)
  // Their provider speaks for victime.example, where somebody already works in the other workspace.
  await withAccount(a.id, 'cible@victime.example', 'member')
  const own = await neighbour.send(
    'PUT',
    '/api/v1/sso/voisin',
    { ...draft, domain: 'victime.example', clientId: 'voisin', clientSecret: 'secret-de-voisin' },
    inV,
  )
  assert.equal(own.status, 200, JSON.stringify(own.body))
  const { b, end } = await signInBy('voisin', 'cible@victime.example')
  assert.match(end, /error=sso_account_elsewhere/)
  assert.equal((await b.get('/api/v1/me')).status, 401)
  // An account their provider made stays in their workspace: a later invitation elsewhere is refused.
  const { b: made } = await signInBy('voisin', 'neuve@victime.example')
  const { url } = await front.as(a.owner, (s) =>
    invite(s, { email: 'neuve@victime.example', role: 'member' }),
  )
  const refused = await made.post(`/api/v1/invitations/by-key/${url.split('/').at(-1)}/mine`)
  assert.equal(refused.status, 403)
  assert.match(refused.body.message, /connexion unique/)
  assert.equal((await made.post('/api/v1/workspaces', { name: 'À moi' })).status, 403)
})

test('who was shut out of the workspace does not come back by single sign-on', async () => {
  await front.owner.query("update members set deactivated_at = now() where email = 'ines@agence.example'")
  const { b, end } = await signInBy('agence', 'ines@agence.example')
  assert.match(end, /error=sso_access_closed/)
  assert.equal((await b.get('/api/v1/me')).status, 401)
  await front.owner.query('update members set deactivated_at = null')
})

test('a provider that is removed opens no more, and its people sign in otherwise', async () => {
  assert.equal((await boss.send('DELETE', '/api/v1/sso/agence', undefined, inA)).status, 200)
  const gone = await front.browser().post('/api/auth/sign-in/sso', { providerId: 'agence', callbackURL: '/' })
  assert.equal(gone.status, 404)
  const b = front.browser()
  await b.post('/api/auth/sign-in/magic-link', { email: 'ines@agence.example', callbackURL: '/' })
  await b.get((await front.letter('ines@agence.example')).link)
  assert.equal((await b.get('/api/v1/me')).status, 200)
})
