import type { Card } from '../../model.ts'
import type { WorkCalendar } from './calendar.ts'
import { datesOf, deadlineAt, type PlanCard, type PlanInput, planFromCards } from './cards.ts'
import { dayNumber, dayOfInstant, dayOfNumber, instantAt, wallClock } from './clock.ts'
import type { Placed, Schedule } from './plan.ts'
import { compile } from './schedule.ts'
import type { Answer, Question } from './shapes.ts'
import { calendarsOf } from './whose.ts'

type Dated = Pick<
  Card,
  'startsOn' | 'startMinute' | 'dueOn' | 'dueMinute' | 'constraintKind' | 'constraintAt'
>
export type Supposed = Omit<Answer, 'overloaded' | 'overtimeCents' | 'token'> & {
  /** What to write to make it so; what follows by links is not among it. */
  patches: { id: string; patch: Partial<Dated> }[]
  /** Where every card would be. */
  places: ReadonlyMap<string, { startsOn: string; dueOn: string }>
}

/** So many working days later, or earlier; of nothing, the same day. */
export function shiftDay(day: string, days: number, calendar: WorkCalendar): string {
  let n = dayNumber(day)
  const step = days < 0 ? -1 : 1
  let left = Math.abs(days)
  for (let tries = 0; left > 0 && tries < 20_000; tries++) {
    n += step
    if (calendar.periodsOn(n).length) left -= 1
  }
  return dayOfNumber(n)
}

/** Working days from one day to another; negative when the other is before. */
export function workingDays(from: string, to: string, calendar: WorkCalendar): number {
  const [a, b] = [dayNumber(from), dayNumber(to)]
  let count = 0
  const step = b < a ? -1 : 1
  for (let n = a; n !== b && Math.abs(count) < 20_000; ) {
    n += step
    if (calendar.periodsOn(n).length) count += step
  }
  return count
}

/** What would come of it. Nothing is written. */
export function suppose(input: PlanInput, question: Question, launchTaskId: string | null): Supposed {
  const plan = planFromCards(input)
  const before = compile(plan).schedule()
  const calendarOf = calendarsOf(plan)
  const hours = calendarOf({})
  const whose = new Map(plan.tasks.map((t) => [t.id, calendarOf(t)]))
  const dates = (s: Schedule, id: string) => {
    const placed = s.of(id)
    return placed && datesOf(placed, whose.get(id) ?? hours)
  }
  const launch = launchOf(input, before, question, launchTaskId)
  const wanted = question.moveLaunchTo
  const now = launch && dates(before, launch.id)?.dueOn
  const all = launch && wanted && now ? workingDays(now, wanted, hours) : 0
  const patches = shiftsOf(input, question, all, launch, hours)
  const patchOf = new Map(patches.map((p) => [p.id, p.patch]))
  const changed = planFromCards({
    ...input,
    cards: input.cards.map((c) => ({ ...c, ...patchOf.get(c.id) })),
  })
  const scheduler = compile(changed)
  // The launch must be over on its day: what leads to it and cannot be has no slack left.
  if (launch && wanted)
    scheduler.change(launch.id, {
      deadline: Math.min(
        deadlineAt(wanted),
        launch.deadlineOn ? deadlineAt(launch.deadlineOn) : Number.POSITIVE_INFINITY,
      ),
    })
  const after = scheduler.schedule()
  const moved: Supposed['moved'] = []
  const places = new Map<string, { startsOn: string; dueOn: string }>()
  for (const c of input.cards) {
    const to = dates(after, c.id)
    if (!to) continue
    places.set(c.id, { startsOn: to.startsOn, dueOn: to.dueOn })
    const from = dates(before, c.id)!
    if (from.startsOn === to.startsOn && from.dueOn === to.dueOn) continue
    moved.push({
      taskId: c.id,
      before: { startsOn: from.startsOn, dueOn: from.dueOn },
      after: { startsOn: to.startsOn, dueOn: to.dueOn },
      days: workingDays(from.dueOn, to.dueOn, hours),
    })
  }
  const leaf = (p: Placed | undefined) => (p && !p.summary ? p : undefined)
  const each = input.cards.flatMap((c) => {
    const [a, b] = [before.of(c.id), after.of(c.id)]
    return a && b ? [{ c, a, b }] : []
  })
  const late = (c: PlanCard, p: Placed) =>
    c.deadlineOn === null || c.done
      ? 0
      : Math.max(0, Math.round(hours.workBetween(deadlineAt(c.deadlineOn), p.finish)))
  const movedIds = new Set(moved.map((m) => m.taskId))
  const last = (s: Schedule) => {
    const ends = each.flatMap(({ c }) => dates(s, c.id)?.dueOn ?? [])
    return ends.length ? ends.reduce((x, y) => (x > y ? x : y)) : null
  }
  return {
    finish: { before: last(before), after: last(after) },
    launch:
      launch && (wanted || launchTaskId)
        ? {
            taskId: launch.id,
            before: now ?? null,
            wanted: wanted ?? now!,
            after: dates(after, launch.id)!.dueOn,
          }
        : null,
    moved,
    newlyCritical: each.flatMap(({ c, a, b }) => (leaf(b)?.critical && !a.critical ? [c.id] : [])),
    noLongerCritical: each.flatMap(({ c, a, b }) => (leaf(a)?.critical && !b.critical ? [c.id] : [])),
    brokenDeadlines: each.flatMap(({ c, a, b }) =>
      late(c, b) > late(c, a) ? [{ taskId: c.id, deadlineOn: c.deadlineOn!, minutes: late(c, b) }] : [],
    ),
    brokenConstraints: each.flatMap(({ c, a, b }) =>
      b.broken.includes('constraint') && !a.broken.includes('constraint') ? [c.id] : [],
    ),
    // What was late already is none of the new date's doing; what must now be over before today is.
    tooEarly: each.flatMap(({ c, a, b }) => {
      if (!movedIds.has(c.id) || b.summary || c.done) return []
      const past = (at: number) => dayOfInstant(at) < input.today
      const begun = c.progress > 0 || past(a.start)
      return (!begun && past(b.start)) || (!past(a.finish) && past(b.finish)) ? [c.id] : []
    }),
    patches,
    places,
  }
}

/** The one that is named, else that of the plan, else the last milestone still ahead. */
function launchOf(
  input: PlanInput,
  now: Schedule,
  question: Question,
  launchTaskId: string | null,
): PlanCard | undefined {
  const named = question.launchTaskId ?? launchTaskId
  const open = input.cards.filter((c) => now.of(c.id))
  if (named) return open.find((c) => c.id === named)
  if (!question.moveLaunchTo) return undefined
  return open
    .filter((c) => c.kind === 'milestone' && !c.done)
    .toSorted((a, b) => now.of(b.id)!.finish - now.of(a.id)!.finish)[0]
}

/** What is open moves by `all` working days, and what is named by its own; what has begun stays. */
function shiftsOf(
  input: PlanInput,
  question: Question,
  all: number,
  launch: PlanCard | undefined,
  hours: WorkCalendar,
): Supposed['patches'] {
  const under = Map.groupBy(input.cards, (c) => c.parentId)
  const asked = new Map<string, number>()
  const ask = (id: string, days: number) => {
    const children = under.get(id)
    if (children && !asked.has(id)) for (const c of children) ask(c.id, days)
    asked.set(id, days)
  }
  for (const s of question.shifts ?? []) ask(s.taskId, s.days)
  const linked = new Set(input.links.map((l) => l.toId))
  return input.cards.flatMap((c): Supposed['patches'] => {
    const own = asked.get(c.id)
    const days = own ?? all
    if (!days || c.done || (own === undefined && c.progress > 0) || !(c.startsOn || c.dueOn)) return []
    if (c.mode === 'auto' && own !== undefined) {
      const at = shiftDay(c.startsOn ?? c.dueOn!, days, hours)
      return [
        {
          id: c.id,
          patch: {
            constraintKind: 'snet' as const,
            constraintAt: wallClock(instantAt(at, c.startMinute ?? 0)),
          },
        },
      ]
    }
    // What follows others follows them.
    if (c.mode === 'auto' && linked.has(c.id)) return []
    const exact = c.id === launch?.id && question.moveLaunchTo && own === undefined
    const dueOn = exact ? question.moveLaunchTo! : c.dueOn && shiftDay(c.dueOn, days, hours)
    return [{ id: c.id, patch: { startsOn: c.startsOn && shiftDay(c.startsOn, days, hours), dueOn } }]
  })
}
