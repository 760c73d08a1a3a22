import { createHash, randomUUID } from 'node:crypto'
import fs from 'node:fs'
import type { IncomingMessage } from 'node:http'
import path from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { invalid, Refusal } from '../errors.ts'
import type { Platform } from '../platform.ts'
import { cleanImage } from './images.ts'
import { inspect } from './inspect.ts'
import { cleanName, maxBytes } from './model.ts'

/** A file that was read to its end and is known to be what it is, still outside of the storage. */
export type Incoming = {
  name: string
  mediaType: string
  size: number
  sha256: string
  width: number | null
  height: number | null
  path: string
  thumbnail: string | null
  /** Takes away what was written for it here. */
  forget(): Promise<void>
}

export const tooLarge = () =>
  new Refusal(
    'TOO_LARGE',
    {
      fr: 'Ce fichier dépasse 100 Mo. Réduisez-le, ou partagez-le par un lien.',
      en: 'This file is larger than 100 MB. Make it smaller, or share it by a link.',
    },
    { maxBytes },
  )

const folderOf = (platform: Pick<Platform, 'config'>) => path.join(platform.config.data, 'incoming')

/** Reads a body to a file of its own, counting as it goes; a hundred megabytes never stand in memory. */
export async function takeIn(
  platform: Pick<Platform, 'config'>,
  body: Readable,
  o: { name: string; limit?: number },
): Promise<Incoming> {
  const folder = folderOf(platform)
  await fs.promises.mkdir(folder, { recursive: true })
  const base = path.join(folder, randomUUID())
  const [raw, clean, small] = [base, `${base}.clean`, `${base}.small`]
  const forget = async () => {
    await Promise.all([raw, clean, small].map((f) => fs.promises.rm(f, { force: true })))
  }
  try {
    const size = await write(body, raw, o.limit ?? maxBytes)
    if (size === 0) throw invalid({ fr: 'Ce fichier est vide.', en: 'This file is empty.' })
    const name = cleanName(o.name)
    const mediaType = await inspect(raw, name)
    const image = await cleanImage(mediaType, raw, clean, small)
    const kept = image ? clean : raw
    return {
      name,
      mediaType,
      size: image ? (await fs.promises.stat(clean)).size : size,
      sha256: await digest(kept),
      width: image?.width ?? null,
      height: image?.height ?? null,
      path: kept,
      thumbnail: image ? small : null,
      forget,
    }
  } catch (e) {
    await forget()
    throw e
  }
}

async function write(body: Readable, to: string, limit: number): Promise<number> {
  let size = 0
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length
      done(size > limit ? tooLarge() : null, chunk)
    },
  })
  // The answer still has to leave by the same connection: the body is cut from us, not closed.
  body.on('error', (e) => counted.destroy(e))
  body.on('close', () => {
    if (!body.readableEnded) counted.destroy(new Error('the sender left'))
  })
  body.pipe(counted)
  try {
    await pipeline(counted, fs.createWriteStream(to, { mode: 0o600 }))
  } finally {
    body.unpipe(counted)
  }
  return size
}

async function digest(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(fs.createReadStream(file), hash)
  return hash.digest('hex')
}

/** What a crash left half received. */
export async function sweepIncoming(platform: Pick<Platform, 'config'>, olderThanMs: number): Promise<void> {
  const folder = folderOf(platform)
  for (const name of await fs.promises.readdir(folder).catch(() => [])) {
    const file = path.join(folder, name)
    const { mtimeMs } = await fs.promises.stat(file).catch(() => ({ mtimeMs: Date.now() }))
    if (Date.now() - mtimeMs > olderThanMs) await fs.promises.rm(file, { force: true })
  }
}

/** The name a sender gave its file, percent-encoded in `x-file-name`; one that cannot be read is kept as it came. */
export function nameSent(req: IncomingMessage): string {
  const said = String(req.headers['x-file-name'] ?? '')
  try {
    return decodeURIComponent(said)
  } catch {
    return said
  }
}
