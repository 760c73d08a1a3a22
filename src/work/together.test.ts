import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addFile } from '#platform/files.ts'
import { undo } from '#platform/ledger.ts'
import { setProjectMember } from '#platform/tenancy/service.ts'
import { openHouse, type Person } from '#platform/testing.ts'
import { sayPresence } from './presence/service.ts'
import { decide } from './proofing/service.ts'
import { addVersion, attach } from './service/attachments.ts'
import { addChecklist, addItem, amendItem } from './service/checklists.ts'
import {
  amendComment,
  commentTask,
  discardComment,
  markRead,
  react,
  resolveThread,
} from './service/comments.ts'
import { follow } from './service/followers.ts'
import { getTask } from './service/read.ts'
import { namedTasks, suggestTasks } from './service/references.ts'
import { familyOf, itemToSubtask, placeSubtask } from './service/subtasks.ts'
import { amendTask, createTask, discardTask, restoreTask } from './service/tasks.ts'

const house = await openHouse()
const { owner, id: workspaceId } = await house.workspace()
const ben = await house.person(workspaceId, 'member', 'Ben Caron')
const chloe = await house.person(workspaceId, 'member', 'Chloé Diaz')
const { owner: neighbour } = await house.workspace('Voisin')
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

const told = async (who: Person) =>
  (
    await house.owner.query<{ kind: string; path: string; body: string }>(
      'select kind, path, body from notifications where member_id = $1 order by created_at, id',
      [who.memberId],
    )
  ).rows
const forget = () => house.owner.query('delete from notifications')
const task = async (title = 'Visuel de l’affiche', more = {}) => {
  const p = await house.project(owner)
  return house.as(owner, (s) => createTask(s, p, { title, ...more }))
}

test('who is named, who is in the thread, who has the task and who follows it are each told once, the author never', async () => {
  const t = await task('Visuel', { assigneeIds: [owner.memberId, ben.memberId] })
  await house.as(chloe, (s) => follow(s, t.id, true))
  await forget()
  const first = await house.as(owner, (s) => commentTask(s, t.id, 'Qui retouche ? @Ben Caron peut-être'))
  assert.deepEqual(
    (await told(ben)).map((n) => n.kind),
    ['task.mentioned'],
  )
  assert.deepEqual(
    (await told(chloe)).map((n) => n.kind),
    ['task.commented'],
  )
  assert.deepEqual(await told(owner), [])
  assert.match((await told(ben))[0]!.path, new RegExp(`tache=1&commentaire=${first.id}$`))
  await forget()
  await house.as(chloe, (s) => commentTask(s, t.id, 'Je m’en charge', { parentId: first.id }))
  assert.deepEqual(
    (await told(owner)).map((n) => n.kind),
    ['task.replied'],
  )
  assert.deepEqual(
    (await told(ben)).map((n) => n.kind),
    ['task.commented'],
  )
})

test('an answer to an answer stays in the same thread, and a thread belongs to one task', async () => {
  const t = await task()
  const other = await task()
  const first = await house.as(owner, (s) => commentTask(s, t.id, 'Un'))
  const answer = await house.as(ben, (s) => commentTask(s, t.id, 'Deux', { parentId: first.id }))
  const again = await house.as(owner, (s) => commentTask(s, t.id, 'Trois', { parentId: answer.id }))
  assert.deepEqual([answer.parentId, again.parentId], [first.id, first.id])
  await assert.rejects(
    house.as(owner, (s) => commentTask(s, other.id, 'Quatre', { parentId: first.id })),
    { code: 'INVALID' },
  )
})

test('correcting a comment tells only who is named for the first time, and says that it was corrected', async () => {
  const t = await task()
  const c = await house.as(owner, (s) => commentTask(s, t.id, '@Ben Caron regarde'))
  await forget()
  const after = await house.as(owner, (s) =>
    amendComment(s, c.id, '@Ben Caron et @Chloé Diaz regardez', c.version),
  )
  assert.ok(after.edited)
  assert.deepEqual([(await told(ben)).length, (await told(chloe)).length], [0, 1])
  await assert.rejects(
    house.as(ben, (s) => amendComment(s, c.id, 'autre chose')),
    { code: 'FORBIDDEN' },
  )
})

test('reactions add up by shape, are taken back, disturb nobody, and do not count as corrections', async () => {
  const t = await task()
  const c = await house.as(owner, (s) => commentTask(s, t.id, 'Imprimé'))
  await forget()
  await house.as(ben, (s) => react(s, c.id, 'bravo', true))
  await house.as(ben, (s) => react(s, c.id, 'bravo', true))
  const seen = await house.as(chloe, (s) => react(s, c.id, 'bravo', true))
  assert.deepEqual(seen.reactions, [{ shape: 'bravo', memberIds: [ben.memberId, chloe.memberId] }])
  assert.equal(seen.edited, false)
  const less = await house.as(ben, (s) => react(s, c.id, 'bravo', false))
  assert.deepEqual(less.reactions, [{ shape: 'bravo', memberIds: [chloe.memberId] }])
  assert.deepEqual(await told(owner), [])
})

test('a thread is settled and reopened, and an answer reopens it', async () => {
  const t = await task()
  const c = await house.as(owner, (s) => commentTask(s, t.id, 'Trop sombre'))
  await forget()
  const settled = await house.as(ben, (s) => resolveThread(s, c.id, true))
  assert.equal(settled.resolvedByName, 'Ben Caron')
  assert.deepEqual(
    (await told(owner)).map((n) => n.kind),
    ['comment.resolved'],
  )
  await house.as(owner, (s) => commentTask(s, t.id, 'Encore un peu', { parentId: c.id }))
  const now = (await house.as(owner, (s) => getTask(s, t.id))).comments.find((x) => x.id === c.id)
  assert.equal(now?.resolvedAt, null)
})

test('a comment goes to the bin with its answers, and comes back with those that went along', async () => {
  const t = await task()
  const c = await house.as(owner, (s) => commentTask(s, t.id, 'Un'))
  const [kept, gone] = await house.as(ben, async (s) => [
    await commentTask(s, t.id, 'Deux', { parentId: c.id }),
    await commentTask(s, t.id, 'Trois', { parentId: c.id }),
  ])
  await house.as(ben, (s) => discardComment(s, gone!.id))
  house.clock.set('2026-03-16T09:05:00Z')
  await house.as(owner, (s) => discardComment(s, c.id))
  assert.equal((await house.as(owner, (s) => getTask(s, t.id))).commentCount, 0)
  await house.as(owner, async (s) => {
    const { rows } = await s.sql<{ id: string }>(
      "select id from history where row_id = $1 and verb = 'removed'",
      [c.id],
    )
    await undo(s, rows[0]!.id)
  })
  assert.deepEqual(
    (await house.as(owner, (s) => getTask(s, t.id))).comments.map((x) => x.id),
    [c.id, kept!.id],
  )
})

test('what was read is remembered for each, and only for oneself', async () => {
  const t = await task()
  assert.equal((await house.as(ben, (s) => getTask(s, t.id))).readAt, null)
  await house.as(ben, (s) => markRead(s, t.id))
  assert.deepEqual((await house.as(ben, (s) => getTask(s, t.id))).readAt, house.clock.now())
  assert.equal((await house.as(owner, (s) => getTask(s, t.id))).readAt, null)
})

test('who follows a task hears of its dates, its column and its end; a follower who lost the project hears nothing', async () => {
  const t = await task()
  const guest = await house.person(workspaceId, 'guest', 'Gaspard')
  await house.as(owner, (s) => setProjectMember(s, t.projectId, guest.memberId, 'reader'))
  await house.as(guest, (s) => follow(s, t.id, true))
  await house.as(ben, (s) => follow(s, t.id, true))
  await forget()
  await house.as(owner, (s) => amendTask(s, t.id, { dueOn: '2026-04-01', estimateMinutes: 60 }))
  for (const who of [ben, guest])
    assert.deepEqual(
      (await told(who)).map((n) => [n.kind, n.body]),
      [['task.followed', 'Visuel de l’affiche : échéance']],
    )
  await house.as(owner, (s) => amendTask(s, t.id, { estimateMinutes: 90 }))
  assert.equal((await told(ben)).length, 1)
  await house.owner.query('delete from project_members where member_id = $1', [guest.memberId])
  await house.as(ben, (s) => follow(s, t.id, false))
  await house.as(owner, (s) => amendTask(s, t.id, { dueOn: '2026-04-02' }))
  assert.deepEqual([(await told(ben)).length, (await told(guest)).length], [1, 1])
})

test('« #12 » finds the task of this project, « #brume/12 » of another, and never what one may not see', async () => {
  const t = await task('Photographier le flacon')
  const elsewhere = await task('Réserver le studio')
  const slug = (
    await house.owner.query<{ slug: string }>('select slug from projects where id = $1', [
      elsewhere.projectId,
    ])
  ).rows[0]!.slug
  const names = ['1', `${slug}/1`, '999', 'x/y']
  const found = await house.as(ben, (s) => namedTasks(s, t.projectId, names))
  assert.deepEqual(
    found.map((r) => [r.name, r.title]).toSorted(),
    [
      ['1', 'Photographier le flacon'],
      [`${slug}/1`, 'Réserver le studio'],
    ].toSorted(),
  )
  const near = await house.as(ben, (s) => suggestTasks(s, t.projectId, 'reserver', 6))
  assert.equal(near[0]?.name, `${slug}/1`)
  const guest = await house.person(workspaceId, 'guest')
  await house.as(owner, (s) => setProjectMember(s, t.projectId, guest.memberId, 'reader'))
  assert.deepEqual(
    (await house.as(guest, (s) => namedTasks(s, t.projectId, names))).map((r) => r.name),
    ['1'],
  )
  assert.deepEqual(await house.as(neighbour, (s) => namedTasks(s, t.projectId, names)), [])
})

test('subtasks go to any depth, keep the order they are put in, and tell what they are part of', async () => {
  const top = await task('Lancement')
  const add = (parentId: string, title: string) =>
    house.as(owner, (s) => createTask(s, top.projectId, { title, parentId }))
  const a = await add(top.id, 'A')
  const b = await add(top.id, 'B')
  const c = await add(top.id, 'C')
  const deep = await add(b.id, 'B1')
  await house.as(owner, (s) => placeSubtask(s, c.id, null))
  await house.as(owner, (s) => placeSubtask(s, a.id, b.id))
  const titles = async () =>
    (await house.as(owner, (s) => familyOf(s, top.id))).below.map((t) => `${'·'.repeat(t.depth)}${t.title}`)
  assert.deepEqual(await titles(), ['·C', '·B', '··B1', '·A'])
  for (let i = 0; i < 60; i++) {
    await house.as(owner, (s) => placeSubtask(s, i % 2 ? a.id : b.id, c.id))
    assert.equal((await titles())[1], i % 2 ? '·A' : '·B')
  }
  await add(top.id, 'D')
  assert.equal((await titles()).at(-1), '·D')
  assert.deepEqual(
    (await house.as(owner, (s) => familyOf(s, deep.id))).above.map((t) => t.title),
    ['Lancement', 'B'],
  )
  await assert.rejects(
    house.as(owner, (s) => placeSubtask(s, top.id, null)),
    { code: 'INVALID' },
  )
  await assert.rejects(
    house.as(neighbour, (s) => familyOf(s, top.id)),
    { code: 'NOT_FOUND' },
  )
})

test('a task goes to the bin with its subtasks, and brings back those that went along, not those binned before', async () => {
  house.clock.set('2026-03-16T10:00:00Z')
  const top = await task('Salon')
  const [a, b] = await house.as(owner, async (s) => [
    await createTask(s, top.projectId, { title: 'Stand', parentId: top.id }),
    await createTask(s, top.projectId, { title: 'Badges', parentId: top.id }),
  ])
  const deep = await house.as(owner, (s) =>
    createTask(s, top.projectId, { title: 'Moquette', parentId: a!.id }),
  )
  await house.as(owner, (s) => discardTask(s, b!.id))
  house.clock.set('2026-03-16T10:05:00Z')
  await house.as(owner, (s) => discardTask(s, top.id))
  await assert.rejects(
    house.as(owner, (s) => getTask(s, deep.id)),
    { code: 'NOT_FOUND' },
  )
  await house.as(owner, (s) => restoreTask(s, top.id))
  assert.deepEqual(
    (await house.as(owner, (s) => familyOf(s, top.id))).below.map((t) => t.title),
    ['Stand', 'Moquette'],
  )
})

test('a line of a checklist becomes a subtask in one gesture, done if it was ticked', async () => {
  const t = await task()
  const [, line] = await house.as(owner, async (s) => {
    const list = await addChecklist(s, t.id, 'Avant d’imprimer')
    const item = await addItem(s, list.id, 'Vérifier les fonds perdus')
    return [list, await amendItem(s, item.id, { done: true })]
  })
  const made = await house.as(ben, (s) => itemToSubtask(s, line.id))
  assert.deepEqual([made.title, made.parentId, made.done], ['Vérifier les fonds perdus', t.id, true])
  assert.equal((await house.as(owner, (s) => getTask(s, t.id))).itemCount, 0)
  await assert.rejects(
    house.as(neighbour, (s) => itemToSubtask(s, line.id)),
    { code: 'NOT_FOUND' },
  )
})

const file = (who: Person, name: string, projectId: string) =>
  house.as(who, (s) => addFile(s, png, { name, projectId }))
const withFile = async () => {
  const t = await task('Affiche', { assigneeIds: [ben.memberId] })
  const { id } = await file(owner, 'affiche.png', t.projectId)
  const attached = await house.as(owner, (s) => attach(s, t.id, { fileId: id }))
  return { t, attached }
}

test('a new version takes the place of the file, the older ones stay, and those who look after the task are told', async () => {
  const { t, attached } = await withFile()
  await forget()
  const { id } = await file(owner, 'affiche-2.png', t.projectId)
  const v2 = await house.as(owner, (s) => addVersion(s, attached.id, id, 'Logo agrandi'))
  assert.deepEqual([v2.number, v2.note, v2.decision], [2, 'Logo agrandi', null])
  const [a] = (await house.as(ben, (s) => getTask(s, t.id))).attachments
  assert.deepEqual([a?.name, a?.fileId, a?.versions.map((v) => v.number)], ['affiche-2.png', id, [2, 1]])
  assert.deepEqual(
    (await told(ben)).map((n) => [n.kind, n.body]),
    [['version.added', 'Affiche : affiche-2.png (v2)']],
  )
})

test('a file already attached, somebody else’s, a link or the neighbour’s takes no new version', async () => {
  const { t, attached } = await withFile()
  const used = (await house.as(owner, (s) => getTask(s, t.id))).attachments[0]!.fileId!
  await assert.rejects(
    house.as(owner, (s) => addVersion(s, attached.id, used)),
    { code: 'INVALID' },
  )
  const his = await file(ben, 'b.png', t.projectId)
  await assert.rejects(
    house.as(owner, (s) => addVersion(s, attached.id, his.id)),
    { code: 'INVALID' },
  )
  const link = await house.as(owner, (s) => attach(s, t.id, { url: 'https://example.org/' }))
  const mine = await file(owner, 'c.png', t.projectId)
  await assert.rejects(
    house.as(owner, (s) => addVersion(s, link.id, mine.id)),
    { code: 'INVALID' },
  )
  await assert.rejects(
    house.as(neighbour, (s) => addVersion(s, attached.id, mine.id)),
    { code: 'NOT_FOUND' },
  )
})

test('a pin goes on a version of a file of the same task that can be looked at, and nowhere else', async () => {
  const { t, attached } = await withFile()
  const pin = { version: 1, x: 0.25, y: 0.5 }
  const c = await house.as(ben, (s) => commentTask(s, t.id, 'Ici', { attachmentId: attached.id, pin }))
  assert.deepEqual([c.attachmentId, c.pin], [attached.id, pin])
  const answer = await house.as(owner, (s) => commentTask(s, t.id, 'Vu', { parentId: c.id }))
  assert.deepEqual([answer.attachmentId, answer.pin], [attached.id, null])
  const other = await task()
  for (const [taskId, where] of [
    [other.id, { attachmentId: attached.id, pin }],
    [t.id, { attachmentId: attached.id, pin: { ...pin, version: 2 } }],
  ] as const)
    await assert.rejects(
      house.as(ben, (s) => commentTask(s, taskId, 'Là', where)),
      { code: 'INVALID' },
    )
  await assert.rejects(
    house.as(neighbour, (s) => commentTask(s, t.id, 'Là', { attachmentId: attached.id, pin })),
    { code: 'NOT_FOUND' },
  )
})

test('the word on a version is given with a name and a date, told, and only on the newest', async () => {
  const { t, attached } = await withFile()
  const [v1] = (await house.as(owner, (s) => getTask(s, t.id))).attachments[0]!.versions
  await forget()
  const revise = await house.as(chloe, (s) => decide(s, v1!.id, 'revise', 'Trop de texte'))
  assert.deepEqual(
    [revise.decision, revise.decisionNote, revise.decidedByName, revise.decidedAt],
    ['revise', 'Trop de texte', 'Chloé Diaz', house.clock.now()],
  )
  // Ben has the task, the owner sent the file.
  for (const who of [ben, owner])
    assert.deepEqual(
      (await told(who)).map((n) => n.kind),
      ['proof.decided'],
    )
  const { id } = await file(owner, 'v2.png', t.projectId)
  await house.as(owner, (s) => addVersion(s, attached.id, id))
  await assert.rejects(
    house.as(chloe, (s) => decide(s, v1!.id, 'approved')),
    { code: 'INVALID' },
  )
  const guest = await house.person(workspaceId, 'guest')
  await house.as(owner, (s) => setProjectMember(s, t.projectId, guest.memberId, 'reader'))
  const [v2] = (await house.as(guest, (s) => getTask(s, t.id))).attachments[0]!.versions
  await assert.rejects(
    house.as(guest, (s) => decide(s, v2!.id, 'approved')),
    { code: 'FORBIDDEN' },
  )
  await assert.rejects(
    house.as(neighbour, (s) => decide(s, v2!.id, 'approved')),
    { code: 'NOT_FOUND' },
  )
  const approved = await house.as(chloe, (s) => decide(s, v2!.id, 'approved'))
  const back = await house.as(chloe, (s) => decide(s, approved.id, null))
  assert.deepEqual([back.decision, back.decidedAt, back.decidedByName], [null, null, ''])
})

test('who looks at a task is said to those who may see it, and written down nowhere', async () => {
  const t = await task()
  const heard: unknown[] = []
  await house.owner.query('listen pupitre_live')
  house.owner.on('notification', (n) => {
    const change = JSON.parse(n.payload ?? '{}') as { topic: string; word?: unknown }
    if (change.topic === 'presence') heard.push(change.word)
  })
  const rows = async () =>
    (await house.owner.query('select count(*)::int as n from history')).rows[0] as { n: number }
  const before = await rows()
  await house.as(ben, (s) => sayPresence(s, { taskId: t.id }, 'typing', true))
  await house.owner.query('select 1')
  assert.deepEqual(heard, [{ place: t.id, who: ben.memberId, name: 'Ben Caron', state: 'typing', ask: true }])
  assert.deepEqual(await rows(), before)
  await assert.rejects(
    house.as(neighbour, (s) => sayPresence(s, { taskId: t.id }, 'here', false)),
    { code: 'NOT_FOUND' },
  )
})

test('who looks at the portfolio is said to the house, and neither by nor to its guests', async () => {
  const guest = await house.person(workspaceId, 'guest', 'Gil Passant')
  const heard: { project: string | null; word?: unknown }[] = []
  house.owner.on('notification', (n) => {
    const change = JSON.parse(n.payload ?? '{}') as { topic: string; project: string | null; word?: unknown }
    if (change.topic === 'presence') heard.push(change)
  })
  await house.as(guest, (s) => sayPresence(s, {}, 'here', true))
  await house.as(ben, (s) => sayPresence(s, {}, 'here', true))
  await house.owner.query('select 1')
  // What names no project never reaches those who only see some.
  assert.deepEqual(
    heard.map((c) => [c.project, c.word]),
    [[null, { place: workspaceId, who: ben.memberId, name: 'Ben Caron', state: 'here', ask: true }]],
  )
})

test('who leaves takes their name along from what they wrote', async () => {
  const leaver = await house.person(workspaceId, 'member', 'Léa Petit')
  const t = await task()
  await house.as(leaver, (s) => commentTask(s, t.id, 'À bientôt'))
  await house.owner.query('select pupitre.forget_person($1)', [leaver.userId])
  assert.equal((await house.as(owner, (s) => getTask(s, t.id))).comments[0]?.authorName, 'Ancien membre')
})
