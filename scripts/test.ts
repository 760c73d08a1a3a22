import { spawn } from 'node:child_process'
import { globSync } from 'node:fs'
import { startTestEngines } from '../src/platform/testing.ts'

/** Runs the tests on real engines started once. `node scripts/test.ts [FILE…]` runs just those; without files, the journeys follow. */
const wanted = process.argv.slice(2)
const journeys = wanted.filter((f) => f.endsWith('.spec.ts'))
const files = wanted.length
  ? wanted.filter((f) => f.endsWith('.test.ts'))
  : globSync(['src/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'])

const run = (args: string[], env: Record<string, string> = {}) =>
  new Promise<number>((done) => {
    const child = spawn(process.execPath, args, { stdio: 'inherit', env: { ...process.env, ...env } })
    child.on('exit', (code) => done(code ?? 1))
  })

let failed = 0
if (files.length) {
  const engines = await startTestEngines()
  const shared = { PUPITRE_TEST_ENGINES: JSON.stringify(engines), NODE_ENV: 'test', TZ: 'UTC' }
  failed = await run(
    [
      '--test',
      '--test-concurrency=2',
      '--test-timeout=300000',
      `--test-reporter=${process.env.TEST_REPORTER ?? 'spec'}`,
      ...files.sort(),
    ],
    shared,
  )
  await engines.stop()
}
if (!failed && (journeys.length || !wanted.length))
  failed = await run(['node_modules/@playwright/test/cli.js', 'test', ...journeys])
process.exit(failed)
