import { openClickhouse } from '../platform/clickhouse.ts'
import { readConfig } from '../platform/config.ts'
import { attachEngines } from '../platform/engines/engines.ts'
import { migrateClickhouse, migratePostgres } from '../platform/migrate.ts'
import { print } from './terminal.ts'

/** Brings both databases to the level of this program. */
export async function migrate(o: { json?: boolean }): Promise<void> {
  const engines = await attachEngines(readConfig(process.env))
  const clickhouse = openClickhouse(engines.clickhouseUrl)
  try {
    const applied = {
      postgres: await migratePostgres(engines.databaseUrl),
      clickhouse: await migrateClickhouse(clickhouse),
    }
    const names = [...applied.postgres, ...applied.clickhouse].join(', ')
    print(
      o.json,
      applied,
      names
        ? { fr: `Appliqué : ${names}.`, en: `Applied: ${names}.` }
        : { fr: 'Tout était déjà à jour.', en: 'Everything was up to date.' },
    )
  } finally {
    await clickhouse.close()
    await engines.stop()
  }
}
