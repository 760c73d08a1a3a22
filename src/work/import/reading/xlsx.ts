import { inflateRawSync } from 'node:zlib'
import { readXlsx } from 'hucre/xlsx'
import { invalid } from '#platform/errors.ts'
import { hasEntities, isBomb, isCut } from './refusals.ts'

export type CellOf = string | number | boolean | Date | null
export type SheetOf = { name: string; rows: CellOf[][] }

/** What a workbook may unfold into, all its parts together. */
const mostUnfolded = 200 * 1024 * 1024
const mostParts = 5_000

const isNoWorkbook = () =>
  invalid({
    fr: 'Ce fichier n’est pas un classeur .xlsx. Refaites l’export au format Excel ou CSV.',
    en: 'This file is not an .xlsx workbook. Export it again as Excel or CSV.',
  })

/**
 * Unfolds every part by hand first, under a limit: the sizes that a zip announces may lie. No part may declare entities,
 * which no spreadsheet does.
 */
export function checkWorkbook(bytes: Uint8Array): void {
  const b = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = b.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (end < 0 || end + 22 > b.length) throw isCut()
  const parts = b.readUInt16LE(end + 10)
  let at = b.readUInt32LE(end + 16)
  if (parts > mostParts || parts === 0xffff) throw isBomb()
  let left = mostUnfolded
  let isWorkbook = false
  for (let i = 0; i < parts; i++) {
    if (at + 46 > b.length || b.readUInt32LE(at) !== 0x02014b50) throw isCut()
    const method = b.readUInt16LE(at + 10)
    const folded = b.readUInt32LE(at + 20)
    const local = b.readUInt32LE(at + 42)
    const nameLength = b.readUInt16LE(at + 28)
    const name = b.toString('utf8', at + 46, at + 46 + nameLength)
    at += 46 + nameLength + b.readUInt16LE(at + 30) + b.readUInt16LE(at + 32)
    if (name.startsWith('xl/') || name === '[Content_Types].xml') isWorkbook = true
    if (local + 30 > b.length) throw isCut()
    const from = local + 30 + b.readUInt16LE(local + 26) + b.readUInt16LE(local + 28)
    if (from + folded > b.length) throw isCut()
    const part = unfold(b.subarray(from, from + folded), method, left)
    left -= part.length
    if (left < 0) throw isBomb()
    if (/\.(xml|rels|vml)$/i.test(name) && /<!(DOCTYPE|ENTITY)/i.test(part.toString('latin1', 0, 65_536)))
      throw hasEntities()
  }
  if (!isWorkbook) throw isNoWorkbook()
}

function unfold(part: Buffer, method: number, most: number): Buffer {
  if (method === 0) return part
  if (method !== 8) throw isNoWorkbook()
  try {
    return inflateRawSync(part, { maxOutputLength: Math.max(1, most) })
  } catch (e) {
    throw (e as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? isBomb() : isCut()
  }
}

/** The sheets of a workbook, as values: a formula gives what it last gave, never itself. */
export async function readWorkbook(bytes: Uint8Array): Promise<SheetOf[]> {
  checkWorkbook(bytes)
  try {
    const book = await readXlsx(bytes, { sheets: (s) => !s.veryHidden, maxRows: 60_000 })
    return book.sheets.map((s) => ({
      name: s.name,
      rows: s.rows.map((r) =>
        Array.from(r, (v) => (typeof v === 'string' ? v.replaceAll('\0', '').toWellFormed() : (v ?? null))),
      ),
    }))
  } catch {
    throw isNoWorkbook()
  }
}
