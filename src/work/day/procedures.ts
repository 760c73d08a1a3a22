import { z } from 'zod'
import { may } from '#platform/rpc.ts'
import { Day, Id } from '#platform/tenancy/model.ts'
import { Done, done, one } from '../procedures/shapes.ts'
import { Block, BlockDraft, MyDay } from './model.ts'
import { moveBlock, placeBlock, readDay, removeBlock, snooze } from './service.ts'

const tags = ['day']

export const dayProcedures = {
  read: may('see')
    .route({ method: 'GET', path: '/my-day', tags, summary: 'The reader’s day: hours, lists, week' })
    .input(z.object({ day: Day.optional() }))
    .output(MyDay)
    .handler(({ input, context }) => readDay(context.scope, input.day)),
  place: may('see')
    .meta({ creates: true })
    .route({
      method: 'POST',
      path: '/my-day/blocks',
      successStatus: 201,
      tags,
      summary: 'Put a task, or something of one’s own, on the hours of a day',
    })
    .input(BlockDraft)
    .output(Block)
    .handler(({ input, context }) => placeBlock(context.scope, input)),
  move: may('see')
    .route({ method: 'PATCH', path: '/my-day/blocks/{id}', tags, summary: 'Move, stretch or rename a block' })
    .input(BlockDraft.omit({ taskId: true }).partial().extend(one.shape))
    .output(Block)
    .handler(({ input: { id, ...to }, context }) => moveBlock(context.scope, id, to)),
  remove: may('see')
    .route({ method: 'DELETE', path: '/my-day/blocks/{id}', tags, summary: 'Take a block off the day' })
    .input(one)
    .output(Done)
    .handler(({ input, context }) => removeBlock(context.scope, input.id).then(() => done)),
  snooze: may('see')
    .route({
      method: 'PUT',
      path: '/my-day/snoozed/{taskId}',
      tags,
      summary: 'Keep a task out of one’s lists until a day; null brings it back',
    })
    .input(z.object({ taskId: Id, untilOn: Day.nullable() }))
    .output(Done)
    .handler(({ input, context }) => snooze(context.scope, input.taskId, input.untilOn).then(() => done)),
}
