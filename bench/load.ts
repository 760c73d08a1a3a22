import net from 'node:net'

/**
 * A load generator light enough not to be what is measured: raw keep-alive sockets, one prepared request after the other.
 * @returns requests answered per second; throws when an answer is not 2xx.
 */
export async function load(o: {
  port: number
  connections: number
  seconds: number
  request: (n: number) => string
}): Promise<number> {
  const until = performance.now() + o.seconds * 1000
  const started = performance.now()
  let answered = 0
  let sent = 0
  const one = () =>
    new Promise<void>((done, fail) => {
      const socket = net.connect(o.port, '127.0.0.1')
      socket.setNoDelay(true)
      let kept: Buffer = Buffer.alloc(0)
      const ask = () => socket.write(o.request(sent++))
      socket.on('connect', ask)
      socket.on('error', fail)
      socket.on('data', (chunk: Buffer) => {
        kept = kept.length ? Buffer.concat([kept, chunk]) : chunk
        const end = lengthOf(kept)
        if (end === undefined || kept.length < end) return
        if (kept[9] !== 0x32) return void fail(new Error(kept.toString('latin1', 0, 400))) // "HTTP/1.1 2xx"
        kept = kept.subarray(end)
        answered += 1
        if (performance.now() < until) ask()
        else {
          socket.destroy()
          done()
        }
      })
    })
  await Promise.all(Array.from({ length: o.connections }, one))
  return answered / ((performance.now() - started) / 1000)
}

/** Where the first answer of the buffer ends, once that can be known. */
function lengthOf(buffer: Buffer): number | undefined {
  const head = buffer.indexOf('\r\n\r\n')
  if (head < 0) return undefined
  const headers = buffer.toString('latin1', 0, head)
  const length = /\r\ncontent-length: (\d+)/i.exec(headers)
  if (length) return head + 4 + Number(length[1])
  if (/\r\ntransfer-encoding: chunked/i.test(headers)) {
    const end = buffer.indexOf('\r\n0\r\n\r\n', head + 2)
    return end < 0 ? undefined : end + 7
  }
  return head + 4
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2
}

/** Ours and the baseline in turn, so that a noisy neighbour slows both; the medians are compared. */
export async function alternate(
  rounds: number,
  ours: () => Promise<number>,
  baseline: () => Promise<number>,
): Promise<{ ours: number; baseline: number }> {
  const seen: { ours: number[]; baseline: number[] } = { ours: [], baseline: [] }
  for (let i = 0; i < rounds; i++) {
    seen.baseline.push(await baseline())
    seen.ours.push(await ours())
  }
  return { ours: median(seen.ours), baseline: median(seen.baseline) }
}

/** `ratio` is what the promise is about; for a time it is ours over the baseline (the ceiling promised). */
export type Measured = {
  name: string
  ratio: number
  ours: number
  baseline: number
  unit: string
  [more: string]: unknown
}
