import assert from 'node:assert/strict'
import { test } from 'node:test'
import { undo } from '#platform/ledger.ts'
import { findWords } from '#platform/search.ts'
import { setProjectMember } from '#platform/tenancy/service.ts'
import { openHouse } from '#platform/testing.ts'
import { createField } from '../fields/service.ts'
import { addLink } from '../scheduling/service/links.ts'
import { linksOf } from '../scheduling/service/read.ts'
import { attach } from '../service/attachments.ts'
import { addChecklist, addItem } from '../service/checklists.ts'
import { commentTask } from '../service/comments.ts'
import { createLabel } from '../service/labels.ts'
import { getNumberedTask, getTask } from '../service/read.ts'
import { createStatus, listStatuses } from '../service/statuses.ts'
import { completeTask, createTask } from '../service/tasks.ts'
import { logTime } from '../time/service/entries.ts'
import { readCards } from '../views/service/cards.ts'
import { takeBack } from '../views/service/deeds.ts'
import { copyToProject, lossesOf, moveToProject } from './service.ts'

const house = await openHouse()
const { owner, id: workspaceId } = await house.workspace()
const ben = await house.person(workspaceId, 'member', 'Ben Caron')

/** A family in one project with all that hangs on it, and another project to go to. */
async function family() {
  const from = await house.project(owner, 'Salon')
  const to = await house.project(owner, 'Site')
  return house.as(owner, async (s) => {
    const parent = await createTask(s, from, { title: 'Préparer le stand' })
    const one = await createTask(s, from, {
      title: 'Kakémonos',
      parentId: parent.id,
      assigneeIds: [ben.memberId],
      startsOn: '2026-03-16',
      dueOn: '2026-03-18',
    })
    const two = await createTask(s, from, { title: 'Montage', parentId: parent.id })
    const outside = await createTask(s, from, { title: 'Budget' })
    await addLink(s, { fromId: one.id, toId: two.id, kind: 'fs', lag: 0, lagUnit: 'work' })
    await addLink(s, { fromId: outside.id, toId: one.id, kind: 'fs', lag: 0, lagUnit: 'work' })
    const list = await addChecklist(s, one.id, 'Avant l’envoi')
    await addItem(s, list.id, 'Relire')
    await commentTask(s, one.id, 'Le bleu est trop clair')
    await attach(s, one.id, { url: 'https://exemple.fr/bleu', name: 'Bleu' })
    await logTime(s, {
      taskId: one.id,
      projectId: from,
      workedOn: '2026-03-16',
      minutes: 90,
      note: '',
    } as never)
    return { from, to, parent, one, two, outside }
  })
}

test('a family goes to another project with its comments, files, time and links among it, and one gesture brings it back', async () => {
  const { from, to, parent, one, two, outside } = await family()
  const before = await house.as(owner, (s) => getTask(s, one.id))
  const moved = await house.as(owner, (s) => moveToProject(s, { ids: [parent.id], projectId: to }))
  const now = await house.as(owner, (s) => getTask(s, one.id))
  assert.deepEqual([now.projectId, now.parentId], [to, parent.id])
  assert.deepEqual(
    [now.comments.length, now.attachments.length, now.checklists[0]?.items.length, now.spentMinutes],
    [1, 1, 1, 90],
  )
  const links = (p: string) =>
    house.as(owner, async (s) => (await linksOf(s, p)).map((l) => [l.fromId, l.toId]))
  assert.deepEqual(await links(to), [[one.id, two.id]], 'the link to what stays is cut')
  assert.deepEqual(await links(from), [])
  for (const table of ['checklists', 'checklist_items', 'comments', 'attachments', 'time_entries']) {
    const { rows } = await house.owner.query(`select distinct project_id from ${table} where task_id = $1`, [
      one.id,
    ])
    assert.deepEqual(rows, [{ project_id: to }], table)
  }
  const found = await house.as(owner, (s) => findWords(s, 'Kakémonos', 5))
  assert.equal(found.find((f) => f.id === one.id)?.projectId, to)
  // Its old address still finds it, and its number is given to nobody else.
  assert.equal((await house.as(owner, (s) => getNumberedTask(s, from, before.number))).id, one.id)
  assert.equal((await house.as(owner, (s) => createTask(s, from, { title: 'Autre' }))).number, 5)

  const { rows: line } = await house.owner.query<{ id: string }>(
    'select id from history where request_id = $1 and row_id = $2',
    [moved.change, one.id],
  )
  await assert.rejects(
    house.as(owner, (s) => undo(s, line[0]!.id)),
    /déplacez la tâche vers son premier projet/,
    'one of a family does not come back without the others',
  )
  const back = await house.as(owner, (s) => takeBack(s, moved.change))
  const again = await house.as(owner, (s) => getTask(s, one.id))
  assert.deepEqual([again.projectId, again.number, again.parentId], [from, before.number, parent.id])
  assert.deepEqual(
    (await links(from)).toSorted(),
    [
      [one.id, two.id],
      [outside.id, one.id],
    ].toSorted(),
  )
  assert.equal(again.comments.length, 1)
  await house.as(owner, (s) => takeBack(s, back.change))
  assert.equal((await house.as(owner, (s) => getTask(s, two.id))).projectId, to)
})

test('every table that hangs on a task goes along when the task changes project, also one added later', async () => {
  const { rows } = await house.owner.query<{ name: string }>(
    `select t.table_name as name from information_schema.columns t join information_schema.columns p on p.table_name = t.table_name and p.column_name = 'project_id'
     where t.table_schema = 'public' and p.table_schema = 'public' and t.column_name = 'task_id' order by 1`,
  )
  const { rows: source } = await house.owner.query<{ text: string }>(
    "select prosrc as text from pg_proc where proname = 'follow_task'",
  )
  // Of another project, and of its own: a baseline’s, a form’s, an address left behind.
  const apart = new Set(['baseline_tasks', 'requests', 'task_addresses'])
  for (const { name } of rows)
    if (!apart.has(name)) assert.match(source[0]!.text, new RegExp(`update ${name} `), name)
})

test('what the other project does not have is said before, and nothing is written by asking', async () => {
  const from = await house.project(owner, 'Un')
  const to = await house.project(owner, 'Deux')
  const guest = await house.person(workspaceId, 'guest', 'Chloé Client')
  await house.as(owner, (s) => setProjectMember(s, from, guest.memberId, 'contributor'))
  const t = await house.as(owner, async (s) => {
    const column = await createStatus(s, from, { name: 'Chez l’imprimeur', category: 'doing' })
    const label = await createLabel(s, from, { name: 'Print', colour: 'blue' })
    const same = await createLabel(s, from, { name: 'Presse', colour: 'blue' })
    await createLabel(s, to, { name: 'PRESSE', colour: 'grey' })
    const field = await createField(s, from, { name: 'Format', kind: 'text' })
    return createTask(s, from, {
      title: 'Affiche',
      statusId: column.id,
      labelIds: [label.id, same.id],
      fields: { [field.id]: 'A2' },
      assigneeIds: [owner.memberId, guest.memberId],
    })
  })
  const asked = { ids: [t.id], projectId: to }
  const losses = await house.as(owner, (s) => lossesOf(s, asked, false))
  assert.deepEqual(
    [losses.tasks, losses.columns, losses.labels, losses.fields, losses.people],
    [1, [{ from: 'Chez l’imprimeur', to: 'En cours' }], ['Print'], ['Format'], ['Chloé Client']],
  )
  assert.equal((await house.as(owner, (s) => getTask(s, t.id))).projectId, from)
  const { cards } = await house.as(owner, (s) => moveToProject(s, asked))
  const columns = await house.as(owner, (s) => listStatuses(s, to))
  assert.equal(columns.find((c) => c.id === cards[0]?.statusId)?.name, 'En cours')
  assert.deepEqual([cards[0]?.labelIds.length, cards[0]?.assigneeIds], [1, [owner.memberId]])
})

test('a copy has the family, its dates, checklists and links, and is still to be done', async () => {
  const { from, to, parent, one } = await family()
  await house.as(owner, (s) => completeTask(s, one.id, true))
  const losses = await house.as(owner, (s) => lossesOf(s, { ids: [parent.id], projectId: from }, true))
  assert.deepEqual([losses.tasks, losses.comments, losses.links], [3, 1, 1])
  const here = await house.as(owner, (s) => copyToProject(s, { ids: [parent.id], projectId: from }))
  assert.deepEqual(here.cards.map((c) => c.title).sort(), [
    'Kakémonos',
    'Montage',
    'Préparer le stand (copie)',
  ])
  assert.ok(here.cards.every((c) => !c.done && c.progress === 0))
  const copy = here.cards.find((c) => c.title === 'Kakémonos')!
  assert.equal(copy.itemCount, 1)
  assert.equal(here.cards.find((c) => c.id === copy.parentId)?.title, 'Préparer le stand (copie)')
  assert.equal((await house.as(owner, (s) => linksOf(s, from))).length, 3)
  const there = await house.as(owner, (s) => copyToProject(s, { ids: [parent.id], projectId: to }))
  assert.ok(there.cards.some((c) => c.title === 'Préparer le stand' && c.projectId === to))
  await house.as(owner, (s) => takeBack(s, there.change))
  assert.deepEqual((await house.as(owner, (s) => readCards(s, to))).cards, [])
  assert.equal((await house.as(owner, (s) => getTask(s, one.id))).done, true)
})

test('one needs a right in both projects; a guest takes nothing out; a neighbour finds nothing', async () => {
  const { from, to, parent } = await family()
  const asked = { ids: [parent.id], projectId: to }
  const guest = await house.person(workspaceId, 'guest')
  for (const p of [from, to])
    await house.as(owner, (s) => setProjectMember(s, p, guest.memberId, 'contributor'))
  for (const verb of [moveToProject, copyToProject])
    await assert.rejects(
      house.as(guest, (s) => verb(s, asked)),
      { code: 'FORBIDDEN' },
    )
  const reader = await house.person(workspaceId, 'member')
  await house.as(owner, (s) => setProjectMember(s, to, reader.memberId, 'reader'))
  await assert.rejects(
    house.as(reader, (s) => moveToProject(s, asked)),
    { code: 'FORBIDDEN' },
  )
  await house.as(owner, (s) => setProjectMember(s, to, reader.memberId, 'contributor'))
  await house.as(owner, (s) => setProjectMember(s, from, reader.memberId, 'reader'))
  await assert.rejects(
    house.as(reader, (s) => moveToProject(s, asked)),
    { code: 'FORBIDDEN' },
  )
  const { owner: neighbour } = await house.workspace('Voisin')
  const theirs = await house.project(neighbour)
  await assert.rejects(
    house.as(neighbour, (s) => moveToProject(s, { ids: [parent.id], projectId: theirs })),
    { code: 'NOT_FOUND' },
  )
  await assert.rejects(
    house.as(owner, (s) => moveToProject(s, { ids: [parent.id], projectId: theirs })),
    { code: 'NOT_FOUND' },
  )
  await assert.rejects(
    house.as(owner, (s) => moveToProject(s, { ids: [parent.id], projectId: from })),
    { code: 'INVALID' },
  )
})
