import { type ForeignBoard, Losses } from './foreign.ts'
import type { ReadOptions } from './homes.ts'
import { fold, type Target } from './model.ts'
import { guessOrder } from './reading/dates.ts'
import { isNot } from './reading/refusals.ts'
import type { CellOf } from './reading/xlsx.ts'
import { boardOfTable, type Column, type Line } from './table/board.ts'
import { guessTarget, readsAsDate, textOf, uniqueHeadings } from './table/columns.ts'
import { tableSeen } from './table/seen.ts'
import { readTables } from './table/sheets.ts'
import { levelOf } from './table/words.ts'

type Row = readonly CellOf[]
const full = (row: Row) => row.flatMap((c, i) => (textOf(c) ? [i] : []))
const isHeader = (row: Row) => /^(name|nom|item|element)$/.test(fold(textOf(row[0]))) && full(row).length > 1
const isSubHeader = (row: Row) =>
  /^(subitems|sous-elements)$/.test(fold(textOf(row[0]))) && /^(name|nom)$/.test(fold(textOf(row[1])))

type Read = { board: string; headings: string[]; lines: (Line & { cells: CellOf[] })[]; sums: number }

/**
 * A Monday board as its Excel export lays it out: the name of the board, then for each group its name, a line of headings,
 * the items, each followed by a block of its subitems under headings of their own, and a line of sums.
 */
export async function readMonday(bytes: Uint8Array, fileName: string, o: ReadOptions): Promise<ForeignBoard> {
  const tables = await readTables(bytes, o.table)
  const losses = new Losses()
  const read = tables.sheets.flatMap((s) => readSheet(s.rows, s.name || fileName.replace(/\.\w+$/, '')) ?? [])
  if (!read.length)
    throw isNot({
      fr: 'Ce classeur n’a pas la forme d’un export Monday (nom du tableau, groupes, puis une ligne « Name »). Dans Monday : menu du tableau, « Exporter le tableau vers Excel ». Pour un autre tableau, choisissez la source « Tableau ».',
      en: 'This workbook is not laid out like a Monday export (board name, groups, then a line "Name"). In Monday: board menu, "Export board to Excel". For another table, choose the source "Table".',
    })
  // Boards need not have the same columns: those of one name are one.
  const headings = [...new Map(read.flatMap((r) => r.headings).map((h) => [fold(h), h])).values()]
  const lines: Line[] = []
  const moved = new Map<Line, Line>()
  for (const r of read) {
    losses.lose('sums', r.sums)
    const place = headings.map((h) => r.headings.findIndex((x) => fold(x) === fold(h)))
    for (const l of r.lines) {
      const line: Line = {
        cells: place.map((i) => l.cells[i] ?? null),
        board: r.board,
        ...(l.group !== undefined && { group: l.group }),
        ...(l.parentLine && { parentLine: moved.get(l.parentLine)! }),
      }
      moved.set(l, line)
      lines.push(line)
    }
  }
  const columns = columnsOf(headings, lines, o)
  const dates = guessOrder(
    columns.flatMap((c, i) => (readsAsDate(c.target) ? lines.map((l) => l.cells[i]) : [])),
    o.table.dateOrder ?? 'dmy',
  )
  const order = o.table.dateOrder ?? dates.order
  if (dates.doubt && !o.table.dateOrder) losses.lose('doubtfulDates', dates.unsettled)
  const board = boardOfTable({
    source: 'monday',
    id: fold(read[0]!.board),
    name: read[0]!.board,
    columns,
    lines,
    order,
    choice: o,
    losses,
  })
  board.table = tableSeen(
    tables,
    tables.sheets[0]!.name,
    0,
    columns,
    lines.map((l) => l.cells),
    order,
    dates.doubt,
  )
  return board
}

function readSheet(rows: readonly Row[], fallback: string): Read | null {
  const first = rows.findIndex(isHeader)
  if (first < 0) return null
  const above = rows.slice(0, first).filter((r) => full(r).length > 0)
  // The board's name, perhaps its description, then the first group right above the headings.
  const board =
    textOf(above.length > 1 ? above[0]![0] : null) ||
    (above.length === 1 && rows[first - 1] && !textOf(rows[first - 1]![0]) ? textOf(above[0]![0]) : '') ||
    fallback
  const headings: string[] = []
  const read: Read = { board: board.slice(0, 200), headings, lines: [], sums: 0 }
  let group: string | undefined
  let columns: number[] = []
  let subColumns: number[] | null = null
  let item: Line | undefined
  const placed = (row: readonly CellOf[], from: number) =>
    uniqueHeadings(row.slice(from).map((c) => c ?? null)).map((h) => {
      if (/^#\d+$/.test(h)) return -1
      const known = headings.findIndex((x) => fold(x) === fold(h))
      return known >= 0 ? known : headings.push(h) - 1
    })
  const spread = (row: Row, from: number, places: readonly number[]): CellOf[] => {
    const cells: CellOf[] = []
    for (const [i, place] of places.entries()) if (place >= 0) cells[place] = row[from + i] ?? null
    return Array.from(cells, (c) => c ?? null)
  }
  for (const [at, row] of rows.entries()) {
    const there = full(row)
    if (at < first - 1 && at !== first - 1) continue
    if (!there.length) {
      subColumns = null
      continue
    }
    if (isHeader(row)) {
      columns = placed(row, 0)
      subColumns = null
      item = undefined
      continue
    }
    const next = rows.slice(at + 1).find((r) => full(r).length)
    if (there.length === 1 && there[0] === 0 && next && isHeader(next)) {
      group = textOf(row[0])
      continue
    }
    if (!columns.length) continue
    if (isSubHeader(row)) {
      subColumns = placed(row, 1)
      continue
    }
    if (subColumns && !textOf(row[0]) && textOf(row[1])) {
      const line = {
        cells: spread(row, 1, subColumns),
        ...(group !== undefined && { group }),
        ...(item && { parentLine: item }),
      }
      read.lines.push(line)
      continue
    }
    if (!textOf(row[0])) {
      read.sums++ // the line of sums under a group
      continue
    }
    subColumns = null
    item = { cells: spread(row, 0, columns), ...(group !== undefined && { group }) }
    read.lines.push(item as Read['lines'][number])
  }
  return read
}

const own: readonly (readonly [RegExp, Target])[] = [
  [/^(name|nom|item|element)$/, 'title'],
  [
    /^(subitems|sous-elements)$|^last updated|^derniere mise a jour|^(item|element) link$|^creation log/,
    'skip',
  ],
  [/^item id/, 'id'],
  [/timeline.*(start|debut)|chronologie.*(start|debut)/, 'start'],
  [/timeline.*(end|fin)|chronologie.*(end|fin)/, 'due'],
  [/^(timeline|chronologie)/, 'timeline'],
  [/^(dependent on|dependency|dependance)/, 'after'],
  [/^(person|people|personne|owner|responsable|assign)/, 'people'],
]

/** Monday names columns as the team does; the first status is the state, the first date or timeline the dates. */
function columnsOf(headings: readonly string[], lines: readonly Line[], o: ReadOptions): Column[] {
  const taken = new Set<Target>()
  const once = (t: Target): Target => {
    if (['people', 'labels', 'field', 'skip', 'description', 'address', 'followers'].includes(t)) return t
    if (taken.has(t)) return 'field'
    taken.add(t)
    return t
  }
  const hasTimeline = headings.some((h) => /^(timeline|chronologie)/.test(fold(h)))
  return headings.map((heading, i) => {
    const name = fold(heading)
    const chosen = o.table.columns[heading]
    const values = lines.map((l) => textOf(l.cells[i])).filter(Boolean)
    const known = own.find(([p]) => p.test(name))?.[1]
    const guess = known ?? guessTarget(heading) ?? 'field'
    let target: Target = !values.length && guess !== 'title' ? 'skip' : guess
    if (['group', 'board', 'kind', 'done', 'parent', 'progress'].includes(target)) target = 'field'
    if (target === 'importance' && values.some((v) => levelOf(v) === null)) target = 'field'
    // A lone date is when it is due, unless a timeline says so already.
    if (target === 'due' && hasTimeline && !known) target = 'deadline'
    target = chosen ?? once(target)
    return { heading, target, quiet: target === 'skip' && (known === 'skip' || !values.length) }
  })
}
