import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type { ClickHouseClient } from '@clickhouse/client'
import { openClickhouse } from './clickhouse.ts'
import { type Clock, realClock } from './clock.ts'
import type { Config } from './config.ts'
import { openPools, type Pools } from './db.ts'
import { type Log, makeLog } from './log.ts'
import { migrateClickhouse, migratePostgres } from './migrate.ts'
import { openStorage, type Storage } from './storage.ts'

/** What every room stands on. Made once per process by `openPlatform`. */
export type Platform = {
  config: Config
  clock: Clock
  log: Log
  pools: Pools
  /** The owner's address, for the few things done outside any workspace: listening, backups, migrations. */
  databaseUrl: string
  clickhouse: ClickHouseClient
  storage: Storage
  /** Signs sessions and links. */
  secret: string
  close(): Promise<void>
}

/** Reads the secret of this installation, or makes it once. */
function keepSecret(config: Config): string {
  if (config.secret) return config.secret
  const file = path.join(config.data, 'secret')
  if (!fs.existsSync(file)) {
    fs.mkdirSync(config.data, { recursive: true })
    try {
      fs.writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' })
    } catch (e) {
      if ((e as NodeJS.ErrnoException).code !== 'EEXIST') throw e
    }
  }
  return fs.readFileSync(file, 'utf8').trim()
}

export async function openPlatform(
  config: Config,
  engines: { databaseUrl: string; clickhouseUrl: string },
  o: { clock?: Clock; log?: Log; migrate?: boolean; say?: (m: string) => void } = {},
): Promise<Platform> {
  const clickhouse = openClickhouse(engines.clickhouseUrl)
  if (o.migrate !== false) {
    await Promise.all([migratePostgres(engines.databaseUrl, { say: o.say }), migrateClickhouse(clickhouse)])
  }
  const pools = openPools(engines.databaseUrl)
  return {
    config,
    clock: o.clock ?? realClock,
    log: o.log ?? makeLog(config.logLevel),
    pools,
    databaseUrl: engines.databaseUrl,
    clickhouse,
    storage: openStorage(config),
    secret: keepSecret(config),
    close: async () => {
      await pools.close()
      await clickhouse.close()
    },
  }
}
