import { z } from 'zod'
import { listGoals } from '#measure/service/goals.ts'
import { allMetrics } from '#platform/catalogue.ts'
import { may } from '#platform/rpc.ts'
import { Day, Id, Version } from '#platform/tenancy/model.ts'
import { Returns } from './model/returns.ts'
import {
  Action,
  ActionDraft,
  Brief,
  BriefText,
  BriefVersion,
  CheckIn,
  CheckInDraft,
  Objective,
  ObjectiveDraft,
  Plan,
} from './model.ts'
import * as actions from './service/actions.ts'
import { briefVersions, getBrief, writeBrief } from './service/brief.ts'
import { checkIn, discardCheckIn, listCheckIns, restoreCheckIn } from './service/checkIns.ts'
import * as objectives from './service/objectives.ts'
import { readPlan } from './service/plan.ts'
import { returns } from './service/returns.ts'

const done = { ok: true as const }
const Done = z.object({ ok: z.literal(true) })
const Said = z.object({ fr: z.string(), en: z.string() })
const Metric = z.object({
  key: z.string(),
  name: Said,
  formula: Said,
  unit: z.enum(['count', 'money', 'ratio', 'minutes']),
  goodWhen: z.enum(['up', 'down']),
  needsGoal: z.boolean(),
})
const InProject = z.object({ projectId: Id })
const One = z.object({ id: Id })
const Seen = One.extend({ version: Version.optional() })

export const strategyProcedures = {
  strategy: {
    brief: {
      get: may('see')
        .route({
          method: 'GET',
          path: '/projects/{projectId}/brief',
          tags: ['brief'],
          summary: 'The brief of a project',
        })
        .input(InProject)
        .output(Brief)
        .handler(({ input, context }) => getBrief(context.scope, input.projectId)),
      write: may('contribute')
        .route({
          method: 'PATCH',
          path: '/projects/{projectId}/brief',
          tags: ['brief'],
          summary: 'Write some parts of the brief',
        })
        .input(BriefText.partial().extend({ projectId: Id, version: z.int().min(0).optional() }))
        .output(Brief)
        .handler(({ input: { projectId, version, ...patch }, context }) =>
          writeBrief(context.scope, projectId, patch, version),
        ),
      versions: may('see')
        .route({
          method: 'GET',
          path: '/projects/{projectId}/brief/versions',
          tags: ['brief'],
          summary: 'The brief as it read at each change',
        })
        .input(InProject)
        .output(z.array(BriefVersion))
        .handler(({ input, context }) => briefVersions(context.scope, input.projectId)),
    },
    objectives: {
      list: may('see')
        .route({
          method: 'GET',
          path: '/projects/{projectId}/objectives',
          tags: ['objectives'],
          summary: 'Objectives with their progress, measured now',
        })
        .input(InProject)
        .output(z.array(Objective))
        .handler(({ input, context }) => objectives.listObjectives(context.scope, input.projectId)),
      get: may('see')
        .route({ method: 'GET', path: '/objectives/{id}', tags: ['objectives'], summary: 'One objective' })
        .input(One)
        .output(Objective)
        .handler(({ input, context }) => objectives.getObjective(context.scope, input.id)),
      create: may('conduct')
        .meta({ creates: true })
        .route({
          method: 'POST',
          path: '/projects/{projectId}/objectives',
          successStatus: 201,
          tags: ['objectives'],
          summary: 'Set an objective',
        })
        .input(ObjectiveDraft.extend({ projectId: Id }))
        .output(Objective)
        .handler(({ input: { projectId, ...draft }, context }) =>
          objectives.setObjective(context.scope, projectId, draft),
        ),
      amend: may('conduct')
        .route({
          method: 'PATCH',
          path: '/objectives/{id}',
          tags: ['objectives'],
          summary: 'Change an objective',
        })
        .input(ObjectiveDraft.partial().extend(Seen.shape))
        .output(Objective)
        .handler(({ input: { id, version, ...patch }, context }) =>
          objectives.amendObjective(context.scope, id, patch, version),
        ),
      discard: may('conduct')
        .route({
          method: 'DELETE',
          path: '/objectives/{id}',
          tags: ['objectives'],
          summary: 'Bin an objective',
        })
        .input(Seen)
        .output(Done)
        .handler(({ input, context }) =>
          objectives.discardObjective(context.scope, input.id, input.version).then(() => done),
        ),
      restore: may('conduct')
        .route({
          method: 'POST',
          path: '/objectives/{id}/restore',
          tags: ['objectives'],
          summary: 'Take an objective out of the bin',
        })
        .input(One)
        .output(Objective)
        .handler(({ input, context }) => objectives.restoreObjective(context.scope, input.id)),
    },
    checkIns: {
      list: may('see')
        .route({
          method: 'GET',
          path: '/objectives/{objectiveId}/check-ins',
          tags: ['objectives'],
          summary: 'Readings typed by hand, newest first',
        })
        .input(z.object({ objectiveId: Id }))
        .output(z.array(CheckIn))
        .handler(({ input, context }) => listCheckIns(context.scope, input.objectiveId)),
      add: may('contribute')
        .meta({ creates: true })
        .route({
          method: 'POST',
          path: '/objectives/{objectiveId}/check-ins',
          successStatus: 201,
          tags: ['objectives'],
          summary: 'Type a reading, for a metric that no source gives',
        })
        .input(CheckInDraft.extend({ objectiveId: Id }))
        .output(CheckIn)
        .handler(({ input: { objectiveId, ...draft }, context }) =>
          checkIn(context.scope, objectiveId, draft),
        ),
      discard: may('contribute')
        .route({ method: 'DELETE', path: '/check-ins/{id}', tags: ['objectives'], summary: 'Bin a reading' })
        .input(One)
        .output(Done)
        .handler(({ input, context }) => discardCheckIn(context.scope, input.id).then(() => done)),
      restore: may('contribute')
        .route({
          method: 'POST',
          path: '/check-ins/{id}/restore',
          tags: ['objectives'],
          summary: 'Take a reading out of the bin',
        })
        .input(One)
        .output(Done)
        .handler(({ input, context }) => restoreCheckIn(context.scope, input.id).then(() => done)),
    },
    actions: {
      list: may('see')
        .route({
          method: 'GET',
          path: '/projects/{projectId}/actions',
          tags: ['actions'],
          summary: 'Actions of the plan',
        })
        .input(InProject)
        .output(z.array(Action))
        .handler(({ input, context }) => actions.listActions(context.scope, input.projectId)),
      plan: may('see')
        .route({
          method: 'GET',
          path: '/projects/{projectId}/plan',
          tags: ['actions'],
          summary: 'The plan: actions with what they plan and cost',
        })
        .input(InProject)
        .output(Plan)
        .handler(({ input, context }) => readPlan(context.scope, input.projectId)),
      get: may('see')
        .route({ method: 'GET', path: '/actions/{id}', tags: ['actions'], summary: 'One action' })
        .input(One)
        .output(Action)
        .handler(({ input, context }) => actions.getAction(context.scope, input.id)),
      create: may('conduct')
        .meta({ creates: true })
        .route({
          method: 'POST',
          path: '/projects/{projectId}/actions',
          successStatus: 201,
          tags: ['actions'],
          summary: 'Add an action to the plan',
        })
        .input(ActionDraft.extend({ projectId: Id }))
        .output(Action)
        .handler(({ input: { projectId, ...draft }, context }) =>
          actions.planAction(context.scope, projectId, draft),
        ),
      amend: may('conduct')
        .route({ method: 'PATCH', path: '/actions/{id}', tags: ['actions'], summary: 'Change an action' })
        .input(ActionDraft.partial().extend(Seen.shape))
        .output(Action)
        .handler(({ input: { id, version, ...patch }, context }) =>
          actions.amendAction(context.scope, id, patch, version),
        ),
      discard: may('conduct')
        .route({ method: 'DELETE', path: '/actions/{id}', tags: ['actions'], summary: 'Bin an action' })
        .input(Seen)
        .output(Done)
        .handler(({ input, context }) =>
          actions.discardAction(context.scope, input.id, input.version).then(() => done),
        ),
      restore: may('conduct')
        .route({
          method: 'POST',
          path: '/actions/{id}/restore',
          tags: ['actions'],
          summary: 'Take an action out of the bin',
        })
        .input(One)
        .output(Action)
        .handler(({ input, context }) => actions.restoreAction(context.scope, input.id)),
    },
    returns: {
      read: may('see')
        .route({
          method: 'GET',
          path: '/projects/{projectId}/returns',
          tags: ['returns'],
          summary: 'Cost, effect and ROI of each action and budget line',
        })
        .input(InProject.extend({ from: Day.optional(), to: Day.optional() }))
        .output(Returns)
        .handler(({ input: { projectId, from, to }, context }) =>
          returns(context.scope, projectId, from && to ? { from, to } : undefined),
        ),
    },
    goals: {
      list: may('see')
        .route({
          method: 'GET',
          path: '/projects/{projectId}/countable-goals',
          tags: ['objectives'],
          summary: 'Conversions an objective can count',
        })
        .input(InProject)
        .output(z.array(z.object({ id: Id, name: z.string() })))
        .handler(async ({ input, context }) =>
          (await listGoals(context.scope, input.projectId)).map(({ id, name }) => ({ id, name })),
        ),
    },
    catalogue: {
      list: may('see')
        .route({
          method: 'GET',
          path: '/metrics',
          tags: ['metrics'],
          summary: 'The metric catalogue: each figure, its formula, which way is good',
        })
        .output(z.array(Metric))
        .handler(() =>
          allMetrics().map((m) => ({
            key: m.key,
            name: m.name,
            formula: m.formula,
            unit: m.unit,
            goodWhen: m.goodWhen,
            needsGoal: Boolean(m.needsGoal),
          })),
        ),
    },
  },
}
