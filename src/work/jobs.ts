import { binJobs } from './bin/jobs.ts'
import { importJobs } from './import/jobs.ts'

export function workJobs(): void {
  binJobs()
  importJobs()
}
