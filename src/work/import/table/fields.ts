import { parseNumber } from '#platform/formats.ts'
import type { ForeignField, ForeignValue } from '../foreign.ts'
import { fold } from '../model.ts'
import { type DateOrder, readDate } from '../reading/dates.ts'
import type { CellOf } from '../reading/xlsx.ts'
import { textOf } from './columns.ts'

const isUrl = (t: string) => /^(https?:\/\/|www\.)\S+$/i.test(t)
const isMoney = (t: string) => /[€$£]|\b(eur|usd|gbp|chf|cad)\b/i.test(t)
const isNumber = (cell: CellOf | undefined, t: string) =>
  typeof cell === 'number' || (parseNumber(t) !== null && /^[-−+]?[\d\s.,'’\u00a0\u202f€$£%]+$/.test(t))

/** What a column of free values is, by all of them: a number, a sum, a day, an address, a choice, or text. */
export function guessField(
  id: string,
  name: string,
  cells: readonly (CellOf | undefined)[],
  order: DateOrder,
): ForeignField {
  const full = cells.filter((c) => textOf(c) !== '')
  const texts = full.map(textOf)
  const every = (test: (t: string, c: CellOf | undefined) => boolean) =>
    full.length > 0 && full.every((c, i) => test(texts[i]!, c))
  const field = (kind: ForeignField['kind'], options: string[] = []): ForeignField => ({
    id,
    name: name.trim().slice(0, 80),
    kind,
    options,
  })
  if (every((t, c) => isNumber(c, t)))
    return field(
      texts.some(isMoney) || /budget|cout|cost|prix|price|montant|amount|tarif/.test(fold(name))
        ? 'money'
        : 'number',
    )
  if (every((t, c) => isMoney(t) && isNumber(c, t.replace(/[a-z]/gi, '')))) return field('money')
  if (every((_, c) => readDate(c, order) !== null)) return field('day')
  if (every((t) => isUrl(t))) return field('url')
  const options = [...new Map(texts.map((t) => [fold(t), t])).values()]
  if (
    options.length <= 60 &&
    options.every((o) => o.length <= 60 && !o.includes('\n')) &&
    (full.length >= 4 ? options.length * 2 <= full.length : options.length <= 3)
  )
    return field('choice', options)
  return field('text')
}

/** One value as its field takes it; null when it does not suit. */
export function fieldCell(
  field: ForeignField,
  cell: CellOf | undefined,
  order: DateOrder,
): ForeignValue | null {
  const text = textOf(cell)
  switch (field.kind) {
    case 'number':
    case 'money':
      return typeof cell === 'number' ? cell : parseNumber(text.replace(/[a-z%]/gi, ''))
    case 'day':
      return readDate(cell, order)?.day ?? null
    case 'choice':
      return [field.options.find((o) => fold(o) === fold(text)) ?? text]
    default:
      return text
  }
}
