import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openHouse } from '#platform/testing.ts'
import { listFields } from '../fields/service.ts'
import { inputOf } from '../scheduling/service/read.ts'
import { datesDue } from '../scheduling/service/reschedule.ts'
import { getTask, listTasks } from '../service.ts'
import { bringBoard } from './bring/board.ts'
import { ImportOptions, noCounts, type Report } from './model.ts'
import { readMsProject } from './msproject.ts'

const house = await openHouse()
const { owner, id: workspaceId } = await house.workspace()
const options = ImportOptions.parse({})
const lost = (r: Pick<Report, 'lost'>) => Object.fromEntries(r.lost.map((l) => [l.kind, l.count]))

const weekDay = (n: number) =>
  `<WeekDay><DayType>${n}</DayType><DayWorking>${n > 1 && n < 7 ? 1 : 0}</DayWorking>${
    n > 1 && n < 7
      ? '<WorkingTimes><WorkingTime><FromTime>08:00:00</FromTime><ToTime>12:00:00</ToTime></WorkingTime><WorkingTime><FromTime>13:00:00</FromTime><ToTime>17:00:00</ToTime></WorkingTime></WorkingTimes>'
      : ''
  }</WeekDay>`
const calendar = `<Calendars>
  <Calendar><UID>1</UID><Name>Atelier</Name><IsBaseCalendar>1</IsBaseCalendar><BaseCalendarUID>-1</BaseCalendarUID><WeekDays>${[1, 2, 3, 4, 5, 6, 7].map(weekDay).join('')}
    <WeekDay><DayType>0</DayType><DayWorking>0</DayWorking><TimePeriod><FromDate>2026-05-08T00:00:00</FromDate><ToDate>2026-05-08T23:59:00</ToDate></TimePeriod></WeekDay></WeekDays></Calendar>
  <Calendar><UID>2</UID><Name>Ana Roy</Name><IsBaseCalendar>0</IsBaseCalendar><BaseCalendarUID>1</BaseCalendarUID></Calendar></Calendars>`
type Extra = { [name: string]: string | number }
const task = (
  uid: number,
  name: string,
  level: number,
  start: string,
  finish: string,
  hours: number,
  more: Extra = {},
  inside = '',
) =>
  `<Task><UID>${uid}</UID><ID>${uid}</ID><Name>${name}</Name><OutlineLevel>${level}</OutlineLevel><Start>${start}</Start><Finish>${finish}</Finish><Duration>PT${hours}H0M0S</Duration><DurationFormat>7</DurationFormat>${Object.entries(
    more,
  )
    .map(([k, v]) => `<${k}>${v}</${k}>`)
    .join('')}${inside}</Task>`
const after = (uid: number, type = 1, lag = 0) =>
  `<PredecessorLink><PredecessorUID>${uid}</PredecessorUID><Type>${type}</Type><LinkLag>${lag}</LinkLag><LagFormat>7</LagFormat></PredecessorLink>`
const baseline =
  '<Baseline><Number>0</Number><Start>2026-05-04T08:00:00</Start><Finish>2026-05-05T17:00:00</Finish><Duration>PT16H0M0S</Duration></Baseline>'

/** A small plan as Microsoft Project writes it: outline, links, constraint, deadline, milestone, baseline, holiday, people. */
const plan = `<?xml version="1.0" encoding="UTF-8"?><Project xmlns="http://schemas.microsoft.com/project"><Name>brume.xml</Name><Title>Lancement Brume</Title><StartDate>2026-05-04T08:00:00</StartDate><CalendarUID>1</CalendarUID><StatusDate>2026-05-05T17:00:00</StatusDate>
<ExtendedAttributes><ExtendedAttribute><FieldID>188743731</FieldID><FieldName>Text1</FieldName><Alias>Canal</Alias></ExtendedAttribute></ExtendedAttributes>
${calendar}<Tasks>
${task(0, 'Lancement Brume', 0, '2026-05-04T08:00:00', '2026-05-14T17:00:00', 64, { Summary: 1 })}
<Task><UID>90</UID><ID>90</ID><IsNull>1</IsNull></Task>
${task(1, 'Préparer', 1, '2026-05-04T08:00:00', '2026-05-11T17:00:00', 40, { Summary: 1 })}
${task(2, 'Brief &amp; devis', 2, '2026-05-04T08:00:00', '2026-05-05T17:00:00', 16, { PercentComplete: 50, ActualStart: '2026-05-04T08:00:00', Priority: 900, Notes: 'Deux pages' }, `<ExtendedAttribute><FieldID>188743731</FieldID><Value>Presse</Value></ExtendedAttribute>${baseline}`)}
${task(3, 'Tournage', 2, '2026-05-06T08:00:00', '2026-05-11T17:00:00', 24, { Deadline: '2026-05-12T17:00:00' }, after(2))}
${task(4, 'Montage', 1, '2026-05-12T08:00:00', '2026-05-13T08:00:00', 8, {}, after(3))}
${task(5, 'Lancement', 1, '2026-05-14T17:00:00', '2026-05-14T17:00:00', 0, { Milestone: 1, ConstraintType: 4, ConstraintDate: '2026-05-14T17:00:00' }, after(4, 1, 4800))}
${task(6, 'Salon', 1, '2026-05-20T08:00:00', '2026-05-21T17:00:00', 16, { Manual: 1 })}
${task(7, 'Point hebdo', 1, '2026-05-18T09:00:00', '2026-05-18T10:00:00', 1, { Recurring: 1 })}
${task(8, 'Ailleurs', 1, '2026-05-18T09:00:00', '2026-05-18T10:00:00', 1, { ExternalTask: 1 })}
</Tasks><Resources><Resource><UID>0</UID><IsNull>1</IsNull></Resource><Resource><UID>1</UID><ID>1</ID><Name>Ana Roy</Name><Type>1</Type><EmailAddress>ANA@example.org</EmailAddress><MaxUnits>1</MaxUnits><CalendarUID>2</CalendarUID></Resource><Resource><UID>2</UID><ID>2</ID><Name>Papier</Name><Type>0</Type></Resource></Resources>
<Assignments><Assignment><UID>1</UID><TaskUID>3</TaskUID><ResourceUID>1</ResourceUID><Units>1</Units><Work>PT24H0M0S</Work></Assignment><Assignment><UID>2</UID><TaskUID>4</TaskUID><ResourceUID>1</ResourceUID><Units>0.5</Units></Assignment></Assignments></Project>`

const bring = async (project: string, xml = plan) => {
  const board = readMsProject(Buffer.from(xml), 'plan.xml')
  return house.as(owner, (s) => bringBoard(s, board, project, options))
}

test('a Microsoft Project plan comes over: outline, dates, links, calendar, people, baseline, fields, and what cannot is told', async () => {
  const p = await house.project(owner)
  const r = await bring(p)
  assert.equal(r.board, 'Lancement Brume')
  assert.deepEqual(
    [
      r.created.tasks,
      r.created.links,
      r.created.calendars,
      r.created.baselines,
      r.created.members,
      r.created.fields,
    ],
    [7, 3, 1, 1, 1, 1],
  )
  assert.deepEqual(lost(r), {
    materials: 1,
    externalTasks: 1,
    recurringTasks: 1,
    assignmentDetails: 1,
    access: 1,
  })
  const all = (await house.as(owner, (s) => listTasks(s, p, { limit: 100 }))).items
  const named = (title: string) => all.find((t) => t.title === title)!
  const [brief, shoot, cut, launch, fair] = [
    'Brief & devis',
    'Tournage',
    'Montage',
    'Lancement',
    'Salon',
  ].map(named)
  assert.deepEqual(
    [brief!.parentId, brief!.importance, brief!.progress, brief!.mode],
    [named('Préparer').id, 3, 50, 'auto'],
  )
  assert.deepEqual(
    [
      shoot!.startsOn,
      shoot!.startMinute,
      shoot!.dueOn,
      shoot!.dueMinute,
      shoot!.deadlineOn,
      shoot!.durationMinutes,
    ],
    ['2026-05-06', null, '2026-05-11', null, '2026-05-12', 1440],
    'three days around a holiday and a weekend',
  )
  assert.deepEqual(
    [cut!.startsOn, cut!.dueOn],
    ['2026-05-12', '2026-05-12'],
    'an end written as the next morning is the evening before',
  )
  assert.deepEqual(
    [launch!.kind, launch!.dueOn, launch!.constraintKind, launch!.constraintAt],
    ['milestone', '2026-05-14', 'snet', '2026-05-14T17:00'],
  )
  assert.deepEqual([fair!.mode, named('Point hebdo').mode], ['manual', 'manual'])
  const [field] = await house.as(owner, (s) => listFields(s, p))
  assert.deepEqual([field!.name, brief!.fields[field!.id]], ['Canal', 'Presse'])
  const whole = await house.as(owner, (s) => getTask(s, brief!.id))
  assert.deepEqual([whole.description, whole.actualStart], ['Deux pages', '2026-05-04T08:00'])
  const { rows } = await house.owner.query(
    'select c.name, jsonb_array_length(c.exceptions) as off, p.status_on from project_plans p join calendars c on c.id = p.calendar_id where p.project_id = $1',
    [p],
  )
  assert.deepEqual([rows[0].name, rows[0].off], ['Atelier', 1])
  const kept = await house.owner.query(
    'select k.starts_on, k.due_on, k.duration_minutes from baseline_tasks k where k.project_id = $1',
    [p],
  )
  assert.equal(kept.rows.length, 1)
  assert.equal(kept.rows[0].duration_minutes, 960)
})

test('our own schedule agrees with the dates of the file: the first change here moves nothing else', async () => {
  const p = await house.project(owner)
  await bring(p)
  const due = await house.as(owner, async (s) => datesDue(await inputOf(s, p)))
  assert.deepEqual(due, [])
})

test('tasks whose dates our schedule would not give keep them, fixed, and it is told', async () => {
  const p = await house.project(owner)
  const odd = plan.replace(
    task(4, 'Montage', 1, '2026-05-12T08:00:00', '2026-05-13T08:00:00', 8, {}, after(3)),
    task(4, 'Montage', 1, '2026-05-18T08:00:00', '2026-05-18T17:00:00', 8, {}, after(3)),
  )
  const r = await bring(p, odd)
  assert.equal(lost(r).fixedDates, 2, 'it, and the launch that it would push')
  const montage = (await house.as(owner, (s) => listTasks(s, p, { limit: 100 }))).items.find(
    (t) => t.title === 'Montage',
  )!
  assert.deepEqual([montage.mode, montage.startsOn, montage.dueOn], ['manual', '2026-05-18', '2026-05-18'])
  assert.deepEqual(await house.as(owner, async (s) => datesDue(await inputOf(s, p))), [])
})

test('a second run changes nothing, and a later plan changes only what moved in Project', async () => {
  const p = await house.project(owner)
  await bring(p)
  const again = await bring(p)
  assert.deepEqual([again.created, again.updated], [noCounts(), noCounts()])
  const later = await bring(p, plan.replace('<Name>Salon</Name>', '<Name>Salon du livre</Name>'))
  assert.deepEqual([later.created.tasks, later.updated.tasks], [0, 1])
})

test('somebody of the plan who is a member is that member, and a calendar of the same hours is not doubled', async () => {
  const p = await house.project(owner)
  const ana = await house.person(workspaceId, 'member', 'Anna R.')
  const r = await bring(p, plan.replace('ANA@example.org', ana.email.toUpperCase()))
  assert.deepEqual(
    r.members.map((m) => m.memberId),
    [ana.memberId],
  )
  assert.deepEqual([r.created.calendars, r.unchanged.calendars], [0, 1])
})

test('a plan in UTF-16, with its mark, reads as one in UTF-8', () => {
  const text = plan.replace('UTF-8', 'UTF-16')
  const wide = readMsProject(Buffer.from(`\uFEFF${text}`, 'utf16le'), 'plan.xml')
  assert.deepEqual(
    wide.tasks.map((t) => t.title),
    readMsProject(Buffer.from(plan), 'plan.xml').tasks.map((t) => t.title),
  )
})
