import { z } from 'zod'
import { may } from '#platform/rpc.ts'
import { Id } from '#platform/tenancy/model.ts'
import { Checklist, ChecklistItem, Comment } from '../model.ts'
import { attach, detach } from '../service/attachments.ts'
import {
  addChecklist,
  addItem,
  amendChecklist,
  amendItem,
  discardChecklist,
  discardItem,
} from '../service/checklists.ts'
import { amendComment, commentTask, discardComment } from '../service/comments.ts'
import { Done, done, one, seen, text } from './shapes.ts'

export const detailProcedures = {
  comments: {
    create: may('contribute')
      .meta({ creates: true })
      .route({
        method: 'POST',
        path: '/tasks/{taskId}/comments',
        successStatus: 201,
        tags: ['tasks'],
        summary: 'Comment a task',
      })
      .input(z.object({ taskId: Id, text: text(20_000) }))
      .output(Comment)
      .handler(({ input, context }) => commentTask(context.scope, input.taskId, input.text)),
    amend: may('contribute')
      .route({ method: 'PATCH', path: '/comments/{id}', tags: ['tasks'], summary: 'Correct one’s comment' })
      .input(seen.extend({ text: text(20_000) }))
      .output(Comment)
      .handler(({ input, context }) => amendComment(context.scope, input.id, input.text, input.version)),
    discard: may('contribute')
      .route({ method: 'DELETE', path: '/comments/{id}', tags: ['tasks'], summary: 'Remove a comment' })
      .input(one)
      .output(Done)
      .handler(({ input, context }) => discardComment(context.scope, input.id).then(() => done)),
  },
  checklists: {
    create: may('contribute')
      .meta({ creates: true })
      .route({
        method: 'POST',
        path: '/tasks/{taskId}/checklists',
        successStatus: 201,
        tags: ['tasks'],
        summary: 'Add a checklist',
      })
      .input(z.object({ taskId: Id, name: text(200) }))
      .output(Checklist)
      .handler(({ input, context }) => addChecklist(context.scope, input.taskId, input.name)),
    amend: may('contribute')
      .route({
        method: 'PATCH',
        path: '/checklists/{id}',
        tags: ['tasks'],
        summary: 'Rename or move a checklist',
      })
      .input(seen.extend({ name: text(200).optional(), position: z.number().optional() }))
      .output(Done)
      .handler(({ input: { id, version, ...patch }, context }) =>
        amendChecklist(context.scope, id, patch, version).then(() => done),
      ),
    discard: may('contribute')
      .route({ method: 'DELETE', path: '/checklists/{id}', tags: ['tasks'], summary: 'Bin a checklist' })
      .input(one)
      .output(Done)
      .handler(({ input, context }) => discardChecklist(context.scope, input.id).then(() => done)),
  },
  checklistItems: {
    create: may('contribute')
      .meta({ creates: true })
      .route({
        method: 'POST',
        path: '/checklists/{checklistId}/items',
        successStatus: 201,
        tags: ['tasks'],
        summary: 'Add a line to a checklist',
      })
      .input(z.object({ checklistId: Id, text: text(2_000) }))
      .output(ChecklistItem)
      .handler(({ input, context }) => addItem(context.scope, input.checklistId, input.text)),
    amend: may('contribute')
      .route({
        method: 'PATCH',
        path: '/checklist-items/{id}',
        tags: ['tasks'],
        summary: 'Tick, rename or move a line',
      })
      .input(
        seen.extend({
          text: text(2_000).optional(),
          done: z.boolean().optional(),
          position: z.number().optional(),
        }),
      )
      .output(ChecklistItem)
      .handler(({ input: { id, version, ...patch }, context }) =>
        amendItem(context.scope, id, patch, version),
      ),
    discard: may('contribute')
      .route({
        method: 'DELETE',
        path: '/checklist-items/{id}',
        tags: ['tasks'],
        summary: 'Bin a line of a checklist',
      })
      .input(one)
      .output(Done)
      .handler(({ input, context }) => discardItem(context.scope, input.id).then(() => done)),
  },
  attachments: {
    create: may('contribute')
      .meta({ creates: true })
      .route({
        method: 'POST',
        path: '/tasks/{taskId}/attachments',
        successStatus: 201,
        tags: ['tasks'],
        summary: 'Hang a link, or a file already sent, on a task',
      })
      .input(
        z.object({
          taskId: Id,
          fileId: Id.optional(),
          url: z.string().max(4_000).optional(),
          name: z.string().max(300).optional(),
        }),
      )
      .output(one)
      .handler(({ input, context }) =>
        attach(
          context.scope,
          input.taskId,
          input.fileId
            ? { fileId: input.fileId }
            : { url: input.url ?? '', ...(input.name && { name: input.name }) },
        ),
      ),
    discard: may('contribute')
      .route({
        method: 'DELETE',
        path: '/attachments/{id}',
        tags: ['tasks'],
        summary: 'Take an attachment off',
      })
      .input(one)
      .output(Done)
      .handler(({ input, context }) => detach(context.scope, input.id).then(() => done)),
  },
}
