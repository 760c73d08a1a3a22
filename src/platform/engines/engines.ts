import fs from 'node:fs'
import path from 'node:path'
import { type ClickHouse, startClickHouse } from './clickhouse.ts'
import { type Holder, holderOf, type Lock, runFolder, takeLock } from './lock.ts'
import { type Postgres, startPostgres } from './postgres.ts'
import { rest } from './processes.ts'
import { diskTrouble, StartRefused } from './words.ts'

export type Engine = { url: string; stop(): Promise<void> }
export type EnginesWanted = {
  data: string
  databaseUrl?: string | undefined
  clickhouseUrl?: string | undefined
  say?: ((m: string) => void) | undefined /** For tests: an engine that need not survive a power cut. */
  noSync?: boolean
}
export type Engines = { databaseUrl: string; clickhouseUrl: string; stop(): Promise<void> }

const paper = (data: string) => path.join(runFolder(data), 'pupitre.json')

/** databaseUrl/clickhouseUrl given = used as they are, nothing is started for them. Takes the data lock when it starts something. */
export async function startEngines(o: EnginesWanted): Promise<Engines> {
  return start(o, 'server')
}

/** For the command line: the engines of the Pupitre that runs on this data, else our own; stop() stops only what we started. */
export async function attachEngines(o: EnginesWanted): Promise<Engines & { attached: boolean }> {
  const outside = o.databaseUrl && o.clickhouseUrl
  if (!outside) {
    const found = await runningOn(path.resolve(o.data))
    if (found)
      return {
        databaseUrl: o.databaseUrl ?? found.databaseUrl,
        clickhouseUrl: o.clickhouseUrl ?? found.clickhouseUrl,
        attached: true,
        stop: async () => {},
      }
  }
  return { ...(await start(o, 'command')), attached: false }
}

async function start(o: EnginesWanted, kind: Holder['kind']): Promise<Engines> {
  const data = path.resolve(o.data)
  makeFolder(data)
  if (o.databaseUrl && o.clickhouseUrl)
    return { databaseUrl: o.databaseUrl, clickhouseUrl: o.clickhouseUrl, stop: async () => {} }
  const lock = await takeLock(data, kind)
  const common = { data, ...(o.say && { say: o.say }), ...(o.noSync && { noSync: true }) }
  const started = await Promise.allSettled([
    o.databaseUrl ? undefined : startPostgres(common),
    o.clickhouseUrl ? undefined : startClickHouse(common),
  ])
  const [database, facts] = started.map((s) => (s.status === 'fulfilled' ? s.value : undefined)) as [
    Postgres?,
    ClickHouse?,
  ]
  const stop = () => stopAll(data, lock, [database, facts])
  const failed = started.find((s) => s.status === 'rejected')
  if (failed) {
    await stop()
    throw failed.reason
  }
  const urls = {
    databaseUrl: o.databaseUrl ?? (database?.url as string),
    clickhouseUrl: o.clickhouseUrl ?? (facts?.url as string),
  }
  fs.writeFileSync(`${paper(data)}.new`, JSON.stringify({ pid: process.pid, ...urls }), { mode: 0o600 })
  fs.renameSync(`${paper(data)}.new`, paper(data))
  return { ...urls, stop }
}

async function stopAll(data: string, lock: Lock, engines: (Engine | undefined)[]): Promise<void> {
  fs.rmSync(paper(data), { force: true })
  await Promise.all(engines.map((e) => e?.stop()))
  lock.release()
}

/** The addresses of a running server's engines. A server that is still starting is waited for. */
async function runningOn(data: string): Promise<Engines | undefined> {
  for (const until = Date.now() + 60_000; Date.now() < until; await rest(100)) {
    const holder = holderOf(data)
    if (holder?.kind !== 'server') return undefined
    try {
      const found = JSON.parse(fs.readFileSync(paper(data), 'utf8')) as Engines & { pid: number }
      if (found.pid === holder.pid) return found
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      if (code !== 'ENOENT' && !(error instanceof SyntaxError)) throw diskTrouble(error, paper(data))
    }
  }
  throw new StartRefused('busy-data', {
    fr: `Le Pupitre qui tourne sur « ${data} » n’a pas fini de démarrer : réessayez dans un instant.`,
    en: `The Pupitre running on "${data}" has not finished starting: try again in a moment.`,
  })
}

function makeFolder(data: string): void {
  try {
    fs.mkdirSync(data, { recursive: true, mode: 0o700 })
    const probe = path.join(data, `.write-${process.pid}`)
    fs.writeFileSync(probe, 'x'.repeat(4096))
    fs.rmSync(probe)
    const { bavail, bsize } = fs.statfsSync(data)
    // A new PostgreSQL needs 40 MB, ClickHouse about as much, and neither likes to discover the end of the disk half-way.
    if (bavail * bsize < 150_000_000) throw Object.assign(new Error('nearly full'), { code: 'ENOSPC' })
  } catch (error) {
    throw diskTrouble(realTrouble(error, data), data)
  }
}

/** A recursive mkdir on a read-only disk says that the folder does not exist; asked for one folder, the system tells the truth. */
function realTrouble(error: unknown, data: string): unknown {
  let missing = data
  while (!fs.existsSync(path.dirname(missing))) missing = path.dirname(missing)
  try {
    if (!fs.existsSync(missing)) {
      fs.mkdirSync(missing)
      fs.rmdirSync(missing)
    }
    return error
  } catch (truth) {
    return truth
  }
}
