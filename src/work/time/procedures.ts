import { z } from 'zod'
import { may } from '#platform/rpc.ts'
import { Day, Id } from '#platform/tenancy/model.ts'
import { Done, done, one, seen } from '../procedures/shapes.ts'
import { Minutes, ReportRow, reportBy, TimeDraft, TimeEntry, Timer, Week } from './model.ts'
import { amendTime, discardTime, logTime, restoreTime, timeOfTask } from './service/entries.ts'
import { reportTime, timeAsCsv } from './service/report.ts'
import { readWeek, setCell } from './service/sheet.ts'
import {
  dropTimer,
  noteTimer,
  pauseTimer,
  readTimer,
  resumeTimer,
  startTimer,
  stopTimer,
} from './service/timer.ts'

const tags = ['time']
const Wish = z.object({
  from: Day,
  to: Day,
  projectId: Id.optional(),
  memberId: Id.optional(),
  clientId: Id.optional(),
  billable: z.boolean().optional(),
})

export const timeProcedures = {
  timer: may('see')
    .route({ method: 'GET', path: '/time/timer', tags, summary: 'The reader’s timer, if one runs' })
    .output(Timer.nullable())
    .handler(({ context }) => readTimer(context.scope)),
  start: may('contribute')
    .route({
      method: 'PUT',
      path: '/time/timer',
      tags,
      summary: 'Start the timer on a task; another one stops',
    })
    .input(z.object({ taskId: Id }))
    .output(Timer)
    .handler(({ input, context }) => startTimer(context.scope, input.taskId)),
  pause: may('contribute')
    .route({ method: 'POST', path: '/time/timer/pause', tags, summary: 'Pause the timer' })
    .output(Timer)
    .handler(({ context }) => pauseTimer(context.scope)),
  resume: may('contribute')
    .route({ method: 'POST', path: '/time/timer/resume', tags, summary: 'Go on with the timer' })
    .output(Timer)
    .handler(({ context }) => resumeTimer(context.scope)),
  note: may('contribute')
    .route({ method: 'PATCH', path: '/time/timer', tags, summary: 'Say what the timer is about' })
    .input(z.object({ note: z.string().max(2_000) }))
    .output(Timer)
    .handler(({ input, context }) => noteTimer(context.scope, input.note)),
  stop: may('contribute')
    .route({ method: 'POST', path: '/time/timer/stop', tags, summary: 'Stop the timer and keep the time' })
    .input(
      z.object({
        minutes: Minutes.optional(),
        note: z.string().max(2_000).optional(),
        billable: z.boolean().optional(),
      }),
    )
    .output(TimeEntry.nullable())
    .handler(({ input, context }) => stopTimer(context.scope, input)),
  drop: may('contribute')
    .route({ method: 'DELETE', path: '/time/timer', tags, summary: 'Stop the timer and keep nothing' })
    .output(Done)
    .handler(({ context }) => dropTimer(context.scope).then(() => done)),
  ofTask: may('see')
    .route({
      method: 'GET',
      path: '/tasks/{taskId}/time',
      tags,
      summary: 'Time spent on a task, alone and with its subtasks',
    })
    .input(z.object({ taskId: Id, limit: z.int().min(1).max(200).default(50), before: Id.optional() }))
    .output(z.object({ own: z.int(), whole: z.int(), entries: z.array(TimeEntry), next: Id.nullable() }))
    .handler(({ input: { taskId, ...o }, context }) => timeOfTask(context.scope, taskId, o)),
  create: may('contribute')
    .meta({ creates: true })
    .route({ method: 'POST', path: '/time', successStatus: 201, tags, summary: 'Log time' })
    .input(TimeDraft)
    .output(TimeEntry)
    .handler(({ input, context }) => logTime(context.scope, input)),
  amend: may('contribute')
    .route({ method: 'PATCH', path: '/time/{id}', tags, summary: 'Correct logged time' })
    .input(TimeDraft.omit({ projectId: true, memberId: true }).partial().extend(seen.shape))
    .output(TimeEntry)
    .handler(({ input: { id, version, ...patch }, context }) => amendTime(context.scope, id, patch, version)),
  discard: may('contribute')
    .route({ method: 'DELETE', path: '/time/{id}', tags, summary: 'Bin logged time' })
    .input(seen)
    .output(Done)
    .handler(({ input, context }) => discardTime(context.scope, input.id, input.version).then(() => done)),
  restore: may('contribute')
    .route({ method: 'POST', path: '/time/{id}/restore', tags, summary: 'Take logged time out of the bin' })
    .input(one)
    .output(TimeEntry)
    .handler(({ input, context }) => restoreTime(context.scope, input.id)),
  week: may('see')
    .route({ method: 'GET', path: '/time/week', tags, summary: 'A week of somebody’s time, days by tasks' })
    .input(z.object({ memberId: Id.optional(), from: Day.optional() }))
    .output(Week)
    .handler(({ input, context }) => readWeek(context.scope, input)),
  setCell: may('contribute')
    .route({
      method: 'PUT',
      path: '/time/cell',
      tags,
      summary: 'Make the time of a day on a task that many minutes',
    })
    .input(
      z.object({
        memberId: Id.optional(),
        taskId: Id.nullable(),
        projectId: Id,
        day: Day,
        minutes: z.int().min(0).max(1440),
      }),
    )
    .output(z.object({ minutes: z.int() }))
    .handler(async ({ input, context }) => ({ minutes: await setCell(context.scope, input) })),
  report: may('see')
    .route({
      method: 'GET',
      path: '/time/report',
      tags,
      summary: 'Time rolled up by project, client, action, task or person',
    })
    .input(Wish.extend({ by: z.enum(reportBy) }))
    .output(z.array(ReportRow))
    .handler(({ input: { by, ...w }, context }) => reportTime(context.scope, by, w)),
  csv: may('see')
    .route({ method: 'GET', path: '/time/export', tags, summary: 'The entries of a period, as CSV' })
    .input(Wish)
    .output(z.object({ name: z.string(), csv: z.string() }))
    .handler(async ({ input, context }) => ({
      name: `${context.scope.locale === 'fr' ? 'temps' : 'time'}-${input.from}-${input.to}.csv`,
      csv: await timeAsCsv(context.scope, input),
    })),
}
