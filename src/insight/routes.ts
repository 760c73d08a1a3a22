import type { ServerResponse } from 'node:http'
import { notFound } from '#platform/errors.ts'
import { throughDoor } from '#platform/gates/door.ts'
import { answering, enter } from '#platform/gates/route.ts'
import type { Route } from '#platform/http.ts'
import type { Locale } from '#platform/scope.ts'
import { slugOf } from '#platform/tenancy/model.ts'
import type { ReviewDocument } from './model.ts'
import { readReview, readShared } from './service/reviews.ts'

const printers = {
  pdf: {
    type: 'application/pdf',
    print: async (doc: ReviewDocument, origin: string) =>
      (await import('./service/printPdf.ts')).printPdf(doc, { origin }),
  },
  pptx: {
    type: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    print: async (doc: ReviewDocument, origin: string) =>
      (await import('./service/presentPptx.ts')).presentPptx(doc, { origin }),
  },
} as const
type Kind = keyof typeof printers

async function send(res: ServerResponse, kind: Kind, doc: ReviewDocument, origin: string): Promise<void> {
  const bytes = await printers[kind].print(doc, origin)
  res.setHeader('content-type', printers[kind].type)
  res.setHeader('content-length', bytes.length)
  res.setHeader('content-disposition', `attachment; filename="${slugOf(doc.title, 'bilan')}.${kind}"`)
  res.setHeader('cache-control', 'private, no-store')
  res.end(bytes)
}

const asked = (url: URL, otherwise: Locale): Locale => {
  const said = url.searchParams.get('langue')
  return said === 'en' || said === 'fr' ? said : otherwise
}
const kindOf = (name: string | undefined): Kind => {
  if (name !== 'pdf' && name !== 'pptx') throw notFound('format')
  return name
}
const uuid = /^[0-9a-f-]{36}$/

/** `GET /bilans/{id}.pdf?workspace=…` for members and API keys; the figures are read in one transaction, printed after it. */
const member: Route = {
  method: 'GET',
  path: '/bilans/:id.:kind',
  run: (_req, res, { params, url, platform, call }) =>
    answering(call, res, async () => {
      const kind = kindOf(params.kind)
      if (!uuid.test(params.id ?? '')) throw notFound('review')
      const gate = await enter(call, { right: 'see', workspace: url.searchParams.get('workspace') })
      const doc = await gate.in((scope) => readReview(scope, params.id ?? '', asked(url, scope.locale)))
      await send(res, kind, doc, platform.config.publicUrl)
    }),
}

const outsider: Route = {
  method: 'GET',
  path: '/b/:key/bilan.:kind',
  run: (_req, res, { params, url, platform, call }) =>
    answering(call, res, async () => {
      const kind = kindOf(params.kind)
      const key = params.key ?? ''
      const doc = await throughDoor(platform, 'review', key, (scope, door) =>
        readShared(scope, door, key, asked(url, call.locale)),
      )
      await send(res, kind, doc, platform.config.publicUrl)
    }),
}

export const insightRoutes: Route[] = [member, outsider]
