import { z } from 'zod'
import { may } from '#platform/rpc.ts'
import { Day, Id } from '#platform/tenancy/model.ts'
import { Done, done, one, seen } from '../procedures/shapes.ts'
import { Checkin, CheckinDraft, Gathered, Round, Standup, StandupDay, StandupDraft } from './model.ts'
import { dueToday, gathered, readDay, saveCheckin } from './service/checkins.ts'
import { endRound, giveTurn, raise, startRound } from './service/round.ts'
import { amendStandup, closeStandup, listStandups, openStandup, setHour } from './service/standups.ts'

const tags = ['stand-up']

export const standupProcedures = {
  list: may('contribute')
    .route({ method: 'GET', path: '/standups', tags, summary: 'Stand-ups the reader may take part in' })
    .output(z.array(Standup))
    .handler(({ context }) => listStandups(context.scope)),
  due: may('contribute')
    .route({
      method: 'GET',
      path: '/standups/due',
      tags,
      summary: 'Stand-ups held today where the reader has not spoken yet',
    })
    .output(z.array(z.object({ id: Id, name: z.string() })))
    .handler(({ context }) => dueToday(context.scope)),
  open: may('conduct')
    .meta({ creates: true })
    .route({
      method: 'POST',
      path: '/standups',
      successStatus: 201,
      tags,
      summary: 'Open the stand-up of a project, or of the team',
    })
    .input(StandupDraft.extend({ projectId: Id.nullable() }))
    .output(Standup)
    .handler(({ input: { projectId, ...draft }, context }) => openStandup(context.scope, projectId, draft)),
  amend: may('conduct')
    .route({ method: 'PATCH', path: '/standups/{id}', tags, summary: 'Change a stand-up' })
    .input(StandupDraft.extend(seen.shape))
    .output(Standup)
    .handler(({ input: { id, version, ...patch }, context }) =>
      amendStandup(context.scope, id, patch, version),
    ),
  setHour: may('contribute')
    .route({ method: 'PUT', path: '/standups/{id}/my-hour', tags, summary: 'When the reader is asked' })
    .input(one.extend({ minute: z.int().min(0).max(1439).nullable() }))
    .output(Standup)
    .handler(({ input, context }) => setHour(context.scope, input.id, input.minute)),
  close: may('conduct')
    .route({ method: 'DELETE', path: '/standups/{id}', tags, summary: 'Hold a stand-up no more' })
    .input(one)
    .output(Done)
    .handler(({ input, context }) => closeStandup(context.scope, input.id).then(() => done)),
  day: may('contribute')
    .route({ method: 'GET', path: '/standups/{id}/day', tags, summary: 'Who said what on a day' })
    .input(one.extend({ day: Day.optional() }))
    .output(StandupDay)
    .handler(({ input, context }) => readDay(context.scope, input.id, input.day)),
  gathered: may('contribute')
    .route({
      method: 'GET',
      path: '/standups/{id}/gathered',
      tags,
      summary: 'What the reader’s work says: done, next, blocked',
    })
    .input(one.extend({ day: Day.optional() }))
    .output(Gathered)
    .handler(({ input, context }) => gathered(context.scope, input.id, input.day)),
  save: may('contribute')
    .route({ method: 'PUT', path: '/standups/{id}/checkin', tags, summary: 'Keep, or send, one’s check-in' })
    .input(
      CheckinDraft.extend({
        ...one.shape,
        day: Day.optional(),
        send: z.boolean().optional(),
        version: z.int().optional(),
      }),
    )
    .output(Checkin)
    .handler(({ input: { id, ...c }, context }) => saveCheckin(context.scope, id, c)),
  startRound: may('contribute')
    .route({ method: 'POST', path: '/standups/{id}/round', tags, summary: 'Begin the round table' })
    .input(one)
    .output(Round)
    .handler(({ input, context }) => startRound(context.scope, input.id)),
  giveTurn: may('contribute')
    .route({ method: 'PUT', path: '/standups/{id}/round/turn', tags, summary: 'Give the floor' })
    .input(one.extend({ from: z.int().min(0).max(500), to: z.int().min(0).max(500) }))
    .output(Round)
    .handler(({ input, context }) => giveTurn(context.scope, input.id, input.from, input.to)),
  endRound: may('contribute')
    .route({
      method: 'POST',
      path: '/standups/{id}/round/end',
      tags,
      summary: 'Close the round table and send the notes',
    })
    .input(one)
    .output(Round)
    .handler(({ input, context }) => endRound(context.scope, input.id)),
  raise: may('contribute')
    .route({
      method: 'POST',
      path: '/standups/{id}/raise',
      tags,
      summary: 'Make of what blocks a task, or a question that names somebody',
    })
    .input(
      one.extend({
        text: z.string().trim().min(1).max(2_000),
        memberId: Id,
        taskId: Id.nullable().optional(),
        projectId: Id.nullable().optional(),
        as: z.enum(['task', 'mention']),
      }),
    )
    .output(z.object({ taskId: Id }))
    .handler(({ input: { id, ...r }, context }) => raise(context.scope, id, r)),
}
