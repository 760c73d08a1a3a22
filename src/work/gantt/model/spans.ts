import type { LagUnit } from '../../scheduling/model.ts'

export type Tongue = 'fr' | 'en'
/** How many working minutes a day and a week of the calendar hold: what « 2 j » means. */
export type Worth = { day: number; week: number }
export const usualWorth: Worth = { day: 420, week: 2100 }

const unitWords: Record<string, 'minute' | 'hour' | 'day' | 'week'> = {
  min: 'minute',
  mn: 'minute',
  h: 'hour',
  hr: 'hour',
  j: 'day',
  d: 'day',
  sem: 'week',
  s: 'week',
  w: 'week',
  wk: 'week',
}
export const lagPattern = '[+\\-−]\\s*\\d+(?:[.,]\\d+)?\\s*(?:%|[a-zé]+)'

const figure = (text: string) => Number(text.replace(',', '.'))

/** « 3 j », « 4h », « 1,5 sem », « 30 min »; a bare figure counts days. Undefined when it says nothing. */
export function parseSpan(text: string, worth: Worth): number | undefined {
  const m = /^\s*(\d+(?:[.,]\d+)?)\s*([a-z]*)\.?\s*$/i.exec(text)
  if (!m) return undefined
  const unit = m[2] ? unitWords[m[2].toLowerCase()] : 'day'
  if (!unit) return undefined
  const minutes = { minute: 1, hour: 60, day: worth.day, week: worth.week }[unit]
  return Math.round(figure(m[1]!) * minutes)
}

const tidy = (n: number, tongue: Tongue) => {
  const text = String(Math.round(n * 100) / 100)
  return tongue === 'fr' ? text.replace('.', ',') : text
}

/** The shortest honest way to say it: « 3 j », « 3,5 j », « 4 h », « 45 min ». */
export function spanText(minutes: number, worth: Worth, tongue: Tongue, gap = ' '): string {
  const day = tongue === 'fr' ? 'j' : 'd'
  if (minutes === 0) return `0${gap}${day}`
  if ((minutes * 4) % worth.day === 0 || Math.abs(minutes) >= worth.day * 2)
    return `${tidy(minutes / worth.day, tongue)}${gap}${day}`
  if (minutes % 15 === 0) return `${tidy(minutes / 60, tongue)}${gap}h`
  return `${minutes}${gap}min`
}

export type Lag = { lag: number; lagUnit: LagUnit }

/** « +2j », « -4h », « +50% », « +3jé » (elapsed: nights and weekends count). */
export function parseLag(text: string, worth: Worth): Lag | undefined {
  const said = text.replace(/\s+/g, '').replace('−', '-').toLowerCase()
  if (said === '' || said === '0') return { lag: 0, lagUnit: 'work' }
  const m = /^([+-]?)(\d+(?:[.,]\d+)?)(%|[a-zé]*)$/.exec(said)
  if (!m) return undefined
  const sign = m[1] === '-' ? -1 : 1
  const n = figure(m[2]!)
  if (m[3] === '%') return { lag: sign * Math.round(n * 100), lagUnit: 'percent' }
  // « jé » in French and « ed » in English, as in the trade's usual tool.
  const word = m[3]!
  const elapsed = /^e[a-z]+$/.test(word) || /[éè]$/.test(word) || /^(j|h|s|sem|min)e$/.test(word)
  const unit = word === '' ? 'day' : unitWords[elapsed ? word.replace(/^e|[éèe]$/g, '') : word]
  if (!unit) return undefined
  const table = elapsed
    ? { minute: 1, hour: 60, day: 1440, week: 10_080 }
    : { minute: 1, hour: 60, day: worth.day, week: worth.week }
  return { lag: sign * Math.round(n * table[unit]), lagUnit: elapsed ? 'elapsed' : 'work' }
}

export function lagText({ lag, lagUnit }: Lag, worth: Worth, tongue: Tongue): string {
  if (lag === 0) return ''
  const sign = lag < 0 ? '-' : '+'
  const size = Math.abs(lag)
  if (lagUnit === 'percent') return `${sign}${tidy(size / 100, tongue)}%`
  if (lagUnit === 'work') return `${sign}${spanText(size, worth, tongue, '')}`
  const text = spanText(size, { day: 1440, week: 10_080 }, tongue, '')
  return tongue === 'fr' ? `${sign}${text}é` : `${sign}${text.replace(/([a-z]+)$/, 'e$1')}`
}
