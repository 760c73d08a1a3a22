import { z } from 'zod'
import { may } from '#platform/rpc.ts'
import { Done, done, one } from '../procedures/shapes.ts'
import { listFeeds, makeFeed, withdrawFeed } from './ics/feeds.ts'
import { Feed, FeedDraft } from './model.ts'

const tags = ['calendars']
const Shown = Feed.extend({ url: z.string() })

export const feedProcedures = {
  list: may('see')
    .route({
      method: 'GET',
      path: '/my/calendar-feeds',
      tags,
      summary: 'One’s own calendar addresses (iCal)',
    })
    .output(z.array(Shown))
    .handler(({ context }) => listFeeds(context.scope)),
  create: may('see')
    .meta({ creates: true })
    .route({
      method: 'POST',
      path: '/my/calendar-feeds',
      successStatus: 201,
      tags,
      summary: 'Make an address that calendar programs read: one’s tasks, a project, or a saved view',
    })
    .input(FeedDraft)
    .output(Shown)
    .handler(({ input, context }) => makeFeed(context.scope, input)),
  discard: may('see')
    .route({
      method: 'DELETE',
      path: '/my/calendar-feeds/{id}',
      tags,
      summary: 'Withdraw a calendar address: it answers nobody any more',
    })
    .input(one)
    .output(Done)
    .handler(({ input, context }) => withdrawFeed(context.scope, input.id).then(() => done)),
}
