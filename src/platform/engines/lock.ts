import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { isSame, rest, startMark } from './processes.ts'
import { diskTrouble, StartRefused } from './words.ts'

/** One Pupitre per data folder: two sets of engines on the same files would destroy them. */
export type Holder = { pid: number; mark: string; host: string; kind: 'server' | 'command'; since: string }
export type Lock = { release(): void }

const BEAT = 5_000
// Another container on the same volume has its own pids: there only the heartbeat of the file can tell.
const STALE = 4 * BEAT
// A server that was just killed or asked to stop is still there for a moment: a restart must not trip over it.
const LEAVING = 2_000

export const runFolder = (data: string): string => path.join(data, 'run')
const lockFile = (data: string) => path.join(runFolder(data), 'lock')

/** Who holds the data, or nothing when it is free or the holder is dead. */
export function holderOf(data: string): Holder | undefined {
  const found = read(lockFile(data))
  return found && isAlive(found.holder, found.touched) ? found.holder : undefined
}

/** Takes the data for this process. Waits for a command that is at work; refuses when a server is and stays. */
export async function takeLock(data: string, kind: Holder['kind'], waited = 600_000): Promise<Lock> {
  const file = lockFile(data)
  fs.mkdirSync(runFolder(data), { recursive: true, mode: 0o700 })
  const mine: Holder = {
    pid: process.pid,
    mark: startMark(process.pid),
    host: os.hostname(),
    kind,
    since: new Date().toISOString(),
  }
  const draft = `${file}.${process.pid}`
  const began = Date.now()
  for (;;) {
    fs.writeFileSync(draft, JSON.stringify(mine), { mode: 0o600 })
    try {
      fs.linkSync(draft, file) // a link appears whole or not at all: nobody can read half a lock
      fs.unlinkSync(draft)
      break
    } catch (error) {
      fs.unlinkSync(draft)
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const found = read(file)
    if (!found) continue
    if (!isAlive(found.holder, found.touched)) setAside(file, found.text)
    else if (Date.now() - began > (found.holder.kind === 'server' ? LEAVING : waited))
      throw taken(data, found.holder)
    else await rest(100)
  }
  const beat = setInterval(() => fs.utimes(file, new Date(), new Date(), () => {}), BEAT)
  beat.unref()
  const release = () => {
    clearInterval(beat)
    process.off('exit', release)
    if (read(file)?.text === JSON.stringify(mine)) fs.rmSync(file, { force: true })
  }
  process.once('exit', release)
  return { release }
}

/** Nothing when there is no lock; a lock nobody can make sense of counts as a dead one. */
function read(file: string) {
  try {
    const text = fs.readFileSync(file, 'utf8')
    return { text, holder: parse(text), touched: fs.statSync(file).mtimeMs }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw diskTrouble(error, file)
  }
}

function parse(text: string): Holder {
  try {
    return JSON.parse(text) as Holder
  } catch {
    return { pid: 0, mark: '', host: os.hostname(), kind: 'server', since: '' }
  }
}

function isAlive(holder: Holder, touched: number): boolean {
  if (holder.host === os.hostname()) return isSame(holder.pid, holder.mark)
  return Date.now() - touched < STALE
}

/** Removes a dead lock; when another start was quicker and what we moved is its fresh lock, puts that one back. */
function setAside(file: string, dead: string): void {
  const aside = `${file}.dead.${process.pid}`
  try {
    fs.renameSync(file, aside)
    if (fs.readFileSync(aside, 'utf8') !== dead) fs.linkSync(aside, file)
  } catch {}
  fs.rmSync(aside, { force: true })
}

const taken = (data: string, h: Holder) =>
  new StartRefused('busy-data', {
    fr: `Pupitre tourne déjà sur « ${data} » (processus ${h.pid}${h.host === os.hostname() ? '' : ` sur ${h.host}`}, depuis ${new Date(h.since).toLocaleString('fr-FR')}). Arrêtez-le d’abord, ou choisissez un autre dossier avec PUPITRE_DATA.`,
    en: `Pupitre already runs on "${data}" (process ${h.pid}${h.host === os.hostname() ? '' : ` on ${h.host}`}, since ${new Date(h.since).toLocaleString('en-GB')}). Stop it first, or choose another folder with PUPITRE_DATA.`,
  })
