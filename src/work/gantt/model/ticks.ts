import { dayOfNumber } from '../../scheduling/model.ts'
import { type Tick, type Unit, weekNumber } from './axis.ts'
import type { Tongue } from './spans.ts'

const tag = { fr: 'fr-FR', en: 'en-GB' }
const kept = new Map<string, Intl.DateTimeFormat>()
function said(n: number, tongue: Tongue, options: Intl.DateTimeFormatOptions): string {
  const id = `${tongue}${JSON.stringify(options)}`
  let format = kept.get(id)
  if (!format) {
    format = new Intl.DateTimeFormat(tag[tongue], { ...options, timeZone: 'UTC' })
    kept.set(id, format)
  }
  return format.format(n * 86_400_000)
}

/** The word of a tick, as long as its place allows. */
export function tickText(unit: Unit, { at }: Tick, width: number, tongue: Tongue): string {
  const n = Math.floor(at)
  if (unit === 'hour') return `${Math.round((at - n) * 24)}${tongue === 'fr' ? ' h' : ':00'}`
  if (unit === 'day') {
    if (width > 100) return said(n, tongue, { weekday: 'short', day: 'numeric', month: 'short' })
    if (width > 42) return said(n, tongue, { weekday: 'short', day: 'numeric' })
    return String(+dayOfNumber(n).slice(8))
  }
  if (unit === 'week')
    return width > 46
      ? `${tongue === 'fr' ? 'S' : 'W'}${weekNumber(n)} · ${+dayOfNumber(n).slice(8)}`
      : String(+dayOfNumber(n).slice(8))
  if (unit === 'month')
    return width > 90
      ? said(n, tongue, { month: 'long', year: 'numeric' })
      : said(n, tongue, { month: width > 34 ? 'short' : 'narrow' })
  const quarter = `${tongue === 'fr' ? 'T' : 'Q'}${Math.floor((+dayOfNumber(n).slice(5, 7) - 1) / 3) + 1}`
  if (unit === 'quarter') return width > 60 ? `${quarter} ${dayOfNumber(n).slice(0, 4)}` : quarter
  return dayOfNumber(n).slice(0, 4)
}
