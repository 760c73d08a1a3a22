import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setProjectMember } from '#platform/tenancy/service.ts'
import { openHouse, type Person } from '#platform/testing.ts'
import { setHourlyCost } from '../calendars/service.ts'
import { createTask } from '../service/tasks.ts'
import { timeJobs } from './jobs.ts'
import { amendTime, discardTime, logTime, restoreTime, timeOfTask } from './service/entries.ts'
import { reportTime, timeAsCsv } from './service/report.ts'
import { readWeek, setCell } from './service/sheet.ts'
import { dropTimer, pauseTimer, readTimer, resumeTimer, startTimer, stopTimer } from './service/timer.ts'

timeJobs()
const house = await openHouse()
const { owner, id: workspaceId } = await house.workspace()
const project = await house.project(owner)
const lea = await house.person(workspaceId, 'member', 'Léa')
const guest = await house.person(workspaceId, 'guest', 'Client')
await house.as(owner, (s) => setProjectMember(s, project, guest.memberId, 'reader'))
const task = (title: string, extra: object = {}) =>
  house.as(owner, (s) => createTask(s, project, { title, ...extra }))
const log = (who: Person, d: object) =>
  house.as(who, (s) => logTime(s, { workedOn: '2026-03-16', minutes: 60, ...d }))
const spent = async (id: string) =>
  (await house.owner.query<{ n: number }>('select spent_minutes as n from tasks where id = $1', [id]))
    .rows[0]!.n
const at = (iso: string) => house.clock.set(iso)

test('time logged today for yesterday counts yesterday; the task knows its sum at once', async () => {
  at('2026-03-17T09:00:00Z')
  const t = await task('Dossier de presse')
  const e = await log(lea, { taskId: t.id, minutes: 90, note: 'Relecture' })
  assert.deepEqual(
    [e.workedOn, e.loggedAt.toISOString(), e.minutes],
    ['2026-03-16', '2026-03-17T09:00:00.000Z', 90],
  )
  await log(owner, { taskId: t.id, minutes: 30 })
  assert.equal(await spent(t.id), 120)
  await house.as(lea, (s) => amendTime(s, e.id, { minutes: 60 }, e.version))
  assert.equal(await spent(t.id), 90)
  await house.as(lea, (s) => discardTime(s, e.id))
  assert.equal(await spent(t.id), 30)
  await house.as(lea, (s) => restoreTime(s, e.id))
  assert.equal(await spent(t.id), 90)
})

test('what two people change at once is not lost: the second sees the first’s', async () => {
  const t = await task('Visuels')
  const e = await log(lea, { taskId: t.id })
  await house.as(lea, (s) => amendTime(s, e.id, { minutes: 45 }, e.version))
  await assert.rejects(
    house.as(lea, (s) => amendTime(s, e.id, { minutes: 15 }, e.version)),
    { code: 'CONFLICT' },
  )
})

test('a task’s time with its subtasks; of others’ entries a member sees the sum, who conducts sees the lines', async () => {
  const parent = await task('Tournage')
  const child = await task('Repérage', { parentId: parent.id })
  const deep = await task('Autorisations', { parentId: child.id })
  await log(owner, { taskId: child.id, minutes: 30 })
  await log(owner, { taskId: deep.id, minutes: 15 })
  await log(lea, { taskId: parent.id, minutes: 10 })
  const seen = await house.as(lea, (s) => timeOfTask(s, parent.id, { limit: 10 }))
  assert.deepEqual([seen.own, seen.whole, seen.entries.length], [10, 55, 1])
  assert.equal((await house.as(lea, (s) => timeOfTask(s, child.id, { limit: 10 }))).entries.length, 0)
  assert.equal((await house.as(owner, (s) => timeOfTask(s, child.id, { limit: 10 }))).entries.length, 1)
})

test('nobody logs time that has not come, nor more than a day holds', async () => {
  at('2026-03-17T09:00:00Z')
  const t = await task('Trop')
  await assert.rejects(log(lea, { taskId: t.id, workedOn: '2026-03-18' }), { code: 'INVALID' })
  const max = await house.person(workspaceId, 'member', 'Max')
  await log(max, { taskId: t.id, minutes: 1400 })
  await assert.rejects(log(max, { taskId: t.id, minutes: 60 }), { code: 'INVALID' })
  await assert.rejects(log(lea, {}), { code: 'INVALID' })
})

test('a guest logs nothing, a member logs for themselves alone, who conducts for anybody', async () => {
  const t = await task('Rôles')
  await assert.rejects(log(guest, { taskId: t.id }), { code: 'FORBIDDEN' })
  await assert.rejects(log(lea, { taskId: t.id, memberId: owner.memberId }), { code: 'FORBIDDEN' })
  assert.equal((await log(owner, { taskId: t.id, memberId: lea.memberId, minutes: 5 })).memberName, 'Léa')
  const theirs = await log(owner, { taskId: t.id, minutes: 5 })
  await assert.rejects(
    house.as(lea, (s) => discardTime(s, theirs.id)),
    { code: 'FORBIDDEN' },
  )
})

test('the neighbour finds no task to log on, and no time of ours', async () => {
  const t = await task('Chez nous')
  const e = await log(lea, { taskId: t.id, minutes: 5 })
  const away = await house.workspace('Voisin')
  await assert.rejects(log(away.owner, { taskId: t.id }), { code: 'NOT_FOUND' })
  await assert.rejects(log(away.owner, { projectId: project }), { code: 'NOT_FOUND' })
  await assert.rejects(
    house.as(away.owner, (s) => amendTime(s, e.id, { minutes: 1 })),
    { code: 'NOT_FOUND' },
  )
  await assert.rejects(
    house.as(away.owner, (s) => startTimer(s, t.id)),
    { code: 'NOT_FOUND' },
  )
  const elsewhere = await house.project(away.owner, 'Ailleurs')
  await assert.rejects(
    house.as(away.owner, (s) => readWeek(s, { memberId: lea.memberId })),
    { code: 'NOT_FOUND' },
  )
  await assert.rejects(
    house.as(away.owner, (s) =>
      logTime(s, { projectId: elsewhere, memberId: lea.memberId, workedOn: '2026-03-16', minutes: 5 }),
    ),
    { code: 'NOT_FOUND' },
  )
  assert.deepEqual(
    await house.as(away.owner, (s) => reportTime(s, 'person', { from: '2026-03-01', to: '2026-03-31' })),
    [],
  )
})

test('a timer pauses, goes on, and becomes an entry on the day it began, on its member’s wall', async () => {
  at('2026-03-16T22:30:00Z') // 23:30 in Paris
  const t = await task('Nuit blanche')
  await house.as(lea, (s) => startTimer(s, t.id))
  at('2026-03-16T22:50:00Z')
  await house.as(lea, pauseTimer)
  at('2026-03-16T23:10:00Z')
  await house.as(lea, resumeTimer)
  at('2026-03-16T23:20:00Z')
  const kept = await house.as(lea, (s) => stopTimer(s, { note: 'Montage' }))
  assert.deepEqual(
    [kept?.minutes, kept?.workedOn, kept?.source, kept?.note],
    [30, '2026-03-16', 'timer', 'Montage'],
  )
  assert.equal(await house.as(lea, readTimer), null)
  assert.equal(await spent(t.id), 30)
})

test('one timer per member: starting another keeps what ran; the same on two devices is one', async () => {
  at('2026-03-17T09:00:00Z')
  const [a, b] = [await task('Première'), await task('Seconde')]
  await Promise.all([1, 2].map(() => house.as(lea, (s) => startTimer(s, a.id))))
  at('2026-03-17T09:25:00Z')
  const now = await house.as(lea, (s) => startTimer(s, b.id))
  assert.equal(now.taskTitle, 'Seconde')
  assert.equal(await spent(a.id), 25)
  await house.as(lea, dropTimer)
  assert.equal(await spent(b.id), 0)
})

test('under half a minute nothing is kept', async () => {
  const t = await task('Faux départ')
  await house.as(lea, (s) => startTimer(s, t.id))
  house.clock.advance(20_000)
  assert.equal(await house.as(lea, (s) => stopTimer(s, {})), null)
  await assert.rejects(house.as(lea, pauseTimer), { code: 'INVALID' })
})

test('a timer that runs for hours asks once; the answer may correct what ran', async () => {
  at('2026-03-17T08:00:00Z')
  const t = await task('Oublié')
  await house.as(lea, (s) => startTimer(s, t.id))
  at('2026-03-17T11:59:00Z')
  await house.settle()
  assert.equal((await house.as(lea, readTimer))?.forgotten, false)
  at('2026-03-17T12:01:00Z')
  await house.settle()
  await house.settle()
  assert.equal((await house.as(lea, readTimer))?.forgotten, true)
  const { rowCount } = await house.owner.query(
    "select from notifications where member_id = $1 and kind = 'timer.forgotten'",
    [lea.memberId],
  )
  assert.equal(rowCount, 1)
  const kept = await house.as(lea, (s) => stopTimer(s, { minutes: 45 }))
  assert.equal(kept?.minutes, 45)
})

test('at the end of the day a timer asks too; one that was paused meanwhile does not', async () => {
  at('2026-03-17T18:00:00Z') // 19:00 in Paris
  const t = await task('Fin de journée')
  const tom = await house.person(workspaceId, 'member', 'Tom')
  await house.as(lea, (s) => startTimer(s, t.id))
  await house.as(tom, (s) => startTimer(s, t.id))
  house.clock.advance(60_000)
  await house.as(tom, pauseTimer)
  at('2026-03-17T19:01:00Z')
  await house.settle()
  assert.equal((await house.as(lea, readTimer))?.forgotten, true)
  assert.equal((await house.as(tom, readTimer))?.forgotten, false)
  assert.equal((await house.as(lea, resumeTimer)).forgotten, false)
  await house.as(lea, dropTimer)
})

test('a cell of the sheet holds what was typed in it, whatever entries make it up', async () => {
  at('2026-03-20T09:00:00Z')
  const ana = await house.person(workspaceId, 'member', 'Ana')
  const t = await task('Feuille', { assigneeIds: [ana.memberId], dueOn: '2026-03-20' })
  const cell = (minutes: number) =>
    house.as(ana, (s) => setCell(s, { taskId: t.id, projectId: project, day: '2026-03-18', minutes }))
  const line = async () =>
    (await house.as(ana, (s) => readWeek(s, { from: '2026-03-18' }))).rows.find((r) => r.taskId === t.id)
  assert.deepEqual(
    (await line())?.minutes,
    [0, 0, 0, 0, 0, 0, 0],
    'an open task of the week waits to be filled in',
  )
  await cell(90)
  await log(ana, { taskId: t.id, workedOn: '2026-03-18', minutes: 30 })
  for (const minutes of [150, 100, 20, 0, 45]) {
    await cell(minutes)
    assert.equal((await line())?.minutes[2], minutes)
    assert.equal(await spent(t.id), minutes)
  }
  await assert.rejects(
    house.as(ana, (s) => readWeek(s, { memberId: lea.memberId })),
    { code: 'FORBIDDEN' },
  )
  const seen = await house.as(owner, (s) => readWeek(s, { memberId: ana.memberId, from: '2026-03-16' }))
  assert.equal(seen.rows.find((r) => r.taskId === t.id)?.minutes[2], 45)
})

test('the report sums by person, task, project, client; a member sees their own, cost shows to who conducts', async () => {
  at('2026-04-30T09:00:00Z')
  const zoe = await house.person(workspaceId, 'member', 'Zoé')
  const t = await task('Bilan', { estimateMinutes: 120 })
  await log(zoe, { taskId: t.id, workedOn: '2026-04-02', minutes: 60 })
  await log(owner, { taskId: t.id, workedOn: '2026-04-03', minutes: 30, billable: false })
  await log(owner, { projectId: project, workedOn: '2026-04-03', minutes: 15 })
  const april = { from: '2026-04-01', to: '2026-04-30' }
  const by = (who: Person, key: Parameters<typeof reportTime>[1]) =>
    house.as(who, (s) => reportTime(s, key, april))
  assert.deepEqual(
    (await by(owner, 'person')).map((r) => [r.label, r.minutes, r.billableMinutes, r.costCents]),
    [
      ['Zoé', 60, 60, null],
      [owner.name, 45, 15, null],
    ],
  )
  assert.deepEqual(
    (await by(zoe, 'person')).map((r) => [r.label, r.minutes]),
    [['Zoé', 60]],
  )
  await house.as(owner, async (s) => {
    await setHourlyCost(s, zoe.memberId, 5000)
    await setHourlyCost(s, owner.memberId, 8000)
  })
  assert.deepEqual(
    (await by(owner, 'task')).map((r) => [r.label, r.minutes, r.estimateMinutes, r.costCents]),
    [
      ['Bilan', 90, 120, 9000],
      ['', 15, null, 2000],
    ],
  )
  assert.deepEqual(
    (await by(zoe, 'task')).map((r) => [r.minutes, r.costCents]),
    [[60, null]],
  )
  for (const key of ['project', 'client', 'action'] as const)
    assert.equal(
      (await by(owner, key)).reduce((n, r) => n + r.minutes, 0),
      105,
      key,
    )
})

test('the export opens in a spreadsheet, and no note in it becomes a formula', async () => {
  const t = await task('Tableur; "guillemets"')
  await log(lea, { taskId: t.id, workedOn: '2026-03-02', minutes: 75, note: '=HYPERLINK("http://x")' })
  const csv = await house.as(owner, (s) => timeAsCsv(s, { from: '2026-03-02', to: '2026-03-02' }))
  const [head, line] = csv.replace('\uFEFF', '').trim().split('\r\n')
  assert.match(head!, /^Jour;Personne;Client;Projet;Action;N°;Tâche;Minutes;Heures/)
  assert.match(line!, /^2026-03-02;Léa;/)
  assert.match(line!, /"Tableur; ""guillemets""";75;1,25;oui;"'=HYPERLINK/)
})
