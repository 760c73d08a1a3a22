import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { addFile } from '#platform/files.ts'
import { enqueue } from '#platform/jobs.ts'
import { openHouse, type Person } from '#platform/testing.ts'
import { listFields } from '../fields/service.ts'
import { workJobs } from '../jobs.ts'
import { listRelations } from '../relations/service.ts'
import { amendTask, boardCards, createTask, getTask, listStatuses, listTasks } from '../service.ts'
import { maxBytes, readTrello, type TrelloBoard } from './board.ts'
import { ImportOptions, proposeCategories, type Report } from './model.ts'
import { importTrello } from './trello.ts'
import { onTrial } from './trial.ts'

const house = await openHouse()
const { owner, id: workspaceId } = await house.workspace()
workJobs()
const read = (name: string) => readFileSync(new URL(`testdata/${name}`, import.meta.url))
const old = () => JSON.parse(read('miyamae-clipkit-2015.anon.json').toString())
const asBoard = (data: unknown) => readTrello(Buffer.from(JSON.stringify(data)))
const options = (o: Partial<ImportOptions> = {}) => ImportOptions.parse(o)
const bring = (project: string, board: TrelloBoard, o: Partial<ImportOptions> = {}, who: Person = owner) =>
  house.as(who, (s) => importTrello(s, board, project, options(o)))
const zero = {
  lists: 0,
  cards: 0,
  checklists: 0,
  checklistItems: 0,
  comments: 0,
  members: 0,
  labels: 0,
  attachments: 0,
  tasks: 0,
  fields: 0,
  links: 0,
  relations: 0,
  time: 0,
  calendars: 0,
  baselines: 0,
  hours: 0,
  daysOff: 0,
}
const lost = (r: Pick<Report, 'lost'>) => Object.fromEntries(r.lost.map((l) => [l.kind, l.count]))

test('the real board of 2015 comes over whole with its archives, and a second run creates nothing', async () => {
  const p = await house.project(owner)
  const board = readTrello(read('miyamae-clipkit-2015.anon.json'))
  const first = await bring(p, board, { archived: true })
  assert.deepEqual(first.created, { ...zero, lists: 5, cards: 67, comments: 4, members: 3, labels: 3 })
  assert.deepEqual(lost(first), { activity: 260, access: 3 })
  const again = await bring(p, board, { archived: true })
  assert.deepEqual(again.created, zero)
  assert.deepEqual(again.updated, zero)
  assert.deepEqual(again.unchanged, first.created)
  const columns = await house.as(owner, (s) => listStatuses(s, p))
  assert.deepEqual(
    columns.filter((c) => !c.archived).map((c) => [c.name, c.category]),
    [
      ['やりたいこと', 'todo'],
      ['やること', 'todo'],
      ['作業中', 'doing'],
      ['クローズ', 'done'],
    ],
  )
  const cards = await house.as(owner, (s) => boardCards(s, p))
  assert.equal(cards.length, 66)
  assert.equal(cards.filter((c) => c.done).length, 27)
  assert.equal(
    cards.filter((c) => c.assigneeIds.length).length,
    old().cards.filter((c: { idMembers: string[]; closed: boolean }) => c.idMembers.length && !c.closed)
      .length,
  )
})

test('without the archives the archived list and card are told as lost, and come over later when asked for', async () => {
  const p = await house.project(owner)
  const board = readTrello(read('miyamae-clipkit-2015.anon.json'))
  const first = await bring(p, board)
  assert.deepEqual([first.created.lists, first.created.cards], [4, 66])
  assert.deepEqual([lost(first).archivedLists, lost(first).archivedCards], [1, 1])
  const later = await bring(p, board, { archived: true })
  assert.deepEqual([later.created.lists, later.created.cards, later.created.comments], [1, 1, 0])
})

test('the real board of 2021 comes over with its one list, card, label and member', async () => {
  const p = await house.project(owner)
  const r = await bring(p, readTrello(read('deck-data-trelloJson.json')))
  assert.deepEqual(r.created, { ...zero, lists: 1, cards: 1, members: 1, labels: 1 })
  assert.deepEqual(lost(r), { activity: 5, cardAddresses: 1, access: 1 })
  assert.ok((await house.as(owner, (s) => listStatuses(s, p))).some((c) => c.category === 'done'))
})

test('a trial finds the same counts and leaves no trace', async () => {
  const p = await house.project(owner)
  const board = readTrello(read('miyamae-clipkit-2015.anon.json'))
  const count = async () =>
    (
      await house.owner.query(
        'select (select count(*) from tasks) + (select count(*) from statuses) + (select count(*) from members) + (select count(*) from import_sources) + (select count(*) from outbox) as n',
      )
    ).rows[0].n
  const before = await count()
  const trial = await onTrial(
    true,
    (work) => house.as(owner, work),
    (s) => importTrello(s, board, p, options()),
  )
  assert.equal(await count(), before)
  assert.deepEqual(trial.created.cards, (await bring(p, board)).created.cards)
})

test('what changed in Trello is brought over, what people changed here stays', async () => {
  const p = await house.project(owner)
  const data = old()
  await bring(p, asBoard(data))
  const { items } = await house.as(owner, (s) => listTasks(s, p, { limit: 100 }))
  const byTitle = (title: string) => items.find((t) => t.title === title)!
  const [a, b] = data.cards.filter((c: { closed: boolean }) => !c.closed)
  await house.as(owner, (s) => amendTask(s, byTitle(a.name).id, { title: 'Nommé ici', dueOn: '2026-04-01' }))
  await house.as(owner, (s) => amendTask(s, byTitle(b.name).id, { title: 'Nommé ici aussi' }))
  a.desc = 'Écrit dans Trello'
  b.name = 'Renommé dans Trello'
  b.due = '2026-05-01T22:30:00.000Z'
  const r = await bring(p, asBoard(data))
  assert.deepEqual(r.updated, { ...zero, cards: 2 })
  assert.deepEqual(r.created, zero)
  const now = async (id: string) => house.as(owner, (s) => getTask(s, id))
  const [ta, tb] = [
    await now(byTitle(a.name).id),
    await now(
      byTitle(
        items.find(
          (t) =>
            t.title !== a.name &&
            t.number === byTitle(old().cards.filter((c: { closed: boolean }) => !c.closed)[1].name).number,
        )!.title,
      ).id,
    ),
  ]
  assert.deepEqual([ta.title, ta.description, ta.dueOn], ['Nommé ici', 'Écrit dans Trello', '2026-04-01'])
  assert.deepEqual([tb.title, tb.dueOn], ['Renommé dans Trello', '2026-05-02'])
})

test('a task binned here is not brought back by the next run', async () => {
  const p = await house.project(owner)
  const data = old()
  await bring(p, asBoard(data))
  await house.owner.query('update tasks set deleted_at = now() where project_id = $1', [p])
  data.cards[0].name = 'Changé'
  const r = await bring(p, asBoard(data))
  assert.deepEqual([r.created.cards, r.updated.cards], [0, 0])
  assert.equal((await house.as(owner, (s) => boardCards(s, p))).length, 0)
})

test('checklists, attachments, custom fields, due days and completion come over; what cannot is counted', async () => {
  const p = await house.project(owner)
  const r = await bring(
    p,
    asBoard({
      id: 'b',
      name: 'Lancement',
      lists: [
        { id: 'l1', name: 'Idées', closed: false, pos: 1 },
        { id: 'l2', name: 'Semaine', closed: false, pos: 2 },
        { id: 'l3', name: 'Bravo', closed: false, pos: 3 },
      ],
      members: [{ id: 'm1', fullName: 'Zoé Kerr', username: 'zoe' }],
      labels: [{ id: 'x', name: '', color: 'sky_light' }],
      customFields: [
        { id: 'f1', name: 'Budget', type: 'number', options: [] },
        { id: 'f2', name: 'Canal', type: 'list', options: [{ id: 'o1', value: { text: 'Presse' } }] },
      ],
      powerUps: ['calendar'],
      checklists: [
        {
          id: 'k1',
          idCard: 'c1',
          name: 'Avant',
          pos: 1,
          checkItems: [
            { id: 'i1', name: 'Relire', state: 'complete', pos: 1 },
            { id: 'i2', name: 'Signer', state: 'incomplete', pos: 2, idMember: 'm1' },
          ],
        },
      ],
      cards: [
        {
          id: 'c1',
          name: 'Dossier de presse',
          desc: 'Texte\u0000',
          closed: false,
          idList: 'l2',
          idShort: 1,
          pos: 1,
          due: '2026-03-20T23:30:00.000Z',
          dueComplete: true,
          dateLastActivity: '2026-03-01T10:00:00.000Z',
          idMembers: ['m1', 'parti'],
          idLabels: ['x'],
          email: 'secret@boards.trello.com',
          badges: { comments: 3, votes: 2 },
          stickers: [{}],
          cover: { color: 'red' },
          attachments: [
            { id: 'a1', name: 'Logo', url: 'https://trello.com/1/cards/x', isUpload: true },
            { id: 'a2', name: 'Piège', url: 'javascript:alert(1)', isUpload: false },
          ],
          customFieldItems: [
            { idCustomField: 'f1', value: { number: '1200' } },
            { idCustomField: 'f2', idValue: 'o1' },
            { idCustomField: 'gone', value: { text: 'x' } },
          ],
        },
        { id: 'c2', name: 'Fini', closed: false, idList: 'l3', idShort: 2, pos: 1 },
        { id: 'c3', name: 'Nulle part', closed: false, idList: 'zzz', idShort: 3, pos: 1 },
      ],
      actions: [
        {
          id: 'n1',
          type: 'commentCard',
          date: '2026-03-02T10:00:00.000Z',
          idMemberCreator: 'm1',
          memberCreator: { id: 'm1', fullName: 'Zoé Kerr', username: 'zoe' },
          data: { text: 'Bien', card: { id: 'c1' } },
        },
        {
          id: 'n2',
          type: 'commentCard',
          date: '2026-03-02T10:00:00.000Z',
          idMemberCreator: 'm1',
          data: { text: 'Perdu', card: { id: 'effacée' } },
        },
      ],
    }),
  )
  assert.deepEqual(r.created, {
    ...zero,
    lists: 3,
    cards: 2,
    checklists: 1,
    checklistItems: 2,
    comments: 1,
    members: 1,
    labels: 1,
    attachments: 1,
    fields: 2,
  })
  assert.deepEqual(lost(r), {
    homelessCards: 1,
    missingComments: 2,
    orphanComments: 1,
    uploadedFiles: 1,
    badLinks: 1,
    cardAddresses: 1,
    access: 1,
    unknownMembers: 1,
    itemDetails: 1,
    votes: 2,
    stickers: 1,
    covers: 1,
    powerUps: 1,
    customFields: 1,
  })
  const id = (await house.as(owner, (s) => listTasks(s, p))).items[0]!.id
  const t = await house.as(owner, (s) => getTask(s, id))
  assert.equal(t.description, 'Texte')
  const fields = await house.as(owner, (s) => listFields(s, p))
  assert.deepEqual(
    fields.map((f) => [f.name, f.kind, t.fields[f.id]]),
    [
      ['Budget', 'number', 1200],
      ['Canal', 'choice', ['presse']],
    ],
  )
  assert.deepEqual([t.dueMinute, t.startMinute], [30, null])
  assert.deepEqual(
    [t.dueOn, t.done, t.itemDone, t.itemCount, t.commentCount, t.attachmentCount],
    ['2026-03-21', true, 1, 2, 1, 1],
  )
  assert.deepEqual(
    [t.comments[0]?.authorName, t.comments[0]?.writtenAt.toISOString()],
    ['Zoé Kerr', '2026-03-02T10:00:00.000Z'],
  )
})

test('a card attached to another becomes a related task, also across boards; what points nowhere keeps its address', async () => {
  const card = (id: string, short: string, urls: string[]) => ({
    id,
    shortLink: short,
    name: id,
    closed: false,
    idList: 'l',
    idShort: 1,
    pos: 1,
    attachments: urls.map((url, i) => ({ id: `${id}-${i}`, name: '', url, isUpload: false })),
  })
  const lists = [{ id: 'l', name: 'Idées', closed: false, pos: 1 }]
  const first = asBoard({
    id: 'b1',
    name: 'Site',
    lists,
    cards: [
      card('page', 'pAgE1234', ['https://trello.com/c/aFfI5678/7-affiche', 'https://trello.com/c/lOgO0001']),
      card('logo', 'lOgO0001', ['https://trello.com/c/pAgE1234/1-page', 'https://trello.com/b/x/tableau']),
    ],
  })
  const second = asBoard({
    id: 'b2',
    name: 'Affiches',
    lists,
    cards: [card('affiche', 'aFfI5678', ['https://trello.com/c/pAgE1234'])],
  })
  const site = await house.project(owner, 'Site')
  const one = await bring(site, first)
  assert.deepEqual([one.created.relations, one.created.attachments, lost(one)], [1, 2, { cardLinks: 1 }])
  const two = await bring(await house.project(owner, 'Affiches'), second)
  assert.deepEqual([two.created.relations, two.created.attachments, lost(two)], [1, 0, {}])
  const again = await bring(site, first)
  assert.deepEqual([again.created.relations, again.unchanged.relations, lost(again)], [0, 2, {}])
  const page = (await house.as(owner, (s) => listTasks(s, site))).items.find((t) => t.title === 'page')!
  const related = await house.as(owner, (s) => listRelations(s, page.id))
  assert.deepEqual(related.map((r) => r.task.title).toSorted(), ['affiche', 'logo'])
})

test('a Trello member found by name is the member one has; the others get a name without access', async () => {
  const p = await house.project(owner)
  const known = await house.person(workspaceId, 'member', 'Léa Martin')
  const board = {
    id: 'b2',
    name: 'B',
    lists: [{ id: 'l', name: 'À faire', closed: false, pos: 1 }],
    cards: [{ id: 'c', name: 'T', closed: false, idList: 'l', pos: 1, idMembers: ['lea', 'ugo'] }],
    members: [
      { id: 'lea', fullName: 'lea martin', username: 'lm' },
      { id: 'ugo', fullName: 'Ugo Blanc', username: 'ub' },
    ],
  }
  const r = await bring(p, asBoard(board))
  assert.deepEqual([r.created.members, r.unchanged.members], [1, 1])
  assert.deepEqual(
    r.members.map((m) => m.memberId),
    [known.memberId, null],
  )
  assert.ok((await house.as(owner, (s) => boardCards(s, p)))[0]!.assigneeIds.includes(known.memberId))
  const { rows } = await house.owner.query(
    "select user_id, deactivated_at from members where name = 'Ugo Blanc'",
  )
  assert.equal(rows[0].user_id, null)
  assert.ok(rows[0].deactivated_at)
})

test('lists are understood in several languages, and the last one is what is done', () => {
  const of = (...names: string[]) =>
    Object.values(proposeCategories(names.map((name, i) => ({ id: `l${i}`, name, closed: false }))))
  assert.deepEqual(of('Backlog', 'Doing', 'To be done', 'Done'), ['todo', 'doing', 'todo', 'done'])
  assert.deepEqual(of('À faire', 'En cours', 'À valider', 'Terminé'), ['todo', 'doing', 'doing', 'done'])
  assert.deepEqual(of('Ideen', 'In Bearbeitung', 'Erledigt'), ['todo', 'doing', 'done'])
  assert.deepEqual(of('Pendiente', 'Haciendo', 'Hecho'), ['todo', 'doing', 'done'])
  assert.deepEqual(of('Lundi', 'Mardi', 'Mercredi'), ['todo', 'doing', 'done'])
  assert.deepEqual(of('TODO'), ['todo'])
})

test('in a project already at work, a list of the same name is the column one has', async () => {
  const p = await house.project(owner)
  await house.as(owner, (s) => createTask(s, p, { title: 'Déjà là' }))
  const r = await bring(
    p,
    asBoard({
      id: 'b3',
      name: 'B',
      lists: [
        { id: 'l1', name: 'a faire', closed: false, pos: 1 },
        { id: 'l2', name: 'Publié', closed: false, pos: 2 },
      ],
      cards: [],
    }),
  )
  assert.deepEqual([r.created.lists, r.unchanged.lists], [1, 1])
  assert.deepEqual(
    (await house.as(owner, (s) => listStatuses(s, p))).map((c) => c.name),
    ['À faire', 'En cours', 'À valider', 'Fait', 'Publié'],
  )
})

test('hostile files are refused with a sentence, and nothing is half imported', async () => {
  const real = read('miyamae-clipkit-2015.anon.json')
  const refused = (bytes: Uint8Array, pattern: RegExp) =>
    assert.throws(
      () => readTrello(bytes),
      (e: { code: string; message: string }) => e.code === 'INVALID' && pattern.test(e.message),
    )
  refused(real.subarray(0, 100_000), /coupé ou abîmé/)
  refused(Buffer.from(''), /il est vide/)
  refused(Buffer.from('{"data":[{"gid":"1"}]}'), /n’est pas un export de tableau Trello/)
  refused(Buffer.from('Task ID,Name\n1,A'), /ce n’est pas du JSON/)
  refused(Buffer.from('[]'), /n’est pas un export/)
  refused(Buffer.from('null'), /n’est pas un export/)
  refused(Buffer.from(`\uFEFF${real.toString()}`, 'utf16le'), /UTF-8/)
  refused(Buffer.from(real.toString(), 'latin1'), /UTF-8/)
  refused(Buffer.from('['.repeat(1_000_000)), /imbriqué/)
  refused(Buffer.alloc(maxBytes + 1), /50 Mo/)
  const p = await house.project(owner)
  const broken = old()
  broken.cards[40].name = { toString: 'x' }
  assert.throws(() => asBoard(broken), /n’est pas un export/)
  assert.deepEqual(await house.as(owner, (s) => boardCards(s, p)), [])
})

test('a reader or a plain member may not import, nor may the neighbour', async () => {
  const p = await house.project(owner)
  const board = readTrello(read('deck-data-trelloJson.json'))
  const member = await house.person(workspaceId, 'member')
  await assert.rejects(bring(p, board, {}, member), { code: 'FORBIDDEN' })
  const { owner: neighbour } = await house.workspace('Voisin')
  await assert.rejects(bring(p, board, {}, neighbour), { code: 'NOT_FOUND' })
})

test('the page’s import is a job: tried first, then done, its file binned; a broken file says why in both languages', async () => {
  const p = await house.project(owner)
  const run = async (bytes: Buffer, dryRun: boolean) => {
    const [fileId, id] = await house.as(owner, async (s) => {
      const file = await addFile(s, bytes, { projectId: p, name: 'tableau.json' })
      const job = await enqueue(s, {
        kind: 'import.trello',
        payload: { source: 'trello', options: options(), fileId: file.id, projectId: p, dryRun },
        project: p,
      })
      return [file.id, job]
    })
    await house.settle()
    const { rows } = await house.owner.query('select state, result, done_count from jobs where id = $1', [id])
    const { rows: files } = await house.owner.query('select deleted_at from files where id = $1', [fileId])
    return { ...rows[0], binned: files[0].deleted_at !== null }
  }
  const bytes = read('miyamae-clipkit-2015.anon.json')
  const trial = await run(bytes, true)
  assert.deepEqual(
    [trial.state, trial.result.created.cards, trial.result.dryRun, trial.done_count, trial.binned],
    ['done', 66, true, 66, false],
  )
  assert.deepEqual(await house.as(owner, (s) => boardCards(s, p)), [])
  const real = await run(bytes, false)
  assert.deepEqual([real.state, real.result.created.cards, real.binned], ['done', 66, true])
  const broken = await run(bytes.subarray(0, 5_000), false)
  assert.match(broken.result.refused.en, /cut short/)
})

test('somebody who was only a name and has joined since takes over their tasks when the next run says who they are', async () => {
  const p = await house.project(owner)
  const board = asBoard({
    id: 'b9',
    name: 'B',
    lists: [{ id: 'l', name: 'À faire', closed: false, pos: 1 }],
    cards: [{ id: 'c', name: 'T', closed: false, idList: 'l', pos: 1, idMembers: ['iris'] }],
    members: [{ id: 'iris', fullName: 'Iris Petit', username: 'iris' }],
  })
  await bring(p, board)
  const iris = await house.person(workspaceId, 'member', 'Iris P.')
  const r = await bring(p, board, { members: { iris: iris.memberId } })
  assert.deepEqual(r.created, zero)
  assert.deepEqual((await house.as(owner, (s) => boardCards(s, p)))[0]?.assigneeIds, [iris.memberId])
})
