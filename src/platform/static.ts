import fs from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import path from 'node:path'
import { lookup } from 'mrmime'
import type { Config } from './config.ts'

const dist = path.join(import.meta.dirname, '../../dist')
const swagger = path.dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))

function sendFile(file: string, req: IncomingMessage, res: ServerResponse, cache: string): void {
  const gz = /\bgzip\b/.test(String(req.headers['accept-encoding'] ?? '')) && fs.existsSync(`${file}.gz`)
  res.setHeader(
    'content-type',
    `${lookup(file) ?? 'application/octet-stream'}${/\.(js|css|html|json|svg|webmanifest)$/.test(file) ? '; charset=utf-8' : ''}`,
  )
  res.setHeader('cache-control', cache)
  if (gz) {
    res.setHeader('content-encoding', 'gzip')
    res.setHeader('vary', 'accept-encoding')
  }
  if (req.method === 'HEAD') return void res.end()
  const bytes = fs.createReadStream(gz ? `${file}.gz` : file)
  res.on('close', () => bytes.destroy())
  bytes
    .on('error', () => {
      if (!res.headersSent) res.statusCode = 404
      res.end()
    })
    .pipe(res)
}

const isFile = (f: string) => fs.statSync(f, { throwIfNoEntry: false })?.isFile() ?? false

/** The built web app: hashed files for ever, the page itself never kept. Unknown paths get the page, which says what it does not find. */
export function serveApp(_config: Config) {
  return {
    page(url: string, req: IncomingMessage, res: ServerResponse): void {
      const file = path.join(dist, decodeURIComponentSafe(url))
      if (file.startsWith(dist + path.sep) && isFile(file))
        return sendFile(
          file,
          req,
          res,
          url.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        )
      if (url.startsWith('/assets/')) {
        res.statusCode = 404
        return void res.end()
      }
      sendFile(path.join(dist, 'index.html'), req, res, 'no-cache')
    },
    vendor(url: string, req: IncomingMessage, res: ServerResponse): void {
      const name = path.basename(url)
      if (!['swagger-ui-bundle.js', 'swagger-ui.css', 'docs.js'].includes(name)) {
        res.statusCode = 404
        return void res.end()
      }
      if (name === 'docs.js') {
        res.setHeader('content-type', 'text/javascript; charset=utf-8')
        return void res.end(
          "SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#docs', deepLinking: true, validatorUrl: null })",
        )
      }
      sendFile(path.join(swagger, name), req, res, 'public, max-age=86400')
    },
    /** Written here rather than by the plugin: the content policy forbids scripts inside the page. */
    docs(res: ServerResponse): void {
      res.setHeader('content-type', 'text/html; charset=utf-8')
      res.end(
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Pupitre API</title><link rel="icon" href="/favicon.svg"><link rel="stylesheet" href="/api/vendor/swagger-ui.css"></head><body><main id="docs"></main><script src="/api/vendor/swagger-ui-bundle.js"></script><script src="/api/vendor/docs.js"></script></body></html>',
      )
    },
  }
}

function decodeURIComponentSafe(s: string): string {
  try {
    return decodeURIComponent(s)
  } catch {
    return s
  }
}
