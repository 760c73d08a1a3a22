/** Who waits for a line to be on the disk. */
export type Waiter = { stored(): void; failed(e: Error): void }

const usual = 256 << 10
const most = 8 << 20

/** Lines on their way to the disk, encoded as they come into memory that serves again, and who waits for them. */
export class Group {
  size = 0
  private bytes = Buffer.allocUnsafeSlow(usual)
  private waiters: Waiter[] = []

  get lines(): number {
    return this.waiters.length
  }

  get written(): Buffer {
    return this.bytes.subarray(0, this.size)
  }

  add(line: string, waiter: Waiter): void {
    const needed = this.size + line.length * 3 + 1
    if (needed > this.bytes.length) {
      const more = Buffer.allocUnsafeSlow(Math.max(needed, this.bytes.length * 2))
      this.bytes.copy(more, 0, 0, this.size)
      this.bytes = more
    }
    this.size += this.bytes.write(line, this.size)
    this.bytes[this.size++] = 10
    this.waiters.push(waiter)
  }

  /** Empties the group, and tells everybody how it ended. */
  end(tell: (w: Waiter) => void): void {
    const { waiters } = this
    this.waiters = []
    this.size = 0
    if (this.bytes.length > most) this.bytes = Buffer.allocUnsafeSlow(usual)
    for (const w of waiters) tell(w)
  }
}
