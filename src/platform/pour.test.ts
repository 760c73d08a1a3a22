import assert from 'node:assert/strict'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { after, test } from 'node:test'
import { pour } from './pour.ts'
import { folder } from './storage.ts'

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'pupitre-pour-'))
after(() => fs.rmSync(root, { recursive: true, force: true }))
const kept = folder(root)
await kept.put('aa-affiche', Readable.from([Buffer.alloc(1_000_000)]), 1_000_000, 'image/png')

test('a reader who left before the first byte leaves no file open', async () => {
  const gone = new PassThrough()
  gone.destroy()
  const bytes = await kept.get('aa-affiche')
  await pour(bytes, gone)
  assert.equal(bytes.destroyed, true)
})

test('a reader who leaves in the middle leaves no file open', async () => {
  const leaving = new PassThrough()
  const bytes = await kept.get('aa-affiche')
  const poured = pour(bytes, leaving)
  await once(leaving, 'data')
  leaving.destroy()
  await poured
  assert.equal(bytes.destroyed, true)
})

test('a file that cannot be read is an accident', async () => {
  const broken = new Readable({ read: (): void => void broken.destroy(new Error('bad sector')) })
  await assert.rejects(pour(broken, new PassThrough()), /bad sector/)
  await assert.rejects(kept.get('zz-nothing'), { code: 'ENOENT' })
})
