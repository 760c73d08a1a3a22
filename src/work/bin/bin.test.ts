import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addFile } from '#platform/files.ts'
import { setProjectMember } from '#platform/tenancy/service.ts'
import { openHouse, type Person } from '#platform/testing.ts'
import { workJobs } from '../jobs.ts'
import { attach, detach } from '../service/attachments.ts'
import { addChecklist, addItem, discardChecklist, discardItem } from '../service/checklists.ts'
import { commentTask, discardComment } from '../service/comments.ts'
import { createLabel, discardLabel } from '../service/labels.ts'
import { getTask } from '../service/read.ts'
import { createStatus, discardStatus } from '../service/statuses.ts'
import { createTask, discardTask } from '../service/tasks.ts'
import { isKept } from './model.ts'
import { emptyBin, listBin, takeOut } from './service.ts'

workJobs()
const house = await openHouse()
const { owner, id: workspaceId } = await house.workspace()
const ben = await house.person(workspaceId, 'member', 'Ben Caron')
const { owner: neighbour } = await house.workspace('Voisin')
const start = '2026-03-16T09:00:00.000Z'
const after = (days: number, ms = 0) => new Date(Date.parse(start) + days * 86_400_000 + ms)
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

const bin = (who: Person, projectId?: string) => house.as(who, (s) => listBin(s, { projectId }))
const task = async (title = 'Relire le dossier') => {
  house.clock.set(start)
  const p = await house.project(owner)
  return house.as(owner, (s) => createTask(s, p, { title }))
}

test('the bin shows what was binned, by whom, on what, until when, and a task comes with those that went along', async () => {
  const t = await task('Salon')
  await house.as(owner, async (s) => {
    const a = await createTask(s, t.projectId, { title: 'Stand', parentId: t.id })
    await createTask(s, t.projectId, { title: 'Moquette', parentId: a.id })
  })
  const kept = await house.as(owner, (s) => createTask(s, t.projectId, { title: 'Reste' }))
  const { comment, label } = await house.as(ben, async (s) => {
    const said = await commentTask(s, kept.id, 'À retirer')
    await discardComment(s, said.id)
    const made = await createLabel(s, t.projectId, { name: 'Presse', colour: 'blue' })
    await discardLabel(s, made.id)
    return { comment: said.id, label: made.id }
  })
  house.clock.set(after(1))
  await house.as(ben, (s) => discardTask(s, t.id))
  const { items } = await bin(owner, t.projectId)
  assert.deepEqual(items.map((i) => [i.noun, i.label, i.by, i.taskTitle, i.along]).toSorted(), [
    ['comment', 'À retirer', 'Ben Caron', 'Reste', 0],
    ['label', 'Presse', 'Ben Caron', null, 0],
    ['task', 'Salon', 'Ben Caron', null, 2],
  ])
  assert.equal(items[0]?.rowId, t.id, 'the last binned comes first')
  assert.deepEqual(items[0]?.until, after(31))
  for (const [noun, id] of [
    ['task', t.id],
    ['comment', comment],
    ['label', label],
  ] as const)
    await house.as(owner, (s) => takeOut(s, noun, id))
  assert.deepEqual((await bin(owner, t.projectId)).items, [])
  assert.equal((await house.as(owner, (s) => getTask(s, kept.id))).commentCount, 1)
})

test('the pages of the bin follow one another without a gap', async () => {
  const t = await task()
  await house.as(owner, async (s) => {
    for (let i = 0; i < 7; i++)
      await discardTask(s, (await createTask(s, t.projectId, { title: `T${i}` })).id)
  })
  const seen: string[] = []
  for (let before: string | undefined; ; ) {
    const page = await house.as(owner, (s) => listBin(s, { projectId: t.projectId, before, limit: 3 }))
    seen.push(...page.items.map((i) => i.rowId))
    if (!page.next) break
    before = page.next
  }
  assert.equal(new Set(seen).size, 7)
  assert.equal(seen.length, 7)
})

test('what was on something that is itself in the bin says so, and comes back after it', async () => {
  const t = await task('Dossier de presse')
  const { list, item, child } = await house.as(owner, async (s) => {
    const l = await addChecklist(s, t.id, 'Relectures')
    const i = await addItem(s, l.id, 'Orthographe')
    await discardItem(s, i.id)
    await discardChecklist(s, l.id)
    const c = await createTask(s, t.projectId, { title: 'Photos', parentId: t.id })
    await discardTask(s, c.id)
    return { list: l.id, item: i.id, child: c.id }
  })
  house.clock.set(after(0, 1_000))
  await house.as(owner, (s) => discardTask(s, t.id))
  await assert.rejects(
    house.as(owner, (s) => takeOut(s, 'checklistItem', item)),
    (e: { said: { fr: string } }) => e.said.fr.includes('Relectures'),
  )
  await assert.rejects(
    house.as(owner, (s) => takeOut(s, 'task', child)),
    (e: { said: { fr: string } }) => e.said.fr.includes('Dossier de presse'),
  )
  for (const [noun, id] of [
    ['task', t.id],
    ['task', child],
    ['checklist', list],
    ['checklistItem', item],
  ] as const)
    await house.as(owner, (s) => takeOut(s, noun, id))
  assert.equal((await house.as(owner, (s) => getTask(s, t.id))).itemCount, 1)
})

test('a task whose column went meanwhile comes back in one that means the same', async () => {
  const t = await task()
  const column = await house.as(owner, (s) =>
    createStatus(s, t.projectId, { name: 'Bloqué', category: 'doing' }),
  )
  const stuck = await house.as(owner, (s) =>
    createTask(s, t.projectId, { title: 'Attend', statusId: column.id }),
  )
  await house.as(owner, (s) => discardTask(s, stuck.id))
  await house.as(owner, (s) => discardStatus(s, column.id))
  await house.as(owner, (s) => takeOut(s, 'task', stuck.id))
  const { rows } = await house.owner.query(
    'select s.category, s.deleted_at from tasks t join statuses s on s.id = t.status_id where t.id = $1',
    [stuck.id],
  )
  assert.deepEqual(rows, [{ category: 'doing', deleted_at: null }])
})

test('thirty days, not a moment less nor more: the bin, the way out and the night’s work agree', async () => {
  const t = await task('Trente jours')
  await house.as(owner, (s) => discardTask(s, t.id))
  assert.ok(isKept(new Date(start), after(30, -1)))
  assert.ok(!isKept(new Date(start), after(30)))
  house.clock.set(after(30, -1))
  await house.system(workspaceId, emptyBin)
  assert.equal((await bin(owner, t.projectId)).items.length, 1)
  house.clock.set(after(30))
  assert.equal((await bin(owner, t.projectId)).items.length, 0)
  await assert.rejects(
    house.as(owner, (s) => takeOut(s, 'task', t.id)),
    { code: 'GONE' },
  )
  assert.equal((await house.system(workspaceId, emptyBin)).task !== undefined, true)
  assert.equal((await house.owner.query('select from tasks where id = $1', [t.id])).rowCount, 0)
  const { rows } = await house.owner.query<{ verb: string }>(
    'select verb from history where row_id = $1 order by at, id',
    [t.id],
  )
  assert.deepEqual(
    rows.map((r) => r.verb),
    ['created', 'removed'],
    'the history keeps the word',
  )
})

test('an erased task takes its comments and its files along, not the subtasks that were still there', async () => {
  const t = await task('Partie')
  const { attached, lone, child } = await house.as(owner, async (s) => {
    const one = await addFile(s, png, { name: 'a.png', projectId: t.projectId })
    await attach(s, t.id, { fileId: one.id })
    await commentTask(s, t.id, 'Vu')
    const other = await createTask(s, t.projectId, { title: 'Autre' })
    const two = await addFile(s, png, { name: 'b.png', projectId: t.projectId })
    const a = await attach(s, other.id, { fileId: two.id })
    await detach(s, a.id)
    return { attached: one.id, lone: two.id, child: await createTask(s, t.projectId, { title: 'Enfant' }) }
  })
  await house.as(owner, (s) => discardTask(s, t.id))
  // As an import or an older program may have left it: a subtask still there under a binned task.
  await house.owner.query('update tasks set parent_id = $1 where id = $2', [t.id, child.id])
  const keys = (
    await house.owner.query<{ key: string }>('select storage_key as key from files where id = any ($1)', [
      [attached, lone],
    ])
  ).rows
  house.clock.set(after(30))
  await house.platform.pools.worker.query('select 1')
  await house.worker.runSchedule('work.bin', after(30))
  await house.settle()
  assert.equal(
    (await house.owner.query('select from files where id = any ($1)', [[attached, lone]])).rowCount,
    0,
  )
  for (const { key } of keys)
    await assert.rejects(async () => {
      const bytes = await house.platform.storage.get(key)
      bytes.destroy()
    })
  assert.equal((await house.owner.query('select from comments where task_id = $1', [t.id])).rowCount, 0)
  assert.equal((await house.as(owner, (s) => getTask(s, child.id))).parentId, null)
})

test('a reader sees the bin of the project and takes nothing out; who may not see the project sees nothing', async () => {
  const t = await task('Secret')
  await house.as(owner, (s) => discardTask(s, t.id))
  const guest = await house.person(workspaceId, 'guest')
  await house.as(owner, (s) => setProjectMember(s, t.projectId, guest.memberId, 'reader'))
  const [seen] = (await bin(guest)).items
  assert.deepEqual([seen?.label, seen?.mayRestore], ['Secret', false])
  await assert.rejects(
    house.as(guest, (s) => takeOut(s, 'task', t.id)),
    { code: 'FORBIDDEN' },
  )
  assert.deepEqual((await bin(neighbour)).items, [])
  await assert.rejects(
    house.as(neighbour, (s) => takeOut(s, 'task', t.id)),
    { code: 'NOT_FOUND' },
  )
})

test('one takes one’s own words out of the bin; another’s, only who conducts the project', async () => {
  const t = await task()
  const chloe = await house.person(workspaceId, 'member')
  const c = await house.as(ben, (s) => commentTask(s, t.id, 'Mes mots'))
  await house.as(ben, (s) => discardComment(s, c.id))
  await assert.rejects(
    house.as(chloe, (s) => takeOut(s, 'comment', c.id)),
    { code: 'FORBIDDEN' },
  )
  await house.as(ben, (s) => takeOut(s, 'comment', c.id))
  assert.equal((await house.as(owner, (s) => getTask(s, t.id))).commentCount, 1)
})
