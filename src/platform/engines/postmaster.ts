import fs from 'node:fs'
import path from 'node:path'
import { commandLine, endProcess } from './processes.ts'

/** Lines of postmaster.pid: 1 pid, 5 socket folder, 8 state (https://www.postgresql.org/docs/18/storage-file-layout.html). */
function lines(cluster: string): string[] {
  try {
    return fs.readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return []
  }
}

export const isReady = (cluster: string): boolean => (lines(cluster)[7] ?? '').trim() === 'ready'

/**
 * Clears what a killed Pupitre left on this cluster. PostgreSQL refuses to start when the pid in its file belongs to any
 * live process of the same user, even an unrelated one that got the number after a restart: only a real postmaster counts.
 */
export async function clearPostmaster(cluster: string): Promise<void> {
  const [first, , , , socket] = lines(cluster)
  const pid = Number(first)
  if (pid > 0 && commandLine(pid).includes(cluster)) await endProcess(pid, 'SIGINT', 20_000)
  fs.rmSync(path.join(cluster, 'postmaster.pid'), { force: true })
  if (socket && /^\/tmp\/pup-\w+$/.test(socket)) fs.rmSync(socket, { recursive: true, force: true })
}
