import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openHouse } from '#platform/testing.ts'
import { createCalendar, setHourlyCost } from '../calendars/service.ts'
import type { TaskDraft } from '../model.ts'
import { createTask } from '../service/tasks.ts'
import { addLink } from './service/links.ts'
import { whatIf } from './service/what-if.ts'

const house = await openHouse()
const { owner, id: workspaceId } = await house.workspace()
await house.as(owner, (s) => createCalendar(s, { name: 'Sept heures', holidays: null }))
house.clock.set(new Date('2026-05-01T08:00:00Z'))

const add = (p: string, title: string, startsOn: string, dueOn: string, more: Partial<TaskDraft> = {}) =>
  house.as(owner, (s) => createTask(s, p, { title, startsOn, dueOn, ...more }))
const link = (fromId: string, toId: string) => house.as(owner, (s) => addLink(s, { fromId, toId }))

/*
 * Days of seven hours, Monday to Friday. Before, and after a launch two working days later:
 *
 *              Mon 4  Tue 5  Wed 6  Thu 7  Fri 8  Mon 11  Tue 12
 * shooting     Ana 7  Ana 7   ·      ·                             14 h
 *                            Ana 7  Ana 7
 * editing                    Ana 7  Ana 7  Ana 7                   21 h, after the shooting
 *                                          Ana 7  Ana 7   Ana 7
 * press                             Ben 7                          deadline on Friday
 *                                                 Ben 7
 * elsewhere                                       Ana 7   Ana 7
 *                                                 Ben 7
 *
 * After it, on Monday and Tuesday, Ana has fourteen hours a day and Ben has fourteen on Monday: 14 h and 7 h too much.
 * An hour of Ana's costs 65 €: 910 €. Nobody has said what Ben's does.
 */
test('a launch put off, worked out by hand: what breaks, what becomes critical, who has too much, what it costs', async () => {
  const ana = (await house.person(workspaceId, 'member', 'Ana')).memberId
  const ben = (await house.person(workspaceId, 'member', 'Ben')).memberId
  await house.as(owner, (s) => setHourlyCost(s, ana, 6500))
  const [p, elsewhere] = [await house.project(owner), await house.project(owner)]
  const of = (who: string, hours: number) => ({ assigneeIds: [who], estimateMinutes: hours * 60 })
  const shoot = await add(p, 'Tournage', '2026-05-04', '2026-05-05', of(ana, 14))
  const cut = await add(p, 'Montage', '2026-05-04', '2026-05-06', of(ana, 21))
  const launch = await add(p, 'Lancement', '2026-05-08', '2026-05-08', { kind: 'milestone', startsOn: null })
  const press = await add(p, 'Presse', '2026-05-07', '2026-05-07', {
    ...of(ben, 7),
    deadlineOn: '2026-05-08',
  })
  await link(shoot.id, cut.id)
  await link(cut.id, launch.id)
  await add(elsewhere, 'Ailleurs', '2026-05-11', '2026-05-12', of(ana, 14))
  await add(elsewhere, 'Salon', '2026-05-11', '2026-05-11', of(ben, 7))
  const asked = { launchTaskId: launch.id, moveLaunchTo: '2026-05-12' }
  const answer = await house.as(owner, (s) => whatIf(s, p, asked))
  assert.deepEqual(answer.finish, { before: '2026-05-08', after: '2026-05-12' })
  assert.deepEqual(
    new Map(answer.moved.map((m) => [m.taskId, [m.after.startsOn, m.after.dueOn, m.days]])),
    new Map([
      [shoot.id, ['2026-05-06', '2026-05-07', 2]],
      [cut.id, ['2026-05-08', '2026-05-12', 2]],
      [launch.id, ['2026-05-12', '2026-05-12', 2]],
      [press.id, ['2026-05-11', '2026-05-11', 2]],
    ]),
  )
  assert.deepEqual(answer.brokenDeadlines, [{ taskId: press.id, deadlineOn: '2026-05-08', minutes: 420 }])
  assert.deepEqual([answer.newlyCritical, answer.brokenConstraints, answer.tooEarly], [[press.id], [], []])
  assert.deepEqual(
    new Map(answer.overloaded.map(({ memberId, ...o }) => [memberId, o])),
    new Map([
      [ana, { before: 0, after: 840, cents: 91_000 }],
      [ben, { before: 0, after: 420, cents: null }],
    ]),
  )
  assert.equal(answer.overtimeCents, 91_000)

  // With a task of Ana's already on a full Friday, only what comes on top of it is counted.
  await add(elsewhere, 'Déjà trop', '2026-05-12', '2026-05-12', of(ana, 3))
  const more = await house.as(owner, (s) => whatIf(s, p, asked))
  assert.deepEqual(
    more.overloaded.find((o) => o.memberId === ana),
    { memberId: ana, before: 180, after: 1020, cents: 91_000 },
  )
  const member = await house.person(workspaceId, 'member', 'Membre')
  const seen = await house.as(member, (s) => whatIf(s, p, asked))
  assert.deepEqual(
    [seen.overtimeCents, seen.overloaded.map((o) => o.cents)],
    [null, [null, null]],
    'costs are for who conducts',
  )
})
