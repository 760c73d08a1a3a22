import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Writable } from 'node:stream'
import { after, test } from 'node:test'
import { enqueue, job } from '../jobs.ts'
import { makeLog } from '../log.ts'
import { ensureUser } from '../tenancy/accounts.ts'
import { openHouse } from '../testing.ts'
import { openTracing, startSpan } from '../tracing.ts'
import { goodPassword, openFront } from './testing.ts'

/** A stand-in for an OpenTelemetry collector: keeps what it is sent (OTLP over HTTP, JSON). */
const received: string[] = []
const collector = createServer((req, res) => {
  let body = ''
  req.on('data', (c) => (body += c))
  req.on('end', () => {
    assert.equal(req.url, '/v1/traces')
    received.push(body)
    res.end('{}')
  })
})
await new Promise<void>((done) => collector.listen(0, '127.0.0.1', done))
after(() => collector.close())

/** The log, in memory. */
const lines: string[] = []
const sink = new Writable({
  write(chunk, _, done) {
    lines.push(String(chunk))
    done()
  },
})

const front = await openFront({
  house: async (config) => {
    const house = await openHouse({ config })
    Object.assign(house.platform, { log: makeLog('debug', sink) })
    return house
  },
})
const who = { email: 'clara.dubreuil@agence.example', name: 'Clara Dubreuil' }
await ensureUser(front.auth, { ...who, password: goodPassword })

/** A sign-in with everything that could slip into a log: wrong password, right one, link, invitation key, session. */
async function busyMorning() {
  const b = front.browser({ address: '203.0.113.5' })
  await b.signIn(who.email, 'mauvais-mot-de-passe')
  await b.signIn(who.email)
  await b.get('/api/v1/me')
  await b.post('/api/auth/sign-in/magic-link', { email: who.email, callbackURL: '/' })
  await b.post('/api/auth/request-password-reset', { email: who.email, redirectTo: '/mot-de-passe' })
  const { link } = await front.letter(who.email)
  await b.get(link)
  await b.get('/api/v1/invitations/by-key/cle-tres-secrete')
  await b.get('/invitation/cle-tres-secrete')
  await b.post('/rpc/session/me', {}, { 'x-csrf-token': 'orpc' })
  return [
    who.email,
    'clara',
    'Dubreuil',
    goodPassword,
    'mauvais-mot',
    '203.0.113.5',
    'cle-tres-secrete',
    new URL(link).pathname.split('/').at(-1) ?? '',
    ...[...b.cookies.values()].map((c) => c.slice(0, 20)),
  ]
}

test('the log of a sign-in tells what happened, and holds no address, name or token', async () => {
  const secrets = await busyMorning()
  const log = lines.join('')
  for (const asked of ['auth/sign-in/email', 'session.me', 'invitation.read', 'auth/reset-password'])
    assert.match(log, new RegExp(`"asked":"${asked}`), asked)
  assert.match(log, /"status":401/)
  for (const s of secrets) assert.ok(!log.toLowerCase().includes(s.toLowerCase()), `the log knows ${s}`)
})

test('without a collector nothing is traced; with one, each request and job is a span, and no person is in it', async () => {
  assert.equal(startSpan('rien', 'request'), undefined)
  const close = await openTracing({
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(collector.address() as AddressInfo).port}`,
  })
  const secrets = await busyMorning()
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
  await front.browser().get('/api/v1/setup', { traceparent })
  job('test.trace', async () => {})
  job('test.trace-fails', async () => {
    throw new Error('Clara Dubreuil a tout cassé')
  })
  const ws = await front.workspace()
  await front.system(ws.id, async (s) => {
    await enqueue(s, { kind: 'test.trace' })
    await enqueue(s, { kind: 'test.trace-fails' })
  })
  await front.settle()
  await close()
  const all = received.join('')
  const names = [...all.matchAll(/"name":"([^"]+)","kind"/g)].map((m) => m[1])
  for (const name of [
    'POST auth/sign-in/email',
    'GET session.me',
    'GET invitation.read',
    'GET page',
    'job test.trace',
    'job test.trace-fails',
  ])
    assert.ok(names.includes(name), `${name} in ${names}`)
  assert.match(all, /"traceId":"0af7651916cd43dd8448eb211c80319c"[^}]*"parentSpanId":"b7ad6b7169203331"/)
  assert.match(all, /"http.route"/)
  for (const s of secrets) assert.ok(!all.toLowerCase().includes(s.toLowerCase()), `a span knows ${s}`)
})
