import { metric, type Question } from '#platform/catalogue.ts'
import type { Scope } from '#platform/scope.ts'

/** Tasks of a project finished on a day of the period, in the time zone of the workspace. Binned ones do not count. */
async function finished(scope: Scope, q: Question) {
  const { rows } = await scope.sql<{ finished: number; dated: number; onTime: number }>(
    `select count(*) as finished, count(due_on) as dated, count(*) filter (where day <= due_on) as "onTime"
     from (select due_on, (completed_at at time zone $4)::date as day from tasks where project_id = $1 and deleted_at is null and completed_at is not null) t
     where day between $2 and $3`,
    [q.projectId, q.from, q.to, scope.workspace.timezone],
    'tasks-finished',
  )
  return rows[0]!
}

export function workMetrics(): void {
  metric({
    key: 'work.finished',
    name: { fr: 'Tâches terminées', en: 'Tasks finished' },
    formula: {
      fr: 'Nombre de tâches du projet terminées pendant la période.',
      en: 'Number of the project’s tasks finished in the period.',
    },
    unit: 'count',
    goodWhen: 'up',
    read: async (scope, q) => (await finished(scope, q)).finished,
  })
  metric({
    key: 'work.onTime',
    name: { fr: 'Tâches terminées à l’heure', en: 'Tasks finished on time' },
    formula: {
      fr: 'Tâches terminées au plus tard le jour de leur échéance, parmi celles terminées pendant la période qui en avaient une.',
      en: 'Tasks finished no later than their due day, among those finished in the period that had one.',
    },
    unit: 'ratio',
    goodWhen: 'up',
    read: async (scope, q) => {
      const { dated, onTime } = await finished(scope, q)
      return dated ? onTime / dated : null
    },
  })
}
