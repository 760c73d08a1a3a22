import fs from 'node:fs'
import { inWords, terminalLocale } from '../platform/engines/words.ts'
import { notFound } from '../platform/errors.ts'
import { formatter } from '../platform/i18n.ts'
import type { Scope } from '../platform/scope.ts'
import { createProject, listProjects } from '../platform/tenancy/service.ts'
import { maxBytes, readTrello } from '../work/import/board.ts'
import { lossMessages } from '../work/import/messages.ts'
import { things } from '../work/import/model.ts'
import { importTrello } from '../work/import/trello.ts'
import { onTrial } from '../work/import/trial.ts'
import { inWorkspace, theWorkspace, withPlatform } from './open.ts'
import { inform, print, WrongUsage } from './terminal.ts'

export type ImportTrello = {
  project?: string
  newProject?: string
  workspace?: string
  archived?: boolean
  dryRun?: boolean
  json?: boolean
}

/** Brings a Trello board export into a project; run again, it brings only what changed in Trello since. */
export async function importFromTrello(file: string, o: ImportTrello): Promise<void> {
  if (Boolean(o.project) === Boolean(o.newProject))
    throw new WrongUsage({
      fr: 'Dites où importer : --project NOM pour un projet existant, ou --new-project NOM.',
      en: 'Say where to import: --project NAME for an existing project, or --new-project NAME.',
    })
  if (!fs.existsSync(file)) {
    inform({ fr: `Le fichier « ${file} » n’existe pas.`, en: `The file "${file}" does not exist.` })
    throw notFound('file')
  }
  const { size } = fs.statSync(file)
  const board = readTrello(size > maxBytes ? Buffer.alloc(maxBytes + 1) : fs.readFileSync(file))
  const report = await withPlatform(async (platform) => {
    const workspace = await theWorkspace(platform, o.workspace)
    return onTrial(
      o.dryRun === true,
      (work) => inWorkspace(platform, workspace.id, work),
      async (scope) =>
        importTrello(
          scope,
          board,
          await projectOf(scope, o, board.id),
          { archived: o.archived === true, categories: {}, members: {} },
          async (done, total) => {
            if (!o.json && total > 100)
              inform({ fr: `${done} / ${total} cartes`, en: `${done} / ${total} cards` })
          },
        ),
    )
  })
  const t = formatter(lossMessages, terminalLocale())
  const { created, updated, unchanged } = report
  const lost = report.lost.map(({ kind, count }) => ({
    what: t(`${kind}.what`),
    count,
    why: t(`${kind}.why`),
  }))
  const counted = things
    .map((thing) => `  ${t(thing)} : ${created[thing]} + ${updated[thing]} + ${unchanged[thing]}`)
    .join('\n')
  const told = lost.map((l) => `  ${l.count} × ${l.what}. ${l.why}`).join('\n')
  print(
    o.json,
    { created, updated, unchanged, lost },
    {
      fr: `« ${board.name} »${o.dryRun ? ', à blanc : rien n’a été écrit' : ''} (créés + mis à jour + inchangés)\n${counted}${told && `\nNon repris :\n${told}`}`,
      en: `"${board.name}"${o.dryRun ? ', dry run: nothing was written' : ''} (created + updated + unchanged)\n${counted}${told && `\nNot brought over:\n${told}`}`,
    },
  )
}

/** By slug or name. `--new-project` given again for a board it already brought finds that project instead of making a second. */
async function projectOf(scope: Scope, o: ImportTrello, boardId: string): Promise<string> {
  const all = await listProjects(scope)
  if (o.project) {
    const wanted = o.project
    const named = all.filter((p) => p.name.toLowerCase() === wanted.toLowerCase())
    const found = all.find((p) => p.slug === wanted) ?? (named.length === 1 ? named[0] : undefined)
    if (found) return found.id
    if (named.length > 1)
      throw new WrongUsage({
        fr: `Plusieurs projets portent ce nom. Donnez l’adresse de l’un d’eux : ${named.map((p) => p.slug).join(', ')}.`,
        en: `Several projects have this name. Give the address of one: ${named.map((p) => p.slug).join(', ')}.`,
      })
    process.stderr.write(
      `${inWords({ fr: `Aucun projet « ${wanted} ». Pour le créer : --new-project.`, en: `No project "${wanted}". To make it: --new-project.` })}\n`,
    )
    throw notFound('project')
  }
  const name = o.newProject as string
  for (const p of all.filter((x) => x.name === name)) {
    const { rowCount } = await scope.sql(
      "select from import_sources where project_id = $1 and source = 'trello' and noun = 'board' and source_id = $2",
      [p.id, boardId],
    )
    if (rowCount) return p.id
  }
  return (await createProject(scope, { name })).id
}
