/**
 * A small Markdown, read into a tree that is drawn element by element: no HTML ever passes. What is not understood stays as
 * typed. Headings, lists, ticked lists, quotes, code, rules, links, « @Name » and « #12 ».
 */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'strong' | 'em' | 'struck'; inside: Inline[] }
  | { kind: 'link'; href: string; inside: Inline[] }
  | { kind: 'mention'; name: string }
  | { kind: 'reference'; name: string }
  | { kind: 'break' }

export type Item = { done: boolean | null /** Line of the source, from 0. */; line: number; inside: Block[] }
export type Block =
  | { kind: 'paragraph'; inside: Inline[] }
  | { kind: 'heading'; level: 1 | 2 | 3; inside: Inline[] }
  | { kind: 'list'; ordered: boolean; start: number; items: Item[] }
  | { kind: 'quote'; inside: Block[] }
  | { kind: 'code'; text: string }
  | { kind: 'rule' }

/** Only addresses of the web and of mail: anything else in a link is shown as it was typed. */
export function safeHref(text: string): string | undefined {
  const url = URL.parse(text)
  return url && ['http:', 'https:', 'mailto:'].includes(url.protocol) ? url.href : undefined
}

const folded = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
const wordly = /[\p{L}\p{N}_]/u

/** The longest of the names that starts here: « @Ana Roy » does not also call « Ana ». */
function nameAt(text: string, at: number, names: readonly string[]): string | undefined {
  return names
    .filter((n) => {
      const said = text.slice(at, at + n.length)
      return n && folded(said) === folded(n) && !wordly.test(text.charAt(at + n.length))
    })
    .toSorted((a, b) => b.length - a.length)[0]
}

const linkHere =
  /\[([^[\]\n]{1,500})\]\(\s*([^\s()]{1,2000}(?:\([^\s()]{0,500}\)[^\s()]{0,1000})?)\s*(?:"[^"\n]{0,300}"\s*)?\)/y
const addressHere = /https?:\/\/[^\s<>"'`]{1,2000}/y
const referenceHere = /#((?:[a-z0-9][a-z0-9-]{0,60}\/)?\d{1,9})(?![\p{L}\p{N}_])/uy
const marks = [
  ['**', 'strong'],
  ['__', 'strong'],
  ['~~', 'struck'],
  ['*', 'em'],
  ['_', 'em'],
] as const

const matchAt = (pattern: RegExp, text: string, at: number) => {
  pattern.lastIndex = at
  return pattern.exec(text)
}

export function inlineOf(text: string, names: readonly string[] = [], depth = 0): Inline[] {
  const out: Inline[] = []
  let plain = ''
  const flush = () => {
    if (plain) out.push({ kind: 'text', text: plain })
    plain = ''
  }
  const put = (node: Inline, length: number) => {
    flush()
    out.push(node)
    return length
  }
  const step = (i: number): number => {
    const c = text.charAt(i)
    if (c === '\\' && /[\\`*_~[\]()#@>+.!-]/.test(text.charAt(i + 1))) {
      plain += text.charAt(i + 1)
      return 2
    }
    if (c === '\n') return put({ kind: 'break' }, 1)
    if (c === '`') {
      const end = text.indexOf('`', i + 1)
      if (end > i + 1) return put({ kind: 'code', text: text.slice(i + 1, end) }, end - i + 1)
    }
    if (c === '[') {
      const m = matchAt(linkHere, text, i)
      const href = m && safeHref(m[2]!)
      if (m && href)
        return put({ kind: 'link', href, inside: inlineOf(m[1]!, names, depth + 1) }, m[0].length)
    }
    if (c === 'h' && !wordly.test(text.charAt(i - 1))) {
      // A full stop or a bracket after an address ends the sentence, not the address.
      const said = matchAt(addressHere, text, i)?.[0].replace(/[.,;:!?»)\]]+$/, '')
      const href = said && safeHref(said)
      if (said && href)
        return put({ kind: 'link', href, inside: [{ kind: 'text', text: said }] }, said.length)
    }
    if (c === '@' && !/[\p{L}\p{N}.]/u.test(text.charAt(i - 1))) {
      const name = nameAt(text, i + 1, names)
      if (name) return put({ kind: 'mention', name }, name.length + 1)
    }
    if (c === '#' && !/[\p{L}\p{N}&/]/u.test(text.charAt(i - 1))) {
      const m = matchAt(referenceHere, text, i)
      if (m) return put({ kind: 'reference', name: m[1]! }, m[0].length)
    }
    if (depth < 12)
      for (const [mark, kind] of marks) {
        if (!text.startsWith(mark, i)) continue
        // « snake_case » is a word, not an emphasis.
        if (mark.includes('_') && wordly.test(text.charAt(i - 1))) continue
        const from = i + mark.length
        const end = closing(text, from, mark)
        if (end > from)
          return put(
            { kind, inside: inlineOf(text.slice(from, end), names, depth + 1) },
            end - i + mark.length,
          )
      }
    plain += c
    return 1
  }
  for (let i = 0; i < text.length; ) i += step(i)
  flush()
  return out
}

/** Where a mark closes: not after a space, not before a letter for underscores, not inside a longer mark. */
function closing(text: string, from: number, mark: string): number {
  if (/\s/.test(text.charAt(from)) || !text.charAt(from)) return -1
  for (let tries = 0, at = text.indexOf(mark, from); at >= 0 && tries < 20; tries++) {
    const single = mark.length === 1
    const doubled = single && (text.charAt(at + 1) === mark || text.charAt(at - 1) === mark)
    const inWord = mark.includes('_') && wordly.test(text.charAt(at + mark.length))
    if (at > from && !/\s/.test(text.charAt(at - 1)) && !doubled && !inWord) return at
    at = text.indexOf(mark, at + (doubled ? 2 : 1))
  }
  return -1
}

type Line = { text: string; line: number }
const bullet = /^( *)([-*+•]|\d{1,9}[.)])( +|$)(.*)$/
const ticked = /^\[([ xX])\](?: +|$)(.*)$/
const indentOf = (text: string) => text.length - text.trimStart().length

export function blocksOf(source: string, names: readonly string[] = []): Block[] {
  const lines = source.replace(/\r\n?/g, '\n').replaceAll('\t', '    ').split('\n')
  return read(
    lines.map((text, line) => ({ text, line })),
    names,
    0,
  )
}

function read(lines: readonly Line[], names: readonly string[], depth: number): Block[] {
  const out: Block[] = []
  let i = 0
  while (i < lines.length) {
    const { text } = lines[i]!
    const bare = text.trim()
    if (!bare) i += 1
    else if (/^(```|~~~)/.test(bare)) {
      const fence = bare.slice(0, 3)
      const end = lines.findIndex((l, n) => n > i && l.text.trim().startsWith(fence))
      const last = end < 0 ? lines.length : end
      out.push({
        kind: 'code',
        text: lines
          .slice(i + 1, last)
          .map((l) => l.text)
          .join('\n'),
      })
      i = last + 1
    } else if (/^#{1,6} +\S/.test(bare)) {
      const level = Math.min(3, bare.indexOf(' ')) as 1 | 2 | 3
      out.push({
        kind: 'heading',
        level,
        inside: inlineOf(bare.replace(/^#+ +/, '').replace(/ +#+$/, ''), names),
      })
      i += 1
    } else if (/^([-*_])( *\1){2,}$/.test(bare)) {
      out.push({ kind: 'rule' })
      i += 1
    } else if (bare.startsWith('>') && depth < 8) {
      const until = (n: number): number => (lines[n]?.text.trimStart().startsWith('>') ? until(n + 1) : n)
      const end = until(i)
      const inside = lines.slice(i, end).map((l) => ({ ...l, text: l.text.trimStart().replace(/^> ?/, '') }))
      out.push({ kind: 'quote', inside: read(inside, names, depth + 1) })
      i = end
    } else if (bullet.test(text) && depth < 8) {
      const [block, end] = list(lines, i, names, depth)
      out.push(block)
      i = end
    } else {
      let end = i + 1
      while (end < lines.length && goesOn(lines[end]!.text)) end += 1
      const said = lines.slice(i, end).map((l) => l.text.trim())
      out.push({ kind: 'paragraph', inside: inlineOf(said.join('\n'), names) })
      i = end
    }
  }
  return out
}

const goesOn = (text: string) =>
  text.trim() !== '' && !bullet.test(text) && !/^\s*(>|```|~~~|#{1,6} +\S)/.test(text)

function list(
  lines: readonly Line[],
  from: number,
  names: readonly string[],
  depth: number,
): [Block, number] {
  const [, , mark = '-'] = bullet.exec(lines[from]!.text)!
  const base = indentOf(lines[from]!.text)
  const ordered = /\d/.test(mark)
  const items: Item[] = []
  let i = from
  while (i < lines.length) {
    const m = bullet.exec(lines[i]!.text)
    if (!m || indentOf(lines[i]!.text) > base + 1 || indentOf(lines[i]!.text) < base - 1) break
    if (/\d/.test(m[2]!) !== ordered) break
    const tick = ticked.exec(m[4]!)
    const inside: Line[] = [{ text: tick ? tick[2]! : m[4]!, line: lines[i]!.line }]
    const { line } = lines[i]!
    i += 1
    // What is indented below belongs to the item; one empty line inside does not end it.
    while (i < lines.length) {
      const { text } = lines[i]!
      const next = lines[i + 1]?.text ?? ''
      const deeper = text.trim() !== '' && indentOf(text) > base + 1
      const gap = text.trim() === '' && next.trim() !== '' && indentOf(next) > base + 1
      if (!deeper && !gap) break
      inside.push({ text: text.slice(Math.min(indentOf(text), base + 2)), line: lines[i]!.line })
      i += 1
    }
    items.push({ done: tick ? tick[1] !== ' ' : null, line, inside: read(inside, names, depth + 1) })
  }
  return [{ kind: 'list', ordered, start: ordered ? Number.parseInt(mark, 10) : 1, items }, i]
}

/** Ticks, or unticks, the line of a ticked list. Any other line is left as it is. */
export function withTick(source: string, line: number, done: boolean): string {
  const lines = source.split('\n')
  lines[line] = (lines[line] ?? '').replace(
    /^(\s*(?:>\s*)*(?:[-*+•]|\d{1,9}[.)])\s+)\[[ xX]\]/,
    (_, before: string) => `${before}[${done ? 'x' : ' '}]`,
  )
  return lines.join('\n')
}

/** The names of tasks that a text refers to: « 12 », « brume/12 ». */
export function referencesIn(texts: readonly string[]): string[] {
  const found = new Set<string>()
  const seek = /(?:^|[^\p{L}\p{N}&/])#((?:[a-z0-9][a-z0-9-]{0,60}\/)?\d{1,9})(?![\p{L}\p{N}_])/gu
  for (const text of texts) for (const m of text.matchAll(seek)) found.add(m[1]!)
  return [...found].slice(0, 200)
}
