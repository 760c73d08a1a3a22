import type { Instant, Placed, Schedule } from './plan.ts'
import { complete, fixed, late, type Run, started } from './run.ts'

/** Tenths of a minute, as the format has them: what sums of fractions add beyond is no slack, and no earlier minute. */
const tenth = (minutes: number) => Math.round(minutes * 10) / 10

/** What a run says, read when asked for: a chart asks for the thirty bars it shows. */
export function read(run: Run, start: Instant, finish: Instant): Schedule {
  const { net, tasks } = run
  const of = (id: string): Placed | undefined => {
    const node = net.nodeOf.get(id)
    if (node !== undefined) return leaf(run, node)
    const leaves = net.leaves.get(id)
    if (leaves?.length) return summary(run, id, leaves)
    return run.position.has(id) ? apart(run, id, start) : undefined
  }
  return {
    start,
    finish,
    of,
    all: () => tasks.map((t) => ({ id: t.id, placed: of(t.id)! })),
    critical: () => tasks.filter((t) => of(t.id)?.critical).map((t) => t.id),
  }
}

export function totalSlack(run: Run, n: number): number {
  const s = run.state[n]!
  if (s & complete) return 0
  if (s & late && !(s & (started | fixed)) && !run.plan.finish) return 0
  const c = run.slackCalendar[n]!
  const own = c === run.calendar[n]
  const atFinish = own ? run.lf[n]! - run.ef[n]! : c.workBetween(run.efAt[n]!, run.lfAt[n]!)
  if (s & started) return tenth(atFinish)
  const atStart = own ? run.ls[n]! - run.es[n]! : c.workBetween(run.esAt[n]!, run.lsAt[n]!)
  return tenth(Math.min(atStart, atFinish))
}

function leaf(run: Run, n: number): Placed {
  const { net } = run
  const t = run.tasks[net.tasks[n]!]!
  const s = run.state[n]!
  const waits = (s & late) !== 0 && !(s & (started | fixed))
  const total = totalSlack(run, n)
  const finish = tenth(waits ? run.lfAt[n]! : run.efAt[n]!)
  const broken: Placed['broken'] = []
  if (t.deadline != null && !(s & complete) && run.calendar[n]!.workBetween(t.deadline, finish) > 0)
    broken.push('deadline')
  if (run.pushed[n]) broken.push('constraint')
  return {
    start: tenth(waits ? run.lsAt[n]! : run.esAt[n]!),
    finish,
    earlyStart: tenth(run.esAt[n]!),
    earlyFinish: tenth(run.efAt[n]!),
    lateStart: tenth(s & started ? run.esAt[n]! : run.lsAt[n]!),
    lateFinish: tenth(run.lfAt[n]!),
    totalSlack: total,
    freeSlack: freeSlack(run, n, total),
    critical: !(s & complete) && total <= (run.plan.criticalSlack ?? 0),
    summary: false,
    progress: s & complete ? 100 : (t.progress ?? 0),
    broken,
  }
}

/** How far it may slip before anything after it moves. */
function freeSlack(run: Run, n: number, total: number): number {
  const { net } = run
  if (run.state[n]! & complete) return 0
  const c = run.slackCalendar[n]!
  let free = Number.POSITIVE_INFINITY
  for (let k = net.outStart[n]!; k < net.outStart[n + 1]!; k++) {
    const e = net.outEdges[k]!
    const to = net.to[e]!
    if (run.state[to]! & complete) continue
    const type = net.kind[e]!
    const mine = type === 0 || type === 2 ? run.outF[n]! : run.outS[n]!
    const theirs = type < 2 ? run.outS[to]! : run.outF[to]!
    free = Math.min(free, c.workBetween(mine, theirs) - run.lag[e]!)
  }
  return Math.max(0, tenth(Math.min(free, total)))
}

function summary(run: Run, id: string, leaves: readonly number[]): Placed {
  const all = leaves.map((n) => leaf(run, n))
  const first = (key: 'start' | 'earlyStart' | 'lateStart' | 'totalSlack') =>
    all.reduce((least, p) => Math.min(least, p[key]), Number.POSITIVE_INFINITY)
  const last = (key: 'finish' | 'earlyFinish' | 'lateFinish') =>
    all.reduce((most, p) => Math.max(most, p[key]), Number.NEGATIVE_INFINITY)
  const weight = leaves.reduce((sum, n) => sum + run.duration[n]!, 0)
  const done = leaves.reduce((sum, n, i) => sum + (weight ? run.duration[n]! : 1) * all[i]!.progress, 0)
  const total = first('totalSlack')
  const finish = last('finish')
  const t = run.tasks[run.position.get(id)!]!
  const progress = done / (weight || leaves.length)
  return {
    start: first('start'),
    finish,
    earlyStart: first('earlyStart'),
    earlyFinish: last('earlyFinish'),
    lateStart: first('lateStart'),
    lateFinish: last('lateFinish'),
    totalSlack: total,
    freeSlack: Math.max(0, total),
    critical: all.some((p) => p.critical),
    summary: true,
    // Everything but a minute is not everything.
    progress: progress > 99 && progress < 100 ? 99 : Math.round(progress),
    broken:
      t.deadline != null && progress < 100 && run.usual.workBetween(t.deadline, finish) > 0
        ? ['deadline']
        : [],
  }
}

/** An inactive task keeps its place; a summary of nothing but those is where they are. */
function apart(run: Run, id: string, start: Instant): Placed {
  const t = run.tasks[run.position.get(id)!]!
  const within = run.tasks.filter((x) => x.parentId === id && x.id !== id)
  const inner = within.map((x) => apart(run, x.id, start))
  const from = inner.length ? Math.min(...inner.map((p) => p.start)) : (t.start ?? start)
  const own = t.finish ?? (t.duration ? run.usual.addWork(from, t.duration) : from)
  const to = inner.length ? Math.max(...inner.map((p) => p.finish)) : own
  return {
    start: from,
    finish: to,
    earlyStart: from,
    earlyFinish: to,
    lateStart: from,
    lateFinish: to,
    totalSlack: 0,
    freeSlack: 0,
    critical: false,
    summary: inner.length > 0,
    progress: t.progress ?? 0,
    broken: [],
  }
}
