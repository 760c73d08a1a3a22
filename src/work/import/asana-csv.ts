import { type ForeignBoard, Losses } from './foreign.ts'
import type { ReadOptions } from './homes.ts'
import { fold, type Target } from './model.ts'
import { guessOrder } from './reading/dates.ts'
import { isNot } from './reading/refusals.ts'
import { boardOfTable, isRounded } from './table/board.ts'
import { findHeader, textOf, uniqueHeadings } from './table/columns.ts'
import { tableSeen } from './table/seen.ts'
import { readTables } from './table/sheets.ts'
import { levelOf } from './table/words.ts'

/** The headings that Asana writes; all others are custom fields. */
const own: Record<string, Target> = {
  'task id': 'id',
  'created at': 'bornAt',
  'completed at': 'finishedAt',
  'last modified': 'skip',
  name: 'title',
  'section/column': 'group',
  assignee: 'people',
  'assignee email': 'email',
  'start date': 'start',
  'due date': 'due',
  tags: 'labels',
  notes: 'description',
  projects: 'board',
  'parent task': 'parent',
  'blocked by (dependencies)': 'after',
  'blocking (dependencies)': 'before',
  'estimated time': 'estimate',
  'temps estime': 'estimate',
  'actual time': 'spent',
  'temps reel': 'spent',
}

/** An Asana project exported as CSV, straight, through the sheet connector, or after a trip through a spreadsheet. */
export async function readAsanaCsv(
  bytes: Uint8Array,
  fileName: string,
  o: ReadOptions,
): Promise<ForeignBoard> {
  const tables = await readTables(bytes, o.table)
  const sheet = tables.sheets[0]!
  const header = o.table.headerRow ? o.table.headerRow - 1 : findHeader(sheet.rows)
  const headings = uniqueHeadings(sheet.rows[header] ?? [])
  const names = headings.map((h) => fold(h).replace(/\s+/g, ' '))
  if (!names.includes('name') || names.filter((n) => n in own).length < 3)
    throw isNot({
      fr: 'Ce tableau n’a pas les colonnes d’un export Asana (« Name », « Section/Column », « Due Date »…). Dans Asana : menu du projet, « Exporter/Imprimer », « CSV ». Pour un autre tableau, choisissez la source « Tableau ».',
      en: 'This table lacks the columns of an Asana export ("Name", "Section/Column", "Due Date"…). In Asana: project menu, "Export/Print", "CSV". For another table, choose the source "Table".',
    })
  const rows = sheet.rows.slice(header + 1)
  const columns = headings.map((heading, i) => ({
    heading,
    target:
      o.table.columns[heading] ??
      own[names[i]!] ??
      customTarget(
        names[i]!,
        rows.map((r) => textOf(r[i])),
      ),
  }))
  const dateColumns = columns.flatMap((c, i) =>
    ['start', 'due', 'bornAt', 'finishedAt'].includes(c.target) || names[i] === 'last modified' ? [i] : [],
  )
  const dates = guessOrder(
    rows.flatMap((r) => dateColumns.map((i) => r[i])),
    o.table.dateOrder ?? 'dmy',
  )
  const order = o.table.dateOrder ?? dates.order
  const idAt = names.indexOf('task id')
  const ids = idAt < 0 ? [] : rows.map((r) => textOf(r[idAt])).filter(Boolean)
  const losses = new Losses()
  losses.lose('damagedLetters', tables.damaged)
  if (dates.doubt && !o.table.dateOrder) losses.lose('doubtfulDates', dates.unsettled)
  const name = fileName.replace(/\.\w+$/, '')
  const board = boardOfTable({
    source: 'asana',
    id: fold(name),
    name,
    columns: columns.map((c, i) => ({ ...c, quiet: names[i] === 'last modified' })),
    lines: rows.map((cells) => ({ cells })),
    order,
    noIds: ids.some(isRounded),
    choice: o,
    losses,
  })
  board.table = tableSeen(tables, sheet.name, header, columns, rows, order, dates.doubt)
  return board
}

/** A field called priority whose values are levels is the importance of the task here. */
function customTarget(name: string, values: readonly string[]): Target {
  const full = values.filter(Boolean)
  if (!full.length) return 'skip'
  return /^priorit/.test(name) && full.every((v) => levelOf(v) !== null) ? 'importance' : 'field'
}
