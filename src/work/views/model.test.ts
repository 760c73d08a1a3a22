import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Card } from '../model.ts'
import {
  addDays,
  applyView,
  blockedIn,
  conditionOn,
  dropInto,
  emptySpec,
  type Filter,
  filterOf,
  finished,
  fromSearch,
  grouperOf,
  groupings,
  healthOf,
  matcher,
  mondayOf,
  operators,
  partsOf,
  quadrantOf,
  readSpec,
  sorted,
  strippedCard,
  strippedSpec,
  sumOf,
  toSearch,
  treeOf,
  usualSpec,
  type ViewContext,
  type ViewSpec,
  viewKinds,
  withCondition,
} from './model.ts'

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const [p, q] = [id(1), id(2)]
const today = '2026-03-18' // a Wednesday
const status = (n: number, projectId: string, name: string, category: 'todo' | 'doing' | 'done') => ({
  id: id(n),
  projectId,
  name,
  category,
  position: n,
  wipLimit: null,
  archived: false,
  version: 1,
})
const statuses = [
  status(10, p, 'À faire', 'todo'),
  status(11, p, 'En cours', 'doing'),
  status(12, p, 'Fait', 'done'),
  status(20, q, 'À faire', 'todo'),
  status(22, q, 'Fait', 'done'),
]
const label = (n: number, projectId: string, name: string) => ({
  id: id(n),
  projectId,
  name,
  colour: 'green' as const,
  version: 1,
})
const field = (n: number, kind: 'choice' | 'number' | 'person', name: string) => ({
  id: id(n),
  projectId: null,
  name,
  kind,
  options: kind === 'choice' ? [{ id: 'a', name: 'Presse', colour: 'green' as const }] : [],
  formula: '',
  position: n,
  archived: false,
  version: 1,
})
const context = (cards: readonly Card[], projectId: string | null = p): ViewContext => ({
  projectId,
  today,
  me: id(100),
  people: [
    { id: id(100), name: 'Ana Roy' },
    { id: id(101), name: 'Éric Blin' },
  ],
  statuses: projectId ? statuses.filter((s) => s.projectId === projectId) : statuses,
  labels: [label(40, p, 'Presse'), label(41, p, 'Web'), label(42, q, 'presse')],
  actions: [
    { id: id(50), projectId: p, title: 'Affichage', objectiveId: id(60) },
    { id: id(51), projectId: p, title: 'Réseaux', objectiveId: null },
  ],
  objectives: [{ id: id(60), projectId: p, title: 'Notoriété' }],
  projects: [p, q].map((x, i) => ({
    id: x,
    slug: `p${i}`,
    name: `Projet ${i}`,
    clientName: null,
    startsOn: null,
    endsOn: null,
    colour: '#000000',
    right: 'own' as const,
  })),
  fields: [field(70, 'choice', 'Canal'), field(71, 'number', 'Portée'), field(72, 'person', 'Relecteur')],
  links: [],
  byId: new Map(cards.map((c) => [c.id, c])),
  word: (word, day) => (day ? `${word} ${day}` : word),
})
let count = 1_000
const card = (more: Partial<Card> = {}): Card => ({
  id: id(++count),
  projectId: p,
  number: count,
  title: `Tâche ${count}`,
  statusId: id(10),
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
  position: count,
  done: false,
  itemCount: 0,
  itemDone: 0,
  commentCount: 0,
  attachmentCount: 0,
  version: 1,
  ...more,
})

test('a name that is still on its way is not said to be gone', () => {
  const cards = [card({ assigneeIds: [id(199)] })]
  const heading = (ctx: ViewContext) =>
    applyView(cards, { ...emptySpec('table'), group: 'who' }, ctx).groups[0]
  assert.equal(heading({ ...context(cards), people: [], waiting: true })?.label, '')
  assert.equal(heading(context(cards))?.label, 'gone')
})

const day = fc.integer({ min: -40, max: 40 }).map((n) => addDays(today, n))
const anyCard = fc
  .record({
    statusId: fc.constantFrom(id(10), id(11), id(12)),
    assigneeIds: fc.subarray([id(100), id(101)]),
    labelIds: fc.subarray([id(40), id(41)]),
    actionId: fc.constantFrom(null, id(50), id(51)),
    dueOn: fc.option(day),
    startsOn: fc.option(day),
    importance: fc.integer({ min: 0, max: 3 }),
    urgency: fc.integer({ min: 0, max: 3 }),
    estimateMinutes: fc.option(fc.integer({ min: 0, max: 900 })),
    kind: fc.constantFrom('task' as const, 'milestone' as const),
    fields: fc.constantFrom<Card['fields']>({}, { [id(70)]: ['a'] }, { [id(71)]: 12 }),
  })
  .map((r) => {
    const startsOn = r.startsOn && r.dueOn && r.startsOn > r.dueOn ? r.dueOn : r.startsOn
    return card({ ...r, startsOn, done: r.statusId === id(12) })
  })
const bys = [...groupings, `field:${id(70)}`, `field:${id(72)}`] as const

test('a card dropped on a group stands in that group, whatever the grouping', () => {
  fc.assert(
    fc.property(fc.array(anyCard, { minLength: 1, maxLength: 12 }), fc.constantFrom(...bys), (cards, by) => {
      const ctx = context(cards)
      const spec: ViewSpec = { ...emptySpec('board'), group: by }
      const { groups } = applyView(cards, spec, ctx, { empty: true })
      for (const g of groups)
        for (const c of cards) {
          const from = grouperOf(by, ctx)?.keysOf(c)[0]
          const patch = dropInto(by, g.key, c, ctx, from)
          if (!patch) continue
          const { fields, ...rest } = patch
          const after: Card = { ...c, ...(rest as Partial<Card>), fields: { ...c.fields, ...fields } }
          const there = context(
            cards.map((x) => (x.id === c.id ? after : x)),
            ctx.projectId,
          )
          assert.ok(grouperOf(by, there)?.keysOf(after).includes(g.key), `${by} → ${g.key}`)
          if (after.startsOn && after.dueOn)
            assert.ok(after.startsOn <= after.dueOn, 'it does not end before it starts')
        }
    }),
    { seed: 7, numRuns: 150 },
  )
})

test('no card is lost: each stands in a group, and the filter says the same as looking at one at a time', () => {
  fc.assert(
    fc.property(fc.array(anyCard, { maxLength: 40 }), fc.constantFrom(...bys), (cards, by) => {
      const ctx = context(cards)
      const filter: Filter = { all: [{ field: 'importance', op: 'from', values: [2] }] }
      const shown = applyView(cards, { ...emptySpec('table'), group: by, filter }, ctx)
      assert.deepEqual(new Set(shown.groups.flatMap((g) => g.cards)), new Set(shown.cards))
      assert.deepEqual(new Set(shown.cards), new Set(cards.filter((c) => c.importance >= 2)))
    }),
    { seed: 8, numRuns: 100 },
  )
})

const value = fc.oneof(fc.constantFrom('me', 'none', 'late', 'un.deux~trois!', 'été é', '12'), fc.integer())
const condition = fc.record({
  field: fc.constantFrom('who', 'status', 'due', 'estimate', 'text', 'late', 'done', `field:${id(70)}`),
  op: fc.constantFrom(...operators),
  values: fc.array(value, { maxLength: 3 }),
})
const anyFilter = fc.array(fc.oneof(condition, fc.record({ any: fc.array(condition, { maxLength: 3 }) })), {
  maxLength: 4,
})

test('what the address says is what was shown: a view sent as a link opens the same', () => {
  const cards = Array.from({ length: 60 }, () => fc.sample(anyCard, { numRuns: 1, seed: ++count })[0] as Card)
  const ctx = context(cards)
  fc.assert(
    fc.property(
      anyFilter,
      fc.constantFrom(null, 'who', 'due'),
      fc.array(fc.record({ by: fc.constantFrom('due', 'title'), down: fc.boolean() }), { maxLength: 2 }),
      (all, group, drawn) => {
        const sort = drawn.map((s) => ({ ...s }))
        const base = usualSpec('board', false)
        const spec: ViewSpec = { ...base, filter: { all }, group, sort }
        const search = JSON.parse(JSON.stringify(toSearch(spec, base)))
        const back = fromSearch(search, base)
        assert.deepEqual([back.group, back.sort], [group, sort])
        const [before, after] = [matcher(spec.filter, ctx), matcher(back.filter, ctx)]
        for (const c of cards) assert.equal(after(c), before(c), JSON.stringify({ all, search }))
      },
    ),
    { seed: 9, numRuns: 300 },
  )
})

test('a filter that cannot be read shows nothing rather than everything', () => {
  const cards = [card(), card()]
  const ctx = context(cards)
  for (const f of ['colour~is~red', 'who', '%E0%A4%A', '{"all":', '{"all":[{"field":"who","op":"~"}]}']) {
    const spec = fromSearch({ f }, emptySpec('table'))
    assert.deepEqual(applyView(cards, spec, ctx).cards, [], f)
  }
  const kept = readSpec({ kind: 'table', filter: { all: [{ field: 'x', op: 'someday' }] }, group: 'who' })
  assert.equal(kept.group, 'who', 'what can be read is kept')
  assert.deepEqual(applyView(cards, kept, ctx).cards, [])
})

test('what an older or newer version kept opens without an accident', () => {
  fc.assert(
    fc.property(fc.anything(), fc.constantFrom(...viewKinds), (kept, kind) => {
      assert.ok(readSpec(kept, kind).kind)
    }),
    { seed: 10, numRuns: 200 },
  )
})

test('late, today, this week, within fourteen days and without a date are what people mean by them', () => {
  const on = (dueOn: string | null, more: Partial<Card> = {}) => card({ dueOn, ...more })
  const cards = [
    on('2026-03-17'),
    on('2026-03-17', { done: true }),
    on(today),
    on('2026-03-22'),
    on('2026-04-01'),
    on('2026-04-02'),
    on(null),
  ]
  const ctx = context(cards)
  const seen = (range: string) =>
    cards
      .map(matcher({ all: [{ field: 'due', op: 'is', values: [range] }] }, ctx))
      .map(Number)
      .join('')
  assert.equal(seen('late'), '1000000')
  assert.equal(seen('today'), '0010000')
  assert.equal(seen('week'), '1111000')
  assert.equal(seen('days14'), '0011100')
  assert.equal(seen('none'), '0000001')
})

test('« me » is whoever looks, and nobody is somebody to filter by', () => {
  const cards = [card({ assigneeIds: [id(100)] }), card({ assigneeIds: [id(101)] }), card()]
  const who = (values: string[], op: 'is' | 'not' = 'is') =>
    cards
      .map(matcher({ all: [{ field: 'who', op, values }] }, context(cards)))
      .map(Number)
      .join('')
  assert.equal(who(['me']), '100')
  assert.equal(who(['me', 'none']), '101')
  assert.equal(who(['me'], 'not'), '011')
  assert.equal(who(['none'], 'not'), '110')
})

test('a search finds without accents, by words in any order, and by number', () => {
  const cards = [card({ title: 'Été : relancer l’imprimeur', number: 42 }), card({ title: 'Autre' })]
  const found = (text: string) =>
    cards.filter(matcher({ all: [{ field: 'text', op: 'contains', values: [text] }] }, context(cards))).length
  assert.deepEqual([found('imprimeur ete'), found('#42'), found('zzz')], [1, 1, 0])
})

test('a task waits while the one before it is not finished, or not begun', () => {
  const [first, second, third] = [card(), card(), card({ done: true })]
  const ctx = { ...context([first, second, third]) }
  const link = (fromId: string, toId: string, kind: 'fs' | 'ss') => ({ id: id(++count), fromId, toId, kind })
  const waiting = (links: ReturnType<typeof link>[]) => [...blockedIn({ ...ctx, links })]
  assert.deepEqual(waiting([link(first.id, second.id, 'fs')]), [second.id])
  assert.deepEqual(waiting([link(third.id, second.id, 'fs')]), [])
  assert.deepEqual(waiting([link(first.id, second.id, 'ss')]), [second.id])
})

test('in the portfolio the same name in two projects is one group, and a drop takes each project’s own', () => {
  const cards = [card(), card({ projectId: q, statusId: id(20), labelIds: [id(42)] })]
  const ctx = context(cards, null)
  const { groups } = applyView(cards, { ...emptySpec('table'), group: 'status' }, ctx)
  assert.deepEqual(
    groups.map((g) => [g.label, g.cards.length]),
    [['À faire', 2]],
  )
  assert.deepEqual(dropInto('status', 'fait', cards[1]!, ctx), { statusId: id(22) })
  assert.deepEqual(dropInto('category', 'done', cards[1]!, ctx), { statusId: id(22) })
  assert.equal(dropInto('status', 'en cours', cards[1]!, ctx), null, 'the second project has no such column')
  assert.equal(dropInto('project', p, cards[1]!, ctx), null)
})

test('sorted by several keys, what has no value comes last both ways, and numbers in titles count as numbers', () => {
  const cards = [
    card({ title: 'Visuel 10' }),
    card({ title: 'visuel 2', dueOn: today }),
    card({ title: 'Éclairage', dueOn: '2026-03-01' }),
  ]
  const by = (key: string, down = false) =>
    sorted(cards, [{ by: key, down }], context(cards)).map((c) => c.title)
  assert.deepEqual(by('title'), ['Éclairage', 'visuel 2', 'Visuel 10'])
  assert.deepEqual(by('due'), ['Éclairage', 'visuel 2', 'Visuel 10'])
  assert.deepEqual(by('due', true), ['visuel 2', 'Éclairage', 'Visuel 10'])
})

test('subtasks stand under their task, and one whose task is not shown stands at the top', () => {
  const mother = card()
  const child = card({ parentId: mother.id })
  const grandchild = card({ parentId: child.id })
  const orphan = card({ parentId: id(9) })
  const lines = (cards: Card[], closed: string[] = []) =>
    treeOf(cards, new Set(closed)).map((r) => [r.card.number, r.depth])
  assert.deepEqual(lines([grandchild, mother, orphan, child]), [
    [mother.number, 0],
    [child.number, 1],
    [grandchild.number, 2],
    [orphan.number, 0],
  ])
  assert.deepEqual(lines([mother, child, grandchild], [mother.id]), [[mother.number, 0]])
  assert.deepEqual(lines([grandchild, child]), [
    [child.number, 0],
    [grandchild.number, 1],
  ])
})

test('a task is not dropped under itself, nor under what is under it', () => {
  const mother = card()
  const child = card({ parentId: mother.id })
  const ctx = context([mother, child])
  assert.equal(dropInto('parent', child.id, mother, ctx), null)
  assert.deepEqual(dropInto('parent', 'none', child, ctx), { parentId: null })
})

test('sums say nothing when nothing is known, and weeks begin on Monday', () => {
  assert.equal(sumOf([card(), card()], 'estimate'), null)
  assert.equal(sumOf([card({ estimateMinutes: 30 }), card({ estimateMinutes: 60 })], 'estimate'), 90)
  assert.equal(sumOf([card({ fields: { [id(71)]: 7 } })], `field:${id(71)}`, context([])), 7)
  assert.equal(mondayOf('2026-03-22'), '2026-03-16')
  assert.equal(quadrantOf({ importance: 3, urgency: 1 }), 'plan')
})

const leaf = fc.oneof(
  fc
    .constantFrom(...[100, 101].map(id), 'me', 'none')
    .map((v) => ({ field: 'who', op: 'is' as const, values: [v] })),
  fc.constantFrom('late', 'week', 'none').map((v) => ({ field: 'due', op: 'is' as const, values: [v] })),
  fc.integer({ min: 0, max: 3 }).map((n) => ({ field: 'importance', op: 'from' as const, values: [n] })),
)
const some = fc.array(leaf, { maxLength: 3 })
const inner = fc.oneof(
  leaf,
  some.map((any) => ({ any })),
  some.map((all) => ({ all })),
)
const branches = fc.array(inner, { maxLength: 3 })
const nested = fc
  .array(
    fc.oneof(
      leaf,
      branches.map((any) => ({ any })),
      branches.map((all) => ({ all })),
    ),
    { maxLength: 4 },
  )
  .map((all): Filter => ({ all }))

test('whatever a filter says, the bar says the same in conditions and « one of », and keeps it', () => {
  const cards = Array.from({ length: 24 }, (_, i) =>
    card({
      importance: (i % 4) as 0,
      assigneeIds: i % 3 ? [id(100 + (i % 2))] : [],
      dueOn: i % 5 ? addDays(today, (i % 5) * 3 - 6) : null,
    }),
  )
  const ctx = context(cards)
  const kept = (f: Filter) => cards.filter(matcher(f, ctx)).map((c) => c.id)
  fc.assert(
    fc.property(nested, (filter) => {
      const again = filterOf(partsOf(filter))
      assert.deepEqual(kept(again), kept(filter))
      assert.deepEqual(filterOf(partsOf(again)), again, 'said once more, it is the same')
      const spec = { ...emptySpec('table'), filter: again }
      const back = fromSearch(toSearch(spec, emptySpec('table')), emptySpec('table'))
      assert.deepEqual(kept(back.filter), kept(filter), 'and from its address')
    }),
    { seed: 11, numRuns: 400 },
  )
})

test('what was begun and not said limits nothing, and is not kept', () => {
  const said = { field: 'due', op: 'is' as const, values: ['late'] }
  const begun = { field: 'who', op: 'is' as const, values: [] }
  assert.deepEqual(finished([{ is: 'one', condition: begun }]), [])
  assert.deepEqual(filterOf(finished([{ is: 'any', lines: [[said], [begun]] }])), { all: [said] })
  assert.deepEqual(filterOf(finished([{ is: 'any', lines: [[said, begun], [said]] }])), {
    all: [{ any: [said, said] }],
  })
})

test('a condition is put, replaced and taken out without touching the others', () => {
  const one = { field: 'who', op: 'is' as const, values: ['me'] }
  const two = { field: 'due', op: 'is' as const, values: ['late'] }
  const both = withCondition(withCondition({ all: [] }, 'who', one), 'due', two)
  assert.deepEqual(conditionOn(both, 'who'), one)
  assert.deepEqual(withCondition(both, 'who', null).all, [two])
  assert.deepEqual(withCondition(both, 'who', { ...one, values: ['none'] }).all[0], {
    ...one,
    values: ['none'],
  })
})

test('what a public link leaves out is neither in the cards nor told by the view', () => {
  const secret = card({
    assigneeIds: [id(100)],
    importance: 3,
    estimateMinutes: 90,
    fields: { [id(71)]: 4 },
    commentCount: 2,
  })
  const bare = strippedCard(secret, new Set(['who', 'priority', 'estimate']), [])
  assert.deepEqual(
    [bare.assigneeIds, bare.importance, bare.estimateMinutes, bare.fields, bare.commentCount],
    [[], 0, null, {}, 0],
  )
  const spec: ViewSpec = {
    ...emptySpec('board'),
    group: 'quadrant',
    lanes: 'who',
    sort: [{ by: 'importance', down: true }],
    totals: ['estimate'],
    filter: { all: [{ field: 'who', op: 'is', values: [id(100)] }] },
  }
  const told = strippedSpec(spec, new Set(['who', 'priority', 'estimate']))
  assert.deepEqual(
    [told.group, told.lanes, told.sort, told.totals, told.filter.all],
    [null, null, [], [], []],
  )
})

test('a project is late, at risk or on track for reasons one can name', () => {
  const standing = {
    stage: 'running' as const,
    startsOn: '2026-03-01',
    endsOn: '2026-03-31',
    total: 10,
    done: 5,
    late: 0,
    progress: 50,
    nextMilestone: null,
    budget: null,
  }
  const health = (more: Partial<typeof standing> | object) => healthOf({ ...standing, ...more }, today)
  assert.equal(health({}), 'good')
  assert.equal(health({ total: 0, done: 0 }), 'quiet')
  assert.equal(health({ late: 1 }), 'late', 'a fifth of what is left is late')
  assert.equal(health({ total: 100, late: 1 }), 'risk')
  assert.equal(health({ progress: 10 }), 'risk', 'time runs ahead of the work')
  assert.equal(health({ budget: { plannedCents: 100, usedCents: 101 } }), 'risk')
  assert.equal(health({ endsOn: '2026-03-10' }), 'late')
  assert.equal(health({ endsOn: '2026-03-10', done: 10, progress: 100 }), 'good', 'nothing is left')
})
