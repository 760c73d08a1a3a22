import assert from 'node:assert/strict'
import { test } from 'node:test'
import { composeReview } from '#insight/service/compose.ts'
import { listReviews, readReview } from '#insight/service/reviews.ts'
import { memberGrant } from '#platform/gates/member.ts'
import { inScope } from '#platform/scope.ts'
import { listProjects } from '#platform/tenancy/service.ts'
import { openHouse } from '#platform/testing.ts'
import { openRooms } from '../rooms.ts'
import { demoStatus, openDemo } from './service.ts'

openRooms()
const house = await openHouse({ at: '2026-11-20T10:30:00.000Z' })

test('the demo opens once, also after it was stopped half-way, and shows a whole year of an agency', async () => {
  assert.deepEqual(await demoStatus(house.platform), { possible: true, ready: false, done: 0, total: 9 })
  const half = await house.workspace('Une démonstration à moitié faite')
  await house.owner.query('update workspaces set demo = true where id = $1', [half.id])
  const left = await house.project(half.owner)
  const [demo, again] = await Promise.all([
    openDemo(house.platform, house.auth),
    openDemo(house.platform, house.auth),
  ])
  const { rowCount } = await house.owner.query('select from projects where id = $1', [left])
  assert.equal(rowCount, 0, 'what was left half-way is gone')
  assert.equal(demo.slug, again.slug)
  assert.equal((await openDemo(house.platform, house.auth)).made, false)
  assert.equal((await demoStatus(house.platform)).ready, true)
  const { rows } = await house.owner.query(
    'select w.id, m.user_id as owner from workspaces w join members m on m.workspace_id = w.id and m.role = $1 where w.slug = $2',
    ['owner', demo.slug],
  )
  const grant = await memberGrant(house.platform, rows[0].owner, rows[0].id)
  const as = <T>(work: Parameters<typeof inScope<T>>[2]) => inScope(house.platform, grant, work)
  const projects = await as((s) => listProjects(s))
  assert.deepEqual(projects.map((p) => p.stage).sort(), ['closed', 'plan', 'running', 'running'])

  const closed = projects.find((p) => p.stage === 'closed')!
  const [review] = await as((s) => listReviews(s, closed.id))
  const doc = await as((s) => readReview(s, review!.id, 'fr'))
  const key = (k: string) => doc.keyFigures.find((x) => x.key === k)?.figure.value ?? 0
  assert.ok(key('visits') > 20_000 && key('conversions') > 400 && key('revenue') > 0)
  assert.ok(doc.cover.logo?.startsWith('data:image/png'))
  assert.deepEqual(
    doc.objectives.map((o) => o.outcome),
    ['reached', 'missed', 'reached'],
  )
  assert.equal(doc.lines.filter((l) => (l.remaining.value ?? 0) < 0).length, 1, 'one line was overrun')
  assert.equal(doc.approvals.filter((a) => a.state === 'approved').length, 1)
  assert.equal(doc.approvals.filter((a) => a.state === 'changes').length, 1)

  const running = projects.find((p) => p.name.includes('Marais'))!
  const now = await as((s) =>
    composeReview(s, { projectId: running.id, from: running.startsOn!, to: '2026-11-20', locale: 'fr' }),
  )
  assert.ok((now.work.late.value ?? 0) >= 2, 'some tasks are late')
  const media = now.lines[0]!
  assert.ok(
    media.remaining.value! >= 0 && media.remaining.value! < 0.1 * media.planned.value!,
    'one line is near its limit',
  )

  const { rows: ahead } = await house.owner.query('select count(*)::int as n from history where at > $1', [
    house.clock.now(),
  ])
  assert.equal(ahead[0].n, 0, 'nothing happened after now')
  const facts = await house.platform.clickhouse.query({
    query:
      "select count() as n, max(at) as last, uniqExact(toDate(at)) as days from facts where kind = 'view'",
    format: 'JSONEachRow',
  })
  const [f] = await facts.json<{ n: number; last: string; days: number }>()
  assert.ok(f!.n > 50_000 && f!.days >= 365)
  assert.ok(f!.last <= '2026-11-20 10:30:00')
})

test('beside real work, the demo does not open by itself', async () => {
  const other = await openHouse()
  await other.workspace('Vraie agence')
  await assert.rejects(openDemo(other.platform, other.auth), (e: { code?: string }) => e.code === 'FORBIDDEN')
  assert.equal((await demoStatus(other.platform)).possible, false)
})
