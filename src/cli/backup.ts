import path from 'node:path'
import { restoreFrom } from '../platform/backup/restore.ts'
import { saveTo } from '../platform/backup/save.ts'
import { readConfig } from '../platform/config.ts'
import { attachEngines } from '../platform/engines/engines.ts'
import { Refusal } from '../platform/errors.ts'
import { openPlatform } from '../platform/platform.ts'
import { print } from './terminal.ts'

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1)

export async function backup(file: string | undefined, o: { json?: boolean }): Promise<void> {
  const to = path.resolve(
    file ?? `pupitre-${new Date().toISOString().slice(0, 19).replaceAll(':', '')}.tar.zst`,
  )
  const config = readConfig({ ...process.env, LOG_LEVEL: 'error' })
  const engines = await attachEngines(config)
  try {
    const platform = await openPlatform(config, engines, { migrate: !engines.attached })
    const saved = await saveTo(to, platform, engines.clickhouseUrl).finally(() => platform.close())
    const facts = Object.values(saved.facts).reduce((a, b) => a + b, 0)
    print(
      o.json,
      { file: to, ...saved },
      {
        fr: `Sauvegardé dans ${to} : ${megabytes(saved.bytes).replace('.', ',')} Mo, ${facts} faits, ${saved.files} fichiers.${saved.lostFiles.length ? ` ${saved.lostFiles.length} fichiers manquaient déjà.` : ''} Gardez ce fichier comme un mot de passe : il contient tout.`,
        en: `Saved to ${to}: ${megabytes(saved.bytes)} MB, ${facts} facts, ${saved.files} files.${saved.lostFiles.length ? ` ${saved.lostFiles.length} files were missing already.` : ''} Keep this file like a password: it holds everything.`,
      },
    )
  } finally {
    await engines.stop()
  }
}

export async function restore(file: string, o: { json?: boolean }): Promise<void> {
  const config = readConfig(process.env)
  const engines = await attachEngines(config)
  try {
    if (engines.attached)
      throw new Refusal('CONFLICT', {
        fr: 'Pupitre tourne : arrêtez-le avant de restaurer.',
        en: 'Pupitre is running: stop it before restoring.',
      })
    const found = await restoreFrom(path.resolve(file), config, engines)
    const rows = Object.values(found.rows).reduce((a, b) => a + b, 0)
    const facts = Object.values(found.facts).reduce((a, b) => a + b, 0)
    print(o.json, found, {
      fr: `Restauré : ${rows} lignes, ${facts} faits, ${found.files} fichiers.`,
      en: `Restored: ${rows} rows, ${facts} facts, ${found.files} files.`,
    })
  } finally {
    await engines.stop()
  }
}
