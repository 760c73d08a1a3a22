import type { MspdiProject } from './mspdi.ts'
import { planOfMspdi } from './mspdi-plan.ts'
import { compile } from './schedule.ts'
import { calendarsOf } from './whose.ts'

export const compared = [
  'earlyStart',
  'earlyFinish',
  'lateStart',
  'lateFinish',
  'totalSlack',
  'freeSlack',
  'critical',
] as const
type Compared = (typeof compared)[number]
export type Difference = { uid: string; name: string; what: Compared; ours: unknown; theirs: unknown }
export type Checked = {
  /**
   * Automatic, unstarted, active tasks that carry what was computed of them, summaries among them. Not the row of the
   * project itself (number 0), nor what stands in for a task of another file.
   */
  tasks: number
  summaries: number
  equal: Record<Compared, number>
  /** How many of them carry the figure at all. */
  known: Record<Compared, number>
  differences: Difference[]
}

const none = (): Record<Compared, number> =>
  Object.fromEntries(compared.map((k) => [k, 0])) as Record<Compared, number>

/** This scheduler's dates against those in the file. Two instants with no work between them are the same. */
export function checkMspdi(p: MspdiProject): Checked {
  const plan = planOfMspdi(p)
  const schedule = compile(plan).schedule()
  const calendar = calendarsOf(plan)
  const found: Checked = { tasks: 0, summaries: 0, equal: none(), known: none(), differences: [] }
  const planned = new Map(plan.tasks.map((t) => [t.id, t]))
  for (const t of p.tasks) {
    const placed = schedule.of(t.uid)
    const task = planned.get(t.uid)
    if (!placed || !task || !t.active || t.manual || t.actualStart !== null || t.actualFinish !== null)
      continue
    if (t.fixed === 'external' || t.fixed === 'subproject' || (t.summary && !placed.summary)) continue
    if (compared.every((what) => t.computed[what] === null)) continue
    found.tasks += 1
    if (placed.summary) found.summaries += 1
    const c = calendar(task)
    for (const what of compared) {
      const theirs = t.computed[what]
      if (theirs === null) continue
      const ours = placed[what]
      const same =
        typeof theirs === 'boolean'
          ? ours === theirs
          : what === 'totalSlack' || what === 'freeSlack'
            ? Math.abs((ours as number) - theirs) < 0.5
            : Math.abs(c.workBetween(ours as number, theirs)) < 0.5
      found.known[what] += 1
      if (same) found.equal[what] += 1
      else found.differences.push({ uid: t.uid, name: t.name, what, ours, theirs })
    }
  }
  return found
}
