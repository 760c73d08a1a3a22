import { z } from 'zod'
import { may } from '#platform/rpc.ts'
import { Day, Id, Project, ProjectDraft } from '#platform/tenancy/model.ts'
import { Card } from '../model.ts'
import { Done, done, ofProject, one, seen, text } from '../procedures/shapes.ts'
import { Applied, ApplyTemplate, SaveTemplate, Template } from './model.ts'
import {
  amendTemplate,
  applyTemplate,
  createProjectFrom,
  createTaskFrom,
  discardTemplate,
  listTemplates,
  restoreTemplate,
  saveTaskTemplate,
  saveTemplate,
} from './service.ts'

const tags = ['templates']
const Role = z.object({ key: z.string().max(60), name: text(80) })

export const templateProcedures = {
  list: may('contribute')
    .route({
      method: 'GET',
      path: '/templates',
      tags,
      summary: 'Models of the workspace, and those that come with Pupitre',
    })
    .output(z.array(Template))
    .handler(({ context }) => listTemplates(context.scope)),
  save: may('conduct')
    .meta({ creates: true })
    .route({
      method: 'POST',
      path: '/projects/{projectId}/templates',
      successStatus: 201,
      tags,
      summary: 'Keep a project as a model',
    })
    .input(SaveTemplate.extend(ofProject.shape))
    .output(Template)
    .handler(({ input: { projectId, ...o }, context }) => saveTemplate(context.scope, projectId, o)),
  saveTask: may('conduct')
    .meta({ creates: true })
    .route({
      method: 'POST',
      path: '/tasks/{taskId}/template',
      successStatus: 201,
      tags,
      summary: 'Keep a task with its subtasks as a model',
    })
    .input(z.object({ taskId: Id, name: text(120) }))
    .output(Template)
    .handler(({ input, context }) => saveTaskTemplate(context.scope, input.taskId, input.name)),
  amend: may('conduct')
    .route({ method: 'PATCH', path: '/templates/{id}', tags, summary: 'Rename a model or its roles' })
    .input(
      seen.extend({
        name: text(120).optional(),
        description: z.string().trim().max(2_000).optional(),
        roles: z.array(Role).max(100).optional(),
      }),
    )
    .output(Template)
    .handler(({ input: { id, version, ...patch }, context }) =>
      amendTemplate(context.scope, id, patch, version),
    ),
  discard: may('conduct')
    .route({ method: 'DELETE', path: '/templates/{id}', tags, summary: 'Bin a model' })
    .input(seen)
    .output(Done)
    .handler(({ input, context }) =>
      discardTemplate(context.scope, input.id, input.version).then(() => done),
    ),
  restore: may('conduct')
    .route({ method: 'POST', path: '/templates/{id}/restore', tags, summary: 'Bring a model back' })
    .input(one)
    .output(Template)
    .handler(({ input, context }) => restoreTemplate(context.scope, input.id)),
  apply: may('conduct')
    .meta({ creates: true })
    .route({
      method: 'POST',
      path: '/projects/{projectId}/apply-template',
      successStatus: 201,
      tags,
      summary: 'Make the tasks of a model in a project',
    })
    .input(ApplyTemplate.extend(ofProject.shape))
    .output(Applied)
    .handler(({ input: { projectId, ...o }, context }) => applyTemplate(context.scope, projectId, o)),
  project: may('conduct')
    .meta({ creates: true })
    .route({
      method: 'POST',
      path: '/templates/project',
      successStatus: 201,
      tags,
      summary: 'Make a project of a model',
    })
    .input(z.object({ draft: ProjectDraft, template: ApplyTemplate }))
    .output(z.object({ project: Project, applied: Applied }))
    .handler(({ input, context }) => createProjectFrom(context.scope, input.draft, input.template)),
  task: may('conduct')
    .meta({ creates: true })
    .route({
      method: 'POST',
      path: '/projects/{projectId}/task-from-template',
      successStatus: 201,
      tags,
      summary: 'Make a task of a model',
    })
    .input(
      z.object({
        projectId: Id,
        templateId: z.string().max(80),
        startsOn: Day,
        actionId: Id.nullable().optional(),
      }),
    )
    .output(Card)
    .handler(({ input: { projectId, ...o }, context }) => createTaskFrom(context.scope, projectId, o)),
}
