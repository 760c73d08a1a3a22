import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setProjectMember } from '#platform/tenancy/service.ts'
import { openHouse } from '#platform/testing.ts'
import { amendTask, createTask } from '../service/tasks.ts'
import { amendField, createField, discardField, listFields, restoreField } from './service.ts'

const house = await openHouse()
const { owner, id: workspaceId } = await house.workspace()
const { owner: neighbour } = await house.workspace('Voisin')

test('a project has its own fields beside those of the workspace', async () => {
  const [p, other] = [await house.project(owner), await house.project(owner)]
  const all = await house.as(owner, (s) => createField(s, null, { name: 'Canal', kind: 'text' }))
  const own = await house.as(owner, (s) => createField(s, p, { name: 'Prix', kind: 'money' }))
  const names = async (projectId: string) =>
    (await house.as(owner, (s) => listFields(s, projectId))).map((f) => f.name)
  assert.deepEqual(await names(p), ['Canal', 'Prix'])
  assert.deepEqual(await names(other), ['Canal'])
  await house.as(owner, (s) => discardField(s, all.id))
  assert.deepEqual(await names(p), ['Prix'])
  await house.as(owner, (s) => restoreField(s, all.id))
  await house.as(owner, (s) => discardField(s, all.id))
  assert.equal(own.kind, 'money')
})

test('a task keeps checked values, filled one field at a time', async () => {
  const p = await house.project(owner)
  const make = (name: string, kind: 'number' | 'url' | 'person') =>
    house.as(owner, (s) => createField(s, p, { name, kind }))
  const [n, u, who] = [
    await make('Vues', 'number'),
    await make('Lien', 'url'),
    await make('Relecteur', 'person'),
  ]
  const card = await house.as(owner, (s) => createTask(s, p, { title: 'Vidéo', fields: { [n.id]: 5 } }))
  const after = await house.as(owner, (s) =>
    amendTask(s, card.id, { fields: { [u.id]: 'exemple.fr', [who.id]: [owner.memberId] } }),
  )
  assert.deepEqual(after.fields, { [n.id]: 5, [u.id]: 'https://exemple.fr/', [who.id]: [owner.memberId] })
  const emptied = await house.as(owner, (s) => amendTask(s, card.id, { fields: { [n.id]: null } }))
  assert.equal(emptied.fields[n.id], undefined)
  await assert.rejects(
    house.as(owner, (s) => amendTask(s, card.id, { fields: { [n.id]: 'cinq' } })),
    /« Vues » attend un nombre/,
  )
})

test('a value for another project’s field, or a person of another workspace, is refused', async () => {
  const [p, other] = [await house.project(owner), await house.project(owner)]
  const theirs = await house.as(owner, (s) => createField(s, other, { name: 'Ailleurs', kind: 'text' }))
  const who = await house.as(owner, (s) => createField(s, p, { name: 'Qui', kind: 'person' }))
  const card = await house.as(owner, (s) => createTask(s, p, { title: 'A' }))
  const put = (fields: Record<string, string[] | string>) =>
    house.as(owner, (s) => amendTask(s, card.id, { fields }))
  await assert.rejects(put({ [theirs.id]: 'x' }), /n’existe pas dans ce projet/)
  await assert.rejects(put({ [who.id]: [neighbour.memberId] }), /n’est pas de l’espace/)
})

test('a formula is written with names, kept by ids, and refused in words when it is wrong', async () => {
  const p = await house.project(owner)
  const price = await house.as(owner, (s) => createField(s, p, { name: 'Prix', kind: 'money' }))
  const sum = await house.as(owner, (s) =>
    createField(s, p, { name: 'Total', kind: 'formula', formula: '[prix] * [Estimation]' }),
  )
  assert.equal(sum.formula, `[${price.id}] * [estimate]`)
  await house.as(owner, (s) => amendField(s, price.id, { name: 'Coût horaire' }))
  assert.equal(
    (await house.as(owner, (s) => listFields(s, p))).find((f) => f.id === sum.id)?.formula,
    sum.formula,
  )
  await assert.rejects(
    house.as(owner, (s) => amendField(s, sum.id, { formula: '[Marge] + 1' })),
    /Aucun champ ne s’appelle « Marge »/,
  )
  await assert.rejects(
    house.as(owner, (s) => amendField(s, sum.id, { formula: '[Total] + 1' })),
    /revient à elle-même/,
  )
})

test('who only contributes fills fields and does not make them; the neighbour sees none', async () => {
  const p = await house.project(owner)
  const f = await house.as(owner, (s) => createField(s, p, { name: 'Ton', kind: 'text' }))
  const guest = await house.person(workspaceId, 'guest')
  await house.as(owner, (s) => setProjectMember(s, p, guest.memberId, 'contributor'))
  const card = await house.as(guest, (s) => createTask(s, p, { title: 'A', fields: { [f.id]: 'vif' } }))
  assert.equal(card.fields[f.id], 'vif')
  await assert.rejects(
    house.as(guest, (s) => createField(s, p, { name: 'B', kind: 'text' })),
    { status: 403 },
  )
  await assert.rejects(
    house.as(guest, (s) => createField(s, null, { name: 'B', kind: 'text' })),
    { status: 403 },
  )
  await assert.rejects(
    house.as(neighbour, (s) => amendField(s, f.id, { name: 'B' })),
    { status: 404 },
  )
  assert.deepEqual(await house.as(neighbour, (s) => listFields(s, p)), [])
})

test('two fields of a project cannot have one name', async () => {
  const p = await house.project(owner)
  await house.as(owner, (s) => createField(s, p, { name: 'Ton', kind: 'text' }))
  await assert.rejects(
    house.as(owner, (s) => createField(s, p, { name: 'ton', kind: 'number' })),
    { status: 409 },
  )
})
