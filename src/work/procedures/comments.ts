import { z } from 'zod'
import { may } from '#platform/rpc.ts'
import { Id } from '#platform/tenancy/model.ts'
import { Comment, Reference, reactionShapes } from '../model.ts'
import { presenceStates } from '../presence/model.ts'
import { sayPresence } from '../presence/service.ts'
import { Pin } from '../proofing/model.ts'
import {
  amendComment,
  commentTask,
  discardComment,
  markRead,
  react,
  resolveThread,
} from '../service/comments.ts'
import { namedTasks, suggestTasks } from '../service/references.ts'
import { Done, done, ofProject, one, seen, text } from './shapes.ts'

export const commentProcedures = {
  comments: {
    create: may('see')
      .meta({ creates: true })
      .route({
        method: 'POST',
        path: '/tasks/{taskId}/comments',
        successStatus: 201,
        tags: ['tasks'],
        summary: 'Comment a task, answer a comment, or pin one on a file',
      })
      .input(
        z.object({
          taskId: Id,
          text: text(20_000),
          parentId: Id.optional(),
          attachmentId: Id.optional(),
          pin: Pin.optional(),
        }),
      )
      .output(Comment)
      .handler(({ input: { taskId, text, ...where }, context }) =>
        commentTask(context.scope, taskId, text, where),
      ),
    amend: may('see')
      .route({ method: 'PATCH', path: '/comments/{id}', tags: ['tasks'], summary: 'Correct one’s comment' })
      .input(seen.extend({ text: text(20_000) }))
      .output(Comment)
      .handler(({ input, context }) => amendComment(context.scope, input.id, input.text, input.version)),
    discard: may('see')
      .route({
        method: 'DELETE',
        path: '/comments/{id}',
        tags: ['tasks'],
        summary: 'Remove a comment, with the answers under it',
      })
      .input(one)
      .output(Done)
      .handler(({ input, context }) => discardComment(context.scope, input.id).then(() => done)),
    resolve: may('contribute')
      .route({
        method: 'PUT',
        path: '/comments/{id}/resolved',
        tags: ['tasks'],
        summary: 'Settle a thread, or open it again',
      })
      .input(one.extend({ resolved: z.boolean() }))
      .output(Comment)
      .handler(({ input, context }) => resolveThread(context.scope, input.id, input.resolved)),
    react: may('see')
      .route({
        method: 'PUT',
        path: '/comments/{id}/reactions/{shape}',
        tags: ['tasks'],
        summary: 'Answer a comment without words, or take it back',
      })
      .input(one.extend({ shape: z.enum(reactionShapes), on: z.boolean() }))
      .output(Comment)
      .handler(({ input, context }) => react(context.scope, input.id, input.shape, input.on)),
    read: may('see')
      .route({
        method: 'PUT',
        path: '/tasks/{taskId}/read',
        tags: ['tasks'],
        summary: 'Say that one has read a task’s comments',
      })
      .input(z.object({ taskId: Id }))
      .output(Done)
      .handler(({ input, context }) => markRead(context.scope, input.taskId).then(() => done)),
  },
  references: {
    named: may('see')
      .route({
        method: 'GET',
        path: '/projects/{projectId}/references',
        tags: ['tasks'],
        summary: 'The tasks that #12 or #project/12 name',
      })
      .input(ofProject.extend({ names: z.array(z.string().max(80)).max(200) }))
      .output(z.array(Reference))
      .handler(({ input, context }) => namedTasks(context.scope, input.projectId, input.names)),
    suggest: may('see')
      .route({
        method: 'GET',
        path: '/projects/{projectId}/references/suggestions',
        tags: ['tasks'],
        summary: 'Tasks one may mean by a number or a few letters',
      })
      .input(ofProject.extend({ text: z.string().max(100), limit: z.int().min(1).max(20).default(6) }))
      .output(z.array(Reference))
      .handler(({ input, context }) =>
        suggestTasks(context.scope, input.projectId, input.text.trim(), input.limit),
      ),
  },
  presence: {
    say: may('see')
      .route({
        method: 'POST',
        path: '/presence',
        tags: ['tasks'],
        summary: 'Say to those who look at the same task or project that one is there, writes, or leaves',
      })
      .input(
        z.object({
          taskId: Id.optional(),
          projectId: Id.optional(),
          state: z.enum(presenceStates),
          ask: z.boolean().default(false),
        }),
      )
      .output(Done)
      .handler(({ input: { state, ask, ...place }, context }) =>
        sayPresence(context.scope, place, state, ask).then(() => done),
      ),
  },
}
