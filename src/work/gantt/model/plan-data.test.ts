import assert from 'node:assert/strict'
import { test } from 'node:test'
import { instantOf } from '../../scheduling/model.ts'
import { inputOf, type PlanData, planFrom } from '../model.ts'
import { card, days, link } from '../testing.ts'

const today = '2026-05-04'
const settings = (projectId: string) => ({
  projectId,
  calendarId: null,
  projectCalendarId: 'default',
  launchTaskId: null,
  statusOn: null,
  criticalSlackMinutes: 0,
  startsOn: null,
  version: 1,
})
const data = (o: Partial<PlanData> = {}): PlanData => ({
  projects: [],
  calendars: [],
  people: {},
  links: [],
  details: [],
  baselines: [],
  today,
  ...o,
})
const first = card({ id: 'a', startsOn: '2026-05-04', dueOn: '2026-05-05' })
const next = card({
  id: 'b',
  mode: 'auto',
  startsOn: '2026-05-20',
  dueOn: '2026-05-20',
  durationMinutes: days(1),
})

test('where nothing is known of the plan, every task stays where its dates are', () => {
  const modes = (s: ReturnType<typeof settings> | undefined) =>
    inputOf(data(), s, [first, next], today).cards.map((c) => c.mode)
  assert.deepEqual(modes(undefined), ['manual', 'manual'])
  assert.deepEqual(modes(settings('p')), ['manual', 'auto'])
})

test('in the portfolio each project is scheduled by its own links', () => {
  const other = card({ ...first, id: 'c', number: 9, projectId: 'q', dueOn: '2026-06-30' })
  const all = data({
    projects: [settings('p'), settings('q')],
    links: [link('a', 'b'), link('c', 'd', { projectId: 'q' })],
  })
  const plan = planFrom(all, [first, next, other], null, today, (id) => (id === 'c' ? 'q' : 'p'))
  const alone = planFrom(all, [first, next], 'p', today, () => 'p')
  assert.equal(plan.places('b')?.start, instantOf('2026-05-06T09:00'))
  assert.equal(alone.places('b')?.start, instantOf('2026-05-06T09:00'))
  assert.equal(alone.places('c'), undefined)
  assert.equal(plan.finish, instantOf('2026-07-01'))
})
