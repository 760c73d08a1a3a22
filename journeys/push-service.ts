import crypto from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * A stand-in for a browser maker's push service, on this machine: it speaks Web Push as the real ones do (RFC 8030), checks who
 * sends (RFC 8292), and opens what is sealed for the browser (RFC 8291), so that it can be handed to a real service worker.
 */
export async function startPushService() {
  const browser = crypto.createECDH('prime256v1')
  browser.generateKeys()
  const auth = crypto.randomBytes(16)
  const heard: { title: string; body: string; url: string; tag: string }[] = []
  const refused: string[] = []
  const server = http.createServer(async (request, response) => {
    try {
      const { headers } = request
      if (request.method !== 'POST' || headers['content-encoding'] !== 'aes128gcm' || !Number(headers.ttl))
        throw new Error(`${request.method} ${headers['content-encoding']} ${headers.ttl}`)
      checkSender(String(headers.authorization), `http://${headers.host}`)
      const parts: Buffer[] = []
      for await (const part of request) parts.push(part as Buffer)
      heard.push(JSON.parse(open(Buffer.concat(parts), browser, auth)))
      response.writeHead(201, { location: '/message/1' }).end()
    } catch (error) {
      refused.push(String(error))
      response.writeHead(400).end()
    }
  })
  await new Promise<void>((done) => server.listen(0, 'localhost', done))
  const host = `localhost:${(server.address() as AddressInfo).port}`
  return {
    host,
    heard,
    refused,
    /** What a browser would give after asking this service. */
    subscription: {
      endpoint: `http://${host}/wake/one`,
      p256dh: browser.getPublicKey('base64url'),
      auth: auth.toString('base64url'),
    },
    stop: () => new Promise((done) => server.close(done)),
  }
}

function checkSender(authorization: string, origin: string) {
  const said = /^vapid t=([^,]+), ?k=(.+)$/.exec(authorization)
  if (!said) throw new Error(`nobody signed: ${authorization}`)
  const [head, claims, signature] = said[1]!.split('.') as [string, string, string]
  const key = Buffer.from(said[2]!, 'base64url')
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: key.subarray(1, 33).toString('base64url'),
    y: key.subarray(33).toString('base64url'),
  }
  const good = crypto.verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: crypto.createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  const { aud, exp, sub } = JSON.parse(Buffer.from(claims, 'base64url').toString())
  if (!good || aud !== origin || exp * 1000 < Date.now() || !String(sub).startsWith('mailto:'))
    throw new Error(`not the sender one knows: ${aud} ${sub}`)
}

function open(body: Buffer, browser: crypto.ECDH, auth: Buffer): string {
  const salt = body.subarray(0, 16)
  const named = body[20] as number
  const sender = body.subarray(21, 21 + named)
  const sealed = body.subarray(21 + named)
  const derive = (ikm: Buffer, with_: Buffer, info: string | Buffer, length: number) =>
    Buffer.from(crypto.hkdfSync('sha256', ikm, with_, info, length))
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), browser.getPublicKey(), sender])
  const ikm = derive(browser.computeSecret(sender), auth, info, 32)
  const key = derive(ikm, salt, 'Content-Encoding: aes128gcm\0', 16)
  const nonce = derive(ikm, salt, 'Content-Encoding: nonce\0', 12)
  const decipher = crypto.createDecipheriv('aes-128-gcm', key, nonce)
  decipher.setAuthTag(sealed.subarray(-16))
  const text = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
  return text.subarray(0, text.lastIndexOf(2)).toString()
}
