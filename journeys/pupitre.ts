import { type ChildProcess, execFile, spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { test as base } from '@playwright/test'
import { rest } from '../src/platform/engines/processes.ts'
import { freePort } from '../src/platform/engines/testing/port.ts'

export { expect } from '@playwright/test'

const root = path.join(import.meta.dirname, '..')

export type Pupitre = {
  url: string
  data: string
  /** Runs `bin/pupitre` on the same data. */
  cli(args: string[], input?: string): Promise<{ code: number; stdout: string; stderr: string }>
  stop(): Promise<void>
}

/** A Pupitre of its own, started as a stranger would, on an empty folder. */
export async function startPupitre(env: Record<string, string> = {}): Promise<Pupitre> {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'pupitre-journey-'))
  const port = await freePort()
  const url = `http://localhost:${port}`
  const child: ChildProcess = spawn(process.execPath, ['src/main.ts', 'start'], {
    cwd: root,
    env: {
      ...process.env,
      PORT: String(port),
      PUBLIC_URL: url,
      PUPITRE_DATA: data,
      LOG_LEVEL: 'warn',
      ...env,
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const exited = new Promise<void>((done) => child.once('exit', () => done()))
  const ready = () =>
    fetch(`${url}/readyz`).then(
      (r) => r.ok,
      () => false,
    )
  for (const end = Date.now() + 90_000; !(await ready()); await rest(50))
    if (Date.now() > end || child.exitCode !== null) throw new Error('Pupitre did not start')
  return {
    url,
    data,
    async cli(args, input) {
      const running = promisify(execFile)(process.execPath, ['src/cli/main.ts', ...args], {
        cwd: root,
        env: { ...process.env, PUPITRE_DATA: data, PORT: String(port), PUBLIC_URL: url },
      })
      if (input !== undefined) running.child.stdin?.end(input)
      return running.then(
        (r) => ({ code: 0, ...r }),
        (e: { code: number; stdout: string; stderr: string }) => ({
          code: e.code,
          stdout: e.stdout,
          stderr: e.stderr,
        }),
      )
    },
    async stop() {
      child.kill('SIGTERM')
      await exited
      fs.rmSync(data, { recursive: true, force: true })
    },
  }
}

/** One Pupitre per file of journeys; `page.goto('/…')` goes there. */
export const test = base.extend<object, { pupitre: Pupitre; desk: string }>({
  /** A file that needs a Pupitre nobody has touched names its own: `test.use({ desk: 'demo' })`. */
  desk: ['shared', { scope: 'worker', option: true }],
  pupitre: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to know what a fixture needs
    async ({}, use) => {
      const pupitre = await startPupitre()
      await use(pupitre)
      await pupitre.stop()
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ pupitre }, use) => use(pupitre.url),
})

export const shared = path.join(root, '../shared')
