import { z } from 'zod'
import { may } from '#platform/rpc.ts'
import { Id } from '#platform/tenancy/model.ts'
import { Binned, binnedNouns } from './model.ts'
import { listBin, takeOut } from './service.ts'

export const binProcedures = {
  bin: {
    list: may('see')
      .route({
        method: 'GET',
        path: '/bin',
        tags: ['tasks'],
        summary: 'What was binned within thirty days, the last first',
      })
      .input(
        z.object({
          projectId: Id.optional(),
          before: Id.optional(),
          limit: z.int().min(1).max(200).default(50),
        }),
      )
      .output(z.object({ items: z.array(Binned), next: Id.nullable() }))
      .handler(({ input, context }) => listBin(context.scope, input)),
    restore: may('contribute')
      .route({
        method: 'POST',
        path: '/bin/{noun}/{rowId}/restore',
        tags: ['tasks'],
        summary: 'Take something out of the bin, with what went along',
      })
      .input(z.object({ noun: z.enum(binnedNouns), rowId: Id }))
      .output(z.object({ noun: z.enum(binnedNouns), rowId: Id }))
      .handler(({ input, context }) => takeOut(context.scope, input.noun, input.rowId)),
  },
}
