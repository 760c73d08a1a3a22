import assert from 'node:assert/strict'
import { test } from 'node:test'
import { undo } from '#platform/ledger.ts'
import { setProjectMember } from '#platform/tenancy/service.ts'
import { openHouse } from '#platform/testing.ts'
import { attach, detach } from './service/attachments.ts'
import { addChecklist, addItem, amendItem, discardChecklist } from './service/checklists.ts'
import { amendComment, commentTask, discardComment, resolveThread } from './service/comments.ts'
import { createLabel, discardLabel, listLabels } from './service/labels.ts'
import { boardCards, countByAction, getNumberedTask, getTask, listTasks, myWork } from './service/read.ts'
import { amendStatus, createStatus, discardStatus, listStatuses } from './service/statuses.ts'
import {
  amendTask,
  archiveTask,
  completeTask,
  createTask,
  discardTask,
  moveTask,
  restoreTask,
} from './service/tasks.ts'

const house = await openHouse()
const { owner, id: workspaceId } = await house.workspace()
const facts = async (kind: string) =>
  (
    await house.owner.query<{ payload: Record<string, unknown>; trail: Record<string, unknown> }>(
      'select payload, trail from outbox where kind = $1 order by id',
      [kind],
    )
  ).rows
const notices = async (member: string) =>
  (
    await house.owner.query<{ kind: string; path: string }>(
      'select kind, path from notifications where member_id = $1 order by created_at, id',
      [member],
    )
  ).rows

test('a project gets its four columns when somebody first looks, once', async () => {
  const p = await house.project(owner)
  const [a, b] = await Promise.all([
    house.as(owner, (s) => listStatuses(s, p)),
    house.as(owner, (s) => listStatuses(s, p)),
  ])
  assert.deepEqual(
    a.map((s) => s.name),
    ['À faire', 'En cours', 'À valider', 'Fait'],
  )
  assert.deepEqual(a, b)
})

test('tasks are numbered in their project, also when two people add at once', async () => {
  const p = await house.project(owner)
  await Promise.all(['a', 'b', 'c'].map((title) => house.as(owner, (s) => createTask(s, p, { title }))))
  assert.deepEqual(
    (await house.as(owner, (s) => listTasks(s, p))).items.map((t) => t.number),
    [1, 2, 3],
  )
})

test('a task dragged to the last column is finished, says so once, and undoing opens it again', async () => {
  const p = await house.project(owner)
  const task = await house.as(owner, (s) =>
    createTask(s, p, { title: 'Rédiger le brief', dueOn: '2026-03-15' }),
  )
  const done = (await house.as(owner, (s) => listStatuses(s, p))).at(-1)!
  const moved = await house.as(owner, (s) => moveTask(s, task.id, { statusId: done.id }))
  assert.ok(moved.done)
  const [fact] = await facts('task.finished')
  assert.deepEqual(
    [fact?.payload.title, fact?.payload.late, fact?.trail.task],
    ['Rédiger le brief', 1, task.id],
  )
  await house.as(owner, async (s) => {
    const { rows } = await s.sql<{ id: string }>(
      "select id from history where row_id = $1 and verb = 'changed'",
      [task.id],
    )
    await undo(s, rows[0]!.id)
  })
  assert.equal((await house.as(owner, (s) => getTask(s, task.id))).done, false)
})

test('ticking a task moves it to the column of what is done, unticking back to work', async () => {
  const p = await house.project(owner)
  const task = await house.as(owner, (s) => createTask(s, p, { title: 'Choisir la photo' }))
  const names = new Map((await house.as(owner, (s) => listStatuses(s, p))).map((s) => [s.id, s.name]))
  assert.equal(names.get((await house.as(owner, (s) => completeTask(s, task.id, true))).statusId), 'Fait')
  const again = await house.as(owner, (s) => completeTask(s, task.id, false))
  assert.deepEqual([names.get(again.statusId), again.done], ['En cours', false])
})

test('a card goes between two others a hundred times without ever losing its place', async () => {
  const p = await house.project(owner)
  const [first, second, moving] = await house.as(owner, async (s) => [
    await createTask(s, p, { title: '1' }),
    await createTask(s, p, { title: '2' }),
    await createTask(s, p, { title: '3' }),
  ])
  let [above, below] = [first!, second!]
  let mover = moving!
  for (let i = 0; i < 100; i++) {
    await house.as(owner, (s) => moveTask(s, mover.id, { statusId: mover.statusId, after: above.id }))
    const order = (await house.as(owner, (s) => boardCards(s, p))).map((c) => c.id)
    assert.deepEqual(order, [above.id, mover.id, below.id])
    ;[below, mover] = [mover, below]
  }
  const top = await house.as(owner, (s) =>
    moveTask(s, below.id, { statusId: below.statusId, before: above.id }),
  )
  assert.equal((await house.as(owner, (s) => boardCards(s, p)))[0]?.id, top.id)
})

test('the list filters, sorts and turns its pages without a gap or a double', async () => {
  const p = await house.project(owner)
  const label = await house.as(owner, (s) => createLabel(s, p, { name: 'Presse', colour: 'blue' }))
  await house.as(owner, async (s) => {
    for (let n = 1; n <= 23; n++)
      await createTask(s, p, {
        title: `Étape ${n}`,
        ...(n % 2 && { dueOn: `2026-03-${String(n).padStart(2, '0')}` }),
        ...(n < 4 && { assigneeIds: [owner.memberId], labelIds: [label.id] }),
      })
  })
  for (const sort of ['number', 'newest', 'due', 'title', 'position', 'priority'] as const) {
    const seen: string[] = []
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await house.as(owner, (s) => listTasks(s, p, { sort, limit: 5, cursor }))
      seen.push(...page.items.map((t) => t.id))
      cursor = page.next
    }
    assert.equal(new Set(seen).size, 23, sort)
    assert.equal(seen.length, 23, sort)
  }
  const count = async (f: Parameters<typeof listTasks>[2]) =>
    (await house.as(owner, (s) => listTasks(s, p, f))).items.length
  assert.equal(await count({ assigneeId: owner.memberId }), 3)
  assert.equal(await count({ assigneeId: 'none' }), 20)
  assert.equal(await count({ labelId: label.id }), 3)
  assert.equal(await count({ text: 'etape 2' }), 5)
  assert.equal(await count({ text: '%' }), 0)
  assert.equal(await count({ late: true }), 8)
  await assert.rejects(
    house.as(owner, (s) => listTasks(s, p, { cursor: 'abc' })),
    { code: 'INVALID' },
  )
})

test('a card on the list stays under 1.2 kB', async () => {
  const p = await house.project(owner)
  await house.as(owner, (s) =>
    createTask(s, p, {
      title: 'x'.repeat(120),
      assigneeIds: [owner.memberId],
      dueOn: '2026-04-01',
      description: 'long '.repeat(1000),
    }),
  )
  const { items } = await house.as(owner, (s) => listTasks(s, p))
  assert.ok(JSON.stringify(items[0]).length < 1_200)
})

test('who is given a task or named in a comment is told, and finds it under what waits for them', async () => {
  const p = await house.project(owner)
  const ana = await house.person(workspaceId, 'member', 'Ana Roy')
  const task = await house.as(owner, (s) =>
    createTask(s, p, { title: 'Appeler le traiteur', assigneeIds: [ana.memberId], dueOn: '2026-03-10' }),
  )
  assert.deepEqual(await notices(ana.memberId), [
    {
      kind: 'task.assigned',
      path: `projets/${(await house.as(owner, (s) => s.sql<{ slug: string }>('select slug from projects where id = $1', [p]))).rows[0]!.slug}/taches?tache=${task.number}`,
    },
  ])
  await house.as(owner, (s) =>
    commentTask(s, task.id, '@ana roy, pour vendredi ? (écrire à x@ana royale.fr)'),
  )
  assert.deepEqual(
    (await notices(ana.memberId)).map((n) => n.kind),
    ['task.assigned', 'task.mentioned'],
  )
  const work = await house.as(ana, myWork)
  assert.deepEqual([work.late.length, work.today.length, work.waiting.length], [1, 0, 1])
  house.clock.advance(1000)
  await house.as(ana, (s) => commentTask(s, task.id, 'Oui.'))
  assert.equal((await house.as(ana, myWork)).waiting.length, 0)
  assert.deepEqual((await facts('task.commented')).length, 2)
})

test('one corrects one’s own words only; who conducts the project may remove any', async () => {
  const p = await house.project(owner)
  const bo = await house.person(workspaceId, 'member')
  const task = await house.as(owner, (s) => createTask(s, p, { title: 'T' }))
  const said = await house.as(owner, (s) => commentTask(s, task.id, 'Bien.'))
  await assert.rejects(
    house.as(bo, (s) => amendComment(s, said.id, 'Mal.')),
    { code: 'FORBIDDEN' },
  )
  await assert.rejects(
    house.as(bo, (s) => discardComment(s, said.id)),
    { code: 'FORBIDDEN' },
  )
  const his = await house.as(bo, (s) => commentTask(s, task.id, 'Hum'))
  assert.equal((await house.as(bo, (s) => amendComment(s, his.id, 'Bon', his.version))).text, 'Bon')
  await house.as(owner, (s) => discardComment(s, his.id))
  assert.deepEqual(
    (await house.as(owner, (s) => getTask(s, task.id))).comments.map((c) => c.text),
    ['Bien.'],
  )
})

test('the card counts its checklist, its comments and its attachments, through the bin and back', async () => {
  const p = await house.project(owner)
  const task = await house.as(owner, (s) => createTask(s, p, { title: 'T' }))
  const counts = async () => {
    const c = (await house.as(owner, (s) => boardCards(s, p)))[0]!
    return [c.itemDone, c.itemCount, c.commentCount, c.attachmentCount]
  }
  const list = await house.as(owner, (s) => addChecklist(s, task.id, 'Avant envoi'))
  const item = await house.as(owner, (s) => addItem(s, list.id, 'Relire'))
  await house.as(owner, (s) => addItem(s, list.id, 'Tester'))
  await house.as(owner, (s) => amendItem(s, item.id, { done: true }))
  await house.as(owner, (s) => commentTask(s, task.id, 'Voilà'))
  const link = await house.as(owner, (s) =>
    attach(s, task.id, { url: 'https://exemple.fr/a b', name: 'Maquette' }),
  )
  assert.deepEqual(await counts(), [1, 2, 1, 1])
  await house.as(owner, (s) => detach(s, link.id))
  await house.as(owner, (s) => discardChecklist(s, list.id))
  assert.deepEqual(await counts(), [0, 0, 1, 0])
  await assert.rejects(
    house.as(owner, (s) => attach(s, task.id, { url: 'javascript:alert(1)' })),
    { code: 'INVALID' },
  )
})

test('a stale change is refused with the current row, and nothing is lost', async () => {
  const p = await house.project(owner)
  const t = await house.as(owner, (s) => createTask(s, p, { title: 'Avant' }))
  await house.as(owner, (s) => amendTask(s, t.id, { title: 'Après' }, t.version))
  await assert.rejects(
    house.as(owner, (s) => amendTask(s, t.id, { title: 'Tard' }, t.version)),
    (e: { code: string; data: { current: { title: string } } }) =>
      e.code === 'CONFLICT' && e.data.current.title === 'Après',
  )
})

test('archived and binned tasks leave the board; a binned one comes back', async () => {
  const p = await house.project(owner)
  const [a, b] = await house.as(owner, async (s) => [
    await createTask(s, p, { title: 'A' }),
    await createTask(s, p, { title: 'B' }),
  ])
  await house.as(owner, (s) => archiveTask(s, a!.id, true))
  await house.as(owner, (s) => discardTask(s, b!.id))
  assert.deepEqual(await house.as(owner, (s) => boardCards(s, p)), [])
  await house.as(owner, (s) => restoreTask(s, b!.id))
  assert.deepEqual(
    (await house.as(owner, (s) => boardCards(s, p))).map((c) => c.title),
    ['B'],
  )
  assert.equal((await house.as(owner, (s) => getNumberedTask(s, p, 1))).title, 'A')
})

test('a task cannot point at another project, nor end before it starts', async () => {
  const p = await house.project(owner)
  const q = await house.project(owner)
  const foreign = await house.as(owner, (s) => createLabel(s, q, { name: 'X', colour: 'grey' }))
  const column = (await house.as(owner, (s) => listStatuses(s, q)))[0]!
  for (const bad of [
    { labelIds: [foreign.id] },
    { statusId: column.id },
    { startsOn: '2026-05-02', dueOn: '2026-05-01' },
    { assigneeIds: [foreign.id] },
  ])
    await assert.rejects(
      house.as(owner, (s) => createTask(s, p, { title: 'T', ...bad })),
      { code: 'INVALID' },
    )
})

test('a binned column gives its tasks to another, and the board keeps one for what is done', async () => {
  const p = await house.project(owner)
  const [todo, doing, , done] = await house.as(owner, (s) => listStatuses(s, p))
  const t = await house.as(owner, (s) => createTask(s, p, { title: 'T', statusId: doing!.id }))
  await assert.rejects(
    house.as(owner, (s) => discardStatus(s, doing!.id)),
    { code: 'INVALID' },
  )
  await house.as(owner, (s) => discardStatus(s, doing!.id, todo!.id))
  assert.equal((await house.as(owner, (s) => getTask(s, t.id))).statusId, todo!.id)
  await assert.rejects(
    house.as(owner, (s) => discardStatus(s, done!.id)),
    { code: 'INVALID' },
  )
  await assert.rejects(
    house.as(owner, (s) => amendStatus(s, done!.id, { category: 'todo' })),
    { code: 'INVALID' },
  )
  const extra = await house.as(owner, (s) => createStatus(s, p, { name: 'Publié', category: 'done' }))
  await house.as(owner, (s) => amendStatus(s, todo!.id, { category: 'done' }))
  assert.equal((await house.as(owner, (s) => getTask(s, t.id))).done, true)
  assert.ok(extra.position > done!.position)
})

test('a reader looks, comments and changes nothing; the neighbour sees nothing', async () => {
  const p = await house.project(owner)
  const t = await house.as(owner, (s) => createTask(s, p, { title: 'T' }))
  const guest = await house.person(workspaceId, 'guest')
  await assert.rejects(
    house.as(guest, (s) => listTasks(s, p)),
    { code: 'NOT_FOUND' },
  )
  await assert.rejects(
    house.as(guest, (s) => getTask(s, t.id)),
    { code: 'NOT_FOUND' },
  )
  await house.as(owner, (s) => setProjectMember(s, p, guest.memberId, 'reader'))
  assert.equal((await house.as(guest, (s) => listTasks(s, p))).items.length, 1)
  for (const touch of [
    (s: never) => createTask(s, p, { title: 'X' }),
    (s: never) => amendTask(s, t.id, { title: 'X' }),
    (s: never) => moveTask(s, t.id, { statusId: t.statusId }),
    (s: never) => completeTask(s, t.id, true),
    (s: never) => discardTask(s, t.id),
    (s: never) => addChecklist(s, t.id, 'X'),
    (s: never) => attach(s, t.id, { url: 'https://x.fr' }),
    (s: never) => createLabel(s, p, { name: 'X', colour: 'grey' }),
    (s: never) => createStatus(s, p, { name: 'X', category: 'todo' }),
  ])
    await assert.rejects(house.as(guest, touch as never), { code: 'FORBIDDEN' })
  const said = await house.as(guest, (s) => commentTask(s, t.id, 'Le logo est trop petit'))
  await house.as(guest, (s) => amendComment(s, said.id, 'Le logo est un peu petit'))
  const ours = await house.as(owner, (s) => commentTask(s, t.id, 'Nous regardons'))
  for (const touch of [
    (s: never) => amendComment(s, ours.id, 'X'),
    (s: never) => discardComment(s, ours.id),
    (s: never) => resolveThread(s, said.id, true),
  ])
    await assert.rejects(house.as(guest, touch as never), { code: 'FORBIDDEN' })
  await house.as(guest, (s) => discardComment(s, said.id))
  const member = await house.person(workspaceId, 'member')
  await assert.rejects(
    house.as(member, (s) => createStatus(s, p, { name: 'X', category: 'todo' })),
    { code: 'FORBIDDEN' },
  )
  const { owner: neighbour } = await house.workspace('Voisin')
  for (const touch of [
    (s: never) => createTask(s, p, { title: 'X' }),
    (s: never) => createLabel(s, p, { name: 'X', colour: 'grey' }),
    (s: never) => createStatus(s, p, { name: 'X', category: 'todo' }),
  ])
    await assert.rejects(house.as(neighbour, touch as never), { code: 'NOT_FOUND' })
  await assert.rejects(
    house.as(neighbour, (s) => getTask(s, t.id)),
    { code: 'NOT_FOUND' },
  )
  await assert.rejects(
    house.as(neighbour, (s) => amendTask(s, t.id, { title: 'À moi' })),
    { code: 'NOT_FOUND' },
  )
  assert.deepEqual((await house.as(neighbour, (s) => listTasks(s, p))).items, [])
})

test('each action counts its tasks; a binned label leaves the list', async () => {
  const p = await house.project(owner)
  await house.as(owner, (s) => createTask(s, p, { title: 'T', dueOn: '2026-03-01' }))
  assert.deepEqual(await house.as(owner, (s) => countByAction(s, p)), [
    { actionId: null, total: 1, done: 0, late: 1 },
  ])
  const label = await house.as(owner, (s) => createLabel(s, p, { name: 'L', colour: 'teal' }))
  await house.as(owner, (s) => discardLabel(s, label.id))
  assert.deepEqual(await house.as(owner, (s) => listLabels(s, p)), [])
})
