import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

const { O_WRONLY, O_CREAT, O_APPEND, O_DSYNC } = fs.constants

/** A file of lines that grows until it is sent. O_DSYNC: a write returns after fdatasync. One write at a time. */
export class Segment {
  readonly file: string
  readonly openedAt = performance.now()
  size = 0
  /** Its folder was taken by another process. */
  lost = false
  private readonly handle: fs.promises.FileHandle

  private constructor(file: string, handle: fs.promises.FileHandle) {
    this.file = file
    this.handle = handle
  }

  static async open(dir: string): Promise<Segment> {
    const file = path.join(dir, `${randomUUID()}.lines`)
    const handle = await fs.promises.open(file, O_WRONLY | O_CREAT | O_APPEND | O_DSYNC, 0o600)
    await syncFolder(dir) // a file whose name is lost is lost
    return new Segment(file, handle)
  }

  async append(bytes: Buffer): Promise<void> {
    const { fd } = this.handle
    try {
      for (let at = 0; at < bytes.length; ) at += await writeAt(fd, bytes, at)
      this.size += bytes.length
    } catch (e) {
      // A full disk: nothing of this group stays, since nobody is told that it is stored.
      await this.handle.truncate(this.size).catch(() => {})
      throw e
    }
  }

  close(): Promise<void> {
    return this.handle.close()
  }
}

const writeAt = (fd: number, bytes: Buffer, at: number) =>
  new Promise<number>((done, fail) =>
    fs.write(fd, bytes, at, bytes.length - at, null, (e, n) => (e ? fail(e) : done(n))),
  )

async function syncFolder(dir: string): Promise<void> {
  const handle = await fs.promises.open(dir, 'r')
  try {
    await handle.sync()
  } catch {
    // Some file systems do not sync folders.
  } finally {
    await handle.close()
  }
}
