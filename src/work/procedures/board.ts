import { z } from 'zod'
import { may } from '#platform/rpc.ts'
import { Id } from '#platform/tenancy/model.ts'
import { Card, Label, LabelDraft, Status, StatusDraft } from '../model.ts'
import { amendLabel, createLabel, discardLabel, listLabels } from '../service/labels.ts'
import { boardCards } from '../service/read.ts'
import { amendStatus, createStatus, discardStatus, listStatuses } from '../service/statuses.ts'
import { Done, done, ofProject, seen } from './shapes.ts'

export const boardProcedures = {
  board: {
    read: may('see')
      .route({
        method: 'GET',
        path: '/projects/{projectId}/board',
        tags: ['tasks'],
        summary: 'Columns, labels and cards of a project in one answer',
      })
      .input(ofProject)
      .output(z.object({ statuses: z.array(Status), labels: z.array(Label), cards: z.array(Card) }))
      .handler(async ({ input: { projectId }, context: { scope } }) => ({
        statuses: await listStatuses(scope, projectId),
        labels: await listLabels(scope, projectId),
        cards: await boardCards(scope, projectId),
      })),
  },
  statuses: {
    list: may('see')
      .route({
        method: 'GET',
        path: '/projects/{projectId}/statuses',
        tags: ['tasks'],
        summary: 'Columns of a board',
      })
      .input(ofProject)
      .output(z.array(Status))
      .handler(({ input, context }) => listStatuses(context.scope, input.projectId)),
    create: may('conduct')
      .meta({ creates: true })
      .route({
        method: 'POST',
        path: '/projects/{projectId}/statuses',
        successStatus: 201,
        tags: ['tasks'],
        summary: 'Add a column',
      })
      .input(StatusDraft.extend({ projectId: Id }))
      .output(Status)
      .handler(({ input: { projectId, ...draft }, context }) =>
        createStatus(context.scope, projectId, draft),
      ),
    amend: may('conduct')
      .route({ method: 'PATCH', path: '/statuses/{id}', tags: ['tasks'], summary: 'Change a column' })
      .input(StatusDraft.partial().extend({ ...seen.shape, position: z.number().optional() }))
      .output(Status)
      .handler(({ input: { id, version, ...patch }, context }) =>
        amendStatus(context.scope, id, patch, version),
      ),
    discard: may('conduct')
      .route({
        method: 'DELETE',
        path: '/statuses/{id}',
        tags: ['tasks'],
        summary: 'Bin a column; its tasks go to another',
      })
      .input(seen.extend({ to: Id.optional() }))
      .output(Done)
      .handler(({ input, context }) =>
        discardStatus(context.scope, input.id, input.to, input.version).then(() => done),
      ),
  },
  labels: {
    list: may('see')
      .route({
        method: 'GET',
        path: '/projects/{projectId}/labels',
        tags: ['tasks'],
        summary: 'Labels of a project',
      })
      .input(ofProject)
      .output(z.array(Label))
      .handler(({ input, context }) => listLabels(context.scope, input.projectId)),
    create: may('contribute')
      .meta({ creates: true })
      .route({
        method: 'POST',
        path: '/projects/{projectId}/labels',
        successStatus: 201,
        tags: ['tasks'],
        summary: 'Add a label',
      })
      .input(LabelDraft.extend({ projectId: Id }))
      .output(Label)
      .handler(({ input: { projectId, ...draft }, context }) => createLabel(context.scope, projectId, draft)),
    amend: may('contribute')
      .route({ method: 'PATCH', path: '/labels/{id}', tags: ['tasks'], summary: 'Change a label' })
      .input(LabelDraft.partial().extend(seen.shape))
      .output(Label)
      .handler(({ input: { id, version, ...patch }, context }) =>
        amendLabel(context.scope, id, patch, version),
      ),
    discard: may('contribute')
      .route({ method: 'DELETE', path: '/labels/{id}', tags: ['tasks'], summary: 'Bin a label' })
      .input(seen)
      .output(Done)
      .handler(({ input, context }) => discardLabel(context.scope, input.id, input.version).then(() => done)),
  },
}
