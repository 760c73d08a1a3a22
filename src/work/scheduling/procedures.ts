import { z } from 'zod'
import { may } from '#platform/rpc.ts'
import { Day, Id } from '#platform/tenancy/model.ts'
import { Done, done, ofProject, one, seen, text } from '../procedures/shapes.ts'
import {
  Answer,
  Baseline,
  Drift,
  Link,
  LinkDone,
  LinkDraft,
  LinkPatch,
  Moved,
  PlanPatch,
  Portfolio,
  ProjectPlan,
  Question,
  Undoable,
} from './model.ts'
import {
  driftFrom,
  listBaselines,
  removeBaseline,
  renameBaseline,
  takeBaseline,
} from './service/baselines.ts'
import { addLink, amendLink, removeLink } from './service/links.ts'
import { linksOf, planOf, portfolioPlan } from './service/read.ts'
import { reschedule } from './service/reschedule.ts'
import { amendPlan } from './service/settings.ts'
import { undoable } from './service/undoable.ts'
import { applyWhatIf, whatIf } from './service/what-if.ts'

const tags = ['plan']
const name = text(120)

export const planProcedures = {
  get: may('see')
    .route({
      method: 'GET',
      path: '/projects/{projectId}/plan',
      tags,
      summary: 'What a Gantt needs beyond the cards',
    })
    .input(ofProject)
    .output(ProjectPlan)
    .handler(({ input, context }) => planOf(context.scope, input.projectId)),
  portfolio: may('see')
    .route({ method: 'GET', path: '/plan', tags, summary: 'The plans of all projects in sight' })
    .output(Portfolio)
    .handler(({ context }) => portfolioPlan(context.scope)),
  amend: may('conduct')
    .route({
      method: 'PATCH',
      path: '/projects/{projectId}/plan',
      tags,
      summary: 'Say how a project is planned',
    })
    .input(PlanPatch.extend({ projectId: Id, version: z.int().min(0).optional() }))
    .output(ProjectPlan)
    .handler(({ input: { projectId, version, ...patch }, context }) =>
      amendPlan(context.scope, projectId, patch, version || undefined),
    ),
  reschedule: may('contribute')
    .route({
      method: 'POST',
      path: '/projects/{projectId}/reschedule',
      tags,
      summary: 'Recompute the automatic dates',
    })
    .input(ofProject)
    .output(Moved)
    .handler(async ({ input, context }) => ({ cards: await reschedule(context.scope, input.projectId) })),
  whatIf: may('see')
    .route({
      method: 'POST',
      path: '/projects/{projectId}/what-if',
      tags,
      summary: 'What would come of other dates',
    })
    .input(Question.extend({ projectId: Id }))
    .output(Answer)
    .handler(({ input: { projectId, ...question }, context }) => whatIf(context.scope, projectId, question)),
  applyWhatIf: may('contribute')
    .route({
      method: 'POST',
      path: '/projects/{projectId}/what-if/apply',
      tags,
      summary: 'Make it so, the project’s own end included if one conducts it',
    })
    .input(Question.extend({ projectId: Id, token: z.string().max(100), endsOn: Day.optional() }))
    .output(Undoable)
    .handler(({ input: { projectId, token, endsOn, ...question }, context }) =>
      undoable(context.scope, (one) => applyWhatIf(one, projectId, question, token, endsOn)),
    ),
  links: {
    list: may('see')
      .route({ method: 'GET', path: '/projects/{projectId}/links', tags, summary: 'The links of a plan' })
      .input(ofProject)
      .output(z.array(Link))
      .handler(({ input, context }) => linksOf(context.scope, input.projectId)),
    add: may('contribute')
      .meta({ creates: true })
      .route({
        method: 'POST',
        path: '/task-links',
        successStatus: 201,
        tags,
        summary: 'Make a task follow another',
      })
      .input(LinkDraft)
      .output(LinkDone)
      .handler(({ input, context }) => undoable(context.scope, (one) => addLink(one, input))),
    amend: may('contribute')
      .route({
        method: 'PATCH',
        path: '/task-links/{id}',
        tags,
        summary: 'Change the kind or the lag of a link',
      })
      .input(seen.extend(LinkPatch.shape))
      .output(LinkDone)
      .handler(({ input: { id, version, ...patch }, context }) =>
        undoable(context.scope, (one) => amendLink(one, id, patch, version)),
      ),
    remove: may('contribute')
      .route({ method: 'DELETE', path: '/task-links/{id}', tags, summary: 'Take a link away' })
      .input(seen)
      .output(Undoable)
      .handler(({ input, context }) =>
        undoable(context.scope, (one) => removeLink(one, input.id, input.version)),
      ),
  },
  baselines: {
    list: may('see')
      .route({
        method: 'GET',
        path: '/projects/{projectId}/baselines',
        tags,
        summary: 'The named baselines of a plan',
      })
      .input(ofProject)
      .output(z.array(Baseline))
      .handler(({ input, context }) => listBaselines(context.scope, input.projectId)),
    get: may('see')
      .route({ method: 'GET', path: '/baselines/{id}', tags, summary: 'A baseline, and the drift from it' })
      .input(one)
      .output(Drift)
      .handler(({ input, context }) => driftFrom(context.scope, input.id)),
    take: may('conduct')
      .meta({ creates: true })
      .route({
        method: 'POST',
        path: '/projects/{projectId}/baselines',
        successStatus: 201,
        tags,
        summary: 'Keep the dates of today under a name',
      })
      .input(ofProject.extend({ name }))
      .output(Baseline)
      .handler(({ input, context }) => takeBaseline(context.scope, input.projectId, input.name)),
    rename: may('conduct')
      .route({ method: 'PATCH', path: '/baselines/{id}', tags, summary: 'Rename a baseline' })
      .input(seen.extend({ name }))
      .output(Baseline)
      .handler(({ input, context }) => renameBaseline(context.scope, input.id, input.name, input.version)),
    remove: may('conduct')
      .route({ method: 'DELETE', path: '/baselines/{id}', tags, summary: 'Bin a baseline' })
      .input(seen)
      .output(Done)
      .handler(({ input, context }) =>
        removeBaseline(context.scope, input.id, input.version).then(() => done),
      ),
  },
}
