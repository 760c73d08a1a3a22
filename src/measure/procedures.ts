import { z } from 'zod'
import { may } from '#platform/rpc.ts'
import { Day, Id, Version } from '#platform/tenancy/model.ts'
import { recordEvent } from './ingest/record.ts'
import { ServerEvent } from './model/events.ts'
import { WeblogReport } from './model/weblog.ts'
import {
  Effect,
  EffectKey,
  EffectQuestion,
  Goal,
  GoalDraft,
  Link,
  LinkDraft,
  Site,
  SiteDraft,
  WebAddress,
} from './model.ts'
import { overview } from './service/audience.ts'
import { effectRows, effectsBy } from './service/effects.ts'
import * as goals from './service/goals.ts'
import * as links from './service/links.ts'
import * as sites from './service/sites.ts'
import { listWeblogs } from './service/weblogs.ts'

const done = { ok: true as const }
const Done = z.object({ ok: z.literal(true) })
const InProject = z.object({ projectId: Id })
const OneVersion = z.object({ id: Id, version: Version.optional() })
const Asked = EffectQuestion.omit({ projectId: true })
const Period = Effect.extend({ bounces: z.int(), minutes: z.number().nullable(), botViews: z.int() })

export const measureProcedures = {
  sites: {
    list: may('see')
      .route({ method: 'GET', path: '/sites', tags: ['sites'], summary: 'Measured sites' })
      .input(z.object({ projectId: Id.optional() }))
      .output(z.array(Site))
      .handler(({ input, context }) => sites.listSites(context.scope, input.projectId)),
    get: may('see')
      .route({ method: 'GET', path: '/sites/{id}', tags: ['sites'], summary: 'One measured site' })
      .input(z.object({ id: Id }))
      .output(Site)
      .handler(({ input, context }) => sites.getSite(context.scope, input.id)),
    create: may('conduct')
      .meta({ creates: true })
      .route({
        method: 'POST',
        path: '/sites',
        successStatus: 201,
        tags: ['sites'],
        summary: 'Measure a site',
      })
      .input(SiteDraft)
      .output(Site)
      .handler(({ input, context }) => sites.createSite(context.scope, input)),
    amend: may('conduct')
      .route({ method: 'PATCH', path: '/sites/{id}', tags: ['sites'], summary: 'Change a site' })
      .input(SiteDraft.omit({ projectId: true }).partial().extend({ id: Id, version: Version.optional() }))
      .output(Site)
      .handler(({ input: { id, version, ...patch }, context }) =>
        sites.amendSite(context.scope, id, patch, version),
      ),
    discard: may('conduct')
      .route({
        method: 'DELETE',
        path: '/sites/{id}',
        tags: ['sites'],
        summary: 'Bin a site; what it measured stays',
      })
      .input(OneVersion)
      .output(Done)
      .handler(({ input, context }) =>
        sites.discardSite(context.scope, input.id, input.version).then(() => done),
      ),
  },
  goals: {
    list: may('see')
      .route({ method: 'GET', path: '/goals', tags: ['goals'], summary: 'Goals' })
      .input(z.object({ projectId: Id.optional() }))
      .output(z.array(Goal))
      .handler(({ input, context }) => goals.listGoals(context.scope, input.projectId)),
    get: may('see')
      .route({ method: 'GET', path: '/goals/{id}', tags: ['goals'], summary: 'One goal' })
      .input(z.object({ id: Id }))
      .output(Goal)
      .handler(({ input, context }) => goals.getGoal(context.scope, input.id)),
    create: may('contribute')
      .meta({ creates: true })
      .route({
        method: 'POST',
        path: '/goals',
        successStatus: 201,
        tags: ['goals'],
        summary: 'Set a goal: a page reached or an event; it also counts the past',
      })
      .input(GoalDraft)
      .output(Goal)
      .handler(({ input, context }) => goals.createGoal(context.scope, input)),
    amend: may('contribute')
      .route({ method: 'PATCH', path: '/goals/{id}', tags: ['goals'], summary: 'Change a goal' })
      .input(GoalDraft.omit({ siteId: true }).partial().extend({ id: Id, version: Version.optional() }))
      .output(Goal)
      .handler(({ input: { id, version, ...patch }, context }) =>
        goals.amendGoal(context.scope, id, patch, version),
      ),
    discard: may('contribute')
      .route({ method: 'DELETE', path: '/goals/{id}', tags: ['goals'], summary: 'Bin a goal' })
      .input(OneVersion)
      .output(Done)
      .handler(({ input, context }) =>
        goals.discardGoal(context.scope, input.id, input.version).then(() => done),
      ),
  },
  links: {
    list: may('see')
      .route({
        method: 'GET',
        path: '/projects/{projectId}/links',
        tags: ['links'],
        summary: 'Tracked links of a project',
      })
      .input(InProject)
      .output(z.array(Link))
      .handler(({ input, context }) => links.listLinks(context.scope, input.projectId)),
    get: may('see')
      .route({ method: 'GET', path: '/links/{id}', tags: ['links'], summary: 'One tracked link' })
      .input(z.object({ id: Id }))
      .output(Link)
      .handler(({ input, context }) => links.getLink(context.scope, input.id)),
    create: may('contribute')
      .meta({ creates: true })
      .route({
        method: 'POST',
        path: '/projects/{projectId}/links',
        successStatus: 201,
        tags: ['links'],
        summary: 'Make a tracked link from an action; its UTM come by rule',
      })
      .input(LinkDraft)
      .output(Link)
      .handler(({ input, context }) => links.createLink(context.scope, input)),
    amend: may('contribute')
      .route({
        method: 'PATCH',
        path: '/links/{id}',
        tags: ['links'],
        summary: 'Move a link’s target, or name its placement',
      })
      .input(
        z.object({
          id: Id,
          targetUrl: WebAddress.optional(),
          placement: z.string().max(200).optional(),
          version: Version.optional(),
        }),
      )
      .output(Link)
      .handler(({ input: { id, version, ...patch }, context }) =>
        links.amendLink(context.scope, id, patch, version),
      ),
    discard: may('contribute')
      .route({ method: 'DELETE', path: '/links/{id}', tags: ['links'], summary: 'Bin a tracked link' })
      .input(OneVersion)
      .output(Done)
      .handler(({ input, context }) =>
        links.discardLink(context.scope, input.id, input.version).then(() => done),
      ),
    actions: may('see')
      .route({
        method: 'GET',
        path: '/projects/{projectId}/links/actions',
        tags: ['links'],
        summary: 'Actions a link can be made from',
      })
      .input(InProject)
      .output(z.array(z.object({ id: Id, code: z.string(), title: z.string(), channel: z.string() })))
      .handler(({ input, context }) => links.actionsOf(context.scope, input.projectId)),
  },
  measure: {
    overview: may('see')
      .route({
        method: 'GET',
        path: '/projects/{projectId}/measure',
        tags: ['measure'],
        summary: 'Visits, visitors, views, conversions of a period and of the one before',
      })
      .input(InProject.extend({ from: Day, to: Day }))
      .output(z.object({ now: Period, before: Period, earlier: z.object({ from: Day, to: Day }) }))
      .handler(({ input, context }) => overview(context.scope, input)),
    by: may('see')
      .route({
        method: 'GET',
        path: '/projects/{projectId}/measure/by/{by}',
        tags: ['measure'],
        summary: 'The same, cut by one dimension',
      })
      .input(InProject.extend({ from: Day, to: Day, by: EffectKey, goalId: Id.optional() }))
      .output(z.array(Effect.extend({ key: z.string(), label: z.string() })))
      .handler(({ input, context }) => effectsBy(context.scope, input)),
    rows: may('see')
      .route({
        method: 'POST',
        path: '/projects/{projectId}/measure/rows',
        tags: ['measure'],
        summary: 'The rows behind a figure',
      })
      .input(
        InProject.extend(Asked.shape).extend({
          what: z.enum(['views', 'visits', 'clicks', 'conversions']),
          by: EffectKey.optional(),
          key: z.string().max(500).optional(),
          limit: z.int().min(1).max(500).default(100),
          offset: z.int().min(0).default(0),
        }),
      )
      .output(
        z.array(
          z.object({
            at: z.date(),
            path: z.string(),
            referrer: z.string(),
            channel: z.string(),
            action: z.string().nullable(),
            goal: z.string().optional(),
            valueCents: z.number().optional(),
            visitor: z.string(),
          }),
        ),
      )
      .handler(({ input, context }) => effectRows(context.scope, input)),
  },
  events: {
    record: may('contribute')
      .meta({ creates: true })
      .route({
        method: 'POST',
        path: '/events',
        successStatus: 202,
        tags: ['measure'],
        summary: 'Record an event from a program: a sale, a form, a lead',
      })
      .input(ServerEvent)
      .output(Done)
      .handler(({ input, context }) => recordEvent(context.scope, input).then(() => done)),
  },
  weblogs: {
    list: may('see')
      .route({
        method: 'GET',
        path: '/sites/{siteId}/weblogs',
        tags: ['sites'],
        summary: 'Imported access logs of a site. Send one with POST /imports/weblog?site=…',
      })
      .input(z.object({ siteId: Id }))
      .output(
        z.array(
          z.object({
            id: Id,
            fileName: z.string(),
            report: WeblogReport,
            imported: z.int(),
            finishedAt: z.date().nullable(),
          }),
        ),
      )
      .handler(({ input, context }) => listWeblogs(context.scope, input.siteId)),
  },
}
