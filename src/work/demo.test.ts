import assert from 'node:assert/strict'
import { test } from 'node:test'
import { metricNamed } from '#platform/catalogue.ts'
import { openHouse } from '#platform/testing.ts'
import { demoTasks } from './demo.ts'
import { workMetrics } from './metrics.ts'
import { boardCards } from './service.ts'

const house = await openHouse()
const { owner } = await house.workspace()
workMetrics()

/** Always the same numbers: mulberry32. */
function seeded(seed: number) {
  let a = seed
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

test('the demo’s board is alive: work in every column, some of it late, most of the past done on time', async () => {
  const p = await house.project(owner)
  const actions: { id: string; title: string; startsOn: string; endsOn: string }[] = []
  for (const [i, [startsOn, endsOn]] of [
    ['2026-01-05', '2026-02-13'],
    ['2026-02-02', '2026-03-27'],
    ['2026-03-09', '2026-05-15'],
  ].entries()) {
    const { rows } = await house.owner.query(
      'insert into actions (workspace_id, project_id, code, title, starts_on, ends_on) values ($1, $2, $3, $4, $5, $6) returning id',
      [owner.workspaceId, p, `a${i}`, `Action ${i}`, startsOn, endsOn],
    )
    actions.push({
      id: rows[0].id,
      title: `Action ${i}`,
      startsOn: startsOn as string,
      endsOn: endsOn as string,
    })
  }
  const member = await house.person(owner.workspaceId, 'member')
  await house.as(owner, (s) =>
    demoTasks(
      s,
      { id: p },
      actions,
      [{ id: member.memberId, name: member.name }],
      house.clock.now(),
      seeded(7),
    ),
  )
  const cards = await house.as(owner, (s) => boardCards(s, p))
  assert.ok(cards.length > 12)
  assert.ok(new Set(cards.map((c) => c.statusId)).size >= 3)
  assert.ok(cards.some((c) => !c.done && c.dueOn! < '2026-03-16'))
  const read = (key: string) =>
    house.as(owner, (s) => metricNamed(key)!.read(s, { projectId: p, from: '2026-01-01', to: '2026-03-16' }))
  assert.equal(await read('work.finished'), cards.filter((c) => c.done).length)
  const onTime = await read('work.onTime')
  assert.ok(onTime! > 0.5 && onTime! <= 1)
  assert.equal(
    await house.as(owner, (s) =>
      metricNamed('work.onTime')!.read(s, { projectId: p, from: '2020-01-01', to: '2020-12-31' }),
    ),
    null,
  )
})
