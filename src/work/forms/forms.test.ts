import assert from 'node:assert/strict'
import { test } from 'node:test'
import { throughDoor } from '#platform/gates/door.ts'
import { setProjectMember } from '#platform/tenancy/service.ts'
import { openHouse } from '#platform/testing.ts'
import { createField } from '../fields/service.ts'
import { getTask, listTasks } from '../service/read.ts'
import { listStatuses } from '../service/statuses.ts'
import { completeTask } from '../service/tasks.ts'
import { formReactions } from './jobs.ts'
import { asked, checkAnswers, FormDraft, taskOf } from './model.ts'
import {
  acceptRequest,
  amendForm,
  createForm,
  declineRequest,
  discardForm,
  followRequest,
  formLink,
  listForms,
  listRequests,
  openFormOf,
  renewLink,
  sayAsRequester,
  sayToRequester,
  submitInside,
  submitThroughDoor,
} from './service.ts'

formReactions()
const house = await openHouse()
const { owner, id: workspaceId } = await house.workspace()
const { owner: neighbour } = await house.workspace('Voisin')

const draft = (more: object = {}) =>
  FormDraft.parse({
    name: 'Demande de visuel',
    thanks: 'Réponse sous deux jours.',
    public: true,
    questions: [
      { key: 'what', kind: 'title', label: 'De quoi avez-vous besoin ?' },
      { key: 'format', kind: 'choice', label: 'Format', options: ['Affiche', 'Post'], required: true },
      { key: 'size', kind: 'text', label: 'Taille', required: true, when: { key: 'format', is: 'Affiche' } },
      { key: 'when', kind: 'due', label: 'Pour quand ?' },
    ],
    ...more,
  })
const keyOf = (url: string) => url.split('/').at(-1) as string
const atDoor = <T>(kind: string, url: string, work: Parameters<typeof throughDoor<T>>[3]) =>
  throughDoor(house.platform, kind, keyOf(url), work)
const good = {
  name: 'Léa Martin',
  email: 'lea@example.org',
  answers: { what: 'Une affiche', format: 'Affiche', size: 'A3', when: '2026-04-02' },
  website: '',
}

test('a question is asked only after the answer that calls for it, and what was not asked is not kept', () => {
  const { questions } = draft()
  assert.deepEqual(
    asked(questions, { format: 'Post' }).map((q) => q.key),
    ['what', 'format', 'when'],
  )
  const { answers, faults } = checkAnswers(questions, { what: 'Un post', format: 'Post', size: 'A3' }, [])
  assert.deepEqual([answers, faults], [{ what: 'Un post', format: 'Post' }, []])
})

test('missing and unsuitable answers are named one by one', () => {
  const { faults } = checkAnswers(draft().questions, { what: ' ', format: 'Affiche', when: 'demain' }, [])
  assert.deepEqual(
    faults.map((f) => [f.key, f.why]),
    [
      ['what', 'required'],
      ['size', 'required'],
      ['when', 'bad'],
    ],
  )
})

test('a form names its request once, and its conditions look back only', () => {
  const bad = (questions: object[]) => FormDraft.safeParse({ name: 'x', questions }).success
  assert.equal(bad([{ key: 'a', kind: 'text', label: 'A' }]), false)
  assert.equal(
    bad([
      { key: 'a', kind: 'title', label: 'A', when: { key: 'b', is: 'x' } },
      { key: 'b', kind: 'text', label: 'B' },
    ]),
    false,
  )
})

test('what has no place of its own on a task is told in its description', () => {
  const t = taskOf(draft().questions, { what: 'Affiche', format: 'Affiche', size: 'A3' }, [], {}, 'Léa')
  assert.equal(t.title, 'Affiche')
  assert.match(t.description ?? '', /\*\*Format\*\*\n\nAffiche[\s\S]*\*\*Taille\*\*\n\nA3[\s\S]*— Léa/)
})

test('a request from outside becomes a task once, is followed by its own link, and is talked about there', async () => {
  const p = await house.project(owner)
  const doing = (await house.as(owner, (s) => listStatuses(s, p)))[1]!
  const form = await house.as(owner, (s) =>
    createForm(s, p, draft({ intoTask: { statusId: doing.id, assigneeIds: [owner.memberId] } })),
  )
  const url = await house.as(owner, (s) => formLink(s, form.id))
  assert.equal(await house.as(owner, (s) => formLink(s, form.id)), url, 'the same link each time')
  const open = await atDoor('form', url, openFormOf)
  assert.deepEqual([open.name, open.questions.length], ['Demande de visuel', 4])
  const sent = await atDoor('form', url, (s, d) => submitThroughDoor(s, d, good))
  assert.equal(sent.thanks, 'Réponse sous deux jours.')
  await house.settle()
  await house.settle()
  const tasks = (await house.as(owner, (s) => listTasks(s, p))).items
  assert.deepEqual(
    tasks.map((t) => [t.title, t.statusId, t.dueOn, t.assigneeIds]),
    [['Une affiche', doing.id, '2026-04-02', [owner.memberId]]],
  )
  const mine = await atDoor('request', sent.follow!, followRequest)
  assert.deepEqual(
    [mine.state, mine.dueOn, mine.answers[1]],
    ['doing', '2026-04-02', { label: 'Format', text: 'Affiche' }],
  )
  const [request] = await house.as(owner, (s) => listRequests(s, p))
  await house.as(owner, (s) => acceptRequest(s, request!.id, 'Avec plaisir.'))
  await house.as(owner, (s) => sayToRequester(s, request!.id, 'Quel texte ?'))
  const after = await atDoor('request', sent.follow!, (s, d) => sayAsRequester(s, d, '« Portes ouvertes ».'))
  assert.deepEqual(
    after.words.map((w) => [w.mine, w.text]),
    [
      [false, 'Quel texte ?'],
      [true, '« Portes ouvertes ».'],
    ],
  )
  assert.equal(after.answer, 'Avec plaisir.')
  await house.as(owner, (s) => completeTask(s, tasks[0]!.id, true))
  assert.equal((await atDoor('request', sent.follow!, followRequest)).state, 'done')
  const mails = await house.owner
    .query("select subject from mails where recipient = 'lea@example.org' order by created_at")
    .catch(() => house.owner.query('select subject from mails order by created_at'))
  assert.ok(mails.rows.some((m: { subject: string }) => /Demande reçue/.test(m.subject)))
})

test('a declined request tells why, and its task goes to the bin', async () => {
  const p = await house.project(owner)
  const form = await house.as(owner, (s) => createForm(s, p, draft()))
  await house.as(owner, (s) => submitInside(s, form.id, good.answers))
  await house.settle()
  const [request] = await house.as(owner, (s) => listRequests(s, p))
  const declined = await house.as(owner, (s) => declineRequest(s, request!.id, 'Déjà fait.'))
  assert.deepEqual([declined.state, declined.answer, declined.taskNumber], ['declined', 'Déjà fait.', null])
  assert.equal((await house.as(owner, (s) => listTasks(s, p))).items.length, 0)
  await assert.rejects(
    house.as(owner, (s) => acceptRequest(s, request!.id)),
    /déjà une réponse/,
  )
})

test('a program that fills the hidden box is thanked, and nothing is kept', async () => {
  const p = await house.project(owner)
  const form = await house.as(owner, (s) => createForm(s, p, draft()))
  const url = await house.as(owner, (s) => formLink(s, form.id))
  const sent = await atDoor('form', url, (s, d) =>
    submitThroughDoor(s, d, { ...good, website: 'http://spam.example' }),
  )
  assert.equal(sent.follow, null)
  assert.equal((await house.as(owner, (s) => listRequests(s, p))).length, 0)
})

test('a flood of requests is stopped, and says that nothing is lost', async () => {
  const p = await house.project(owner)
  const form = await house.as(owner, (s) => createForm(s, p, draft()))
  const url = await house.as(owner, (s) => formLink(s, form.id))
  await house.owner.query(
    "insert into requests (workspace_id, project_id, form_id, title, requester_name, answers, created_at) select $1, $2, $3, 'x', 'x', '{}', $4 from generate_series(1, 60)",
    [workspaceId, p, form.id, house.clock.now()],
  )
  await assert.rejects(
    atDoor('form', url, (s, d) => submitThroughDoor(s, d, good)),
    { status: 429 },
  )
})

test('closed, made private or given a new link, the old address opens nothing', async () => {
  const p = await house.project(owner)
  const form = await house.as(owner, (s) => createForm(s, p, draft()))
  const url = await house.as(owner, (s) => formLink(s, form.id))
  await house.as(owner, (s) => amendForm(s, form.id, { closed: true }))
  await assert.rejects(atDoor('form', url, openFormOf), /ne prend plus de demandes/)
  await house.as(owner, (s) => amendForm(s, form.id, { closed: false }))
  const next = await house.as(owner, (s) => renewLink(s, form.id))
  await assert.rejects(atDoor('form', url, openFormOf), { status: 410 })
  assert.equal((await atDoor('form', next, openFormOf)).name, 'Demande de visuel')
  await house.as(owner, (s) => discardForm(s, form.id))
  await assert.rejects(atDoor('form', next, openFormOf), { status: 404 })
})

test('custom fields are asked for and filled in, also from outside', async () => {
  const p = await house.project(owner)
  const field = await house.as(owner, (s) =>
    createField(s, p, {
      name: 'Support',
      kind: 'choice',
      options: [{ id: 'w', name: 'Web', colour: 'blue' }],
    }),
  )
  const form = await house.as(owner, (s) =>
    createForm(
      s,
      p,
      draft({
        questions: [
          { key: 'what', kind: 'title', label: 'Objet' },
          { key: 's', kind: 'field', label: 'Support', fieldId: field.id, required: true },
        ],
      }),
    ),
  )
  const url = await house.as(owner, (s) => formLink(s, form.id))
  await assert.rejects(
    atDoor('form', url, (s, d) => submitThroughDoor(s, d, { ...good, answers: { what: 'x', s: ['?'] } })),
    /ne convient pas/,
  )
  await atDoor('form', url, (s, d) => submitThroughDoor(s, d, { ...good, answers: { what: 'x', s: ['w'] } }))
  await house.settle()
  const [card] = (await house.as(owner, (s) => listTasks(s, p))).items
  assert.deepEqual((await house.as(owner, (s) => getTask(s, card!.id))).fields, { [field.id]: ['w'] })
})

test('who contributes answers requests and does not make forms; the neighbour and their project are out of reach', async () => {
  const p = await house.project(owner)
  const form = await house.as(owner, (s) => createForm(s, p, draft()))
  const guest = await house.person(workspaceId, 'guest')
  await house.as(owner, (s) => setProjectMember(s, p, guest.memberId, 'contributor'))
  assert.equal((await house.as(guest, (s) => listForms(s, p))).length, 1)
  await assert.rejects(
    house.as(guest, (s) => createForm(s, p, draft())),
    { status: 403 },
  )
  await assert.rejects(
    house.as(neighbour, (s) => amendForm(s, form.id, { name: 'x' })),
    { status: 404 },
  )
  assert.deepEqual(await house.as(neighbour, (s) => listRequests(s, p)), [])
  const elsewhere = await house.project(owner)
  const other = (await house.as(owner, (s) => listStatuses(s, elsewhere)))[0]!
  await assert.rejects(
    house.as(owner, (s) => createForm(s, p, draft({ intoTask: { statusId: other.id } }))),
    /n’est pas de ce projet/,
  )
  await assert.rejects(
    house.as(owner, (s) => createForm(s, p, draft({ intoTask: { assigneeIds: [neighbour.memberId] } }))),
    /n’est pas de ce projet/,
  )
})
