import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { StartRefused } from './words.ts'

type Bin = { initdb: string; postgres: string }
/** Under which user PostgreSQL's programs run. They refuse root, so a root Pupitre must lend them other hands. */
export type Hands = {
  bin: Bin
  ids: { uid?: number; gid?: number }
  command(program: string, args: string[]): string[]
  /** Runs a program to its end, beside everything else; it does not outlive us. @throws with what it said. */
  run(program: string, args: string[]): Promise<void>
  own(file: string): void
}

const NAMESPACE = ['unshare', '--user', '--map-user=1000', '--map-group=1000']

export function hire(bin: Bin, dir: string): Hands {
  if (process.getuid?.() !== 0) return hands(bin, {}, [])
  const owner = fs.statSync(path.join(dir, 'cluster'), { throwIfNoEntry: false })
  if (owner && owner.uid !== 0) return lowered(bin, dir, { uid: owner.uid, gid: owner.gid })
  // In a user namespace root appears as user 1000 to PostgreSQL, its files stay root's, and folders only root may enter work.
  if (spawnSync('unshare', [...NAMESPACE.slice(1), 'true']).status === 0) return hands(bin, {}, NAMESPACE)
  return lowered(bin, dir, unprivileged())
}

function lowered(bin: Bin, dir: string, ids: { uid: number; gid: number }): Hands {
  const sees = (file: string) => spawnSync('/usr/bin/test', ['-r', file], { ...ids, cwd: '/' }).status === 0
  chownAll(dir, ids)
  // Our own data folder lets that user pass through, and read nothing.
  const data = path.dirname(dir)
  fs.chmodSync(data, fs.statSync(data).mode | 0o011)
  if (!sees(dir))
    throw new StartRefused('read-only', {
      fr: `Lancé en root, Pupitre confie PostgreSQL à l’utilisateur ${ids.uid}, qui ne peut pas entrer dans « ${dir} ». Choisissez un autre dossier avec PUPITRE_DATA, ou lancez Pupitre avec un utilisateur ordinaire.`,
      en: `Started as root, Pupitre runs PostgreSQL as user ${ids.uid}, who cannot enter "${dir}". Choose another folder with PUPITRE_DATA, or start Pupitre as an ordinary user.`,
    })
  if (sees(bin.postgres)) return hands(bin, ids, [])
  // The programs lie where only root may look (a clone in /root): a copy elsewhere serves.
  const native = path.dirname(path.dirname(bin.postgres))
  const copy = path.join('/var/lib/pupitre', path.basename(path.dirname(native)))
  if (!fs.existsSync(path.join(copy, 'bin/postgres')))
    fs.cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  return hands({ initdb: path.join(copy, 'bin/initdb'), postgres: path.join(copy, 'bin/postgres') }, ids, [])
}

function hands(bin: Bin, ids: Hands['ids'], prefix: string[]): Hands {
  const command = (program: string, args: string[]) => [...prefix, program, ...args]
  return {
    bin,
    ids,
    command,
    run(program, args) {
      const [first, ...others] = command(program, args)
      const child = spawn(first as string, others, { ...ids, cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] })
      const kill = () => child.kill('SIGKILL')
      process.once('exit', kill)
      let said = ''
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (d) => {
          said = (said + d).slice(-10_000)
        })
      return new Promise<void>((done, fail) => {
        child.once('error', fail)
        child.once('close', (code) =>
          code === 0 ? done() : fail(new Error(`${path.basename(program)}: ${said}`)),
        )
      }).finally(() => process.off('exit', kill))
    },
    own: (file) => ids.uid !== undefined && fs.chownSync(file, ids.uid, ids.gid ?? ids.uid),
  }
}

function unprivileged(): { uid: number; gid: number } {
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((which) => spawnSync('id', [which, name], { encoding: 'utf8' }))
    if (uid?.status === 0 && gid?.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  }
  return { uid: 65534, gid: 65534 }
}

function chownAll(entry: string, ids: { uid: number; gid: number }): void {
  const stat = fs.lstatSync(entry)
  if (stat.uid !== ids.uid) fs.lchownSync(entry, ids.uid, ids.gid)
  if (stat.isDirectory()) for (const name of fs.readdirSync(entry)) chownAll(path.join(entry, name), ids)
}
