import { enqueueEverywhere, every, job } from '#platform/jobs.ts'
import { emptyBin } from './service.ts'

/** Every night, one job per workspace: what has been in the bin for thirty days is erased. */
export function binJobs(): void {
  job('work.bin', (running) => running.scope(emptyBin))
  every('work.bin', '23 2 * * *', 'Europe/Paris', (platform, at) =>
    enqueueEverywhere(platform, { kind: 'work.bin', key: at.toISOString().slice(0, 10) }),
  )
}
