/** An element of a project file. Names without their prefix; attributes are not kept: the format has none that count. */
export type Xml = { name: string; children: Xml[]; text: string }

export class XmlError extends Error {}

const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }
const deepest = 200
const most = 20_000_000

/**
 * A small strict reader. A document type is refused whole: project files have none, and it is where entities that
 * multiply or read other files come from.
 */
export function readXml(source: string): Xml {
  const root: Xml = { name: '', children: [], text: '' }
  const open: Xml[] = [root]
  let at = source.charCodeAt(0) === 0xfeff ? 1 : 0
  let count = 0
  const until = (what: string, from: number): number => {
    const found = source.indexOf(what, from)
    if (found < 0) throw new XmlError(`the file stops in the middle (no « ${what} » after ${from})`)
    return found
  }
  const say = (text: string) => {
    const top = open.at(-1)!
    if (open.length > 1) top.text += text
    else if (text.trim()) throw new XmlError('text outside the document')
  }
  while (at < source.length) {
    const tag = source.indexOf('<', at)
    if (tag < 0) {
      say(source.slice(at))
      break
    }
    if (tag > at) say(unescaped(source.slice(at, tag)))
    if (source.startsWith('<!--', tag)) at = until('-->', tag + 4) + 3
    else if (source.startsWith('<![CDATA[', tag)) {
      const end = until(']]>', tag + 9)
      say(source.slice(tag + 9, end))
      at = end + 3
    } else if (source.startsWith('<?', tag)) at = until('?>', tag + 2) + 2
    else if (source.startsWith('<!', tag)) throw new XmlError('a document type is not accepted')
    else if (source.startsWith('</', tag)) {
      const end = until('>', tag + 2)
      const name = local(source.slice(tag + 2, end).trim())
      const closed = open.pop()!
      if (closed.name !== name || !open.length)
        throw new XmlError(`« ${closed.name} » is closed by « ${name} »`)
      at = end + 1
    } else {
      const end = endOfTag(source, tag + 1)
      const empty = source[end - 1] === '/'
      const name = /^[^\s/>]+/.exec(source.slice(tag + 1, Math.min(end, tag + 201)))?.[0]
      if (!name) throw new XmlError(`an element without a name at ${tag}`)
      const element: Xml = { name: local(name), children: [], text: '' }
      if (++count > most) throw new XmlError('too many elements')
      open.at(-1)!.children.push(element)
      if (!empty && open.push(element) > deepest) throw new XmlError('elements too deep in one another')
      at = end + 1
    }
  }
  if (open.length > 1)
    throw new XmlError(`the file stops in the middle: « ${open.at(-1)!.name} » is not closed`)
  if (root.children.length !== 1) throw new XmlError('this is not an XML document')
  return root.children[0]!
}

function endOfTag(source: string, from: number): number {
  let quote = ''
  for (let i = from; i < source.length; i++) {
    const c = source[i]!
    if (quote) {
      if (c === quote) quote = ''
    } else if (c === '"' || c === "'") quote = c
    else if (c === '>') return i
    else if (c === '<') throw new XmlError(`« < » inside an element at ${i}`)
  }
  throw new XmlError('the file stops in the middle of an element')
}

const local = (name: string) => name.slice(name.indexOf(':') + 1)

function unescaped(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(#x[0-9a-f]+|#\d+|\w+);?/gi, (whole, what: string) => {
    if (what[0] === '#') {
      const code = what[1] === 'x' || what[1] === 'X' ? Number.parseInt(what.slice(2), 16) : +what.slice(1)
      return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
        ? String.fromCodePoint(code)
        : ''
    }
    const known = named[what]
    if (known === undefined && whole.endsWith(';')) throw new XmlError(`an entity nobody declared: ${whole}`)
    return known ?? whole
  })
}

/** Bytes as text, by their mark or by what the document declares. */
export function xmlText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  if (bytes[0] === 0x3c && bytes[1] === 0) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0 && bytes[1] === 0x3c) return new TextDecoder('utf-16be').decode(bytes)
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200))
  const declared = /encoding\s*=\s*["']([\w.:-]+)["']/i.exec(head)?.[1]?.toLowerCase() ?? 'utf-8'
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // Some programs declare UTF-8 and write their machine's own letters.
    const label = declared.startsWith('utf') ? 'windows-1252' : declared
    try {
      return new TextDecoder(label).decode(bytes)
    } catch {
      return new TextDecoder('windows-1252').decode(bytes)
    }
  }
}

export const escapeXml = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no way to write them
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"]/g, (c) => (c === '&' ? '&amp;' : c === '<' ? '&lt;' : c === '>' ? '&gt;' : '&quot;'))
