import assert from 'node:assert/strict'
import { test } from 'node:test'
import { extractText, getDocumentProxy } from 'unpdf'
import type { Scope } from '#platform/scope.ts'
import { setProjectMember } from '#platform/tenancy/service.ts'
import { openHouse } from '#platform/testing.ts'
import { takeBaseline } from '../scheduling/service/baselines.ts'
import { addLink } from '../scheduling/service/links.ts'
import { amendTask, createTask } from '../service/tasks.ts'
import { pdfOf } from './service/pdf.ts'
import { type Asked, readPrint } from './service/print.ts'

const house = await openHouse()
const { owner, id: workspaceId } = await house.workspace()
const stranger = (await house.workspace('Ailleurs')).owner

const asked = (o: Partial<Asked> = {}): Asked => ({
  projectId: null,
  view: {},
  baselineId: null,
  critical: true,
  closed: [],
  locale: 'fr',
  ...o,
})
const textOf = async (scope: (work: (s: Scope) => Promise<Buffer>) => Promise<Buffer>, a: Asked) => {
  const pdf = await scope(async (s) => pdfOf(await readPrint(s, a), 'a4', 'fr'))
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: false })
  return text
}

async function plan() {
  const p = await house.project(owner)
  const add = (title: string, o: object = {}) => house.as(owner, (s) => createTask(s, p, { title, ...o }))
  const shoot = await add('Tournage à Sète', { startsOn: '2026-05-04', dueOn: '2026-05-05' })
  const cut = await add('Montage', { startsOn: '2026-05-04', dueOn: '2026-05-06' })
  await add('Sans date')
  await house.as(owner, (s) => addLink(s, { fromId: shoot.id, toId: cut.id, lag: 420 }))
  return { p, shoot, cut, add }
}

test('the PDF names every task, says what it follows, and stays text that one can seek', async () => {
  const { p } = await plan()
  const text = (await textOf((w) => house.as(owner, w), asked({ projectId: p }))).join(' ')
  for (const word of [
    'Tournage à Sète',
    'Montage',
    'Sans date',
    '4 mai',
    '1FD+1j',
    'Page 1 sur 1',
    'critique',
  ])
    assert.ok(text.includes(word), word)
})

test('it shows what the view shows: filters apply, folded groups stay folded', async () => {
  const { p } = await plan()
  const only = await textOf(
    (w) => house.as(owner, w),
    asked({ projectId: p, view: { filter: { all: [{ field: 'text', op: 'contains', values: ['mont'] }] } } }),
  )
  assert.ok(only.join(' ').includes('Montage') && !only.join(' ').includes('Tournage'))
  const folded = await textOf(
    (w) => house.as(owner, w),
    asked({ projectId: p, view: { group: 'kind' }, closed: ['task'] }),
  )
  assert.ok(!folded.join(' ').includes('Montage'))
})

test('a long plan runs over pages, each with its heads and its number', async () => {
  const { p, add } = await plan()
  for (let i = 0; i < 60; i++) await add(`Étape ${i}`, { startsOn: '2026-06-01', dueOn: '2026-06-03' })
  const pages = await textOf((w) => house.as(owner, w), asked({ projectId: p }))
  assert.ok(pages.length >= 3)
  for (const [i, page] of pages.entries())
    assert.ok(page.includes('Tâche') && page.includes(`Page ${i + 1} sur ${pages.length}`))
})

test('held against a baseline, it says how far each task has slipped', async () => {
  const { p, shoot } = await plan()
  const baseline = await house.as(owner, (s) => takeBaseline(s, p, 'Promis au client'))
  await house.as(owner, (s) => amendTask(s, shoot.id, { startsOn: '2026-05-05', dueOn: '2026-05-06' }))
  const text = (
    await textOf((w) => house.as(owner, w), asked({ projectId: p, baselineId: baseline.id }))
  ).join(' ')
  assert.ok(text.includes('Promis au client') && text.includes('+1 j'))
})

test('a neighbour gets no page of it, nor a guest who is not of the project', async () => {
  const { p } = await plan()
  await assert.rejects(house.as(stranger, (s) => readPrint(s, asked({ projectId: p }))))
  const guest = await house.person(workspaceId, 'guest')
  await assert.rejects(house.as(guest, (s) => readPrint(s, asked({ projectId: p }))))
  const all = await house.as(guest, (s) => readPrint(s, asked()))
  assert.equal(all.rows.length, 0)
  await house.as(owner, (s) => setProjectMember(s, p, guest.memberId, 'reader'))
  assert.ok((await house.as(guest, (s) => readPrint(s, asked({ projectId: p })))).rows.length > 2)
})
