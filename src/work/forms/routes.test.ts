import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { throughDoor } from '#platform/gates/door.ts'
import { openHouse } from '#platform/testing.ts'
import { serve } from '../../server.ts'
import { FormDraft } from './model.ts'
import { createForm, followRequest, formLink, submitThroughDoor } from './service.ts'

const house = await openHouse()
const { owner } = await house.workspace()
const serving = await serve(house.platform, { port: 0, host: '127.0.0.1' })
after(() => serving.stop())
const base = `http://127.0.0.1:${serving.port}`
const pdf = '%PDF-1.7\n%âãÏÓ\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n'

test('a file goes up with the key of its form and comes down to whoever sent it; without key or session, nothing does', async () => {
  const p = await house.project(owner)
  const draft = FormDraft.parse({
    name: 'Demande',
    public: true,
    questions: [
      { key: 'what', kind: 'title', label: 'Quoi ?' },
      { key: 'files', kind: 'files', label: 'Fichiers' },
    ],
  })
  const form = await house.as(owner, (s) => createForm(s, p, draft))
  const key = (await house.as(owner, (s) => formLink(s, form.id))).split('/').at(-1) as string
  const post = (headers: Record<string, string>) =>
    fetch(`${base}/forms/files?question=files&form=${form.id}`, {
      method: 'POST',
      body: pdf,
      headers: { 'x-file-name': 'Brief%20d%E2%80%99%C3%A9t%C3%A9.pdf', ...headers },
    })
  assert.equal((await post({ 'x-form-key': 'x'.repeat(43) })).status, 410)
  assert.equal((await post({ 'x-csrf-token': '1' })).status, 401)
  const sent = await post({ 'x-form-key': key })
  assert.equal(sent.status, 201)
  const { id, name } = (await sent.json()) as { id: string; name: string }
  assert.equal(name, 'Brief d’été.pdf')
  const { follow } = await throughDoor(house.platform, 'form', key, (s, d) =>
    submitThroughDoor(s, d, { name: 'Léa', email: '', website: '', answers: { what: 'X', files: [id] } }),
  )
  const mine = await throughDoor(
    house.platform,
    'request',
    follow!.split('/').at(-1) as string,
    followRequest,
  )
  const { pathname, search } = new URL(mine.files[0]!.url)
  const down = await fetch(`${base}${pathname}${search}`)
  assert.equal(await down.text(), pdf)
})
