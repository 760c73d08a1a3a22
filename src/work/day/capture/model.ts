import { dates, folded, type Rule, rule, shift, times } from '#platform/days/model.ts'

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
