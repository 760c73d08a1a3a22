import { every } from '#platform/jobs.ts'
import { weblogJob } from './import/queue.ts'
import { forgetSalts } from './ingest/salts.ts'

export function measureJobs(): void {
  weblogJob()
  every('measure.forget-salts', '11 * * * *', 'UTC', async (platform) => void (await forgetSalts(platform)))
}
