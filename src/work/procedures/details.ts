import { z } from 'zod'
import { may } from '#platform/rpc.ts'
import { Id, Version } from '#platform/tenancy/model.ts'
import { Family } from '../model.ts'
import { follow } from '../service/followers.ts'
import { familyOf, placeSubtask } from '../service/subtasks.ts'
import { attachmentProcedures } from './attachments.ts'
import { checklistProcedures } from './checklists.ts'
import { commentProcedures } from './comments.ts'
import { Done, done, one } from './shapes.ts'

/** What hangs on a task: its subtasks, checklists, files, what is said about it, who follows it. */
export const detailProcedures = {
  ...commentProcedures,
  ...checklistProcedures,
  ...attachmentProcedures,
  subtasks: {
    read: may('see')
      .route({
        method: 'GET',
        path: '/tasks/{taskId}/family',
        tags: ['tasks'],
        summary: 'What a task is part of, and what is under it',
      })
      .input(z.object({ taskId: Id }))
      .output(Family)
      .handler(({ input, context }) => familyOf(context.scope, input.taskId)),
    place: may('contribute')
      .route({
        method: 'POST',
        path: '/tasks/{id}/place',
        tags: ['tasks'],
        summary: 'Put a subtask under one of its siblings, or first of all',
      })
      .input(one.extend({ after: Id.nullable() }))
      .output(Done)
      .handler(({ input, context }) => placeSubtask(context.scope, input.id, input.after).then(() => done)),
  },
  followers: {
    follow: may('see')
      .route({
        method: 'PUT',
        path: '/tasks/{taskId}/followed',
        tags: ['tasks'],
        summary: 'Follow a task, or no longer',
      })
      .input(z.object({ taskId: Id, on: z.boolean() }))
      .output(z.object({ followerIds: z.array(Id), version: Version }))
      .handler(({ input, context }) => follow(context.scope, input.taskId, input.on)),
  },
}
