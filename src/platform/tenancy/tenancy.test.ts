import assert from 'node:assert/strict'
import { test } from 'node:test'
import { undo } from '../ledger.ts'
import { findWords } from '../search.ts'
import { openHouse } from '../testing.ts'
import {
  amendProject,
  createOrganisation,
  createProject,
  getProject,
  listMembers,
  listProjects,
  setProjectMember,
  setRole,
} from './service.ts'

const house = await openHouse()
const { owner, id } = await house.workspace()

test('a project opened by the owner is found by its slug, and by words typed without accents', async () => {
  const p = await house.as(owner, (s) =>
    createProject(s, { name: 'Lancement Brume d’été', summary: 'Une eau de toilette' }),
  )
  assert.equal(p.slug, 'lancement-brume-d-ete')
  assert.equal((await house.as(owner, (s) => getProject(s, p.slug))).id, p.id)
  assert.deepEqual(
    (await house.as(owner, (s) => findWords(s, 'lancem ete', 10))).map((f) => f.id),
    [p.id],
  )
})

test('two projects of the same name get two addresses', async () => {
  const [a, b] = await house.as(owner, async (s) => [
    await createProject(s, { name: 'Noël' }),
    await createProject(s, { name: 'Noël' }),
  ])
  assert.deepEqual([a?.slug, b?.slug], ['noel', 'noel-2'])
})

test('a project named like a private one of others gets an address of its own, and opens', async () => {
  await house.as(owner, (s) => createProject(s, { name: 'Secret', visibility: 'private' }))
  const manager = await house.person(id, 'manager')
  assert.equal((await house.as(manager, (s) => createProject(s, { name: 'Secret' }))).slug, 'secret-2')
})

test('a guest knows the house and who shares a project with them, not the guests of others', async () => {
  const [mine, beside, away] = await Promise.all(
    ['guest', 'guest', 'guest'].map(() => house.person(id, 'guest')),
  )
  const [a, b] = [await house.project(owner, 'Pour deux'), await house.project(owner, 'Pour un autre')]
  await house.as(owner, async (s) => {
    for (const p of [mine!, beside!]) await setProjectMember(s, a, p.memberId, 'reader')
    await setProjectMember(s, b, away!.memberId, 'reader')
  })
  const seen = (await house.as(mine!, listMembers)).map((m) => m.id)
  assert.ok([mine!, beside!, owner].every((p) => seen.includes(p.memberId)))
  assert.ok(!seen.includes(away!.memberId))
  assert.ok((await house.as(owner, listMembers)).some((m) => m.id === away!.memberId))
})

test('a member may not open a project, a manager may', async () => {
  const member = await house.person(id, 'member')
  const manager = await house.person(id, 'manager')
  await assert.rejects(
    house.as(member, (s) => createProject(s, { name: 'X' })),
    { code: 'FORBIDDEN' },
  )
  assert.equal((await house.as(manager, (s) => createProject(s, { name: 'X' }))).right, 'conduct')
})

test('a guest sees only the project they were let into', async () => {
  const guest = await house.person(id, 'guest')
  const open = await house.project(owner, 'Ouvert')
  const shut = await house.project(owner, 'Fermé')
  await house.as(owner, (s) => setProjectMember(s, open, guest.memberId, 'reader'))
  assert.deepEqual(
    (await house.as(guest, listProjects)).map((p) => p.id),
    [open],
  )
  await assert.rejects(
    house.as(guest, (s) => getProject(s, shut)),
    { code: 'NOT_FOUND' },
  )
  await assert.rejects(
    house.as(guest, (s) => amendProject(s, open, { name: 'À moi' })),
    { code: 'FORBIDDEN' },
  )
})

test('the neighbour’s project does not exist', async () => {
  const mine = await house.project(owner)
  const { owner: neighbour } = await house.workspace('Voisin')
  await assert.rejects(
    house.as(neighbour, (s) => getProject(s, mine)),
    { code: 'NOT_FOUND' },
  )
  assert.deepEqual(await house.as(neighbour, listProjects), [])
})

test('a stale change is refused with the current row, and a change can be undone', async () => {
  const p = await house.as(owner, (s) => createProject(s, { name: 'Avant' }))
  await house.as(owner, (s) => amendProject(s, p.id, { name: 'Après' }, p.version))
  await assert.rejects(
    house.as(owner, (s) => amendProject(s, p.id, { name: 'Trop tard' }, p.version)),
    (e: { code: string; data: { current: { name: string } } }) =>
      e.code === 'CONFLICT' && e.data.current.name === 'Après',
  )
  await house.as(owner, async (s) => {
    const { rows } = await s.sql<{ id: string }>(
      "select id from history where row_id = $1 and verb = 'changed'",
      [p.id],
    )
    await undo(s, rows[0]!.id)
  })
  assert.equal((await house.as(owner, (s) => getProject(s, p.id))).name, 'Avant')
})

test('nobody takes back a change they could not have made: neither a lost role nor a project’s new name', async () => {
  const admin = await house.person(id, 'admin')
  const p = await house.as(owner, (s) => createProject(s, { name: 'Confidentiel' }))
  await house.as(owner, (s) => amendProject(s, p.id, { name: 'Public' }))
  await house.as(owner, (s) => setRole(s, admin.memberId, 'member'))
  const { rows } = await house.owner.query<{ id: string }>(
    "select id from history where row_id = any ($1) and verb = 'changed'",
    [[admin.memberId, p.id]],
  )
  assert.equal(rows.length, 2)
  for (const { id: change } of rows)
    await assert.rejects(
      house.as(admin, (s) => undo(s, change)),
      { code: 'FORBIDDEN' },
    )
})

test('one private project hides itself, and nothing else, from the managers who are not in it', async () => {
  const { id: space, owner: boss } = await house.workspace('Cabinet')
  const manager = await house.person(space, 'manager')
  const open = await house.project(boss, 'Ouvert')
  const secret = await house.as(boss, (s) => createProject(s, { name: 'Secret', visibility: 'private' }))
  await assert.rejects(
    house.as(manager, (s) => getProject(s, secret.id)),
    { code: 'NOT_FOUND' },
  )
  await house.as(manager, (s) => createOrganisation(s, { kind: 'client', name: 'Brume' }))
  const mine = await house.as(manager, (s) => createProject(s, { name: 'Le mien' }))
  const private_ = await house.as(manager, (s) =>
    createProject(s, { name: 'Le mien, privé', visibility: 'private' }),
  )
  assert.deepEqual(
    (await house.as(manager, listProjects)).map((p) => p.name),
    ['Le mien', 'Le mien, privé', 'Ouvert'],
  )
  assert.ok([open, mine.id, private_.id].every(Boolean))
})
