import { parseCsv, type Separator } from '../reading/csv.ts'
import { kindOf } from '../reading/kind.ts'
import { isEmpty, isNot } from '../reading/refusals.ts'
import { decodeText, type Encoding } from '../reading/text.ts'
import { type CellOf, readWorkbook } from '../reading/xlsx.ts'

export type Sheet = { name: string; rows: CellOf[][] }
export type Tables = {
  sheets: Sheet[]
  encoding: Encoding | null
  separator: Separator | null
  /** Letters that could not be read. */
  damaged: number
}

const isBlank = (row: readonly CellOf[]) => row.every((c) => c === null || c === '')

/** The tables of a file, be it text or a workbook, whatever its name says. */
export async function readTables(
  bytes: Uint8Array,
  o: { encoding?: Encoding | undefined; separator?: Separator | undefined } = {},
): Promise<Tables> {
  const tables = await readFile(bytes, o)
  for (const sheet of tables.sheets) sheet.rows = sheet.rows.map((r) => r.map(bare))
  return tables
}

/** The apostrophe that keeps a spreadsheet from taking a text for a formula is not of the text. */
const bare = (cell: CellOf) => (typeof cell === 'string' && /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell)

async function readFile(
  bytes: Uint8Array,
  o: { encoding?: Encoding | undefined; separator?: Separator | undefined },
): Promise<Tables> {
  const kind = kindOf(bytes)
  if (kind === 'zip') {
    const sheets = (await readWorkbook(bytes)).filter((s) => !s.rows.every(isBlank))
    if (!sheets.length) throw isEmpty()
    return { sheets, encoding: null, separator: null, damaged: 0 }
  }
  if (kind !== 'text')
    throw isNot({
      fr: `Ce fichier est du ${kind === 'json' ? 'JSON' : 'XML'}, pas un tableau. Choisissez la source qui lui correspond, ou un export CSV ou Excel.`,
      en: `This file is ${kind === 'json' ? 'JSON' : 'XML'}, not a table. Choose the source it comes from, or a CSV or Excel export.`,
    })
  const { text, encoding, damaged } = decodeText(bytes, o.encoding)
  const { rows, separator } = parseCsv(text, o.separator)
  if (rows.every(isBlank)) throw isEmpty()
  return { sheets: [{ name: '', rows }], encoding, separator, damaged }
}
