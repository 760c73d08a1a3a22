import { z } from 'zod'
import { File } from '../files/model.ts'
import { attachFile, discardFile, fileUrl, getFile, listFiles, readStorage, setQuota } from '../files.ts'
import { may } from '../rpc.ts'
import { Id, Version } from '../tenancy/model.ts'

const Done = z.object({ ok: z.literal(true) })

/** The bytes come and go by `POST /files` and `GET /files/{id}`, which stream. */
export const fileProcedures = {
  storage: {
    get: may('see')
      .route({
        method: 'GET',
        path: '/storage',
        tags: ['files'],
        summary: 'What the workspace’s files take, and the most they may',
      })
      .output(z.object({ heldBytes: z.int(), quotaBytes: z.int() }))
      .handler(({ context }) => readStorage(context.scope)),
    amend: may('administer')
      .route({ method: 'PATCH', path: '/storage', tags: ['files'], summary: 'Set the most files may take' })
      .input(z.object({ quotaBytes: z.int().min(1_000_000).max(1e15) }))
      .output(Done)
      .handler(async ({ input, context }) => {
        await setQuota(context.scope, input.quotaBytes)
        return { ok: true as const }
      }),
  },
  files: {
    list: may('see')
      .route({
        method: 'GET',
        path: '/files',
        tags: ['files'],
        summary: 'Files of a row or of a project, newest first',
      })
      .input(
        z.object({
          projectId: Id.optional(),
          noun: z.string().max(40).optional(),
          rowId: Id.optional(),
          before: Id.optional(),
          limit: z.int().min(1).max(200).default(100),
        }),
      )
      .output(z.object({ items: z.array(File), next: Id.nullable() }))
      .handler(({ input, context }) => listFiles(context.scope, input)),
    attach: may('contribute')
      .route({
        method: 'PUT',
        path: '/files/{id}/target',
        tags: ['files'],
        summary: 'Hang a file one sent on a row',
      })
      .input(z.object({ id: Id, noun: z.string().max(40), rowId: Id }))
      .output(File)
      .handler(({ input: { id, ...to }, context }) => attachFile(context.scope, id, to)),
    share: may('see')
      .route({
        method: 'POST',
        path: '/files/{id}/share',
        tags: ['files'],
        summary: 'An address that shows the file without an account, until it expires',
      })
      .input(
        z.object({
          id: Id,
          seconds: z
            .int()
            .min(60)
            .max(31_536_000)
            .default(30 * 86_400),
        }),
      )
      .output(z.object({ url: z.string() }))
      .handler(async ({ input, context: { scope } }) => ({
        url: fileUrl(scope.platform, (await getFile(scope, input.id)).id, input),
      })),
    discard: may('contribute')
      .route({ method: 'DELETE', path: '/files/{id}', tags: ['files'], summary: 'Bin a file' })
      .input(z.object({ id: Id, version: Version.optional() }))
      .output(Done)
      .handler(async ({ input, context }) => {
        await discardFile(context.scope, input.id, input.version)
        return { ok: true as const }
      }),
  },
}
