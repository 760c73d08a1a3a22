import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Route } from '#platform/http.ts'

const plain = readFileSync(path.join(import.meta.dirname, '../../tracker/p.js'))
const small = gzipSync(plain, { level: 9 })
const etag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 16)}"`

/** The script of measured sites; any page may load it. */
export const trackerRoute: Route = {
  method: 'GET',
  path: '/t/p.js',
  hot: true,
  run(req, res) {
    const head = {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=3600',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
      vary: 'accept-encoding',
      etag,
    }
    if (req.headers['if-none-match'] === etag) return void res.writeHead(304, head).end()
    const zipped = /\bgzip\b/.test(String(req.headers['accept-encoding'] ?? ''))
    const body = zipped ? small : plain
    res
      .writeHead(200, {
        ...head,
        ...(zipped && { 'content-encoding': 'gzip' }),
        'content-length': body.length,
      })
      .end(req.method === 'HEAD' ? undefined : body)
  },
}
