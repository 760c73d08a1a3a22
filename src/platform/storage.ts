import { once } from 'node:events'
import fs from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { AwsClient } from 'aws4fetch'
import type { Config } from './config.ts'

export type Part = { start: number; end: number }

/** Where the bytes of files are kept: a folder, or S3. Keys are made by us, never by a visitor. */
export type Storage = {
  put(key: string, from: Readable, size: number, mediaType: string): Promise<void>
  /** `part`: only these bytes, both ends inclusive. */
  get(key: string, part?: Part): Promise<Readable>
  remove(key: string): Promise<void>
}

export function openStorage(config: Pick<Config, 'data' | 's3Url'>): Storage {
  return config.s3Url ? bucket(config.s3Url) : folder(path.join(config.data, 'files'))
}

export function folder(root: string): Storage {
  const at = (key: string) => path.join(root, key.slice(0, 2), key)
  return {
    async put(key, from) {
      const target = at(key)
      await fs.promises.mkdir(path.dirname(target), { recursive: true })
      try {
        await pipeline(from, fs.createWriteStream(`${target}.part`))
        await fs.promises.rename(`${target}.part`, target)
      } catch (e) {
        await fs.promises.rm(`${target}.part`, { force: true })
        throw e
      }
    },
    async get(key, part) {
      const file = fs.createReadStream(at(key), part)
      await once(file, 'open')
      return file
    },
    async remove(key) {
      await fs.promises.rm(at(key), { force: true })
    },
  }
}

/** `S3_URL` = https://KEY:SECRET@host/bucket?region=eu-west-3 (any S3-compatible service, path style). */
export function bucket(url: string): Storage {
  const u = new URL(url)
  const aws = new AwsClient({
    accessKeyId: decodeURIComponent(u.username),
    secretAccessKey: decodeURIComponent(u.password),
    region: u.searchParams.get('region') ?? 'us-east-1',
    service: 's3',
  })
  const at = (key: string) =>
    `${u.protocol}//${u.host}${u.pathname.replace(/\/$/, '')}/${encodeURIComponent(key)}`
  const call = async (method: string, key: string, init: RequestInit & { duplex?: 'half' } = {}) => {
    const request = await aws.sign(at(key), {
      method,
      ...init,
      headers: { ...init.headers, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' },
    })
    const response = await fetch(request)
    if (!response.ok && !(method === 'DELETE' && response.status === 404))
      throw new Error(`S3 ${method}: ${response.status} ${(await response.text()).slice(0, 200)}`)
    return response
  }
  return {
    async put(key, from, size, mediaType) {
      await call('PUT', key, {
        body: Readable.toWeb(from) as ReadableStream,
        duplex: 'half',
        headers: { 'content-length': String(size), 'content-type': mediaType },
      })
    },
    async get(key, part) {
      const range = part && { headers: { range: `bytes=${part.start}-${part.end}` } }
      const { body } = await call('GET', key, range)
      if (!body) throw new Error('S3 GET: empty answer')
      return Readable.fromWeb(body as import('node:stream/web').ReadableStream)
    },
    async remove(key) {
      await call('DELETE', key)
    },
  }
}
