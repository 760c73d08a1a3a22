import { notFound } from '../errors.ts'
import { getFile, receiveFile } from '../files.ts'
import { answering, enter, enterSigned } from '../gates/route.ts'
import { json, type Route } from '../http.ts'
import { pour } from '../pour.ts'
import type { Call } from '../rpc.ts'
import type { Part } from '../storage.ts'
import { nameSent, tooLarge } from './incoming.ts'
import { isShownInline, maxBytes } from './model.ts'

/** `POST /files?workspace=…&noun=task&row=…` : the body is the file, its name in `x-file-name` (percent-encoded). */
const upload: Route = {
  method: 'POST',
  path: '/files',
  run: (req, res, { url, platform, call }) =>
    answering(call, res, async () => {
      const gate = await enter(call, {
        right: 'contribute',
        workspace: url.searchParams.get('workspace'),
        writes: true,
      })
      if (Number(req.headers['content-length'] ?? 0) > maxBytes) throw tooLarge()
      const q = (key: string) => url.searchParams.get(key) ?? undefined
      const file = await receiveFile(platform, gate.in, req, {
        name: nameSent(req),
        noun: q('noun'),
        rowId: q('row'),
        projectId: q('project'),
      })
      json(res, 201, file)
    }),
}

/** A signed address, or a session; a picture in a page sends no header, so the file itself tells its workspace. */
async function gateOf(call: Call, url: URL, id: string, what: string) {
  const { rows } = await call.platform.pools.auth.query<{ workspace_id: string }>(
    'select workspace_id from files where id::text = $1 and deleted_at is null',
    [id.toLowerCase()],
  )
  const signature = url.searchParams.get('s')
  if (!rows[0]) {
    // Whoever is not signed in does not learn which files exist.
    await enter(call, { right: 'see', workspace: '-' }).catch((e: { code?: string }) => {
      throw e.code === 'UNAUTHORIZED' ? e : notFound('file')
    })
    throw notFound('file')
  }
  if (signature)
    return enterSigned(call, rows[0].workspace_id, {
      what,
      id,
      expires: Number(url.searchParams.get('e')),
      signature,
    })
  return enter(call, { right: 'see', workspace: rows[0].workspace_id })
}

const download =
  (what: 'file' | 'vignette'): Route['run'] =>
  (req, res, { params, url, platform, call }) =>
    answering(call, res, async () => {
      const gate = await gateOf(call, url, params.id ?? '', what)
      const file = await gate.in((scope) => getFile(scope, params.id ?? ''))
      const key = what === 'file' ? file.storageKey : file.thumbnailKey
      if (!key) throw notFound('vignette')
      const type = what === 'vignette' ? 'image/webp' : file.mediaType
      const inline = isShownInline(type) && !url.searchParams.has('telecharger')
      const etag = `"${file.sha256.slice(0, 32)}${what === 'vignette' ? '-v' : ''}"`
      res.setHeader('etag', etag)
      // Rights may go: the browser asks each time, and is told that nothing changed.
      res.setHeader('cache-control', 'private, no-cache')
      res.setHeader('cross-origin-resource-policy', 'same-site')
      // Even what is shown may run nothing, frame nothing and fetch nothing.
      res.setHeader(
        'content-security-policy',
        `default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; media-src 'self'; object-src 'self'${type === 'application/pdf' ? '' : '; sandbox'}`,
      )
      if (req.headers['if-none-match'] === etag) return void res.writeHead(304).end()
      res.setHeader(
        'content-type',
        inline ? (type.startsWith('text/') ? 'text/plain; charset=utf-8' : type) : 'application/octet-stream',
      )
      res.setHeader('content-disposition', disposition(inline, file.name))
      const part = what === 'file' ? partOf(req.headers.range, file.size) : undefined
      if (what === 'file') res.setHeader('accept-ranges', 'bytes')
      if (part === 'none')
        return void res.writeHead(416, { 'content-range': `bytes */${file.size}`, 'content-length': 0 }).end()
      if (part) {
        res.statusCode = 206
        res.setHeader('content-range', `bytes ${part.start}-${part.end}/${file.size}`)
      }
      if (what === 'file') res.setHeader('content-length', part ? part.end - part.start + 1 : file.size)
      if (req.method === 'HEAD') return void res.end()
      await pour(await platform.storage.get(key, part), res)
    })

/** RFC 9110 §14: one range of bytes, as a player asks while one moves through a film. Several at once get the whole. */
export function partOf(header: string | undefined, size: number): Part | 'none' | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? []
  if (!from && !to) return undefined
  const start = from ? Number(from) : Math.max(0, size - Number(to))
  const end = from && to ? Math.min(Number(to), size - 1) : size - 1
  if (from && to && Number(to) < start) return undefined
  return start >= size || (!from && Number(to) === 0) ? 'none' : { start, end }
}

/** RFC 6266, with the plain name for old programs and the true one beside it. */
const disposition = (inline: boolean, name: string) =>
  `${inline ? 'inline' : 'attachment'}; filename="${name.replace(/[^\x20-\x7e]|["\\%]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`

export const fileRoutes: Route[] = [
  upload,
  { method: 'GET', path: '/files/:id', run: download('file') },
  { method: 'GET', path: '/files/:id/vignette', run: download('vignette') },
]
