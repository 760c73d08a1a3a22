import fs from 'node:fs'
import path from 'node:path'
import { exportWorkspace } from '../platform/backup/export.ts'
import { Refusal } from '../platform/errors.ts'
import { inWorkspace, theWorkspace, withPlatform } from './open.ts'
import { print } from './terminal.ts'

/** Writes a workspace as plain files into an empty folder. */
export async function exportTo(folder: string, o: { workspace?: string; json?: boolean }): Promise<void> {
  const to = path.resolve(folder)
  if (fs.existsSync(to) && fs.readdirSync(to).length > 0)
    throw new Refusal('CONFLICT', {
      fr: `Le dossier « ${to} » n’est pas vide : choisissez-en un autre.`,
      en: `The folder "${to}" is not empty: choose another.`,
    })
  const found = await withPlatform(async (platform, engines) => {
    const workspace = await theWorkspace(platform, o.workspace)
    return inWorkspace(platform, workspace.id, (scope) => exportWorkspace(scope, engines.clickhouseUrl, to))
  })
  const rows = Object.values(found.tables).reduce((a, b) => a + b, 0)
  print(
    o.json,
    { folder: to, ...found },
    {
      fr: `Exporté dans ${to} : ${rows} lignes, ${found.facts} faits, ${found.files} fichiers.`,
      en: `Exported to ${to}: ${rows} rows, ${found.facts} facts, ${found.files} files.`,
    },
  )
}
