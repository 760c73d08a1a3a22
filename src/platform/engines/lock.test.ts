import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { holderOf, takeLock } from './lock.ts'
import { startMark } from './processes.ts'

let data: string
beforeEach(() => {
  data = fs.mkdtempSync(path.join(os.tmpdir(), 'pupitre-lock-'))
  fs.mkdirSync(path.join(data, 'run'))
})
afterEach(() => fs.rmSync(data, { recursive: true, force: true }))
const left = (holder: object) =>
  fs.writeFileSync(
    path.join(data, 'run/lock'),
    JSON.stringify({
      pid: process.pid,
      mark: startMark(process.pid),
      host: os.hostname(),
      kind: 'server',
      since: new Date().toISOString(),
      ...holder,
    }),
  )
const aged = (seconds: number) =>
  fs.utimesSync(
    path.join(data, 'run/lock'),
    new Date(Date.now() - seconds * 1000),
    new Date(Date.now() - seconds * 1000),
  )

test('a server that runs keeps its data; once it left, they are free', async () => {
  const lock = await takeLock(data, 'server')
  assert.equal(holderOf(data)?.pid, process.pid)
  await assert.rejects(takeLock(data, 'server'), { name: 'StartRefused' })
  lock.release()
  assert.equal(holderOf(data), undefined)
  ;(await takeLock(data, 'server')).release()
})

test('the lock of a dead process, or of one whose number was given to another, is taken over', async () => {
  left({ pid: 2 ** 22 + 1, mark: '1' })
  ;(await takeLock(data, 'server')).release()
  fs.writeFileSync(path.join(data, 'run/lock'), 'no lock at all')
  ;(await takeLock(data, 'server')).release()
  left({ mark: 'another start' })
  ;(await takeLock(data, 'server')).release()
})

test('a lock from another machine counts while its heartbeat is fresh', async () => {
  left({ host: 'elsewhere', pid: 1 })
  await assert.rejects(takeLock(data, 'server'), /elsewhere/)
  aged(60)
  ;(await takeLock(data, 'server')).release()
})

test('a command at work is waited for', async () => {
  const first = await takeLock(data, 'command')
  setTimeout(() => first.release(), 300)
  ;(await takeLock(data, 'command')).release()
})

test('of twenty starts that find a dead lock, one gets the data', async () => {
  left({ mark: 'dead' })
  const tries = await Promise.allSettled(Array.from({ length: 20 }, () => takeLock(data, 'server')))
  const won = tries.filter((t) => t.status === 'fulfilled')
  assert.equal(won.length, 1)
})
