import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  calendarsOf,
  compile,
  datesOf,
  dayNumber,
  dayOfNumber,
  type PlanCalendar,
  type PlanCard,
  type PlanInput,
  planFromCards,
  suppose,
} from './model.ts'
import { at, closed, office } from './testing.ts'

const card = (id: string, more: Partial<PlanCard> = {}): PlanCard => ({
  id,
  parentId: null,
  kind: 'task',
  mode: 'manual',
  startsOn: null,
  startMinute: null,
  dueOn: null,
  dueMinute: null,
  deadlineOn: null,
  durationMinutes: null,
  constraintKind: 'asap',
  constraintAt: null,
  progress: 0,
  done: false,
  assigneeIds: [],
  ...more,
})
const days = (startsOn: string, dueOn: string, more: Partial<PlanCard> = {}) => ({ startsOn, dueOn, ...more })
const input = (
  cards: PlanCard[],
  links: [string, string][] = [],
  more: Partial<PlanInput> = {},
): PlanInput => ({
  cards,
  links: links.map(([fromId, toId]) => ({
    id: `${fromId}-${toId}`,
    fromId,
    toId,
    kind: 'fs',
    lag: 0,
    lagUnit: 'work',
  })),
  details: [],
  calendars: [office, closed],
  projectCalendarId: 'office',
  people: {},
  startsOn: null,
  today: '2026-05-04',
  ...more,
})
const placedDates = (i: PlanInput, id: string) => {
  const plan = planFromCards(i)
  const task = plan.tasks.find((t) => t.id === id)!
  return datesOf(compile(plan).schedule().of(id)!, calendarsOf(plan)(task))
}

test('whole days stay whole days, there and back', () => {
  const i = input([card('a', days('2026-05-04', '2026-05-05', { mode: 'auto' }))])
  assert.deepEqual(placedDates(i, 'a'), {
    startsOn: '2026-05-04',
    startMinute: null,
    dueOn: '2026-05-05',
    dueMinute: null,
  })
})

test('half a day is told with its hour; a shift that ends at midnight ends on its day', () => {
  const i = input([card('a', { ...days('2026-05-04', '2026-05-04'), mode: 'auto', durationMinutes: 240 })])
  assert.deepEqual(placedDates(i, 'a').dueMinute, 720)
  const late: PlanCalendar = {
    id: 'late',
    week: Array.from({ length: 7 }, () => [[960, 1440] as const]),
    exceptions: [],
  }
  const c = calendarsOf({ start: at('2026-05-04T00:00'), calendarId: 'late', calendars: [late] })({})
  assert.deepEqual(datesOf({ start: at('2026-05-04T16:00'), finish: at('2026-05-04T24:00') }, c), {
    startsOn: '2026-05-04',
    startMinute: null,
    dueOn: '2026-05-04',
    dueMinute: null,
  })
})

test('a milestone at noon is at noon, and what follows it begins in the afternoon', () => {
  const i = input(
    [
      card('a', { ...days('2026-05-04', '2026-05-04'), mode: 'auto', durationMinutes: 240 }),
      card('m', { kind: 'milestone', mode: 'auto' }),
      card('b', { mode: 'auto', durationMinutes: 240 }),
    ],
    [
      ['a', 'm'],
      ['m', 'b'],
    ],
  )
  const m = placedDates(i, 'm')
  assert.deepEqual([m.startMinute, m.dueOn, m.dueMinute], [720, '2026-05-04', 720])
  assert.deepEqual([placedDates(i, 'b').startMinute, placedDates(i, 'b').dueMinute], [780, null])
  const typed = input(
    [
      card('m', { kind: 'milestone', dueOn: '2026-05-04' }),
      card('b', { mode: 'auto', durationMinutes: 240 }),
    ],
    [['m', 'b']],
  )
  assert.equal(placedDates(typed, 'b').startsOn, '2026-05-05')
})

test('without a link an automatic task stays where it is; without dates a manual one has no place', () => {
  const alone = input([
    card('a', { ...days('2026-06-01', '2026-06-02'), mode: 'auto' }),
    card('first', days('2026-05-04', '2026-05-04')),
  ])
  assert.equal(placedDates(alone, 'a').startsOn, '2026-06-01')
  const none = planFromCards(
    input(
      [card('nowhere'), card('b', { ...days('2026-05-06', '2026-05-06'), mode: 'auto' })],
      [['nowhere', 'b']],
    ),
  )
  assert.deepEqual(
    none.tasks.map((t) => t.id),
    ['b'],
  )
  assert.equal(
    placedDates(
      input(
        [card('nowhere'), card('b', { ...days('2026-05-06', '2026-05-06'), mode: 'auto' })],
        [['nowhere', 'b']],
      ),
      'b',
    ).startsOn,
    '2026-05-06',
  )
})

test('a task follows the hours of the one person who does it, unless it says otherwise', () => {
  const part: PlanCalendar = {
    id: 'person:ana',
    base: 'office',
    week: [[], null, null, null, null, null, null],
    exceptions: [],
  }
  const one = (more: Partial<PlanInput>, ids = ['ana']) =>
    placedDates(
      input(
        [
          card('a', {
            ...days('2026-05-08', '2026-05-08'),
            mode: 'auto',
            durationMinutes: 960,
            assigneeIds: ids,
          }),
        ],
        [],
        {
          calendars: [office, part],
          people: { ana: 'person:ana' },
          ...more,
        },
      ),
      'a',
    ).dueOn
  assert.equal(one({}), '2026-05-12')
  assert.equal(one({}, []), '2026-05-11')
  const detail = { id: 'a', elapsed: false, actualStart: null, actualFinish: null, calendarId: null }
  assert.equal(one({ details: [{ ...detail, ignoresPersonCalendar: true }] }), '2026-05-11')
  assert.equal(
    one({ details: [{ ...detail, ignoresPersonCalendar: false, calendarId: 'office' }] }),
    '2026-05-11',
  )
})

test('what is done or has begun keeps its start', () => {
  const before = card('a', days('2026-05-04', '2026-05-08'))
  const of = (more: Partial<PlanCard>) =>
    placedDates(
      input(
        [before, card('b', { ...days('2026-05-05', '2026-05-06'), mode: 'auto', ...more })],
        [['a', 'b']],
      ),
      'b',
    ).startsOn
  assert.deepEqual(
    [of({}), of({ progress: 20 }), of({ done: true })],
    ['2026-05-11', '2026-05-05', '2026-05-05'],
  )
})

test('the dates a schedule gives are those it would give again', () => {
  const day = fc.integer({ min: 0, max: 60 }).map((n) => dayOfNumber(dayNumber('2026-05-04') + n))
  const cards = fc.tuple(
    ...Array.from({ length: 6 }, (_, n) =>
      fc
        .record({
          from: day,
          length: fc.integer({ min: 0, max: 12 }),
          mode: fc.constantFrom('auto', 'auto', 'manual'),
          kind: fc.constantFrom('task', 'task', 'milestone'),
          minutes: fc.option(fc.integer({ min: 1, max: 3000 })),
        })
        .map(({ from, length, mode, kind, minutes }) =>
          card(`t${n}`, {
            startsOn: from,
            dueOn: dayOfNumber(dayNumber(from) + length),
            mode,
            kind,
            durationMinutes: kind === 'milestone' ? null : minutes,
          }),
        ),
    ),
  )
  const links = fc.subarray(
    [0, 1, 2, 3, 4, 5].flatMap((a) =>
      [0, 1, 2, 3, 4, 5].filter((b) => b > a).map((b): [string, string] => [`t${a}`, `t${b}`]),
    ),
  )
  fc.assert(
    fc.property(cards, links, (all, drawn) => {
      const settle = (list: readonly PlanCard[]) => {
        const i = input([...list], drawn, { projectCalendarId: 'closed' })
        const plan = planFromCards(i)
        const schedule = compile(plan).schedule()
        const c = calendarsOf(plan)({})
        return list.map((x) => {
          if (x.mode !== 'auto') return x
          const length = plan.tasks.find((t) => t.id === x.id)!.duration
          return { ...x, ...datesOf(schedule.of(x.id)!, c), durationMinutes: x.durationMinutes ?? length }
        })
      }
      const once = settle(all)
      assert.deepEqual(settle(once), once)
    }),
    { seed: 11, numRuns: 200 },
  )
})

test('a later launch: what is open moves along by as many working days, and what follows follows', () => {
  const plan = input(
    [
      card('a', days('2026-05-04', '2026-05-06')),
      card('b', { ...days('2026-05-07', '2026-05-08'), mode: 'auto' }),
      card('done', { ...days('2026-05-04', '2026-05-04'), done: true }),
      card('launch', { kind: 'milestone', dueOn: '2026-05-13' }),
    ],
    [['a', 'b']],
  )
  const later = suppose(plan, { moveLaunchTo: '2026-05-15' }, 'launch')
  assert.deepEqual(later.launch, {
    taskId: 'launch',
    before: '2026-05-13',
    wanted: '2026-05-15',
    after: '2026-05-15',
  })
  assert.deepEqual(
    later.moved.map((m) => [m.taskId, m.after.startsOn, m.after.dueOn, m.days]),
    [
      ['a', '2026-05-06', '2026-05-08', 2],
      ['b', '2026-05-11', '2026-05-12', 2],
      ['launch', '2026-05-15', '2026-05-15', 2],
    ],
  )
  assert.deepEqual(
    later.patches.map((p) => p.id),
    ['a', 'launch'],
  )
  assert.deepEqual(suppose(plan, {}, 'launch').moved, [])
})

test('a launch on a Saturday is on that Saturday', () => {
  const plan = input([card('launch', { kind: 'milestone', dueOn: '2026-05-09' })])
  assert.equal(placedDates(plan, 'launch').dueOn, '2026-05-09')
})

test('an earlier launch breaks what is still ahead, not what was late already', () => {
  const plan = input(
    [
      card('late', days('2026-04-27', '2026-04-29')),
      card('begun', { ...days('2026-04-30', '2026-05-06'), progress: 40 }),
      card('short', days('2026-04-30', '2026-05-05')),
      card('soon', days('2026-05-05', '2026-05-08')),
      card('later', days('2026-05-11', '2026-05-12')),
      card('launch', { kind: 'milestone', dueOn: '2026-05-15' }),
    ],
    [],
    { today: '2026-05-04' },
  )
  const sooner = suppose(plan, { moveLaunchTo: '2026-05-12' }, 'launch')
  // Three working days earlier: « short » would be over on Thursday, « soon » would have begun on Thursday.
  assert.deepEqual(sooner.tooEarly, ['short', 'soon'])
})
