import assert from 'node:assert/strict'
import { test } from 'node:test'
import { serve } from '../server.ts'
import { makeKey } from './tenancy/accounts.ts'
import { createProject, setProjectMember } from './tenancy/service.ts'
import { openHouse, type Person } from './testing.ts'

const house = await openHouse()
const { owner, id: workspace } = await house.workspace()
// Two front doors over the same data, as two processes would be: they only share PostgreSQL.
const here = await serve(house.platform, { port: 0, host: '127.0.0.1' })
const there = await serve(house.platform, { port: 0, host: '127.0.0.1' })

async function listen(who: Person, port: number) {
  const { key } = await house
    .as(who, (s) => makeKey(s, { name: 'live', access: 'read' }))
    .catch(() => house.as(owner, (s) => makeKey(s, { name: 'live', access: 'read', memberId: who.memberId })))
  const abort = new AbortController()
  const answer = await fetch(`http://127.0.0.1:${port}/live`, {
    headers: { authorization: `Bearer ${key}` },
    signal: abort.signal,
  })
  const heard: { topic: string; ids: string[] }[] = []
  const waiting: (() => void)[] = []
  void (async () => {
    const decoder = new TextDecoder()
    for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>)
      for (const m of decoder.decode(chunk).matchAll(/^data: (\{.*"topic".*\})$/gm)) {
        heard.push(JSON.parse(m[1]!))
        for (const w of waiting.splice(0)) w()
      }
  })().catch(() => {})
  return {
    status: answer.status,
    heard,
    next: () => new Promise<void>((done) => waiting.push(done)),
    close: () => abort.abort(),
  }
}

test('a change made through one process is heard by a screen open on the other', async () => {
  const ear = await listen(owner, there.port)
  assert.equal(ear.status, 200)
  const next = ear.next()
  const project = await house.as(owner, (s) => createProject(s, { name: 'Vu d’à côté' }))
  await next
  assert.deepEqual(ear.heard[0], {
    topic: 'project',
    ids: [project.id],
    project: project.id,
    by: owner.memberId,
  })
  ear.close()
})

test('a guest hears of their project only, the neighbour of nothing', async () => {
  const [mine, other] = [await house.project(owner, 'Ouvert'), await house.project(owner, 'Fermé')]
  const guest = await house.person(workspace, 'guest')
  await house.as(owner, (s) => setProjectMember(s, mine, guest.memberId, 'reader'))
  const { owner: neighbour } = await house.workspace('Voisin')
  const [g, n] = [await listen(guest, here.port), await listen(neighbour, here.port)]
  const next = g.next() // listening before it is said, or it may be heard already
  await house.as(owner, async (s) => {
    for (const id of [other, mine])
      await s.sql("select pg_notify('pupitre_live', $1)", [
        JSON.stringify({ topic: 'task', ids: [id], project: id, workspace }),
      ])
  })
  await next
  assert.deepEqual(
    g.heard.map((c) => c.ids),
    [[mine]],
  )
  assert.deepEqual(n.heard, [])
  g.close()
  n.close()
})

test('nobody listens without a key', async () => {
  assert.equal((await fetch(`http://127.0.0.1:${here.port}/live?workspace=${workspace}`)).status, 401)
})

test.after(async () => {
  await Promise.all([here.stop(), there.stop()])
})
