import { dayNumber, dayOfNumber, minutesPerDay, weekdayOf } from './model/clock.ts'
import type { Instant, Period, Plan, PlanCalendar, PlanLink, PlanTask } from './model/plan.ts'

/**
 * The same schedule written the slow and obvious way, from the specification: days are walked one by one, tasks are
 * asked one from another. It knows no summary. What the fast one says is checked against it, and measured against it.
 */
export type Naive = {
  earlyStart: Instant
  earlyFinish: Instant
  lateStart: Instant
  lateFinish: Instant
  totalSlack: number
  critical: boolean
}

type Line = { work(t: Instant): number; at(work: number, side: 'start' | 'finish'): Instant }
const clock: Line = { work: (t) => t, at: (w) => w }

/** Work counted by walking the days from long before the plan. */
function walked(calendar: PlanCalendar, from: number): Line {
  const known = new Map<number, readonly Period[]>()
  const periods = (day: number) => {
    const found = known.get(day)
    if (found) return found
    const name = dayOfNumber(day)
    const said = calendar.exceptions.find((e) => e.from <= name && name <= e.to)
    const all = [...(said?.periods ?? calendar.week[weekdayOf(day)] ?? [])].sort((a, b) => a[0] - b[0])
    known.set(day, all)
    return all
  }
  return {
    work: (t) => {
      let sum = 0
      for (let day = from; day * minutesPerDay <= t; day++)
        for (const [a, b] of periods(day)) {
          const start = day * minutesPerDay + a
          sum += Math.max(0, Math.min(t, day * minutesPerDay + b) - start)
        }
      return sum
    },
    at: (work, side) => {
      let left = work
      for (let day = from; day < from + 20_000; day++)
        for (const [a, b] of periods(day)) {
          if (side === 'start' ? left < b - a : left <= b - a) return day * minutesPerDay + a + left
          left -= b - a
        }
      throw new Error('no such day')
    },
  }
}

/** `before`: how many days before the plan are walked too, for what ought to have begun that long ago. */
export function naive(plan: Plan, before = 120): Map<string, Naive> {
  const from = Math.floor(plan.start / minutesPerDay) - before
  const into = Map.groupBy(plan.links, (l) => l.to)
  const outOf = Map.groupBy(plan.links, (l) => l.from)
  const lines = new Map(plan.calendars.map((c) => [c.id, walked(c, from)]))
  const usual = lines.get(plan.calendarId)!
  const hours = (t: PlanTask) => lines.get(t.calendarId ?? t.personCalendarIds?.[0] ?? '') ?? usual
  const line = (t: PlanTask) => (t.elapsed ? clock : hours(t))
  const byId = new Map(plan.tasks.map((t) => [t.id, t]))
  const early = new Map<string, { s: number; f: number; sAt: Instant; fAt: Instant }>()
  const lagOf = (l: PlanLink) =>
    l.lagUnit === 'percent' ? Math.round((byId.get(l.from)!.duration * l.lag) / 1000) / 10 : l.lag

  const forward = (t: PlanTask): { s: number; f: number; sAt: Instant; fAt: Instant } => {
    const known = early.get(t.id)
    if (known) return known
    const c = line(t)
    const d = t.duration
    const links = into.get(t.id) ?? []
    let s = Number.NEGATIVE_INFINITY
    for (const l of links) {
      const p = forward(byId.get(l.from)!)
      const from = l.kind === 'fs' || l.kind === 'ff' ? p.fAt : p.sAt
      const lag = lagOf(l)
      const elapsed =
        l.lagUnit === 'elapsed' || (l.lagUnit === 'percent' && (l.lagElapsed || byId.get(l.from)!.elapsed))
      const to = elapsed ? from + lag : lag && t.elapsed ? moved(hours(t), from, lag) : undefined
      const w = to === undefined ? c.work(from) + lag : c.work(to)
      if (l.kind === 'fs' || l.kind === 'ss') s = Math.max(s, w)
      else if (l.kind === 'ff') s = Math.max(s, w - d, c.work(plan.start))
      else s = Math.max(s, w - d)
    }
    const k = t.constraint?.at == null ? 'asap' : t.constraint.kind
    const at = t.constraint?.at == null ? 0 : c.work(t.constraint.at)
    if (!links.length && k !== 'snet' && k !== 'fnet') s = c.work(plan.start)
    if (k === 'snet') s = Math.max(s, at)
    if (k === 'fnet') s = Math.max(s, at - d)
    if (k === 'mso') s = at
    if (k === 'mfo') s = at - d
    if (k === 'snlt') s = Math.min(s, at)
    if (k === 'fnlt') s = Math.min(s, at - d)
    const found = { s, f: s + d, sAt: c.at(s, d ? 'start' : 'finish'), fAt: c.at(s + d, 'finish') }
    early.set(t.id, found)
    return found
  }
  for (const t of plan.tasks) forward(t)
  const finish = Math.max(...[...early.values()].map((e) => e.fAt))

  const late = new Map<string, { s: number; f: number }>()
  const backward = (t: PlanTask): { s: number; f: number } => {
    const known = late.get(t.id)
    if (known) return known
    const c = line(t)
    const d = t.duration
    let f = c.work(finish)
    for (const l of outOf.get(t.id) ?? []) {
      const to = byId.get(l.to)!
      const there = line(to)
      const they = backward(to)
      const starts = l.kind === 'fs' || l.kind === 'ss'
      const lag = lagOf(l)
      const elapsed = l.lagUnit === 'elapsed' || (l.lagUnit === 'percent' && (l.lagElapsed || t.elapsed))
      let w: number
      if (there === c && !elapsed && !(lag && to.elapsed)) w = (starts ? they.s : they.f) - lag
      else {
        const when = there.at(starts ? they.s : they.f, 'start')
        const h = hours(to)
        w = c.work(elapsed ? when - lag : lag ? h.at(h.work(when) - lag, 'start') : when)
      }
      f = Math.min(f, l.kind === 'ss' || l.kind === 'sf' ? w + d : w)
    }
    const k = t.constraint?.at == null ? 'asap' : t.constraint.kind
    const at = t.constraint?.at == null ? 0 : c.work(t.constraint.at)
    if (k === 'mso') f = at + d
    if (k === 'mfo') f = at
    if (k === 'snlt') f = Math.min(f, at + d)
    if (k === 'fnlt') f = Math.min(f, at)
    if (t.deadline != null) f = Math.min(f, c.work(t.deadline))
    const found = { s: f - d, f }
    late.set(t.id, found)
    return found
  }
  return new Map(
    plan.tasks.map((t) => {
      const e = early.get(t.id)!
      const l = backward(t)
      const totalSlack = tenth(Math.min(l.s - e.s, l.f - e.f))
      const c = line(t)
      return [
        t.id,
        {
          earlyStart: tenth(e.sAt),
          earlyFinish: tenth(e.fAt),
          lateStart: tenth(c.at(l.s, t.duration ? 'start' : 'finish')),
          lateFinish: tenth(c.at(l.f, 'finish')),
          totalSlack,
          critical: totalSlack <= (plan.criticalSlack ?? 0),
        },
      ]
    }),
  )
}

const tenth = (minutes: number) => Math.round(minutes * 10) / 10
const moved = (c: Line, from: Instant, lag: number) => c.at(c.work(from) + lag, lag > 0 ? 'finish' : 'start')

export const office: PlanCalendar = {
  id: 'office',
  week: [0, 1, 2, 3, 4, 5, 6].map((d) =>
    d < 5
      ? [
          [480, 720],
          [780, 1020],
        ]
      : [],
  ),
  exceptions: [],
}

/** A calendar of an agency that closes in August and on some days. */
export const closed: PlanCalendar = {
  ...office,
  id: 'closed',
  exceptions: [
    { from: '2026-05-14', to: '2026-05-15', periods: [] },
    { from: '2026-05-09', to: '2026-05-09', periods: [[540, 720]] },
    { from: '2026-08-01', to: '2026-08-23', periods: [] },
  ],
}

export const at = (text: string): Instant =>
  dayNumber(text) * minutesPerDay + +text.slice(11, 13) * 60 + +text.slice(14, 16)

export const task = (id: string, days: number, more: Partial<PlanTask> = {}): PlanTask => ({
  id,
  parentId: null,
  mode: 'auto',
  duration: days * 480,
  ...more,
})
export const link = (from: string, to: string, more: Partial<PlanLink> = {}): PlanLink => ({
  id: `${from}-${to}`,
  from,
  to,
  kind: 'fs',
  lag: 0,
  lagUnit: 'work',
  ...more,
})
/** Monday 4 May 2026, at eight. */
export const monday = at('2026-05-04T08:00')
export const planOf = (tasks: PlanTask[], links: PlanLink[] = [], more: Partial<Plan> = {}): Plan => ({
  start: monday,
  calendarId: 'office',
  calendars: [office],
  tasks,
  links,
  ...more,
})

/** A plan of any size that is always the same: tasks follow a few of those shortly before them. */
export function bigPlan(size: number, links: number, seed = 1): Plan {
  let state = seed
  const random = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  const tasks = Array.from({ length: size }, (_, i) => task(`t${i}`, 0, { duration: 60 * (1 + random(16)) }))
  const kinds = ['fs', 'fs', 'fs', 'fs', 'ss', 'ff'] as const
  const drawn = new Set<string>()
  const all: PlanLink[] = []
  while (all.length < links) {
    const to = 1 + random(size - 1)
    const from = Math.max(0, to - 1 - random(200))
    if (drawn.has(`${from} ${to}`)) continue
    drawn.add(`${from} ${to}`)
    all.push(
      link(`t${from}`, `t${to}`, { kind: kinds[random(6)]!, lag: random(4) === 0 ? 60 * random(8) : 0 }),
    )
  }
  return planOf(tasks, all)
}
