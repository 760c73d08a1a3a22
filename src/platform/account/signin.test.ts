import assert from 'node:assert/strict'
import { createHash, createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { serve } from '../../server.ts'
import { browser, goodPassword, openFront } from '../front/testing.ts'
import { openPlatform } from '../platform.ts'

/** A stand-in for the range service of known-breached passwords: it knows exactly one. */
const breached = 'girafe-moulin-37-violoncelle'
const rangeService = createServer((req, res) => {
  const sha = createHash('sha1').update(breached).digest('hex').toUpperCase()
  res.end(
    req.url === `/${sha.slice(0, 5)}` ? `0000000000000000000000000000000000A:3\r\n${sha.slice(5)}:12` : '',
  )
})
await new Promise<void>((done) => rangeService.listen(0, '127.0.0.1', done))
after(() => rangeService.close())

const front = await openFront({
  config: { checkBreaches: `http://127.0.0.1:${(rangeService.address() as AddressInfo).port}` },
})
const camille = {
  workspace: 'Atelier Brume',
  name: 'Camille Roy',
  email: 'camille@agence.example',
  password: goodPassword,
}

test('a new installation says so, refuses weak passwords with reasons in both languages, and breached ones', async () => {
  const fr = front.browser()
  const en = front.browser({ locale: 'en' })
  assert.deepEqual((await fr.get('/api/v1/setup')).body, { isNew: true, mail: false, sso: false })
  const weak = await fr.post('/api/v1/setup', { ...camille, password: 'azertyuiop' })
  assert.equal(weak.status, 422)
  assert.match(weak.body.message, /se devine trop vite.*mots/)
  const said = await en.post('/api/v1/setup', { ...camille, password: 'azertyuiop' })
  assert.match(said.body.message, /too easy to guess\. \w.*unrelated words/)
  const known = await fr.post('/api/v1/setup', { ...camille, password: breached })
  assert.match(known.body.message, /fuite connue/)
  const own = await fr.post('/api/v1/setup', { ...camille, password: 'CamilleRoy' })
  assert.equal(own.status, 422)
  assert.equal((await fr.get('/api/v1/setup')).body.isNew, true)
})

test('two people at the first-run page make one first account', async () => {
  const answers = await Promise.all(
    [1, 2, 3, 4, 5, 6].map((n) =>
      front.browser().post('/api/v1/setup', { ...camille, ...(n > 1 && { email: `x${n}@agence.example` }) }),
    ),
  )
  assert.equal(answers.filter((a) => a.status === 200).length, 1)
  const made = answers.find((a) => a.status === 200)
  assert.equal(made?.body.slug, 'atelier-brume')
  const { rows } = await front.owner.query<{ email: string }>('select email from auth."user"')
  assert.equal(rows.length, 1)
  // Whoever came first, the tests go on as Camille.
  await front.owner.query('update auth."user" set email = $1', [camille.email])
  await front.owner.query('update members set email = $1', [camille.email])
})

test('nobody signs up by themselves', async () => {
  const b = front.browser()
  const tries = await Promise.all([
    b.post('/api/auth/sign-up/email', { email: 'moi@example.org', password: goodPassword, name: 'Moi' }),
    b.post('/api/auth/sso/register', { providerId: 'x', issuer: 'https://x.example', domain: 'x.example' }),
    b.post('/api/v1/setup', { ...camille, email: 'moi@example.org' }),
  ])
  assert.ok(tries.every((t) => t.status >= 400))
  await b.post('/api/auth/sign-in/magic-link', { email: 'moi@example.org', callbackURL: '/' })
  const { rows } = await front.owner.query('select from auth."user"')
  assert.equal(rows.length, 1)
  const { rowCount } = await front.owner.query("select from mails where to_address = 'moi@example.org'")
  assert.equal(rowCount, 0, 'an address without an account gets no letter')
})

test('a person signs in with their password, is known, and signs out', async () => {
  const b = front.browser()
  assert.equal((await b.signIn(camille.email, 'pas le bon mot')).status, 401)
  assert.equal((await b.get('/api/v1/me')).status, 401)
  assert.equal((await b.signIn(camille.email)).status, 200)
  const me = await b.get('/api/v1/me')
  assert.deepEqual([me.body.email, me.body.workspaces[0].role], [camille.email, 'owner'])
  assert.equal((await b.post('/api/auth/sign-out')).status, 200)
  assert.equal((await b.get('/api/v1/me')).status, 401)
})

test('a sign-in link comes by letter, works once, and in the reader’s language', async () => {
  const b = front.browser({ locale: 'en' })
  await b.post('/api/auth/sign-in/magic-link', { email: camille.email, callbackURL: '/' })
  const letter = await front.letter(camille.email)
  assert.equal(letter.subject, 'Your sign-in link')
  assert.equal((await b.get(letter.link)).status, 302)
  assert.equal((await b.get('/api/v1/me')).body.email, camille.email)
  const again = front.browser()
  await again.get(letter.link)
  assert.equal((await again.get('/api/v1/me')).status, 401)
})

test('a forgotten password is replaced by letter, weak ones refused, and every open session ends', async () => {
  const [old, b] = [front.browser(), front.browser()]
  await old.signIn(camille.email)
  assert.equal((await old.get('/api/v1/me')).status, 200)
  await b.post('/api/auth/request-password-reset', { email: camille.email, redirectTo: '/mot-de-passe' })
  const { link } = await front.letter(camille.email)
  const there = await b.get(link)
  const token = new URL(there.headers.get('location') ?? '', front.url).searchParams.get('token')
  const weak = await b.post('/api/auth/reset-password', { newPassword: 'camilleagence', token })
  assert.deepEqual([weak.status, weak.body.code], [400, 'WEAK_PASSWORD'])
  assert.match(weak.body.message, /se devine trop vite/)
  const ok = await b.post('/api/auth/reset-password', { newPassword: 'cornemuse-bleu-9-escalier', token })
  assert.equal(ok.status, 200)
  assert.equal((await old.get('/api/v1/me')).status, 401, 'the session open before is closed')
  assert.equal((await b.signIn(camille.email)).status, 401)
  assert.equal((await b.signIn(camille.email, 'cornemuse-bleu-9-escalier')).status, 200)
  const back = await b.post('/api/auth/change-password', {
    currentPassword: 'cornemuse-bleu-9-escalier',
    newPassword: goodPassword,
  })
  assert.equal(back.status, 200)
})

test('sessions are listed, and a revoked one is refused at once', async () => {
  const [a, b] = [front.browser(), front.browser()]
  await a.signIn(camille.email)
  await b.signIn(camille.email)
  assert.equal((await b.get('/api/v1/me')).status, 200)
  const list = await a.get('/api/auth/list-sessions')
  assert.ok(list.body.length >= 2)
  await a.post('/api/auth/revoke-other-sessions')
  assert.equal((await b.get('/api/v1/me')).status, 401)
  assert.equal((await a.get('/api/v1/me')).status, 200)
})

test('a session revoked in one process is refused in the other', async () => {
  const { platform } = front
  const there = await openPlatform(
    platform.config,
    { databaseUrl: platform.databaseUrl, clickhouseUrl: 'http://127.0.0.1:1' },
    { clock: platform.clock, log: platform.log, migrate: false },
  )
  const second = await serve(there, { port: 0, host: '127.0.0.1' })
  after(async () => {
    await second.stop()
    await there.close()
  })
  const [here, elsewhere] = [front.browser(), browser(`http://127.0.0.1:${second.port}`, front.url, {})]
  await here.signIn(camille.email)
  await elsewhere.signIn(camille.email)
  assert.equal((await elsewhere.get('/api/v1/me')).status, 200)
  await here.post('/api/auth/revoke-other-sessions')
  await new Promise((done) => setTimeout(done, 300))
  assert.equal((await elsewhere.get('/api/v1/me')).status, 401)
})

test('the page works under any name of the machine, and another site’s does not', async () => {
  const named = browser(`http://127.0.0.1:${front.port}`, `http://127.0.0.1:${front.port}`, {})
  assert.equal((await named.signIn(camille.email)).status, 200)
  assert.equal((await named.post('/api/v1/account/remove', { password: 'non' })).body.code, 'FORBIDDEN')
  const other = browser(`http://127.0.0.1:${front.port}`, 'http://mechant.example', {})
  other.cookies.set('pupitre.session_token', 'x')
  const refused = await other.signIn(camille.email)
  assert.deepEqual([refused.status, refused.body.code], [403, 'INVALID_ORIGIN'])
})

/** RFC 6238, SHA-1, 30 s, 6 digits: what an authenticator app computes. */
function totp(secret: string, at = Date.now()): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...secret.replace(/=+$/, '')]
    .map((c) => alphabet.indexOf(c).toString(2).padStart(5, '0'))
    .join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((b) => Number.parseInt(b, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)))
  const mac = createHmac('sha1', key).update(counter).digest()
  const offset = (mac.at(-1) as number) & 15
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

test('a second factor is enrolled, asked for, and a recovery code opens once', async () => {
  const b = front.browser()
  await b.signIn(camille.email)
  const enrolled = await b.post('/api/auth/two-factor/enable', { password: goodPassword })
  const secret = new URL(enrolled.body.totpURI).searchParams.get('secret') ?? ''
  assert.equal(new URL(enrolled.body.totpURI).searchParams.get('issuer'), 'Pupitre')
  assert.equal((await b.post('/api/auth/two-factor/verify-totp', { code: totp(secret) })).status, 200)

  const again = front.browser()
  const half = await again.signIn(camille.email)
  assert.equal(half.body.twoFactorRedirect, true)
  assert.equal((await again.get('/api/v1/me')).status, 401, 'the password alone does not open')
  assert.notEqual((await again.post('/api/auth/two-factor/verify-totp', { code: '000000' })).status, 200)
  assert.equal((await again.post('/api/auth/two-factor/verify-totp', { code: totp(secret) })).status, 200)
  assert.equal((await again.get('/api/v1/me')).status, 200)

  const [code] = enrolled.body.backupCodes as string[]
  const lost = front.browser()
  await lost.signIn(camille.email)
  assert.equal((await lost.post('/api/auth/two-factor/verify-backup-code', { code })).status, 200)
  assert.equal((await lost.get('/api/v1/me')).status, 200)
  const twice = front.browser()
  await twice.signIn(camille.email)
  assert.notEqual((await twice.post('/api/auth/two-factor/verify-backup-code', { code })).status, 200)
  assert.equal((await b.post('/api/auth/two-factor/disable', { password: goodPassword })).status, 200)
})

test('guessing stops the attacker, not the victim who signs in from elsewhere', async () => {
  const attacker = front.browser({ address: '203.0.113.66' })
  const statuses = []
  for (let n = 0; n < 7; n++)
    statuses.push((await attacker.signIn(camille.email, `essai numéro ${n}`)).status)
  assert.deepEqual(statuses, [401, 401, 401, 401, 401, 429, 429])
  const stopped = await attacker.signIn(camille.email)
  assert.equal(stopped.status, 429, 'even with the right password')
  assert.ok(Number(stopped.headers.get('retry-after')) > 60)
  assert.match(stopped.body.message, /Trop d’essais/)
  const parallel = front.browser({ address: '203.0.113.67' })
  const burst = await Promise.all(
    Array.from({ length: 12 }, (_, n) => parallel.signIn(camille.email, `mot ${n}`)),
  )
  assert.equal(burst.filter((a) => a.status === 401).length, 5, 'guesses sent at once are counted one by one')
  assert.equal((await front.browser({ address: '198.51.100.7' }).signIn(camille.email)).status, 200)
  const colleague = front.browser({ address: '203.0.113.66' })
  assert.equal(
    (await colleague.signIn('autre@agence.example')).status,
    401,
    'others at the same address may try',
  )
})

test('a mailbox is not flooded with sign-in links, and the answer tells nothing', async () => {
  await front.owner.query('delete from auth."rateLimit"')
  await front.owner.query('delete from mails')
  for (let n = 0; n < 9; n++) {
    const b = front.browser({ address: `192.0.2.${n + 1}` })
    const answer = await b.post('/api/auth/sign-in/magic-link', { email: camille.email, callbackURL: '/' })
    assert.deepEqual([answer.status, answer.body], [200, { status: true }])
  }
  const { rowCount } = await front.owner.query('select from mails where to_address = $1', [camille.email])
  assert.equal(rowCount, 6)
})
