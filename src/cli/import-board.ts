import fs from 'node:fs'
import path from 'node:path'
import { inWords, terminalLocale } from '../platform/engines/words.ts'
import { notFound } from '../platform/errors.ts'
import { formatter } from '../platform/i18n.ts'
import type { Platform } from '../platform/platform.ts'
import type { Scope } from '../platform/scope.ts'
import { createProject, listProjects } from '../platform/tenancy/service.ts'
import { readyToImport } from '../work/import/any.ts'
import { deliver, proposeDestinations } from '../work/import/deliver.ts'
import { lossMessages } from '../work/import/messages.ts'
import { ImportOptions, type Source, thingNamed, thingsOf } from '../work/import/model.ts'
import { maxBytes } from '../work/import/reading/refusals.ts'
import { recall } from '../work/import/remembered.ts'
import { onTrial } from '../work/import/trial.ts'
import { inWorkspace, theWorkspace, withPlatform } from './open.ts'
import { projectNamed } from './project.ts'
import { inform, print, WrongUsage } from './terminal.ts'

export type ImportBoard = {
  project?: string
  newProject?: string
  workspace?: string
  mapping?: string
  projectPerBoard?: boolean
  archived?: boolean
  dryRun?: boolean
  json?: boolean
}

const missing = (file: string) => {
  inform({ fr: `Le fichier « ${file} » n’existe pas.`, en: `The file "${file}" does not exist.` })
  return notFound('file')
}

/** Brings an export of another tool into a project; run again, it brings only what changed there since. */
export async function importBoard(source: Source, file: string, o: ImportBoard): Promise<void> {
  if (Boolean(o.project) === Boolean(o.newProject))
    throw new WrongUsage({
      fr: 'Dites où importer : --project NOM pour un projet existant, ou --new-project NOM.',
      en: 'Say where to import: --project NAME for an existing project, or --new-project NAME.',
    })
  if (!fs.existsSync(file)) throw missing(file)
  const { size } = fs.statSync(file)
  const bytes = size > maxBytes ? Buffer.alloc(maxBytes + 1) : fs.readFileSync(file)
  const report = await withPlatform(async (platform) => {
    const workspace = await theWorkspace(platform, o.workspace)
    const given = await optionsOf(platform, workspace.id, o)
    const read = (options: ImportOptions) =>
      readyToImport(source, bytes, path.basename(file), options, {
        timezone: workspace.timezone,
        locale: workspace.locale,
      })
    let ready = await read(given)
    let asRead: ImportOptions = given
    if (!o.mapping) {
      const { signature } = ready
      const known = await inWorkspace(platform, workspace.id, (s) => recall(s, source, signature))
      if (known) {
        asRead = { ...known, archived: o.archived === true || known.archived }
        ready = await read(asRead)
      }
    }
    const enter = <T>(work: (scope: Scope) => Promise<T>) => inWorkspace(platform, workspace.id, work)
    const progress = async (done: number, total: number) => {
      if (!o.json && total > 100) inform({ fr: `${done} / ${total} tâches`, en: `${done} / ${total} tasks` })
    }
    const name = path.basename(file)
    const everywhere = { projects: '*' as const, makes: true }
    const apart = async (projectId: string, scope?: Scope) => {
      const propose = (s: Scope) => proposeDestinations(s, source, ready, projectId, everywhere)
      const destinations = await (scope ? propose(scope) : enter(propose))
      return read({ ...asRead, destinations })
    }
    const target = (scope: Scope) => projectOf(scope, source, o, ready.deliveries[0]!.boards[0]!.id)
    if (o.dryRun)
      return onTrial(true, enter, async (scope) => {
        const projectId = await target(scope)
        if (o.projectPerBoard) ready = await apart(projectId, scope)
        const inside = <T>(work: (s: Scope) => Promise<T>) => work(scope)
        const run = { source, name, projectId, dryRun: false, jobId: null, by: null, progress }
        return (await deliver(inside, ready, run)).found
      })
    const projectId = await enter(target)
    if (o.projectPerBoard) ready = await apart(projectId)
    const run = { source, name, projectId, dryRun: false, jobId: null, by: null, progress }
    return (await deliver(enter, ready, run)).found
  })
  const t = formatter(lossMessages, terminalLocale())
  const things = thingsOf(source)
  const told = (counts: typeof report.created) => Object.fromEntries(things.map((k) => [k, counts[k]]))
  const lost = report.lost.map(({ kind, count }) => ({
    what: t(`${kind}.what`),
    count,
    why: t(`${kind}.why`),
  }))
  const counted = things
    .map(
      (k) =>
        `  ${t(thingNamed(source, k))} : ${report.created[k]} + ${report.updated[k]} + ${report.unchanged[k]}`,
    )
    .join('\n')
  const left = lost.map((l) => `  ${l.count} × ${l.what}. ${l.why}`).join('\n')
  print(
    o.json,
    {
      created: told(report.created),
      updated: told(report.updated),
      unchanged: told(report.unchanged),
      lost,
    },
    {
      fr: `« ${report.board} »${o.dryRun ? ', à blanc : rien n’a été écrit' : ''} (créés + mis à jour + inchangés)\n${counted}${left && `\nNon repris :\n${left}`}`,
      en: `"${report.board}"${o.dryRun ? ', dry run: nothing was written' : ''} (created + updated + unchanged)\n${counted}${left && `\nNot brought over:\n${left}`}`,
    },
  )
}

/** What a mapping file says, as the pages keep it; people may be named by address or by name instead of by id. */
async function optionsOf(platform: Platform, workspaceId: string, o: ImportBoard): Promise<ImportOptions> {
  const archived = o.archived === true
  if (!o.mapping) return ImportOptions.parse({ archived })
  if (!fs.existsSync(o.mapping)) throw missing(o.mapping)
  const isWrong = (why: string) =>
    new WrongUsage({
      fr: `Le fichier de correspondance n’est pas compris : ${why}`,
      en: `The mapping file is not understood: ${why}`,
    })
  let data: { members?: Record<string, string | null> }
  try {
    data = JSON.parse(fs.readFileSync(o.mapping, 'utf8'))
  } catch (e) {
    throw isWrong((e as Error).message)
  }
  const members: Record<string, string | null> = {}
  for (const [key, who] of Object.entries(data.members ?? {})) {
    if (who === null) members[key] = null
    else {
      const { rows } = await inWorkspace(platform, workspaceId, (s) =>
        s.sql<{ id: string }>(
          'select id from members where deleted_at is null and (id::text = $1 or lower(email) = lower($1) or lower(name) = lower($1)) order by deactivated_at is not null limit 1',
          [who],
        ),
      )
      if (!rows[0]) throw isWrong(who)
      members[key] = rows[0].id
    }
  }
  const read = ImportOptions.safeParse({ archived, ...data, members })
  if (!read.success)
    throw isWrong(read.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; '))
  return read.data
}

/** By slug or name. `--new-project` given again for a board it already brought finds that project instead of making a second. */
async function projectOf(scope: Scope, source: Source, o: ImportBoard, boardId: string): Promise<string> {
  if (o.project)
    return projectNamed(
      scope,
      o.project,
      inWords({ fr: 'Pour le créer : --new-project.', en: 'To make it: --new-project.' }),
    )
  const all = await listProjects(scope)
  const name = o.newProject as string
  for (const p of all.filter((x) => x.name === name)) {
    const { rowCount } = await scope.sql(
      "select from import_sources where project_id = $1 and source = $3 and noun = 'board' and source_id = $2",
      [p.id, boardId, source],
    )
    if (rowCount) return p.id
  }
  return (await createProject(scope, { name })).id
}
