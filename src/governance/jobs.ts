import { everyWorkspace } from '#platform/jobs.ts'
import { remindApprovers } from './service/remind.ts'

/** Asked every hour: each workspace has its own nine o'clock. */
export const governanceJobs = (): void =>
  everyWorkspace('approvals.remind', '7 * * * *', 'UTC', (job) => job.scope(remindApprovers))
