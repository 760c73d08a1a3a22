import { z } from 'zod'
import { may } from '#platform/rpc.ts'
import { Id } from '#platform/tenancy/model.ts'
import { Done, done, ofProject, one, seen } from '../procedures/shapes.ts'
import { Recurrence, RecurrenceDraft } from './model.ts'
import {
  amendRecurrence,
  applyToFollowing,
  getRecurrence,
  listRecurrences,
  pauseRecurrence,
  repeatTask,
  skipOccurrence,
  stopRecurrence,
} from './service.ts'

const tags = ['recurring']
const ofTask = z.object({ taskId: Id })

export const recurringProcedures = {
  list: may('see')
    .route({
      method: 'GET',
      path: '/projects/{projectId}/recurrences',
      tags,
      summary: 'Tasks that come back',
    })
    .input(ofProject)
    .output(z.array(Recurrence))
    .handler(({ input, context }) => listRecurrences(context.scope, input.projectId)),
  get: may('see')
    .route({ method: 'GET', path: '/recurrences/{id}', tags, summary: 'One series and its next days' })
    .input(one)
    .output(Recurrence)
    .handler(({ input, context }) => getRecurrence(context.scope, input.id)),
  create: may('contribute')
    .meta({ creates: true })
    .route({
      method: 'POST',
      path: '/tasks/{taskId}/recurrence',
      successStatus: 201,
      tags,
      summary: 'Make a task come back, by a rule (RFC 5545) or some days after completion',
    })
    .input(RecurrenceDraft.extend(ofTask.shape))
    .output(Recurrence)
    .handler(({ input: { taskId, ...draft }, context }) => repeatTask(context.scope, taskId, draft)),
  amend: may('contribute')
    .route({ method: 'PATCH', path: '/recurrences/{id}', tags, summary: 'Change a series from today on' })
    .input(RecurrenceDraft.extend(seen.shape))
    .output(Recurrence)
    .handler(({ input: { id, version, ...draft }, context }) =>
      amendRecurrence(context.scope, id, draft, version),
    ),
  follow: may('contribute')
    .route({
      method: 'POST',
      path: '/tasks/{taskId}/recurrence/follow',
      tags,
      summary: 'Make the following ones like this one',
    })
    .input(ofTask)
    .output(Recurrence)
    .handler(({ input, context }) => applyToFollowing(context.scope, input.taskId)),
  pause: may('contribute')
    .route({
      method: 'POST',
      path: '/recurrences/{id}/pause',
      tags,
      summary: 'Pause a series, or take it up again',
    })
    .input(one.extend({ paused: z.boolean() }))
    .output(Recurrence)
    .handler(({ input, context }) => pauseRecurrence(context.scope, input.id, input.paused)),
  skip: may('contribute')
    .route({
      method: 'POST',
      path: '/tasks/{taskId}/recurrence/skip',
      tags,
      summary: 'Skip this one; the series goes on',
    })
    .input(ofTask)
    .output(Done)
    .handler(({ input, context }) => skipOccurrence(context.scope, input.taskId).then(() => done)),
  stop: may('contribute')
    .route({
      method: 'DELETE',
      path: '/recurrences/{id}',
      tags,
      summary: 'Stop a series; what was made stays',
    })
    .input(seen)
    .output(Done)
    .handler(({ input, context }) => stopRecurrence(context.scope, input.id, input.version).then(() => done)),
}
