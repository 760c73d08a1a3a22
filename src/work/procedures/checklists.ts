import { z } from 'zod'
import { may } from '#platform/rpc.ts'
import { Id } from '#platform/tenancy/model.ts'
import { Card, Checklist, ChecklistItem } from '../model.ts'
import {
  addChecklist,
  addItem,
  amendChecklist,
  amendItem,
  discardChecklist,
  discardItem,
} from '../service/checklists.ts'
import { itemToSubtask } from '../service/subtasks.ts'
import { Done, done, one, seen, text } from './shapes.ts'

export const checklistProcedures = {
  checklists: {
    create: may('contribute')
      .meta({ creates: true })
      .route({
        method: 'POST',
        path: '/tasks/{taskId}/checklists',
        successStatus: 201,
        tags: ['tasks'],
        summary: 'Add a checklist',
      })
      .input(z.object({ taskId: Id, name: text(200) }))
      .output(Checklist)
      .handler(({ input, context }) => addChecklist(context.scope, input.taskId, input.name)),
    amend: may('contribute')
      .route({
        method: 'PATCH',
        path: '/checklists/{id}',
        tags: ['tasks'],
        summary: 'Rename or move a checklist',
      })
      .input(seen.extend({ name: text(200).optional(), position: z.number().optional() }))
      .output(Done)
      .handler(({ input: { id, version, ...patch }, context }) =>
        amendChecklist(context.scope, id, patch, version).then(() => done),
      ),
    discard: may('contribute')
      .route({ method: 'DELETE', path: '/checklists/{id}', tags: ['tasks'], summary: 'Bin a checklist' })
      .input(one)
      .output(Done)
      .handler(({ input, context }) => discardChecklist(context.scope, input.id).then(() => done)),
  },
  checklistItems: {
    create: may('contribute')
      .meta({ creates: true })
      .route({
        method: 'POST',
        path: '/checklists/{checklistId}/items',
        successStatus: 201,
        tags: ['tasks'],
        summary: 'Add a line to a checklist',
      })
      .input(z.object({ checklistId: Id, text: text(2_000) }))
      .output(ChecklistItem)
      .handler(({ input, context }) => addItem(context.scope, input.checklistId, input.text)),
    amend: may('contribute')
      .route({
        method: 'PATCH',
        path: '/checklist-items/{id}',
        tags: ['tasks'],
        summary: 'Tick, rename or move a line',
      })
      .input(
        seen.extend({
          text: text(2_000).optional(),
          done: z.boolean().optional(),
          position: z.number().optional(),
        }),
      )
      .output(ChecklistItem)
      .handler(({ input: { id, version, ...patch }, context }) =>
        amendItem(context.scope, id, patch, version),
      ),
    discard: may('contribute')
      .route({
        method: 'DELETE',
        path: '/checklist-items/{id}',
        tags: ['tasks'],
        summary: 'Bin a line of a checklist',
      })
      .input(one)
      .output(Done)
      .handler(({ input, context }) => discardItem(context.scope, input.id).then(() => done)),
    toSubtask: may('contribute')
      .meta({ creates: true })
      .route({
        method: 'POST',
        path: '/checklist-items/{id}/subtask',
        successStatus: 201,
        tags: ['tasks'],
        summary: 'Make a line of a checklist a subtask',
      })
      .input(one)
      .output(Card)
      .handler(({ input, context }) => itemToSubtask(context.scope, input.id)),
  },
}
