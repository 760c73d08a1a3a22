import { budgetMetrics } from './budget/metrics.ts'
import { fileRoutes } from './platform/files/routes.ts'
import { fileJobs } from './platform/files.ts'
import type { Route } from './platform/http.ts'
import { mailJobs } from './platform/mail.ts'
import { strategyMetrics } from './strategy/metrics.ts'
import { workJobs } from './work/jobs.ts'
import { workMetrics } from './work/metrics.ts'

/** Declares every room's jobs and reactions, once per process. */
export function openRooms(): void {
  mailJobs()
  fileJobs()
  budgetMetrics()
  strategyMetrics()
  workJobs()
  workMetrics()
}

/** Public addresses without a session, by room. */
export const publicRoutes: Route[] = [...fileRoutes]
