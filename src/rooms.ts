import { budgetMetrics } from './budget/metrics.ts'
import { fileJobs } from './platform/files.ts'
import { fileRoutes } from './platform/files/routes.ts'
import type { Route } from './platform/http.ts'
import { mailJobs } from './platform/mail.ts'
import { strategyMetrics } from './strategy/metrics.ts'
import { workMetrics } from './work/metrics.ts'

/** Declares every room's jobs and reactions, once per process. */
export function openRooms(): void {
  mailJobs()
  fileJobs()
  budgetMetrics()
  strategyMetrics()
  workMetrics()
}

/** Public addresses without a session, by room. */
export const publicRoutes: Route[] = [...fileRoutes]
