import assert from 'node:assert/strict'
import { test } from 'node:test'
import { budgetMetrics } from '#budget/metrics.ts'
import { budgetTotals } from '#budget/service.ts'
import { measureMetrics } from '#measure/metrics.ts'
import { openHouse } from '#platform/testing.ts'
import { demoStrategy, stories } from './demo.ts'
import { strategyMetrics } from './metrics.ts'
import { listObjectives } from './service/objectives.ts'
import { readPlan } from './service/plan.ts'

budgetMetrics()
measureMetrics()
strategyMetrics()
const house = await openHouse({ at: '2026-06-12T09:00:00Z' })
const { owner } = await house.workspace()

test('each story of the demo is told through the services, and its keys hold together', async () => {
  for (const story of Object.values(stories)) {
    const projectId = await house.project(owner)
    const made = await house.as(owner, (s) =>
      demoStrategy(s, projectId, story, { startsOn: '2026-04-01', owners: [owner.memberId] }),
    )
    const plan = await house.as(owner, (s) => readPlan(s, projectId))
    assert.equal(
      plan.total.plannedCents,
      story.lines.reduce((sum, l) => sum + l.plannedCents, 0),
    )
    assert.ok(plan.actions.every((a) => a.objectiveId))
    for (const a of story.actions)
      assert.equal(
        Boolean(a.line),
        plan.actions.find((p) => p.id === made.actions[a.key])?.budgetLineId !== null,
      )
    for (const e of story.entries)
      assert.ok(
        made.lines[e.line] &&
          (!e.action || made.actions[e.action]) &&
          (!e.settles || story.entries.some((x) => x.key === e.settles)),
      )
    assert.ok(
      (await house.as(owner, (s) => listObjectives(s, projectId))).every(
        (o) => o.smart.filter((l) => !l.ok).length <= 1,
      ),
    )
  }
})

test('in the middle of the season, the contest is nearly out of money and no entry is of tomorrow', async () => {
  const projectId = await house.project(owner)
  const made = await house.as(owner, (s) =>
    demoStrategy(s, projectId, stories.tourism, { startsOn: '2026-04-01' }),
  )
  const { lines } = await house.as(owner, (s) => budgetTotals(s, projectId))
  const contest = lines.find((l) => l.lineId === made.lines.contest)!
  assert.deepEqual([contest.plannedCents, contest.remainingCents], [4_500_00, 210_00])
})
