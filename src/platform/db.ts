import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import pg from 'pg'

export type Db = NodePgDatabase<Record<string, never>>
export type Client = pg.PoolClient

// Dates stay the strings they are ('2026-11-22'): a calendar day has no time zone. Counts fit in a number.
pg.types.setTypeParser(pg.types.builtins.DATE, (v) => v)
pg.types.setTypeParser(pg.types.builtins.INT8, (v) => Number(v))

export type Pools = {
  /** The application: sees one workspace at a time, through a scope. */
  app: pg.Pool
  /** The gates: who is signed in, which door a key opens. */
  auth: pg.Pool
  /** The worker: what is due, in any workspace. */
  worker: pg.Pool
  close(): Promise<void>
}

const pool = (url: string, role: string, max: number, searchPath = 'public') =>
  new pg.Pool({
    connectionString: url,
    max,
    options: `-c role=${role} -c search_path=${searchPath}`,
    idleTimeoutMillis: 60_000,
  })

export function openPools(url: string, size = 10): Pools {
  const app = pool(url, 'pupitre_app', size)
  const auth = pool(url, 'pupitre_auth', 4, 'auth,public')
  const worker = pool(url, 'pupitre_worker', 4)
  for (const p of [app, auth, worker]) p.on('error', () => {}) // an idle connection lost is replaced at the next use
  return {
    app,
    auth,
    worker,
    close: async () => void (await Promise.all([app.end(), auth.end(), worker.end()])),
  }
}

export const over = (client: Client): Db => drizzle({ client })
