import { intlTag, type Locale, typography } from './i18n.ts'

/** A calendar day `YYYY-MM-DD`, an instant in ISO 8601, a Date or epoch milliseconds. */
export type Moment = string | number | Date

export type Formats = ReturnType<typeof formats>

export const unknown = '–'
const thin = '\u202f'
const dayOnly = /^\d{4}-\d{2}-\d{2}$/
const dayMs = 86_400_000

const cache = new Map<
  string,
  Intl.NumberFormat | Intl.DateTimeFormat | Intl.ListFormat | Intl.RelativeTimeFormat
>()
function kept<T extends Intl.NumberFormat | Intl.DateTimeFormat | Intl.ListFormat | Intl.RelativeTimeFormat>(
  id: string,
  make: () => T,
): T {
  const known = cache.get(id)
  if (known) return known as T
  const made = make()
  cache.set(id, made)
  return made
}

export const isDay = (at: Moment): at is string => typeof at === 'string' && dayOnly.test(at)
const instant = (at: Moment): Date => (at instanceof Date ? at : new Date(isDay(at) ? `${at}T00:00:00Z` : at))

/** The calendar day on which an instant falls, in a time zone. */
export function dayOf(at: Moment, timeZone: string): string {
  if (isDay(at)) return at
  const parts = kept(
    `day ${timeZone}`,
    () => new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }),
  )
  return parts.format(instant(at))
}

/** Whole days from one calendar day to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs)

export type NumberOptions = { digits?: number; compact?: boolean; sign?: boolean; unit?: string }
export type MoneyOptions = { round?: boolean; sign?: boolean; compact?: boolean }

/**
 * Everything that is shown as a figure, a sum or a date. `null` and `undefined` show « – », never 0.
 * Money is in integer cents, percentages are ratios (0.12 is 12 %), durations are minutes.
 */
export function formats(locale: Locale, timeZone = 'Europe/Paris') {
  const tag = intlTag[locale]
  const say = (text: string) => typography(text, locale).replaceAll('\u00a0', thin)
  const plain = (value: number | null | undefined, id: string, options: Intl.NumberFormatOptions) =>
    value === null || value === undefined || !Number.isFinite(value)
      ? unknown
      : say(kept(`${tag} ${id}`, () => new Intl.NumberFormat(tag, options)).format(value)).replace(/^-/, '−')

  const number = (value: number | null | undefined, { digits, compact, sign, unit }: NumberOptions = {}) => {
    const text = plain(value, `n ${digits} ${compact} ${sign}`, {
      ...(digits === undefined
        ? { maximumFractionDigits: 2 }
        : { minimumFractionDigits: digits, maximumFractionDigits: digits }),
      ...(compact ? { notation: 'compact', maximumFractionDigits: 1 } : {}),
      ...(sign ? { signDisplay: 'exceptZero' } : {}),
    })
    return unit && text !== unknown ? `${text}${thin}${unit}` : text
  }

  const percent = (ratio: number | null | undefined, { digits = 0, sign = false } = {}) =>
    plain(ratio, `p ${digits} ${sign}`, {
      style: 'percent',
      maximumFractionDigits: digits,
      minimumFractionDigits: digits,
      ...(sign ? { signDisplay: 'exceptZero' } : {}),
    })

  const money = (
    cents: number | null | undefined,
    currency = 'EUR',
    { round, sign, compact }: MoneyOptions = {},
  ) => {
    const amount = cents === null || cents === undefined ? cents : cents / 100
    return plain(amount, `m ${currency} ${round} ${sign} ${compact}`, {
      style: 'currency',
      currency,
      ...(round ? { maximumFractionDigits: 0 } : {}),
      ...(compact ? { notation: 'compact', maximumFractionDigits: 1 } : {}),
      ...(sign ? { signDisplay: 'exceptZero' } : {}),
    })
  }

  const shown = (at: Moment, id: string, options: Intl.DateTimeFormatOptions) =>
    kept(
      `${tag} ${isDay(at) ? 'UTC' : timeZone} ${id}`,
      () => new Intl.DateTimeFormat(tag, { ...options, timeZone: isDay(at) ? 'UTC' : timeZone }),
    ).format(instant(at))

  const time = (at: Moment) => {
    const clock = shown(at, 'time', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
    if (locale === 'en') return clock
    const [hour, minute] = clock.split(':')
    return `${Number(hour)}${thin}h${minute === '00' ? '' : `${thin}${minute}`}`
  }

  /** « 3 avr. », with the year only when it is not this one. */
  const date = (at: Moment, now: Moment = new Date()) => {
    const year = dayOf(at, timeZone).slice(0, 4) !== dayOf(now, timeZone).slice(0, 4)
    return shown(at, `short ${year}`, {
      day: 'numeric',
      month: 'short',
      ...(year ? { year: 'numeric' } : {}),
    })
  }
  /** « 3 avr. 14 h 30 »: both, without words. */
  const dateTime = (at: Moment, now: Moment = new Date()) =>
    isDay(at) ? date(at, now) : `${date(at, now)}${locale === 'en' ? ', ' : ' '}${time(at)}`
  const longDate = (at: Moment) => shown(at, 'long', { dateStyle: 'full' })
  const month = (at: Moment) => shown(at, 'month', { month: 'long', year: 'numeric' })
  const weekday = (at: Moment) => shown(at, 'weekday', { weekday: 'long' })
  /** The whole truth, for a tooltip: « mardi 3 avril 2026 à 14 h 30 ». */
  const exact = (at: Moment) =>
    isDay(at) ? longDate(at) : `${longDate(at)} ${locale === 'fr' ? 'à' : 'at'} ${time(at)}`

  const since = (value: number, unit: Intl.RelativeTimeFormatUnit) =>
    say(kept(`${tag} since`, () => new Intl.RelativeTimeFormat(tag, { numeric: 'auto' })).format(value, unit))

  /** « à l’instant », « il y a 5 minutes », « demain 9 h », « hier », « vendredi », « 3 avr. » */
  const relative = (at: Moment, now: Moment = new Date()) => {
    const days = daysBetween(dayOf(now, timeZone), dayOf(at, timeZone))
    const hour = isDay(at) ? '' : `${locale === 'en' ? ', ' : ' '}${time(at)}`
    if (!isDay(at)) {
      const minutes = Math.round((instant(at).getTime() - instant(now).getTime()) / 60_000)
      if (Math.abs(minutes) < 1) return locale === 'fr' ? 'à l’instant' : 'just now'
      if (Math.abs(minutes) < 60) return since(minutes, 'minute')
    }
    if (Math.abs(days) <= 1) return since(days, 'day').replace("'", '’') + hour
    if (days > 1 && days < 7) return weekday(at) + hour
    if (days < -1 && days > -7) return since(days, 'day')
    return date(at, now)
  }

  /** « 3 – 12 avr. » ; an open end shows « dès » / « jusqu’au ». */
  const period = (from: string | null | undefined, to: string | null | undefined) => {
    if (from && to) {
      const year =
        from.slice(0, 4) !== to.slice(0, 4) || to.slice(0, 4) !== dayOf(new Date(), timeZone).slice(0, 4)
      const format = kept(
        `${tag} period ${year}`,
        () =>
          new Intl.DateTimeFormat(tag, {
            day: 'numeric',
            month: 'short',
            timeZone: 'UTC',
            ...(year ? { year: 'numeric' } : {}),
          }),
      )
      return format.formatRange(instant(from), instant(to))
    }
    if (from) return `${locale === 'fr' ? 'dès le' : 'from'} ${date(from)}`
    if (to) return `${locale === 'fr' ? 'jusqu’au' : 'until'} ${date(to)}`
    return unknown
  }

  /** Minutes as « 45 min », « 1 h 30 ». */
  const duration = (minutes: number | null | undefined) => {
    if (minutes === null || minutes === undefined) return unknown
    const seconds = Math.round(Math.abs(minutes) * 60)
    if (seconds > 0 && seconds < 60) return `${minutes < 0 ? '−' : ''}${seconds}${thin}s`
    const whole = Math.round(Math.abs(minutes))
    const [h, m] = [Math.floor(whole / 60), whole % 60]
    const text =
      h === 0
        ? `${m}${thin}min`
        : m === 0
          ? `${h}${thin}h`
          : `${h}${thin}h${thin}${String(m).padStart(2, '0')}`
    return minutes < 0 ? `−${text}` : text
  }

  const bytes = (size: number) => {
    const units = locale === 'fr' ? ['o', 'ko', 'Mo', 'Go'] : ['B', 'kB', 'MB', 'GB']
    const power = size < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(size) / 3))
    return number(size / 1000 ** power, { digits: power > 1 ? 1 : 0, unit: units[power] ?? '' })
  }

  const list = (items: readonly string[]) =>
    kept(`${tag} list`, () => new Intl.ListFormat(tag, { type: 'conjunction' })).format(items)

  return {
    locale,
    timeZone,
    number,
    percent,
    money,
    date,
    longDate,
    month,
    weekday,
    time,
    dateTime,
    exact,
    relative,
    period,
    duration,
    bytes,
    list,
  }
}

/** Reads « 1 234,56 », « 1,234.56 » or « 1234.5 »; null when it is no number. */
export function parseNumber(text: string): number | null {
  const bare = text.replace(/[\s\u00a0\u202f'’€$£%]/g, '').replace('−', '-')
  if (!/^-?[\d.,]*\d[.,]?$/.test(bare)) return null
  const marks = bare.replace(/[^.,]/g, '')
  const decimal =
    marks.length === 1 || new Set(marks).size > 1
      ? Math.max(bare.lastIndexOf(','), bare.lastIndexOf('.'))
      : -1
  const whole = (decimal < 0 ? bare : bare.slice(0, decimal)).replace(/[.,]/g, '')
  return Number(decimal < 0 ? whole : `${whole}.${bare.slice(decimal + 1)}`)
}

/** The cents in a typed sum, or null. A lone mark before exactly three digits groups thousands: nobody types mills. */
export function parseMoney(text: string): number | null {
  const value = parseNumber(/^[^.,]*[.,]\d{3}\D*$/.test(text) ? text.replace(/[.,]/, '') : text)
  return value === null ? null : Math.round(value * 100)
}
