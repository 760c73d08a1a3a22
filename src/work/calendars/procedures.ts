import { z } from 'zod'
import { may } from '#platform/rpc.ts'
import { Day, Id, Version } from '#platform/tenancy/model.ts'
import { Done, done, one, seen } from '../procedures/shapes.ts'
import {
  Calendar,
  CalendarDraft,
  DayOff,
  DayOffDraft,
  holidayCodes,
  MemberWork,
  MemberWorkDraft,
  ProjectCalendar,
  Week,
} from './model.ts'
import { thenFollow } from './service/follow.ts'
import * as service from './service.ts'

const tags = ['calendars']

export const calendarProcedures = {
  list: may('see')
    .route({ method: 'GET', path: '/calendars', tags, summary: 'Working hours, holidays and exceptions' })
    .output(
      z.object({
        items: z.array(Calendar),
        /** What counts as long as there is none. */
        fallback: z.object({ week: Week, holidays: z.enum(holidayCodes).nullable() }),
      }),
    )
    .handler(async ({ context: { scope } }) => ({
      items: await service.listCalendars(scope),
      fallback: service.fallback(scope),
    })),
  create: may('conduct')
    .meta({ creates: true })
    .route({ method: 'POST', path: '/calendars', successStatus: 201, tags, summary: 'Add a calendar' })
    .input(CalendarDraft)
    .output(Calendar)
    .handler(({ input, context: { scope } }) => thenFollow(scope, service.createCalendar(scope, input))),
  amend: may('conduct')
    .route({ method: 'PATCH', path: '/calendars/{id}', tags, summary: 'Change a calendar' })
    .input(CalendarDraft.partial().extend(seen.shape))
    .output(Calendar)
    .handler(({ input: { id, version, ...patch }, context: { scope } }) =>
      thenFollow(scope, service.amendCalendar(scope, id, patch, version)),
    ),
  makeDefault: may('conduct')
    .route({
      method: 'PUT',
      path: '/calendars/{id}/default',
      tags,
      summary: 'Let the workspace follow this calendar',
    })
    .input(one)
    .output(Calendar)
    .handler(({ input, context: { scope } }) => thenFollow(scope, service.makeDefault(scope, input.id))),
  discard: may('conduct')
    .route({ method: 'DELETE', path: '/calendars/{id}', tags, summary: 'Bin a calendar' })
    .input(seen)
    .output(Done)
    .handler(({ input, context: { scope } }) =>
      thenFollow(scope, service.discardCalendar(scope, input.id, input.version)).then(() => done),
    ),
  restore: may('conduct')
    .route({
      method: 'POST',
      path: '/calendars/{id}/restore',
      tags,
      summary: 'Take a calendar out of the bin',
    })
    .input(one)
    .output(Calendar)
    .handler(({ input, context: { scope } }) => thenFollow(scope, service.restoreCalendar(scope, input.id))),
  projects: may('see')
    .route({
      method: 'GET',
      path: '/calendars/projects',
      tags,
      summary: 'Which calendar each project follows',
    })
    .output(z.array(ProjectCalendar))
    .handler(({ context }) => service.listProjectCalendars(context.scope)),
  people: may('see')
    .route({
      method: 'GET',
      path: '/members/work',
      tags,
      summary: 'Hours, part-time and skills of each member',
    })
    .output(z.array(MemberWork))
    .handler(({ context }) => service.listMemberWork(context.scope)),
  amendPerson: may('contribute')
    .route({
      method: 'PATCH',
      path: '/members/{memberId}/work',
      tags,
      summary: 'Change a member’s hours, part-time or skills',
    })
    .input(MemberWorkDraft.extend({ memberId: Id, version: Version.optional() }))
    .output(MemberWork)
    .handler(({ input: { memberId, version, ...patch }, context: { scope } }) =>
      thenFollow(scope, service.amendMemberWork(scope, memberId, patch, version), () => memberId),
    ),
  setCost: may('conduct')
    .route({
      method: 'PUT',
      path: '/members/{memberId}/cost',
      tags,
      summary: 'Say what an hour of a member costs',
    })
    .input(z.object({ memberId: Id, hourlyCents: z.int().min(0).max(10_000_000).nullable() }))
    .output(Done)
    .handler(({ input, context }) =>
      service.setHourlyCost(context.scope, input.memberId, input.hourlyCents).then(() => done),
    ),
  daysOff: {
    list: may('see')
      .meta({ reads: true })
      .route({ method: 'GET', path: '/days-off', tags, summary: 'Days off of the members' })
      .input(z.object({ from: Day.optional(), to: Day.optional(), memberId: Id.optional() }))
      .output(z.array(DayOff))
      .handler(({ input, context }) => service.listDaysOff(context.scope, input)),
    create: may('contribute')
      .meta({ creates: true })
      .route({
        method: 'POST',
        path: '/days-off',
        successStatus: 201,
        tags,
        summary: 'Add days off, or ask for them',
      })
      .input(DayOffDraft)
      .output(DayOff)
      .handler(({ input, context: { scope } }) =>
        thenFollow(scope, service.addDayOff(scope, input), (d) => d.memberId),
      ),
    amend: may('contribute')
      .route({ method: 'PATCH', path: '/days-off/{id}', tags, summary: 'Change days off' })
      .input(DayOffDraft.omit({ memberId: true }).partial().extend(seen.shape))
      .output(DayOff)
      .handler(({ input: { id, version, ...patch }, context: { scope } }) =>
        thenFollow(scope, service.amendDayOff(scope, id, patch, version), (d) => d.memberId),
      ),
    answer: may('conduct')
      .route({ method: 'PUT', path: '/days-off/{id}/answer', tags, summary: 'Agree to days off, or refuse' })
      .input(seen.extend({ state: z.enum(['agreed', 'refused']) }))
      .output(DayOff)
      .handler(({ input: { id, state, version }, context: { scope } }) =>
        thenFollow(scope, service.answerDayOff(scope, id, state, version), (d) => d.memberId),
      ),
    discard: may('contribute')
      .route({ method: 'DELETE', path: '/days-off/{id}', tags, summary: 'Bin days off' })
      .input(seen)
      .output(Done)
      .handler(({ input: { id, version }, context: { scope } }) =>
        thenFollow(scope, service.discardDayOff(scope, id, version), (memberId) => memberId).then(() => done),
      ),
    restore: may('contribute')
      .route({
        method: 'POST',
        path: '/days-off/{id}/restore',
        tags,
        summary: 'Take days off out of the bin',
      })
      .input(one)
      .output(DayOff)
      .handler(({ input, context: { scope } }) =>
        thenFollow(scope, service.restoreDayOff(scope, input.id), (d) => d.memberId),
      ),
  },
}
