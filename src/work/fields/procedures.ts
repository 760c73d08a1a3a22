import { z } from 'zod'
import { may } from '#platform/rpc.ts'
import { Id } from '#platform/tenancy/model.ts'
import { Done, done, one, seen } from '../procedures/shapes.ts'
import { Field, FieldDraft } from './model.ts'
import { amendField, createField, discardField, listFields, restoreField } from './service.ts'

const tags = ['fields']

export const fieldProcedures = {
  list: may('see')
    .meta({ reads: true })
    .route({
      method: 'GET',
      path: '/fields',
      tags,
      summary:
        'Custom fields of a project with those of the workspace; without a project, of everything one may see',
    })
    .input(z.object({ projectId: Id.optional() }))
    .output(z.array(Field))
    .handler(({ input, context }) => listFields(context.scope, input.projectId ?? 'all')),
  create: may('contribute')
    .meta({ creates: true })
    .route({ method: 'POST', path: '/fields', successStatus: 201, tags, summary: 'Add a custom field' })
    .input(FieldDraft.extend({ projectId: Id.nullable().default(null) }))
    .output(Field)
    .handler(({ input: { projectId, ...draft }, context }) => createField(context.scope, projectId, draft)),
  amend: may('contribute')
    .route({ method: 'PATCH', path: '/fields/{id}', tags, summary: 'Change a custom field; its kind stays' })
    .input(
      FieldDraft.omit({ kind: true })
        .partial()
        .extend({ ...seen.shape, position: z.number().optional(), archived: z.boolean().optional() }),
    )
    .output(Field)
    .handler(({ input: { id, version, ...patch }, context }) =>
      amendField(context.scope, id, patch, version),
    ),
  discard: may('contribute')
    .route({
      method: 'DELETE',
      path: '/fields/{id}',
      tags,
      summary: 'Bin a custom field; its values stay for its return',
    })
    .input(seen)
    .output(Done)
    .handler(({ input, context }) => discardField(context.scope, input.id, input.version).then(() => done)),
  restore: may('contribute')
    .route({ method: 'POST', path: '/fields/{id}/restore', tags, summary: 'Bring a custom field back' })
    .input(one)
    .output(Field)
    .handler(({ input, context }) => restoreField(context.scope, input.id)),
}
