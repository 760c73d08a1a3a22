import { z } from 'zod'
import { fact } from '#platform/facts.ts'

/** `late` is 1 when it ended after its due day; absent when it had none. */
export const taskFinished = fact(
  'task.finished',
  z.object({
    title: z.string(),
    dueOn: z.string().nullable(),
    late: z.union([z.literal(0), z.literal(1)]).nullable(),
  }),
)
export const taskReopened = fact('task.reopened', z.object({ title: z.string() }))
export const taskAssigned = fact(
  'task.assigned',
  z.object({ title: z.string(), memberIds: z.array(z.string()) }),
)
export const taskCommented = fact(
  'task.commented',
  z.object({ title: z.string(), commentId: z.string(), mentionIds: z.array(z.string()) }),
)
export const requestMade = fact('request.made', z.object({ title: z.string(), requestId: z.string() }))
export const requestSaid = fact('request.said', z.object({ text: z.string(), requestId: z.string() }))
