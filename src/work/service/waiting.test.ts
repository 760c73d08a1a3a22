import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addFile } from '#platform/files.ts'
import { openHouse, type Person } from '#platform/testing.ts'
import { readDay } from '../day/service.ts'
import { decide } from '../proofing/service.ts'
import { addVersion, attach } from './attachments.ts'
import { getTask, myWork } from './read.ts'
import { createTask } from './tasks.ts'

const house = await openHouse()
const { owner, id: workspaceId } = await house.workspace()
const ben = await house.person(workspaceId, 'member', 'Ben Caron')
const chloe = await house.person(workspaceId, 'member', 'Chloé Diaz')
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const sent = (who: Person, projectId: string) =>
  house.as(who, async (s) => (await addFile(s, png, { name: 'affiche.png', projectId })).id)
const waits = async (who: Person) => {
  const day = await house.as(who, (s) => readDay(s))
  const work = await house.as(who, (s) => myWork(s))
  assert.deepEqual(
    day.waiting.map((t) => t.id),
    work.waiting.map((t) => t.id),
    'both lists say the same',
  )
  return day.waiting.map((t) => t.title)
}

test('a file to approve waits for who is asked, until they have given their word, and again with its next version', async () => {
  const p = await house.project(owner)
  const t = await house.as(owner, (s) =>
    createTask(s, p, { title: 'Valider l’affiche', kind: 'approval', assigneeIds: [ben.memberId] }),
  )
  assert.deepEqual(await waits(ben), [], 'nothing to look at yet')
  const file = await sent(owner, p)
  const { id } = await house.as(owner, (s) => attach(s, t.id, { fileId: file }))
  assert.deepEqual(await waits(ben), ['Valider l’affiche'])
  assert.deepEqual(await waits(chloe), [])
  assert.deepEqual(await waits(owner), [], 'who sent it waits, and is not waited for')
  const versionOf = async () =>
    (await house.as(owner, (s) => getTask(s, t.id))).attachments[0]!.versions[0]!.id
  const first = await versionOf()
  await house.as(ben, (s) => decide(s, first, 'revise', 'Trop sombre'))
  assert.deepEqual(await waits(ben), [])
  const next = await sent(owner, p)
  await house.as(owner, (s) => addVersion(s, id, next))
  assert.deepEqual(await waits(ben), ['Valider l’affiche'])
  const second = await versionOf()
  await house.as(ben, (s) => decide(s, second, 'approved'))
  assert.deepEqual(await waits(ben), [])
})

test('who asked for changes on any task is waited for when the new version comes', async () => {
  const p = await house.project(owner)
  const t = await house.as(owner, (s) => createTask(s, p, { title: 'Visuel' }))
  const file = await sent(owner, p)
  const { id } = await house.as(owner, (s) => attach(s, t.id, { fileId: file }))
  assert.deepEqual(await waits(chloe), [])
  const v = (await house.as(owner, (s) => getTask(s, t.id))).attachments[0]!.versions[0]!.id
  await house.as(chloe, (s) => decide(s, v, 'revise'))
  const next = await sent(owner, p)
  await house.as(owner, (s) => addVersion(s, id, next))
  assert.deepEqual(await waits(chloe), ['Visuel'])
})
