import type { IncomingMessage, ServerResponse } from 'node:http'
import { createGzip } from 'node:zlib'

const worth = /json|text|javascript|svg|xml/

/** Gzips what is text and not tiny. Files of the app are compressed at build time and pass through untouched. */
export function compress(req: IncomingMessage, res: ServerResponse): void {
  if (!/\bgzip\b/.test(String(req.headers['accept-encoding'] ?? '')) || req.method === 'HEAD') return
  const { end, write, writeHead } = res
  let zip: ReturnType<typeof createGzip> | undefined
  let decided = false
  const decide = (length: number | undefined): void => {
    if (decided) return
    decided = true
    const type = String(res.getHeader('content-type') ?? '')
    if (
      res.getHeader('content-encoding') ||
      !worth.test(type) ||
      type.includes('event-stream') ||
      (length !== undefined && length < 1024)
    )
      return
    res.removeHeader('content-length')
    res.setHeader('content-encoding', 'gzip')
    res.appendHeader('vary', 'accept-encoding')
    zip = createGzip({ level: 4 })
    const z = zip
    // Whoever pipes into the answer waits for its 'drain': both sides of the compressor pass it on.
    z.on('data', (c: Buffer) => {
      if (!write.call(res, c, 'utf8')) z.pause()
    })
    res.on('drain', () => z.resume())
    z.on('drain', () => res.emit('drain'))
    z.on('end', () => void end.call(res, undefined as never, 'utf8'))
    res.on('close', () => z.destroy())
  }
  // writeHead carries headers the decision depends on: they are set first, and sent with the first byte.
  res.writeHead = ((status: number, ...rest: unknown[]) => {
    res.statusCode = status
    const headers = rest.find((r) => r && typeof r === 'object') as
      | Record<string, string | string[]>
      | undefined
    for (const [k, v] of Object.entries(headers ?? {})) res.setHeader(k, v)
    return res
  }) as never
  const flushHead = () => {
    res.writeHead = writeHead
  }
  res.write = ((chunk: Buffer | string, ...rest: unknown[]) => {
    decide(undefined)
    flushHead()
    return zip ? zip.write(chunk) : (write as (...a: unknown[]) => boolean).call(res, chunk, ...rest)
  }) as never
  res.end = ((chunk?: Buffer | string, ...rest: unknown[]) => {
    const body = typeof chunk === 'function' ? undefined : chunk
    decide(body === undefined ? 0 : Buffer.byteLength(body))
    flushHead()
    if (!zip) return (end as (...a: unknown[]) => unknown).call(res, chunk, ...rest)
    zip.end(body)
    return res
  }) as never
}
