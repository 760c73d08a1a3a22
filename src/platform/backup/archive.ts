import fs from 'node:fs'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib'
import tar from 'tar-stream'

/**
 * One file, tar in zstd, written and read as a stream: nothing is ever held whole. Rows come in chunks of a few megabytes,
 * each an entry of its own, because tar wants the size of an entry before its first byte.
 */
export type Writer = {
  entry(name: string, content: Buffer | string): Promise<void>
  /** A file whose size is known. */
  stream(name: string, size: number, from: Readable, mediaType: string): Promise<void>
  finish(): Promise<number>
  abandon(): void
}
export type Entry = { name: string; size: number; mediaType: string; body: Readable }

// Where tar keeps what its header has no room for (POSIX.1-2001, pax).
const TYPE = 'PUPITRE.type'
const CHUNK = 4 * 1024 * 1024

export function writeArchive(file: string): Writer {
  const pack = tar.pack()
  const part = `${file}.part`
  const level = { [constants.ZSTD_c_compressionLevel]: 6, [constants.ZSTD_c_checksumFlag]: 1 }
  const target = fs.createWriteStream(part, { mode: 0o600, flush: true })
  const done = pipeline(pack as unknown as Readable, createZstdCompress({ params: level }), target)
  done.catch(() => {})
  const failed = done.then(() => new Promise<never>(() => {}))
  failed.catch(() => {})
  // An entry ends when the pack has passed it on: that is what holds a fast source back. A disk that fails shows in `done`.
  const put = (name: string, size: number, mediaType: string, from: Readable) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const head = { name, size, mode: 0o600, ...(mediaType && { pax: { [TYPE]: mediaType } }) }
    const entry = pack.entry(head, (e) => (e ? reject(e) : resolve()))
    return Promise.race([Promise.all([pipeline(from, entry as unknown as Writable), promise]), failed]).then(
      () => {},
    )
  }
  return {
    entry(name, content) {
      const bytes = Buffer.from(content as Buffer)
      return put(name, bytes.length, '', Readable.from([bytes]))
    },
    stream: (name, size, from, mediaType) => put(name, size, mediaType, from),
    async finish() {
      pack.finalize()
      await done
      fs.renameSync(part, file)
      return fs.statSync(file).size
    },
    abandon() {
      pack.destroy()
      fs.rmSync(part, { force: true })
    },
  }
}

/** Hands over the entries in order; each body must be read to its end before the next. */
export async function* readArchive(file: string): AsyncGenerator<Entry> {
  const extract = tar.extract()
  const source = pipeline(fs.createReadStream(file), createZstdDecompress(), extract)
  source.catch((e) => extract.destroy(e))
  for await (const entry of extract) {
    const { name, size, pax } = entry.header as tar.Header & { pax?: Record<string, string> | null }
    yield { name, size, mediaType: pax?.[TYPE] ?? '', body: entry as unknown as Readable }
    entry.resume()
  }
  await source
}

/** Cuts a stream of lines into chunks of whole lines, counting the lines. */
export async function inChunks(
  lines: AsyncIterable<Uint8Array>,
  take: (chunk: Buffer, index: number) => Promise<void>,
): Promise<number> {
  let held: Buffer[] = []
  let size = 0
  let index = 0
  let count = 0
  for await (const piece of lines) {
    const bytes = Buffer.from(piece)
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) count++
    held.push(bytes)
    size += bytes.length
    if (size < CHUNK) continue
    const all = Buffer.concat(held)
    const end = all.lastIndexOf(10) + 1
    if (end === 0) continue // one line longer than a chunk: go on until it ends
    await take(all.subarray(0, end), index++)
    held = [all.subarray(end)]
    size = all.length - end
  }
  if (size > 0) await take(Buffer.concat(held), index)
  return count
}
