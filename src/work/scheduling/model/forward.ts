import { always } from './calendar.ts'
import type { Instant } from './plan.ts'
import { complete, fixed, late, type Run, started } from './run.ts'

/** Early dates. The second time, what comes after a task that waits sees its late dates. Returns the last finish. */
export function forward(run: Run, start: Instant, waiting: boolean): Instant {
  const { net, tasks, state } = run
  let last = Number.NEGATIVE_INFINITY
  for (let k = 0; k < net.size; k++) {
    const n = net.order[k]!
    if (net.tasks[n]! < 0) gather(run, n)
    else if (state[n]! & fixed) pin(run, n, start)
    else if (state[n]! & started) underWay(run, n)
    else place(run, n, start)
    const waits = waiting && state[n]! & late && !(state[n]! & (started | fixed))
    run.outS[n] = waits ? run.lsAt[n]! : run.esAt[n]!
    run.outF[n] = waits ? run.lfAt[n]! : run.efAt[n]!
    if (tasks[net.tasks[n]!] && run.outF[n]! > last) last = run.outF[n]!
  }
  return last === Number.NEGATIVE_INFINITY ? start : last
}

/** A summary's first start or last finish. */
function gather(run: Run, n: number): void {
  const { net } = run
  const first = net.earliest[n] === 1
  let at = first ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY
  for (let k = net.inStart[n]!; k < net.inStart[n + 1]!; k++) {
    const leaf = net.from[net.inEdges[k]!]!
    const t = first ? run.outS[leaf]! : run.outF[leaf]!
    if (first ? t < at : t > at) {
      at = t
      run.driver[n] = leaf
    }
  }
  run.es[n] = run.ef[n] = run.esAt[n] = run.efAt[n] = at
}

/** The dates of a manual task: both as typed, or the other one its duration away. */
function pin(run: Run, n: number, start: Instant): void {
  const t = run.tasks[run.net.tasks[n]!]!
  const c = run.calendar[n]!
  const d = run.duration[n]!
  const from = t.start ?? (t.finish != null ? c.fromWork(c.toWork(t.finish) - d, 'start') : start)
  const to = t.finish ?? (d ? c.fromWork(c.toWork(from) + d, 'finish') : from)
  run.esAt[n] = from
  run.efAt[n] = Math.max(from, to)
  run.es[n] = c.toWork(from)
  run.ef[n] = c.toWork(run.efAt[n]!)
}

function underWay(run: Run, n: number): void {
  const t = run.tasks[run.net.tasks[n]!]!
  const c = run.calendar[n]!
  const from = t.actualStart ?? t.actualFinish!
  run.esAt[n] = from
  run.es[n] = c.toWork(from)
  if (state(run, n, complete)) {
    run.efAt[n] = Math.max(from, t.actualFinish!)
    run.ef[n] = c.toWork(run.efAt[n]!)
    return
  }
  let ef = run.es[n]! + run.duration[n]!
  // What remains of it goes on after a pause, and does not lie before the day the project stands at.
  for (const since of [t.resumeAt, run.plan.statusAt])
    if (since != null && run.left[n]! > 0) ef = Math.max(ef, c.toWork(since) + run.left[n]!)
  if (t.constraint?.kind === 'fnet' && t.constraint.at !== null) ef = Math.max(ef, c.toWork(t.constraint.at))
  run.ef[n] = ef
  run.efAt[n] = run.duration[n] || ef > run.es[n]! ? c.fromWork(ef, 'finish') : from
}

const state = (run: Run, n: number, flag: number) => (run.state[n]! & flag) !== 0

function place(run: Run, n: number, start: Instant): void {
  const { net } = run
  const c = run.calendar[n]!
  const d = run.duration[n]!
  const t = run.tasks[net.tasks[n]!]!
  const kind = t.constraint?.at == null ? 'asap' : t.constraint.kind
  const at = t.constraint?.at ?? 0
  let es = Number.NEGATIVE_INFINITY
  // Where a milestone sits: this evening or tomorrow morning, which are one amount of work.
  let sits = Number.NEGATIVE_INFINITY
  const ask = (work: number, when: Instant) => {
    if (work > es) {
      es = work
      sits = when
    } else if (work === es && when > sits) sits = when
  }
  const begin = net.inStart[n]!
  const end = net.inStart[n + 1]!
  for (let k = begin; k < end; k++) {
    const e = net.inEdges[k]!
    const from = net.from[e]!
    const type = net.kind[e]!
    const when = type === 0 || type === 2 ? run.outF[from]! : run.outS[from]!
    const there = lagged(run, e, n, from, type === 0 || type === 2, when)
    if (type < 2) ask(there, d ? 0 : sitsAt(run, e, n, when))
    // A link to its finish never pulls a task before the project.
    else if (type === 2) ask(Math.max(there - d, c.toWork(start)), d ? 0 : sitsAt(run, e, n, when))
    else ask(there - d, d ? 0 : sitsAt(run, e, n, when))
  }
  if (begin === end && kind !== 'snet' && kind !== 'fnet') ask(c.toWork(start), start)
  // What follows another already waits for it: levelling says nothing of its early start.
  if (t.delay && begin === end && es > Number.NEGATIVE_INFINITY) {
    es = t.delayElapsed ? c.toWork(c.fromWork(es, 'start') + t.delay) : es + t.delay
    sits = c.fromWork(es, 'start')
  }
  if (run.floor[n]! > Number.NEGATIVE_INFINITY) ask(c.toWork(run.floor[n]!), run.floor[n]!)
  run.pushed[n] = 0
  const hold = (work: number) => {
    if (work < es) run.pushed[n] = 1
    es = work
    sits = at
  }
  if (kind === 'snet') ask(c.toWork(at), at)
  else if (kind === 'fnet') ask(c.toWork(at) - d, at)
  else if (kind === 'mso') hold(c.toWork(at))
  else if (kind === 'mfo') hold(c.toWork(at) - d)
  else if (kind === 'snlt' && c.toWork(at) < es) hold(c.toWork(at))
  else if (kind === 'fnlt' && c.toWork(at) - d < es) hold(c.toWork(at) - d)
  run.es[n] = es
  run.ef[n] = es + d
  if (d) {
    run.esAt[n] = c.fromWork(es, 'start')
    run.efAt[n] = c.fromWork(es + d, 'finish')
  } else run.esAt[n] = run.efAt[n] = c.fromWork(es, 'finish') === sits ? sits : c.fromWork(es, 'start')
}

/** Where a link leads, as an amount of work in the calendar of what it leads to. */
function lagged(run: Run, e: number, n: number, from: number, finish: boolean, when: Instant): number {
  const c = run.calendar[n]!
  const lag = run.lag[e]!
  // Same calendar, nothing waiting: the amount is known already.
  if (!lag && run.calendar[from] === c) {
    if (finish && when === run.efAt[from]) return run.ef[from]!
    if (!finish && when === run.esAt[from]) return run.es[from]!
  }
  if (!lag) return c.toWork(when)
  if (isElapsed(run, e, from)) return c.toWork(when + lag)
  const l = run.lagCalendar[n]!
  if (l === c) return c.toWork(when) + lag
  return c.toWork(l.addWork(when, lag))
}

function sitsAt(run: Run, e: number, n: number, when: Instant): Instant {
  const lag = run.lag[e]!
  if (!lag) return when
  if (isElapsed(run, e, run.net.from[e]!)) return when + lag
  return run.lagCalendar[n]!.addWork(when, lag)
}

export function isElapsed(run: Run, e: number, from: number): boolean {
  const link = run.plan.links[run.net.link[e]!]
  if (!link || link.lagUnit === 'elapsed') return true
  return link.lagUnit === 'percent' && (link.lagElapsed === true || run.calendar[from] === always)
}
