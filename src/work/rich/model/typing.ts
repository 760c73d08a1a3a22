/** A text and what is selected in it. */
export type Typed = { text: string; from: number; to: number }

/** Puts a mark around the selection, or takes it off. */
export function wrapped({ text, from, to }: Typed, mark: string): Typed {
  const n = mark.length
  const inside = text.slice(from, to)
  if (text.slice(from - n, from) === mark && text.slice(to, to + n) === mark)
    return { text: text.slice(0, from - n) + inside + text.slice(to + n), from: from - n, to: to - n }
  if (inside.length > 2 * n && inside.startsWith(mark) && inside.endsWith(mark))
    return { text: text.slice(0, from) + inside.slice(n, -n) + text.slice(to), from, to: to - 2 * n }
  return { text: text.slice(0, from) + mark + inside + mark + text.slice(to), from: from + n, to: to + n }
}

export type LineMark = 'list' | 'numbers' | 'ticks' | 'quote' | 'heading'
const marks: Record<LineMark, (place: number) => string> = {
  list: () => '- ',
  numbers: (place) => `${place + 1}. `,
  ticks: () => '- [ ] ',
  quote: () => '> ',
  heading: () => '## ',
}
const anyMark = /^(?:- \[[ xX]\] |[-*+] |\d{1,9}[.)] |> |#{1,6} )/

/** Begins every selected line by a mark, or takes it off when all of them have it. */
export function lined({ text, from, to }: Typed, mark: LineMark): Typed {
  const start = text.lastIndexOf('\n', from - 1) + 1
  const after = text.indexOf('\n', Math.max(to - 1, from))
  const end = after < 0 ? text.length : after
  const lines = text.slice(start, end).split('\n')
  const has = (line: string, i: number) =>
    line.startsWith(marks[mark](i)) && (mark !== 'list' || !/^- \[/.test(line))
  const off = lines.every(has)
  const next = lines.map((line, i) => (off ? '' : marks[mark](i)) + line.replace(anyMark, '')).join('\n')
  const all = text.slice(0, start) + next + text.slice(end)
  return lines.length === 1
    ? { text: all, from: start + next.length, to: start + next.length }
    : { text: all, from: start, to: start + next.length }
}

/** Enter inside a list begins the next line of it; on an empty one it leaves the list. Undefined: an ordinary Enter. */
export function entered({ text, from, to }: Typed): Typed | undefined {
  if (from !== to) return undefined
  const start = text.lastIndexOf('\n', from - 1) + 1
  const line = text.slice(start, from)
  const m = /^(\s*)(- \[[ xX]\] |[-*+] |(\d{1,9})([.)]) |> )(.*)$/.exec(line)
  if (!m) return undefined
  const [, indent = '', mark = '', number, dot, said = ''] = m
  if (!said.trim()) return { text: text.slice(0, start) + text.slice(from), from: start, to: start }
  const next = number ? `${Number(number) + 1}${dot} ` : mark.replace(/\[[xX]\]/, '[ ]')
  const added = `\n${indent}${next}`
  return {
    text: text.slice(0, from) + added + text.slice(from),
    from: from + added.length,
    to: from + added.length,
  }
}

/** What is being called at the caret: « @an », « #12 »; with where it began. */
export function calledAt(
  text: string,
  caret: number,
): { sign: '@' | '#'; said: string; at: number } | undefined {
  const before = text.slice(Math.max(0, caret - 60), caret)
  const m = /(?:^|[\s(«"'])([@#])([\p{L}\p{N}/.’'-]*(?: [\p{L}\p{N}.’'-]*)?)$/u.exec(before)
  if (!m) return undefined
  const said = m[2]!
  return { sign: m[1] as '@' | '#', said, at: caret - said.length - 1 }
}
