import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { formats } from '#platform/formats.ts'
import { defaultWeek } from '../calendars/model.ts'
import type { Card } from '../model.ts'
import { dayNumber, instantAt, instantOf, type Link, minutesPerDay } from '../scheduling/model.ts'
import {
  axisFor,
  barOf,
  cellText,
  distanceTo,
  drawn,
  fitScale,
  instantOfX,
  kindBetween,
  lagText,
  linesOf,
  livePlan,
  outcomeOf,
  outline,
  type Print,
  paginate,
  papers,
  parseLag,
  parsePredecessors,
  parseSpan,
  pathOf,
  predecessorsText,
  route,
  scales,
  snapped,
  spanText,
  svgOf,
  ticks,
  unitsAt,
  usualWorth,
  weekNumber,
  xOf,
} from './model.ts'

let count = 0
const card = (o: Partial<Card> & { id: string }): Card => ({
  projectId: 'p',
  number: ++count,
  title: o.id,
  statusId: 's',
  parentId: null,
  actionId: null,
  kind: 'task',
  assigneeIds: [],
  labelIds: [],
  startsOn: null,
  dueOn: null,
  startMinute: null,
  dueMinute: null,
  deadlineOn: null,
  mode: 'manual',
  durationMinutes: null,
  constraintKind: 'asap',
  constraintAt: null,
  progress: 0,
  estimateMinutes: null,
  spentMinutes: 0,
  fields: {},
  recurrenceId: null,
  importance: 0,
  urgency: 0,
  position: 0,
  done: false,
  itemCount: 0,
  itemDone: 0,
  commentCount: 0,
  attachmentCount: 0,
  version: 1,
  ...o,
})
const link = (fromId: string, toId: string, o: Partial<Link> = {}): Link => ({
  id: `${fromId}>${toId}`,
  projectId: 'p',
  fromId,
  toId,
  kind: 'fs',
  lag: 0,
  lagUnit: 'work',
  version: 1,
  ...o,
})
const planOf = (cards: Card[], links: Link[] = []) =>
  livePlan({
    cards,
    links,
    details: [],
    calendars: [{ id: 'c', week: defaultWeek, exceptions: [] }],
    projectCalendarId: 'c',
    people: {},
    startsOn: null,
    today: '2026-05-04',
  })
const days = (d: number) => d * usualWorth.day

describe('predecessors, as people write them', () => {
  it('reads « 12FD+2j; 14 » and its English twin alike', () => {
    const wanted = [
      { number: 12, kind: 'fs', lag: days(2), lagUnit: 'work' },
      { number: 14, kind: 'fs', lag: 0, lagUnit: 'work' },
    ]
    for (const text of ['12FD+2j; 14', '12fs + 2 d, 14', '12FD+2j\n14', '12FD+2j,14'])
      assert.deepEqual(parsePredecessors(text, usualWorth), { ok: true, all: wanted }, text)
  })
  it('tells a comma in a figure from a comma between two tasks', () => {
    assert.deepEqual(parsePredecessors('3FD+1,5j, 4', usualWorth), {
      ok: true,
      all: [
        { number: 3, kind: 'fs', lag: days(1.5), lagUnit: 'work' },
        { number: 4, kind: 'fs', lag: 0, lagUnit: 'work' },
      ],
    })
  })
  it('names the piece it cannot read, and a task named twice', () => {
    assert.deepEqual(parsePredecessors('12FD+2j; douze', usualWorth), { ok: false, at: 'douze' })
    assert.deepEqual(parsePredecessors('12XY', usualWorth), { ok: false, at: '12XY' })
    assert.deepEqual(parsePredecessors('12; 12', usualWorth), { ok: false, at: '12' })
  })
  it('gives back what it was given, in both languages', () => {
    const lag = fc.oneof(
      fc.record({
        lag: fc.integer({ min: -40, max: 40 }).map((n) => n * 210),
        lagUnit: fc.constant('work' as const),
      }),
      fc.record({
        lag: fc.integer({ min: -30, max: 30 }).map((n) => n * 1440),
        lagUnit: fc.constant('elapsed' as const),
      }),
      fc.record({
        lag: fc.integer({ min: -200, max: 300 }).map((n) => n * 100),
        lagUnit: fc.constant('percent' as const),
      }),
    )
    const one = fc
      .tuple(
        fc.integer({ min: 1, max: 999 }),
        fc.constantFrom('fs' as const, 'ss' as const, 'ff' as const, 'sf' as const),
        lag,
      )
      .map(([number, kind, l]) => ({
        number,
        kind,
        ...(l.lag === 0 ? { lag: 0, lagUnit: 'work' as const } : l),
      }))
    fc.assert(
      fc.property(
        fc.uniqueArray(one, { selector: (p) => p.number, maxLength: 6 }),
        fc.constantFrom('fr' as const, 'en' as const),
        (all, tongue) => {
          const read = parsePredecessors(predecessorsText(all, usualWorth, tongue), usualWorth)
          assert.deepEqual(read, { ok: true, all: all.toSorted((a, b) => a.number - b.number) })
        },
      ),
    )
  })
  it('says elapsed days apart from working days', () => {
    assert.deepEqual(parseLag('+3jé', usualWorth), { lag: 4320, lagUnit: 'elapsed' })
    assert.deepEqual(parseLag('+3ed', usualWorth), { lag: 4320, lagUnit: 'elapsed' })
    assert.equal(lagText({ lag: 4320, lagUnit: 'elapsed' }, usualWorth, 'fr'), '+3jé')
    assert.deepEqual(parseLag('-50 %', usualWorth), { lag: -5000, lagUnit: 'percent' })
    assert.equal(parseLag('+2 lunes', usualWorth), undefined)
  })
  it('reads durations and says them back short', () => {
    assert.equal(parseSpan('3 j', usualWorth), 1260)
    assert.equal(parseSpan('1,5 sem', usualWorth), 3150)
    assert.equal(parseSpan('4h', usualWorth), 240)
    assert.equal(parseSpan('2', usualWorth), 840)
    assert.equal(parseSpan('-2 j', usualWorth), undefined)
    assert.equal(spanText(1260, usualWorth, 'fr'), '3 j')
    assert.equal(spanText(240, usualWorth, 'en'), '4 h')
  })
})

describe('the time axis', () => {
  const axis = axisFor(instantOf('2026-05-04'), instantOf('2026-06-12'), scales.week)
  it('turns days into pixels and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 * 1440 }), (t) => {
        const at = instantOf('2026-05-01') + t
        assert.ok(Math.abs(instantOfX(axis, xOf(axis, at)) - at) <= 1)
      }),
    )
  })
  it('leaves no gap between ticks, whatever the unit', () => {
    for (const unit of ['hour', 'day', 'week', 'month', 'quarter', 'year'] as const) {
      const found = ticks(unit, dayNumber('2026-02-25'), dayNumber('2027-03-02'))
      assert.ok(found[0]!.at <= dayNumber('2026-02-25'), unit)
      for (let i = 1; i < found.length; i++) assert.equal(found[i]!.at, found[i - 1]!.to, unit)
    }
  })
  it('numbers weeks as ISO 8601 does', () => {
    assert.equal(weekNumber(dayNumber('2026-01-01')), 1)
    assert.equal(weekNumber(dayNumber('2027-01-01')), 53)
    assert.equal(weekNumber(dayNumber('2026-12-31')), 53)
  })
  it('shows coarser units as one steps back, and everything when asked to fit', () => {
    assert.deepEqual(unitsAt(scales.day), ['month', 'day'])
    assert.deepEqual(unitsAt(scales.quarter), ['quarter', 'month'])
    const [first, last] = [instantOf('2026-01-01'), instantOf('2027-12-31')]
    assert.ok(((last - first) / 1440) * fitScale(first, last, 900) <= 900)
  })
})

describe('lines of the chart', () => {
  const cards = [
    card({ id: 'a' }),
    card({ id: 'b', parentId: 'a' }),
    card({ id: 'c', parentId: 'b' }),
    card({ id: 'd' }),
  ]
  const groups = [{ key: 'g', label: 'Groupe', cards }]
  it('puts subtasks under their task at any depth, and folds them away', () => {
    assert.deepEqual(
      outline(groups, new Set(), true).map((r) => [r.id, r.depth]),
      [['g', 0], ['a', 1], ['b', 2], ['c', 3], ['d', 1]], // biome-ignore format: a small tree
    )
    assert.deepEqual(
      outline(groups, new Set(['b']), false).map((r) => r.id),
      ['a', 'b', 'd'],
    )
    assert.deepEqual(
      outline(groups, new Set(['g']), true).map((r) => r.id),
      ['g'],
    )
  })
  it('draws the links of what is folded at the line that hides it', () => {
    const rows = outline(groups, new Set(['a']), true)
    const lines = linesOf(rows, cards)
    assert.equal(lines.get('c'), lines.get('a'))
    assert.equal(linesOf(outline(groups, new Set(['g']), true), cards).get('d'), 0)
  })
  it('lets a task stand alone when its parent is filtered away', () => {
    const rows = outline([{ key: 'g', label: '', cards: [cards[2]!] }], new Set(), false)
    assert.deepEqual(
      rows.map((r) => r.depth),
      [0],
    )
  })
})

describe('links as arrows', () => {
  it('turns only at right angles, starts and ends where it should', () => {
    const at = fc.integer({ min: 0, max: 2000 })
    fc.assert(
      fc.property(
        fc.constantFrom('fs' as const, 'ss' as const, 'ff' as const, 'sf' as const),
        at,
        at,
        at,
        at,
        (kind, x1, y1, x2, y2) => {
          const points = route(kind, { x1, y1, x2, y2 }, 34)
          assert.deepEqual(points[0], [x1, y1])
          assert.deepEqual(points.at(-1), [x2, y2])
          for (let i = 1; i < points.length; i++)
            assert.ok(points[i]![0] === points[i - 1]![0] || points[i]![1] === points[i - 1]![1])
          // It arrives at a start from the left, at an end from the right.
          const before = points.at(-2)![0]
          assert.ok(kind === 'fs' || kind === 'ss' ? before <= x2 : before >= x2)
          assert.equal(distanceTo(points, x1, y1), 0)
        },
      ),
    )
  })
  it('names the link by the ends one pulled', () => {
    assert.deepEqual(
      [
        kindBetween(true, true),
        kindBetween(false, true),
        kindBetween(true, false),
        kindBetween(false, false),
      ],
      ['fs', 'ss', 'ff', 'sf'],
    )
  })
})

describe('a hand on a bar', () => {
  it('moves a task set by hand by whole days, weekends included', () => {
    const a = card({ id: 'a', startsOn: '2026-05-07', dueOn: '2026-05-08' })
    const plan = planOf([a])
    const made = outcomeOf(a, plan.places('a')!, { kind: 'move', by: 2 * minutesPerDay }, plan.calendar)
    assert.deepEqual(made?.patch, { startsOn: '2026-05-09', dueOn: '2026-05-10' })
  })
  it('never lets one end cross the other', () => {
    const a = card({ id: 'a', startsOn: '2026-05-04', dueOn: '2026-05-06' })
    const plan = planOf([a])
    fc.assert(
      fc.property(
        fc.integer({ min: -30, max: 30 }),
        fc.constantFrom('start' as const, 'finish' as const),
        (n, kind) => {
          const { patch } = outcomeOf(a, plan.places('a')!, { kind, by: n * minutesPerDay }, plan.calendar)!
          assert.ok((patch.startsOn ?? a.startsOn!) <= (patch.dueOn ?? a.dueOn!))
        },
      ),
    )
  })
  it('tells an automatic task not to start before, and its followers move along', () => {
    const a = card({ id: 'a', startsOn: '2026-05-04', dueOn: '2026-05-05' })
    const b = card({
      id: 'b',
      mode: 'auto',
      startsOn: '2026-05-06',
      dueOn: '2026-05-07',
      durationMinutes: days(2),
    })
    const c = card({
      id: 'c',
      mode: 'auto',
      startsOn: '2026-05-08',
      dueOn: '2026-05-08',
      durationMinutes: days(1),
    })
    const plan = planOf([a, b, c], [link('a', 'b'), link('b', 'c')])
    const placed = plan.places('b')!
    const made = outcomeOf(b, placed, { kind: 'move', by: minutesPerDay }, plan.calendar)!
    assert.deepEqual(made.patch, { constraintKind: 'snet', constraintAt: '2026-05-07T09:00' })
    const { places: tried } = plan.attempt(new Map([['b', made.change]]))
    assert.equal(tried('b')!.start, instantOf('2026-05-07T09:00'))
    assert.equal(tried('c')!.start, instantOf('2026-05-11T09:00'))
    assert.equal(plan.places('c')!.start, instantOf('2026-05-08T09:00'), 'what stands is untouched')
    assert.equal(
      plan.attempt(new Map()).places('c')!.start,
      instantOf('2026-05-08T09:00'),
      'nothing is left of a try',
    )
  })
  it('makes an automatic task longer in working time', () => {
    const b = card({ id: 'b', mode: 'auto', startsOn: '2026-05-07', durationMinutes: days(2) })
    const plan = planOf([b])
    const made = outcomeOf(b, plan.places('b')!, { kind: 'finish', by: 3 * minutesPerDay }, plan.calendar)!
    assert.equal(made.patch.durationMinutes, days(3), 'Friday pulled to Monday is one more day of work')
  })
  it('snaps to days, and to quarters of an hour once hours are seen', () => {
    assert.equal(snapped(800, false), 1440)
    assert.equal(snapped(-700, false), 0)
    assert.equal(snapped(52, true), 45)
  })
  it('shows the circle that a link would close', () => {
    const [a, b] = [
      card({ id: 'a', startsOn: '2026-05-04', dueOn: '2026-05-05' }),
      card({ id: 'b', mode: 'auto' }),
    ]
    const plan = planOf([a, b], [link('a', 'b')])
    assert.deepEqual(new Set(plan.circle(b, a, 'fs')), new Set(['a', 'b']))
    assert.equal(planOf([a, b]).circle(b, a, 'fs'), null)
  })
})

describe('bars and cells', () => {
  const f = formats('fr')
  const a = card({ id: 'a', startsOn: '2026-05-04', dueOn: '2026-05-05' })
  const m = card({ id: 'm', kind: 'milestone', dueOn: '2026-05-08' })
  const none = card({ id: 'n' })
  const plan = planOf([a, m, none])
  const axis = axisFor(instantOf('2026-05-04'), instantOf('2026-05-30'), scales.week)
  const row = (c: Card) => ({ kind: 'task' as const, id: c.id, card: c, depth: 0, parent: false, open: true })
  it('fills the days a task touches, and puts a milestone in the middle of its day', () => {
    const bar = barOf(row(a), plan.places, axis, instantOf('2026-05-01'))!
    assert.equal(bar.x2 - bar.x1, 2 * scales.week)
    const point = barOf(row(m), plan.places, axis, instantOf('2026-05-01'))!
    assert.equal(point.shape, 'milestone')
    assert.equal(point.x1, xOf(axis, instantOf('2026-05-08T12:00')))
  })
  it('draws no bar without a date, and says late and done', () => {
    assert.equal(barOf(row(none), plan.places, axis, 0), undefined)
    assert.equal(barOf(row(a), plan.places, axis, instantOf('2026-06-01'))?.late, true)
    assert.equal(barOf(row({ ...a, done: true }), plan.places, axis, instantOf('2026-06-01'))?.late, false)
  })
  it('says how far a task has slipped from the baseline, in working days', () => {
    const baseline = new Map([
      ['a', { start: instantOf('2026-04-30'), finish: instantAt('2026-05-01', minutesPerDay) }],
    ])
    const reading = {
      plan,
      places: plan.places,
      numbers: new Map(),
      people: [],
      baseline,
      f,
      tongue: 'fr' as const,
    }
    assert.equal(cellText('drift', row(a), reading), '+2 j')
    assert.equal(cellText('duration', row(a), reading), '2 j')
    assert.equal(cellText('start', row(none), reading), '')
  })
  it('keeps hours when they are seen', () => {
    const span = { start: instantOf('2026-05-04T09:00'), finish: instantOf('2026-05-04T12:30') }
    assert.deepEqual(drawn(span, 200), span)
    assert.deepEqual(drawn(span, scales.week), {
      start: instantOf('2026-05-04'),
      finish: instantOf('2026-05-05'),
    })
    assert.match(pathOf('approval', 10, 10, 0, 16), /^M/)
  })
})

describe('pages', () => {
  const cards = Array.from({ length: 90 }, (_, i) =>
    card({ id: `t${i}`, title: `Tâche <${i}>`, startsOn: '2026-05-04', dueOn: '2026-05-06' }),
  )
  const plan = planOf(cards)
  const rows = outline([{ key: 'all', label: '', cards }], new Set(), false)
  const print: Print = {
    title: 'Lancement',
    subtitle: '',
    foot: (page, pages) => `${page}/${pages}`,
    rows,
    places: plan.places,
    links: [{ from: 0, to: 80, kind: 'fs', critical: false }],
    baseline: null,
    deadline: () => null,
    isOff: (day) => plan.calendar.periodsOn(day).length === 0,
    today: instantOf('2026-05-05'),
    critical: true,
    columns: [
      { head: 'N°', width: 26, text: () => '' },
      { head: 'Tâche', width: 160, text: (r) => (r.kind === 'task' ? r.card.title : r.label) },
    ],
    tick: () => 'mai',
    legend: [],
    from: instantOf('2026-05-04'),
    to: instantOf('2026-05-07'),
  }
  it('shows every line once, over as many pages as it takes, with the heads on each', () => {
    const pages = paginate(print, papers.a4)
    const words = pages.map((p) => p.marks.flatMap((m) => (m.as === 'text' ? [m.text] : [])))
    assert.ok(pages.length > 2)
    assert.deepEqual(
      words.flat().filter((w) => w.startsWith('Tâche <')),
      cards.map((c) => c.title),
    )
    for (const [i, page] of words.entries()) {
      assert.ok(page.includes('Tâche') && page.includes('Lancement'))
      assert.ok(page.includes(`${i + 1}/${pages.length}`))
    }
  })
  it('stays on the paper', () => {
    for (const page of paginate(print, papers.a3))
      for (const m of page.marks)
        if (m.as !== 'path')
          assert.ok(m.x >= 0 && m.x <= papers.a3.width && m.y >= 0 && m.y <= papers.a3.height)
  })
  it('escapes what people wrote', () => {
    const svg = svgOf(paginate(print, null)[0]!)
    assert.ok(svg.includes('Tâche &lt;0&gt;'))
    assert.ok(!svg.includes('<0>'))
  })
})
