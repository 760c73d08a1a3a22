import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'

export const bodyLimit = 2 * 1024 * 1024

/** Lets a sender who was refused finish its sentence, so that it reads the answer; not for ever. */
export function drain(req: IncomingMessage): void {
  let left = 64 * 1024 * 1024
  const end = setTimeout(() => req.destroy(), 10_000).unref()
  req.on('data', (chunk: Buffer) => {
    left -= chunk.length
    if (left < 0) req.destroy()
  })
  req.on('close', () => clearTimeout(end))
  req.on('error', () => {})
  req.resume()
}

export const saidTooLong = (req: IncomingMessage) => Number(req.headers['content-length'] ?? 0) > bodyLimit

/**
 * The request with a body of unknown length read to its end, up to the limit: what parses it never sees more, nor a body
 * cut off in the middle. Undefined when it is too long.
 */
export async function withWholeBody(req: IncomingMessage): Promise<IncomingMessage | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  const whole = await new Promise<boolean>((done, fail) => {
    req.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= bodyLimit) chunks.push(chunk)
      else done(false)
    })
    req.on('end', () => done(true))
    req.on('error', fail)
    req.on('close', () => done(req.complete))
  })
  if (!whole) return undefined
  const again = Readable.from(chunks, { objectMode: false })
  const { method, url, headers, rawHeaders, httpVersion, httpVersionMajor, httpVersionMinor, socket } = req
  const { 'transfer-encoding': _, ...rest } = headers
  return Object.assign(again, {
    method,
    url,
    headers: { ...rest, 'content-length': String(size) },
    rawHeaders,
    httpVersion,
    httpVersionMajor,
    httpVersionMinor,
    socket,
    complete: true,
  }) as unknown as IncomingMessage
}
