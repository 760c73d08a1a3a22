import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLine } from '#budget/service.ts'
import { setObjective } from '#strategy/service/objectives.ts'
import { createTask } from '#work/service.ts'
import { doDeed } from '#work/views/service/deeds.ts'
import { openRooms } from '../rooms.ts'
import { lastTurn, takeBack } from './ledger-undo.ts'
import { amendProject, getProject, setProjectMember } from './tenancy/service.ts'
import { openHouse } from './testing.ts'

openRooms()
const house = await openHouse()
const { owner, id } = await house.workspace()
const projectId = await house.project(owner, 'Brume')
const name = () => house.as(owner, async (s) => (await getProject(s, 'brume')).name)
const rename = (to: string) => house.as(owner, (s) => amendProject(s, projectId, { name: to }))
type Asked = Parameters<typeof lastTurn>[1]
const last = (o: Asked = {}) => house.as(owner, (s) => lastTurn(s, { projectId, ...o }))
const back = (change: string) => house.as(owner, (s) => takeBack(s, change))
const undo = async () => back((await last())!.change)
const redo = async () => back((await last({ again: true }))!.change)

test('Ctrl-Z goes back change after change, and Ctrl-Shift-Z forward again, as often as one likes', async () => {
  await rename('Brume deux')
  await rename('Brume trois')
  await undo()
  assert.equal(await name(), 'Brume deux')
  await undo()
  assert.equal(await name(), 'Brume')
  await redo()
  await redo()
  assert.equal(await name(), 'Brume trois')
  for (let i = 0; i < 3; i++) {
    await undo()
    assert.equal(await name(), 'Brume deux')
    await redo()
    assert.equal(await name(), 'Brume trois')
  }
})

test('whoever changes something new has nothing to do again', async () => {
  await undo()
  assert.ok(await last({ again: true }))
  await rename('Autre brume')
  assert.equal(await last({ again: true }), null)
  assert.equal((await last())?.label, 'Autre brume')
})

test('a budget line, an objective and a hundred tasks at once each take one gesture, in the order they were made', async () => {
  const line = await house.as(owner, (s) => createLine(s, projectId, { label: 'Média', plannedCents: 100 }))
  const objective = await house.as(owner, (s) =>
    setObjective(s, projectId, { title: 'Cent clients', metric: 'conversions', target: 100 }),
  )
  const ids = await house.as(owner, async (s) => {
    const all = []
    for (let i = 0; i < 100; i++) all.push((await createTask(s, projectId, { title: `Tâche ${i}` })).id)
    return all
  })
  await house.as(owner, (s) => doDeed(s, { tasks: ids.map((t) => ({ id: t })), patch: { importance: 3 } }))
  const count = async (sql: string) => (await house.owner.query(sql, [projectId])).rows[0].n
  const forte =
    'select count(*)::int as n from tasks where project_id = $1 and importance = 3 and deleted_at is null'
  assert.equal(await count(forte), 100)
  await undo()
  assert.equal(await count(forte), 0)
  await undo()
  assert.equal(
    await count('select count(*)::int as n from tasks where project_id = $1 and deleted_at is null'),
    0,
  )
  await undo()
  const gone = 'select deleted_at is not null as gone from'
  const objectiveGone = await house.owner.query(`${gone} objectives where id = $1`, [objective.id])
  assert.equal(objectiveGone.rows[0].gone, true)
  await undo()
  const lineGone = await house.owner.query(`${gone} budget_lines where id = $1`, [line.id])
  assert.equal(lineGone.rows[0].gone, true)
})

test('one takes back one’s own, in the project one looks at, and not what is an hour old', async () => {
  const mate = await house.person(id, 'manager')
  await house.as(mate, (s) => amendProject(s, projectId, { summary: 'D’un autre' }))
  assert.notEqual((await last())?.label, undefined)
  const change = (await house.as(mate, (s) => lastTurn(s, { projectId })))!.change
  await assert.rejects(back(change), { code: 'NOT_FOUND' })
  const other = await house.project(owner, 'Ailleurs')
  assert.equal((await house.as(owner, (s) => lastTurn(s)))?.label, 'Ailleurs')
  assert.notEqual((await last())?.label, 'Ailleurs')
  assert.equal((await last({ projectId: other }))?.label, 'Ailleurs')
  house.clock.advance(61 * 60_000)
  assert.equal(await house.as(owner, (s) => lastTurn(s)), null)
})

test('a guest who only reads has nothing to take back, and another workspace sees none of it', async () => {
  await rename('Brume encore')
  const { change } = (await last())!
  const guest = await house.person(id, 'guest')
  await house.as(owner, (s) => setProjectMember(s, projectId, guest.memberId, 'reader'))
  assert.equal(await house.as(guest, (s) => lastTurn(s)), null)
  await assert.rejects(
    house.as(guest, (s) => takeBack(s, change)),
    { code: 'NOT_FOUND' },
  )
  const away = await house.workspace('Autre maison')
  assert.equal((await house.as(away.owner, (s) => lastTurn(s)))?.label ?? null, null)
  await assert.rejects(
    house.as(away.owner, (s) => takeBack(s, change)),
    { code: 'NOT_FOUND' },
  )
})

test('what somebody changed since is refused, and the next gesture looks behind it', async () => {
  await rename('Avant')
  await rename('Après')
  const mate = await house.person(id, 'manager')
  await house.as(mate, (s) => amendProject(s, projectId, { name: 'D’un autre' }))
  const { change } = (await last())!
  await assert.rejects(back(change), { code: 'CONFLICT' })
  assert.notEqual((await last({ before: change }))?.change, change)
})
