import fs from 'node:fs'
import path from 'node:path'
import { importWeblog } from '../measure/import/weblog.ts'
import { notFound, Refusal } from '../platform/errors.ts'
import type { Scope } from '../platform/scope.ts'
import { inWorkspace, theWorkspace, withPlatform } from './open.ts'
import { inform, print } from './terminal.ts'

export type ImportWeblog = { site: string; workspace?: string; dryRun?: boolean; json?: boolean }

/** Reads an access log (combined format, plain or gzipped) as the visits of a site; the same lines again add nothing. */
export async function importFromWeblog(file: string, o: ImportWeblog): Promise<void> {
  const { size } = fs.statSync(file)
  const report = await withPlatform(async (platform) => {
    const workspace = await theWorkspace(platform, o.workspace)
    const enter = <T>(work: (scope: Scope) => Promise<T>) => inWorkspace(platform, workspace.id, work)
    return importWeblog(fs.createReadStream(file), {
      platform,
      in: enter,
      siteId: await enter((scope) => siteNamed(scope, o.site)),
      fileName: path.basename(file),
      size,
      ...(o.dryRun && { dryRun: true }),
      progress: async (lines, of) => {
        if (!o.json)
          inform({
            fr: `${lines} lignes${of ? ` sur environ ${of}` : ''}`,
            en: `${lines} lines${of ? ` of about ${of}` : ''}`,
          })
      },
    })
  })
  const { lines, views, imported, already, refused, assets, botViews, errors } = report
  print(
    o.json,
    { dryRun: Boolean(o.dryRun), ...report },
    {
      fr: `${lines} lignes : ${views} pages vues (${imported} importées, ${already} déjà là), ${botViews} vues de robots, ${assets} fichiers de pages, ${errors} erreurs, ${refused} lignes illisibles.`,
      en: `${lines} lines: ${views} page views (${imported} imported, ${already} there already), ${botViews} views by robots, ${assets} page assets, ${errors} errors, ${refused} unreadable lines.`,
    },
  )
}

/** By host, or by id. */
async function siteNamed(scope: Scope, which: string): Promise<string> {
  const { rows } = await scope.sql<{ id: string }>(
    'select id from sites where (lower(host) = lower($1) or id::text = $1) and deleted_at is null limit 2',
    [which],
  )
  if (rows.length > 1)
    throw new Refusal('CONFLICT', {
      fr: `Plusieurs sites portent le nom ${which} : donnez l’identifiant de l’un d’eux.`,
      en: `Several sites are named ${which}: give the id of one.`,
    })
  if (!rows[0]) throw notFound('site')
  return rows[0].id
}
