import { type ChildProcess, fork } from 'node:child_process'
import crypto from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { commandLine, endProcess, isSame, rest, startMark } from './processes.ts'
import { diskTrouble, inWords, StartRefused } from './words.ts'

export type ClickHouse = { url: string; pid(): number | undefined; stop(): Promise<void> }

const PROGRAM = fileURLToPath(new URL('clickhouse-child.ts', import.meta.url))

/** Starts the embedded ClickHouse engine on `<data>/clickhouse` in a child process, and keeps it alive until stop(). */
export async function startClickHouse(o: { data: string; say?: (m: string) => void }): Promise<ClickHouse> {
  const dir = path.join(path.resolve(o.data), 'clickhouse')
  const pidFile = path.join(path.resolve(o.data), 'clickhouse.pid')
  try {
    fs.mkdirSync(dir, { recursive: true, mode: 0o700 })
    await clearOrphan(pidFile)
    const token = crypto.randomBytes(24).toString('base64url')
    let stopping = false
    let child: ChildProcess
    const up = async (port: number): Promise<number> => {
      const log = path.join(path.resolve(o.data), 'clickhouse.log')
      const out = fs.openSync(
        log,
        (fs.statSync(log, { throwIfNoEntry: false })?.size ?? 0) > 5_000_000 ? 'w' : 'a',
        0o600,
      )
      child = fork(PROGRAM, ['--data', dir, '--port', String(port)], {
        execArgv: [],
        env: { ...process.env, PUPITRE_ENGINE_TOKEN: token, UV_THREADPOOL_SIZE: '12' },
        stdio: ['ignore', out, out, 'ipc'],
      })
      fs.closeSync(out)
      if (child.pid)
        fs.writeFileSync(pidFile, JSON.stringify({ pid: child.pid, mark: startMark(child.pid) }), {
          mode: 0o600,
        })
      return new Promise((ready, failed) => {
        // Under `node --watch` a child also reports what it imports.
        child.on('message', (m: { ready?: number }) => m.ready && ready(m.ready))
        child.once('error', failed)
        child.once('exit', () =>
          failed(new Error(`ClickHouse: ${fs.readFileSync(log, 'utf8').slice(-2000).trim()}`)),
        )
      })
    }
    const port = await up(0).catch((error: Error) => {
      throw /Cannot find module|chdb.*(platform|not (found|supported))|lib-\w+-\w+/i.test(error.message)
        ? noBinary(error)
        : error
    })
    const watch = () =>
      child.once('exit', async () => {
        for (let pause = 100; !stopping; pause = Math.min(pause * 2, 10_000)) {
          await rest(pause)
          if (stopping) return
          o.say?.(
            inWords({
              fr: 'Le moteur ClickHouse s’est arrêté, il redémarre.',
              en: 'The ClickHouse engine stopped, it is starting again.',
            }),
          )
          if (
            await up(port).then(
              () => true,
              () => false,
            )
          )
            return void watch()
        }
      })
    watch()
    return {
      url: `http://default:${token}@127.0.0.1:${port}`,
      pid: () => child.pid,
      async stop() {
        stopping = true
        const gone =
          child.exitCode === null && child.signalCode === null
            ? new Promise((done) => child.once('exit', done))
            : undefined
        if (child.connected) child.disconnect()
        await gone
        fs.rmSync(pidFile, { force: true })
      },
    }
  } catch (error) {
    throw diskTrouble(error, dir)
  }
}

/** An engine whose parent was killed stops by itself within seconds; wait for it, insist when it does not. */
async function clearOrphan(pidFile: string): Promise<void> {
  let old: { pid: number; mark: string }
  try {
    old = JSON.parse(fs.readFileSync(pidFile, 'utf8'))
  } catch {
    return
  }
  if (isSame(old.pid, old.mark) && commandLine(old.pid).includes('clickhouse-child'))
    await endProcess(old.pid, 'SIGTERM', 10_000)
  fs.rmSync(pidFile, { force: true })
}

const noBinary = (cause: Error) =>
  new StartRefused(
    'platform',
    {
      fr: `Le moteur ClickHouse embarqué n’a pas pu se charger sur ${process.platform} ${process.arch} : donnez un serveur avec CLICKHOUSE_URL.`,
      en: `The embedded ClickHouse engine could not be loaded on ${process.platform} ${process.arch}: point CLICKHOUSE_URL at a server.`,
    },
    cause,
  )
