import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { freePort } from '../src/platform/engines/testing/port.ts'

const root = path.join(import.meta.dirname, '..')

export type Measurable = {
  port: number
  data: string
  databaseUrl: string
  key: string
  call: <T>(method: string, path: string, body?: unknown) => Promise<T>
  stop(): Promise<void>
}

/** A Pupitre in its own process on an empty folder, with its first workspace, and a key to call it with. */
export async function startMeasured(): Promise<Measurable> {
  const port = await freePort()
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'pupitre-bench-'))
  const child = spawn(process.execPath, ['src/main.ts', 'start'], {
    cwd: root,
    env: {
      ...process.env,
      PORT: String(port),
      PUPITRE_DATA: data,
      LOG_LEVEL: 'error',
      PUPITRE_RATE_LIMIT: '1000000',
      PUBLIC_URL: `http://localhost:${port}`,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return settle(port, data, child).catch(async (e: unknown) => {
    await ended(child)
    throw e
  })
}

async function settle(port: number, data: string, child: ChildProcess): Promise<Measurable> {
  await answering(port, child)
  const base = `http://127.0.0.1:${port}`
  const origin = { origin: `http://localhost:${port}`, 'content-type': 'application/json' }
  const ask = async <T>(
    method: string,
    where: string,
    headers: Record<string, string>,
    body?: unknown,
  ): Promise<T> => {
    const answer = await fetch(base + where, {
      method,
      headers: { ...origin, ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${method} ${where}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as T
  }
  const account = { email: 'mesure@example.org', password: 'tambour violet canard 7 lampe' }
  const { slug } = await ask<{ slug: string }>(
    'POST',
    '/api/v1/setup',
    {},
    { workspace: 'Mesure', name: 'Mesure', ...account },
  )
  const signed = await fetch(`${base}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: origin,
    body: JSON.stringify(account),
  })
  const cookie = signed.headers
    .getSetCookie()
    .map((c) => c.split(';')[0])
    .join('; ')
  const { key } = await ask<{ key: string }>(
    'POST',
    '/api/v1/keys',
    { cookie, 'x-workspace': slug },
    { name: 'mesure', access: 'write' },
  )
  const { databaseUrl } = JSON.parse(fs.readFileSync(path.join(data, 'run', 'pupitre.json'), 'utf8')) as {
    databaseUrl: string
  }
  return {
    port,
    data,
    databaseUrl,
    key,
    call: (method, where, body) => ask(method, where, { authorization: `Bearer ${key}` }, body),
    stop: async () => {
      await ended(child)
      fs.rmSync(data, { recursive: true, force: true })
    },
  }
}

/** Runs a bare handler, the baseline, in a process of its own. */
export async function startBare(
  file: string,
  env: Record<string, string>,
): Promise<{ port: number; stop(): Promise<void> }> {
  const port = await freePort()
  const child = spawn(process.execPath, [path.join(import.meta.dirname, file)], {
    env: { ...process.env, ...env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  await answering(port, child)
  return { port, stop: () => ended(child) }
}

async function answering(port: number, child: ChildProcess): Promise<void> {
  for (let i = 0; i < 400; i++) {
    if (
      await fetch(`http://127.0.0.1:${port}/readyz`).then(
        (r) => r.ok,
        () => false,
      )
    )
      return
    if (child.exitCode !== null) break
    await new Promise((done) => setTimeout(done, 50))
  }
  throw new Error('the measured program did not start')
}

const ended = (child: ChildProcess) =>
  new Promise<void>((done) => {
    if (child.exitCode !== null || child.signalCode !== null) return void done()
    child.once('exit', () => done())
    child.kill('SIGTERM')
  })
