import { z } from 'zod'
import { may, trusted } from '#platform/rpc.ts'
import { Outcome } from '../views/model.ts'
import { Losses, Transfer } from './model.ts'
import { copyToProject, lossesOf, moveToProject } from './service.ts'

const tags = ['tasks']

export const transferProcedures = {
  foresee: may('contribute')
    .route({
      method: 'POST',
      path: '/tasks/transfer/foresee',
      tags,
      summary: 'What would not come along if tasks were moved or copied to a project',
    })
    .input(Transfer.extend({ copy: z.boolean() }))
    .output(Losses)
    .handler(({ input: { copy, ...to }, context }) => lossesOf(context.scope, to, copy)),
  move: may('contribute')
    .route({
      method: 'POST',
      path: '/tasks/transfer/move',
      tags,
      summary: 'Move tasks to another project, with all that hangs on them',
    })
    .input(Transfer)
    .output(trusted(Outcome))
    .handler(({ input, context }) => moveToProject(context.scope, input)),
  copy: may('contribute')
    .route({
      method: 'POST',
      path: '/tasks/transfer/copy',
      tags,
      summary: 'Copy tasks, in their project or to another',
    })
    .input(Transfer)
    .output(trusted(Outcome))
    .handler(({ input, context }) => copyToProject(context.scope, input)),
}
