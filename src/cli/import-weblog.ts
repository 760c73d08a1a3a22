import fs from 'node:fs'
import path from 'node:path'
import { importWeblog } from '../measure/import/weblog.ts'
import { hostOf } from '../measure/model/visitor.ts'
import { createSite, listSites } from '../measure/service/sites.ts'
import { notFound } from '../platform/errors.ts'
import type { Scope } from '../platform/scope.ts'
import { listProjects } from '../platform/tenancy/service.ts'
import { inWorkspace, theWorkspace, withPlatform } from './open.ts'
import { inform, print, WrongUsage } from './terminal.ts'

export type ImportWeblog = {
  site: string
  project?: string
  workspace?: string
  dryRun?: boolean
  json?: boolean
}

/** Reads a web server's access log as visits of a site; the same lines again add nothing. */
export async function importFromWeblog(file: string, o: ImportWeblog): Promise<void> {
  const { size } = fs.statSync(file)
  const report = await withPlatform(async (platform) => {
    const workspace = await theWorkspace(platform, o.workspace)
    const siteId = await inWorkspace(platform, workspace.id, (scope) => siteOf(scope, o))
    let said = Date.now()
    return importWeblog(fs.createReadStream(file), {
      platform,
      in: (work) => inWorkspace(platform, workspace.id, work),
      siteId,
      fileName: path.basename(file),
      size,
      dryRun: o.dryRun,
      progress: async (lines, of) => {
        if (o.json || Date.now() - said < 2_000) return
        said = Date.now()
        inform({ fr: `${lines} lignes sur ${of ?? '?'} environ`, en: `${lines} lines of about ${of ?? '?'}` })
      },
    })
  })
  const refusals = report.refusals
    .flatMap((r) => r.examples.map((e) => `  ${r.reason}, ${e.line} : ${e.text}`))
    .join('\n')
  print(
    o.json,
    { dryRun: o.dryRun === true, ...report },
    {
      fr: `${o.dryRun ? 'À blanc, rien n’a été écrit. ' : ''}${report.lines} lignes lues : ${report.imported} pages vues importées, ${report.already} déjà là ; robots ${report.botViews}, fichiers ${report.assets}, flux ${report.feeds}, redirections ${report.redirects}, erreurs ${report.errors}, autres méthodes ${report.otherMethods}, refusées ${report.refused}.${refusals && `\n${refusals}`}`,
      en: `${o.dryRun ? 'Dry run, nothing was written. ' : ''}${report.lines} lines read: ${report.imported} page views imported, ${report.already} already there; robots ${report.botViews}, files ${report.assets}, feeds ${report.feeds}, redirects ${report.redirects}, errors ${report.errors}, other methods ${report.otherMethods}, refused ${report.refused}.${refusals && `\n${refusals}`}`,
    },
  )
}

/** The site of that host; in a project that has none, it is made. */
async function siteOf(scope: Scope, o: ImportWeblog): Promise<string> {
  const host = hostOf(o.site)
  const project = o.project ? await projectOf(scope, o.project) : undefined
  const found = (await listSites(scope, project)).filter((s) => s.host === host)
  if (found.length > 1)
    throw new WrongUsage({
      fr: 'Plusieurs projets mesurent ce site : dites lequel avec --project.',
      en: 'Several projects measure this site: say which with --project.',
    })
  if (found[0]) return found[0].id
  if (!project) throw notFound('site')
  return (await createSite(scope, { projectId: project, host })).id
}

async function projectOf(scope: Scope, wanted: string): Promise<string> {
  const all = await listProjects(scope)
  const named = all.filter((p) => p.name.toLowerCase() === wanted.toLowerCase())
  const found = all.find((p) => p.slug === wanted) ?? (named.length === 1 ? named[0] : undefined)
  if (!found) throw notFound('project')
  return found.id
}
