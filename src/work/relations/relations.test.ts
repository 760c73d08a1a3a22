import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setProjectMember } from '#platform/tenancy/service.ts'
import { openHouse } from '#platform/testing.ts'
import { discardTask } from '../service/tasks.ts'
import { createTask } from '../service.ts'
import { listRelations, relate, unrelate } from './service.ts'

const house = await openHouse()
const { owner, id: workspaceId } = await house.workspace()
const add = (p: string, title: string) => house.as(owner, (s) => createTask(s, p, { title }))
const titles = async (id: string, who = owner) =>
  (await house.as(who, (s) => listRelations(s, id))).map((r) => r.task.title)

test('two tasks that belong together say so on both sides, once however often it is said', async () => {
  const [a, b] = [await house.project(owner, 'Affiche'), await house.project(owner, 'Site')]
  const [poster, page] = [await add(a, 'Affiche A3'), await add(b, 'Page d’accueil')]
  const { id } = await house.as(owner, (s) => relate(s, poster.id, page.id))
  assert.equal((await house.as(owner, (s) => relate(s, page.id, poster.id))).id, id)
  assert.deepEqual([await titles(poster.id), await titles(page.id)], [['Page d’accueil'], ['Affiche A3']])
  await assert.rejects(
    house.as(owner, (s) => relate(s, page.id, page.id)),
    /elle-même/,
  )
  await house.as(owner, (s) => unrelate(s, id, page.id))
  assert.deepEqual([await titles(poster.id), await titles(page.id)], [[], []])
  await house.as(owner, (s) => relate(s, poster.id, page.id))
  await house.as(owner, (s) => discardTask(s, page.id))
  assert.deepEqual(await titles(poster.id), [], 'a task in the bin is shown nowhere')
})

test('a guest sees no related task of a project they are not in, a reader relates nothing, a neighbour neither', async () => {
  const [a, b] = [await house.project(owner, 'Vu'), await house.project(owner, 'Caché')]
  const [seen, other, hidden] = [await add(a, 'Vue'), await add(a, 'Autre'), await add(b, 'Cachée')]
  await house.as(owner, (s) => relate(s, seen.id, hidden.id))
  const { id } = await house.as(owner, (s) => relate(s, seen.id, other.id))
  const guest = await house.person(workspaceId, 'guest')
  await house.as(owner, (s) => setProjectMember(s, a, guest.memberId, 'reader'))
  assert.deepEqual(await titles(seen.id, guest), ['Autre'])
  await assert.rejects(
    house.as(guest, (s) => unrelate(s, id, seen.id)),
    { code: 'FORBIDDEN' },
  )
  await assert.rejects(
    house.as(guest, (s) => relate(s, other.id, hidden.id)),
    (e: { code: string }) => ['FORBIDDEN', 'NOT_FOUND'].includes(e.code),
  )
  const { owner: neighbour } = await house.workspace('Voisin')
  await assert.rejects(
    house.as(neighbour, (s) => relate(s, seen.id, other.id)),
    { code: 'NOT_FOUND' },
  )
})
