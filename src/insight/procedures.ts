import { z } from 'zod'
import { throughDoor } from '#platform/gates/door.ts'
import { anyone, may } from '#platform/rpc.ts'
import { Day, Id, Version } from '#platform/tenancy/model.ts'
import { CatalogueEntry, Review, ReviewDocument, Share, Texts } from './model.ts'
import { RowsPage, RowsQuestion } from './rows/model.ts'
import { catalogue, readMetric } from './service/catalogue.ts'
import * as verbs from './service/reviews.ts'
import { reviewRows } from './service/rows.ts'

const Done = z.object({ ok: z.literal(true) })
const done = { ok: true as const }
const Title = z.string().trim().min(1).max(200)
const Key = z.string().min(10).max(100)
const locale = z.enum(['fr', 'en']).optional()

export const insightProcedures = {
  reviews: {
    list: may('see')
      .route({
        method: 'GET',
        path: '/projects/{projectId}/reviews',
        tags: ['reviews'],
        summary: 'Reviews of a project',
      })
      .input(z.object({ projectId: Id }))
      .output(z.array(Review))
      .handler(({ input, context }) => verbs.listReviews(context.scope, input.projectId)),
    period: may('see')
      .route({
        method: 'GET',
        path: '/projects/{projectId}/review-period',
        tags: ['reviews'],
        summary: 'The period a review of this project would speak of',
      })
      .input(z.object({ projectId: Id }))
      .output(z.object({ from: Day, to: Day }))
      .handler(({ input, context }) => verbs.usualPeriod(context.scope, input.projectId)),
    create: may('contribute')
      .meta({ creates: true })
      .route({
        method: 'POST',
        path: '/projects/{projectId}/reviews',
        successStatus: 201,
        tags: ['reviews'],
        summary: 'Make a review',
      })
      .input(z.object({ projectId: Id, from: Day.optional(), to: Day.optional(), title: Title.optional() }))
      .output(Review)
      .handler(({ input: { projectId, ...o }, context }) => verbs.makeReview(context.scope, projectId, o)),
    get: may('see')
      .route({
        method: 'GET',
        path: '/reviews/{id}',
        tags: ['reviews'],
        summary: 'What people wrote in a review',
      })
      .input(z.object({ id: Id }))
      .output(Review)
      .handler(({ input, context }) => verbs.getReview(context.scope, input.id)),
    read: may('see')
      .route({
        method: 'GET',
        path: '/reviews/{id}/document',
        tags: ['reviews'],
        summary: 'A review with its figures, counted now',
      })
      .input(z.object({ id: Id, locale }))
      .output(ReviewDocument)
      .handler(({ input, context: { scope } }) =>
        verbs.readReview(scope, input.id, input.locale ?? scope.locale),
      ),
    amend: may('contribute')
      .route({
        method: 'PATCH',
        path: '/reviews/{id}',
        tags: ['reviews'],
        summary: 'Change the title, the period or the texts of a review',
      })
      .input(
        z.object({
          id: Id,
          title: Title.optional(),
          from: Day.optional(),
          to: Day.optional(),
          texts: Texts.optional(),
          version: Version.optional(),
        }),
      )
      .output(Review)
      .handler(({ input: { id, version, ...patch }, context }) =>
        verbs.amendReview(context.scope, id, patch, version),
      ),
    discard: may('contribute')
      .route({
        method: 'DELETE',
        path: '/reviews/{id}',
        tags: ['reviews'],
        summary: 'Bin a review and close its links',
      })
      .input(z.object({ id: Id, version: Version.optional() }))
      .output(Done)
      .handler(async ({ input, context }) => {
        await verbs.discardReview(context.scope, input.id, input.version)
        return done
      }),
    restore: may('contribute')
      .route({
        method: 'POST',
        path: '/reviews/{id}/restore',
        tags: ['reviews'],
        summary: 'Take a review out of the bin',
      })
      .input(z.object({ id: Id }))
      .output(Review)
      .handler(({ input, context }) => verbs.restoreReview(context.scope, input.id)),
    rows: may('see')
      .route({
        method: 'GET',
        path: '/projects/{projectId}/review-rows',
        tags: ['reviews'],
        summary: 'The rows behind a figure',
      })
      .input(RowsQuestion.extend({ projectId: Id }))
      .output(RowsPage)
      .handler(({ input: { projectId, ...q }, context }) => reviewRows(context.scope, projectId, q)),
    shares: may('contribute')
      .route({
        method: 'GET',
        path: '/reviews/{id}/shares',
        tags: ['reviews'],
        summary: 'Links of a review that still open',
      })
      .input(z.object({ id: Id }))
      .output(z.array(Share))
      .handler(({ input, context }) => verbs.listShares(context.scope, input.id)),
    share: may('conduct')
      .meta({ creates: true })
      .route({
        method: 'POST',
        path: '/reviews/{id}/shares',
        successStatus: 201,
        tags: ['reviews'],
        summary: 'Make a link for somebody without an account',
      })
      .input(
        z.object({
          id: Id,
          days: z.int().min(1).max(3_650).nullable().default(90),
          label: z.string().trim().max(100).optional(),
        }),
      )
      .output(z.object({ id: Id, url: z.string() }))
      .handler(({ input: { id, ...o }, context }) => verbs.shareReview(context.scope, id, o)),
    unshare: may('conduct')
      .route({
        method: 'DELETE',
        path: '/reviews/{id}/shares/{shareId}',
        tags: ['reviews'],
        summary: 'Withdraw a link',
      })
      .input(z.object({ id: Id, shareId: Id }))
      .output(Done)
      .handler(async ({ input, context }) => {
        await verbs.unshareReview(context.scope, input.id, input.shareId)
        return done
      }),
    shared: anyone
      .route({
        method: 'GET',
        path: '/shared-reviews/{key}',
        tags: ['reviews'],
        summary: 'A review behind a link',
      })
      .input(z.object({ key: Key }))
      .output(ReviewDocument)
      .handler(({ input: { key }, context: { platform, locale } }) =>
        throughDoor(
          platform,
          'review',
          key,
          (scope, door) => verbs.readShared(scope, door, key, locale),
          locale,
        ),
      ),
    sharedRows: anyone
      .route({
        method: 'GET',
        path: '/shared-reviews/{door}/rows',
        tags: ['reviews'],
        summary: 'The rows behind a figure of a review behind a link',
      })
      .input(RowsQuestion.extend({ door: Key }))
      .output(RowsPage)
      .handler(({ input: { door: key, ...q }, context: { platform, locale } }) =>
        throughDoor(
          platform,
          'review',
          key,
          (scope, door) => reviewRows(scope, door.projectId ?? '', q),
          locale,
        ),
      ),
  },
  insight: {
    catalogue: may('see')
      .route({
        method: 'GET',
        path: '/metrics-catalogue',
        tags: ['insight'],
        summary: 'Every figure with its formula',
      })
      .output(z.array(CatalogueEntry))
      .handler(() => catalogue()),
    read: may('see')
      .route({
        method: 'GET',
        path: '/projects/{projectId}/metrics/{metric}',
        tags: ['insight'],
        summary: 'One figure of a project over a period',
      })
      .input(
        z.object({ projectId: Id, metric: z.string().max(80), from: Day, to: Day, goalId: Id.optional() }),
      )
      .output(CatalogueEntry.extend({ value: z.number().nullable() }))
      .handler(({ input: { metric, ...q }, context }) => readMetric(context.scope, metric, q)),
  },
}
