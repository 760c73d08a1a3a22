/** Days and hours as people write them, French and English alike: in a line of capture, in a date field. */
export const folded = (text: string) =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('’', "'")
const dayMs = 86_400_000
export const shift = (day: string, n: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + n * dayMs).toISOString().slice(0, 10)
const weekday = (day: string) => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7

const weekdays = [
  'lundi|monday',
  'mardi|tuesday',
  'mercredi|wednesday',
  'jeudi|thursday',
  'vendredi|friday',
  'samedi|saturday',
  'dimanche|sunday',
]
const months = [
  'janvier|janv|january|jan',
  'fevrier|fevr|fev|february|feb',
  'mars|march|mar',
  'avril|avr|april|apr',
  'mai|may',
  'juin|june|jun',
  'juillet|juil|july|jul',
  'aout|august|aug',
  'septembre|sept|september|sep',
  'octobre|oct|october',
  'novembre|nov|november',
  'decembre|dec|december',
]
const units: Record<string, number> = {
  jour: 1,
  jours: 1,
  j: 1,
  day: 1,
  days: 1,
  semaine: 7,
  semaines: 7,
  week: 7,
  weeks: 7,
}
const smallNumbers: Record<string, number> = {
  un: 1,
  une: 1,
  a: 1,
  one: 1,
  deux: 2,
  two: 2,
  trois: 3,
  three: 3,
  quatre: 4,
  four: 4,
  cinq: 5,
  five: 5,
  six: 6,
  sept: 7,
  seven: 7,
  huit: 8,
  eight: 8,
  dix: 10,
  ten: 10,
}
const number = (s: string) => smallNumbers[s] ?? Number(s)
const which = (list: readonly string[], word: string) => list.findIndex((w) => w.split('|').includes(word))

/** A real day of the calendar, in the year that makes it come; null for a 31 February. */
function dayIn(today: string, d: number, m: number, y?: number): string | null {
  const make = (year: number) => {
    const day = `${year}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`
    const t = Date.parse(`${day}T00:00:00Z`)
    return Number.isNaN(t) || new Date(t).toISOString().slice(0, 10) !== day ? null : day
  }
  if (y !== undefined) return make(y < 100 ? 2000 + y : y)
  const year = Number(today.slice(0, 4))
  const here = make(year)
  return here && here >= today ? here : (make(year + 1) ?? here)
}
const endOfMonth = (today: string) => {
  const [y, m] = today.split('-').map(Number) as [number, number]
  return new Date(Date.UTC(y, m, 0)).toISOString().slice(0, 10)
}

export type Rule<T> = { at: RegExp; read: (m: RegExpExecArray, today: string) => T | null }
const alt = (list: readonly string[]) => list.join('|')
/** Before and after what is understood stands no letter: « mardi » in « mardigras » is none. */
export const rule = (source: string) =>
  new RegExp(`(?<![\\p{L}\\p{N}#@'-])(?:${source})(?![\\p{L}\\p{N}'-])`, 'u')

export const dates: readonly Rule<string>[] = [
  {
    at: rule('(\\d{4})-(\\d\\d)-(\\d\\d)'),
    read: (m, t) => dayIn(t, Number(m[3]), Number(m[2]), Number(m[1])),
  },
  {
    at: rule('(?:le |on |pour le |avant le |by )?(\\d{1,2})/(\\d{1,2})(?:/(\\d{2,4}))?'),
    read: (m, t) => dayIn(t, Number(m[1]), Number(m[2]), m[3] ? Number(m[3]) : undefined),
  },
  {
    at: rule(
      `(?:le |pour le |avant le |on |by )?(?:(?:${alt(weekdays)}) )?(\\d{1,2})(?:er|st|nd|rd|th)?(?: of)? (${alt(months)})\\.?(?: (\\d{4}))?`,
    ),
    read: (m, t) =>
      dayIn(t, Number(m[1]), which(months, m[2] as string) + 1, m[3] ? Number(m[3]) : undefined),
  },
  {
    at: rule(
      '(?:on |by )?(january|february|march|april|may|june|july|august|september|october|november|december) (\\d{1,2})(?:st|nd|rd|th)?(?:,? (\\d{4}))?',
    ),
    read: (m, t) =>
      dayIn(t, Number(m[2]), which(months, m[1] as string) + 1, m[3] ? Number(m[3]) : undefined),
  },
  { at: rule('apres[- ]demain|(?:the )?day after tomorrow'), read: (_, t) => shift(t, 2) },
  { at: rule("(?:pour |d'ici |by )?(?:demain|tomorrow|tmrw)"), read: (_, t) => shift(t, 1) },
  {
    at: rule(
      "(?:pour )?aujourd'hui|today|ce soir|tonight|ce matin|this morning|cet apres[- ]midi|this afternoon",
    ),
    read: (_, t) => t,
  },
  {
    at: rule(
      "(?:dans|in|d'ici) (\\d{1,3}|un|une|a|one|deux|two|trois|three|quatre|four|cinq|five|six|sept|seven|huit|eight|dix|ten) (jours?|j|days?|semaines?|weeks?)",
    ),
    read: (m, t) => shift(t, number(m[1] as string) * (units[m[2] as string] ?? 1)),
  },
  {
    at: rule('(?:en )?fin de (?:la )?semaine|(?:by )?(?:the )?end of (?:the )?week|eow'),
    read: (_, t) => shift(t, (4 - weekday(t) + 7) % 7),
  },
  {
    at: rule('(?:en )?fin (?:de|du) mois|(?:by )?(?:the )?end of (?:the )?month|eom'),
    read: (_, t) => endOfMonth(t),
  },
  { at: rule('(?:la )?semaine prochaine|next week'), read: (_, t) => shift(t, 7 - weekday(t)) },
  {
    at: rule(
      `(?:(?:pour |d'ici |avant |le |on |by |next |this |ce )*)(${alt(weekdays)})(?: (prochain|en huit|next|qui vient))?`,
    ),
    read: (m, t) => {
      const ahead = (which(weekdays, m[1] as string) - weekday(t) + 7) % 7 || 7
      return shift(t, m[2] === 'en huit' ? ahead + 7 : ahead)
    },
  },
  {
    at: rule('(?:le |pour le |avant le )(\\d{1,2})(?:er)?|(?:on |by )the (\\d{1,2})(?:st|nd|rd|th)'),
    read: (m, t) => {
      const d = Number(m[1] ?? m[2])
      const [y, mo] = t.split('-').map(Number) as [number, number]
      for (let i = 0; i < 3; i++) {
        const day = dayIn(t, d, ((mo - 1 + i) % 12) + 1, y + Math.floor((mo - 1 + i) / 12))
        if (day && day >= t) return day
      }
      return null
    },
  },
]

const clock = (h: number, m: number) => (h <= 23 && m <= 59 ? h * 60 + m : null)
export const times: readonly Rule<number>[] = [
  {
    at: rule('(?:a |at |vers |avant |by )?(\\d{1,2})(?::(\\d\\d))? ?(am|pm)'),
    read: (m) =>
      Number(m[1]) >= 1 && Number(m[1]) <= 12
        ? clock((Number(m[1]) % 12) + (m[3] === 'pm' ? 12 : 0), Number(m[2] ?? 0))
        : null,
  },
  {
    at: rule('(?:a |at |vers |avant |by )?(\\d{1,2}):(\\d\\d)'),
    read: (m) => clock(Number(m[1]), Number(m[2])),
  },
  {
    at: rule('(?:a |at |vers |avant |des )?(\\d{1,2}) ?h(?:eures?)?(?: ?(\\d\\d))?'),
    read: (m) => clock(Number(m[1]), Number(m[2] ?? 0)),
  },
  { at: rule('(?:a |at )?(?:midi|noon)'), read: () => 720 },
  { at: rule('(?:ce |this )?(?:soir|evening)|tonight'), read: () => 1080 },
  { at: rule('(?:ce |this )(?:matin|morning)'), read: () => 540 },
  { at: rule('(?:cet apres[- ]midi|this afternoon)'), read: () => 840 },
]

/** What a field of dates understands beside the words: « 12 », « 1206 », « 12.6.26 », « +3 », « lun ». */
const short: readonly Rule<string>[] = [
  {
    at: rule('(\\d\\d)(\\d\\d)(\\d{4}|\\d\\d)?'),
    read: (m, t) => dayIn(t, Number(m[1]), Number(m[2]), m[3] ? Number(m[3]) : undefined),
  },
  {
    at: rule('(\\d{1,2})[ .-](\\d{1,2})(?:[ .-](\\d{4}|\\d\\d))?'),
    read: (m, t) => dayIn(t, Number(m[1]), Number(m[2]), m[3] ? Number(m[3]) : undefined),
  },
  { at: /\+(\d{1,3}) ?j?/u, read: (m, t) => shift(t, Number(m[1])) },
  { at: rule('hier|yesterday'), read: (_, t) => shift(t, -1) },
  {
    at: rule('(lun|mar|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun)\\.?'),
    read: (m, t) => {
      const word = m[1] as string
      return shift(
        t,
        (weekdays.findIndex((w) => w.split('|').some((d) => d.startsWith(word))) - weekday(t) + 7) % 7 || 7,
      )
    },
  },
  {
    at: /(\d{1,2})/u,
    read: (m, t) => {
      const [y, mo] = t.split('-').map(Number) as [number, number]
      return dayIn(t, Number(m[1]), mo, y)
    },
  },
]

/** One day and nothing else; `null` when it is not one. Without a year, it is the one that the bounds allow. */
export function readDay(
  text: string,
  today: string,
  bounds: { min?: string; max?: string } = {},
): string | null {
  const said = folded(text).trim().replace(/\s+/g, ' ')
  for (const { at, read } of [...dates, ...short]) {
    const m = new RegExp(`^(?:${at.source})$`, at.flags).exec(said)
    const day = m && read(m, today)
    if (!day) continue
    const withYear = /\d{4}|\d+[/. -]\d+[/. -]\d+|^\d{6}$/.test(said)
    if (withYear) return day
    const other = (n: number) => `${Number(day.slice(0, 4)) + n}${day.slice(4)}`
    if (bounds.max && day > bounds.max && other(-1) <= bounds.max) return other(-1)
    return day
  }
  return null
}

/** One time of day in minutes and nothing else: « 14h30 », « 9 », « 0930 », « 2 pm », « midi ». */
export function readTime(text: string): number | null {
  const said = folded(text).trim().replace(/\s+/g, ' ')
  const bare = /^(\d{1,2})(?:[ .:h]?(\d\d))?$/.exec(said)
  if (bare) return clock(Number(bare[1]), Number(bare[2] ?? 0))
  for (const { at, read } of times) {
    const m = new RegExp(`^(?:${at.source})$`, at.flags).exec(said)
    const minute = m && read(m, '')
    if (minute !== null && minute !== undefined) return minute
  }
  return null
}
