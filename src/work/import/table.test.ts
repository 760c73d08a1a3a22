import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { writeXlsx } from 'hucre/xlsx'
import { addFile } from '#platform/files.ts'
import { enqueue } from '#platform/jobs.ts'
import { openHouse } from '#platform/testing.ts'
import { listFields } from '../fields/service.ts'
import { workJobs } from '../jobs.ts'
import { listStatuses, listTasks } from '../service.ts'
import { bringBoard } from './bring/board.ts'
import { ImportOptions, noCounts, type Report } from './model.ts'
import { readForeign } from './read.ts'
import { parseCsv } from './reading/csv.ts'
import { guessOrder, readDate, readMinutes } from './reading/dates.ts'
import { splitNames } from './table/words.ts'

const options = (o: object = {}) => ImportOptions.parse(o)
const paris = { timezone: 'Europe/Paris', locale: 'fr' as const }
const read = (source: 'csv' | 'monday', bytes: Uint8Array | string, o: object = {}, name = 'Plan.csv') =>
  readForeign(source, typeof bytes === 'string' ? Buffer.from(bytes) : bytes, name, options(o), paris)
const lost = (r: { lost: Report['lost'] }) => Object.fromEntries(r.lost.map((l) => [l.kind, l.count]))

test('a French planning with semicolons, day-first dates and a title above its headings is understood as it is', async () => {
  const b = await read(
    'csv',
    'Planning de la campagne;;;;;;\n;;;;;;\nTâche;Responsable;Début;Échéance;Statut;Priorité;Charge (jours);Budget\nÉcrire le brief;Ana Roy;04/05/2026;08/05/2026;En cours;Haute;1,5;1 200,50 €\nValider;Léo Petit, Ana Roy;11/05/2026;13/05/2026;À faire;Basse;0,5;300 €\n',
  )
  assert.deepEqual(
    [b.table?.headerRow, b.table?.separator, b.table?.dateOrder, b.table?.dateDoubt],
    [3, ';', 'dmy', false],
  )
  assert.deepEqual(
    b.table?.columns.map((c) => c.target),
    ['title', 'people', 'start', 'due', 'state', 'importance', 'estimate', 'field'],
  )
  const [brief, valid] = b.tasks
  assert.deepEqual(
    [
      brief!.startsOn,
      brief!.dueOn,
      brief!.state,
      brief!.importance,
      brief!.estimateMinutes,
      brief!.fields.budget,
    ],
    ['2026-05-04', '2026-05-08', 'en cours', 3, 720, 1200.5],
  )
  assert.deepEqual(valid!.people, ['leo petit', 'ana roy'])
  assert.deepEqual(
    b.table?.columns[2]?.read,
    ['2026-05-04', '2026-05-11'],
    'the samples are shown as they were read',
  )
})

test('an English sheet, tabs, American dates, hours and a done column', async () => {
  const b = await read(
    'csv',
    'Task name\tOwner\tStart date\tDue date\tDone\tTime estimate\tLabels\nBrief\tAna\t5/4/2026\t5/28/2026\tyes\t3h\tPress, Social\nShoot\tLeo\t5/13/2026 9:30 AM\t5/14/2026 2:30 PM\tno\t1h30\t\n',
  )
  assert.equal(b.table?.dateOrder, 'mdy')
  assert.deepEqual(
    b.tasks.map((t) => [
      t.startsOn,
      t.startMinute,
      t.dueOn,
      t.dueMinute,
      t.done,
      t.estimateMinutes,
      t.labels,
    ]),
    [
      ['2026-05-04', null, '2026-05-28', null, true, 180, ['press', 'social']],
      ['2026-05-13', 570, '2026-05-14', 870, false, 90, []],
    ],
  )
})

test('what the columns are is said by hand when no heading tells, and remembered for the next file of that shape', async () => {
  const house = await openHouse()
  const { owner } = await house.workspace()
  workJobs()
  const p = await house.project(owner)
  const file = 'Alpha;Bravo;Charlie\n12;2026-05-04;Ana\n13;2026-05-05;Ana\n'
  const run = async (dryRun: boolean, o?: object) => {
    const id = await house.as(owner, async (s) => {
      const sent = await addFile(s, Buffer.from(file), { projectId: p, name: 'x.csv' })
      return enqueue(s, {
        kind: 'import.csv',
        payload: { source: 'csv', fileId: sent.id, projectId: p, dryRun, ...(o && { options: options(o) }) },
        project: p,
      })
    })
    await house.settle()
    return (await house.owner.query('select result from jobs where id = $1', [id])).rows[0].result
  }
  const unsaid = await run(true)
  assert.match(unsaid.refused.fr, /Aucune colonne ne donne le titre/)
  assert.deepEqual(
    unsaid.table.columns.map((c: { heading: string }) => c.heading),
    ['Alpha', 'Bravo', 'Charlie'],
    'the columns are shown, so that one can say which is the title',
  )
  const columns = { Alpha: 'title', Bravo: 'due', Charlie: 'people' }
  const said = await run(false, { table: { columns } })
  assert.equal(said.created.tasks, 2)
  const next = await run(true)
  assert.deepEqual([next.remembered, next.unchanged.tasks, next.options.table.columns], [true, 2, columns])
})

test('any table at all: a second run without ids knows its lines by what they say', async () => {
  const house = await openHouse()
  const { owner } = await house.workspace()
  const p = await house.project(owner)
  const bring = async (text: string, o: object = {}) => {
    const board = await read('csv', text, o)
    return house.as(owner, (s) => bringBoard(s, board, p, options(o)))
  }
  const csv = (due: string) =>
    `Tâche;Statut;Échéance;Canal;Tâche parente;Dépend de\nA;À faire;${due};Presse;;\nB;En cours;;Presse;A;\nC;Terminé;;Web;;A\nA;À faire;;Web;;\n`
  const first = await bring(csv('01/06/2026'))
  assert.deepEqual(
    [first.created.tasks, first.created.lists, first.created.links, first.created.fields],
    [4, 3, 1, 1],
  )
  const again = await bring(csv('01/06/2026'))
  assert.deepEqual([again.created, again.updated], [noCounts(), noCounts()])
  const later = await bring(csv('02/06/2026'))
  assert.deepEqual([later.created.tasks, later.updated.tasks], [0, 1])
  const columns = (await house.as(owner, (s) => listStatuses(s, p))).filter((c) => !c.archived)
  assert.deepEqual(
    columns.map((c) => [c.name, c.category]),
    [
      ['À faire', 'todo'],
      ['En cours', 'doing'],
      ['Terminé', 'done'],
    ],
  )
  const [field] = await house.as(owner, (s) => listFields(s, p))
  assert.deepEqual([field!.kind, field!.options.map((o) => o.name)], ['choice', ['Presse', 'Web']])
  // The same names in another file meet the same column, label and field: nothing is doubled.
  const other = await bring('Tâche;Statut;Canal\nD;à faire;web\nE;À FAIRE;Radio\n')
  assert.deepEqual([other.created.lists, other.created.fields, other.created.tasks], [0, 0, 2])
})

/** A board as Monday exports it: name, group names, headings under each, subitems under headings of their own, sums. */
const monday = () =>
  writeXlsx({
    sheets: [
      {
        name: 'lancement',
        rows: [
          ['Lancement Brume'],
          ['Tout ce qui mène au 4 mai'],
          [],
          ['Préparation'],
          [
            'Name',
            'Subitems',
            'Person',
            'Status',
            'Timeline',
            'Date',
            'Priority',
            'Budget',
            'Canal',
            'Item ID (auto generated)',
            'Last updated',
          ],
          [
            'Brief',
            'Relire, Signer',
            'Ana Roy, Léo Petit',
            'Done',
            '2026-04-01 - 2026-04-03',
            null,
            'High',
            1200,
            'Presse',
            '9001',
            'x',
          ],
          ['Subitems', 'Name', 'Owner', 'Status', 'Date'],
          [null, 'Relire', 'Ana Roy', 'Done', new Date(Date.UTC(2026, 3, 2))],
          [null, 'Signer', 'Client, Brume', 'Stuck', null],
          [
            'Casting',
            null,
            '',
            'Working on it',
            '2026-04-06 - 2026-04-10',
            null,
            'Low',
            800,
            'Web',
            '9002',
            'x',
          ],
          [null, null, null, null, '2026-04-01 - 2026-04-10', null, null, 2000, null, null, null],
          [],
          ['Diffusion'],
          [
            'Name',
            'Subitems',
            'Person',
            'Status',
            'Timeline',
            'Date',
            'Priority',
            'Budget',
            'Canal',
            'Item ID (auto generated)',
            'Last updated',
          ],
          ['Poster', null, 'Léo Petit', '', '', new Date(Date.UTC(2026, 4, 4)), '', null, 'Web', '9003', 'x'],
        ],
      },
      {
        name: 'second',
        rows: [
          ['Site'],
          ['Pages'],
          ['Name', 'Owner', 'Status', 'Timeline - Start', 'Timeline - End', 'Dependent On'],
          ['Accueil', 'Ana Roy', 'À faire', '2026-05-01', '2026-05-02', ''],
          ['Contact', 'Ana Roy', 'À faire', '2026-05-03', '2026-05-04', 'Accueil'],
        ],
      },
    ],
  })

test('a Monday workbook comes over: groups, items, their subitems, states, timelines, people, two boards', async () => {
  const b = await read('monday', await monday(), {}, 'Lancement.xlsx')
  assert.deepEqual(
    b.boards.map((x) => [x.name, x.tasks]),
    [
      ['Lancement Brume', 5],
      ['Site', 2],
    ],
  )
  const named = (title: string) => b.tasks.find((t) => t.title === title)!
  const brief = named('Brief')
  assert.deepEqual(
    [brief.id, brief.group, brief.state, brief.startsOn, brief.dueOn, brief.importance, brief.people.length],
    ['9001', 'preparation', 'done', '2026-04-01', '2026-04-03', 3, 2],
  )
  assert.deepEqual(
    [named('Relire').parentId, named('Relire').deadlineOn, named('Relire').people],
    ['9001', '2026-04-02', ['ana roy']],
  )
  assert.deepEqual([named('Signer').parentId, named('Signer').state], ['9001', 'stuck'])
  assert.deepEqual(
    [named('Poster').group, named('Poster').state, named('Poster').deadlineOn],
    ['diffusion', null, '2026-05-04'],
  )
  assert.deepEqual([named('Contact').startsOn, named('Contact').dueOn], ['2026-05-03', '2026-05-04'])
  assert.deepEqual(b.links.length, 1)
  assert.deepEqual(
    b.fields.map((f) => [f.name, f.kind]),
    [
      ['Budget', 'money'],
      ['Canal', 'choice'],
    ],
  )
  assert.equal(lost(b).sums, 1)

  const house = await openHouse()
  const { owner } = await house.workspace()
  const p = await house.project(owner)
  const bring = async (o: object) => {
    const board = await read('monday', await monday(), o)
    return house.as(owner, (s) => bringBoard(s, board, p, options(o)))
  }
  const r = await bring({ boards: ['Lancement Brume'], categories: { Diffusion: 'parent' } })
  assert.deepEqual([r.created.tasks, lost(r).otherBoards], [6, 2])
  const tasks = (await house.as(owner, (s) => listTasks(s, p, { limit: 100 }))).items
  const head = tasks.find((t) => t.title === 'Diffusion')!
  assert.equal(tasks.find((t) => t.title === 'Poster')?.parentId, head.id)
  assert.equal(tasks.find((t) => t.title === 'Brief')?.done, true)
  assert.equal(tasks.find((t) => t.title === 'Poster')?.done, false, 'what says no state is to do')
  const again = await bring({ boards: ['Lancement Brume'], categories: { Diffusion: 'parent' } })
  assert.deepEqual([again.created, again.updated], [noCounts(), noCounts()])
})

test('dates people write are read, and what is no date is none', () => {
  const cases: [unknown, string | null][] = [
    ['2026-05-04', '2026-05-04'],
    ['2026-05-04T10:30:00.000Z', '2026-05-04'],
    ['4/5/2026', '2026-05-04'],
    ['04.05.26', '2026-05-04'],
    ['4 mai 2026', '2026-05-04'],
    ['1er août 2026', '2026-08-01'],
    ['lundi 4 mai 2026', '2026-05-04'],
    ['May 4, 2026', '2026-05-04'],
    ['Mon, May 4th 2026', '2026-05-04'],
    ['4-Feb-2026', '2026-02-04'],
    [46_146, '2026-05-04'],
    [new Date(Date.UTC(2026, 4, 4)), '2026-05-04'],
    ['31/02/2026', null],
    ['12', null],
    ['bientôt', null],
    ['', null],
    [null, null],
    [true, null],
    ['99999999999999999999/1/1', null],
  ]
  for (const [cell, day] of cases) assert.equal(readDate(cell, 'dmy')?.day ?? null, day, String(cell))
  assert.equal(readDate('4 mai 2026 à 14h30', 'dmy')?.minute, 870)
  assert.deepEqual(
    [
      readMinutes('1h30'),
      readMinutes('2 j'),
      readMinutes('90 min'),
      readMinutes('01:30:00'),
      readMinutes('1,5'),
      readMinutes('peu'),
    ],
    [90, 960, 90, 90, 90, null],
  )
})

test('whatever day is written in an order, that order reads it back; whatever is written, reading never fails', () => {
  const day = fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(day, fc.constantFrom('dmy' as const, 'mdy' as const, 'ymd' as const), (d, order) => {
      const [y, m, n] = d.toISOString().slice(0, 10).split('-') as [string, string, string]
      const text = order === 'dmy' ? `${n}/${m}/${y}` : order === 'mdy' ? `${m}/${n}/${y}` : `${y}/${m}/${n}`
      assert.equal(readDate(text, order)?.day, `${y}-${m}-${n}`)
    }),
  )
  fc.assert(
    fc.property(fc.string(), (text) => {
      readDate(text, 'dmy')
      readMinutes(text)
      guessOrder([text], 'dmy')
    }),
  )
})

test('any table that is written is read back cell by cell, whatever the separator', () => {
  const cell = fc.string({ maxLength: 12 }).map((s) => s.replaceAll('\0', '').replaceAll('\r', ''))
  fc.assert(
    fc.property(
      fc.constantFrom(',' as const, ';' as const, '\t' as const, '|' as const),
      fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }),
      (mark, rows) => {
        const all = [['Nom', 'Note', 'Fin'], ...rows]
        const text = all.map((r) => r.map((c) => `"${c.replaceAll('"', '""')}"`).join(mark)).join('\n')
        const { rows: back, separator } = parseCsv(text)
        assert.equal(separator, mark)
        assert.deepEqual(back, all)
      },
    ),
  )
})

test('names are cut at commas, but never inside a name that is known', () => {
  const known = new Set(['ecrire, relire', 'publier'])
  assert.deepEqual(splitNames('Écrire, relire, Publier', known), ['Écrire, relire', 'Publier'])
  assert.deepEqual(splitNames('Publier; Autre', known), ['Publier', 'Autre'])
})

test('an Asana export read as any table keeps its tasks, parents and projects', async () => {
  const b = await read(
    'csv',
    readFileSync(new URL('testdata/chrisputnam9-Asana-Sample.csv', import.meta.url)),
  )
  assert.equal(b.tasks.length, 11)
  assert.equal(b.table?.columns.find((c) => c.heading === 'Last Modified')?.target, 'skip')
})
