import { isElapsed } from './forward.ts'
import type { Instant } from './plan.ts'
import { complete, fixed, type Run, started } from './run.ts'

/** `own`: a chain without a successor ends where it ends, not with the project. */
export type Backed = { finish: Instant; own: boolean }

/** Late dates: how far each task may slip before the project, a deadline or a constraint gives way. */
export function backward(run: Run, { finish, own }: Backed): void {
  const { net, state } = run
  for (let k = net.size - 1; k >= 0; k--) {
    const n = net.order[k]!
    const c = run.calendar[n]!
    const isTask = net.tasks[n]! >= 0
    if (isTask && state[n]! & complete) {
      run.ls[n] = run.es[n]!
      run.lf[n] = run.ef[n]!
      run.lsAt[n] = run.esAt[n]!
      run.lfAt[n] = run.efAt[n]!
      continue
    }
    const d = state[n]! & started && !(state[n]! & fixed) ? run.left[n]! : run.duration[n]!
    let lf = c.toWork(finish)
    let open = 0
    for (let k2 = net.outStart[n]!; k2 < net.outStart[n + 1]!; k2++) {
      const e = net.outEdges[k2]!
      const to = net.to[e]!
      if (state[to]! & complete) continue
      // The first start of a summary holds back the one leaf that gives it.
      if (net.earliest[to] && run.driver[to] !== n) continue
      const type = net.kind[e]!
      // What has begun cannot begin later: a link from its start asks nothing more of it.
      if ((type === 1 || type === 3) && isTask && state[n]! & started) continue
      open += 1
      const asked = unlagged(run, e, n, to, type < 2)
      lf = Math.min(lf, type === 1 || type === 3 ? asked + d : asked)
    }
    if (isTask && !open && own) lf = Math.min(lf, run.ef[n]!)
    if (isTask) lf = capped(run, n, lf, d)
    run.lf[n] = lf
    run.ls[n] = lf - d
    run.lfAt[n] = c.fromWork(lf, 'finish')
    run.lsAt[n] = d ? c.fromWork(lf - d, 'start') : run.lfAt[n]!
  }
}

function capped(run: Run, n: number, latest: number, d: number): number {
  const t = run.tasks[run.net.tasks[n]!]!
  const c = run.calendar[n]!
  const at = t.constraint?.at
  let lf = latest
  if (t.constraint && at != null && !(run.state[n]! & fixed)) {
    const kind = t.constraint.kind
    if (kind === 'mso') lf = c.toWork(at) + d
    else if (kind === 'mfo') lf = c.toWork(at)
    else if (kind === 'snlt') lf = Math.min(lf, c.toWork(at) + d)
    else if (kind === 'fnlt') lf = Math.min(lf, c.toWork(at))
  }
  if (run.ceiling[n]! < Number.POSITIVE_INFINITY) lf = Math.min(lf, c.toWork(run.ceiling[n]!))
  if (t.deadline != null) lf = Math.min(lf, c.toWork(t.deadline))
  return lf
}

/** What a successor asks, before the lag of the link, as an amount of work in the predecessor's calendar. */
function unlagged(run: Run, e: number, n: number, to: number, start: boolean): number {
  const c = run.calendar[n]!
  const lag = run.lag[e]!
  const work = start ? run.ls[to]! : run.lf[to]!
  if (!lag && run.calendar[to] === c) return work
  const there = run.calendar[to]!
  // Of the two instants of an amount of work, the later: nobody waits between the evening and the morning.
  const at = there.fromWork(work, 'start')
  if (!lag) return c.toWork(at)
  if (isElapsed(run, e, n)) return c.toWork(at - lag)
  const l = run.lagCalendar[to]!
  if (l === c && there === c) return work - lag
  return c.toWork(l.fromWork(l.toWork(at) - lag, 'start'))
}
