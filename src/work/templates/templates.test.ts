import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openHouse } from '#platform/testing.ts'
import { listActions } from '#strategy/service/actions.ts'
import { createField } from '../fields/service.ts'
import { linksOf } from '../scheduling/service/read.ts'
import { addChecklist, addItem } from '../service/checklists.ts'
import { createLabel } from '../service/labels.ts'
import { getTask, listTasks } from '../service/read.ts'
import { createTask } from '../service/tasks.ts'
import {
  amendTemplate,
  applyTemplate,
  createProjectFrom,
  createTaskFrom,
  discardTemplate,
  listTemplates,
  saveTaskTemplate,
  saveTemplate,
} from './service.ts'

const house = await openHouse()
const { owner, id: workspaceId } = await house.workspace()
const { owner: neighbour } = await house.workspace('Voisin')
const designer = await house.person(workspaceId, 'member', 'Ana Roy')
const tasksOf = async (projectId: string) =>
  (await house.as(owner, (s) => listTasks(s, projectId, { limit: 200 }))).items
const isWeekend = (day: string) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())

test('a launch made of the ready model ends on its day, with its links, its actions and its people', async () => {
  const { project, applied } = await house.as(owner, (s) =>
    createProjectFrom(
      s,
      { name: 'Lancement Écume' },
      {
        templateId: 'ready:launch',
        anchorOn: '2026-09-15',
        anchor: 'launch',
        people: { design: designer.memberId },
      },
    ),
  )
  const tasks = await tasksOf(project.id)
  assert.equal(tasks.length, applied.tasks)
  assert.deepEqual([project.startsOn, project.endsOn], [applied.from, applied.to])
  assert.equal(tasks.find((t) => t.title === 'Lancement')?.dueOn, '2026-09-15')
  assert.deepEqual(tasks.find((t) => t.title === 'Prises de vue')?.assigneeIds, [designer.memberId])
  assert.deepEqual(tasks.find((t) => t.title === 'Relations presse')?.assigneeIds ?? [], [])
  assert.equal((await house.as(owner, (s) => linksOf(s, project.id))).length, applied.links)
  assert.equal((await house.as(owner, (s) => listActions(s, project.id))).length, 5)
  for (const t of tasks) {
    assert.ok(t.dueOn && !isWeekend(t.dueOn), `${t.title} ${t.dueOn}`)
    assert.ok(t.startsOn! <= t.dueOn!, t.title)
    assert.notEqual(t.dueOn, '2026-07-14', 'a public holiday')
  }
  const told = await house.owner.query(
    "select title from notifications where member_id = $1 and kind = 'task.assigned'",
    [designer.memberId],
  )
  assert.equal(told.rowCount, 1, 'one word, not one per task')
})

test('counted from the start, the first task falls on the first day', async () => {
  const { applied } = await house.as(owner, (s) =>
    createProjectFrom(
      s,
      { name: 'Lettre de mai' },
      { templateId: 'ready:newsletter', anchorOn: '2026-05-04', anchor: 'start', people: {} },
    ),
  )
  assert.equal(applied.from, '2026-05-04')
})

test('a project kept as a model and made again is the same project, later and with other people', async () => {
  const p = await house.project(owner)
  const label = await house.as(owner, (s) => createLabel(s, p, { name: 'Urgent', colour: 'amber' }))
  const field = await house.as(owner, (s) => createField(s, p, { name: 'Format', kind: 'text' }))
  const top = await house.as(owner, (s) => createTask(s, p, { title: 'Film' }))
  const sub = await house.as(owner, (s) =>
    createTask(s, p, {
      title: 'Tournage',
      parentId: top.id,
      startsOn: '2026-04-20',
      dueOn: '2026-04-22',
      assigneeIds: [designer.memberId],
      labelIds: [label.id],
      fields: { [field.id]: '16:9' },
      estimateMinutes: 600,
    }),
  )
  const list = await house.as(owner, (s) => addChecklist(s, sub.id, 'Matériel'))
  await house.as(owner, (s) => addItem(s, list.id, 'Trépied'))
  await house.as(owner, (s) =>
    createTask(s, p, { title: 'Diffusion', kind: 'milestone', startsOn: '2026-04-27', dueOn: '2026-04-27' }),
  )
  const model = await house.as(owner, (s) =>
    saveTemplate(s, p, {
      name: 'Film court',
      anchorOn: '2026-04-27',
      keep: ['people', 'dates', 'links', 'checklists', 'labels', 'fields', 'actions', 'descriptions'],
    }),
  )
  assert.deepEqual([model.counts.tasks, model.roles.length], [3, 1])
  const named = await house.as(owner, (s) =>
    amendTemplate(s, model.id, { roles: [{ key: model.roles[0]!.key, name: 'Cadreur' }] }),
  )
  assert.equal(named.roles[0]?.name, 'Cadreur')
  const { project } = await house.as(owner, (s) =>
    createProjectFrom(
      s,
      { name: 'Film d’automne' },
      {
        templateId: model.id,
        anchorOn: '2026-10-05',
        anchor: 'launch',
        people: { [model.roles[0]!.key]: owner.memberId },
      },
    ),
  )
  const made = await tasksOf(project.id)
  assert.deepEqual(
    made.map((t) => [t.title, t.startsOn, t.dueOn]),
    [
      ['Film', null, null],
      ['Tournage', '2026-09-28', '2026-09-30'],
      ['Diffusion', '2026-10-05', '2026-10-05'],
    ],
  )
  const again = await house.as(owner, (s) => getTask(s, made[1]!.id))
  assert.equal(again.parentId, made[0]!.id)
  assert.deepEqual(again.assigneeIds, [owner.memberId])
  assert.deepEqual(Object.values(again.fields), ['16:9'])
  assert.deepEqual(
    again.checklists[0]?.items.map((i) => i.text),
    ['Trépied'],
  )
})

test('a model applied twice in one project uses the labels and fields that are there', async () => {
  const p = await house.project(owner)
  await house.as(owner, (s) => createLabel(s, p, { name: 'Presse', colour: 'blue' }))
  await house.as(owner, (s) => createTask(s, p, { title: 'A' }))
  const model = await house.as(owner, (s) => saveTemplate(s, p, { name: 'Petit', keep: ['labels'] }))
  const first = await house.as(owner, (s) =>
    applyTemplate(s, p, { templateId: model.id, anchorOn: '2026-05-04', anchor: 'launch', people: {} }),
  )
  assert.deepEqual([first.tasks, first.labels, first.statuses], [1, 0, 0])
})

test('a task with its subtasks is a model of its own', async () => {
  const p = await house.project(owner)
  const top = await house.as(owner, (s) =>
    createTask(s, p, { title: 'Post LinkedIn', startsOn: '2026-03-16', dueOn: '2026-03-18' }),
  )
  await house.as(owner, (s) => createTask(s, p, { title: 'Visuel', parentId: top.id, dueOn: '2026-03-17' }))
  const model = await house.as(owner, (s) => saveTaskTemplate(s, top.id, 'Post LinkedIn'))
  const card = await house.as(owner, (s) =>
    createTaskFrom(s, p, { templateId: model.id, startsOn: '2026-06-01' }),
  )
  assert.deepEqual([card.title, card.startsOn, card.dueOn], ['Post LinkedIn', '2026-06-01', '2026-06-03'])
  const visual = (await tasksOf(p)).find((t) => t.parentId === card.id)
  assert.deepEqual([visual?.title, visual?.dueOn], ['Visuel', '2026-06-02'])
})

test('the list shows the workspace’s own first, then the six ready ones; a binned one is gone', async () => {
  const p = await house.project(owner)
  const own = await house.as(owner, (s) => saveTemplate(s, p, { name: 'À jeter', keep: [] }))
  const names = async () => (await house.as(owner, listTemplates)).map((t) => t.name)
  assert.ok((await names()).includes('À jeter'))
  assert.equal((await house.as(owner, listTemplates)).filter((t) => t.ready).length, 6)
  await house.as(owner, (s) => discardTemplate(s, own.id))
  assert.ok(!(await names()).includes('À jeter'))
})

test('a member uses models of a project they lead only; people of elsewhere and the neighbour’s models are refused', async () => {
  const p = await house.project(owner)
  const model = await house.as(owner, (s) => saveTemplate(s, p, { name: 'Réservé', keep: [] }))
  const use = { templateId: model.id, anchorOn: '2026-05-04', anchor: 'launch', people: {} } as const
  await assert.rejects(
    house.as(designer, (s) => applyTemplate(s, p, use)),
    { status: 403 },
  )
  await assert.rejects(
    house.as(neighbour, (s) => createProjectFrom(s, { name: 'Vol' }, use)),
    { status: 404 },
  )
  await assert.rejects(
    house.as(owner, (s) => applyTemplate(s, p, { ...use, people: { x: neighbour.memberId } })),
    { status: 404 },
  )
  await assert.rejects(
    house.as(neighbour, (s) => amendTemplate(s, model.id, { name: 'Pris' })),
    { status: 404 },
  )
  const guest = await house.person(workspaceId, 'guest')
  await assert.rejects(house.as(guest, listTemplates), { status: 403 })
})
