import assert from 'node:assert/strict'
import { test } from 'node:test'
import { undo } from '#platform/ledger.ts'
import { openHouse } from '#platform/testing.ts'
import { addChecklist, addItem, amendItem } from '../service/checklists.ts'
import { getTask, listTasks } from '../service/read.ts'
import { amendTask, completeTask, createTask, restoreTask } from '../service/tasks.ts'
import { recurringJobs } from './jobs.ts'
import { addDays } from './model.ts'
import {
  amendRecurrence,
  applyToFollowing,
  getRecurrence,
  listRecurrences,
  makeAll,
  pauseRecurrence,
  repeatTask,
  skipOccurrence,
  stopRecurrence,
} from './service.ts'

recurringJobs()
const house = await openHouse()
const { owner, id: workspaceId } = await house.workspace()
const { owner: neighbour } = await house.workspace('Voisin')
const today = () => house.clock.now().toISOString().slice(0, 10)
/** The next Monday at least a week away: far from the edges of a week. */
const monday = () => {
  let day = addDays(today(), 7)
  while (new Date(`${day}T00:00:00Z`).getUTCDay() !== 1) day = addDays(day, 1)
  return day
}
const open = async (p: string) =>
  (await house.as(owner, (s) => listTasks(s, p, { sort: 'due', open: true }))).items.map((t) => t.dueOn)
const weekly = { rule: 'FREQ=WEEKLY;BYDAY=MO', shift: 'none', aheadDays: 21 } as const

test('a task of each Monday is made ahead, once, also when two workers look at the same time', async () => {
  const p = await house.project(owner)
  const due = today()
  const task = await house.as(owner, (s) => createTask(s, p, { title: 'Point presse', dueOn: due }))
  const r = await house.as(owner, (s) => repeatTask(s, task.id, weekly))
  assert.equal(r.rule, 'FREQ=WEEKLY;BYDAY=MO')
  const first = await open(p)
  assert.ok(first.length >= 3, `${first}`)
  house.clock.advance(7 * 86_400_000)
  await Promise.all([1, 2, 3].map(() => house.system(workspaceId, makeAll)))
  const after = await open(p)
  assert.equal(after.length, first.length + 1)
  assert.equal(new Set(after).size, after.length)
})

test('the next one keeps checklist unticked, people, labels, priority and estimate; not what was said of the last', async () => {
  const p = await house.project(owner)
  const start = monday()
  const task = await house.as(owner, (s) =>
    createTask(s, p, {
      title: 'Newsletter',
      startsOn: addDays(start, -3),
      dueOn: start,
      assigneeIds: [owner.memberId],
      estimateMinutes: 120,
      importance: 3,
    }),
  )
  const list = await house.as(owner, (s) => addChecklist(s, task.id, 'Avant envoi'))
  const item = await house.as(owner, (s) => addItem(s, list.id, 'Relire'))
  await house.as(owner, (s) => amendItem(s, item.id, { done: true }))
  await house.as(owner, (s) => repeatTask(s, task.id, { ...weekly, aheadDays: 30 }))
  const all = (await house.as(owner, (s) => listTasks(s, p, { sort: 'due' }))).items
  const next = await house.as(owner, (s) => getTask(s, all[1]!.id))
  assert.deepEqual(
    [next.title, next.dueOn, next.startsOn, next.estimateMinutes, next.importance, next.assigneeIds],
    ['Newsletter', addDays(start, 7), addDays(start, 4), 120, 3, [owner.memberId]],
  )
  assert.deepEqual(
    next.checklists.map((c) => [c.name, c.items.map((i) => [i.text, i.done])]),
    [['Avant envoi', [['Relire', false]]]],
  )
})

test('after completion: finishing one makes the next, finishing it again makes nothing more', async () => {
  const p = await house.project(owner)
  const task = await house.as(owner, (s) => createTask(s, p, { title: 'Relance' }))
  await house.as(owner, (s) => repeatTask(s, task.id, { afterDays: 10, shift: 'none' }))
  await house.as(owner, (s) => completeTask(s, task.id, true))
  await house.settle()
  assert.deepEqual(await open(p), [addDays(today(), 10)])
  await house.as(owner, (s) => completeTask(s, task.id, false))
  await house.as(owner, (s) => completeTask(s, task.id, true))
  await house.settle()
  assert.deepEqual(await open(p), [addDays(today(), 10)])
})

test('a day off is moved to the next working day', async () => {
  const p = await house.project(owner)
  const saturday = addDays(monday(), 5)
  const task = await house.as(owner, (s) => createTask(s, p, { title: 'Veille', dueOn: saturday }))
  await house.as(owner, (s) =>
    repeatTask(s, task.id, { rule: 'FREQ=WEEKLY;BYDAY=SA', shift: 'after', aheadDays: 30 }),
  )
  const due = (await open(p))[1] as string
  assert.notEqual(new Date(`${due}T00:00:00Z`).getUTCDay(), 6)
  assert.notEqual(new Date(`${due}T00:00:00Z`).getUTCDay(), 0)
  assert.ok(due > addDays(saturday, 7))
})

test('« this one and the following » changes those to come, not those somebody touched', async () => {
  const p = await house.project(owner)
  const task = await house.as(owner, (s) => createTask(s, p, { title: 'Post', dueOn: today() }))
  const r = await house.as(owner, (s) => repeatTask(s, task.id, { ...weekly, aheadDays: 40 }))
  const all = (await house.as(owner, (s) => listTasks(s, p, { sort: 'due' }))).items
  await house.as(owner, (s) => amendTask(s, all[2]!.id, { title: 'Post spécial' }))
  await house.as(owner, (s) => amendTask(s, task.id, { title: 'Post du lundi' }))
  await house.as(owner, (s) => applyToFollowing(s, task.id))
  const titles = (await house.as(owner, (s) => listTasks(s, p, { sort: 'due' }))).items.map((t) => t.title)
  assert.equal(titles.length, all.length)
  assert.deepEqual(
    [titles[0], titles[1], titles[2], titles[3]],
    ['Post du lundi', 'Post du lundi', 'Post spécial', 'Post du lundi'],
  )
  assert.equal((await house.as(owner, (s) => getRecurrence(s, r.id))).title, 'Post du lundi')
})

test('one skipped does not come back by itself, can be restored, and the series goes on', async () => {
  const p = await house.project(owner)
  const task = await house.as(owner, (s) => createTask(s, p, { title: 'Réunion', dueOn: today() }))
  await house.as(owner, (s) => repeatTask(s, task.id, weekly))
  const before = await open(p)
  const second = (await house.as(owner, (s) => listTasks(s, p, { sort: 'due' }))).items[1]!
  await house.as(owner, (s) => skipOccurrence(s, second.id))
  await house.system(workspaceId, makeAll)
  assert.deepEqual(
    await open(p),
    before.filter((d) => d !== second.dueOn),
  )
  await house.as(owner, (s) => restoreTask(s, second.id))
  assert.deepEqual(await open(p), before)
})

test('paused, nothing is made, and what was missed is not made up for', async () => {
  const p = await house.project(owner)
  const task = await house.as(owner, (s) => createTask(s, p, { title: 'Bilan', dueOn: today() }))
  const r = await house.as(owner, (s) =>
    repeatTask(s, task.id, { rule: 'FREQ=DAILY', shift: 'none', aheadDays: 0 }),
  )
  await house.as(owner, (s) => pauseRecurrence(s, r.id, true))
  house.clock.advance(10 * 86_400_000)
  await house.system(workspaceId, makeAll)
  assert.equal((await open(p)).length, 2)
  await house.as(owner, (s) => pauseRecurrence(s, r.id, false))
  const later = (await open(p)).slice(2)
  assert.ok(later.length >= 1 && later.every((d) => (d as string) >= today()), `${later}`)
})

test('a new rule and a stop take back what nobody touched; what was made stays', async () => {
  const p = await house.project(owner)
  const task = await house.as(owner, (s) => createTask(s, p, { title: 'Revue', dueOn: today() }))
  const r = await house.as(owner, (s) => repeatTask(s, task.id, weekly))
  await house.as(owner, (s) => amendRecurrence(s, r.id, { rule: 'FREQ=MONTHLY;BYMONTHDAY=15', aheadDays: 0 }))
  const monthly = (await open(p)).slice(1)
  assert.equal(monthly.length, 1)
  assert.match(monthly[0] as string, /-15$/)
  await house.as(owner, (s) => stopRecurrence(s, r.id))
  assert.deepEqual(await open(p), [task.dueOn])
  assert.deepEqual(await house.as(owner, (s) => listRecurrences(s, p)), [])
})

test('taking back the change of a rule is possible from the history', async () => {
  const p = await house.project(owner)
  const task = await house.as(owner, (s) => createTask(s, p, { title: 'Revue', dueOn: today() }))
  const r = await house.as(owner, (s) => repeatTask(s, task.id, weekly))
  await house.as(owner, (s) => amendRecurrence(s, r.id, { rule: 'FREQ=DAILY;INTERVAL=9' }))
  const { rows } = await house.owner.query(
    "select id from history where noun = 'recurrence' and row_id = $1 and verb = 'changed' order by id desc limit 1",
    [r.id],
  )
  await house.as(owner, (s) => undo(s, rows[0].id))
  assert.equal((await house.as(owner, (s) => getRecurrence(s, r.id))).rule, weekly.rule)
})

test('a wrong rule is refused in words; a reader and the neighbour change nothing', async () => {
  const p = await house.project(owner)
  const task = await house.as(owner, (s) => createTask(s, p, { title: 'A' }))
  const tries = (draft: { rule?: string; afterDays?: number }) =>
    house.as(owner, (s) => repeatTask(s, task.id, draft))
  await assert.rejects(tries({ rule: 'FREQ=HOURLY' }), /par jour, semaine, mois ou année/)
  await assert.rejects(tries({}), /Choisissez/)
  await assert.rejects(tries({ rule: 'FREQ=DAILY', afterDays: 3 }), /Choisissez/)
  const r = await tries({ rule: 'FREQ=DAILY' })
  await assert.rejects(tries({ rule: 'FREQ=DAILY' }), /revient déjà/)
  await assert.rejects(
    house.as(neighbour, (s) => getRecurrence(s, r.id)),
    { status: 404 },
  )
  await assert.rejects(
    house.as(neighbour, (s) => stopRecurrence(s, r.id)),
    { status: 404 },
  )
  const guest = await house.person(workspaceId, 'guest')
  await assert.rejects(
    house.as(guest, (s) => repeatTask(s, task.id, { afterDays: 2 })),
    { status: 404 },
  )
})
