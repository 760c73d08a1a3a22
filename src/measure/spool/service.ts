import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { beatMs, doubtMs, isOrphan, ownerFile, space } from './owners.ts'

type Options = {
  /** Shared by all processes that write here. */
  root: string
  /** Stores a block under a token; the same token again must store nothing. */
  insert: (token: string, lines: Buffer) => Promise<void>
  log: { error: (o: object, m: string) => void }
  /** How long a segment takes lines before it is sent. */
  sealMs?: number
}
type Segment = { id: string; file: string; fd: number; size: number; openedAt: number }
type Waiter = { done: () => void; fail: (e: Error) => void }

const blockBytes = 8 << 20
const owner = JSON.stringify({ pid: process.pid, space })
const { O_WRONLY, O_CREAT, O_APPEND, O_DSYNC } = fs.constants

/**
 * Lines are safe once `append` comes back: requests that arrive together share one synchronous write to a segment (O_DSYNC:
 * the write returns after fdatasync). A segment is sealed after a second, sent to the fact log under its own name and offset
 * as token, then removed. Whoever dies in between leaves a folder that another process adopts; the same bytes go again
 * under the same tokens, and are kept once.
 */
export class Spool {
  private readonly o: Options
  private dir = ''
  private current: Segment | undefined
  private lines: string[] = []
  private waiters: Waiter[] = []
  private writing: Promise<void> | undefined
  private scheduled = false
  private sealed: string[] = []
  private draining: Promise<void> | undefined
  private lastBeat = 0
  private timers: NodeJS.Timeout[] = []
  private closed = false

  constructor(o: Options) {
    this.o = o
    this.settle()
    this.timers = [
      setInterval(() => this.beat(), beatMs),
      setInterval(() => this.sealIfOld(), 100),
      setInterval(() => void this.adopt(), 60_000),
    ]
    for (const t of this.timers) t.unref()
  }

  /** A folder of our own, known to be ours by the process number and a beating heart. */
  private settle(): void {
    this.dir = path.join(this.o.root, randomUUID())
    // Made aside, then named: a folder is never seen without its owner, whenever we die.
    const made = `${this.dir}.new`
    fs.mkdirSync(made, { recursive: true })
    fs.writeFileSync(ownerFile(made), owner)
    fs.renameSync(made, this.dir)
    sync(this.o.root)
    this.lastBeat = performance.now()
  }

  private beat(): void {
    try {
      const now = new Date()
      fs.utimesSync(ownerFile(this.dir), now, now)
      this.lastBeat = performance.now()
    } catch {
      this.lastBeat = Number.NEGATIVE_INFINITY // The folder was taken: the next group of lines finds out and settles elsewhere.
    }
  }

  /** @param line one JSON array, without line feed. Calls `done` when it is on the disk, `fail` when it may not be. */
  put(line: string, done: () => void, fail: (e: Error) => void): void {
    if (this.closed) return fail(new Error('the spool is closed'))
    this.lines.push(line)
    this.waiters.push({ done, fail })
    if (this.scheduled || this.writing) return
    this.scheduled = true
    setImmediate(() => this.flush())
  }

  append(line: string): Promise<void> {
    return new Promise((done, fail) => this.put(line, done, fail))
  }

  private flush(): void {
    this.scheduled = false
    if (this.writing || !this.lines.length) return
    const bytes = Buffer.from(`${this.lines.join('\n')}\n`)
    const waiters = this.waiters
    this.lines = []
    this.waiters = []
    this.writing = this.write(bytes)
      .then(
        () => {
          for (const w of waiters) w.done()
        },
        (e: Error) => {
          for (const w of waiters) w.fail(e)
        },
      )
      .finally(() => {
        this.writing = undefined
        this.sealIfOld()
        this.flush()
      })
  }

  private async write(bytes: Buffer): Promise<void> {
    this.current ??= this.open()
    const segment = this.current
    try {
      for (let at = 0; at < bytes.length; ) at += await writeAt(segment.fd, bytes, at)
      segment.size += bytes.length
    } catch (e) {
      // A full disk: nothing of this group stays, since nobody is told that it is stored.
      fs.ftruncate(segment.fd, segment.size, () => {})
      throw e
    }
    if (performance.now() - this.lastBeat < doubtMs) return
    // This process slept; meanwhile another may have taken the folder for an orphan's, and these lines with it or not.
    if (fs.existsSync(segment.file)) return this.beat()
    this.current = undefined
    this.sealed = []
    fs.close(segment.fd, () => {})
    this.settle()
    throw new Error('the spool was adopted by another process')
  }

  private open(): Segment {
    const id = randomUUID()
    const file = path.join(this.dir, `${id}.lines`)
    const fd = fs.openSync(file, O_WRONLY | O_CREAT | O_APPEND | O_DSYNC, 0o600)
    sync(this.dir) // a file whose name is lost is lost
    return { id, file, fd, size: 0, openedAt: performance.now() }
  }

  private sealIfOld(): void {
    const s = this.current
    if (
      !s ||
      this.writing ||
      (performance.now() - s.openedAt < (this.o.sealMs ?? 1_000) && s.size < blockBytes)
    )
      return
    this.seal(s)
  }

  private seal(s: Segment): void {
    this.current = undefined
    fs.closeSync(s.fd)
    this.sealed.push(s.file)
    void this.drain()
  }

  /** Sends what is sealed, in order; what the fact log cannot take now is tried again. */
  private drain(): Promise<void> {
    this.draining ??= (async () => {
      for (let tries = 0; this.sealed[0]; ) {
        try {
          await this.send(this.sealed[0])
          this.sealed.shift()
          tries = 0
        } catch (err) {
          if (tries++ % 20 === 0)
            this.o.log.error({ err }, 'the fact log does not take the spool; kept on disk')
          if (this.closed) return
          await new Promise((r) => setTimeout(r, Math.min(10_000, 200 * 2 ** Math.min(tries, 6))))
        }
      }
    })().finally(() => {
      this.draining = undefined
    })
    return this.draining
  }

  /** A torn last line was never answered: it is left out. The cuts depend on the bytes alone, so the tokens are the same whoever sends. */
  private async send(file: string): Promise<void> {
    const bytes = await fs.promises.readFile(file).catch((e: NodeJS.ErrnoException) => {
      if (e.code === 'ENOENT') return Buffer.alloc(0)
      throw e
    })
    const whole = bytes.lastIndexOf(10) + 1
    for (let at = 0; at < whole; ) {
      const cut = Math.min(whole, at + blockBytes)
      const end = bytes.lastIndexOf(10, cut - 1) + 1
      const until = end > at ? end : bytes.indexOf(10, at) + 1
      await this.o.insert(`${path.basename(file, '.lines')}:${at}`, bytes.subarray(at, until))
      at = until
    }
    await fs.promises.rm(file, { force: true })
  }

  /** Takes over the folders of processes that died, and sends what they left. @returns how many segments. */
  async adopt(): Promise<number> {
    let taken = 0
    for (const name of await fs.promises.readdir(this.o.root).catch(() => [])) {
      const dir = path.join(this.o.root, name)
      if (dir === this.dir || !(await isOrphan(dir))) continue
      const mine = path.join(this.o.root, randomUUID())
      try {
        await fs.promises.rename(dir, mine) // of two that try, one succeeds
        if (!(await isOrphan(mine))) {
          await fs.promises.rename(mine, dir) // it only slept, and woke up just now
          continue
        }
        await fs.promises.writeFile(`${ownerFile(mine)}.new`, owner)
        await fs.promises.rename(`${ownerFile(mine)}.new`, ownerFile(mine))
        const files = (await fs.promises.readdir(mine)).filter((f) => f.endsWith('.lines'))
        for (const f of files) await this.send(path.join(mine, f))
        await fs.promises.rm(mine, { recursive: true, force: true })
        taken += files.length
      } catch (err) {
        if ((err as NodeJS.ErrnoException).code !== 'ENOENT')
          this.o.log.error({ err }, 'an orphan segment could not be sent; it will be tried again')
        await fs.promises.rename(mine, dir).catch(() => {})
        await fs.promises.writeFile(ownerFile(dir), '{}').catch(() => {})
      }
    }
    return taken
  }

  /** Sends everything that was appended; for the end, and for tests. */
  async drained(): Promise<void> {
    while (this.writing || this.lines.length || this.scheduled)
      await (this.writing ?? new Promise((r) => setImmediate(r)))
    if (this.current) this.seal(this.current)
    while (this.sealed.length) await this.drain()
  }

  /** What cannot be sent now stays on the disk for the next start. */
  async close(patience = 5_000): Promise<void> {
    if (this.closed) return
    while (this.writing || this.lines.length || this.scheduled)
      await (this.writing ?? new Promise((r) => setImmediate(r)))
    this.closed = true
    for (const t of this.timers) clearInterval(t)
    if (this.current) this.seal(this.current)
    await Promise.race([this.drain(), new Promise((r) => setTimeout(r, patience).unref())])
    if (!this.sealed.length) fs.rmSync(this.dir, { recursive: true, force: true })
  }
}

const writeAt = (fd: number, bytes: Buffer, at: number) =>
  new Promise<number>((done, fail) =>
    fs.write(fd, bytes, at, bytes.length - at, null, (e, n) => (e ? fail(e) : done(n))),
  )

function sync(dir: string): void {
  const fd = fs.openSync(dir, 'r')
  try {
    fs.fsyncSync(fd)
  } catch {
    // Some file systems do not sync folders.
  } finally {
    fs.closeSync(fd)
  }
}
