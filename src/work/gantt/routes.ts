import { notFound } from '#platform/errors.ts'
import { answering, enter } from '#platform/gates/route.ts'
import type { Route } from '#platform/http.ts'
import { slugOf } from '#platform/tenancy/model.ts'
import { type Asked, readPrint } from './service/print.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const parsed = (text: string | null): unknown => {
  try {
    return JSON.parse(text ?? '{}') ?? {}
  } catch {
    return {}
  }
}

/** `GET /plannings/{project or « tous »}.pdf?workspace=…&papier=a3`: the Gantt as a document, for members and API keys. */
const pdf: Route = {
  method: 'GET',
  path: '/plannings/:id.pdf',
  run: (_req, res, { params, url, call }) =>
    answering(call, res, async () => {
      const id = params.id ?? ''
      if (id !== 'tous' && !uuid.test(id)) throw notFound('project')
      const said = (name: string) => url.searchParams.get(name)
      const gate = await enter(call, { right: 'see', workspace: said('workspace') })
      const reference = said('reference')
      const locale = said('langue')
      const asked: Omit<Asked, 'locale'> = {
        projectId: id === 'tous' ? null : id,
        view: parsed(said('vue')),
        baselineId: reference && uuid.test(reference) ? reference : null,
        critical: said('critique') === '1',
        closed: said('plies')?.split('.') ?? [],
      }
      const { print, language } = await gate.in(async (scope) => {
        const language = locale === 'en' || locale === 'fr' ? locale : scope.locale
        return { language, print: await readPrint(scope, { ...asked, locale: language }) }
      })
      const { pdfOf } = await import('./service/pdf.ts')
      const bytes = await pdfOf(print, said('papier') === 'a3' ? 'a3' : 'a4', language)
      res.setHeader('content-type', 'application/pdf')
      res.setHeader('content-length', bytes.length)
      res.setHeader('content-disposition', `attachment; filename="${slugOf(print.title, 'planning')}.pdf"`)
      res.setHeader('cache-control', 'private, no-store')
      res.end(bytes)
    }),
}

export const ganttRoutes: Route[] = [pdf]
