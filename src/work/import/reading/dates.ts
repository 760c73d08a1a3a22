export const dateOrders = ['dmy', 'mdy', 'ymd'] as const
export type DateOrder = (typeof dateOrders)[number]
/** A day, and the minute of it when the cell says one. */
export type When = { day: string; minute: number | null }

const fold = (t: string) => t.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
const months = [
  ['jan', 'janv'],
  ['feb', 'fev', 'fevr'],
  ['mar', 'mars'],
  ['apr', 'avr'],
  ['may', 'mai'],
  ['jun', 'juin'],
  ['jul', 'juil'],
  ['aug', 'aout'],
  ['sep', 'sept'],
  ['oct'],
  ['nov'],
  ['dec'],
]
const monthNamed = (word: string) => {
  const w = fold(word).replace(/\.$/, '')
  const found = months.findIndex((names) => names.some((n) => w === n || (w.length > 3 && w.startsWith(n))))
  return found < 0 ? null : found + 1
}

function asDay(y: number, m: number, d: number): string | null {
  const year = y < 100 ? 2000 + y : y
  const at = new Date(Date.UTC(year, m - 1, d))
  if (year < 1900 || year > 2200 || at.getUTCMonth() !== m - 1 || at.getUTCDate() !== d) return null
  return at.toISOString().slice(0, 10)
}

const clock = /(?:^|[T\s,]|à|at)\s*(\d{1,2})(?::|\s?h\s?)(\d{2})?(?::\d{2}(?:\.\d+)?)?\s*([ap]\.?m\.?)?/i

function minuteIn(rest: string): number | null {
  const m = clock.exec(rest)
  if (!m) return null
  let hour = Number(m[1])
  const minute = Number(m[2] ?? 0)
  if (m[3]) hour = (hour % 12) + (/^p/i.test(m[3]) ? 12 : 0)
  return hour < 24 && minute < 60 ? hour * 60 + minute : null
}

const numeric = /^(\d{1,4})([/.\-\s])(\d{1,2})\2(\d{1,4})(?=$|[\sT,])/

/** Reads a cell as a day. `order` settles « 3/4/2026 »; what can be read one way only is read that way. */
export function readDate(cell: unknown, order: DateOrder): When | null {
  if (cell === null || cell === undefined || typeof cell === 'boolean') return null
  if (cell instanceof Date) {
    if (Number.isNaN(cell.getTime())) return null
    const minute = cell.getUTCHours() * 60 + cell.getUTCMinutes()
    const day = asDay(cell.getUTCFullYear(), cell.getUTCMonth() + 1, cell.getUTCDate())
    return day ? { day, minute: minute || null } : null
  }
  // A spreadsheet's own count of days since 1899-12-30.
  const bare = String(cell).trim()
  if (/^\d{5}(\.\d+)?$/.test(bare)) {
    const n = Number(bare)
    if (n < 20_000 || n > 90_000) return null
    const minute = Math.round((n % 1) * 1440)
    return {
      day: new Date(Date.UTC(1899, 11, 30) + Math.floor(n) * 86_400_000).toISOString().slice(0, 10),
      minute: minute || null,
    }
  }
  const n = numeric.exec(bare)
  if (n) {
    const day = inOrder(n[1]!, n[3]!, n[4]!, order)
    return day ? { day, minute: minuteIn(bare.slice(n[0].length)) } : null
  }
  const w =
    /^(?:[\p{L}]+\.?,?\s+)?(\d{1,2})(?:er|st|nd|rd|th)?[\s-]+(\p{L}{3,}\.?),?[\s-]+(\d{4}|\d{2})(?!\d)/u.exec(
      bare,
    ) ?? undefined
  const us = /^(?:\p{L}+,\s+)?(\p{L}{3,}\.?)\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})/u.exec(bare) ?? undefined
  const named = w
    ? { d: w[1]!, m: monthNamed(w[2]!), y: w[3]!, all: w[0] }
    : us
      ? { d: us[2]!, m: monthNamed(us[1]!), y: us[3]!, all: us[0] }
      : undefined
  if (!named?.m) return null
  const day = asDay(Number(named.y), named.m, Number(named.d))
  return day ? { day, minute: minuteIn(bare.slice(named.all.length)) } : null
}

function inOrder(a: string, b: string, c: string, order: DateOrder): string | null {
  if (a.length === 4) return asDay(+a, +b, +c)
  if (c.length < 4 && order === 'ymd' && a.length === 2 && c.length === 2) return asDay(+a, +b, +c)
  const first = order === 'mdy' ? asDay(+c, +a, +b) : asDay(+c, +b, +a)
  return first ?? (order === 'mdy' ? asDay(+c, +b, +a) : asDay(+c, +a, +b))
}

/** Which way the dates of a file are written, by those that can be read one way only. `doubt`: none settles it, or both ways are there. */
export function guessOrder(
  cells: readonly unknown[],
  otherwise: DateOrder,
): { order: DateOrder; doubt: boolean; unsettled: number } {
  let dmy = 0
  let mdy = 0
  let unsettled = 0
  for (const cell of cells) {
    const n = typeof cell === 'string' ? numeric.exec(cell.trim()) : null
    if (!n || n[1]!.length === 4) continue
    const [a, b] = [Number(n[1]), Number(n[3])]
    if (a > 12 && b <= 12) dmy++
    else if (b > 12 && a <= 12) mdy++
    else if (a !== b) unsettled++
  }
  const order = dmy > mdy ? 'dmy' : mdy > dmy ? 'mdy' : otherwise
  return { order, unsettled, doubt: unsettled > 0 && dmy > 0 === mdy > 0 }
}

/** « 3h », « 1,5 j », « 90 min », « 01:30:00 », or a number in `unit`. Days are of eight hours. */
export function readMinutes(cell: unknown, unit: 'minutes' | 'hours' | 'days' = 'hours'): number | null {
  const text = fold(String(cell ?? '')).trim()
  const clockLike = /^(\d{1,4}):(\d{2})(?::(\d{2}))?$/.exec(text)
  if (clockLike) return Number(clockLike[1]) * 60 + Number(clockLike[2])
  let total = 0
  let found = false
  for (const m of text.matchAll(/(\d+(?:[.,]\d+)?)\s*([a-z]*)\.?/g)) {
    const n = Number(m[1]!.replace(',', '.'))
    const word = m[2] || unit
    const each = /^(mi|mn|minutes?$)/.test(word)
      ? 1
      : /^h/.test(word)
        ? 60
        : /^(d|j)/.test(word)
          ? 480
          : /^(w|sem)/.test(word)
            ? 2_400
            : /^m$/.test(word)
              ? 1
              : null
    if (each === null) return null
    // « 1h30 »: a number behind hours is minutes.
    total += n * (found && !m[2] ? 1 : each)
    found = true
  }
  return found ? Math.round(total) : null
}

/** The instant a source wrote down; of a day alone, its middle, which is that day nearly everywhere. */
export const instant = (at: string | null): Date | null => {
  if (!at) return null
  const date = new Date(/^\d{4}-\d\d-\d\d$/.test(at) ? `${at}T12:00:00Z` : at)
  return Number.isNaN(date.getTime()) ? null : date
}
