import { budgetMetrics } from './budget/metrics.ts'
import { governanceJobs } from './governance/jobs.ts'
import { insightRoutes } from './insight/routes.ts'
import { startIngest } from './measure/ingest/service.ts'
import { measureJobs } from './measure/jobs.ts'
import { measureMetrics } from './measure/metrics.ts'
import { measureRoutes } from './measure/routes.ts'
import { fileRoutes } from './platform/files/routes.ts'
import { fileJobs } from './platform/files.ts'
import type { Route } from './platform/http.ts'
import { mailJobs } from './platform/mail.ts'
import { digestJobs } from './platform/notices/digest.ts'
import { pushJobs } from './platform/notices/push.ts'
import { tellDaysOff } from './platform/notices/settings.ts'
import type { Platform } from './platform/platform.ts'
import { strategyMetrics } from './strategy/metrics.ts'
import { restDays } from './work/day/service/hours.ts'
import { exportRoutes } from './work/export/routes.ts'
import { formReactions } from './work/forms/jobs.ts'
import { formRoutes } from './work/forms/routes.ts'
import { ganttRoutes } from './work/gantt/routes.ts'
import { workJobs } from './work/jobs.ts'
import { workMetrics } from './work/metrics.ts'
import { recurringJobs } from './work/recurring/jobs.ts'
import { standupJobs } from './work/standup/jobs.ts'
import { timeJobs } from './work/time/jobs.ts'

/** Declares every room's jobs and reactions, once per process. */
export function openRooms(): void {
  mailJobs()
  fileJobs()
  digestJobs()
  pushJobs()
  tellDaysOff(restDays)
  budgetMetrics()
  measureJobs()
  measureMetrics()
  governanceJobs()
  strategyMetrics()
  workJobs()
  workMetrics()
  timeJobs()
  standupJobs()
  recurringJobs()
  formReactions()
}

/** Public addresses without a session, by room. */
export const publicRoutes: Route[] = [
  ...measureRoutes,
  ...fileRoutes,
  ...insightRoutes,
  ...exportRoutes,
  ...formRoutes,
  ...ganttRoutes,
]

/** What a web process opens at its start, and closes once its last request was answered. */
export const startRooms = async (platform: Platform): Promise<() => Promise<void>> => startIngest(platform)
