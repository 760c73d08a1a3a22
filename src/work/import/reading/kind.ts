import { invalid } from '#platform/errors.ts'
import { isEmpty, isTooLarge, maxBytes } from './refusals.ts'

export type FileKind = 'zip' | 'json' | 'xml' | 'text'

const starts = (b: Uint8Array, ...bytes: number[]) => bytes.every((c, i) => b[i] === c)

/** What a file holds, by its content: its name may say anything. @throws for what no import reads. */
export function kindOf(bytes: Uint8Array): FileKind {
  if (bytes.length > maxBytes) throw isTooLarge()
  if (bytes.length === 0) throw isEmpty()
  if (starts(bytes, 0x50, 0x4b)) return 'zip'
  if (starts(bytes, 0xd0, 0xcf, 0x11, 0xe0)) throw isOldOffice(bytes)
  if (starts(bytes, 0x25, 0x50, 0x44, 0x46) || starts(bytes, 0x89, 0x50, 0x4e, 0x47) || isBinary(bytes))
    throw invalid({
      fr: 'Ce fichier n’est ni un tableau, ni du JSON, ni du XML. Choisissez l’export décrit ci-dessus.',
      en: 'This file is neither a table, nor JSON, nor XML. Choose the export described above.',
    })
  const utf16 = starts(bytes, 0xff, 0xfe) || starts(bytes, 0xfe, 0xff) || bytes[0] === 0 || bytes[1] === 0
  const head = Buffer.from(bytes.subarray(0, 4_096))
    .toString('latin1')
    .replace(utf16 ? /^(ÿþ|þÿ)|\0/g : /^ï»¿/, '')
    .trimStart()
  if (
    head === '' &&
    bytes.length < 4_096 &&
    !Buffer.from(bytes)
      .toString('latin1')
      .replace(/[\s\0ï»¿ÿþ]/g, '')
  )
    throw isEmpty()
  if (/^[[{]/.test(head) && /^(\{\s*("|\}|$)|\[\s*(\{|\]|$|\[))/.test(head)) return 'json'
  if (/^<(\?xml|!DOCTYPE|!--|[A-Za-z])/.test(head)) return 'xml'
  return 'text'
}

/** The container of Office before 2007: a workbook or a Project plan, which name their streams in UTF-16. */
function isOldOffice(bytes: Uint8Array) {
  const names = Buffer.from(bytes).toString('utf16le')
  if (names.includes('Workbook') || names.includes('Book\0'))
    return invalid({
      fr: 'Ce classeur est à l’ancien format (.xls). Dans le tableur : « Enregistrer sous », classeur .xlsx ou CSV.',
      en: 'This workbook is in the old format (.xls). In the spreadsheet: "Save As", .xlsx workbook or CSV.',
    })
  if (names.includes('EncryptedPackage'))
    return invalid({
      fr: 'Ce classeur est protégé par un mot de passe. Dans le tableur : Fichier, « Informations », retirez le mot de passe, enregistrez, puis importez.',
      en: 'This workbook is protected by a password. In the spreadsheet: File, "Info", remove the password, save, then import.',
    })
  return invalid({
    fr: 'Les fichiers .mpp ne s’ouvrent que dans Microsoft Project. Dans Project : Fichier, « Enregistrer sous », type « Format XML (*.xml) », puis importez ce fichier XML.',
    en: 'Only Microsoft Project opens .mpp files. In Project: File, "Save As", type "XML Format (*.xml)", then import that XML file.',
  })
}

/** Bytes that text never holds, unless every second byte is one (UTF-16). */
function isBinary(bytes: Uint8Array): boolean {
  if (starts(bytes, 0xff, 0xfe) || starts(bytes, 0xfe, 0xff)) return false
  const head = bytes.subarray(0, 65_536)
  let zeros = 0
  let odd = 0
  for (const c of head) {
    if (c === 0) zeros++
    else if (c < 9 || (c > 13 && c < 32 && c !== 27)) odd++
  }
  if (zeros && zeros > head.length * 0.3 && zeros < head.length * 0.6) return odd > 0 // UTF-16 without its mark
  return zeros + odd > 0 && zeros + odd > head.length / 500
}
