import { z } from 'zod'
import { notFound } from '#platform/errors.ts'
import { getFile } from '#platform/files.ts'
import { enqueue } from '#platform/jobs.ts'
import { may } from '#platform/rpc.ts'
import { demand } from '#platform/scope.ts'
import { Id } from '#platform/tenancy/model.ts'
import { Outcome, TrelloOptions } from './model.ts'

export const importProcedures = {
  trello: may('conduct')
    .meta({ creates: true })
    .route({
      method: 'POST',
      path: '/projects/{projectId}/imports/trello',
      successStatus: 202,
      tags: ['imports'],
      summary: 'Import a Trello board export already sent to /files, or try to; answers the job to follow',
    })
    .input(TrelloOptions.extend({ projectId: Id, fileId: Id, dryRun: z.boolean().default(false) }))
    .output(z.object({ id: Id }))
    .handler(async ({ input, context: { scope } }) => {
      demand(scope, 'conduct', input.projectId)
      const file = await getFile(scope, input.fileId)
      const id = await enqueue(scope, {
        kind: 'import.trello',
        title: file.name,
        payload: input,
        project: input.projectId,
      })
      return { id: id as string }
    }),
  read: may('see')
    .route({
      method: 'GET',
      path: '/imports/{id}',
      tags: ['imports'],
      summary: 'How far an import is, and its report once done',
    })
    .input(z.object({ id: Id }))
    .output(
      z.object({
        id: Id,
        state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
        done: z.int(),
        total: z.int().nullable(),
        outcome: Outcome.nullable(),
      }),
    )
    .handler(async ({ input, context: { scope } }) => {
      const { rows } = await scope.sql<{
        id: string
        state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
        done: number
        total: number | null
        outcome: Outcome | null
      }>(
        "select id, state, done_count as done, total_count as total, result as outcome from jobs where id = $1 and kind like 'import.%'",
        [input.id],
      )
      if (!rows[0]) throw notFound('import')
      return rows[0]
    }),
}
