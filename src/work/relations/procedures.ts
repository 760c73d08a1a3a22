import { z } from 'zod'
import { may } from '#platform/rpc.ts'
import { Id } from '#platform/tenancy/model.ts'
import { Done, done, one } from '../procedures/shapes.ts'
import { Relation } from './model.ts'
import { listRelations, relate, unrelate } from './service.ts'

const tags = ['tasks']
const ofTask = z.object({ taskId: Id })

export const relationProcedures = {
  list: may('see')
    .route({
      method: 'GET',
      path: '/tasks/{taskId}/relations',
      tags,
      summary: 'Tasks that belong with a task, of any project one sees',
    })
    .input(ofTask)
    .output(z.array(Relation))
    .handler(({ input, context }) => listRelations(context.scope, input.taskId)),
  add: may('contribute')
    .meta({ creates: true })
    .route({
      method: 'POST',
      path: '/tasks/{taskId}/relations',
      successStatus: 201,
      tags,
      summary: 'Say that two tasks belong together; neither waits for the other',
    })
    .input(ofTask.extend({ otherId: Id }))
    .output(one)
    .handler(async ({ input, context }) => {
      const { id } = await relate(context.scope, input.taskId, input.otherId)
      return { id }
    }),
  remove: may('contribute')
    .route({
      method: 'DELETE',
      path: '/tasks/{taskId}/relations/{id}',
      tags,
      summary: 'Two tasks no longer belong together',
    })
    .input(ofTask.extend(one.shape))
    .output(Done)
    .handler(({ input, context }) => unrelate(context.scope, input.id, input.taskId).then(() => done)),
}
