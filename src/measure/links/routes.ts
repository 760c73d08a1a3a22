import type { ServerResponse } from 'node:http'
import { toBuffer, toString as toText } from 'qrcode'
import type { Route } from '#platform/http.ts'
import { ingestOf } from '../ingest/service.ts'
import { addressOf, codeAlphabet } from '../model/links.ts'

const isCode = (code: string) => code.length <= 32 && [...code].every((c) => codeAlphabet.includes(c))

function gone(res: ServerResponse, locale: 'fr' | 'en'): void {
  const [title, line] =
    locale === 'fr'
      ? [
          'Ce lien ne mène plus nulle part',
          'Il a été retiré, ou son adresse est incomplète. Demandez-en un nouveau à qui vous l’a donné.',
        ]
      : [
          'This link leads nowhere',
          'It was withdrawn, or its address is incomplete. Ask whoever gave it to you for a new one.',
        ]
  res.writeHead(404, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
  res.end(`<!doctype html><html lang="${locale}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${title}</title>
<body style="font:16px/1.5 system-ui;max-width:34rem;margin:20vh auto;padding:0 1rem;color:#1C1B19;background:#FBFAF7"><h1 style="font-size:1.5rem">${title}</h1><p>${line}</p></body></html>`)
}

const redirect: Route = {
  method: 'GET',
  path: '/l/:code',
  async run(req, res, { params, platform, address, call }) {
    const ingest = ingestOf(platform)
    const code = params.code ?? ''
    const link = isCode(code) ? await ingest.directory.links.get(code) : null
    if (!link) return gone(res, call.locale)
    // Counted before it leaves; but a visitor is never held back by our troubles. HEAD is a question, not a click.
    if (req.method === 'GET') {
      const visitor = { address, agent: req.headers['user-agent'] ?? '' }
      await ingest
        .click(code, visitor, req.headers.referer ?? '')
        .catch((err) => platform.log.error({ err }, 'a click could not be stored'))
    }
    // Only to the stored target: nothing of the request goes into the address.
    res.writeHead(302, {
      location: addressOf(link.target, link),
      'cache-control': 'no-store',
      'referrer-policy': 'unsafe-url',
    })
    res.end()
  },
}

/** Error correction M: a smudge of 15 % on a poster is read all the same. */
const drawing = { errorCorrectionLevel: 'M', margin: 4 } as const

const qr = (kind: 'svg' | 'png'): Route => ({
  method: 'GET',
  path: `/l/:code/qr.${kind}`,
  async run(_req, res, { params, platform, url, call }) {
    const code = params.code ?? ''
    const link = isCode(code) ? await ingestOf(platform).directory.links.get(code) : null
    if (!link) return gone(res, call.locale)
    const text = `${platform.config.publicUrl}/l/${code}`
    const width = Math.min(2_048, Math.max(128, Number(url.searchParams.get('width')) || 1_024))
    const body =
      kind === 'svg'
        ? Buffer.from(await toText(text, { ...drawing, type: 'svg' }))
        : await toBuffer(text, { ...drawing, width })
    res.writeHead(200, {
      'content-type': kind === 'svg' ? 'image/svg+xml' : 'image/png',
      'content-length': body.length,
      'cache-control': 'public, max-age=86400',
      ...(url.searchParams.has('download') && {
        'content-disposition': `attachment; filename="qr-${code}.${kind}"`,
      }),
    })
    res.end(body)
  },
})

export const linkRoutes: Route[] = [redirect, qr('svg'), qr('png')]
