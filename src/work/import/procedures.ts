import { z } from 'zod'
import { notFound } from '#platform/errors.ts'
import { getFile } from '#platform/files.ts'
import { enqueue } from '#platform/jobs.ts'
import { may } from '#platform/rpc.ts'
import { demand, type Scope } from '#platform/scope.ts'
import { Id } from '#platform/tenancy/model.ts'
import { reachOf } from './deliver.ts'
import type { ImportJob, UndoJob } from './jobs.ts'
import { ImportOptions, Outcome, PastImport, sourceNames } from './model.ts'
import { importToUndo, listImports } from './past.ts'

async function startImport(scope: Scope, j: ImportJob): Promise<{ id: string }> {
  demand(scope, 'conduct', j.projectId)
  const file = await getFile(scope, j.fileId)
  for (const to of new Set(Object.values(j.options?.destinations ?? {})))
    if (to === 'new') demand(scope, 'conduct')
    else if (to !== 'here') demand(scope, 'conduct', to)
  const id = await enqueue(scope, {
    kind: `import.${j.source}`,
    title: file.name,
    payload: { ...j, may: await reachOf(scope), by: scope.actor.id },
    project: j.projectId,
  })
  return { id: id as string }
}

async function startUndo(scope: Scope, id: string): Promise<{ id: string }> {
  const { projects, name, projectId } = await importToUndo(scope, id)
  for (const p of projects) demand(scope, 'conduct', p)
  const job = await enqueue(scope, {
    kind: 'import.undo',
    title: name,
    payload: { importId: id } satisfies UndoJob,
    project: projectId,
  })
  return { id: job as string }
}

export const importProcedures = {
  list: may('conduct')
    .route({
      method: 'GET',
      path: '/projects/{projectId}/imports',
      tags: ['imports'],
      summary: 'What was imported into a project, newest first',
    })
    .input(z.object({ projectId: Id }))
    .output(z.array(PastImport))
    .handler(async ({ input, context: { scope } }) => listImports(scope, input.projectId)),
  undo: may('conduct')
    .meta({ creates: true })
    .route({
      method: 'POST',
      path: '/imports/{id}/undo',
      successStatus: 202,
      tags: ['imports'],
      summary: 'Take an import back: what it made goes to the bin; answers the job to follow',
    })
    .input(z.object({ id: Id }))
    .output(z.object({ id: Id }))
    .handler(async ({ input, context: { scope } }) => startUndo(scope, input.id)),
  run: may('conduct')
    .meta({ creates: true })
    .route({
      method: 'POST',
      path: '/projects/{projectId}/imports',
      successStatus: 202,
      tags: ['imports'],
      summary:
        'Import an export of another tool already sent to /files, or try to; without options, as a file of its shape was read last time; answers the job to follow',
    })
    .input(
      z.object({
        projectId: Id,
        fileId: Id,
        source: z.enum(sourceNames),
        dryRun: z.boolean().default(false),
        options: ImportOptions.optional(),
      }),
    )
    .output(z.object({ id: Id }))
    .handler(async ({ input, context: { scope } }) => startImport(scope, input)),
  trello: may('conduct')
    .meta({ creates: true })
    .route({
      method: 'POST',
      path: '/projects/{projectId}/imports/trello',
      successStatus: 202,
      tags: ['imports'],
      summary: 'Import a Trello board export already sent to /files, or try to; answers the job to follow',
    })
    .input(ImportOptions.extend({ projectId: Id, fileId: Id, dryRun: z.boolean().default(false) }))
    .output(z.object({ id: Id }))
    .handler(async ({ input: { projectId, fileId, dryRun, ...options }, context: { scope } }) =>
      startImport(scope, { projectId, fileId, dryRun, options, source: 'trello' }),
    ),
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
