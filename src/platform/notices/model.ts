import { z } from 'zod'

/** What notices are about, as one chooses: the kind's first words decide (`approval.asked` is of `approval`). */
export const families = [
  'mention',
  'assigned',
  'comment',
  'approval',
  'date',
  'standup',
  'timer',
  'request',
  'other',
] as const
export type Family = (typeof families)[number]

const byKind: readonly (readonly [RegExp, Family])[] = [
  [/mention|cited|named/, 'mention'],
  [/^(timer|reminder)/, 'timer'],
  [/^standup/, 'standup'],
  [/^(approval|proof|review|version)/, 'approval'],
  [/^(request|form)/, 'request'],
  [/assigned|given/, 'assigned'],
  [/comment|replied|reaction|reply/, 'comment'],
  [/late|due|moved|reschedul|deadline|overdue/, 'date'],
]
export const familyOf = (kind: string): Family => byKind.find(([p]) => p.test(kind))?.[1] ?? 'other'

/** In the list, by letter at once, in the digest, on the device. */
export const channels = ['app', 'mail', 'digest', 'push'] as const
export type Channel = (typeof channels)[number]
export type Ways = Record<Channel, boolean>

const ways = (...on: Channel[]): Ways => ({
  app: on.includes('app'),
  mail: on.includes('mail'),
  digest: on.includes('digest'),
  push: on.includes('push'),
})

/** Calm by default: one digest a day for what nobody read, the device for what waits for you. */
export const houseWays: Record<Family, Ways> = {
  mention: ways('app', 'digest', 'push'),
  assigned: ways('app', 'digest', 'push'),
  comment: ways('app', 'digest'),
  approval: ways('app', 'digest', 'push'),
  date: ways('app', 'digest'),
  standup: ways('app', 'digest'),
  timer: ways('app', 'push'),
  request: ways('app', 'digest'),
  other: ways('app', 'digest'),
}

const Minute = z.int().min(0).max(1439)
export const NoticeSettings = z
  .object({
    channels: z.partialRecord(
      z.enum(families),
      z.object({ app: z.boolean(), mail: z.boolean(), digest: z.boolean(), push: z.boolean() }),
    ),
    digestMinutes: z.array(Minute).max(6),
    quietFrom: Minute.nullable(),
    quietTo: Minute.nullable(),
    /** 0 is Monday. */
    quietDays: z.array(z.int().min(0).max(6)).max(7),
    /** Nothing is sent up to and with this day. */
    awayUntil: z.iso.date().nullable(),
    mutedProjectIds: z.array(z.uuid()).max(500),
  })
  .meta({ id: 'NoticeSettings' })
export type NoticeSettings = z.infer<typeof NoticeSettings>

export const houseSettings: NoticeSettings = {
  channels: {},
  digestMinutes: [510],
  quietFrom: 1140,
  quietTo: 480,
  quietDays: [5, 6],
  awayUntil: null,
  mutedProjectIds: [],
}

export const waysFor = (s: NoticeSettings, kind: string): Ways =>
  s.channels[familyOf(kind)] ?? houseWays[familyOf(kind)]

/** A moment as a clock on the member's wall tells it. */
export type Wall = { day: string; minute: number; weekday: number }

export const shiftDay = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
export const weekdayOf = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7

/** `off` tells the days the member does not work, beyond the week's: holidays, leave. */
export type DaysOff = (day: string) => boolean

export const restDay = (s: NoticeSettings, day: string, off: DaysOff = () => false): boolean =>
  s.quietDays.includes(weekdayOf(day)) || (s.awayUntil !== null && day <= s.awayUntil) || off(day)

const quietMinute = (s: NoticeSettings, minute: number): boolean => {
  const { quietFrom: from, quietTo: to } = s
  if (from === null || to === null || from === to) return false
  return from < to ? minute >= from && minute < to : minute >= from || minute < to
}

/** « Un CM n’est pas un robot »: nothing is sent now; it is kept for the next digest. */
export const resting = (s: NoticeSettings, at: Wall, off?: DaysOff): boolean =>
  restDay(s, at.day, off) || quietMinute(s, at.minute)

/**
 * When what is kept leaves: the next of one's hours on a day one works; without hours, as soon as the rest is over.
 * An hour inside the quiet ones waits for their end. Strictly after `at`, unless there are no hours and no rest.
 */
export function nextDigest(s: NoticeSettings, at: Wall, off?: DaysOff): { day: string; minute: number } {
  const awake = s.quietTo ?? 0
  const hours = s.digestMinutes.map((m) => (quietMinute(s, m) ? awake : m)).toSorted((a, b) => a - b)
  for (let i = 0; i < 400; i++) {
    const day = shiftDay(at.day, i)
    if (restDay(s, day, off)) continue
    const after = i === 0 ? at.minute : -1
    if (hours.length) {
      const hour = hours.find((m) => m > after)
      if (hour !== undefined) return { day, minute: hour }
    } else {
      let minute = Math.max(after, 0)
      while (minute < 1440 && quietMinute(s, minute)) minute++
      if (minute < 1440) return { day, minute }
    }
  }
  return { day: shiftDay(at.day, 1), minute: hours[0] ?? awake }
}

/** What happens to one notice for one member. */
export type Course = { app: boolean; mail: boolean; push: boolean; digest: boolean }

export function courseOf(
  s: NoticeSettings,
  n: { kind: string; project?: string | null },
  at: Wall,
  off?: DaysOff,
): Course {
  const w = waysFor(s, n.kind)
  const muted = Boolean(n.project && s.mutedProjectIds.includes(n.project))
  // A muted project only says that somebody waits for you by name, and only in the list.
  if (muted) {
    const named = ['mention', 'approval'].includes(familyOf(n.kind))
    return { app: w.app && named, mail: false, push: false, digest: false }
  }
  if (!resting(s, at, off)) return { app: w.app, mail: w.mail, push: w.push, digest: w.digest && !w.mail }
  return { app: w.app, mail: false, push: false, digest: w.digest || w.mail || w.push }
}
