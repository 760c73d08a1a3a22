import { compile } from '../src/work/scheduling/model.ts'
import { bigPlan, naive } from '../src/work/scheduling/testing.ts'
import type { Measured } from './load.ts'

const median = (all: number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]!

/** A bar dragged in a plan of 10,000 tasks and 20,000 links: everything recomputed, against the same by walking days. */
export async function run(): Promise<Measured> {
  const plan = bigPlan(10_000, 20_000)
  const scheduler = compile(plan)
  const took: number[] = []
  let last = scheduler.schedule()
  for (let i = 0; i < 60; i++) {
    scheduler.change('t40', { duration: 480 + 60 * (i % 8) })
    const from = performance.now()
    last = scheduler.schedule()
    if (i >= 20) took.push(performance.now() - from)
  }
  // The slow one asks its links task by task: a tenth of the plan is enough to know it, and it is no faster per task.
  const small = bigPlan(1_000, 2_000)
  const from = performance.now()
  const slow = naive(small)
  const baseline = (performance.now() - from) * 10
  const fast = compile(small).schedule()
  for (const t of small.tasks)
    if (fast.of(t.id)!.earlyStart !== slow.get(t.id)!.earlyStart) throw new Error(`${t.id} differs`)
  const ours = median(took)
  if (last.of('t9999') === undefined) throw new Error('the last task was not scheduled')
  return { name: 'schedule', ratio: baseline / ours, ours, baseline, unit: 'ms' }
}
