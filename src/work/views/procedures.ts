import { z } from 'zod'
import { anyone, may, trusted } from '#platform/rpc.ts'
import { Id } from '#platform/tenancy/model.ts'
import { Done, done, one, seen } from '../procedures/shapes.ts'
import {
  CardSet,
  Deed,
  Outcome,
  ProjectOverview,
  PublicLink,
  PublicView,
  SavedView,
  ViewDraft,
  ViewLinkDraft,
  ViewSpec,
} from './model.ts'
import { readCards } from './service/cards.ts'
import { doDeed, takeBack } from './service/deeds.ts'
import { listLinks, makeLink, openShared, withdrawLink } from './service/links.ts'
import { overview } from './service/overview.ts'
import { amendView, copyView, createView, discardView, listViews, restoreView } from './service/saved.ts'

const tags = ['tasks']

export const cardProcedures = {
  read: may('see')
    .route({
      method: 'GET',
      path: '/cards',
      tags,
      summary: 'Every open task of a project, or of all one may see, with what they point at',
    })
    .input(z.object({ projectId: Id.optional() }))
    .output(trusted(CardSet))
    .handler(({ input, context }) => readCards(context.scope, input.projectId)),
  overview: may('see')
    .route({ method: 'GET', path: '/portfolio', tags, summary: 'How every open project one may see stands' })
    .output(z.array(ProjectOverview))
    .handler(({ context }) => overview(context.scope)),
}

export const deedProcedures = {
  bulk: may('contribute')
    .route({ method: 'POST', path: '/tasks/deeds', tags, summary: 'Do the same to many tasks, all or none' })
    .input(Deed)
    .output(trusted(Outcome))
    .handler(({ input, context }) => doDeed(context.scope, input)),
  takeBack: may('contribute')
    .route({
      method: 'POST',
      path: '/tasks/deeds/{change}/back',
      tags,
      summary: 'Take back a deed of one’s own, whole',
    })
    .input(z.object({ change: Id }))
    .output(trusted(Outcome))
    .handler(({ input, context }) => takeBack(context.scope, input.change)),
}

const viewTags = ['views']
const Name = z.string().trim().min(1).max(80)
export const viewProcedures = {
  list: may('see')
    .route({
      method: 'GET',
      path: '/views',
      tags: viewTags,
      summary: 'Saved views of a project, or of the portfolio: everybody’s and one’s own',
    })
    .input(z.object({ projectId: Id.optional() }))
    .output(z.array(SavedView))
    .handler(({ input, context }) => listViews(context.scope, input.projectId ?? null)),
  create: may('see')
    .meta({ creates: true })
    .route({ method: 'POST', path: '/views', successStatus: 201, tags: viewTags, summary: 'Save a view' })
    .input(ViewDraft.extend({ projectId: Id.optional() }))
    .output(SavedView)
    .handler(({ input: { projectId, ...draft }, context }) =>
      createView(context.scope, projectId ?? null, draft),
    ),
  amend: may('see')
    .route({
      method: 'PATCH',
      path: '/views/{id}',
      tags: viewTags,
      summary: 'Rename, move, share or change a saved view',
    })
    .input(
      seen.extend({
        name: Name.optional(),
        spec: ViewSpec.optional(),
        personal: z.boolean().optional(),
        position: z.number().optional(),
        isDefault: z.boolean().optional(),
      }),
    )
    .output(SavedView)
    .handler(({ input: { id, version, ...patch }, context }) => amendView(context.scope, id, patch, version)),
  copy: may('see')
    .meta({ creates: true })
    .route({
      method: 'POST',
      path: '/views/{id}/copy',
      successStatus: 201,
      tags: viewTags,
      summary: 'Copy a saved view for oneself',
    })
    .input(one.extend({ name: Name }))
    .output(SavedView)
    .handler(({ input, context }) => copyView(context.scope, input.id, input.name)),
  discard: may('see')
    .route({ method: 'DELETE', path: '/views/{id}', tags: viewTags, summary: 'Bin a saved view' })
    .input(seen)
    .output(Done)
    .handler(({ input, context }) => discardView(context.scope, input.id, input.version).then(() => done)),
  restore: may('see')
    .route({
      method: 'POST',
      path: '/views/{id}/restore',
      tags: viewTags,
      summary: 'Take a saved view out of the bin',
    })
    .input(one)
    .output(SavedView)
    .handler(({ input, context }) => restoreView(context.scope, input.id)),
  links: {
    list: may('conduct')
      .route({
        method: 'GET',
        path: '/views/{id}/links',
        tags: viewTags,
        summary: 'Public links of a view that still open',
      })
      .input(one)
      .output(z.array(PublicLink))
      .handler(({ input, context }) => listLinks(context.scope, input.id)),
    create: may('conduct')
      .meta({ creates: true })
      .route({
        method: 'POST',
        path: '/views/{id}/links',
        successStatus: 201,
        tags: viewTags,
        summary: 'Make a read-only link for somebody without an account',
      })
      .input(ViewLinkDraft.extend(one.shape))
      .output(z.object({ id: Id, url: z.string() }))
      .handler(({ input: { id, ...draft }, context }) => makeLink(context.scope, id, draft)),
    discard: may('conduct')
      .route({
        method: 'DELETE',
        path: '/views/{id}/links/{linkId}',
        tags: viewTags,
        summary: 'Withdraw a public link',
      })
      .input(one.extend({ linkId: Id }))
      .output(Done)
      .handler(({ input, context }) => withdrawLink(context.scope, input.id, input.linkId).then(() => done)),
  },
  /** For those without an account. The key and the password are in the body: addresses are logged. */
  shared: anyone
    .route({
      method: 'POST',
      path: '/outside/view',
      tags: viewTags,
      summary: 'The view behind a public link',
    })
    .input(z.object({ key: z.string().min(20).max(100), password: z.string().max(200).optional() }))
    .output(trusted(PublicView))
    .handler(({ input: { key, password }, context }) => openShared(context, key, password)),
}
