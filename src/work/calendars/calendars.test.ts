import assert from 'node:assert/strict'
import { test } from 'node:test'
import { undo } from '#platform/ledger.ts'
import { setProjectMember } from '#platform/tenancy/service.ts'
import { openHouse } from '#platform/testing.ts'
import { amendPlan } from '../scheduling/service/settings.ts'
import { getTask } from '../service/read.ts'
import { createTask } from '../service/tasks.ts'
import { defaultWeek, minutesByDay } from './model.ts'
import { thenFollow } from './service/follow.ts'
import {
  addDayOff,
  amendCalendar,
  amendDayOff,
  amendMemberWork,
  answerDayOff,
  createCalendar,
  discardCalendar,
  discardDayOff,
  hourlyCostsOf,
  listCalendars,
  listDaysOff,
  listMemberWork,
  listProjectCalendars,
  makeDefault,
  planCalendarsOf,
  restoreCalendar,
  restoreDayOff,
  setHourlyCost,
} from './service.ts'

const house = await openHouse()
const { owner, id: workspaceId } = await house.workspace()
const lead = await house.person(workspaceId, 'manager', 'Ana Roy')
const maker = await house.person(workspaceId, 'member', 'Bo Lind')
const guest = await house.person(workspaceId, 'guest', 'Client')
const project = await house.project(owner)
const { owner: neighbour } = await house.workspace('Voisin')

const minutesOf = async (who: string, from: string, to: string) => {
  const all = await house.as(owner, (s) => planCalendarsOf(s, project))
  return minutesByDay(new Map(all.calendars.map((c) => [c.id, c])), all.people[who]!, from, to)
}

test('a workspace without a calendar follows 35 hours and the holidays of its time zone', async () => {
  const all = await house.as(owner, (s) => planCalendarsOf(s, project))
  assert.deepEqual([all.defaultId, all.projectCalendarId], ['default', 'default'])
  assert.deepEqual(await minutesOf(maker.memberId, '2026-04-30', '2026-05-04'), [420, 0, 0, 0, 420])
})

test('the first calendar is the one everybody follows; another takes its place when told to', async () => {
  const week = defaultWeek.map((day, d) => (d === 4 ? [] : day))
  const four = await house.as(lead, (s) => createCalendar(s, { name: 'Quatre jours', week, holidays: 'BE' }))
  assert.ok(four.isDefault)
  assert.deepEqual(await minutesOf(maker.memberId, '2026-07-20', '2026-07-24'), [420, 0, 420, 420, 0])
  const usual = await house.as(lead, (s) => createCalendar(s, { name: 'France' }))
  assert.deepEqual([usual.isDefault, usual.holidays], [false, 'FR'])
  await house.as(lead, (s) => makeDefault(s, usual.id))
  assert.deepEqual(
    (await house.as(maker, listCalendars)).map((c) => [c.name, c.isDefault]),
    [
      ['France', true],
      ['Quatre jours', false],
    ],
  )
  await assert.rejects(
    house.as(lead, (s) => discardCalendar(s, usual.id)),
    { code: 'INVALID' },
  )
  await house.as(lead, (s) => discardCalendar(s, four.id))
  await house.as(lead, (s) => restoreCalendar(s, four.id))
})

test('a closed week is an exception of the calendar; a stale change is refused with what is there', async () => {
  const [usual] = await house.as(owner, listCalendars)
  const exceptions = [{ from: '2026-08-10', to: '2026-08-14', name: 'Fermeture', periods: [] }]
  const after = await house.as(lead, (s) => amendCalendar(s, usual!.id, { exceptions }, usual!.version))
  assert.deepEqual(after.exceptions, exceptions)
  assert.deepEqual(await minutesOf(maker.memberId, '2026-08-13', '2026-08-17'), [0, 0, 0, 0, 420])
  await assert.rejects(
    house.as(lead, (s) => amendCalendar(s, usual!.id, { name: 'Autre' }, usual!.version)),
    { code: 'CONFLICT' },
  )
})

test('each says their own hours and skills; a colleague does not, who conducts does', async () => {
  const own = await house.as(maker, (s) =>
    amendMemberWork(s, maker.memberId, { percent: 80, skills: ['Vidéo', 'vidéo', 'Montage'] }),
  )
  assert.deepEqual(
    [own.weeklyMinutes, own.skills, own.hourlyCents],
    [28 * 60, ['vidéo', 'Montage'], undefined],
  )
  assert.deepEqual(await minutesOf(maker.memberId, '2026-03-16', '2026-03-16'), [336])
  const week = defaultWeek.map((day, d) => (d === 2 ? [] : day))
  await house.as(lead, (s) => amendMemberWork(s, maker.memberId, { week, percent: 100 }))
  assert.deepEqual(await minutesOf(maker.memberId, '2026-03-17', '2026-03-19'), [420, 0, 420])
  await assert.rejects(
    house.as(maker, (s) => amendMemberWork(s, lead.memberId, { percent: 10 })),
    { code: 'FORBIDDEN' },
  )
  await assert.rejects(
    house.as(guest, (s) => amendMemberWork(s, guest.memberId, { percent: 10 })),
    { code: 'FORBIDDEN' },
  )
  await house.as(lead, (s) => amendMemberWork(s, maker.memberId, { week: null }))
})

test('what an hour costs is known to who conducts, and leaves no trace in the history', async () => {
  await house.as(lead, (s) => setHourlyCost(s, maker.memberId, 6500))
  const costOf = async (who: typeof lead) =>
    (await house.as(who, (s) => listMemberWork(s))).find((m) => m.memberId === maker.memberId)?.hourlyCents
  assert.deepEqual([await costOf(lead), await costOf(maker)], [6500, undefined])
  assert.deepEqual(await house.as(maker, hourlyCostsOf), {})
  await assert.rejects(
    house.as(maker, (s) => setHourlyCost(s, maker.memberId, 1)),
    { code: 'FORBIDDEN' },
  )
  const { rowCount } = await house.owner.query("select from history where after::text like '%6500%'")
  assert.equal(rowCount, 0)
  await house.as(lead, (s) => setHourlyCost(s, maker.memberId, null))
  assert.equal(await costOf(lead), null)
})

test('days off count at once; asked for, they wait for a word, and the answer is told', async () => {
  const off = await house.as(maker, (s) =>
    addDayOff(s, { from: '2026-06-01', to: '2026-06-02', fromNoon: true }),
  )
  assert.deepEqual([off.memberId, off.state], [maker.memberId, 'agreed'])
  assert.deepEqual(await minutesOf(maker.memberId, '2026-06-01', '2026-06-03'), [210, 0, 420])
  const asked = await house.as(maker, (s) =>
    addDayOff(s, { from: '2026-06-03', to: '2026-06-03', ask: true }),
  )
  assert.deepEqual(await minutesOf(maker.memberId, '2026-06-03', '2026-06-03'), [420])
  await assert.rejects(
    house.as(maker, (s) => answerDayOff(s, asked.id, 'agreed')),
    { code: 'FORBIDDEN' },
  )
  await house.as(lead, (s) => answerDayOff(s, asked.id, 'agreed', asked.version))
  assert.deepEqual(await minutesOf(maker.memberId, '2026-06-03', '2026-06-03'), [0])
  const { rows } = await house.owner.query<{ kind: string }>(
    'select kind from notifications where member_id = $1',
    [maker.memberId],
  )
  assert.deepEqual(rows, [{ kind: 'dayOff.answered' }])
  await house.as(maker, (s) => discardDayOff(s, off.id))
  assert.deepEqual(await minutesOf(maker.memberId, '2026-06-02', '2026-06-02'), [420])
  await house.as(maker, (s) => restoreDayOff(s, off.id))
  assert.deepEqual(await minutesOf(maker.memberId, '2026-06-02', '2026-06-02'), [0])
})

test('refused days off moved to other dates are asked again', async () => {
  const asked = await house.as(maker, (s) =>
    addDayOff(s, { from: '2026-07-01', to: '2026-07-03', ask: true }),
  )
  await house.as(lead, (s) => answerDayOff(s, asked.id, 'refused'))
  assert.equal((await house.as(maker, (s) => amendDayOff(s, asked.id, { to: '2026-07-02' }))).state, 'asked')
})

test('an absence that ends before it begins, or lasts nothing, is refused with what to do', async () => {
  const add = (o: object) =>
    house.as(maker, (s) => addDayOff(s, { from: '2026-09-02', to: '2026-09-02', ...o }))
  await assert.rejects(add({ to: '2026-09-01' }), { code: 'INVALID' })
  await assert.rejects(add({ fromNoon: true, untilNoon: true }), { code: 'INVALID' })
})

test('a colleague cannot touch somebody’s days off, not even through the history', async () => {
  const other = await house.person(workspaceId, 'member', 'Cy Odo')
  const off = await house.as(maker, (s) => addDayOff(s, { from: '2026-10-01', to: '2026-10-02' }))
  await assert.rejects(
    house.as(other, (s) => discardDayOff(s, off.id)),
    { code: 'FORBIDDEN' },
  )
  await assert.rejects(
    house.as(other, (s) => addDayOff(s, { memberId: maker.memberId, from: '2026-10-05', to: '2026-10-05' })),
    {
      code: 'FORBIDDEN',
    },
  )
  const { rows } = await house.owner.query<{ id: string }>('select id from history where row_id = $1', [
    off.id,
  ])
  await assert.rejects(
    house.as(other, (s) => undo(s, rows[0]!.id)),
    { code: 'FORBIDDEN' },
  )
})

test('members change no calendar; guests see no days off; the neighbour sees and touches nothing', async () => {
  const [usual] = await house.as(owner, listCalendars)
  await assert.rejects(
    house.as(maker, (s) => amendCalendar(s, usual!.id, { name: 'À moi' })),
    { code: 'FORBIDDEN' },
  )
  await assert.rejects(
    house.as(guest, (s) => listDaysOff(s)),
    { code: 'FORBIDDEN' },
  )
  await assert.rejects(
    house.as(guest, (s) => listMemberWork(s)),
    { code: 'FORBIDDEN' },
  )
  assert.deepEqual(await house.as(neighbour, listCalendars), [])
  assert.deepEqual(await house.as(neighbour, (s) => listDaysOff(s)), [])
  await assert.rejects(
    house.as(neighbour, (s) => amendCalendar(s, usual!.id, { name: 'x' })),
    { code: 'NOT_FOUND' },
  )
  await assert.rejects(
    house.as(neighbour, (s) =>
      addDayOff(s, { memberId: maker.memberId, from: '2026-10-01', to: '2026-10-01' }),
    ),
    {
      code: 'NOT_FOUND',
    },
  )
  await assert.rejects(
    house.as(neighbour, (s) => amendMemberWork(s, maker.memberId, { percent: 50 })),
    { code: 'NOT_FOUND' },
  )
})

test('a guest of a project learns when its people work, not why they do not', async () => {
  await house.as(owner, (s) => setProjectMember(s, project, guest.memberId, 'reader'))
  const all = await house.as(guest, (s) => planCalendarsOf(s, project))
  assert.ok(all.people[maker.memberId])
  assert.ok(!JSON.stringify(all).includes('leave'))
})

test('an automatic task moves with the days off of who does it, and comes back with them', async () => {
  const p = await house.project(owner, 'Automatique')
  const task = await house.as(owner, (s) =>
    createTask(s, p, {
      title: 'Monter',
      mode: 'auto',
      startsOn: '2026-11-16',
      dueOn: '2026-11-17',
      durationMinutes: 840,
      assigneeIds: [lead.memberId],
    }),
  )
  const dueOn = async () => (await house.as(owner, (s) => getTask(s, task.id))).dueOn
  const off = await house.as(lead, (s) =>
    thenFollow(s, addDayOff(s, { from: '2026-11-17', to: '2026-11-18' }), (d) => d.memberId),
  )
  assert.equal(await dueOn(), '2026-11-19')
  await house.as(lead, (s) => thenFollow(s, discardDayOff(s, off.id), (memberId) => memberId))
  assert.equal(await dueOn(), '2026-11-17')
})

test('a project follows a calendar of its own when told to', async () => {
  const p = await house.project(owner, 'À Bruxelles')
  const [, four] = await house.as(owner, listCalendars)
  await house.as(owner, (s) => amendPlan(s, p, { calendarId: four!.id }))
  assert.equal((await house.as(owner, (s) => planCalendarsOf(s, p))).projectCalendarId, four!.id)
  const said = (await house.as(maker, listProjectCalendars)).find((x) => x.id === p)
  assert.deepEqual([said?.calendarId, said?.mayChange], [four!.id, false])
  assert.deepEqual(await house.as(neighbour, listProjectCalendars), [])
})
