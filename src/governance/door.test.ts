import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openHouse } from '#platform/testing.ts'
import { planAction } from '#strategy/service/actions.ts'
import { serve } from '../server.ts'
import { linkOf } from './service/links.ts'
import { requestApproval } from './service/request.ts'

const house = await openHouse()
const { owner } = await house.workspace()
const serving = await serve(house.platform, { port: 0, host: '127.0.0.1' })
after(() => serving.stop())

const post = async (path: string, body: unknown, locale = 'fr') => {
  const answer = await fetch(`http://127.0.0.1:${serving.port}/api/v1/outside/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-locale': locale },
    body: JSON.stringify(body),
  })
  return {
    status: answer.status,
    body: (await answer.json()) as { message: string; state: string; me: { decision: string } },
  }
}

test('without an account, a client reads and answers over HTTP in their language; a wrong link says nothing', async () => {
  const projectId = await house.project(owner)
  const key = await house.as(owner, async (s) => {
    await planAction(s, projectId, { title: 'Lettre aux clientes', channel: 'email' })
    const { approvers } = await requestApproval(s, {
      projectId,
      subject: { noun: 'plan', id: projectId },
      title: 'Plan',
      approvers: [{ name: 'Marie', email: 'marie@brume.example' }],
    })
    return (await linkOf(s, approvers[0]!.id)).split('/').at(-1)!
  })
  const wrong = await post('approval', { key: 'x'.repeat(43) })
  assert.equal(wrong.status, 410)
  assert.doesNotMatch(JSON.stringify(wrong.body), /Plan|Brume/)
  assert.equal((await post('approval', { key })).body.state, 'pending')
  const bare = await post('approval/decision', { key, decision: 'changes' }, 'en')
  assert.equal(bare.status, 422)
  assert.match(bare.body.message, /Say what should change/)
  const done = await post('approval/decision', { key, decision: 'approved' })
  assert.deepEqual([done.status, done.body.state, done.body.me.decision], [200, 'approved', 'approved'])
  assert.equal((await post('approval/decision', { key, decision: 'refused' })).status, 409)
})
