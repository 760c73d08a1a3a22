import assert from 'node:assert/strict'
import http from 'node:http'
import { after, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import pg from 'pg'
import { rateLimiter } from '../ratelimit.ts'
import { ensureUser, makeKey } from '../tenancy/accounts.ts'
import { createProject } from '../tenancy/service.ts'
import type { Person } from '../testing.ts'
import { versionIn } from './api.ts'
import { goodPassword, openFront } from './testing.ts'

const front = await openFront()
const { owner, id: workspaceId } = await front.workspace()
const key = (await front.as(owner, (s) => makeKey(s, { name: 'tests', access: 'admin' }))).key
const program = { authorization: `Bearer ${key}` }
const b = front.browser()

/** An account with a password, so that a browser can sign in. */
async function withPassword(): Promise<Person> {
  const email = 'manon@example.org'
  await ensureUser(front.auth, { email, name: 'Manon', password: goodPassword })
  await front.owner.query(
    'insert into members (workspace_id, user_id, name, email, role) select $1, id, name, email, \'admin\' from auth."user" where email = $2',
    [workspaceId, email],
  )
  return { userId: '', memberId: '', name: 'Manon', email, workspaceId }
}

/** Sends bytes as they are: what a well-behaved client cannot do. */
function raw(o: {
  method?: string
  path: string
  headers?: http.OutgoingHttpHeaders
  chunks?: Iterable<Buffer | string>
}) {
  return new Promise<{ status: number; headers: http.IncomingHttpHeaders; body: Buffer }>((done, fail) => {
    const req = http.request(
      { host: '127.0.0.1', port: front.port, method: o.method ?? 'POST', path: o.path, headers: o.headers },
      (res) => {
        const parts: Buffer[] = []
        res.on('data', (c: Buffer) => parts.push(c))
        res.on('end', () =>
          done({ status: res.statusCode ?? 0, headers: res.headers, body: Buffer.concat(parts) }),
        )
      },
    )
    req.on('error', fail)
    for (const c of o.chunks ?? []) req.write(c)
    req.end()
  })
}

test('a row travels with its version, and a write on an older one gets 409 with the current row', async () => {
  const made = await b.post('/api/v1/projects', { name: 'Brume' }, program)
  assert.deepEqual([made.status, made.headers.get('etag')], [201, '"1"'])
  const at = `/api/v1/projects/${made.body.id}`
  const changed = await b.send('PATCH', at, { name: 'Brume d’été' }, { ...program, 'if-match': '"1"' })
  assert.deepEqual([changed.status, changed.headers.get('etag')], [200, '"2"'])
  const late = await b.send('PATCH', at, { name: 'Trop tard' }, { ...program, 'if-match': '"1"' })
  assert.deepEqual(
    [late.status, late.body.code, late.body.data.current.name],
    [409, 'CONFLICT', 'Brume d’été'],
  )
  const bad = await b.send('PATCH', at, { name: 'Faux' }, { ...program, 'if-match': '"nimporte"' })
  assert.deepEqual([bad.status, bad.body.data.current.version], [409, 2])
  const any = await b.send('PATCH', at, { name: 'Brume' }, { ...program, 'if-match': '*' })
  assert.deepEqual([any.status, any.headers.get('etag')], [200, '"3"'])
  const weak = await b.send('DELETE', at, undefined, { ...program, 'if-match': 'W/"2"' })
  assert.equal(weak.status, 409, 'a proxy that compresses weakens the tag, which still counts')
  assert.equal((await b.send('DELETE', at, undefined, { ...program, 'if-match': '"3"' })).status, 200)
  assert.equal(versionIn('"0"'), 2_147_483_647)
})

test('a creation repeated under its key makes one row and one answer; the key serves no other request', async () => {
  const headers = { ...program, 'idempotency-key': 'commande-1' }
  const twice = await Promise.all(
    [1, 2, 3, 4].map(() => b.post('/api/v1/projects', { name: 'Une seule fois' }, headers)),
  )
  assert.deepEqual(
    twice.map((t) => t.status),
    [201, 201, 201, 201],
  )
  assert.equal(new Set(twice.map((t) => t.body.id)).size, 1)
  const again = await b.post('/api/v1/projects', { name: 'Une seule fois' }, headers)
  assert.deepEqual(again.body, twice[0]?.body)
  const other = await b.post('/api/v1/projects', { name: 'Autre chose' }, headers)
  assert.deepEqual([other.status, other.body.code], [409, 'CONFLICT'])
  const list = await b.get('/api/v1/projects', program)
  assert.equal(list.body.filter((p: { name: string }) => /seule fois|Autre/.test(p.name)).length, 1)
})

test('what was entered wrong is said in the reader’s language, field by field', async () => {
  const fr = await b.post(
    '/api/v1/projects',
    { name: '', startsOn: 'demain', stage: 'fini', budgetCents: -5 },
    program,
  )
  assert.equal(fr.status, 400)
  const said = Object.fromEntries(
    fr.body.data.issues.map((i: { path: string[]; message: string }) => [i.path[0], i.message]),
  )
  assert.deepEqual(said, {
    name: 'Ce champ est obligatoire.',
    startsOn: 'Cette date n’est pas valable (AAAA-MM-JJ).',
    stage: 'Valeur inconnue. Choisissez parmi\u202f: brief, plan, running, review, closed.',
    budgetCents: 'Au moins 0.',
  })
  assert.match(fr.body.message, /^Vérifiez votre saisie/)
  const en = await front.browser({ locale: 'en' }).post('/api/v1/projects', {}, program)
  assert.equal(en.body.message, 'Check what you entered: name: This field is required.')
})

test('JSON that cannot be read is a 400 with a clear sentence', async () => {
  const bad = await raw({
    path: '/api/v1/projects',
    headers: { ...program, 'content-type': 'application/json' },
    chunks: ['{"name": '],
  })
  assert.equal(bad.status, 400)
  assert.match(JSON.parse(bad.body.toString()).message, /pas du JSON valable/)
})

test('a body that is too large is refused, announced or not, multipart or not, and the server lives on', async () => {
  const piece = Buffer.alloc(256 * 1024, 'x')
  const many = (n: number) => Array.from({ length: n }, () => piece)
  const multipart = 'multipart/form-data; boundary=coupe'
  const head = '--coupe\r\ncontent-disposition: form-data; name="name"\r\n\r\n'
  const announced = await raw({
    path: '/api/v1/projects',
    headers: { ...program, 'content-type': 'application/json', 'content-length': 3_145_728 },
    chunks: many(12),
  })
  assert.equal(announced.status, 413)
  for (const [type, chunks] of [
    ['application/json', many(12)],
    [multipart, [head, ...many(12), '\r\n--coupe--']],
  ] as const) {
    const streamed = await raw({
      path: '/api/v1/projects',
      headers: { ...program, 'content-type': type },
      chunks,
    })
    assert.equal(streamed.status, 413, type)
    assert.match(JSON.parse(streamed.body.toString()).message, /2 Mo/)
  }
  const rpc = await raw({
    path: '/rpc/projects/create',
    headers: { ...program, 'content-type': multipart, 'x-csrf-token': 'orpc' },
    chunks: [head, ...many(12)],
  })
  assert.equal(rpc.status, 413)
  const auth = await raw({
    path: '/api/auth/sign-in/email',
    headers: { 'content-type': 'application/json' },
    chunks: many(12),
  })
  assert.equal(auth.status, 413)
  const small = await raw({
    path: '/api/v1/projects',
    headers: { ...program, 'content-type': 'application/json' },
    chunks: ['{"name":', '"En morceaux"}'],
  })
  assert.equal(small.status, 201)
  const cut = http.request({
    host: '127.0.0.1',
    port: front.port,
    method: 'POST',
    path: '/api/v1/projects',
    headers: { ...program, 'content-type': 'application/json', 'content-length': 100 },
  })
  cut.on('error', () => {})
  cut.write('{')
  await new Promise((done) => setTimeout(done, 100))
  cut.destroy() // a sender that hangs up in the middle
  assert.equal((await b.get('/healthz')).status, 200)
})

test('another site cannot write with the cookie of a person; the page, a program and a key can', async () => {
  const { email } = await withPassword()
  const manon = front.browser()
  await manon.signIn(email)
  const here = { 'x-workspace': workspaceId }
  const write = (headers: Record<string, string>, path = '/api/v1/projects') =>
    manon.post(path, { name: 'Volé' }, { ...here, ...headers })
  for (const headers of [
    { origin: 'https://mechant.example' },
    { origin: 'null' },
    { origin: 'https://mechant.example', authorization: 'Basic eA==' },
  ] as Record<string, string>[]) {
    const refused = await write(headers)
    assert.deepEqual([refused.status, refused.body.code], [403, 'FORBIDDEN'], JSON.stringify(headers))
    assert.equal((await write({ ...headers, 'x-csrf-token': 'orpc' }, '/rpc/projects/create')).status, 403)
  }
  const cookie = [...manon.cookies].map(([k, v]) => `${k}=${v}`).join('; ')
  const noOrigin = await raw({
    path: '/api/v1/projects',
    headers: { ...here, cookie, 'content-type': 'application/json', 'sec-fetch-site': 'cross-site' },
    chunks: ['{"name":"Volé"}'],
  })
  assert.equal(noOrigin.status, 403)
  const script = await raw({
    path: '/api/v1/projects',
    headers: { ...here, cookie, 'content-type': 'application/json' },
    chunks: ['{"name":"Par un script à soi"}'],
  })
  assert.equal(script.status, 201)
  assert.equal((await write({ name: 'x' } as never)).status, 201, 'from the page itself')
  assert.equal(
    (await write({ origin: 'https://mechant.example', ...program })).status,
    201,
    'a key in a header is no cookie',
  )
  assert.equal(
    (await manon.get('/api/v1/projects', { ...here, origin: 'https://mechant.example' })).headers.get(
      'access-control-allow-origin',
    ),
    null,
  )
})

test('answers carry their safeguards, a reference, and are compressed', async () => {
  const page = await b.get('/api/docs')
  const csp = page.headers.get('content-security-policy') ?? ''
  assert.match(csp, /default-src 'self'; script-src 'self';/)
  assert.doesNotMatch(csp, /unsafe-eval|https?:|\*/)
  assert.doesNotMatch(csp.replace(/style-src[^;]+/, ''), /unsafe-inline/)
  for (const [h, v] of [
    ['x-content-type-options', 'nosniff'],
    ['referrer-policy', 'strict-origin-when-cross-origin'],
    ['x-frame-options', 'DENY'],
  ] as const)
    assert.equal(page.headers.get(h), v)
  assert.match(page.headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/)
  for (let n = 0; n < 12; n++)
    await front.as(owner, (s) => createProject(s, { name: `Projet au nom assez long ${n}` }))
  const zipped = await raw({
    method: 'GET',
    path: '/api/v1/projects',
    headers: { ...program, 'accept-encoding': 'gzip' },
  })
  assert.equal(zipped.headers['content-encoding'], 'gzip')
  assert.ok(JSON.parse(gunzipSync(zipped.body).toString()).length >= 12)
  assert.equal(zipped.headers['cache-control'], 'no-store')
})

test('an unknown address of the API is a 404 in JSON, and a page for people elsewhere', async () => {
  for (const path of ['/api/v1/rien', '/api/rien', '/rpc/rien/du/tout', '/api']) {
    const none = await b.get(path)
    assert.deepEqual([none.status, none.body.code], [404, 'NOT_FOUND'], path)
  }
})

test('an accident says nothing of the inside, and gives a reference that the log knows', async () => {
  await front.owner.query('alter table organisations rename to elsewhere')
  const broken = await b.get('/api/v1/organisations', program)
  await front.owner.query('alter table elsewhere rename to organisations')
  assert.equal(broken.status, 500)
  assert.match(broken.body.message, /incident/)
  assert.equal(broken.body.data.reference, broken.headers.get('x-request-id'))
  assert.doesNotMatch(JSON.stringify(broken.body), /organisations|relation|select|\.ts/)
})

test('the OpenAPI document is whole: every operation is named, tagged, summed up and says what it answers', async () => {
  const { body: doc } = await b.get('/api/openapi.json')
  assert.match(doc.openapi, /^3\.1/)
  const names: string[] = []
  const methods = new Set(['get', 'post', 'put', 'patch', 'delete'])
  for (const [path, item] of Object.entries<Record<string, Record<string, never>>>(doc.paths))
    for (const [method, op] of Object.entries(item)) {
      const at = `${method} ${path}`
      assert.ok(methods.has(method), at)
      const { operationId, summary, tags, responses, parameters } = op as unknown as {
        operationId: string
        summary: string
        tags: string[]
        responses: Record<string, { content?: Record<string, { schema?: object }> }>
        parameters?: { name: string; in: string }[]
      }
      names.push(operationId)
      assert.ok(summary && tags?.length, at)
      const good = Object.entries(responses).find(([s]) => /^2/.test(s))
      assert.ok(
        good && Object.values(good[1].content ?? {}).some((c) => c.schema),
        `${at} says no 2xx schema`,
      )
      for (const [, name] of path.matchAll(/\{(\w+)\}/g))
        assert.ok(
          parameters?.some((p) => p.in === 'path' && p.name === name),
          `${at} does not declare {${name}}`,
        )
    }
  assert.ok(names.length > 30)
  assert.equal(new Set(names).size, names.length)
  const refs = [...JSON.stringify(doc).matchAll(/"\$ref":"#\/([^"]+)"/g)].map((m) => m[1] ?? '')
  for (const ref of refs)
    assert.ok(
      ref.split('/').reduce<Record<string, never> | undefined>((o, k) => o?.[k], doc),
      `${ref} leads nowhere`,
    )
})

test('the documentation page asks nothing of any other host', async () => {
  const { body: page } = await b.get('/api/docs')
  const asked = [...String(page).matchAll(/(?:src|href)="([^"]+)"/g)].map((m) => m[1] ?? '')
  assert.ok(asked.length >= 3)
  assert.ok(
    asked.every((a) => a.startsWith('/')),
    asked.join(),
  )
  assert.doesNotMatch(String(page), /<script>|<style>| on\w+=/)
  for (const a of asked.filter((a) => a.startsWith('/api/'))) assert.equal((await b.get(a)).status, 200, a)
  assert.match(String((await b.get('/api/vendor/docs.js')).body), /validatorUrl: null/)
})

test('a flood from one address is slowed down with Retry-After, and its neighbour is not', async () => {
  const small = await openFront({ config: { rateLimit: 2 } })
  const flood = small.browser({ address: '203.0.113.99' })
  const all = await Promise.all(Array.from({ length: 60 }, () => flood.get('/api/v1/rien')))
  const slowed = all.filter((a) => a.status === 429)
  assert.ok(slowed.length > 10, `${slowed.length}`)
  assert.ok(Number(slowed[0]?.headers.get('retry-after')) >= 1)
  assert.equal((await small.browser({ address: '203.0.113.98' }).get('/api/v1/setup')).status, 200)
  let now = 0
  const limit = rateLimiter(2, 1, () => now)
  assert.deepEqual([limit('a'), limit('a'), limit('a'), limit('b')], [0, 0, 1, 0])
  now = 1_000
  assert.equal(limit('a'), 0)
})

test('behind a balancer, /readyz says no before the door closes', async () => {
  const served = await openFront({ config: { publicUrl: 'https://pupitre.example' } })
  const at = served.browser()
  assert.equal((await at.get('/readyz')).status, 200)
  const stopping = served.stop()
  assert.equal((await at.get('/readyz')).status, 503)
  assert.equal((await at.get('/healthz')).status, 200)
  assert.match((await at.get('/api/v1/setup')).headers.get('strict-transport-security') ?? '', /max-age/)
  await stopping
  await assert.rejects(at.get('/healthz'))
})

test('stopping answers what is under way', async () => {
  const project = await front.as(owner, (s) => createProject(s, { name: 'Lent' }))
  const holder = new pg.Client({ connectionString: front.platform.databaseUrl })
  await holder.connect()
  after(() => holder.end().catch(() => {}))
  await holder.query('begin')
  await holder.query('select from projects where id = $1 for update', [project.id])
  const slow = b.send('PATCH', `/api/v1/projects/${project.id}`, { name: 'Lent, mais fait' }, program)
  await new Promise((done) => setTimeout(done, 100))
  const began = Date.now()
  const stopping = front.stop()
  await new Promise((done) => setTimeout(done, 50))
  await holder.query('commit')
  const answer = await slow
  assert.deepEqual([answer.status, answer.body.name], [200, 'Lent, mais fait'])
  await stopping
  assert.ok(Date.now() - began < 3_000, 'and does not wait for connections that say nothing')
  await assert.rejects(b.get('/healthz'))
})
