import { readFileSync, readlinkSync } from 'node:fs'
import fs from 'node:fs/promises'
import { hostname } from 'node:os'
import path from 'node:path'

/** Process numbers mean something within one run of one kernel, and on Linux within one namespace (containers share a disk, not numbers). */
function processSpace(): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`
  } catch {
    return hostname()
  }
}
export const space = processSpace()

export const beatMs = 5_000
/** An owner that has not beaten for so long is taken for dead; one that did not beat for a third of it no longer trusts its own folder. */
const deadMs = 60_000
export const doubtMs = deadMs / 3

export const ownerFile = (dir: string) => path.join(dir, 'owner')

const alive = (pid: number) => {
  try {
    process.kill(pid, 0)
    return true
  } catch (e) {
    return (e as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Whether the process that writes in this folder is gone: at once when its number is free, else when its heart stopped. */
export async function isOrphan(dir: string): Promise<boolean> {
  try {
    const file = ownerFile(dir)
    const [text, { mtimeMs }] = await Promise.all([fs.readFile(file, 'utf8'), fs.stat(file)])
    const owner = JSON.parse(text || '{}') as { pid?: number; space?: string }
    if (owner.space === space && owner.pid && !alive(owner.pid)) return true
    return Date.now() - mtimeMs > deadMs
  } catch {
    const folder = await fs.stat(dir).catch(() => undefined)
    return folder !== undefined && Date.now() - folder.mtimeMs > deadMs
  }
}
