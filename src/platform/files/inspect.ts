import fs from 'node:fs'
import { fileTypeFromFile } from 'file-type'
import { invalid } from '../errors.ts'

/** Programs for one machine or another: nobody sends one for a good reason, and opening one is how a house is robbed. */
const programs = new Set([
  'application/x-msdownload',
  'application/x-elf',
  'application/x-mach-binary',
  'application/java-vm',
  'application/java-archive',
  'application/vnd.android.package-archive',
  'application/x-ms-shortcut',
  'application/x-apple-diskimage',
  'application/x-rpm',
  'application/x-deb',
  'application/x-google-chrome-extension',
  'application/x-xpinstall',
  'application/wasm',
  'application/vnd.ms-htmlhelp',
  'application/x-shockwave-flash',
])

const isProgram = () =>
  invalid({
    fr: 'Les programmes ne sont pas acceptés, quel que soit leur nom. Envoyez plutôt un document, une image ou une archive.',
    en: 'Programs are not accepted, whatever their name. Send a document, an image or an archive instead.',
  })

/** The start of a text that a browser could take for a page (WHATWG MIME sniffing §7.1, and SVG). */
const pageStart =
  /^(?:\uFEFF|\s|<!--[\s\S]*?-->|<\?xml[^>]*\?>|<!doctype svg[^>]*>)*<(!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body|br|p|img|form|svg(?::svg)?|[\w-]+:svg)[\s/>]/i

/** Text has no signature: its name only chooses between kinds that are all as harmless. */
const textKinds: Record<string, string> = {
  csv: 'text/csv',
  json: 'application/json',
  md: 'text/markdown',
  ics: 'text/calendar',
  vcf: 'text/vcard',
}

/** What the content is, whatever the name says. @throws INVALID for a program. */
export async function inspect(file: string, name: string): Promise<string> {
  const known = await fileTypeFromFile(file).catch(() => undefined)
  if (known && programs.has(known.mime)) throw isProgram()
  if (known && known.mime !== 'application/xml') return known.mime
  const head = await start(file)
  if (head.subarray(0, 2).toString('latin1') === 'MZ' || head.subarray(0, 2).toString('latin1') === '#!')
    throw isProgram()
  if (!isText(head)) return 'application/octet-stream'
  const text = head.toString('utf8')
  const page = pageStart.exec(text)?.[1]?.toLowerCase()
  if (page) return page.includes('svg') ? 'image/svg+xml' : 'text/html'
  if (known) return known.mime
  return textKinds[/\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? ''] ?? 'text/plain'
}

async function start(file: string): Promise<Buffer> {
  const handle = await fs.promises.open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(65_536), 0, 65_536, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

/** No byte that text never holds. Old spreadsheets write Latin-1, so it need not be UTF-8. */
const isText = (b: Buffer) => !b.some((c) => c < 9 || (c > 13 && c < 32 && c !== 27) || c === 127)
