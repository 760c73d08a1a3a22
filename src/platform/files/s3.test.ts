import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { after, test } from 'node:test'
import { addFile, getFile, receiveFile } from '../files.ts'
import { bucket } from '../storage.ts'
import { openHouse } from '../testing.ts'

/**
 * A stand-in for an S3 service: keeps objects in memory and refuses every request that is not signed the way AWS asks
 * (Signature Version 4: credential scope, signed headers with the host and the date, a signature of 64 hex digits).
 */
const objects = new Map<string, { bytes: Buffer; type: string }>()
const faults: string[] = []
let failing = false
const s3 = createServer(async (req, res) => {
  const signed =
    /^AWS4-HMAC-SHA256 Credential=AKIDTEST\/(\d{8})\/eu-west-3\/s3\/aws4_request, SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})$/.exec(
      req.headers.authorization ?? '',
    )
  const date = String(req.headers['x-amz-date'])
  if (
    !signed ||
    !/^\d{8}T\d{6}Z$/.test(date) ||
    !date.startsWith(signed[1]!) ||
    !signed[2]!.split(';').includes('host') ||
    !signed[2]!.split(';').includes('x-amz-date')
  ) {
    faults.push(`${req.method} ${req.url}: ${req.headers.authorization}`)
    return void res.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code></Error>')
  }
  const chunks: Buffer[] = []
  for await (const c of req) chunks.push(c as Buffer)
  const key = req.url ?? ''
  if (failing && req.method === 'PUT')
    return void res.writeHead(503).end('<Error><Code>SlowDown</Code></Error>')
  if (req.method === 'PUT') {
    const bytes = Buffer.concat(chunks)
    if (Number(req.headers['content-length']) !== bytes.length)
      faults.push(`length ${req.headers['content-length']} for ${bytes.length}`)
    objects.set(key, { bytes, type: String(req.headers['content-type']) })
    return void res.end()
  }
  if (req.method === 'DELETE') return void res.writeHead(objects.delete(key) ? 204 : 404).end()
  const found = objects.get(key)
  return void (found ? res.end(found.bytes) : res.writeHead(404).end())
})
await new Promise<void>((done) => s3.listen(0, '127.0.0.1', done))
after(() => s3.close())

const storage = bucket(
  `http://AKIDTEST:un%2Fsecret%3D@127.0.0.1:${(s3.address() as AddressInfo).port}/pupitre?region=eu-west-3`,
)
const house = await openHouse()
Object.assign(house.platform, { storage })
const { owner } = await house.workspace()
const project = await house.project(owner)

test('a file goes to the bucket by a signed request of known length, and comes back', async () => {
  const text = 'Plan média, été 2026\n'.repeat(5000)
  const file = await house.as(owner, (s) =>
    addFile(s, Buffer.from(text), { name: 'plan.txt', projectId: project }),
  )
  const { storageKey } = await house.as(owner, (s) => getFile(s, file.id))
  assert.deepEqual([...objects.keys()], [`/pupitre/${storageKey}`])
  assert.equal(objects.get(`/pupitre/${storageKey}`)?.type, 'text/plain')
  const parts: Buffer[] = []
  for await (const c of await storage.get(storageKey)) parts.push(Buffer.from(c as Uint8Array))
  assert.equal(Buffer.concat(parts).toString(), text)
  await storage.remove(storageKey)
  await storage.remove(storageKey)
  assert.equal(objects.size, 0)
  assert.deepEqual(faults, [])
})

test('a bucket that refuses leaves neither a row nor an object', async () => {
  failing = true
  await assert.rejects(
    receiveFile(house.platform, (work) => house.as(owner, work), Readable.from([Buffer.from('perdu')]), {
      name: 'perdu.txt',
      projectId: project,
    }),
    /S3 PUT: 503/,
  )
  failing = false
  const { rows } = await house.owner.query("select from files where name = 'perdu.txt'")
  assert.deepEqual([rows.length, objects.size], [0, 0])
})

test('a file refused after it reached the bucket is taken out again', async () => {
  const enter = <T>(work: Parameters<typeof house.as<T>>[1]) => house.as(owner, work)
  let opened = 0
  await assert.rejects(
    receiveFile(
      house.platform,
      (work) => {
        opened += 1
        return opened === 3 ? Promise.reject(new Error('the database went away')) : enter(work)
      },
      Readable.from([Buffer.from('trop tard')]),
      { name: 'tard.txt', projectId: project },
    ),
    /went away/,
  )
  assert.equal(objects.size, 0)
})
