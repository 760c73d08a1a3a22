import { invalid } from '#platform/errors.ts'
import { amend, create, get } from '#platform/ledger.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { calendarNoun } from '../../calendars/tables.ts'
import { taskNoun } from '../../tables.ts'
import type { PlanPatch, ProjectPlan } from '../model.ts'
import { planNoun } from '../tables.ts'
import { planOf } from './read.ts'
import { alone, reschedule } from './reschedule.ts'

/** How a project is planned: its calendar, its launch, the day it stands at, what counts as critical. */
export async function amendPlan(
  scope: Scope,
  projectId: string,
  patch: PlanPatch,
  version?: number,
): Promise<ProjectPlan> {
  demand(scope, 'conduct', projectId)
  if (patch.calendarId) await get(scope, calendarNoun, patch.calendarId)
  if (patch.launchTaskId) {
    const launch = await get(scope, taskNoun, patch.launchTaskId)
    if (launch.projectId !== projectId)
      throw invalid({
        fr: 'Cette tâche n’appartient pas à ce projet.',
        en: 'This task does not belong to this project.',
      })
  }
  await alone(scope, projectId)
  const { rows } = await scope.sql<{ id: string }>(
    'select id from project_plans where project_id = $1 and deleted_at is null',
    [projectId],
  )
  if (rows[0]) await amend(scope, planNoun, rows[0].id, patch, version)
  else await create(scope, planNoun, { ...patch, projectId })
  await reschedule(scope, projectId)
  return planOf(scope, projectId)
}
