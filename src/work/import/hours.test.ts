import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addFile } from '#platform/files.ts'
import { enqueue } from '#platform/jobs.ts'
import { openHouse, type Person } from '#platform/testing.ts'
import { listDaysOff, listMemberWork } from '../calendars/service.ts'
import { workJobs } from '../jobs.ts'
import { reachOf } from './deliver.ts'
import { ImportOptions, type Report } from './model.ts'
import { undoImport } from './undo.ts'

workJobs()
const house = await openHouse()
const { owner, id: workspaceId } = await house.workspace()

const time = (from: string, to: string) =>
  `<WorkingTime><FromTime>${from}:00</FromTime><ToTime>${to}:00</ToTime></WorkingTime>`
const hours = `<WorkingTimes>${time('08:00', '12:00')}${time('13:00', '17:00')}</WorkingTimes>`
const day = (n: number, works: boolean) =>
  `<WeekDay><DayType>${n}</DayType><DayWorking>${works ? 1 : 0}</DayWorking>${works ? hours : ''}</WeekDay>`
const week = [1, 2, 3, 4, 5, 6, 7].map((n) => day(n, n > 1 && n < 7)).join('')
const off = (on: string, to = on, inside = '') =>
  `<WeekDay><DayType>0</DayType><DayWorking>${inside ? 1 : 0}</DayWorking><TimePeriod><FromDate>${on}T00:00:00</FromDate><ToDate>${to}T23:59:00</ToDate></TimePeriod>${inside && `<WorkingTimes>${inside}</WorkingTimes>`}</WeekDay>`
const calendar = (uid: number, name: string, base: number, inside: string) =>
  `<Calendar><UID>${uid}</UID><Name>${name}</Name><IsBaseCalendar>${base < 0 ? 1 : 0}</IsBaseCalendar><BaseCalendarUID>${base}</BaseCalendarUID><WeekDays>${inside}</WeekDays></Calendar>`
const task = (uid: number, name: string) =>
  `<Task><UID>${uid}</UID><ID>${uid}</ID><Name>${name}</Name><OutlineLevel>1</OutlineLevel><Start>2026-05-04T08:00:00</Start><Finish>2026-05-05T17:00:00</Finish><Duration>PT16H0M0S</Duration></Task>`
const resource = (uid: number, p: Person, calendarUid: number) =>
  `<Resource><UID>${uid}</UID><ID>${uid}</ID><Name>Personne ${uid}</Name><Type>1</Type><EmailAddress>${p.email}</EmailAddress><CalendarUID>${calendarUid}</CalendarUID></Resource>`

/** Ana does not work on Wednesdays and is away a week, a morning, and an hour; Bo works as the plan does. */
const planOf = (ana: Person, bo: Person) =>
  Buffer.from(`<?xml version="1.0" encoding="UTF-8"?><Project xmlns="http://schemas.microsoft.com/project"><Name>plan.xml</Name><StartDate>2026-05-04T08:00:00</StartDate><CalendarUID>1</CalendarUID>
<Calendars>${calendar(1, 'Atelier', -1, week)}${calendar(
    2,
    'Ana',
    1,
    day(4, false) +
      off('2026-07-06', '2026-07-10') +
      off('2026-08-03', '2026-08-03', time('13:00', '17:00')) +
      off('2026-08-04', '2026-08-04', time('09:00', '10:00')),
  )}${calendar(3, 'Bo', 1, '')}</Calendars>
<Tasks>${task(1, 'Maquette')}${task(2, 'Relecture')}</Tasks><Resources>${resource(1, ana, 2)}${resource(2, bo, 3)}</Resources>
<Assignments><Assignment><UID>1</UID><TaskUID>1</TaskUID><ResourceUID>1</ResourceUID><Units>1</Units></Assignment><Assignment><UID>2</UID><TaskUID>2</TaskUID><ResourceUID>2</ResourceUID><Units>1</Units></Assignment></Assignments></Project>`)

async function run(
  who: Person,
  p: string,
  bytes: Buffer,
  o: { dryRun?: boolean; options?: object | null } = {},
): Promise<Report> {
  const id = await house.as(who, async (s) => {
    const file = await addFile(s, bytes, { projectId: p, name: 'plan.xml' })
    return enqueue(s, {
      kind: 'import.msproject',
      payload: {
        fileId: file.id,
        projectId: p,
        dryRun: o.dryRun ?? false,
        may: await reachOf(s),
        by: s.actor.id,
        ...(o.options !== null && { options: ImportOptions.parse(o.options ?? {}) }),
      },
      project: p,
    })
  })
  await house.settle()
  const { rows } = await house.owner.query('select state, result from jobs where id = $1', [id])
  assert.equal(rows[0].state, 'done')
  assert.ok('created' in rows[0].result, JSON.stringify(rows[0].result))
  return rows[0].result
}
const lostOf = (r: Report, kind: string) => r.lost.find((l) => l.kind === kind)?.count ?? 0
const weekOf = async (p: Person) => (await house.as(owner, (s) => listMemberWork(s, [p.memberId])))[0]!.week
const awayOf = async (p: Person) =>
  (await house.as(owner, (s) => listDaysOff(s, { memberId: p.memberId }))).map((d) => [
    d.from,
    d.to,
    d.untilNoon,
    d.state,
  ])
const people = async () =>
  [await house.person(workspaceId, 'member'), await house.person(workspaceId, 'member')] as const
const hoursOf = (r: Report) => r.members.find((m) => m.hours)!

test('the hours and days off of a plan are proposed, taken only where ticked, and given back with the import', async () => {
  const p = await house.project(owner)
  const [ana, bo] = await people()
  const file = planOf(ana, bo)
  const trial = await run(owner, p, file, { dryRun: true })
  assert.deepEqual(
    trial.members.map((m) => m.hours),
    [{ calendar: null, weeklyMinutes: 4 * 480, daysOff: 2, may: true, applied: false }, null],
    'who works as the plan does is proposed nothing',
  )
  const plain = await run(owner, p, file)
  assert.equal(lostOf(plain, 'personHours'), 1)
  assert.deepEqual([plain.created.hours, plain.created.daysOff], [0, 0])
  assert.deepEqual([await weekOf(ana), await awayOf(ana)], [null, []])

  const options = { hours: { [hoursOf(trial).id]: true } }
  const taken = await run(owner, p, file, { options })
  assert.deepEqual([taken.created.hours, taken.created.daysOff, taken.created.tasks], [1, 2, 0])
  assert.deepEqual([lostOf(taken, 'personHours'), lostOf(taken, 'oddDays')], [0, 1])
  assert.equal((await weekOf(ana))![2]!.length, 0, 'no Wednesday')
  assert.deepEqual(await awayOf(ana), [
    ['2026-07-06', '2026-07-10', false, 'agreed'],
    ['2026-08-03', '2026-08-03', true, 'agreed'],
  ])
  assert.equal(await weekOf(bo), null)
  const again = await run(owner, p, file, { options })
  assert.deepEqual([again.created.hours, again.created.daysOff, again.unchanged.daysOff], [0, 0, 2])
  const remembered = await run(owner, p, file, { dryRun: true, options: null })
  assert.deepEqual(
    [remembered.remembered, hoursOf(remembered).hours?.applied],
    [true, false],
    'asked each time',
  )

  const back = await house.as(owner, (s) => undoImport(s, taken.importId!))
  assert.equal(back.kept, 0)
  assert.deepEqual([await weekOf(ana), await awayOf(ana)], [null, []])
})

test('who does not conduct the workspace takes the hours of nobody else, even ticked, and is told', async () => {
  const p = await house.project(owner)
  const [ana, bo] = await people()
  for (const [who, role] of [
    [ana, 'lead'],
    [bo, 'lead'],
  ] as const)
    await house.owner.query(
      'insert into project_members (workspace_id, project_id, member_id, role) values ($1, $2, $3, $4)',
      [workspaceId, p, who.memberId, role],
    )
  const file = planOf(ana, bo)
  const trial = await run(bo, p, file, { dryRun: true })
  assert.equal(hoursOf(trial).hours?.may, false)
  const options = { hours: { [hoursOf(trial).id]: true } }
  const refused = await run(bo, p, file, { options })
  assert.deepEqual([refused.created.hours, lostOf(refused, 'personHours')], [0, 1])
  assert.deepEqual([await weekOf(ana), await awayOf(ana)], [null, []])
  const own = await run(ana, p, file, { options })
  assert.deepEqual([own.created.hours, own.created.daysOff], [1, 2])
})
