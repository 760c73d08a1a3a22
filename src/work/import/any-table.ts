import { type ForeignBoard, Losses } from './foreign.ts'
import type { ReadOptions } from './homes.ts'
import { fold } from './model.ts'
import { type DateOrder, guessOrder } from './reading/dates.ts'
import { isNot } from './reading/refusals.ts'
import { boardOfTable, isRounded } from './table/board.ts'
import { findHeader, guessTargets, readsAsDate, textOf, uniqueHeadings } from './table/columns.ts'
import { tableSeen } from './table/seen.ts'
import { readTables } from './table/sheets.ts'

/** Any table with a line of headings: what each column is was said, or is guessed from its heading. */
export async function readAnyTable(
  bytes: Uint8Array,
  fileName: string,
  o: ReadOptions,
  locale: 'fr' | 'en',
): Promise<ForeignBoard> {
  const tables = await readTables(bytes, o.table)
  const sheet = tables.sheets.find((s) => s.name === o.table.sheet) ?? tables.sheets[0]!
  const header = o.table.headerRow ? o.table.headerRow - 1 : findHeader(sheet.rows)
  if (header >= sheet.rows.length)
    throw isNot({
      fr: `La ligne d’en-têtes ${header + 1} est après la fin du tableau, qui a ${sheet.rows.length} lignes.`,
      en: `The heading line ${header + 1} is past the end of the table, which has ${sheet.rows.length} lines.`,
    })
  const rows = sheet.rows.slice(header + 1)
  const width = Math.min(
    500,
    Math.max(sheet.rows[header]!.length, ...rows.slice(0, 200).map((r) => r.length)),
  )
  const headings = uniqueHeadings(Array.from({ length: width }, (_, i) => sheet.rows[header]![i] ?? null))
  const guessed = guessTargets(headings, rows)
  const columns = headings.map((heading, i) => ({ heading, target: o.table.columns[heading] ?? guessed[i]! }))
  const dateCells = columns.flatMap((c, i) =>
    readsAsDate(c.target) || c.target === 'field' ? rows.map((r) => r[i]) : [],
  )
  const dates = guessOrder(dateCells, locale === 'en' ? 'mdy' : 'dmy')
  const order: DateOrder = o.table.dateOrder ?? dates.order
  const losses = new Losses()
  losses.lose('damagedLetters', tables.damaged)
  if (dates.doubt && !o.table.dateOrder) losses.lose('doubtfulDates', dates.unsettled)
  const seen = tableSeen(tables, sheet.name, header, columns, rows, order, dates.doubt && !o.table.dateOrder)
  const name = sheet.name && tables.sheets.length > 1 ? sheet.name : fileName.replace(/\.\w+$/, '')
  const idAt = columns.findIndex((c) => c.target === 'id')
  const board = withoutTitle(columns)
    ? null
    : boardOfTable({
        source: 'csv',
        id: fold(name),
        name,
        columns,
        lines: rows.map((cells) => ({ cells })),
        order,
        noIds: idAt >= 0 && rows.some((r) => isRounded(textOf(r[idAt]))),
        choice: o,
        losses,
      })
  if (!board) {
    const error = isNot({
      fr: 'Aucune colonne ne donne le titre des tâches. Dites laquelle dans la correspondance des colonnes.',
      en: 'No column gives the titles of tasks. Say which one in the matching of columns.',
    })
    Object.assign(error, { table: seen })
    throw error
  }
  board.table = seen
  return board
}

const withoutTitle = (columns: readonly { target: string }[]) => !columns.some((c) => c.target === 'title')
