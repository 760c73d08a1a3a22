import { z } from 'zod'
import { may, trusted } from '#platform/rpc.ts'
import { Id } from '#platform/tenancy/model.ts'
import { Card, MyWork, Task, TaskDraft } from '../model.ts'
import {
  countByAction,
  getNumberedTask,
  getTask,
  listTasks,
  myWork,
  someCards,
  taskOrders,
} from '../service/read.ts'
import {
  amendTask,
  archiveTask,
  completeTask,
  createTask,
  discardTask,
  moveTask,
  restoreTask,
} from '../service/tasks.ts'
import { Done, done, ofProject, one, seen } from './shapes.ts'

const Who = z.union([Id, z.literal('none')])

export const taskProcedures = {
  tasks: {
    list: may('see')
      .meta({ reads: true })
      .route({
        method: 'GET',
        path: '/projects/{projectId}/tasks',
        tags: ['tasks'],
        summary: 'Tasks of a project, a page at a time',
      })
      .input(
        ofProject.extend({
          limit: z.int().min(1).max(500).default(50),
          cursor: z.string().max(1_000).optional(),
          sort: z.enum(taskOrders).default('number'),
          text: z.string().max(200).optional(),
          statusId: Id.optional(),
          assigneeId: Who.optional(),
          actionId: Who.optional(),
          labelId: Id.optional(),
          late: z.boolean().optional(),
          open: z.boolean().optional(),
        }),
      )
      .output(trusted(z.object({ items: z.array(Card), next: z.string().nullable() })))
      .handler(({ input: { projectId, ...o }, context }) => listTasks(context.scope, projectId, o)),
    some: may('see')
      .route({
        method: 'GET',
        path: '/tasks/some',
        tags: ['tasks'],
        summary: 'Several tasks by their ids, as cards',
      })
      .input(z.object({ ids: z.array(Id).min(1).max(100) }))
      .output(z.array(Card))
      .handler(({ input, context }) => someCards(context.scope, input.ids)),
    get: may('see')
      .route({
        method: 'GET',
        path: '/tasks/{id}',
        tags: ['tasks'],
        summary: 'One task with its checklists, comments and attachments',
      })
      .input(one)
      .output(Task)
      .handler(({ input, context }) => getTask(context.scope, input.id)),
    numbered: may('see')
      .route({
        method: 'GET',
        path: '/projects/{projectId}/tasks/{number}',
        tags: ['tasks'],
        summary: 'One task by its number in the project',
      })
      .input(
        ofProject.extend({
          number: z
            .int()
            .min(1)
            .max(2 ** 31 - 1),
        }),
      )
      .output(Task)
      .handler(({ input, context }) => getNumberedTask(context.scope, input.projectId, input.number)),
    create: may('contribute')
      .meta({ creates: true })
      .route({
        method: 'POST',
        path: '/projects/{projectId}/tasks',
        successStatus: 201,
        tags: ['tasks'],
        summary: 'Add a task',
      })
      .input(TaskDraft.extend({ projectId: Id }))
      .output(Card)
      .handler(({ input: { projectId, ...draft }, context }) => createTask(context.scope, projectId, draft)),
    amend: may('contribute')
      .route({ method: 'PATCH', path: '/tasks/{id}', tags: ['tasks'], summary: 'Change a task' })
      .input(TaskDraft.partial().extend(seen.shape))
      .output(Card)
      .handler(({ input: { id, version, ...patch }, context }) =>
        amendTask(context.scope, id, patch, version),
      ),
    move: may('contribute')
      .route({
        method: 'POST',
        path: '/tasks/{id}/move',
        tags: ['tasks'],
        summary: 'Put a task in a column, under or above another',
      })
      .input(seen.extend({ statusId: Id, after: Id.nullable().optional(), before: Id.nullable().optional() }))
      .output(Card)
      .handler(({ input: { id, version, ...to }, context }) => moveTask(context.scope, id, to, version)),
    complete: may('contribute')
      .route({
        method: 'PUT',
        path: '/tasks/{id}/done',
        tags: ['tasks'],
        summary: 'Finish a task, or open it again',
      })
      .input(seen.extend({ done: z.boolean() }))
      .output(Card)
      .handler(({ input, context }) => completeTask(context.scope, input.id, input.done, input.version)),
    archive: may('contribute')
      .route({
        method: 'PUT',
        path: '/tasks/{id}/archived',
        tags: ['tasks'],
        summary: 'Archive a task, or bring it back',
      })
      .input(seen.extend({ archived: z.boolean() }))
      .output(Done)
      .handler(({ input, context }) =>
        archiveTask(context.scope, input.id, input.archived, input.version).then(() => done),
      ),
    discard: may('contribute')
      .route({ method: 'DELETE', path: '/tasks/{id}', tags: ['tasks'], summary: 'Bin a task' })
      .input(seen)
      .output(Done)
      .handler(({ input, context }) => discardTask(context.scope, input.id, input.version).then(() => done)),
    restore: may('contribute')
      .route({
        method: 'POST',
        path: '/tasks/{id}/restore',
        tags: ['tasks'],
        summary: 'Take a task out of the bin',
      })
      .input(one)
      .output(Card)
      .handler(({ input, context }) => restoreTask(context.scope, input.id)),
    mine: may('see')
      .route({
        method: 'GET',
        path: '/my/tasks',
        tags: ['tasks'],
        summary: 'What is late, due or waiting for one, over all projects',
      })
      .output(MyWork)
      .handler(({ context }) => myWork(context.scope)),
    byAction: may('see')
      .route({
        method: 'GET',
        path: '/projects/{projectId}/tasks-by-action',
        tags: ['tasks'],
        summary: 'How many tasks of each action are done, late, in all',
      })
      .input(ofProject)
      .output(z.array(z.object({ actionId: Id.nullable(), total: z.int(), done: z.int(), late: z.int() })))
      .handler(({ input, context }) => countByAction(context.scope, input.projectId)),
  },
}
