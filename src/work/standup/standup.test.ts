import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { setProjectMember } from '#platform/tenancy/service.ts'
import { openHouse, type Person } from '#platform/testing.ts'
import { addLink } from '../scheduling/service/links.ts'
import { getTask } from '../service/read.ts'
import { listStatuses } from '../service/statuses.ts'
import { completeTask, createTask, moveTask } from '../service/tasks.ts'
import { standupJobs } from './jobs.ts'
import { dayBefore, turnsOn } from './model.ts'
import { gathered, readDay, saveCheckin } from './service/checkins.ts'
import { endRound, giveTurn, raise, sendDigest, startRound } from './service/round.ts'
import {
  amendStandup,
  closeStandup,
  listStandups,
  nextMoment,
  openStandup,
  setHour,
  standupFor,
} from './service/standups.ts'

standupJobs()
// Monday 16 March 2026, ten in the morning in Paris.
const house = await openHouse()
const at = (iso: string) => house.clock.set(iso)
const monday = '2026-03-16'
const empty = { done: [], next: [], blocked: [], note: '' }
const line = (text: string, taskId: string | null = null) => ({ text, taskId })
const letters = async (to: Person) =>
  (
    await house.owner.query<{ subject: string; text: string }>(
      "select subject, text from mails where to_address = $1 and template = 'standup' order by created_at",
      [to.email],
    )
  ).rows
const notices = async (who: Person, kind: string) =>
  (
    await house.owner.query<{ title: string; path: string }>(
      'select title, path from notifications where member_id = $1 and kind = $2 order by created_at',
      [who.memberId, kind],
    )
  ).rows

async function team() {
  const { owner, id: workspaceId } = await house.workspace()
  const project = await house.project(owner)
  const lea = await house.person(workspaceId, 'member', 'Léa')
  const karim = await house.person(workspaceId, 'member', 'Karim')
  const client = await house.person(workspaceId, 'guest', 'Client')
  await house.as(owner, (s) => setProjectMember(s, project, client.memberId, 'reader'))
  const standup = await house.as(owner, (s) => openStandup(s, project))
  return { owner, workspaceId, project, lea, karim, client, standup }
}
/** What the clock would do each minute. */
const minutePasses = async (iso: string) => {
  at(iso)
  await house.worker.runSchedule('standup', new Date(iso))
  await house.settle()
}

test('a check-in is gathered from the work: finished since the last one, under way or due, late or waiting', async () => {
  at('2026-03-13T08:00:00Z')
  const { owner, project, lea, standup } = await team()
  const task = (title: string, extra: object = {}) =>
    house.as(owner, (s) => createTask(s, project, { title, assigneeIds: [lea.memberId], ...extra }))
  const old = await task('Vieille affaire')
  await house.as(lea, (s) => completeTask(s, old.id, true))
  await house.as(lea, (s) =>
    saveCheckin(s, standup.id, { ...empty, done: [line('Vieille affaire', old.id)], send: true }),
  )
  at('2026-03-13T16:00:00Z')
  const friday = await task('Fini vendredi soir')
  await house.as(lea, (s) => completeTask(s, friday.id, true))
  at('2026-03-16T09:00:00Z')
  const doing = await task('En cours')
  const statuses = await house.as(owner, (s) => listStatuses(s, project))
  await house.as(lea, (s) =>
    moveTask(s, doing.id, { statusId: statuses.find((x) => x.category === 'doing')!.id }),
  )
  await task('Due demain', { dueOn: '2026-03-17' })
  await task('Due dans un mois', { dueOn: '2026-04-17' })
  await task('En retard', { dueOn: '2026-03-12' })
  const visuals = await house.as(owner, (s) => createTask(s, project, { title: 'Visuels' }))
  const waits = await task('Maquette', { startsOn: monday, dueOn: '2026-03-18' })
  await house.as(owner, (s) => addLink(s, { fromId: visuals.id, toId: waits.id }))
  const g = await house.as(lea, (s) => gathered(s, standup.id))
  assert.deepEqual(
    g.done.map((i) => i.text),
    ['Fini vendredi soir'],
  )
  assert.deepEqual(g.next.map((i) => i.text).toSorted(), ['Due demain', 'En cours'])
  assert.deepEqual(g.blocked.map((i) => [i.text, i.why]).toSorted(), [
    ['En retard', 'en retard de 4\u00a0jours'.replace('\u00a0', ' ')],
    ['Maquette', 'attend «\u202fVisuels\u202f»'],
  ])
  assert.deepEqual(await house.as(owner, (s) => gathered(s, standup.id)), { done: [], next: [], blocked: [] })
})

test('what is still being written is its author’s; once sent, the team reads it', async () => {
  at('2026-03-16T09:00:00Z')
  const { lea, karim, standup } = await team()
  const mine = await house.as(lea, (s) => saveCheckin(s, standup.id, { ...empty, next: [line('Brief')] }))
  const seen = async () =>
    (await house.as(karim, (s) => readDay(s, standup.id))).people.find((p) => p.memberId === lea.memberId)
      ?.checkin
  assert.equal(await seen(), null)
  await house.as(lea, (s) =>
    saveCheckin(s, standup.id, { ...empty, next: [line('Brief')], send: true, version: mine.version }),
  )
  assert.equal((await seen())?.next[0]?.text, 'Brief')
  await assert.rejects(
    house.as(lea, (s) => saveCheckin(s, standup.id, { ...empty, version: mine.version })),
    { code: 'CONFLICT' },
  )
})

test('a client has no stand-up, a member opens none, the neighbour finds nothing', async () => {
  const { client, karim, project, standup, lea } = await team()
  assert.deepEqual(await house.as(client, listStandups), [])
  await assert.rejects(
    house.as(client, (s) => readDay(s, standup.id)),
    { code: 'FORBIDDEN' },
  )
  await assert.rejects(
    house.as(karim, (s) => openStandup(s, project)),
    { code: 'FORBIDDEN' },
  )
  await assert.rejects(
    house.as(karim, (s) => closeStandup(s, standup.id)),
    { code: 'FORBIDDEN' },
  )
  const away = await house.workspace('Voisin')
  await assert.rejects(
    house.as(away.owner, (s) => readDay(s, standup.id)),
    { code: 'NOT_FOUND' },
  )
  await assert.rejects(
    house.as(away.owner, (s) => saveCheckin(s, standup.id, empty)),
    { code: 'NOT_FOUND' },
  )
  await assert.rejects(
    house.as(away.owner, (s) => openStandup(s, project)),
    { code: 'NOT_FOUND' },
  )
  const theirs = await house.as(away.owner, (s) => openStandup(s, null))
  await assert.rejects(
    house.as(away.owner, (s) => amendStandup(s, theirs.id, { memberIds: [lea.memberId] })),
    { code: 'NOT_FOUND' },
  )
  const ours = await house.as(lea, (s) => createTask(s, project, { title: 'À nous' }))
  await assert.rejects(
    house.as(away.owner, (s) => saveCheckin(s, theirs.id, { ...empty, done: [line('x', ours.id)] })),
    { code: 'NOT_FOUND' },
  )
})

test('opened twice at once, there is one; the team has one of its own', async () => {
  const { owner, project, lea } = await team()
  const [a, b] = await Promise.all([1, 2].map(() => house.as(owner, (s) => openStandup(s, null))))
  assert.equal(a?.id, b?.id)
  assert.deepEqual(
    (await house.as(lea, listStandups)).map((s) => s.projectId),
    [null, project],
  )
})

test('each is asked once, at their own hour; not who has already spoken, nor who is off', async () => {
  at('2026-03-16T06:00:00Z')
  const { owner, lea, karim, standup, workspaceId } = await team()
  await house.as(karim, (s) => setHour(s, standup.id, 8 * 60))
  await minutePasses('2026-03-16T07:00:00Z')
  assert.equal((await notices(karim, 'reminder.standup')).length, 1)
  assert.equal((await notices(lea, 'reminder.standup')).length, 0)
  await house.as(lea, (s) => saveCheckin(s, standup.id, { ...empty, send: true }))
  await minutePasses('2026-03-16T08:15:00Z')
  await minutePasses('2026-03-16T08:16:00Z')
  assert.equal((await notices(lea, 'reminder.standup')).length, 0)
  assert.equal((await notices(owner, 'reminder.standup')).length, 1)
  assert.equal((await notices(karim, 'reminder.standup')).length, 1)
  // Saturday: nobody.
  await minutePasses('2026-03-21T08:15:00Z')
  assert.equal((await notices(owner, 'reminder.standup')).length, 1)
  // A house that slept all day does not ask at night.
  const late = await house.person(workspaceId, 'member', 'Tard')
  await minutePasses('2026-03-23T20:00:00Z')
  assert.equal((await notices(late, 'reminder.standup')).length, 0)
})

test('the notes leave once at their hour, to everybody who takes part, with who said nothing', async () => {
  at('2026-03-16T08:00:00Z')
  const { owner, lea, karim, client, standup } = await team()
  await house.as(lea, (s) =>
    saveCheckin(s, standup.id, {
      ...empty,
      done: [line('Dossier de presse')],
      blocked: [{ ...line('Visuels'), why: 'attend le client' }],
      send: true,
    }),
  )
  await minutePasses('2026-03-16T09:59:00Z')
  assert.equal((await letters(karim)).length, 0)
  await minutePasses('2026-03-16T10:00:00Z')
  await minutePasses('2026-03-16T10:01:00Z')
  await Promise.all(
    [1, 2].map(() =>
      house.as(owner, async (s) => sendDigest(s, await standupFor(s, standup.id, 'conduct'), monday)),
    ),
  )
  for (const who of [owner, lea, karim]) {
    const [letter, ...more] = await letters(who)
    assert.equal(more.length, 0)
    assert.match(letter!.text, /LÉA\nTerminé\n• Dossier de presse\nBloqué\n• Visuels \(attend le client\)/)
    assert.match(letter!.text, /Sans nouvelles\u202f: Karim et owner/)
    assert.equal((await notices(who, 'standup.digest')).length, 1)
  }
  assert.deepEqual(await letters(client), [])
})

test('without a single check-in there is no letter', async () => {
  at('2026-03-17T08:00:00Z')
  const { owner } = await team()
  await minutePasses('2026-03-17T10:00:00Z')
  assert.deepEqual(await letters(owner), [])
})

test('a round goes from one to the next on every screen; two hands on « Suivant » skip nobody', async () => {
  at('2026-03-16T09:00:00Z')
  const { owner, lea, karim, standup } = await team()
  const [a, b] = await Promise.all([owner, lea].map((p) => house.as(p, (s) => startRound(s, standup.id))))
  assert.deepEqual(a?.turnIds, b?.turnIds)
  assert.equal(a?.turnIds.length, 3)
  await Promise.all([lea, karim].map((p) => house.as(p, (s) => giveTurn(s, standup.id, 0, 1))))
  assert.equal((await house.as(owner, (s) => readDay(s, standup.id))).round.turn, 1)
  const end = await house.as(owner, (s) => giveTurn(s, standup.id, 1, 99))
  assert.equal(end.turn, 2)
  await house.as(karim, (s) => saveCheckin(s, standup.id, { ...empty, next: [line('Tournage')], send: true }))
  const closed = await house.as(owner, (s) => endRound(s, standup.id))
  assert.ok(closed.endedAt && closed.digestedAt)
  assert.equal((await letters(owner)).length, 1)
})

test('what blocks becomes a task of somebody, or a question that names them on the task', async () => {
  at('2026-03-16T09:00:00Z')
  const { owner, lea, karim, client, project, standup } = await team()
  const made = await house.as(lea, (s) =>
    raise(s, standup.id, { text: 'Obtenir les visuels', memberId: karim.memberId, as: 'task' }),
  )
  assert.deepEqual((await house.as(lea, (s) => getTask(s, made.taskId))).assigneeIds, [karim.memberId])
  const t = await house.as(owner, (s) => createTask(s, project, { title: 'Maquette' }))
  await house.as(lea, (s) =>
    raise(s, standup.id, {
      text: 'il me faut ton accord',
      memberId: karim.memberId,
      taskId: t.id,
      as: 'mention',
    }),
  )
  assert.equal((await notices(karim, 'task.mentioned')).length, 1)
  await assert.rejects(
    house.as(lea, (s) => raise(s, standup.id, { text: 'x', memberId: karim.memberId, as: 'mention' })),
    { code: 'INVALID' },
  )
  await assert.rejects(
    house.as(lea, (s) => raise(s, standup.id, { text: 'x', memberId: client.memberId, as: 'task' })),
    { code: 'NOT_FOUND' },
  )
})

test('a stand-up nobody named is called in the language of whoever reads; a chosen name stays', async () => {
  at('2026-03-16T09:00:00Z')
  const { owner, workspaceId, project, standup } = await team()
  const emily = await house.person(workspaceId, 'manager', 'Emily')
  await house.owner.query("update members set locale = 'en' where id = $1", [emily.memberId])
  await house.as(owner, (s) => openStandup(s, null))
  const read = async (who: Person) => (await house.as(who, (s) => listStandups(s))).map((s) => s.name)
  const called = standup.name.slice('Point · '.length)
  assert.deepEqual(await read(owner), ['Point de l’équipe', `Point · ${called}`])
  assert.deepEqual(await read(emily), ['Team stand-up', `Stand-up · ${called}`])
  await house.as(owner, (s) => amendStandup(s, standup.id, { name: 'Point serré' }))
  assert.deepEqual(await read(emily), ['Team stand-up', 'Point serré'])
  assert.equal(standup.projectId, project)
})

test('the history of a stand-up is read day by day, also of who left since', async () => {
  at('2026-03-16T09:00:00Z')
  const { owner, karim, standup } = await team()
  await house.as(karim, (s) => saveCheckin(s, standup.id, { ...empty, note: 'Bonne journée', send: true }))
  at('2026-03-18T09:00:00Z')
  await house.owner.query('update members set deactivated_at = now() where id = $1', [karim.memberId])
  const then = await house.as(owner, (s) => readDay(s, standup.id, monday))
  assert.equal(then.people.find((p) => p.name === 'Karim')?.checkin?.note, 'Bonne journée')
  assert.ok(!(await house.as(owner, (s) => readDay(s, standup.id))).people.some((p) => p.name === 'Karim'))
})

test('Monday’s check-in looks back to Friday; whoever begins changes every day', () => {
  assert.equal(dayBefore(monday, [0, 1, 2, 3, 4]), '2026-03-13')
  assert.equal(dayBefore(monday, [0]), '2026-03-09')
  const ids = ['a', 'b', 'c']
  const firsts = [0, 1, 2].map((i) => turnsOn(`2026-03-1${6 + i}`, ids)[0])
  assert.deepEqual(firsts.toSorted(), ids)
})

test('the next moment is always ahead, on a day the stand-up is held', () => {
  const zones = ['Europe/Paris', 'America/Montreal', 'Pacific/Auckland']
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }),
      fc.integer({ min: 0, max: 1439 }),
      fc.constantFrom(...zones),
      fc.date({ min: new Date('2026-01-01'), max: new Date('2026-12-31'), noInvalidDate: true }),
      (weekdays, askMinute, timezone, now) => {
        const next = nextMoment(
          { weekdays, askMinute, hours: {}, digestMinute: null },
          [{ id: 'a', timezone }],
          'UTC',
          now,
        )
        assert.ok(next && next > now && next.getTime() - now.getTime() <= 7.1 * 86_400_000)
      },
    ),
    { seed: 9 },
  )
})
