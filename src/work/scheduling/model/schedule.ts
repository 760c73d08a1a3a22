import { type Backed, backward } from './backward.ts'
import { always, type WorkCalendar } from './calendar.ts'
import { forward } from './forward.ts'
import { buildNetwork } from './network.ts'
import type { Plan, PlanTask, Schedule, Scheduler } from './plan.ts'
import { read } from './result.ts'
import type { Run } from './run.ts'
import { calendarsOf } from './whose.ts'

/** Makes a plan ready to be scheduled, again and again while a bar is dragged. Links in a circle are left out and told. */
export function compile(plan: Plan): Scheduler {
  const net = buildNetwork(plan.tasks, plan.links)
  const calendarOf = calendarsOf(plan)
  const usual = calendarOf({})
  const tasks = [...plan.tasks]
  const position = new Map(tasks.map((t, i) => [t.id, i]))
  const numbers = () => new Float64Array(net.size)
  const run: Run = {
    plan,
    net,
    tasks,
    position,
    usual,
    lagCalendar: [],
    calendar: [],
    slackCalendar: [],
    duration: numbers(),
    left: numbers(),
    lag: new Float64Array(net.link.length),
    floor: numbers().fill(Number.NEGATIVE_INFINITY),
    ceiling: numbers().fill(Number.POSITIVE_INFINITY),
    es: numbers(),
    ef: numbers(),
    ls: numbers(),
    lf: numbers(),
    esAt: numbers(),
    efAt: numbers(),
    lsAt: numbers(),
    lfAt: numbers(),
    outS: numbers(),
    outF: numbers(),
    state: new Uint8Array(net.size),
    pushed: new Uint8Array(net.size),
    driver: new Int32Array(net.size).fill(-1),
  }
  const prepare = (node: number) => {
    const t = tasks[net.tasks[node]!]
    run.lagCalendar[node] = t ? calendarOf(t) : always
    run.calendar[node] = t?.elapsed || !t ? always : run.lagCalendar[node]!
    run.slackCalendar[node] =
      t && !t.elapsed && run.calendar[node] !== calendarOf({ calendarId: t.calendarId })
        ? usual
        : run.calendar[node]!
    run.duration[node] = t ? lengthOf(t, run.calendar[node]!) : 0
    run.left[node] =
      t?.remaining ?? run.duration[node]! * (1 - Math.min(100, Math.max(0, t?.progress ?? 0)) / 100)
    run.state[node] = t ? stateOf(t) : 0
  }
  for (let n = 0; n < net.size; n++) prepare(n)
  boundsOf(run)

  let stale = true
  return {
    schedule: (): Schedule => {
      if (stale) lagsOf(run)
      stale = false
      const start = plan.finish ? backFrom(run, plan.finish) : plan.start
      const ends = forward(run, start, false)
      const finish = plan.finish ?? ends
      const backed: Backed = { finish, own: plan.manyCriticalPaths === true }
      backward(run, backed)
      const last = run.tasks.some((t) => t.constraint?.kind === 'alap') ? forward(run, start, true) : ends
      return read(run, start, plan.finish ?? last)
    },
    change: (id, patch) => {
      const at = position.get(id)
      if (at === undefined) return false
      const old = tasks[at]!
      tasks[at] = {
        ...old,
        ...(Object.fromEntries(Object.entries(patch).filter(([, v]) => v !== undefined)) as typeof patch),
      }
      const node = net.nodeOf.get(id)
      if (node !== undefined) prepare(node)
      if (patch.constraint !== undefined && node === undefined) boundsOf(run)
      stale = true
      return true
    },
    ignored: net.ignored,
  }
}

/** Planned from its finish: where the first task begins when everything is as late as can be. */
function backFrom(run: Run, finish: number): number {
  forward(run, run.plan.start, false)
  backward(run, { finish, own: false })
  let start = finish
  for (let n = 0; n < run.net.size; n++)
    if (run.net.tasks[n]! >= 0 && !(run.state[n]! & 4)) start = Math.min(start, run.lsAt[n]!)
  return start
}

const lengthOf = (t: PlanTask, calendar: WorkCalendar): number => {
  if (t.mode === 'manual' && t.start != null && t.finish != null)
    return Math.max(0, calendar.workBetween(t.start, t.finish))
  return Math.max(0, t.duration)
}

/** 1 started, 2 complete, 4 dates are fixed, 8 as late as possible. */
const stateOf = (t: PlanTask): number =>
  (t.actualStart != null ? 1 : 0) |
  (t.actualFinish != null ? 3 : 0) |
  (t.mode === 'manual' && (t.start != null || t.finish != null) ? 4 : 0) |
  (t.constraint?.kind === 'alap' ? 8 : 0)

/** What a summary asks of all that is in it: to start no earlier, to finish no later. */
function boundsOf(run: Run): void {
  run.floor.fill(Number.NEGATIVE_INFINITY)
  run.ceiling.fill(Number.POSITIVE_INFINITY)
  for (const t of run.tasks) {
    const c = t.constraint
    if (!c || c.at === null || !run.net.leaves.has(t.id)) continue
    for (const n of run.net.leaves.get(t.id)!) {
      if (c.kind === 'snet') run.floor[n] = Math.max(run.floor[n]!, c.at)
      if (c.kind === 'fnlt') run.ceiling[n] = Math.min(run.ceiling[n]!, c.at)
    }
  }
}

/** Lags in minutes; those in percent follow the duration of what they leave. */
function lagsOf(run: Run): void {
  run.net.link.forEach((l, e) => {
    const link = l < 0 ? undefined : run.plan.links[l]!
    const from = run.net.from[e]!
    run.lag[e] = !link
      ? 0
      : link.lagUnit === 'percent'
        ? Math.round((run.duration[from]! * link.lag) / 1000) / 10
        : link.lag
  })
}
