import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openHouse } from '#platform/testing.ts'
import type { Card } from '../model.ts'
import { listStatuses } from '../service/statuses.ts'
import { createTask, getTask } from '../service.ts'
import { readCards } from './service/cards.ts'
import { doDeed, takeBack } from './service/deeds.ts'

const house = await openHouse()
const { owner, id: workspaceId } = await house.workspace()
const some = async (project: string, ...titles: string[]) => {
  const made = []
  for (const title of titles)
    made.push(
      await house.as(owner, (s) =>
        createTask(s, project, { title, startsOn: '2026-03-16', dueOn: '2026-03-18' }),
      ),
    )
  return made
}
const asked = (cards: readonly { id: string }[]) => cards.map(({ id }) => ({ id }))

test('three tasks are put off by a week in one go, and one gesture puts them back', async () => {
  const p = await house.project(owner)
  const cards = await some(p, 'Visuel', 'Affiche', 'Dossier de presse')
  const done = await house.as(owner, (s) => doDeed(s, { tasks: asked(cards), byDays: 7 }))
  assert.deepEqual(
    done.cards.map((c) => [c.startsOn, c.dueOn]),
    Array(3).fill(['2026-03-23', '2026-03-25']),
  )
  const back = await house.as(owner, (s) => takeBack(s, done.change))
  assert.deepEqual(
    back.cards.map((c) => c.dueOn),
    Array(3).fill('2026-03-18'),
  )
  const again = await house.as(owner, (s) => takeBack(s, back.change))
  assert.deepEqual(
    again.cards.map((c) => c.dueOn),
    Array(3).fill('2026-03-25'),
    'what was taken back is done again',
  )
})

test('an automatic family moves as one deed, each to its own dates, and one gesture puts it back', async () => {
  const p = await house.project(owner)
  const [parent] = await some(p, 'Tournage')
  const days = ['2026-03-16', '2026-03-18', '2026-03-20']
  const family: Card[] = []
  for (const [i, startsOn] of days.entries())
    family.push(
      await house.as(owner, (s) =>
        createTask(s, p, {
          title: `Prise ${i}`,
          parentId: parent!.id,
          mode: 'auto',
          startsOn,
          dueOn: startsOn,
        }),
      ),
    )
  const starts = () =>
    house.as(owner, async (s) =>
      (await readCards(s, p)).cards.filter((c) => c.parentId).map((c) => c.startsOn),
    )
  const before = await starts()
  const moved = ['2026-03-23', '2026-03-25', '2026-03-27']
  const { change } = await house.as(owner, (s) =>
    doDeed(s, {
      tasks: family.map((c, i) => ({ id: c.id, patch: { startsOn: moved[i]!, dueOn: moved[i]! } })),
    }),
  )
  assert.deepEqual((await starts()).toSorted(), moved)
  await house.as(owner, (s) => takeBack(s, change))
  assert.deepEqual(await starts(), before)
})

test('when one of several tasks refuses, it is named and none is changed', async () => {
  const p = await house.project(owner)
  const cards = await some(p, 'Un', 'Deux')
  await house.as(owner, (s) => doDeed(s, { tasks: asked([cards[1]!]), patch: { startsOn: '2026-03-18' } }))
  await assert.rejects(
    house.as(owner, (s) => doDeed(s, { tasks: asked(cards), patch: { dueOn: '2026-03-17' } })),
    /« Deux » : L’échéance tombe avant le début/,
  )
  assert.equal((await house.as(owner, (s) => getTask(s, cards[0]!.id))).dueOn, '2026-03-18')
})

test('people and labels are added to what each task has, and statuses are those of each project', async () => {
  const [p, q] = [await house.project(owner, 'Un'), await house.project(owner, 'Deux')]
  const cards = [...(await some(p, 'a')), ...(await some(q, 'b'))]
  const ana = await house.person(workspaceId, 'member', 'Ana Roy')
  const { cards: now } = await house.as(owner, (s) =>
    doDeed(s, { tasks: asked(cards), addAssigneeIds: [ana.memberId], category: 'done' }),
  )
  assert.ok(now.every((c) => c.done && c.assigneeIds.includes(ana.memberId)))
  for (const c of now) {
    const columns = await house.as(owner, (s) => listStatuses(s, c.projectId))
    assert.equal(columns.find((s) => s.id === c.statusId)?.category, 'done')
  }
})

test('what is archived or binned leaves the cards, and comes back when taken back', async () => {
  const p = await house.project(owner)
  const [a, b] = await some(p, 'Archiver', 'Jeter')
  const kept = () => house.as(owner, async (s) => (await readCards(s, p)).cards.map((c) => c.title).sort())
  const archived = await house.as(owner, (s) => doDeed(s, { tasks: asked([a!]), archived: true }))
  assert.deepEqual(archived.gone, [a!.id])
  const binned = await house.as(owner, (s) => doDeed(s, { tasks: asked([b!]), discarded: true }))
  assert.deepEqual(await kept(), [])
  await house.as(owner, (s) => takeBack(s, binned.change))
  await house.as(owner, (s) => takeBack(s, archived.change))
  assert.deepEqual(await kept(), ['Archiver', 'Jeter'])
})

test('somebody who saw an older version gets the current one, and nothing is written', async () => {
  const p = await house.project(owner)
  const [card] = await some(p, 'Brief')
  await house.as(owner, (s) => doDeed(s, { tasks: asked([card!]), patch: { title: 'Brief client' } }))
  await assert.rejects(
    house.as(owner, (s) => doDeed(s, { tasks: [{ id: card!.id, version: 1 }], patch: { title: 'Note' } })),
    (e: { code: string; data: { current: { title: string } } }) =>
      e.code === 'CONFLICT' && e.data.current.title === 'Brief client',
  )
})

test('a reader of the project may change nothing, a neighbour finds nothing, nobody takes back another’s deed', async () => {
  const p = await house.project(owner)
  const cards = await some(p, 'À nous')
  const guest = await house.person(workspaceId, 'guest')
  const { owner: neighbour } = await house.workspace('Voisin')
  const deed = { tasks: asked(cards), discarded: true }
  await assert.rejects(
    house.as(guest, (s) => doDeed(s, deed)),
    { code: 'NOT_FOUND' },
  )
  await assert.rejects(
    house.as(neighbour, (s) => doDeed(s, deed)),
    { code: 'NOT_FOUND' },
  )
  assert.deepEqual((await house.as(neighbour, (s) => readCards(s))).cards, [])
  assert.deepEqual((await house.as(guest, (s) => readCards(s))).cards, [], 'a guest without a project')
  await assert.rejects(
    house.as(guest, (s) => readCards(s, p)),
    { code: 'NOT_FOUND' },
  )
  const { change } = await house.as(owner, (s) => doDeed(s, { ...deed }))
  const colleague = await house.person(workspaceId, 'manager')
  await assert.rejects(
    house.as(colleague, (s) => takeBack(s, change)),
    { code: 'NOT_FOUND' },
  )
})

test('the portfolio holds the open projects one may see, with one’s right in each', async () => {
  const { owner: lead } = await house.workspace('Portefeuille')
  const p = await house.project(lead, 'Ouvert')
  const closed = await house.project(lead, 'Fermé')
  for (const id of [p, closed]) await house.as(lead, (s) => createTask(s, id, { title: 'Une tâche' }))
  await house.owner.query("update projects set stage = 'closed' where id = $1", [closed])
  const set = await house.as(lead, (s) => readCards(s))
  assert.deepEqual(
    set.projects.map((x) => [x.name, x.right]),
    [['Ouvert', 'own']],
  )
  assert.equal(set.cards.length, 1)
  assert.equal(set.statuses.length, 4)
})

test('a card is small: a thousand of them weigh less than 1.2 kB each', async () => {
  const p = await house.project(owner)
  await some(p, 'Relancer l’imprimeur pour l’affiche en quatre par trois du métro')
  const { cards } = await house.as(owner, (s) => readCards(s, p))
  assert.ok(Buffer.byteLength(JSON.stringify(cards[0])) < 1_200)
})
