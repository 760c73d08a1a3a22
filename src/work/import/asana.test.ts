import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { openHouse } from '#platform/testing.ts'
import { listFields } from '../fields/service.ts'
import { amendTask, boardCards, getTask, listStatuses, listTasks } from '../service.ts'
import { bringBoard } from './bring/board.ts'
import { ImportOptions, noCounts, type Report } from './model.ts'
import { readForeign } from './read.ts'
import { onTrial } from './trial.ts'

const house = await openHouse()
const { owner, id: workspaceId } = await house.workspace()
const file = (name: string) => readFileSync(new URL(`testdata/${name}`, import.meta.url))
const options = (o: object = {}) => ImportOptions.parse(o)
const paris = { timezone: 'Europe/Paris', locale: 'fr' as const }
const read = (bytes: Uint8Array | string, o: object = {}, name = 'export.csv') =>
  readForeign('asana', typeof bytes === 'string' ? Buffer.from(bytes) : bytes, name, options(o), paris)
const bring = async (project: string, bytes: Uint8Array | string, o: object = {}) => {
  const board = await read(bytes, o)
  return house.as(owner, (s) => bringBoard(s, board, project, options(o)))
}
const lost = (r: Pick<Report, 'lost'>) => Object.fromEntries(r.lost.map((l) => [l.kind, l.count]))
const tasksOf = async (project: string) =>
  (await house.as(owner, (s) => listTasks(s, project, { limit: 500 }))).items

test('a real Asana export comes over: sections, subtasks under the task they name, tags, people, notes of several lines', async () => {
  const p = await house.project(owner)
  const r = await bring(p, file('chrisputnam9-Asana-Sample.csv'))
  assert.equal(r.created.tasks, 11)
  assert.deepEqual(lost(r), { repeatedLines: 2, otherProjects: 1, access: 2 })
  assert.deepEqual(
    r.boards.map((b) => [b.name, b.tasks, b.chosen]),
    [
      ['Sample', 7, true],
      ['Sample2', 5, true],
    ],
  )
  const tasks = await tasksOf(p)
  const parent = tasks.find((t) => t.title.startsWith('Test task 2'))!
  assert.deepEqual(
    tasks.filter((t) => t.parentId === parent.id).map((t) => t.title),
    ['Subtask1', 'Subtask2', 'Subtask3'],
  )
  const noted = await house.as(owner, (s) => getTask(s, tasks.find((t) => t.title.startsWith('💻'))!.id))
  assert.equal(noted.description, 'This one has some notes\nMultiple lines in fact')
  assert.equal(tasks.filter((t) => t.done).length, 4)
  assert.equal(parent.labelIds.length, 3, 'two tags and the section, which says no state')
  const again = await bring(p, file('chrisputnam9-Asana-Sample.csv'))
  assert.deepEqual(again.created, noCounts())
  assert.deepEqual(again.updated, noCounts())
})

test('only the project one chooses comes out of a file that holds two', async () => {
  const p = await house.project(owner)
  const r = await bring(p, file('chrisputnam9-Asana-Sample.csv'), { boards: ['Sample'] })
  assert.deepEqual([r.created.tasks, lost(r).otherBoards], [7, 4])
})

test('custom fields, dependencies and parents by name, several projects in a cell', async () => {
  const p = await house.project(owner)
  const r = await bring(p, file('asana-csv-custom-fields.csv'))
  assert.deepEqual([r.created.tasks, r.created.links, r.created.fields, r.created.lists], [3, 1, 2, 1])
  const tasks = await tasksOf(p)
  const fields = await house.as(owner, (s) => listFields(s, p))
  assert.deepEqual(
    fields.map((f) => [f.name, f.kind]),
    [
      ['Brand Name', 'choice'],
      ['Budget', 'money'],
    ],
  )
  const brief = tasks.find((t) => t.title === 'Écrire le brief')!
  assert.deepEqual(
    [brief.importance, brief.startsOn, brief.dueOn, brief.fields[fields[1]!.id], brief.fields[fields[0]!.id]],
    [3, '2026-09-20', '2026-10-01', 120_050, ['acme']],
  )
  const { rows } = await house.owner.query(
    'select f.title as from, t.title as to, l.kind from task_links l join tasks f on f.id = l.from_id join tasks t on t.id = l.to_id where l.project_id = $1',
    [p],
  )
  assert.deepEqual(rows, [{ from: 'Écrire le brief', to: 'Créer la maquette', kind: 'fs' }])
  const columns = await house.as(owner, (s) => listStatuses(s, p))
  assert.deepEqual(
    columns.filter((c) => !c.archived).map((c) => [c.name, c.category]),
    [
      ['À faire', 'todo'],
      ['Fait', 'done'],
    ],
  )
})

test('spacer lines above the headings, rounded ids and day-first dates of a trip through a spreadsheet', async () => {
  const sheets = await read(file('asana-google-sheets-connector.csv'))
  assert.deepEqual(
    sheets.tasks.map((t) => [t.title, t.dueOn, t.description]),
    [['x', '2026-07-30', 'Notes, avec virgule\net retour']],
  )
  const excel = await read(file('asana-reopened-in-excel.csv'))
  assert.deepEqual(
    excel.tasks.map((t) => [t.title, t.startsOn, t.dueOn]),
    [
      ['Gather system requirements', '2025-09-17', '2025-10-02'],
      ['Second task', '2025-09-17', '2025-10-03'],
    ],
    'two tasks, although their ids became one number',
  )
  assert.equal(excel.tasks.length, new Set(excel.tasks.map((t) => t.id)).size)
})

test('dates written both ways in one file are each read the only way they can be, and doubt is told', async () => {
  const board = await read(
    'Task ID,Name,Section/Column,Due Date,Last Modified\n1,A,X,22/9/2025,\n2,B,X,9/25/2025,\n3,C,X,3/4/2025,\n4,D,X,2025-12-24,\n5,E,X,bientôt,\n',
  )
  assert.deepEqual(
    board.tasks.map((t) => t.dueOn),
    ['2025-09-22', '2025-09-25', '2025-04-03', '2025-12-24', null],
  )
  assert.deepEqual(Object.fromEntries(board.lost.map((l) => [l.kind, l.count])), {
    doubtfulDates: 1,
    badDates: 1,
  })
  const american = await read('Task ID,Name,Section/Column,Due Date\n1,A,X,3/4/2025\n', {
    table: { dateOrder: 'mdy' },
  })
  assert.equal(american.tasks[0]?.dueOn, '2025-03-04')
})

test('names that hold commas, tasks that wait for each other and parents of themselves are sorted out and counted', async () => {
  const p = await house.project(owner)
  const csv = [
    'Task ID,Name,Section/Column,Parent task,Blocked By (Dependencies)',
    '1,"Écrire, relire",À faire,,',
    '2,Publier,À faire,,"Écrire, relire"',
    '3,Tourner,À faire,,"Publier, Monter"',
    '4,Monter,À faire,,Tourner',
    '5,Serpent,À faire,Serpent,',
    '6,Œuf,À faire,Poule,',
    '7,Poule,À faire,Œuf,',
    '8,Seule,À faire,Personne,Rien',
  ].join('\n')
  const r = await bring(p, csv)
  assert.equal(r.created.tasks, 8)
  assert.equal(r.created.links, 3)
  assert.deepEqual(lost(r), { missingParents: 2, circularParents: 1, missingLinks: 1, circularLinks: 1 })
})

test('the JSON export comes over with subtasks in their task, kinds, hours in the zone of the workspace, fields by type', async () => {
  const p = await house.project(owner)
  const r = await bring(p, file('asana-json-export-shape.json'))
  assert.deepEqual([r.board, r.created.tasks, r.created.lists, r.created.labels], ['Lancement', 3, 2, 1])
  const tasks = await tasksOf(p)
  const [brief, approval, go] = ['Écrire le brief', 'Valider avec le client', 'Go / no-go'].map(
    (t) => tasks.find((x) => x.title === t)!,
  )
  assert.deepEqual([approval!.kind, approval!.parentId, go!.kind], ['approval', brief!.id, 'milestone'])
  assert.deepEqual([go!.dueOn, go!.dueMinute, go!.done], ['2026-09-10', 17 * 60 + 30, true])
  assert.equal(brief!.importance, 3)
  const [budget] = await house.as(owner, (s) => listFields(s, p))
  assert.deepEqual([budget!.name, budget!.kind, brief!.fields[budget!.id]], ['Budget', 'number', 1200.5])
})

test('estimated and actual times come over in minutes, the time as entries of who does the task, once', async () => {
  const p = await house.project(owner)
  const csv = `Task ID,Name,Section/Column,Assignee,Completed At,Projects,Estimated time,Actual time
1,Tournage,,Zoé Kerr,2026-03-04,Film,120,1500
2,Montage,,,,Film,1h30,45
`
  const bringIt = async () => {
    const board = await readForeign('asana', Buffer.from(csv), 'Film.csv', options(), paris)
    return house.as(owner, (s) => bringBoard(s, board, p, options()))
  }
  const r = await bringIt()
  assert.deepEqual([r.created.time, r.lost.find((l) => l.kind === 'timeSpent')?.count], [2, 1])
  const { rows } = await house.owner.query(
    'select title, estimate_minutes, spent_minutes from tasks where project_id = $1 order by number',
    [p],
  )
  assert.deepEqual(rows, [
    { title: 'Tournage', estimate_minutes: 120, spent_minutes: 1500 },
    { title: 'Montage', estimate_minutes: 90, spent_minutes: 0 },
  ])
  assert.deepEqual([(await bringIt()).created.time, (await bringIt()).unchanged.time], [0, 2])
})

test('a trial counts the same and leaves nothing behind', async () => {
  const p = await house.project(owner)
  const board = await read(file('asana-csv-custom-fields.csv'))
  const trial = await onTrial(
    true,
    (work) => house.as(owner, work),
    (s) => bringBoard(s, board, p, options()),
  )
  assert.equal(trial.created.tasks, 3)
  assert.deepEqual(await house.as(owner, (s) => boardCards(s, p)), [])
  assert.deepEqual(await house.as(owner, (s) => listFields(s, p)), [])
})

test('a second run brings what changed in Asana, and what people changed here stays', async () => {
  const p = await house.project(owner)
  const csv = (name: string, due: string) =>
    `Task ID,Name,Section/Column,Due Date,Notes\n11,${name},À faire,${due},Bonjour\n12,Autre,À faire,,\n`
  await bring(p, csv('Tâche', '2026-05-01'))
  const [first] = await tasksOf(p)
  await house.as(owner, (s) => amendTask(s, first!.id, { title: 'Nommée ici' }))
  const r = await bring(p, csv('Tâche', '2026-06-01'))
  assert.deepEqual([r.created.tasks, r.updated.tasks, r.unchanged.tasks], [0, 1, 1])
  const [now] = await tasksOf(p)
  assert.deepEqual([now!.title, now!.dueOn], ['Nommée ici', '2026-06-01'])
})

test('people are found by address before name, as one said, or kept without access', async () => {
  const p = await house.project(owner)
  const ana = await house.person(workspaceId, 'member', 'Ana Roy')
  const csv = `Task ID,Name,Section/Column,Assignee,Assignee Email\n1,A,X,Quelqu’un d’autre,${ana.email}\n2,B,X,ana roy,\n3,C,X,Léo Petit,leo@example.com\n`
  const r = await bring(p, csv)
  assert.deepEqual(
    r.members.map((m) => [m.name, m.email, m.memberId]),
    [
      ['Quelqu’un d’autre', ana.email, ana.memberId],
      ['ana roy', '', ana.memberId],
      ['Léo Petit', 'leo@example.com', null],
    ],
  )
  const { rows } = await house.owner.query(
    "select email, user_id, deactivated_at from members where name = 'Léo Petit'",
  )
  assert.deepEqual(
    [rows[0].email, rows[0].user_id, rows[0].deactivated_at !== null],
    ['leo@asana.invalid', null, true],
  )
})

test('sections become what one says: states, labels, or tasks that hold the others', async () => {
  const csv = 'Task ID,Name,Section/Column\n1,A,Préparation\n2,B,Tournage\n3,C,Tournage\n'
  const [labels, states, parents] = [
    await house.project(owner),
    await house.project(owner),
    await house.project(owner),
  ]
  const asLabels = await bring(labels, csv)
  assert.deepEqual(
    asLabels.lists.map((l) => [l.name, l.category, l.cards, l.isGroup]),
    [
      ['Préparation', 'label', 1, true],
      ['Tournage', 'label', 2, true],
    ],
  )
  assert.equal(asLabels.created.labels, 2)
  const asStates = await bring(states, csv, { categories: { preparation: 'todo', tournage: 'doing' } })
  assert.deepEqual([asStates.created.lists, asStates.created.labels], [2, 0])
  const asParents = await bring(parents, csv, { categories: { Préparation: 'parent', Tournage: 'parent' } })
  assert.equal(asParents.created.tasks, 5)
  const tasks = await tasksOf(parents)
  const shoot = tasks.find((t) => t.title === 'Tournage')!
  assert.deepEqual(
    tasks.filter((t) => t.parentId === shoot.id).map((t) => t.title),
    ['B', 'C'],
  )
})

test('a plain member may not import, and a neighbour finds no project', async () => {
  const p = await house.project(owner)
  const board = await read(file('asana-csv-custom-fields.csv'))
  const member = await house.person(workspaceId, 'member')
  const { owner: neighbour } = await house.workspace('Voisin')
  await assert.rejects(
    house.as(member, (s) => bringBoard(s, board, p, options())),
    { code: 'FORBIDDEN' },
  )
  await assert.rejects(
    house.as(neighbour, (s) => bringBoard(s, board, p, options())),
    { code: 'NOT_FOUND' },
  )
})
