import { invalid } from '#platform/errors.ts'
import { cleanName } from '#platform/files/model.ts'
import type { Scope } from '#platform/scope.ts'
import { asJson } from './everything.ts'
import { gather } from './gather.ts'
import { type ExportRequest, endings } from './model.ts'
import { asPage } from './page.ts'
import { asMspdi } from './project-file.ts'
import { asCsv, asXlsx } from './table.ts'

export type Written = { name: string; mediaType: string; body: string | Uint8Array; tasks: number }

/** Writes the tasks of a project, or of all those one may see, as a file in the reader's language. */
export async function writeExport(scope: Scope, r: ExportRequest): Promise<Written> {
  const g = await gather(scope, r)
  const { extension, mediaType } = endings[r.format]
  const about = r.projectId ? (g.set.projects[0]?.name ?? scope.workspace.name) : scope.workspace.name
  const name = `${cleanName(about, 'pupitre')}.${extension}`
  const body = await bodyOf(scope, r, g)
  return { name, mediaType, body, tasks: g.cards.length }
}

async function bodyOf(
  scope: Scope,
  r: ExportRequest,
  g: Awaited<ReturnType<typeof gather>>,
): Promise<string | Uint8Array> {
  switch (r.format) {
    case 'csv':
      return asCsv(g, scope.locale, scope.timezone, r.columns)
    case 'xlsx':
      return asXlsx(g, scope.locale, scope.timezone, r.columns)
    case 'html':
      return asPage(
        g,
        {
          title: r.projectId ? (g.set.projects[0]?.name ?? scope.workspace.name) : scope.workspace.name,
          locale: scope.locale,
          timezone: scope.timezone,
          now: scope.now(),
        },
        r.columns,
      )
    case 'json':
      return asJson(scope, g)
    case 'mspdi':
      if (!r.projectId)
        throw invalid({
          fr: 'Un plan Microsoft Project tient un seul projet : exportez-les un par un.',
          en: 'A Microsoft Project plan holds one project: export them one by one.',
        })
      return asMspdi(scope, g, r.projectId)
  }
}
