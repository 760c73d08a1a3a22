import { dayNumber, dayOfNumber, weekdayOf } from '../../scheduling/model.ts'

/** Public holidays by law. Each list names the text it comes from; days by local usage alone are left to exceptions. */
export const holidayCodes = [
  'FR',
  'FR-AM',
  'BE',
  'LU',
  'CH',
  'CH-BE',
  'CH-FR',
  'CH-GE',
  'CH-JU',
  'CH-NE',
  'CH-VD',
  'CH-VS',
  'CH-ZH',
  'CA',
  'CA-QC',
] as const
export type HolidayCode = (typeof holidayCodes)[number]

export type Holiday = { on: string; name: { fr: string; en: string } }
/** The number of its day, undefined in a year without it. */
type When = (year: number) => number | undefined
type Rule = { when: When; name: Holiday['name'] }

/** Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8), as a day number. */
export function easter(year: number): number {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = Math.floor(b / 4)
  const g = Math.floor((8 * b + 13) / 25)
  const h = (19 * a + b - d - g + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const n = h + l - 7 * m + 114
  return at(year, Math.floor(n / 31), (n % 31) + 1)
}

const at = (year: number, month: number, day: number) =>
  dayNumber(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`)
const fixed =
  (month: number, day: number, since = 0): When =>
  (year) =>
    year < since ? undefined : at(year, month, day)
const fromEaster =
  (days: number): When =>
  (year) =>
    easter(year) + days
/** The nth Monday (0), … Sunday (6) of a month. */
const nth =
  (n: number, weekday: number, month: number): When =>
  (year) => {
    const first = at(year, month, 1)
    return first + ((weekday - weekdayOf(first) + 7) % 7) + 7 * (n - 1)
  }
const plus =
  (when: When, days: number): When =>
  (year) => {
    const n = when(year)
    return n === undefined ? undefined : n + days
  }
/** Moved to the next day when it falls on a Sunday. */
const notSunday =
  (when: When): When =>
  (year) => {
    const n = when(year)
    return n !== undefined && weekdayOf(n) === 6 ? n + 1 : n
  }
/** Only in the years when it is a Monday: the day after a Sunday holiday. */
const ifMonday =
  (when: When): When =>
  (year) => {
    const n = when(year)
    return n !== undefined && weekdayOf(n) === 0 ? n : undefined
  }
const mondayBefore25May: When = (year) => {
  const n = at(year, 5, 24)
  return n - weekdayOf(n)
}

const rule = (fr: string, en: string, when: When): Rule => ({ when, name: { fr, en } })
const newYear = rule('Jour de l’an', 'New Year’s Day', fixed(1, 1))
const secondOfJanuary = rule('2 janvier', '2 January', fixed(1, 2))
const goodFriday = rule('Vendredi saint', 'Good Friday', fromEaster(-2))
const easterMonday = rule('Lundi de Pâques', 'Easter Monday', fromEaster(1))
const labour = rule('Fête du Travail', 'Labour Day', fixed(5, 1))
const ascension = rule('Ascension', 'Ascension Day', fromEaster(39))
const whitMonday = rule('Lundi de Pentecôte', 'Whit Monday', fromEaster(50))
const corpusChristi = rule('Fête-Dieu', 'Corpus Christi', fromEaster(60))
const assumption = rule('Assomption', 'Assumption Day', fixed(8, 15))
const allSaints = rule('Toussaint', 'All Saints’ Day', fixed(11, 1))
const armistice = rule('Armistice de 1918', 'Armistice Day', fixed(11, 11))
const immaculate = rule('Immaculée Conception', 'Immaculate Conception', fixed(12, 8))
const christmas = rule('Noël', 'Christmas Day', fixed(12, 25))
const boxingDay = rule('26 décembre', '26 December', fixed(12, 26))
const swissDay = rule('Fête nationale suisse', 'Swiss National Day', fixed(8, 1))

// Code du travail, article L3133-1.
const france = [
  newYear,
  easterMonday,
  labour,
  rule('Victoire de 1945', 'Victory in Europe Day', fixed(5, 8)),
  ascension,
  whitMonday,
  rule('Fête nationale', 'Bastille Day', fixed(7, 14)),
  assumption,
  allSaints,
  armistice,
  christmas,
]
// Federal law has the first of August (Constitution, article 110); the three others are kept by every canton.
const swiss = [newYear, ascension, swissDay, christmas]
const canada = {
  victoria: rule('Fête de la Reine', 'Victoria Day', mondayBefore25May),
  day: rule('Fête du Canada', 'Canada Day', notSunday(fixed(7, 1))),
  labour: rule('Fête du Travail', 'Labour Day', nth(1, 0, 9)),
  thanks: rule('Action de grâces', 'Thanksgiving', nth(2, 0, 10)),
}

const rules: Record<HolidayCode, Rule[]> = {
  FR: france,
  // Code du travail, article L3134-13.
  'FR-AM': [...france, goodFriday, rule('Saint-Étienne', 'St Stephen’s Day', fixed(12, 26))],
  // Arrêté royal du 18 avril 1974, article 1.
  BE: [
    newYear,
    easterMonday,
    labour,
    ascension,
    whitMonday,
    rule('Fête nationale belge', 'Belgian National Day', fixed(7, 21)),
    assumption,
    allSaints,
    armistice,
    christmas,
  ],
  // Code du travail luxembourgeois, article L. 232-2; Europe Day since 2019.
  LU: [
    newYear,
    easterMonday,
    labour,
    rule('Journée de l’Europe', 'Europe Day', fixed(5, 9, 2019)),
    ascension,
    whitMonday,
    rule('Fête nationale luxembourgeoise', 'Luxembourg National Day', fixed(6, 23)),
    assumption,
    allSaints,
    christmas,
    boxingDay,
  ],
  // Cantons: the cantonal laws on public holidays (article 20a of the federal labour law refers to them).
  CH: swiss,
  'CH-BE': [...swiss, secondOfJanuary, goodFriday, easterMonday, whitMonday, boxingDay],
  'CH-FR': [...swiss, goodFriday, corpusChristi, assumption, allSaints, immaculate],
  'CH-GE': [
    ...swiss,
    goodFriday,
    easterMonday,
    whitMonday,
    rule('Jeûne genevois', 'Geneva Fast', plus(nth(1, 6, 9), 4)),
    rule('Restauration de la République', 'Restoration of the Republic', fixed(12, 31)),
  ],
  'CH-JU': [
    ...swiss,
    secondOfJanuary,
    goodFriday,
    easterMonday,
    labour,
    whitMonday,
    corpusChristi,
    rule('Indépendance jurassienne', 'Jura Independence Day', fixed(6, 23)),
    assumption,
    allSaints,
  ],
  'CH-NE': [
    ...swiss,
    rule('2 janvier', '2 January', ifMonday(fixed(1, 2))),
    rule('Instauration de la République', 'Republic Day', fixed(3, 1)),
    goodFriday,
    labour,
    rule('26 décembre', '26 December', ifMonday(fixed(12, 26))),
  ],
  'CH-VD': [
    ...swiss,
    secondOfJanuary,
    goodFriday,
    easterMonday,
    whitMonday,
    rule('Lundi du Jeûne', 'Federal Fast Monday', plus(nth(3, 6, 9), 1)),
  ],
  'CH-VS': [
    ...swiss,
    rule('Saint-Joseph', 'St Joseph’s Day', fixed(3, 19)),
    corpusChristi,
    assumption,
    allSaints,
    immaculate,
  ],
  'CH-ZH': [...swiss, goodFriday, easterMonday, labour, whitMonday, boxingDay],
  // Code canadien du travail, articles 166 and 192 to 195; Truth and Reconciliation since 2021.
  CA: [
    newYear,
    goodFriday,
    canada.victoria,
    canada.day,
    canada.labour,
    rule('Vérité et réconciliation', 'National Day for Truth and Reconciliation', fixed(9, 30, 2021)),
    canada.thanks,
    rule('Jour du Souvenir', 'Remembrance Day', fixed(11, 11)),
    christmas,
    rule('Lendemain de Noël', 'Boxing Day', fixed(12, 26)),
  ],
  // Loi sur les normes du travail, article 60 (Good Friday or Easter Monday, the employer's choice: the former);
  // Loi sur la fête nationale, articles 2 and 5.
  'CA-QC': [
    newYear,
    goodFriday,
    rule('Journée nationale des patriotes', 'National Patriots’ Day', mondayBefore25May),
    rule('Fête nationale du Québec', 'Quebec National Day', notSunday(fixed(6, 24))),
    canada.day,
    canada.labour,
    canada.thanks,
    christmas,
  ],
}

const known = new Map<string, Holiday[]>()

/** The holidays of a year, in order; two on one day are one. An unknown code has none. */
export function holidaysOf(code: string | null, year: number): Holiday[] {
  if (!code || !(code in rules)) return []
  const key = `${code} ${year}`
  const before = known.get(key)
  if (before) return before
  const days = new Map<number, Holiday>()
  for (const r of rules[code as HolidayCode]) {
    const n = r.when(year)
    if (n !== undefined && !days.has(n)) days.set(n, { on: dayOfNumber(n), name: r.name })
  }
  const list = [...days.values()].toSorted((a, b) => (a.on < b.on ? -1 : 1))
  known.set(key, list)
  return list
}
