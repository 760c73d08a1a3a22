import { z } from 'zod'
import { invalid } from '#platform/errors.ts'
import { answering, enter } from '#platform/gates/route.ts'
import type { Route } from '#platform/http.ts'
import { feedRoute } from './ics/routes.ts'
import { ExportRequest } from './model.ts'
import { writeExport } from './write.ts'

const json = z.string().transform((text, ctx) => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    ctx.addIssue({ code: 'custom', message: 'JSON' })
    return z.NEVER
  }
})
const Query = z.object({
  workspace: z.string().max(100).optional(),
  project: z.string().optional(),
  format: z.string(),
  filter: json.optional(),
  sort: json.optional(),
  columns: json.optional(),
})

/** @throws INVALID for an address nobody was given. */
function read(search: URLSearchParams): ExportRequest & { workspace: string | null } {
  const query = Query.safeParse(Object.fromEntries(search))
  const { workspace = null, project = null, ...rest } = query.data ?? { format: '' }
  const asked = ExportRequest.safeParse({ ...rest, projectId: project })
  if (!query.success || !asked.success)
    throw invalid({
      fr: 'Cette adresse d’export n’est pas comprise. Reprenez-la depuis le menu « Exporter ».',
      en: 'This export address is not understood. Take it from the menu "Export" again.',
    })
  return { ...asked.data, workspace }
}

/** `GET /exports/tasks?workspace=…&project=…&format=csv&filter=…`: a file to keep. */
const tasks: Route = {
  method: 'GET',
  path: '/exports/tasks',
  run: (_req, res, { url, call }) =>
    answering(call, res, async () => {
      const { workspace, ...asked } = read(url.searchParams)
      const gate = await enter(call, { right: 'see', workspace })
      const file = await gate.in((scope) => writeExport(scope, asked))
      res.writeHead(200, {
        'content-type': file.mediaType,
        // A page to print is looked at; it runs and fetches nothing.
        ...(asked.format === 'html' && {
          'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
        }),
        'content-disposition': `${asked.format === 'html' ? 'inline' : 'attachment'}; filename="export.${file.name.split('.').at(-1)}"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
        'cache-control': 'private, no-store',
        'x-content-type-options': 'nosniff',
      })
      res.end(file.body)
    }),
}

export const exportRoutes: Route[] = [tasks, feedRoute]
