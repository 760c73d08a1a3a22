import assert from 'node:assert/strict'
import { test } from 'node:test'
import { metricNamed } from '#platform/catalogue.ts'
import { openHouse } from '#platform/testing.ts'
import { workMetrics } from './metrics.ts'
import { completeTask, createTask } from './service.ts'

const house = await openHouse()
const { owner } = await house.workspace()
workMetrics()

test('tasks finished and the share on time are counted in the days of the workspace; without a due day there is no share', async () => {
  const p = await house.project(owner)
  const read = (key: string, from = '2026-03-16', to = '2026-03-17') =>
    house.as(owner, (s) => metricNamed(key)!.read(s, { projectId: p, from, to }))
  const finish = async (dueOn: string | null) => {
    const task = await house.as(owner, (s) => createTask(s, p, { title: 'T', dueOn }))
    await house.as(owner, (s) => completeTask(s, task.id, true))
  }
  await finish(null)
  assert.deepEqual([await read('work.finished'), await read('work.onTime')], [1, null])
  house.clock.set('2026-03-16T23:30:00.000Z') // half past midnight on the 17th in Paris
  await finish('2026-03-16')
  await finish('2026-03-17')
  await finish('2026-03-18')
  assert.deepEqual([await read('work.finished'), await read('work.onTime')], [4, 2 / 3])
  assert.equal(await read('work.finished', '2026-03-16', '2026-03-16'), 1)
})
