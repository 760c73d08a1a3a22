/** Reads one line of quick capture, French and English alike: « appeler l’imprimeur demain 14h #brume @Ana !! ». */
export type Captured = {
  title: string
  dueOn: string | null
  dueMinute: number | null
  estimateMinutes: number | null
  projectId: string | null
  assigneeIds: string[]
  importance: number
  urgency: number
  /** What was understood, in the order of the text, so that it can be shown and taken back. */
  marks: Mark[]
}
export type MarkKind = 'date' | 'time' | 'duration' | 'project' | 'person' | 'priority'
export type Mark = { kind: MarkKind; from: number; to: number; text: string }

export type CaptureContext = {
  today: string
  /** Minute of now, so that « 14h » without a day is tomorrow once it has gone by. */
  minute?: number
  me?: string | null
  projects: readonly { id: string; slug: string; name: string }[]
  people: readonly { id: string; name: string }[]
}

const folded = (text: string) =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('’', "'")
const dayMs = 86_400_000
const shift = (day: string, n: number) =>
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

type Rule<T> = { at: RegExp; read: (m: RegExpExecArray, today: string) => T | null }
const alt = (list: readonly string[]) => list.join('|')
/** Before and after what is understood stands no letter: « mardi » in « mardigras » is none. */
const rule = (source: string) => new RegExp(`(?<![\\p{L}\\p{N}#@'-])(?:${source})(?![\\p{L}\\p{N}'-])`, 'u')

const dates: readonly Rule<string>[] = [
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
const times: readonly Rule<number>[] = [
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

const durations: readonly Rule<number>[] = [
  {
    at: rule('(?:pendant |for |duree |~ ?|≈ ?)(\\d{1,2}) ?h(?:eures?|ours?|rs?)?(?: ?(\\d\\d))?'),
    read: (m) => Number(m[1]) * 60 + Number(m[2] ?? 0),
  },
  { at: rule('(?:pendant |for |duree |~ ?|≈ ?)?(\\d{1,3}) ?(?:min|mn|minutes?)'), read: (m) => Number(m[1]) },
  {
    at: rule('(?:pendant |for |duree |~ ?|≈ ?)(\\d{1,2})[.,](\\d) ?h(?:eures?|ours?)?'),
    read: (m) => Math.round(Number(`${m[1]}.${m[2]}`) * 60),
  },
]

/** « #brume »: the project whose address or name has a word that begins so; the shortest name when several do. */
export function projectFor(word: string, projects: CaptureContext['projects']): string | null {
  const sought = folded(word)
  const words = (p: { slug: string; name: string }) => [
    ...folded(p.name).split(/[^\p{L}\p{N}]+/u),
    ...p.slug.split('-'),
  ]
  const exact = projects.find(
    (p) => p.slug === sought || folded(p.name).replace(/[^\p{L}\p{N}]+/gu, '-') === sought,
  )
  const found = projects
    .filter((p) => words(p).some((w) => w.startsWith(sought)))
    .toSorted((a, b) => a.name.length - b.name.length)
  return (exact ?? found[0])?.id ?? null
}

export function capture(text: string, c: CaptureContext): Captured {
  const out: Captured = {
    title: '',
    dueOn: null,
    dueMinute: null,
    estimateMinutes: null,
    projectId: null,
    assigneeIds: [],
    importance: 0,
    urgency: 0,
    marks: [],
  }
  const take = (kind: MarkKind, from: number, length: number) => {
    out.marks.push({ kind, from, to: from + length, text: text.slice(from, from + length) })
  }
  // Letters fold one to one, so that places in the folded text are places in the text.
  let left = [...text]
    .map((ch) =>
      folded(ch).length === ch.length
        ? folded(ch)
        : ch.toLowerCase().length === ch.length
          ? ch.toLowerCase()
          : ch,
    )
    .join('')
  const gone = (from: number, length: number) => {
    left = `${left.slice(0, from)}${'\u0000'.repeat(length)}${left.slice(from + length)}`
  }

  for (const m of text.matchAll(/(?<![\p{L}\p{N}#])#([\p{L}\p{N}][\p{L}\p{N}_-]*)/gu)) {
    const id = out.projectId === null ? projectFor(m[1] as string, c.projects) : null
    if (!id) continue
    out.projectId = id
    take('project', m.index, m[0].length)
    gone(m.index, m[0].length)
  }
  const byLength = c.people.filter((p) => p.name).toSorted((a, b) => b.name.length - a.name.length)
  for (const m of text.matchAll(/(?<![\p{L}\p{N}.])@(?=[\p{L}])/gu)) {
    const said = left.slice(m.index + 1)
    const ends = (n: number) => !/^[\p{L}\p{N}]/u.test(said.slice(n))
    const whole = byLength.find((p) => said.startsWith(folded(p.name)) && ends(folded(p.name).length))
    const word = /^[\p{L}\p{N}'-]+/u.exec(said)?.[0] ?? ''
    const named = c.people.filter((p) =>
      folded(p.name)
        .split(/\s+/)
        .some((w) => w.startsWith(word)),
    )
    const self = ['moi', 'me'].includes(word) && c.me ? c.me : undefined
    const id =
      whole?.id ??
      self ??
      (named.length === 1 ? named[0]?.id : named.find((p) => folded(p.name).split(/\s+/)[0] === word)?.id)
    if (!id) continue
    const length = 1 + (whole ? folded(whole.name).length : word.length)
    if (!out.assigneeIds.includes(id)) out.assigneeIds.push(id)
    take('person', m.index, length)
    gone(m.index, length)
  }
  const bang = /(?<=^|[\s\0])(!{2,3}|![123])(?=$|[\s\0])/u.exec(left)
  if (bang) {
    const strength = bang[1]?.length === 3 || bang[1] === '!3' ? 3 : bang[1] === '!1' ? 1 : 2
    out.importance = strength === 1 ? 1 : 3
    out.urgency = strength === 3 ? 3 : strength === 2 ? 2 : 0
    take('priority', bang.index, bang[0].length)
    gone(bang.index, bang[0].length)
  }
  const first = <T>(rules: readonly Rule<T>[], kind: MarkKind): T | null => {
    for (const r of rules) {
      const m = r.at.exec(left)
      const value = m && r.read(m, c.today)
      if (!m || value === null) continue
      take(kind, m.index, m[0].length)
      // « ce soir » is a day and an hour.
      if (
        kind !== 'date' ||
        !/soir|tonight|matin|morning|apres|afternoon/.test(m[0]) ||
        /apres[- ]demain/.test(m[0])
      )
        gone(m.index, m[0].length)
      return value as T
    }
    return null
  }
  out.estimateMinutes = first(durations, 'duration')
  out.dueOn = first(dates, 'date')
  out.dueMinute = first(times, 'time')
  if (out.dueMinute !== null && out.dueOn === null)
    out.dueOn = c.minute !== undefined && out.dueMinute < c.minute ? shift(c.today, 1) : c.today
  out.marks.sort((a, b) => a.from - b.from || a.to - b.to)
  let title = ''
  let at = 0
  for (const m of out.marks) {
    if (m.from > at) title += text.slice(at, m.from)
    at = Math.max(at, m.to)
  }
  title += text.slice(at)
  out.title = title
    .replace(/\s+/g, ' ')
    .replace(/\s+([,.])/g, '$1')
    .replace(/^[\s,;:–-]+|[\s,;:–-]+$/g, '')
    .trim()
  return out
}
