import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { throughDoor } from '#platform/gates/door.ts'
import { openHouse } from '#platform/testing.ts'
import { getTask, listTasks } from '../service/read.ts'
import { formReactions } from './jobs.ts'
import { FormDraft } from './model.ts'
import {
  amendForm,
  createForm,
  eraseUnsent,
  followRequest,
  formLink,
  listRequests,
  receiveForForm,
  submitInside,
  submitThroughDoor,
} from './service.ts'

formReactions()
const house = await openHouse()
const { owner, id: workspaceId } = await house.workspace()

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const pdf = Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n')

async function asked(limits: object = {}, required = false) {
  const p = await house.project(owner)
  const draft = FormDraft.parse({
    name: 'Demande de visuel',
    public: true,
    questions: [
      { key: 'what', kind: 'title', label: 'Quoi ?' },
      { key: 'files', kind: 'files', label: 'Modèles', required, files: limits },
    ],
  })
  const form = await house.as(owner, (s) => createForm(s, p, draft))
  const url = await house.as(owner, (s) => formLink(s, form.id))
  const key = url.split('/').at(-1) as string
  const door = <T>(work: Parameters<typeof throughDoor<T>>[3]) =>
    throughDoor(house.platform, 'form', key, work)
  const send = (bytes: Buffer, name: string, question = 'files') =>
    receiveForForm(house.platform, (work) => door((s, d) => work(s, d.rowId)), Readable.from([bytes]), {
      name,
      question,
      outside: true,
    })
  const submit = (files: string[], what = 'Une affiche') =>
    door((s, d) => submitThroughDoor(s, d, { name: 'Léa', email: '', website: '', answers: { what, files } }))
  return { p, form, send, submit }
}

test('files sent from outside become attachments of the task, each its first version, and whoever sent them sees them', async () => {
  const { p, send, submit } = await asked()
  const [a, b] = [await send(pdf, 'Brief.pdf'), await send(png, 'photo.png')]
  const { follow } = await submit([a.id, b.id])
  const key = follow!.split('/').at(-1) as string
  const see = () => throughDoor(house.platform, 'request', key, followRequest)
  assert.deepEqual(
    (await see()).files.map((f) => [f.name, f.mediaType]),
    [
      ['Brief.pdf', 'application/pdf'],
      ['photo.png', 'image/png'],
    ],
  )
  await house.settle()
  await house.settle()
  const [card] = (await house.as(owner, (s) => listTasks(s, p))).items
  const task = await house.as(owner, (s) => getTask(s, card!.id))
  assert.deepEqual(
    task.attachments.map((f) => [f.name, f.versions.map((v) => [v.number, v.fileId === f.fileId])]),
    [
      ['Brief.pdf', [[1, true]]],
      ['photo.png', [[1, true]]],
    ],
  )
  const [request] = await house.as(owner, (s) => listRequests(s, p))
  assert.deepEqual([request!.files.length, request!.answers.map((x) => x.label)], [2, ['Quoi ?']])
})

test('what a question does not take is refused with what it does: kind, size, number, programs, and never by the name alone', async () => {
  const { send, submit } = await asked({ accept: 'images', megabytes: 1, most: 2 })
  await assert.rejects(send(pdf, 'photo.png'), /que des images/)
  await assert.rejects(
    send(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'a.png'),
    /que des images/,
  )
  await assert.rejects(send(Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]), 'a.png'), /programmes/)
  await assert.rejects(send(Buffer.alloc(1_200_000, 65), 'gros.png'), /dépasse 1 Mo/)
  await assert.rejects(send(Buffer.alloc(0), 'vide.png'), /vide/)
  await assert.rejects(send(png, 'a.png', 'what'), /ne prend pas de fichiers/)
  const three = [await send(png, '1.png'), await send(png, '2.png'), await send(png, '3.png')]
  await assert.rejects(submit(three.map((f) => f.id)), /Modèles/)
  const documents = await asked({ accept: 'documents' })
  await assert.rejects(documents.send(png, 'contrat.pdf'), /que des documents/)
  assert.equal((await documents.send(pdf, 'contrat.pdf')).mediaType, 'application/pdf')
})

test('a workspace that is full takes no file of a form either, and says so', async () => {
  const { owner: small, id } = await house.workspace('Petit')
  const p = await house.project(small)
  const form = await house.as(small, (s) =>
    createForm(
      s,
      p,
      FormDraft.parse({
        name: 'F',
        public: true,
        questions: [
          { key: 'what', kind: 'title', label: 'Quoi ?' },
          { key: 'files', kind: 'files', label: 'Fichiers' },
        ],
      }),
    ),
  )
  const key = (await house.as(small, (s) => formLink(s, form.id))).split('/').at(-1) as string
  await house.owner.query('update workspaces set settings = \'{"storageBytes": 1500}\' where id = $1', [id])
  const send = () =>
    receiveForForm(
      house.platform,
      (work) => throughDoor(house.platform, 'form', key, (s, d) => work(s, d.rowId)),
      Readable.from([Buffer.alloc(1_000, 65)]),
      { name: 'a.txt', question: 'files', outside: true },
    )
  await send()
  await assert.rejects(
    send(),
    (e: { code: string; message: string }) => e.code === 'TOO_LARGE' && /plus la place/.test(e.message),
  )
})

test('a file is sent once, to the form it was given to, by whoever gave it; one of ours is never taken along', async () => {
  const [one, two] = [await asked(), await asked()]
  const file = await one.send(pdf, 'Brief.pdf')
  await assert.rejects(two.submit([file.id]), /joignez-le à nouveau/)
  await one.submit([file.id])
  await assert.rejects(one.submit([file.id], 'Encore'), /joignez-le à nouveau/)
  await house.settle()
  const { rows } = await house.owner.query(
    "select id from files where noun = 'task' and workspace_id = $1 limit 1",
    [workspaceId],
  )
  await assert.rejects(one.submit([rows[0].id], 'Volé'), /joignez-le à nouveau/)
})

test('a required file is asked for, a closed form takes none, what was never sent is erased the next day', async () => {
  const { form, send, submit, p } = await asked({}, true)
  await assert.rejects(submit([]), /Modèles.*à remplir/)
  const file = await send(pdf, 'Brief.pdf')
  await house.as(owner, (s) => amendForm(s, form.id, { closed: true }))
  await assert.rejects(send(pdf, 'Autre.pdf'), /ne prend plus/)
  house.clock.advance(90_000_000)
  const erased = await house.system(workspaceId, (s) => eraseUnsent(s, house.clock.now()))
  assert.ok(erased >= 1)
  assert.equal((await house.owner.query('select from files where id = $1', [file.id])).rowCount, 0)
  assert.ok(p)
})

test('a member joins files inside', async () => {
  const { p, form } = await asked()
  const inside = await receiveForForm(
    house.platform,
    (work) => house.as(owner, (s) => work(s, form.id)),
    Readable.from([pdf]),
    { name: 'Brief.pdf', question: 'files', outside: false },
  )
  await house.as(owner, (s) => submitInside(s, form.id, { what: 'Affiche', files: [inside.id] }))
  assert.equal((await house.as(owner, (s) => listRequests(s, p)))[0]!.files.length, 1)
})
