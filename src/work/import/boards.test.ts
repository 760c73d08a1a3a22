import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addFile } from '#platform/files.ts'
import { enqueue, type Running } from '#platform/jobs.ts'
import { discardProject, listProjects } from '#platform/tenancy/service.ts'
import { openHouse, type Person } from '#platform/testing.ts'
import { workJobs } from '../jobs.ts'
import { listRelations } from '../relations/service.ts'
import { amendTask, listStatuses, listTasks } from '../service.ts'
import { readyToImport } from './any.ts'
import { deliver, reachOf } from './deliver.ts'
import { runImportJob } from './jobs.ts'
import { ImportOptions, type Outcome, type Report, type Source } from './model.ts'
import { listImports } from './past.ts'
import { undoImport } from './undo.ts'

workJobs()
const house = await openHouse()
const { owner, id: workspaceId } = await house.workspace()

const two = (a: string, b: string) =>
  Buffer.from(`Task ID,Name,Section/Column,Assignee,Projects,Parent task,Blocked By (Dependencies)
101,Maquettes,À faire,Zoé Kerr,${a},,
102,Textes,À faire,,${a},,Maquettes
103,Dossier,En cours,Zoé Kerr,${b},,Textes
104,Envoi,En cours,,${b},,Dossier
105,Photos,À faire,,"${b}, ${a}",,
106,Légendes,,,,Photos,
`)

async function run(
  who: Person,
  p: string,
  bytes: Buffer,
  o: { source?: Source; dryRun?: boolean; options?: object; name?: string } = {},
): Promise<{ id: string; state: string; outcome: Outcome }> {
  const { source = 'asana', dryRun = false, name = 'Export.csv' } = o
  const id = await house.as(who, async (s) => {
    const file = await addFile(s, bytes, { projectId: p, name })
    return enqueue(s, {
      kind: `import.${source}`,
      payload: {
        source,
        fileId: file.id,
        projectId: p,
        dryRun,
        may: await reachOf(s),
        by: s.actor.id,
        ...(o.options && { options: ImportOptions.parse(o.options) }),
      },
      project: p,
    })
  })
  await house.settle()
  const { rows } = await house.owner.query('select state, result from jobs where id = $1', [id])
  return { id: id as string, state: rows[0].state, outcome: rows[0].result }
}
const report = async (...a: Parameters<typeof run>) => {
  const { state, outcome } = await run(...a)
  assert.equal(state, 'done')
  assert.ok('created' in outcome, JSON.stringify(outcome))
  return outcome as Report
}
const titles = async (p: string) =>
  (await house.as(owner, (s) => listTasks(s, p, { limit: 500 }))).items.map((t) => t.title).toSorted()
const projectNamed = async (name: string) =>
  (await house.as(owner, listProjects)).find((p) => p.name === name)?.id as string

test('a file of two boards is proposed as two projects: each task in one, what lies between them told and kept as related tasks', async () => {
  const p = await house.project(owner, 'Site A')
  const trial = await report(owner, p, two('Site A', 'Presse A'), { dryRun: true })
  assert.deepEqual(
    trial.boards.map((b) => [b.name, b.destination]),
    [
      ['Site A', 'here'],
      ['Presse A', 'new'],
    ],
  )
  assert.deepEqual(
    trial.parts.map((x) => [x.projectName, x.isNew, x.projectId === null]),
    [
      ['Site A', false, false],
      ['Presse A', true, true],
    ],
  )
  assert.equal(await projectNamed('Presse A'), undefined, 'a trial makes no project')
  assert.equal(trial.created.members, 1, 'somebody of both boards is one person')
  assert.deepEqual(
    trial.lists.map((l) => [l.name, l.category]),
    [
      ['À faire', 'todo'],
      ['En cours', 'doing'],
    ],
  )
  const done = await report(owner, p, two('Site A', 'Presse A'), { options: trial.options })
  assert.deepEqual([done.created.tasks, done.created.links, done.created.members], [6, 2, 1])
  assert.equal(done.lost.find((l) => l.kind === 'linksBetweenBoards')?.count, 1)
  const press = await projectNamed('Presse A')
  assert.deepEqual(await titles(p), ['Maquettes', 'Textes'])
  assert.deepEqual(await titles(press), ['Dossier', 'Envoi', 'Légendes', 'Photos'])
  assert.equal(done.created.relations, 1)
  const text = (await house.as(owner, (s) => listTasks(s, p))).items.find((t) => t.title === 'Textes')!
  const related = async () =>
    (await house.as(owner, (s) => listRelations(s, text.id))).map((r) => [r.task.title, r.task.projectId])
  assert.deepEqual(await related(), [['Dossier', press]])
  const again = await report(owner, p, two('Site A', 'Presse A'))
  assert.deepEqual([again.created.tasks, again.unchanged.tasks], [0, 6])
  assert.deepEqual([again.created.relations, again.unchanged.relations], [0, 1])
  assert.deepEqual(await related(), [['Dossier', press]])
  assert.deepEqual(
    again.parts.map((x) => [x.projectId, x.isNew]).toSorted(),
    [
      [p, false],
      [press, false],
    ].toSorted(),
  )
})

test('or all in one project, if one says so, and then each time', async () => {
  const p = await house.project(owner, 'Tout')
  const file = two('Site B', 'Presse B')
  const r = await report(owner, p, file, { options: {} })
  assert.deepEqual([r.created.tasks, r.created.links, r.parts.length], [6, 3, 1])
  const again = await report(owner, p, file)
  assert.deepEqual([again.created.tasks, again.unchanged.tasks, again.parts.length], [0, 6, 1])
})

test('who conducts one project alone sends no board elsewhere, and is proposed nothing elsewhere', async () => {
  const p = await house.project(owner, 'Mien')
  const guest = await house.person(workspaceId, 'guest')
  await house.owner.query(
    "insert into project_members (workspace_id, project_id, member_id, role) values ($1, $2, $3, 'lead')",
    [workspaceId, p, guest.memberId],
  )
  const trial = await report(guest, p, two('Site C', 'Presse C'), { dryRun: true })
  assert.deepEqual(
    trial.boards.map((b) => b.destination),
    ['here', 'here'],
  )
})

test('an import is taken back as one deed: rows, columns, people and projects it made go, the rest is as before', async () => {
  const p = await house.project(owner, 'Repris')
  const columns = async () => (await house.as(owner, (s) => listStatuses(s, p))).map((c) => c.name)
  const before = await columns()
  const r = await report(owner, p, two('Repris', 'Presse D'), {
    options: { destinations: { repris: 'here', 'presse d': 'new' } },
  })
  assert.notDeepEqual(await columns(), before)
  const press = await projectNamed('Presse D')
  const people = async () =>
    (
      await house.owner.query(
        "select from members where workspace_id = $1 and name = 'Zoé Kerr' and deleted_at is null",
        [workspaceId],
      )
    ).rowCount
  const kerr = await people()
  const [past] = await house.as(owner, (s) => listImports(s, p))
  assert.deepEqual([past!.id, past!.tasks, past!.projects.length], [r.importId, 6, 2])
  const id = await house.as(owner, (s) =>
    enqueue(s, { kind: 'import.undo', payload: { importId: r.importId }, project: p }),
  )
  await house.settle()
  const { rows } = await house.owner.query('select state, result from jobs where id = $1', [id])
  assert.deepEqual([rows[0].state, rows[0].result.kept], ['done', 0])
  assert.deepEqual(await titles(p), [])
  assert.deepEqual(await columns(), before)
  assert.equal(await projectNamed('Presse D'), undefined)
  assert.ok((await people())! <= kerr!)
  assert.ok((await house.as(owner, (s) => listImports(s, p)))[0]!.undoneAt)
  await assert.rejects(
    house.as(owner, (s) => undoImport(s, r.importId!)),
    /déjà annulé/,
  )
  const anew = await report(owner, p, two('Repris', 'Presse D'), { options: {} })
  assert.equal(anew.created.tasks, 6, 'the same file comes again')
  assert.ok(press)
})

test('taken back after a second run, only what that run changed is as before; what people changed since stays', async () => {
  const p = await house.project(owner, 'Deux fois')
  await report(owner, p, Buffer.from('Titre;Échéance\nAffiche;01/04/2026\nVidéo;02/04/2026\n'), {
    source: 'csv',
    options: {},
  })
  const second = await report(
    owner,
    p,
    Buffer.from('Titre;Échéance\nAffiche;11/04/2026\nVidéo;12/04/2026\nSalon;13/04/2026\n'),
    { source: 'csv', options: {} },
  )
  assert.deepEqual([second.created.tasks, second.updated.tasks], [1, 2])
  const card = async (title: string) =>
    (await house.as(owner, (s) => listTasks(s, p))).items.find((t) => t.title === title)
  const video = await card('Vidéo')
  await house.as(owner, (s) => amendTask(s, video!.id, { dueOn: '2026-05-05' }))
  const done = await house.as(owner, (s) => undoImport(s, second.importId!))
  assert.deepEqual(done, { undone: 2, kept: 1 })
  assert.deepEqual(
    [(await card('Affiche'))?.dueOn, (await card('Vidéo'))?.dueOn, await card('Salon')],
    ['2026-04-01', '2026-05-05', undefined],
  )
})

test('nobody takes back an import of a project they do not conduct, nor does the neighbour', async () => {
  const p = await house.project(owner, 'Gardé')
  const r = await report(owner, p, two('Gardé', 'Presse E'), { options: {} })
  const reader = await house.person(workspaceId, 'member')
  for (const [who, code] of [
    [reader, 'FORBIDDEN'],
    [(await house.workspace('Voisin')).owner, 'NOT_FOUND'],
  ] as const)
    await assert.rejects(
      house.as(who, (s) => undoImport(s, r.importId!)),
      { code },
    )
})

/** A job that is cancelled, or whose process dies, when the given progress is reached. */
async function interrupted(p: string, name: string, at: number, error: Error, jobId: string) {
  const fileId = await house.as(
    owner,
    async (s) => (await addFile(s, two(name, `${name} bis`), { projectId: p, name: 'Export.csv' })).id,
  )
  const running = {
    id: jobId,
    attempt: 1,
    checkpoint: null,
    signal: new AbortController().signal,
    progress: async (done: number) => {
      if (done >= at) throw error
    },
    keep: async () => {},
    scope: (work) => house.system(workspaceId, work),
  } as Running
  const j = {
    source: 'asana' as const,
    fileId,
    projectId: p,
    dryRun: false,
    options: ImportOptions.parse({
      destinations: { [`${name.toLowerCase()}`]: 'here', [`${name.toLowerCase()} bis`]: 'new' },
    }),
  }
  return { running, j }
}
const jobId = async (p: string) =>
  (
    await house.owner.query(
      "insert into jobs (workspace_id, project_id, kind, state) values ($1, $2, 'import.asana', 'done') returning id",
      [workspaceId, p],
    )
  ).rows[0].id as string

test('cancelled between two boards, nothing of either remains', async () => {
  const p = await house.project(owner, 'Coupé')
  const { running, j } = await interrupted(p, 'Coupé', 4, new Error('cancelled'), await jobId(p))
  await assert.rejects(runImportJob(running, j), /cancelled/)
  assert.deepEqual(await titles(p), [])
  assert.equal(await projectNamed('Coupé bis'), undefined)
  const { rows } = await house.owner.query(
    'select (select count(*)::int from imports where project_id = $1) as imports, (select count(*)::int from import_sources where project_id = $1) as sources',
    [p],
  )
  assert.deepEqual(rows[0], { imports: 0, sources: 0 })
})

test('killed between two boards and taken up again, it ends whole, once, as one import', async () => {
  const p = await house.project(owner, 'Tué')
  const id = await jobId(p)
  const { running, j } = await interrupted(p, 'Tué', Number.POSITIVE_INFINITY, new Error(), id)
  const ready = await readyToImport('asana', two('Tué', 'Tué bis'), 'Export.csv', j.options, {
    timezone: 'Europe/Paris',
    locale: 'fr',
  })
  // The process dies before anything can be tidied up: the first board is committed, the second is not begun.
  await deliver(
    running.scope,
    { ...ready, deliveries: ready.deliveries.slice(0, 1) },
    {
      source: 'asana',
      name: 'Export.csv',
      projectId: p,
      dryRun: false,
      jobId: id,
      by: null,
      progress: async () => {},
    },
  )
  const outcome = (await runImportJob(running, j)) as Report
  assert.deepEqual([outcome.created.tasks, outcome.parts.length], [6, 2])
  assert.equal((await house.as(owner, (s) => listImports(s, p))).length, 1)
  assert.deepEqual(await titles(p), ['Maquettes', 'Textes'])
  const done = await house.as(owner, (s) => undoImport(s, outcome.importId!))
  assert.equal(done.kept, 0)
  assert.deepEqual(await titles(p), [])
})

test('a board whose project was binned since gets a new one', async () => {
  const p = await house.project(owner, 'Source F')
  const file = two('Source F', 'Presse F')
  await report(owner, p, file, { options: { destinations: { 'source f': 'here', 'presse f': 'new' } } })
  await house.as(owner, async (s) => discardProject(s, await projectNamed('Presse F')))
  const again = await report(owner, p, file)
  assert.deepEqual(again.parts.map((x) => [x.projectName, x.isNew]).toSorted(), [
    ['Presse F', true],
    ['Source F', false],
  ])
})
