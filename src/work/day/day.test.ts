import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { tellDaysOff } from '#platform/notices/settings.ts'
import { tellMembers } from '#platform/notices.ts'
import { openHouse, type Person } from '#platform/testing.ts'
import { addDayOff, answerDayOff } from '../calendars/service.ts'
import { commentTask } from '../service/comments.ts'
import { completeTask, createTask, discardTask } from '../service/tasks.ts'
import { freeSpan, inDay, lanesOf, overlapOf } from './model.ts'
import { restDays } from './service/hours.ts'
import { moveBlock, placeBlock, readDay, removeBlock, snooze } from './service.ts'

// Monday 16 March 2026, ten in the morning in Paris.
const house = await openHouse()
const { owner, id: workspaceId } = await house.workspace()
const project = await house.project(owner)
const lea = await house.person(workspaceId, 'member', 'Léa')
const task = (title: string, extra: object = {}) =>
  house.as(owner, (s) => createTask(s, project, { title, assigneeIds: [lea.memberId], ...extra }))
const day = (who: Person, on?: string) => house.as(who, (s) => readDay(s, on))
const monday = '2026-03-16'

test('the day holds what is late, due today, soon, and what waits for one’s word', async () => {
  const late = await task('En retard', { dueOn: '2026-03-13' })
  const today = await task('Aujourd’hui', { dueOn: monday })
  await task('Bientôt', { dueOn: '2026-03-20' })
  await task('Plus tard', { dueOn: '2026-04-20' })
  await task('Sans date')
  const asked = await house.as(owner, (s) => createTask(s, project, { title: 'Une question' }))
  await house.as(owner, (s) => commentTask(s, asked.id, '@Léa ton avis ?'))
  const d = await day(lea)
  const titles = (list: { title: string }[]) => list.map((t) => t.title)
  assert.deepEqual(
    [titles(d.late), titles(d.dueToday), titles(d.soon), titles(d.waiting), titles(d.undated)],
    [['En retard'], ['Aujourd’hui'], ['Bientôt'], ['Une question'], ['Sans date']],
  )
  assert.equal(d.minute, 600)
  assert.deepEqual(d.hours, [
    [540, 750],
    [840, 1050],
  ])
  await house.as(lea, (s) => completeTask(s, today.id, true))
  await house.as(lea, (s) => commentTask(s, asked.id, 'Oui'))
  const after = await day(lea)
  assert.deepEqual([after.dueToday.length, after.waiting.length, after.finishedToday], [0, 0, 1])
  assert.equal(after.week[0]?.finished, 1)
  assert.deepEqual((await day(owner)).late, [], 'another’s day is another')
  await house.as(owner, (s) => discardTask(s, late.id))
})

test('a task is put on the hours, moved, stretched, taken off; the week counts it', async () => {
  const t = await task('Écrire', { dueOn: '2026-03-18' })
  const block = await house.as(lea, (s) => placeBlock(s, { taskId: t.id, day: monday, from: 600, to: 690 }))
  assert.deepEqual(
    [block.title, block.number, block.projectName],
    ['Écrire', t.number, 'Lancement Brume d’été'],
  )
  await house.as(lea, (s) => moveBlock(s, block.id, { from: 840, to: 960 }))
  await house.as(lea, (s) => placeBlock(s, { title: 'Déjeuner avec Karim', day: monday, from: 750, to: 840 }))
  const d = await day(lea)
  assert.deepEqual(
    d.blocks.map((b) => [b.title, b.from, b.to]),
    [
      ['Déjeuner avec Karim', 750, 840],
      ['Écrire', 840, 960],
    ],
  )
  assert.equal(d.week[0]?.planned, 210)
  assert.equal(d.week[0]?.capacity, 420)
  await house.as(lea, (s) => moveBlock(s, block.id, { day: '2026-03-17' }))
  assert.equal((await day(lea, '2026-03-17')).blocks[0]?.title, 'Écrire')
  await house.as(lea, (s) => removeBlock(s, block.id))
  assert.deepEqual((await day(lea, '2026-03-17')).blocks, [])
})

test('a block without end, without name, or on somebody else’s day is refused', async () => {
  const t = await task('Refusée')
  await assert.rejects(
    house.as(lea, (s) => placeBlock(s, { taskId: t.id, day: monday, from: 600, to: 600 })),
    { code: 'INVALID' },
  )
  await assert.rejects(
    house.as(lea, (s) => placeBlock(s, { day: monday, from: 600, to: 700 })),
    { code: 'INVALID' },
  )
  const mine = await house.as(lea, (s) => placeBlock(s, { taskId: t.id, day: monday, from: 600, to: 660 }))
  await assert.rejects(
    house.as(owner, (s) => moveBlock(s, mine.id, { from: 0 })),
    { code: 'NOT_FOUND' },
  )
  await assert.rejects(
    house.as(owner, (s) => removeBlock(s, mine.id)),
    { code: 'NOT_FOUND' },
  )
  const away = await house.workspace('Voisin')
  await assert.rejects(
    house.as(away.owner, (s) => placeBlock(s, { taskId: t.id, day: monday, from: 600, to: 660 })),
    { code: 'NOT_FOUND' },
  )
  await assert.rejects(
    house.as(away.owner, (s) => snooze(s, t.id, monday)),
    { code: 'NOT_FOUND' },
  )
})

test('what is put aside comes back on its day; its due date did not move', async () => {
  const max = await house.person(workspaceId, 'member', 'Max')
  const t = await house.as(owner, (s) =>
    createTask(s, project, { title: 'Plus tard', dueOn: monday, assigneeIds: [max.memberId, lea.memberId] }),
  )
  await house.as(max, (s) => snooze(s, t.id, '2026-03-18'))
  const d = await day(max)
  assert.deepEqual([d.dueToday.length, d.snoozed.map((x) => x.untilOn)], [0, ['2026-03-18']])
  assert.ok((await day(lea)).dueToday.some((x) => x.id === t.id))
  house.clock.set('2026-03-18T09:00:00Z')
  assert.deepEqual(
    (await day(max)).late.map((x) => x.dueOn),
    [monday],
  )
  house.clock.set('2026-03-16T09:00:00Z')
  await house.as(max, (s) => snooze(s, t.id, null))
  assert.equal((await day(max)).dueToday.length, 1)
})

test('on leave one has no hours, nothing is sent, and tomorrow is the next day one works', async () => {
  const zoe = await house.person(workspaceId, 'member', 'Zoé')
  const off = await house.as(zoe, (s) =>
    addDayOff(s, { memberId: zoe.memberId, from: '2026-03-17', to: '2026-03-18', kind: 'leave' } as never),
  )
  await house.as(owner, (s) => answerDayOff(s, off.id, 'agreed' as never))
  const d = await day(zoe)
  assert.equal(d.nextWorkday, '2026-03-19')
  assert.deepEqual((await day(zoe, '2026-03-17')).hours, [])
  tellDaysOff(restDays)
  house.clock.set('2026-03-17T09:00:00Z')
  await house.system(workspaceId, (s) =>
    tellMembers(s, [zoe.memberId], { kind: 'task.commented', title: 'Pendant le congé' }),
  )
  const { rows } = await house.owner.query<{ at: Date }>(
    'select digest_at as at from notifications where member_id = $1',
    [zoe.memberId],
  )
  assert.equal(rows[0]?.at.toISOString(), '2026-03-19T07:30:00.000Z')
  house.clock.set('2026-03-16T09:00:00Z')
})

test('a dragged block stays whole inside its day', () => {
  assert.deepEqual(inDay({ from: -30, to: 60 }), { from: 0, to: 90 })
  assert.deepEqual(inDay({ from: 1430, to: 1490 }), { from: 1380, to: 1440 })
  assert.deepEqual(inDay({ from: 600, to: 602 }), { from: 600, to: 615 })
})

const span = fc.tuple(fc.integer({ min: 0, max: 95 }), fc.integer({ min: 1, max: 16 })).map(([a, n]) => ({
  from: a * 15,
  to: Math.min(1440, (a + n) * 15),
}))
const spans = fc.array(span, { maxLength: 14 }).map((l) => l.map((b, i) => ({ ...b, id: `${i}` })))

test('blocks side by side never cover one another, and no lane is left over', () => {
  fc.assert(
    fc.property(spans, (list) => {
      const laid = lanesOf(list)
      assert.equal(laid.length, list.length)
      for (const a of laid) {
        assert.ok(a.lane < a.lanes)
        for (const b of laid)
          if (a.id < b.id && a.from < b.to && b.from < a.to) {
            assert.notEqual(a.lane, b.lane)
            assert.equal(a.lanes, b.lanes)
          }
      }
      if (overlapOf(list) === 0) assert.ok(laid.every((l) => l.lanes === 1))
    }),
    { seed: 5, numRuns: 500 },
  )
})

test('the free stretch that is proposed overlaps nothing as long as the day has room', () => {
  const hours = [
    [540, 750],
    [840, 1050],
  ] as const
  assert.deepEqual(freeSpan(60, [], hours, 0), { from: 540, to: 600 })
  assert.deepEqual(freeSpan(60, [{ from: 540, to: 720 }], hours, 0), { from: 840, to: 900 })
  assert.deepEqual(freeSpan(60, [], hours, 607), { from: 615, to: 675 })
  assert.deepEqual(freeSpan(60, [], [], 607), { from: 615, to: 675 })
  fc.assert(
    fc.property(
      spans,
      fc.integer({ min: 15, max: 120 }),
      fc.integer({ min: 0, max: 900 }),
      (taken, length, at) => {
        const free = freeSpan(length, taken, hours, at)
        assert.ok(free.from >= 0 && free.to <= 1440 && free.to - free.from >= 15)
        const fits = taken.reduce((n, b) => Math.max(n, b.to), at) + length + 15 <= 1440
        if (fits) assert.ok(taken.every((b) => b.to <= free.from || b.from >= free.to))
      },
    ),
    { seed: 6, numRuns: 500 },
  )
})
