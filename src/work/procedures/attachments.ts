import { z } from 'zod'
import { may } from '#platform/rpc.ts'
import { Id } from '#platform/tenancy/model.ts'
import { AttachmentVersion, decisions } from '../proofing/model.ts'
import { decide } from '../proofing/service.ts'
import { addVersion, attach, detach, renameAttachment } from '../service/attachments.ts'
import { Done, done, one, seen, text } from './shapes.ts'

export const attachmentProcedures = {
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
    rename: may('contribute')
      .route({ method: 'PATCH', path: '/attachments/{id}', tags: ['tasks'], summary: 'Rename an attachment' })
      .input(seen.extend({ name: text(300) }))
      .output(Done)
      .handler(({ input, context }) =>
        renameAttachment(context.scope, input.id, input.name, input.version).then(() => done),
      ),
    addVersion: may('contribute')
      .meta({ creates: true })
      .route({
        method: 'POST',
        path: '/attachments/{attachmentId}/versions',
        successStatus: 201,
        tags: ['tasks'],
        summary: 'Put a newer file, already sent, in the place of the one people see',
      })
      .input(z.object({ attachmentId: Id, fileId: Id, note: z.string().trim().max(2_000).optional() }))
      .output(AttachmentVersion)
      .handler(({ input, context }) =>
        addVersion(context.scope, input.attachmentId, input.fileId, input.note),
      ),
    decide: may('contribute')
      .route({
        method: 'PUT',
        path: '/attachment-versions/{id}/decision',
        tags: ['tasks'],
        summary: 'Give one’s word on the newest version of a file, or take it back',
      })
      .input(
        one.extend({
          decision: z.enum(decisions).nullable(),
          note: z.string().trim().max(2_000).optional(),
        }),
      )
      .output(AttachmentVersion)
      .handler(({ input, context }) => decide(context.scope, input.id, input.decision, input.note)),
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
