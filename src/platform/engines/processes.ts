import { execFileSync } from 'node:child_process'
import fs from 'node:fs'

/** When a process started, as an opaque mark: with the pid it names one process for ever (pids are reused). Empty when there is none. */
export function startMark(pid: number): string {
  if (!Number.isInteger(pid) || pid <= 0) return ''
  try {
    if (process.platform === 'linux') {
      const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8')
      // The name in parentheses may hold spaces: count from the last one. Field 3 is the state, field 22 the start time.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return fields[0] === 'Z' || fields[0] === 'X' ? '' : (fields[19] ?? '')
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    return ''
  }
}

/** Whether this very process still runs. */
export const isSame = (pid: number, mark: string): boolean => mark !== '' && startMark(pid) === mark

/** The command line of a process, words joined by spaces; empty when it cannot be read. */
export function commandLine(pid: number): string {
  try {
    if (process.platform === 'linux')
      return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    return ''
  }
}

export const rest = (ms: number): Promise<void> => new Promise((wake) => setTimeout(wake, ms))

/** Asks a process to stop, waits, then insists. Resolves once it is gone. */
export async function endProcess(pid: number, ask: NodeJS.Signals, patience = 15_000): Promise<void> {
  const mark = startMark(pid)
  const send = (signal: NodeJS.Signals) => {
    try {
      process.kill(pid, signal)
    } catch {}
  }
  send(ask)
  const until = Date.now() + patience
  while (isSame(pid, mark) && Date.now() < until) await rest(25)
  if (isSame(pid, mark)) send('SIGKILL')
  for (let i = 0; isSame(pid, mark) && i < 200; i++) await rest(25)
}
