import assert from 'node:assert/strict'
import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { goodPassword, openFront } from '../front/testing.ts'
import { ensureUser } from '../tenancy/accounts.ts'

/** CBOR (RFC 8949), as far as WebAuthn needs it: small integers, bytes, text, maps. */
function cbor(v: number | string | Buffer | Map<number | string, unknown>): Buffer {
  const head = (major: number, n: number) =>
    n < 24
      ? Buffer.from([(major << 5) | n])
      : n < 256
        ? Buffer.from([(major << 5) | 24, n])
        : Buffer.from([(major << 5) | 25, n >> 8, n & 255])
  if (typeof v === 'number') return v >= 0 ? head(0, v) : head(1, -1 - v)
  if (typeof v === 'string') return Buffer.concat([head(3, Buffer.byteLength(v)), Buffer.from(v)])
  if (Buffer.isBuffer(v)) return Buffer.concat([head(2, v.length), v])
  return Buffer.concat([head(5, v.size), ...[...v].flatMap(([k, x]) => [cbor(k), cbor(x as number)])])
}

const sha256 = (b: Buffer | string) => createHash('sha256').update(b).digest()
const url64 = (b: Buffer) => b.toString('base64url')

/** A key in software (WebAuthn level 3 §6): ES256, attestation "none", user present and verified. */
function authenticator(origin: string) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(32)
  const rp = sha256(new URL(origin).hostname)
  let counter = 0
  const clientData = (type: string, challenge: string, from = origin) =>
    Buffer.from(JSON.stringify({ type, challenge, origin: from, crossOrigin: false }))
  const data = (flags: number, rest = Buffer.alloc(0)) => {
    const head = Buffer.alloc(5)
    head[0] = flags
    head.writeUInt32BE(++counter, 1)
    return Buffer.concat([rp, head, rest])
  }
  return {
    create(challenge: string) {
      const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
      const cose = new Map<number, unknown>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.from(x, 'base64url')],
        [-3, Buffer.from(y, 'base64url')],
      ])
      const length = Buffer.alloc(2)
      length.writeUInt16BE(id.length)
      const authData = data(0x45, Buffer.concat([Buffer.alloc(16), length, id, cbor(cose)]))
      const attestation = cbor(
        new Map<string, unknown>([
          ['fmt', 'none'],
          ['attStmt', new Map()],
          ['authData', authData],
        ]),
      )
      return {
        id: url64(id),
        rawId: url64(id),
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: url64(clientData('webauthn.create', challenge)),
          attestationObject: url64(attestation),
          transports: ['internal'],
        },
      }
    },
    get(challenge: string, from?: string) {
      const client = clientData('webauthn.get', challenge, from)
      const authenticatorData = data(0x05)
      const signature = createSign('sha256')
        .update(Buffer.concat([authenticatorData, sha256(client)]))
        .sign(privateKey)
      return {
        id: url64(id),
        rawId: url64(id),
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: url64(client),
          authenticatorData: url64(authenticatorData),
          signature: url64(signature),
        },
      }
    },
  }
}

const front = await openFront()
const email = 'noor@agence.example'
await ensureUser(front.auth, { email, name: 'Noor', password: goodPassword })

test('a passkey is registered, then opens without a password; a page of another site cannot use it', async () => {
  const key = authenticator(front.url)
  const b = front.browser()
  await b.signIn(email)
  const asked = await b.get('/api/auth/passkey/generate-register-options')
  assert.equal(asked.body.rp.id, 'localhost')
  const kept = await b.post('/api/auth/passkey/verify-registration', {
    response: key.create(asked.body.challenge),
    name: 'Clé du bureau',
  })
  assert.equal(kept.status, 200)
  const list = await b.get('/api/auth/passkey/list-user-passkeys')
  assert.deepEqual(
    list.body.map((p: { name: string }) => p.name),
    ['Clé du bureau'],
  )

  const fresh = front.browser()
  const challenge = await fresh.get('/api/auth/passkey/generate-authenticate-options')
  const opened = await fresh.post('/api/auth/passkey/verify-authentication', {
    response: key.get(challenge.body.challenge),
  })
  assert.equal(opened.status, 200)
  assert.equal((await fresh.get('/api/v1/me')).body.email, email)

  const phished = front.browser()
  const second = await phished.get('/api/auth/passkey/generate-authenticate-options')
  const refused = await phished.post('/api/auth/passkey/verify-authentication', {
    response: key.get(second.body.challenge, 'https://pupitre.mechant.example'),
  })
  assert.notEqual(refused.status, 200)
  const replayed = front.browser()
  const stale = await replayed.post('/api/auth/passkey/verify-authentication', {
    response: key.get(challenge.body.challenge),
  })
  assert.notEqual(stale.status, 200)
  const other = authenticator(front.url)
  const stranger = front.browser()
  const third = await stranger.get('/api/auth/passkey/generate-authenticate-options')
  assert.notEqual(
    (
      await stranger.post('/api/auth/passkey/verify-authentication', {
        response: other.get(third.body.challenge),
      })
    ).status,
    200,
  )
})

test('a passkey that was removed opens no more', async () => {
  const key = authenticator(front.url)
  const b = front.browser()
  await b.signIn(email)
  const asked = await b.get('/api/auth/passkey/generate-register-options')
  const kept = await b.post('/api/auth/passkey/verify-registration', {
    response: key.create(asked.body.challenge),
    name: 'Perdue',
  })
  assert.equal((await b.post('/api/auth/passkey/delete-passkey', { id: kept.body.id })).status, 200)
  const lost = front.browser()
  const challenge = await lost.get('/api/auth/passkey/generate-authenticate-options')
  assert.notEqual(
    (
      await lost.post('/api/auth/passkey/verify-authentication', {
        response: key.get(challenge.body.challenge),
      })
    ).status,
    200,
  )
})
