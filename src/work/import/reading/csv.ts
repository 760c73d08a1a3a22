import { parse } from 'csv-parse/sync'
import { isCut, isEmpty } from './refusals.ts'

export const separators = [',', ';', '\t', '|'] as const
export type Separator = (typeof separators)[number]

/** The lines of a table written as text. @throws when a quote never closes: the file was cut. */
export function parseCsv(text: string, wanted?: Separator): { rows: string[][]; separator: Separator } {
  const bare = text.replace(/^\uFEFF/, '')
  if (!bare.trim()) throw isEmpty()
  // Excel in some countries writes its separator on a first line.
  const said = /^sep=(.)\r?\n/.exec(bare)
  const separator =
    wanted ?? (separators.includes(said?.[1] as Separator) ? (said![1] as Separator) : guess(bare))
  try {
    const rows = parse(said ? bare.slice(said[0].length) : bare, {
      delimiter: separator,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
    }) as string[][]
    return { rows, separator }
  } catch (e) {
    if ((e as { code?: string }).code?.startsWith('CSV_')) throw isCut()
    throw e
  }
}

/** The mark that cuts the first lines into the same number of cells, the most of them. */
function guess(text: string): Separator {
  const lines = firstLines(text.slice(0, 100_000), 60)
  let best: { mark: Separator; score: number } = { mark: ',', score: 0 }
  for (const mark of separators) {
    const counts = lines.map((l) => l[mark]).filter((n) => n > 0)
    if (!counts.length) continue
    const usual = [...Map.groupBy(counts, (n) => n)].toSorted((a, b) => b[1].length - a[1].length)[0]!
    const score = usual[1].length * Math.min(usual[0], 30)
    if (score > best.score) best = { mark, score }
  }
  return best.mark
}

/** How often each mark stands in each line, quoted text left out. */
function firstLines(text: string, most: number): Record<Separator, number>[] {
  const none = () => ({ ',': 0, ';': 0, '\t': 0, '|': 0 })
  const lines: Record<Separator, number>[] = []
  let line = none()
  let quoted = false
  for (const c of text) {
    if (c === '"') quoted = !quoted
    else if (quoted) continue
    else if (c === '\n') {
      lines.push(line)
      if (lines.length >= most) return lines
      line = none()
    } else if (c in line) line[c as Separator]++
  }
  lines.push(line)
  return lines
}
