import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { crc32, deflateRawSync } from 'node:zlib'
import { writeXlsx } from 'hucre/xlsx'
import { Refusal } from '#platform/errors.ts'
import { addFile } from '#platform/files.ts'
import { enqueue } from '#platform/jobs.ts'
import { openHouse } from '#platform/testing.ts'
import { workJobs } from '../jobs.ts'
import { boardCards, listTasks } from '../service.ts'
import { bringBoard } from './bring/board.ts'
import { ImportOptions, type Source } from './model.ts'
import { readForeign } from './read.ts'
import { maxBytes } from './reading/refusals.ts'

const options = ImportOptions.parse({})
const paris = { timezone: 'Europe/Paris', locale: 'fr' as const }
const read = (source: Exclude<Source, 'trello'>, bytes: Uint8Array | string, name = 'x') =>
  readForeign(source, typeof bytes === 'string' ? Buffer.from(bytes) : bytes, name, options, paris)
const sample = (name: string) => readFileSync(new URL(`testdata/${name}`, import.meta.url))

/** Refused in words, in both languages, and not by accident. */
async function refused(
  source: Exclude<Source, 'trello'>,
  bytes: Uint8Array | string,
  fr: RegExp,
  en: RegExp,
) {
  await assert.rejects(read(source, bytes), (e: unknown) => {
    assert.ok(e instanceof Refusal, `an accident instead of a refusal: ${(e as Error).stack}`)
    assert.match(e.said.fr, fr)
    assert.match(e.said.en, en)
    return true
  })
}

/** A zip written by hand, so that it may lie. */
function zip(parts: { name: string; data: Buffer; claimed?: number }[]): Buffer {
  const files: Buffer[] = []
  const central: Buffer[] = []
  let at = 0
  for (const p of parts) {
    const folded = deflateRawSync(p.data)
    const name = Buffer.from(p.name)
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034b50, 0)
    head.writeUInt16LE(20, 4)
    head.writeUInt16LE(8, 8)
    head.writeUInt32LE(crc32(p.data), 14)
    head.writeUInt32LE(folded.length, 18)
    head.writeUInt32LE(p.claimed ?? p.data.length, 22)
    head.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    head.copy(entry, 6, 4, 30)
    entry.writeUInt32LE(at, 42)
    files.push(head, name, folded)
    central.push(entry, name)
    at += 30 + name.length + folded.length
  }
  const size = central.reduce((n, b) => n + b.length, 0)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...files, ...central, end])
}

const all = ['asana', 'monday', 'msproject', 'csv'] as const

test('an empty file, and one of blanks, are called empty whatever they were meant to be', async () => {
  for (const source of all) {
    await refused(source, '', /est vide/, /is empty/)
    await refused(source, ' \n\t\n', /est vide/, /is empty/)
  }
  await refused('csv', Buffer.from('\uFEFF', 'utf16le'), /est vide/, /is empty/)
  await refused('csv', ',,,\n,,,\n', /est vide/, /is empty/)
})

test('a hundred megabytes are refused without being read', async () => {
  const large = Buffer.alloc(100 * 1024 * 1024, 'a,b\n')
  const began = performance.now()
  for (const source of all) await refused(source, large, /dépasse 50 Mo/, /over 50 MB/)
  assert.ok(performance.now() - began < 2_000)
  assert.ok(large.length > maxBytes)
})

test('files cut short say so: an open quote, an open bracket, half a workbook, half a plan', async () => {
  await refused(
    'csv',
    'Name,Due Date\n"Une tâche,2026-05-01\nAutre,',
    /s’arrête avant la fin/,
    /stops before its end/,
  )
  await refused(
    'asana',
    'Task ID,Name,Section/Column,Notes\n1,A,X,"coupé',
    /s’arrête avant la fin/,
    /before its end/,
  )
  await refused(
    'asana',
    sample('asana-json-export-shape.json').subarray(0, 900),
    /s’arrête avant la fin/,
    /before its end/,
  )
  const book = await writeXlsx({ sheets: [{ name: 'A', rows: [['Name'], ['x']] }] })
  await refused('monday', book.subarray(0, book.length - 200), /s’arrête avant la fin/, /before its end/)
  await refused('csv', book.subarray(0, 40), /s’arrête avant la fin/, /before its end/)
  await refused(
    'msproject',
    '<?xml version="1.0"?><Project><Tasks><Task><UID>1</UID>',
    /s’arrête avant la fin/,
    /before its end/,
  )
})

test('XML entities are refused before they multiply or reach for another file', async () => {
  const laughs = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from({ length: 9 }, (_, i) => `<!ENTITY lol${i + 1} "${`&lol${i || ''};`.repeat(10)}">`).join('')}]><Project><Name>&lol9;</Name></Project>`
  await refused('msproject', laughs, /entités/, /entities/)
  await refused(
    'msproject',
    '<?xml version="1.0"?><!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><Project><Name>&x;</Name></Project>',
    /entités/,
    /entities/,
  )
  await refused(
    'msproject',
    '<?xml version="1.0"?><Project><Name>&inconnue;</Name></Project>',
    /entités/,
    /entities/,
  )
  const inBook = zip([
    { name: '[Content_Types].xml', data: Buffer.from('<Types/>') },
    { name: 'xl/workbook.xml', data: Buffer.from('<!DOCTYPE x [<!ENTITY a "b">]><workbook>&a;</workbook>') },
  ])
  await refused('monday', inBook, /entités/, /entities/)
})

test('a workbook that unfolds without end is refused, even one that lies about its size', async () => {
  const zeros = Buffer.alloc(120 * 1024 * 1024)
  const parts = (claimed?: number) => [
    { name: '[Content_Types].xml', data: Buffer.from('<Types/>') },
    ...[1, 2, 3].map((n) => ({
      name: `xl/worksheets/sheet${n}.xml`,
      data: zeros,
      ...(claimed !== undefined && { claimed }),
    })),
  ]
  await refused('csv', zip(parts()), /se déplie/, /unfolds/)
  await refused('monday', zip(parts(10)), /se déplie/, /unfolds/)
})

test('brackets and elements nested without end are refused', async () => {
  await refused(
    'asana',
    `{"data":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    /imbriqué sans fin/,
    /nested without end/,
  )
  await refused(
    'msproject',
    `<Project>${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}</Project>`,
    /imbriqué sans fin/,
    /nested without end/,
  )
})

test('a file of another kind says which one is wanted, and how to make it', async () => {
  const mpp = Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(4_000),
    Buffer.from('Props', 'utf16le'),
  ])
  await refused('msproject', mpp, /Format XML/, /XML Format/)
  await refused('csv', mpp, /\.mpp/, /\.mpp/)
  await refused('csv', Buffer.concat([mpp, Buffer.from('Workbook', 'utf16le')]), /\.xls/, /\.xls/)
  await refused('asana', Buffer.from('%PDF-1.7\n…'), /ni un tableau, ni du JSON/, /neither a table, nor JSON/)
  await refused('asana', '{"id":"x","lists":[]}', /export JSON d’Asana/, /JSON export of Asana/)
  await refused('asana', 'a;b;c\n1;2;3\n', /export Asana/, /Asana export/)
  await refused(
    'monday',
    'Name,Status\nA,Done\n'.replace('Name', 'Colonne'),
    /export Monday/,
    /Monday export/,
  )
  await refused('msproject', '<html><body>Bonjour</body></html>', /Microsoft Project/, /Microsoft Project/)
  await refused('msproject', 'Name,Due\nA,B\n', /Microsoft Project/, /Microsoft Project/)
  await refused('csv', zip([{ name: 'photo.txt', data: Buffer.from('x') }]), /classeur/, /workbook/)
  await refused('csv', '{"data":[]}', /du JSON/, /is JSON/)
})

test('a wrong extension does not matter: what counts is what the file holds', async () => {
  const book = await writeXlsx({
    sheets: [
      {
        name: 'A',
        rows: [
          ['Name', 'Due Date'],
          ['Une tâche', '2026-05-04'],
        ],
      },
    ],
  })
  const board = await readForeign('csv', book, 'plan.csv', options, paris)
  assert.deepEqual([board.tasks[0]?.title, board.tasks[0]?.dueOn], ['Une tâche', '2026-05-04'])
})

test('accents are right in UTF-8, UTF-16 and what Windows writes, and damaged letters are counted', async () => {
  const text = 'Nom;Échéance;Qui\nÉté à Nîmes;04/05/2026;Zoé\n'
  const latin = Buffer.from(text, 'latin1')
  const big = Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()
  for (const bytes of [
    Buffer.from(text),
    Buffer.from(`\uFEFF${text}`),
    latin,
    Buffer.from(`\uFEFF${text}`, 'utf16le'),
    Buffer.from(text, 'utf16le'),
    big,
  ]) {
    const board = await read('csv', bytes)
    assert.deepEqual(
      [board.tasks[0]?.title, board.tasks[0]?.dueOn, board.people[0]?.name],
      ['Été à Nîmes', '2026-05-04', 'Zoé'],
    )
  }
  const broken = Buffer.concat([
    Buffer.from(`Nom\n${'é'.repeat(100)}\n`),
    Buffer.from([0xff]),
    Buffer.from('fin\n'),
  ])
  const damaged = await read('csv', broken)
  assert.deepEqual(damaged.lost, [{ kind: 'damagedLetters', count: 1 }])
})

test('headings that come twice stay two columns, and one with no name is named by its place', async () => {
  const board = await read('csv', 'Nom,Note,Note,,Budget\nA,un,deux,trois,12\nB,un,deux,trois,13\n')
  assert.deepEqual(
    board.table?.columns.map((c) => c.heading),
    ['Nom', 'Note', 'Note (2)', '#4', 'Budget'],
  )
  assert.equal(board.tasks.length, 2)
})

const house = await openHouse()
const { owner } = await house.workspace()
workJobs()

test('a cell that looks like a formula comes in as the text it is', async () => {
  const p = await house.project(owner)
  const board = await read(
    'csv',
    'Nom,Notes\n"=HYPERLINK(""http://mal.example"";""ici"")",@SUM(A1)\n+33 6 00 00 00 00,-1\n',
  )
  await house.as(owner, (s) => bringBoard(s, board, p, options))
  assert.deepEqual(
    (await house.as(owner, (s) => listTasks(s, p))).items.map((t) => t.title),
    ['=HYPERLINK("http://mal.example";"ici")', '+33 6 00 00 00 00'],
  )
})

test('more tasks than a board can hold are refused before anything is written', async () => {
  await refused(
    'csv',
    `Nom\n${Array.from({ length: 20_001 }, (_, i) => `Tâche ${i}`).join('\n')}\n`,
    /20 ?001|20001/,
    /20001/,
  )
})

test('a workbook under a password says so, whatever tool it is said to come from', async () => {
  const locked = Buffer.concat([
    Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    Buffer.alloc(1_000),
    Buffer.from('EncryptionInfo\0EncryptedPackage\0', 'utf16le'),
    Buffer.alloc(4_000, 7),
  ])
  for (const source of all) await refused(source, locked, /mot de passe/, /password/)
})

test('a million lines are refused in words, as text and as a workbook, and the memory is given back', async () => {
  const lines = 'Une tâche de plus;2026-05-04\n'.repeat(1_000_000)
  await refused('csv', `Titre;Échéance\n${lines}`, /1000000 tâches.*20000 au plus/, /1000000 tasks/)
  const row = '<row><c t="inlineStr"><is><t>Une</t></is></c></row>'
  const part = (name: string, text: string) => ({ name, data: Buffer.from(text) })
  const book = zip([
    part(
      '[Content_Types].xml',
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    ),
    part(
      '_rels/.rels',
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    ),
    part(
      'xl/workbook.xml',
      '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
    ),
    part(
      'xl/_rels/workbook.xml.rels',
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    ),
    part(
      'xl/worksheets/sheet1.xml',
      `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row><c t="inlineStr"><is><t>Titre</t></is></c></row>${row.repeat(1_000_000)}</sheetData></worksheet>`,
    ),
  ])
  await refused('csv', book, /tâches ; un import en prend 20000 au plus/, /one import takes 20000 at most/)
})

test('a job on a hostile file ends with a sentence, and its project stays as it was', async () => {
  const p = await house.project(owner)
  const run = async (source: Source, name: string, bytes: Buffer) => {
    const id = await house.as(owner, async (s) => {
      const file = await addFile(s, bytes, { projectId: p, name })
      return enqueue(s, {
        kind: `import.${source}`,
        payload: { source, fileId: file.id, projectId: p, dryRun: false },
        project: p,
      })
    })
    await house.settle()
    const { rows } = await house.owner.query('select state, result from jobs where id = $1', [id])
    return rows[0]
  }
  for (const [source, name, bytes] of [
    ['asana', 'a.csv', Buffer.from('Task ID,Name,Section/Column,Notes\n1,A,X,\n2,B,X,"coupé')],
    ['msproject', 'p.xml', Buffer.from('<!DOCTYPE a [<!ENTITY b "c">]><Project/>')],
    ['csv', 't.json', Buffer.from('{"a":1}')],
  ] as const) {
    const { state, result } = await run(source, name, bytes)
    assert.equal(state, 'done')
    assert.ok(result.refused.fr && result.refused.en)
  }
  assert.deepEqual(await house.as(owner, (s) => boardCards(s, p)), [])
  const { rows } = await house.owner.query('select count(*) as n from import_sources where project_id = $1', [
    p,
  ])
  assert.equal(Number(rows[0].n), 0)
})
