import { on } from '#platform/facts.ts'
import { everyWorkspace } from '#platform/jobs.ts'
import { taskFinished } from '../facts.ts'
import { followFinish, makeAll } from './service.ts'

export function recurringJobs(): void {
  everyWorkspace('recurring.make', '23 * * * *', 'UTC', (running) => running.scope(makeAll))
  on(taskFinished, 'work: make the next of a series', async (scope, { trail }) => {
    if (trail.task) await followFinish(scope, trail.task)
  })
}
