import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import sharp from 'sharp'
import { serve } from '../../server.ts'
import { fileUrl } from '../files.ts'
import { ensureUser, makeKey } from '../tenancy/accounts.ts'
import { openHouse, type Person } from '../testing.ts'

const house = await openHouse()
const { owner, id: workspaceId, slug } = await house.workspace()
const project = await house.project(owner)
const serving = await serve(house.platform, { port: 0, host: '127.0.0.1' })
after(() => serving.stop())
const base = `http://127.0.0.1:${serving.port}`

const keyOf = async (who: Person) =>
  (await house.as(who, (s) => makeKey(s, { name: 'essai', access: 'write' }))).key
const key = await keyOf(owner)
const as = (k: string) => ({ authorization: `Bearer ${k}` })
const post = (body: BodyInit, name: string, o: { query?: string; headers?: Record<string, string> } = {}) =>
  fetch(`${base}/files?project=${project}${o.query ?? ''}`, {
    method: 'POST',
    body,
    headers: { ...as(key), 'x-file-name': encodeURIComponent(name), ...o.headers },
  })
const sent = async (body: BodyInit, name: string) =>
  (await (await post(body, name)).json()) as { id: string; mediaType: string }

test('a file goes up and comes down the same, with its French name', async () => {
  const answer = await post('Réunion de cadrage', 'Compte rendu d’été.txt')
  assert.equal(answer.status, 201)
  const { id } = (await answer.json()) as { id: string }
  const down = await fetch(`${base}/files/${id}`, { headers: as(key) })
  assert.equal(await down.text(), 'Réunion de cadrage')
  assert.equal(down.headers.get('content-type'), 'text/plain; charset=utf-8')
  assert.match(
    down.headers.get('content-disposition')!,
    /^inline; .*filename\*=UTF-8''Compte%20rendu%20d%E2%80%99%C3%A9t%C3%A9\.txt$/,
  )
  assert.match(down.headers.get('content-security-policy')!, /default-src 'none'.*sandbox/)
  assert.equal(down.headers.get('x-content-type-options'), 'nosniff')
  const again = await fetch(`${base}/files/${id}`, {
    headers: { ...as(key), 'if-none-match': down.headers.get('etag')! },
  })
  assert.equal(again.status, 304)
})

test('a page or a drawing with scripts is downloaded, never shown', async () => {
  for (const [body, name] of [
    ['<!doctype html><script>alert(1)</script>', 'a.png'],
    ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'b.svg'],
  ] as const) {
    const { id } = await sent(body, name)
    const down = await fetch(`${base}/files/${id}`, { headers: as(key) })
    await down.arrayBuffer()
    assert.equal(down.headers.get('content-type'), 'application/octet-stream')
    assert.match(down.headers.get('content-disposition')!, /^attachment/)
  }
})

test('a picture has a thumbnail, a text has none', async () => {
  const png = await sharp({ create: { width: 900, height: 300, channels: 3, background: '#1F5B4C' } })
    .png()
    .toBuffer()
  const { id } = await sent(new Uint8Array(png), 'bandeau.png')
  const small = await fetch(`${base}/files/${id}/vignette`, { headers: as(key) })
  assert.equal(small.headers.get('content-type'), 'image/webp')
  assert.equal((await sharp(Buffer.from(await small.arrayBuffer())).metadata()).width, 480)
  const text = await sent('rien à voir', 'a.txt')
  assert.equal((await fetch(`${base}/files/${text.id}/vignette`, { headers: as(key) })).status, 404)
})

test('a player gets the part of a film it asks for, and is told when there is none', async () => {
  const { id } = await sent('0123456789', 'film.txt')
  const ask = async (range: string) => {
    const r = await fetch(`${base}/files/${id}`, { headers: { ...as(key), range } })
    return [r.status, r.headers.get('content-range'), await r.text()]
  }
  assert.deepEqual(await ask('bytes=2-5'), [206, 'bytes 2-5/10', '2345'])
  assert.deepEqual(await ask('bytes=7-'), [206, 'bytes 7-9/10', '789'])
  assert.deepEqual(await ask('bytes=-3'), [206, 'bytes 7-9/10', '789'])
  assert.deepEqual(await ask('bytes=8-99'), [206, 'bytes 8-9/10', '89'])
  assert.deepEqual(await ask('bytes=10-'), [416, 'bytes */10', ''])
  for (const whole of ['bytes=0-1,3-4', 'bytes=5-2', 'lines=1-2', 'bytes=-'])
    assert.deepEqual(await ask(whole), [200, null, '0123456789'], whole)
})

test('a signed address shows one file to an outsider, until it expires, and nothing else', async () => {
  const [one, two] = [await sent('un', 'un.txt'), await sent('deux', 'deux.txt')]
  const url = new URL(fileUrl(house.platform, one.id, { seconds: 60 }))
  const open = (path: string, search = url.search) => fetch(`${base}${path}${search}`)
  assert.equal(await (await open(url.pathname)).text(), 'un')
  assert.equal((await open(`/files/${two.id}`)).status, 404)
  assert.equal((await open(`/files/${one.id}/vignette`)).status, 404)
  assert.equal((await open(url.pathname, `?e=9999999999&s=${url.searchParams.get('s')}`)).status, 404)
  assert.equal((await open(url.pathname, '?e=9999999999&s=')).status, 401)
  house.clock.advance(61_000)
  assert.equal((await open(url.pathname)).status, 404)
})

test('who is not signed in gets nothing, and does not learn what exists', async () => {
  const { id } = await sent('secret', 'secret.txt')
  assert.equal((await fetch(`${base}/files/${id}`)).status, 401)
  assert.equal((await fetch(`${base}/files/00000000-0000-7000-8000-000000000000`)).status, 401)
  assert.equal((await fetch(`${base}/files/..%2f..%2fetc%2fpasswd`, { headers: as(key) })).status, 404)
  assert.equal((await fetch(`${base}/files`, { method: 'POST', body: 'x' })).status, 403)
})

test('the neighbour’s key finds no file of ours', async () => {
  const { id } = await sent('à nous', 'nous.txt')
  const { owner: neighbour } = await house.workspace('Voisin')
  assert.equal((await fetch(`${base}/files/${id}`, { headers: as(await keyOf(neighbour)) })).status, 404)
})

test('what says to be too large is refused before a byte is read', async () => {
  const { request } = await import('node:http')
  const status = await new Promise<number>((done, fail) => {
    const req = request(
      `${base}/files?project=${project}`,
      { method: 'POST', headers: { ...as(key), 'content-length': '100000001', 'x-file-name': 'gros.bin' } },
      (res) => done(res.statusCode ?? 0),
    )
    req.on('error', fail)
    req.flushHeaders()
  })
  assert.equal(status, 413)
})

test('a session uploads with the header of our pages; another site, which cannot add it, is refused', async () => {
  await ensureUser(house.auth, {
    email: 'ana@example.org',
    name: 'Ana',
    password: 'une phrase assez longue 42',
  })
  const { rows } = await house.owner.query<{ id: string }>('select id from auth."user" where email = $1', [
    'ana@example.org',
  ])
  await house.owner.query(
    "insert into members (workspace_id, user_id, name, email, role) values ($1, $2, 'Ana', 'ana@example.org', 'member')",
    [workspaceId, rows[0]!.id],
  )
  const signIn = await fetch(`${base}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: house.platform.config.publicUrl },
    body: JSON.stringify({ email: 'ana@example.org', password: 'une phrase assez longue 42' }),
  })
  const cookie = signIn.headers
    .getSetCookie()
    .map((c) => c.split(';')[0])
    .join('; ')
  const upload = (headers: Record<string, string>) =>
    fetch(`${base}/files?workspace=${slug}&project=${project}`, {
      method: 'POST',
      body: 'par la page',
      headers: { cookie, 'x-file-name': 'page.txt', ...headers },
    })
  assert.equal((await upload({})).status, 403)
  const answer = await upload({ 'x-csrf-token': 'orpc' })
  assert.equal(answer.status, 201)
  const { id } = (await answer.json()) as { id: string }
  assert.equal(await (await fetch(`${base}/files/${id}`, { headers: { cookie } })).text(), 'par la page')
})
