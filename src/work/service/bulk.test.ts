import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { undo } from '#platform/ledger.ts'
import { findWords } from '#platform/search.ts'
import { openHouse } from '#platform/testing.ts'
import { addLink } from '../scheduling/service/links.ts'
import type { Deed } from '../views/model.ts'
import { readCards } from '../views/service/cards.ts'
import { doDeed, takeBack } from '../views/service/deeds.ts'
import { follow as followTask } from './followers.ts'
import { getTask } from './read.ts'
import { amendStatus, discardStatus, listStatuses } from './statuses.ts'
import { amendTask, createTask, createTasks } from './tasks.ts'

const house = await openHouse()
const { owner, id: workspaceId } = await house.workspace()
const ben = await house.person(workspaceId, 'member', 'Ben Caron')

let asked = 0
const { query } = pg.Client.prototype
pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
  asked += 1
  return Reflect.apply(query, this, args)
} as never
const counted = async <T>(work: () => Promise<T>): Promise<[T, number]> => {
  asked = 0
  const made = await work()
  return [made, asked]
}

async function some(count: number): Promise<{ project: string; ids: string[] }> {
  const project = await house.project(owner)
  const drafts = Array.from({ length: count }, (_, i) => ({
    title: `Panneau ${i + 1}`,
    startsOn: '2026-03-16',
    dueOn: '2026-03-18',
  }))
  const made = await house.as(owner, (s) => createTasks(s, project, drafts, { quiet: true }))
  return { project, ids: made.map((t) => t.id) }
}
const all = (ids: readonly string[]) => ids.map((id) => ({ id }))

const deeds: Record<string, Omit<Deed, 'tasks'>> = {
  'given to somebody': { addAssigneeIds: [ben.memberId] },
  'put off by a week': { byDays: 7 },
  renamed: { patch: { title: 'Panneau du centre', importance: 3 } },
  finished: { done: true },
  'opened again': { category: 'doing' },
  archived: { archived: true },
  binned: { discarded: true },
}

test('what is done to four hundred tasks, and taken back, asks the database as little as done to four', async () => {
  const few = await some(4)
  const many = await some(400)
  const [, four] = await counted(() => house.as(owner, (s) => createTasks(s, few.project, [{ title: 'a' }])))
  assert.ok(four < 25)
  for (const [name, deed] of Object.entries(deeds)) {
    const [small, little] = await counted(() =>
      house.as(owner, (s) => doDeed(s, { tasks: all(few.ids), ...deed })),
    )
    const [big, much] = await counted(() =>
      house.as(owner, (s) => doDeed(s, { tasks: all(many.ids), ...deed })),
    )
    assert.ok(much <= little + 3, `${name}: ${much} statements for 400 tasks, ${little} for 4`)
    assert.ok(little < 35, `${name}: ${little} statements`)
    const [, littleBack] = await counted(() => house.as(owner, (s) => takeBack(s, small.change)))
    const [, muchBack] = await counted(() => house.as(owner, (s) => takeBack(s, big.change)))
    assert.ok(muchBack <= littleBack + 3, `${name}: ${muchBack} statements to take back, ${littleBack} for 4`)
    if (deed.done || deed.addAssigneeIds) {
      await house.as(owner, (s) => doDeed(s, { tasks: all(few.ids), ...deed }))
      await house.as(owner, (s) => doDeed(s, { tasks: all(many.ids), ...deed }))
    }
  }
})

test('each of many tasks keeps its own history, is found under its new words, and is told live', async () => {
  const { project, ids } = await some(120)
  const heard: { topic: string; ids: string[] }[] = []
  await house.owner.query('listen pupitre_live')
  house.owner.on('notification', (n) => heard.push(JSON.parse(n.payload ?? '{}')))
  const { cards, change } = await house.as(owner, (s) =>
    doDeed(s, { tasks: all(ids), patch: { title: 'Kakémono du hall' } }),
  )
  assert.ok(cards.every((c) => c.version === 2 && c.title === 'Kakémono du hall'))
  const { rows } = await house.owner.query(
    "select row_id, before, after from history where request_id = $1 and verb = 'changed'",
    [change],
  )
  assert.equal(rows.length, 120)
  assert.deepEqual(rows[0].after, { title: 'Kakémono du hall' })
  assert.match(rows[0].before.title, /^Panneau/)
  const found = await house.as(owner, (s) => findWords(s, 'kakémono', 200))
  assert.equal(found.filter((f) => f.projectId === project).length, 120)
  await house.owner.query('select 1')
  const told = new Set(heard.filter((h) => h.topic === 'task').flatMap((h) => h.ids))
  assert.deepEqual([...told].sort(), ids.toSorted(), 'each is named: nobody reads the whole board again')
  await house.as(owner, (s) => takeBack(s, change))
  const after = await house.as(owner, (s) => findWords(s, 'kakémono', 200))
  assert.equal(after.filter((f) => f.projectId === project).length, 0)
})

test('somebody given forty tasks at once is told once, and one who is given one is led to it', async () => {
  const { ids } = await some(40)
  const told = async () =>
    (
      await house.owner.query<{ title: string; path: string }>(
        "select title, path from notifications where member_id = $1 and kind = 'task.assigned' order by created_at, id",
        [ben.memberId],
      )
    ).rows
  const before = (await told()).length
  await house.as(owner, (s) => doDeed(s, { tasks: all(ids), addAssigneeIds: [ben.memberId] }))
  const now = (await told()).slice(before)
  assert.equal(now.length, 1)
  assert.match(now[0]!.title, /vous a confié 40 tâches/)
  assert.match(now[0]!.path, /taches$/)
  const { ids: one } = await some(1)
  await house.as(owner, (s) => doDeed(s, { tasks: all(one), addAssigneeIds: [ben.memberId] }))
  assert.match((await told()).at(-1)!.path, /tache=1$/)
})

test('who follows several of the tasks one changes is told once', async () => {
  const { ids } = await some(5)
  for (const id of ids) await house.as(ben, (s) => followTask(s, id, true))
  await house.owner.query('delete from notifications')
  await house.as(owner, (s) => doDeed(s, { tasks: all(ids), byDays: 3 }))
  const { rows } = await house.owner.query<{ title: string }>('select title from notifications')
  assert.deepEqual(
    rows.map((r) => r.title),
    [`${owner.name} a changé 5 tâches que vous suivez`],
  )
})

test('a family binned with its parent comes back whole, in the same state, and goes again', async () => {
  const project = await house.project(owner)
  const [parent] = await house.as(owner, (s) => createTasks(s, project, [{ title: 'Salon' }]))
  const children = await house.as(owner, (s) =>
    createTasks(
      s,
      project,
      ['Stand', 'Badges'].map((title) => ({ title, parentId: parent!.id })),
    ),
  )
  const titles = () =>
    house.as(owner, async (s) => (await readCards(s, project)).cards.map((c) => c.title).sort())
  // The parent and one child are asked for; the other goes along.
  const gone = await house.as(owner, (s) =>
    doDeed(s, { tasks: all([parent!.id, children[0]!.id]), discarded: true }),
  )
  assert.deepEqual(await titles(), [])
  const back = await house.as(owner, (s) => takeBack(s, gone.change))
  assert.deepEqual(await titles(), ['Badges', 'Salon', 'Stand'])
  await house.as(owner, (s) => takeBack(s, back.change))
  assert.deepEqual(await titles(), [])
})

test('taking back a link from the history moves what followed it back', async () => {
  const project = await house.project(owner)
  const one = await house.as(owner, (s) =>
    createTask(s, project, { title: 'Tirage', startsOn: '2026-03-16', dueOn: '2026-03-20' }),
  )
  const other = await house.as(owner, (s) =>
    createTask(s, project, { title: 'Pose', startsOn: '2026-03-16', dueOn: '2026-03-17', mode: 'auto' }),
  )
  const starts = async () => (await house.as(owner, (s) => getTask(s, other.id))).startsOn
  const early = await starts()
  const { link } = await house.as(owner, (s) =>
    addLink(s, { fromId: one.id, toId: other.id, kind: 'fs', lag: 0, lagUnit: 'work' }),
  )
  assert.equal(await starts(), '2026-03-23')
  const { rows } = await house.owner.query<{ id: string }>(
    "select id from history where row_id = $1 and verb = 'created'",
    [link.id],
  )
  await house.as(owner, (s) => undo(s, rows[0]!.id))
  assert.equal(await starts(), early)
})

test('two tasks put under each other at once are refused, and named', async () => {
  const { project, ids } = await some(2)
  await house.as(owner, (s) => amendTask(s, ids[1]!, { parentId: ids[0]! }))
  await assert.rejects(
    house.as(owner, (s) => doDeed(s, { tasks: all(ids), patch: { parentId: ids[1]! } })),
    /« Panneau \d » : Une tâche ne peut pas être sa propre sous-tâche/,
  )
  const { cards } = await house.as(owner, (s) => readCards(s, project))
  assert.deepEqual(cards.map((c) => c.parentId).filter(Boolean), [ids[0]])
})

test('a column that goes, or that comes to mean « done », leaves a line in the history of each of its tasks', async () => {
  const { project, ids } = await some(3)
  const [todo, doing] = await house.as(owner, (s) => listStatuses(s, project))
  await house.as(owner, (s) => amendStatus(s, todo!.id, { category: 'doing' }))
  const { change } = await house.as(owner, async (s) => {
    await discardStatus(s, todo!.id, doing!.id)
    return { change: s.requestId }
  })
  const states = () =>
    house.as(owner, async (s) => (await readCards(s, project)).cards.map((c) => c.statusId))
  assert.deepEqual(new Set(await states()), new Set([doing!.id]))
  const { rows } = await house.owner.query<{ id: string }>(
    "select row_id as id from history where request_id = $1 and noun = 'task' and verb = 'changed'",
    [change],
  )
  assert.deepEqual(rows.map((r) => r.id).sort(), ids.toSorted())
  await house.as(owner, (s) => takeBack(s, change))
  assert.deepEqual(new Set(await states()), new Set([todo!.id]), 'the column and its tasks come back')
})
