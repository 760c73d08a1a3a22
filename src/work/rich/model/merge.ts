type Hunk = { from: number; to: number; lines: readonly string[] }

/** What turns one text into another, line by line: the longest common run of lines stays. */
function hunksOf(base: readonly string[], next: readonly string[]): Hunk[] {
  let head = 0
  while (head < base.length && head < next.length && base[head] === next[head]) head += 1
  let tail = 0
  while (
    tail < base.length - head &&
    tail < next.length - head &&
    base[base.length - 1 - tail] === next[next.length - 1 - tail]
  )
    tail += 1
  const a = base.slice(head, base.length - tail)
  const b = next.slice(head, next.length - tail)
  if (!a.length && !b.length) return []
  // Beyond this the table would be too large for a keystroke: the middle is one change.
  if (a.length * b.length > 1_000_000) return [{ from: head, to: head + a.length, lines: b }]
  const width = b.length + 1
  const best = new Uint32Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      best[i * width + j] =
        a[i] === b[j]
          ? best[(i + 1) * width + j + 1]! + 1
          : Math.max(best[(i + 1) * width + j]!, best[i * width + j + 1]!)
  const out: Hunk[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    const start = [i, j] as const
    while (i < a.length || j < b.length) {
      if (i < a.length && j < b.length && a[i] === b[j]) break
      if (j >= b.length || (i < a.length && best[(i + 1) * width + j]! >= best[i * width + j + 1]!)) i += 1
      else j += 1
    }
    if (i > start[0] || j > start[1])
      out.push({ from: head + start[0], to: head + i, lines: b.slice(start[1], j) })
    while (i < a.length && j < b.length && a[i] === b[j]) {
      i += 1
      j += 1
    }
  }
  return out
}

const sameHunk = (x: Hunk, y: Hunk) =>
  x.from === y.from && x.to === y.to && x.lines.join('\n') === y.lines.join('\n')
/** Two changes to the same line, or something added where the other changed, are one question for a person. */
const meet = (x: Hunk, y: Hunk) =>
  x.from === x.to || y.from === y.to ? x.from <= y.to && y.from <= x.to : x.from < y.to && y.from < x.to

/** Both changes to one text, if they are in different places; undefined when somebody must choose. */
export function merged(base: string, mine: string, theirs: string): string | undefined {
  if (mine === theirs || theirs === base) return mine
  if (mine === base) return theirs
  const lines = base.split('\n')
  const ours = hunksOf(lines, mine.split('\n'))
  const others = hunksOf(lines, theirs.split('\n')).filter((h) => !ours.some((o) => sameHunk(o, h)))
  if (ours.some((o) => others.some((h) => meet(o, h)))) return undefined
  const out = [...lines]
  for (const h of [...ours, ...others].sort((x, y) => y.from - x.from || y.to - x.to))
    out.splice(h.from, h.to - h.from, ...h.lines)
  return out.join('\n')
}
