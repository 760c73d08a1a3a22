import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  courseOf,
  familyOf,
  houseSettings,
  type NoticeSettings,
  nextDigest,
  restDay,
  resting,
  shiftDay,
  weekdayOf,
} from './model.ts'

const wall = (day: string, hour: number, minute = 0) => ({
  day,
  minute: hour * 60 + minute,
  weekday: weekdayOf(day),
})
const monday = '2026-03-16'
const saturday = '2026-03-21'

test('a notice is filed by what it is about', () => {
  assert.deepEqual(
    [
      'task.mentioned',
      'task.assigned',
      'task.commented',
      'approval.asked',
      'standup.digest',
      'reminder.standup',
      'something.new',
    ].map(familyOf),
    ['mention', 'assigned', 'comment', 'approval', 'standup', 'timer', 'other'],
  )
})

test('in the evening, at night and at the weekend nothing is sent: it is kept for the digest', () => {
  const loud: NoticeSettings = {
    ...houseSettings,
    channels: { mention: { app: true, mail: true, digest: false, push: true } },
  }
  const n = { kind: 'task.mentioned' }
  assert.deepEqual(courseOf(loud, n, wall(monday, 10)), { app: true, mail: true, push: true, digest: false })
  for (const at of [wall(monday, 19), wall(monday, 23), wall(monday, 7, 59), wall(saturday, 10)])
    assert.deepEqual(courseOf(loud, n, at), { app: true, mail: false, push: false, digest: true })
})

test('a day of leave or a holiday is as quiet as a Sunday', () => {
  assert.ok(!resting(houseSettings, wall(monday, 10)))
  assert.ok(resting(houseSettings, wall(monday, 10), (day) => day === monday))
  assert.ok(resting({ ...houseSettings, awayUntil: '2026-03-20' }, wall(monday, 10)))
})

test('what is said on Friday evening is told on Monday morning', () => {
  assert.deepEqual(nextDigest(houseSettings, wall('2026-03-20', 20)), { day: '2026-03-23', minute: 510 })
  assert.deepEqual(nextDigest(houseSettings, wall(monday, 8, 29)), { day: monday, minute: 510 })
  assert.deepEqual(nextDigest(houseSettings, wall(monday, 8, 30)), { day: shiftDay(monday, 1), minute: 510 })
})

test('without hours of their own, what was kept leaves when the rest is over', () => {
  const s = { ...houseSettings, digestMinutes: [] }
  assert.deepEqual(nextDigest(s, wall(monday, 22)), { day: shiftDay(monday, 1), minute: 480 })
  assert.deepEqual(nextDigest(s, wall(saturday, 22)), { day: '2026-03-23', minute: 480 })
})

test('a muted project says only that somebody waits for you by name, and only in the list', () => {
  const s = { ...houseSettings, mutedProjectIds: ['p'] }
  const at = wall(monday, 10)
  assert.deepEqual(courseOf(s, { kind: 'task.commented', project: 'p' }, at), {
    app: false,
    mail: false,
    push: false,
    digest: false,
  })
  assert.equal(courseOf(s, { kind: 'task.mentioned', project: 'p' }, at).app, true)
  assert.equal(courseOf(s, { kind: 'task.commented', project: 'q' }, at).digest, true)
})

const minute = fc.integer({ min: 0, max: 1439 })
const settings = fc.record({
  channels: fc.constant({}),
  digestMinutes: fc.array(minute, { maxLength: 4 }),
  quietFrom: fc.option(minute),
  quietTo: fc.option(minute),
  quietDays: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { maxLength: 6 }),
  awayUntil: fc.option(fc.constant('2026-03-25')),
  mutedProjectIds: fc.constant<string[]>([]),
})

test('whatever the hours, a digest never leaves during the rest, nor before now', () => {
  fc.assert(
    fc.property(settings, fc.integer({ min: 0, max: 20 }), minute, (s, days, m) => {
      const day = shiftDay(monday, days)
      const next = nextDigest(s, { day, minute: m, weekday: weekdayOf(day) })
      assert.ok(next.day > day || (next.day === day && next.minute >= m))
      assert.ok(!restDay(s, next.day))
      assert.ok(!resting(s, { ...next, weekday: weekdayOf(next.day) }))
    }),
    { seed: 42, numRuns: 500 },
  )
})

test('while one rests, nothing but the list and the digest is ever used', () => {
  fc.assert(
    fc.property(
      settings,
      fc.constantFrom('task.mentioned', 'task.assigned', 'standup.ask'),
      minute,
      (s, kind, m) => {
        const at = { day: monday, minute: m, weekday: 0 }
        const course = courseOf(s, { kind }, at)
        if (resting(s, at)) assert.ok(!course.mail && !course.push)
      },
    ),
    { seed: 7 },
  )
})
