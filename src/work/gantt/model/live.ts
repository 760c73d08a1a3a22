import type { Card } from '../../model.ts'
import {
  calendarsOf,
  compile,
  findCycle,
  type Instant,
  type Link,
  type LinkKind,
  type Placed,
  type PlanInput,
  type PlanTask,
  planFromCards,
  type Schedule,
  type Scheduler,
  type WorkCalendar,
} from '../../scheduling/model.ts'
import type { Places } from './bars.ts'
import { usualWorth, type Worth } from './spans.ts'

export type Changes = ReadonlyMap<string, Partial<PlanTask>>

/** Where everything would be, and when it would be over. */
export type Attempt = { places: Places; finish: Instant }

/** A plan made ready to be drawn and played with: one run stands, the other is for trying. */
export type LivePlan = {
  /** When the plan begins, and when its last task ends. */
  start: Instant
  finish: Instant
  places: Places
  task: (id: string) => PlanTask | undefined
  /** Whose hours a task follows. */
  calendarOf: (id: string) => WorkCalendar
  /** The project's own; of a portfolio, that of the first. */
  calendar: WorkCalendar
  worth: Worth
  links: readonly Link[]
  /** Where everything would be if these tasks were changed. Read it before trying something else. */
  attempt: (changes: Changes) => Attempt
  /** The tasks that would wait for one another in a circle. */
  circle: (from: Card, to: Card, kind: LinkKind) => string[] | null
}

/** Reads each place once: a schedule works it out anew every time it is asked. */
function remembering(schedule: Schedule): Places {
  const known = new Map<string, Placed | undefined>()
  return (id) => {
    if (known.has(id)) return known.get(id)
    const placed = schedule.of(id)
    known.set(id, placed)
    return placed
  }
}

/** Every field that a gesture may touch, so that putting it back leaves nothing behind. */
const touchable = (t: PlanTask): Partial<PlanTask> => ({
  duration: t.duration,
  constraint: t.constraint ?? null,
  start: t.start ?? null,
  finish: t.finish ?? null,
  progress: t.progress ?? 0,
})

export function livePlan(input: Omit<PlanInput, 'links'> & { links: readonly Link[] }): LivePlan {
  const plan = planFromCards(input)
  const tasks = new Map(plan.tasks.map((t) => [t.id, t]))
  const whose = calendarsOf(plan)
  const usual = whose({})
  const schedule = compile(plan).schedule()
  const places = remembering(schedule)
  let trial: Scheduler | undefined
  let touched = new Set<string>()
  return {
    start: schedule.start,
    finish: schedule.finish,
    places,
    task: (id) => tasks.get(id),
    calendarOf: (id) => {
      const task = tasks.get(id)
      return task ? whose(task) : usual
    },
    calendar: usual,
    worth: worthOf(usual),
    links: input.links,
    attempt: (changes) => {
      trial ??= compile(plan)
      for (const id of touched) if (!changes.has(id)) trial.change(id, touchable(tasks.get(id)!))
      touched = new Set()
      for (const [id, change] of changes) {
        const task = tasks.get(id)
        if (!task) continue
        touched.add(id)
        trial.change(id, { ...touchable(task), ...change })
      }
      const tried = trial.schedule()
      return { places: remembering(tried), finish: tried.finish }
    },
    circle: (from, to, kind) => {
      if (from.id === to.id) return [from.id]
      // Without a date it has no place yet, but it may be waited for all the same.
      const extra = [from, to]
        .filter((c) => !tasks.has(c.id))
        .map((c): PlanTask => ({ id: c.id, parentId: c.parentId, mode: 'auto', duration: 0 }))
      return findCycle(
        [...plan.tasks, ...extra],
        [...plan.links, { id: '+', from: from.id, to: to.id, kind, lag: 0, lagUnit: 'work' }],
      )
    },
  }
}

/** Several projects side by side, each with its own hours: links never cross from one to another. */
export function livePlans(
  plans: ReadonlyMap<string, LivePlan>,
  projectOf: (id: string) => string | undefined,
): LivePlan {
  const of = (id: string) => plans.get(projectOf(id) ?? '')
  const first = plans.values().next().value
  const links = [...plans.values()].flatMap((p) => p.links)
  const ends = (key: 'start' | 'finish') => [...plans.values()].map((p) => p[key])
  return {
    start: Math.min(...ends('start')),
    finish: Math.max(...ends('finish')),
    places: (id) => of(id)?.places(id),
    task: (id) => of(id)?.task(id),
    calendarOf: (id) => of(id)?.calendarOf(id) ?? first!.calendar,
    calendar: first!.calendar,
    worth: first?.worth ?? usualWorth,
    links,
    attempt: (changes) => {
      const tried = new Map<LivePlan, Attempt>()
      for (const [plan, own] of Map.groupBy(changes, ([id]) => of(id)))
        if (plan) tried.set(plan, plan.attempt(new Map(own)))
      return {
        places: (id) => {
          const plan = of(id)
          return plan && (tried.get(plan)?.places ?? plan.places)(id)
        },
        finish: Math.max(...[...plans.values()].map((p) => (tried.get(p) ?? p).finish)),
      }
    },
    circle: (from, to, kind) => of(from.id)?.circle(from, to, kind) ?? null,
  }
}

/** What « 2 j » is worth: the day that comes most often, the week that comes most often. */
export function worthOf(calendar: WorkCalendar, around = 20_454): Worth {
  const days: number[] = []
  for (let n = around; n < around + 84; n++)
    days.push(calendar.periodsOn(n).reduce((sum, [from, to]) => sum + to - from, 0))
  const weeks = Array.from({ length: 12 }, (_, w) => days.slice(w * 7, w * 7 + 7).reduce((a, b) => a + b, 0))
  return { day: usualOf(days) ?? usualWorth.day, week: usualOf(weeks) ?? usualWorth.week }
}
function usualOf(values: readonly number[]): number | undefined {
  const counts = Map.groupBy(
    values.filter((v) => v > 0),
    (v) => v,
  )
  return [...counts].toSorted((a, b) => b[1].length - a[1].length)[0]?.[0]
}
