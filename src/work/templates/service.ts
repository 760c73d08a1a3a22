import { notFound } from '#platform/errors.ts'
import { amend, create, discard, find, get, restore } from '#platform/ledger.ts'
import { demand, type Scope } from '#platform/scope.ts'
import type { Project, ProjectDraft } from '#platform/tenancy/model.ts'
import { amendProject, createProject } from '#platform/tenancy/service.ts'
import type { Card } from '../model.ts'
import { getCard } from '../service/read.ts'
import { taskNoun } from '../tables.ts'
import { applyBody } from './applying.ts'
import { bodyOf, readyNamed, readyTemplates } from './model/ready.ts'
import {
  type Applied,
  type ApplyTemplate,
  type SaveTemplate,
  summaryOf,
  type Template,
  TemplateBody,
} from './model.ts'
import { bodyOfProject, bodyOfTask } from './saving.ts'
import { type TemplateRow, templateNoun } from './tables.ts'

const shown = (t: TemplateRow): Template => ({
  id: t.id,
  name: t.name,
  description: t.description,
  kind: t.kind,
  ready: false,
  ...summaryOf(t.body),
  version: t.version,
})

/** Models are of the workspace: guests of one project do not see how others are made. */
const inside = (scope: Scope) => demand(scope, 'contribute')

/** The workspace's own models by name, then those that come with Pupitre. */
export async function listTemplates(scope: Scope): Promise<Template[]> {
  inside(scope)
  const { rows } = await scope.sql<{ id: string }>(
    'select id from templates where deleted_at is null order by kind, lower(name), id limit 500',
    [],
    'templates',
  )
  const own: Template[] = []
  for (const { id } of rows) own.push(shown(await get(scope, templateNoun, id)))
  const ready = readyTemplates.map((r): Template => {
    const say = (both: readonly [string, string]) => both[scope.locale === 'fr' ? 0 : 1]
    return {
      id: `ready:${r.id}`,
      name: say(r.name),
      description: say(r.description),
      kind: 'project',
      ready: true,
      ...summaryOf(bodyOf(r, scope.locale)),
      version: null,
    }
  })
  return [...own, ...ready]
}

async function bodyNamed(scope: Scope, id: string): Promise<TemplateBody> {
  inside(scope)
  const ready = readyNamed(id)
  if (ready) return bodyOf(ready, scope.workspace.locale)
  const row = await find(scope, templateNoun, id)
  if (!row) throw notFound('template')
  return TemplateBody.parse(row.body)
}

export async function saveTemplate(scope: Scope, projectId: string, o: SaveTemplate): Promise<Template> {
  demand(scope, 'conduct')
  const body = await bodyOfProject(scope, projectId, new Set(o.keep), o.anchorOn)
  return shown(
    await create(scope, templateNoun, {
      name: o.name,
      description: o.description ?? '',
      kind: 'project',
      body,
    }),
  )
}

export async function saveTaskTemplate(scope: Scope, taskId: string, name: string): Promise<Template> {
  demand(scope, 'conduct')
  const body = await bodyOfTask(scope, await get(scope, taskNoun, taskId))
  return shown(await create(scope, templateNoun, { name, kind: 'task', body }))
}

/** Its name, its words, and what its roles are called. */
export async function amendTemplate(
  scope: Scope,
  id: string,
  patch: { name?: string; description?: string; roles?: { key: string; name: string }[] },
  version?: number,
): Promise<Template> {
  demand(scope, 'conduct')
  const before = await get(scope, templateNoun, id)
  const { roles, ...words } = patch
  const nameOf = new Map(roles?.map((r) => [r.key, r.name]))
  return shown(
    await amend(
      scope,
      templateNoun,
      id,
      {
        ...words,
        ...(roles && {
          body: {
            ...before.body,
            roles: before.body.roles.map((r) => ({ ...r, name: nameOf.get(r.key) ?? r.name })),
          },
        }),
      },
      version,
    ),
  )
}

export async function discardTemplate(scope: Scope, id: string, version?: number): Promise<void> {
  demand(scope, 'conduct')
  await discard(scope, templateNoun, id, version)
}
export async function restoreTemplate(scope: Scope, id: string): Promise<Template> {
  demand(scope, 'conduct')
  return shown(await restore(scope, templateNoun, id))
}

export async function applyTemplate(scope: Scope, projectId: string, o: ApplyTemplate): Promise<Applied> {
  const { first: _, ...applied } = await applyBody(scope, projectId, await bodyNamed(scope, o.templateId), o)
  return applied
}

/** A new project made of a model; it begins and ends with its work unless its dates are given. */
export async function createProjectFrom(
  scope: Scope,
  draft: ProjectDraft,
  o: ApplyTemplate,
): Promise<{ project: Project; applied: Applied }> {
  const project = await createProject(scope, draft)
  const applied = await applyTemplate(scope, project.id, o)
  const dated = await amendProject(scope, project.id, {
    ...(!draft.startsOn && !draft.endsOn && { startsOn: applied.from, endsOn: applied.to }),
  })
  return { project: dated, applied }
}

/** A task with its subtasks and checklists, made of a model of task, dated from a day. */
export async function createTaskFrom(
  scope: Scope,
  projectId: string,
  o: { templateId: string; startsOn: string; actionId?: string | null },
): Promise<Card> {
  const { first } = await applyBody(scope, projectId, await bodyNamed(scope, o.templateId), {
    anchorOn: o.startsOn,
    anchor: 'start',
    people: {},
    actionId: o.actionId ?? null,
  })
  if (!first) throw notFound('template')
  return getCard(scope, first)
}
