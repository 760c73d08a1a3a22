import { randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { Group, type Waiter } from './group.ts'
import { beatMs, doubtMs, isOrphan, ownerFile, space } from './owners.ts'
import { Segment } from './segment.ts'

type Options = {
  /** Shared by all processes that write here. */
  root: string
  /** Stores a block under a token; the same token again must store nothing. */
  insert: (token: string, lines: Buffer) => Promise<void>
  log: { error: (o: object, m: string) => void }
  /** How long a segment takes lines before it is sent. */
  sealMs?: number
}
/** One file being written, and the write under way. */
type Lane = { current?: Segment | undefined; writing?: Promise<void> | undefined }

const blockBytes = 8 << 20
/** A second lane opens when so many lines wait for a slow disk; a quick one is better served by larger groups. */
const crowd = 48
const owner = JSON.stringify({ pid: process.pid, space })

/**
 * Lines are safe once `append` comes back: requests that arrive together share one synchronous write to a
 * segment. It is sealed after a second, sent to the fact log under its own name and offset as token, then removed. Whoever dies in between leaves a folder that another process adopts; the same bytes go again
 * under the same tokens, and are kept once.
 */
export class Spool {
  private readonly o: Options
  private dir = ''
  private readonly lanes: readonly Lane[] = [{}, {}]
  private group = new Group()
  private readonly spare: Group[] = []
  private scheduled = false
  private busy = 0
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

  /** @param line one JSON array, without line feed. Tells `waiter` when it is on the disk, or may not be. */
  put(line: string, waiter: Waiter): void {
    if (this.closed) return waiter.failed(new Error('the spool is closed'))
    this.group.add(line, waiter)
    if (!this.scheduled && this.freeLane()) this.soon()
  }

  append(line: string): Promise<void> {
    return new Promise((stored, failed) => this.put(line, { stored, failed }))
  }

  private freeLane(): Lane | undefined {
    if (this.busy === 0) return this.lanes[0]
    if (this.busy === this.lanes.length || this.group.lines < crowd) return undefined
    return this.lanes.find((l) => !l.writing)
  }

  /** After everything that came in at the same time was read: the larger the group, the less each line costs. */
  private soon(): void {
    this.scheduled = true
    setImmediate(() => this.flush())
  }

  private flush(): void {
    this.scheduled = false
    const lane = this.freeLane()
    if (!lane || !this.group.lines) return
    const { group } = this
    this.group = this.spare.pop() ?? new Group()
    this.busy += 1
    lane.writing = this.write(lane, group.written)
      .then(
        () => group.end((w) => w.stored()),
        (e: Error) => group.end((w) => w.failed(e)),
      )
      .finally(() => {
        this.spare.push(group)
        this.busy -= 1
        lane.writing = undefined
        this.sealIfOld()
        if (this.group.lines && !this.scheduled) this.soon()
      })
  }

  private async write(lane: Lane, bytes: Buffer): Promise<void> {
    const segment = lane.current ?? (await this.open())
    lane.current = segment
    await segment.append(bytes)
    if (!segment.lost && performance.now() - this.lastBeat >= doubtMs) this.seeIfTaken(segment)
    if (!segment.lost) return
    void segment.close().catch(() => {})
    throw new Error('the spool was adopted by another process')
  }

  private async open(): Promise<Segment> {
    const { dir } = this
    try {
      const segment = await Segment.open(dir)
      segment.lost = dir !== this.dir
      return segment
    } catch (e) {
      if ((e as NodeJS.ErrnoException).code !== 'ENOENT') throw e
      if (dir === this.dir) this.moveOut()
      return Segment.open(this.dir)
    }
  }

  /** This process slept; meanwhile another may have taken the folder for an orphan's, and its lines with it or not. */
  private seeIfTaken(segment: Segment): void {
    if (fs.existsSync(segment.file)) this.beat()
    else this.moveOut()
  }

  private moveOut(): void {
    for (const lane of this.lanes) {
      if (!lane.current) continue
      lane.current.lost = true
      if (!lane.writing) void lane.current.close().catch(() => {})
      lane.current = undefined
    }
    this.sealed = []
    this.settle()
  }

  private sealIfOld(): void {
    for (const lane of this.lanes) {
      const s = lane.current
      if (!s || lane.writing) continue
      if (performance.now() - s.openedAt >= (this.o.sealMs ?? 1_000) || s.size >= blockBytes) this.seal(lane)
    }
  }

  private seal(lane: Lane): void {
    const s = lane.current
    if (!s) return
    lane.current = undefined
    void s.close().catch(() => {})
    this.sealed.push(s.file)
    void this.drain()
  }

  /** Until nothing is on its way to the disk. */
  private async still(): Promise<void> {
    while (this.scheduled || this.group.lines || this.busy) {
      await Promise.all(this.lanes.map((l) => l.writing))
      await new Promise((r) => setImmediate(r))
    }
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
    await this.still()
    for (const lane of this.lanes) this.seal(lane)
    while (this.sealed.length) await this.drain()
  }

  /** What cannot be sent now stays on the disk for the next start. */
  async close(patience = 5_000): Promise<void> {
    if (this.closed) return
    await this.still()
    this.closed = true
    for (const t of this.timers) clearInterval(t)
    for (const lane of this.lanes) this.seal(lane)
    await Promise.race([this.drain(), new Promise((r) => setTimeout(r, patience).unref())])
    if (!this.sealed.length) fs.rmSync(this.dir, { recursive: true, force: true })
  }
}

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
