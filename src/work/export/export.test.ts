import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readXlsx } from 'hucre/xlsx'
import { openHouse, type Person } from '#platform/testing.ts'
import { createCalendar } from '../calendars/service.ts'
import { createField } from '../fields/service.ts'
import { bringBoard } from '../import/bring/board.ts'
import { ImportOptions } from '../import/model.ts'
import { readForeign } from '../import/read.ts'
import type { Card } from '../model.ts'
import { takeBaseline } from '../scheduling/service/baselines.ts'
import { addLink } from '../scheduling/service/links.ts'
import { reschedule } from '../scheduling/service/reschedule.ts'
import { commentTask, createTask, listTasks } from '../service.ts'
import { ExportRequest, type Format } from './model.ts'
import { writeExport } from './write.ts'

const house = await openHouse()
const { owner, id: workspaceId } = await house.workspace()
const ana = await house.person(workspaceId, 'member', 'Ana Roy')
const paris = { timezone: 'Europe/Paris', locale: 'fr' as const }
const options = ImportOptions.parse({})

const write = (who: Person, projectId: string | null, format: Format, more: object = {}) =>
  house.as(who, (s) => writeExport(s, ExportRequest.parse({ projectId, format, ...more })))
const body = async (projectId: string, format: Format, more: object = {}) => {
  const { body } = await write(owner, projectId, format, more)
  return typeof body === 'string' ? body : Buffer.from(body)
}
const tasksOf = async (p: string) => (await house.as(owner, (s) => listTasks(s, p, { limit: 500 }))).items

/** A plan with everything a plan has. */
async function campaign() {
  const p = await house.project(owner, 'Lancement Brume')
  const budget = await house.as(owner, (s) => createField(s, p, { name: 'Budget', kind: 'money' }))
  const channel = await house.as(owner, (s) =>
    createField(s, p, {
      name: 'Canal',
      kind: 'choice',
      options: [{ id: 'presse', name: 'Presse', colour: 'blue' }],
    }),
  )
  const add = (draft: Parameters<typeof createTask>[2]) => house.as(owner, (s) => createTask(s, p, draft))
  const phase = await add({ title: 'Préparation' })
  const brief = await add({
    title: 'Écrire le brief',
    description: 'Deux pages,\n« claires » ; sans =1+1',
    parentId: phase.id,
    startsOn: '2026-05-04',
    dueOn: '2026-05-06',
    mode: 'auto',
    durationMinutes: 3 * 420,
    constraintKind: 'snet',
    constraintAt: '2026-05-04T09:00',
    assigneeIds: [ana.memberId],
    estimateMinutes: 600,
    importance: 3,
    fields: { [budget.id]: 120_050, [channel.id]: ['presse'] },
  })
  const shoot = await add({
    title: 'Tourner',
    parentId: phase.id,
    startsOn: '2026-05-07',
    dueOn: '2026-05-11',
    mode: 'auto',
    durationMinutes: 3 * 420,
    deadlineOn: '2026-05-13',
    progress: 40,
  })
  const launch = await add({
    title: 'Lancement',
    kind: 'milestone',
    startsOn: '2026-05-12',
    dueOn: '2026-05-12',
    startMinute: 600,
    dueMinute: 600,
    mode: 'auto',
    durationMinutes: 0,
  })
  const noted = await add({ title: '=HYPERLINK("http://mal.example")', dueOn: '2026-05-20' })
  const fixed = await add({
    title: 'Salon',
    startsOn: '2026-05-16',
    dueOn: '2026-05-17',
    startMinute: 600,
    dueMinute: 1080,
  })
  await house.as(owner, (s) =>
    addLink(s, { fromId: brief.id, toId: shoot.id, kind: 'fs', lag: 0, lagUnit: 'work' }),
  )
  await house.as(owner, (s) =>
    addLink(s, { fromId: shoot.id, toId: launch.id, kind: 'ff', lag: 240, lagUnit: 'work' }),
  )
  await house.as(owner, (s) =>
    addLink(s, { fromId: brief.id, toId: launch.id, kind: 'ss', lag: 5_000, lagUnit: 'percent' }),
  )
  await house.as(owner, (s) => takeBaseline(s, p, 'Promis'))
  await house.as(owner, (s) => commentTask(s, brief.id, 'Bien vu @Ana Roy'))
  return { p, budget, channel, brief, shoot, launch, noted, fixed, phase }
}

const dates = (t: Card) => [t.title, t.startsOn, t.startMinute, t.dueOn, t.dueMinute, t.deadlineOn]

test('a project written for Microsoft Project and read again is the same plan, to the day and the hour', async () => {
  const { p } = await campaign()
  const xml = await body(p, 'mspdi')
  const board = await readForeign('msproject', Buffer.from(xml), 'plan.xml', options, paris)
  const copy = await house.project(owner, 'Copie')
  const r = await house.as(owner, (s) => bringBoard(s, board, copy, options))
  assert.deepEqual([r.created.tasks, r.created.links, r.created.baselines, r.created.members], [6, 3, 1, 0])
  const [before, after] = [await tasksOf(p), await tasksOf(copy)]
  const plan = (all: Card[]) =>
    all
      .map((t) => ({
        dates: dates(t),
        mode: t.mode,
        constraint: [t.constraintKind, t.constraintAt],
        progress: t.progress,
        estimate: t.estimateMinutes,
        importance: t.importance,
        kind: t.kind,
        people: t.assigneeIds,
        parent: all.find((x) => x.id === t.parentId)?.title ?? null,
      }))
      .toSorted((a, b) => String(a.dates[0]).localeCompare(String(b.dates[0])))
  const summary = (t: { dates: unknown[] }) => t.dates[0] === 'Préparation'
  assert.deepEqual(
    plan(after).filter((t) => !summary(t)),
    plan(before).filter((t) => !summary(t)),
  )
  const links = async (project: string) =>
    (
      await house.owner.query(
        'select f.title as from, t.title as to, l.kind, l.lag, l.lag_unit from task_links l join tasks f on f.id = l.from_id join tasks t on t.id = l.to_id where l.project_id = $1 and l.deleted_at is null order by 1, 2',
        [project],
      )
    ).rows
  assert.deepEqual(await links(copy), await links(p))
  const kept = async (project: string) =>
    (
      await house.owner.query(
        'select t.title, k.starts_on, k.due_on from baseline_tasks k join tasks t on t.id = k.task_id where k.project_id = $1 and k.starts_on is not null order by 1',
        [project],
      )
    ).rows
  assert.deepEqual(await kept(copy), await kept(p))
  const again = await body(copy, 'mspdi')
  const twice = await readForeign('msproject', Buffer.from(again), 'plan.xml', options, paris)
  const shape = (b: typeof board) =>
    b.tasks.map((t) => [t.title, t.startsOn, t.startMinute, t.dueOn, t.dueMinute, t.plan])
  assert.deepEqual(
    shape(twice).map((t) => t.slice(0, 5)),
    shape(board).map((t) => t.slice(0, 5)),
  )
})

test('all link types with leads and lags, all constraints, calendars with their days off and baselines come back as they left', async () => {
  const p = await house.project(owner, 'Tout')
  const night = await house.as(owner, (s) =>
    createCalendar(s, {
      name: 'Équipe du soir',
      week: [
        [],
        ...Array.from({ length: 5 }, () => [
          [840, 1080] as [number, number],
          [1110, 1320] as [number, number],
        ]),
        [],
      ],
      exceptions: [{ from: '2026-05-14', to: '2026-05-15', name: 'Ascension', periods: [] }],
    } as never),
  )
  const add = (title: string, more: object = {}) =>
    house.as(owner, (s) =>
      createTask(s, p, {
        title,
        startsOn: '2026-05-04',
        dueOn: '2026-05-05',
        mode: 'auto',
        durationMinutes: 840,
        ...more,
      } as never),
    )
  const first = await add('Socle')
  for (const [i, kind] of (['fs', 'ss', 'ff', 'sf'] as const).entries())
    for (const [lag, lagUnit] of [
      [420, 'work'],
      [-60, 'work'],
      [2_880, 'elapsed'],
      [2_500, 'percent'],
    ] as const) {
      const t = await add(`${kind} ${lag} ${lagUnit}`)
      await house.as(owner, (s) => addLink(s, { fromId: first.id, toId: t.id, kind, lag, lagUnit }))
      assert.ok(i >= 0)
    }
  for (const [constraintKind, constraintAt] of [
    ['alap', null],
    ['mso', '2026-05-18T09:00'],
    ['mfo', '2026-05-19T17:00'],
    ['snet', '2026-05-20T09:00'],
    ['snlt', '2026-06-20T09:00'],
    ['fnet', '2026-05-21T17:00'],
    ['fnlt', '2026-06-22T17:00'],
  ] as const)
    await add(`sous ${constraintKind}`, { constraintKind, constraintAt })
  await add('Le soir', { calendarId: night.id, ignoresPersonCalendar: true })
  await add('Sans arrêt', { elapsed: true, durationMinutes: 2_880 })
  await house.as(owner, (s) => reschedule(s, p))
  await house.as(owner, (s) => takeBaseline(s, p, 'Promis'))
  await house.as(owner, (s) => takeBaseline(s, p, 'Revu'))
  const xml = String(await body(p, 'mspdi'))
  const board = await readForeign('msproject', Buffer.from(xml), 'tout.xml', options, paris)
  const copy = await house.project(owner, 'Tout bis')
  const r = await house.as(owner, (s) => bringBoard(s, board, copy, options))
  assert.equal(
    r.lost.find((l) => l.kind === 'fixedDates'),
    undefined,
  )
  const read = async (project: string) => ({
    tasks: (
      await house.owner.query(
        `select t.title, t.mode, t.starts_on, t.start_minute, t.due_on, t.due_minute, t.duration_minutes, t.elapsed, t.constraint_kind, t.constraint_at,
           c.name as calendar, t.ignores_person_calendar from tasks t left join calendars c on c.id = t.calendar_id where t.project_id = $1 and t.deleted_at is null order by t.title`,
        [project],
      )
    ).rows,
    links: (
      await house.owner.query(
        'select t.title, l.kind, l.lag, l.lag_unit from task_links l join tasks t on t.id = l.to_id where l.project_id = $1 and l.deleted_at is null order by 1',
        [project],
      )
    ).rows,
    baselines: (
      await house.owner.query(
        'select t.title, k.starts_on, k.start_minute, k.due_on, k.due_minute, k.duration_minutes from baseline_tasks k join tasks t on t.id = k.task_id where k.project_id = $1 order by 1, 2',
        [project],
      )
    ).rows,
  })
  assert.deepEqual(await read(copy), await read(p))
})

test('importing again the plan one exported changes nothing', async () => {
  const { p } = await campaign()
  const board = await readForeign(
    'msproject',
    Buffer.from(await body(p, 'mspdi')),
    'plan.xml',
    options,
    paris,
  )
  const copy = await house.project(owner, 'Copie')
  await house.as(owner, (s) => bringBoard(s, board, copy, options))
  const r = await house.as(owner, (s) => bringBoard(s, board, copy, options))
  assert.deepEqual([r.created.tasks, r.updated.tasks, r.unchanged.tasks, r.updated.links], [0, 0, 6, 0])
})

test('a CSV opens in a French spreadsheet, with formulas as text, and reads back as the same tasks', async () => {
  const { p } = await campaign()
  const csv = String(await body(p, 'csv'))
  assert.ok(csv.startsWith('\uFEFF"Numéro"'.replaceAll('"', '')))
  assert.match(csv, /;"'=HYPERLINK\(""http:\/\/mal\.example""\)";/)
  assert.match(csv, /"1200,5"/)
  const board = await readForeign('csv', Buffer.from(csv), 'Lancement Brume.csv', options, paris)
  const [before, read] = [await tasksOf(p), board.tasks]
  const of = (title: string) => read.find((t) => t.title === title)!
  assert.deepEqual(read.map((t) => t.title).toSorted(), before.map((t) => t.title).toSorted())
  for (const t of before)
    assert.deepEqual(
      [
        of(t.title).startsOn,
        of(t.title).dueOn,
        of(t.title).estimateMinutes,
        of(t.title).importance,
        of(t.title).kind,
      ],
      [t.startsOn, t.dueOn, t.estimateMinutes, t.importance, t.kind],
      t.title,
    )
  assert.equal(of('Écrire le brief').parentId, of('Préparation').id)
  assert.equal(of('Écrire le brief').fields.budget, 1200.5)
  assert.equal(of('Écrire le brief').description, 'Deux pages,\n« claires » ; sans =1+1')
  assert.equal(board.links.length, 3)
})

test('a workbook has days as days, sums as figures, and no formula', async () => {
  const { p } = await campaign()
  const book = await readXlsx((await body(p, 'xlsx')) as Buffer, { readStyles: true })
  const [tasks, links] = book.sheets
  assert.deepEqual([tasks!.name, links!.name, links!.rows.length], ['Tâches', 'Liens', 4])
  const head = tasks!.rows[0] as string[]
  const brief = tasks!.rows.find((r) => r[head.indexOf('Titre')] === 'Écrire le brief')!
  assert.ok(brief[head.indexOf('Début')] instanceof Date)
  assert.equal(brief[head.indexOf('Budget')], 1200.5)
  assert.ok(![...(tasks!.cells?.values() ?? [])].some((c) => c.formula !== undefined))
  assert.ok(tasks!.rows.some((r) => r[head.indexOf('Titre')] === '\'=HYPERLINK("http://mal.example")'))
})

test('the JSON holds everything: fields, links, comments, checklists, time, baselines, people by name alone', async () => {
  const { p, brief } = await campaign()
  const data = JSON.parse(String(await body(p, 'json')))
  assert.deepEqual(
    [data.format, data.tasks.length, data.links.length, data.baselines.length],
    ['pupitre/tasks', 6, 3, 1],
  )
  const t = data.tasks.find((x: Card) => x.id === brief.id)
  assert.equal(t.comments[0].text, 'Bien vu @Ana Roy')
  assert.deepEqual(Object.keys(data.people[0]).toSorted(), ['id', 'name'])
  assert.equal(data.baselines[0].tasks.length, 6)
})

test('an export holds what the view shows and no more', async () => {
  const { p } = await campaign()
  const filter = { all: [{ field: 'who', op: 'is', values: [ana.memberId] }] }
  const data = JSON.parse(String(await body(p, 'json', { filter })))
  assert.deepEqual(
    data.tasks.map((t: Card) => t.title),
    ['Écrire le brief'],
  )
  assert.deepEqual(data.links, [], 'a link to a task that is not there is not there either')
})

test('a table holds exactly the columns a view shows, in its order, in every format; a page to print runs nothing', async () => {
  const { p, channel } = await campaign()
  const columns = ['due', `field:${channel.id}`, 'who', 'gone', 'title']
  const headings = ['Numéro', 'Titre', 'Échéance', 'Canal', 'Responsables']
  const filter = { all: [{ field: 'who', op: 'is', values: [ana.memberId] }] }
  const csv = String(await body(p, 'csv', { columns, filter }))
  assert.equal(csv.split('\r\n')[0], `\uFEFF${headings.join(';')}`)
  assert.equal(csv.trimEnd().split('\r\n').length, 2)
  const book = await readXlsx((await body(p, 'xlsx', { columns })) as Buffer)
  assert.deepEqual(book.sheets[0]!.rows[0], headings)
  await house.as(owner, (s) => createTask(s, p, { title: '<script>alert(1)</script> & fin' }))
  const page = String(await body(p, 'html', { columns }))
  assert.ok(!page.includes('<script') && page.includes('&#60;script&#62;alert(1)&#60;/script&#62; &#38; fin'))
  assert.equal(page.match(/<th /g)?.length, headings.length)
})

test('a guest exports their project alone, a neighbour nothing, and no plan holds several projects', async () => {
  const { p } = await campaign()
  const other = await house.project(owner, 'Autre')
  const guest = await house.person(workspaceId, 'guest')
  await house.owner.query(
    "insert into project_members (workspace_id, project_id, member_id, role) values ($1, $2, $3, 'reader')",
    [workspaceId, p, guest.memberId],
  )
  await house.as(owner, (s) => createTask(s, other, { title: 'Secret' }))
  const { body: all } = await write(guest, null, 'json')
  assert.ok(!String(all).includes('Secret'))
  await assert.rejects(write(guest, other, 'csv'), { code: 'NOT_FOUND' })
  const { owner: neighbour } = await house.workspace('Voisin')
  await assert.rejects(write(neighbour, p, 'json'), { code: 'NOT_FOUND' })
  await assert.rejects(write(owner, null, 'mspdi'), { code: 'INVALID' })
})
