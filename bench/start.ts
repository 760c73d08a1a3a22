import { execFileSync, spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { freePort } from '../src/platform/engines/testing/port.ts'
import type { Measured } from './load.ts'

const root = path.join(import.meta.dirname, '..')
const rest = (ms: number) => new Promise((wake) => setTimeout(wake, ms))
const PROMISED_MS = 6_000
const PROMISED_MB = 700

/** `npm start` on an empty data folder until it is ready to serve, databases made and migrated; then its memory at rest. */
export async function run(): Promise<Measured> {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'pupitre-bench-'))
  const port = await freePort()
  const npm = process.env.npm_execpath
  const [program, args] = npm ? [process.execPath, [npm, 'start']] : ['npm', ['start']]
  const began = performance.now()
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, PORT: String(port), PUPITRE_DATA: data, LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (d) => (said += d))
  const gone = new Promise<void>((left) => child.once('exit', () => left()))
  let over = false
  void gone.then(() => (over = true))
  try {
    while (
      !(await fetch(`http://127.0.0.1:${port}/readyz`).then(
        (r) => r.ok,
        () => false,
      ))
    ) {
      if (over || performance.now() - began > 120_000)
        throw new Error(`npm start did not get ready: ${said.slice(-2000)}`)
      await rest(20)
    }
    const ours = performance.now() - began
    await rest(5_000)
    const megabytes = memoryOf(child.pid as number)
    process.stderr.write(
      `  memory at rest, all processes: ${megabytes.toFixed(0)} MB (at most ${PROMISED_MB})\n`,
    )
    if (megabytes > PROMISED_MB) process.exitCode = 1
    return { name: 'start', ratio: ours / PROMISED_MS, ours, baseline: PROMISED_MS, unit: 'ms' }
  } finally {
    // npm does not pass signals on: the launcher below it sees npm leave, and stops the rest.
    child.kill('SIGTERM')
    await gone
    for (let i = 0; i < 200 && fs.existsSync(path.join(data, 'run/lock')); i++) await rest(50)
    fs.rmSync(data, { recursive: true, force: true })
  }
}

/** Megabytes held by a process and everything it started. Shared pages are counted once where the system can tell (PSS). */
function memoryOf(pid: number): number {
  const all = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number) as [number, number, number])
  const family = new Set([pid])
  for (let grown = true; grown; ) {
    const before = family.size
    for (const [child, parent] of all) if (family.has(parent)) family.add(child)
    grown = family.size > before
  }
  const share = ([id, , resident]: [number, number, number]): number => {
    try {
      return Number(
        /^Pss:\s+(\d+)/m.exec(fs.readFileSync(`/proc/${id}/smaps_rollup`, 'utf8'))?.[1] ?? resident,
      )
    } catch {
      return resident
    }
  }
  return all.filter(([id]) => family.has(id)).reduce((sum, one) => sum + share(one), 0) / 1024
}
