import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'

const root = path.join(import.meta.dirname, '../..')
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pupitre lanceur '))
after(() => fs.rmSync(folder, { recursive: true, force: true }))

/** Runs the launcher after pretending, in a preloaded line, to be on another machine. */
const pretending = (line: string, args: string[] = [], env: Record<string, string> = {}) => {
  const preload = path.join(folder, `${Math.random()}.cjs`)
  fs.writeFileSync(preload, line)
  return spawnSync(process.execPath, ['--require', preload, path.join(root, 'scripts/run.cjs'), ...args], {
    encoding: 'utf8',
    env: { ...process.env, LANG: 'fr_FR.UTF-8', LC_ALL: '', ...env },
  })
}
const as = (what: string, value: string) => `Object.defineProperty(process, '${what}', { value: ${value} })`

test('a machine that cannot run Pupitre is told so in one sentence, in its language', () => {
  const cases: [string, RegExp, RegExp][] = [
    [
      as('versions', `{ ...process.versions, node: '18.20.0' }`),
      /Node 18\.20\.0 est trop ancien/,
      /Node 18\.20\.0 is too old/,
    ],
    [as('versions', `{ ...process.versions, node: '20.18.1' }`), /20\.19 ou plus récent/, /20\.19 or later/],
    [as('platform', `'win32'`), /WSL2/, /WSL2/],
    [
      as('platform', `'freebsd'`),
      /ne connaît pas cette machine \(freebsd/,
      /does not know this machine \(freebsd/,
    ],
    [as('arch', `'riscv64'`), /riscv64/, /riscv64/],
  ]
  for (const [line, fr, en] of cases) {
    const [french, english] = [pretending(line), pretending(line, [], { LANG: 'en_GB.UTF-8' })]
    assert.match(french.stderr, fr)
    assert.match(english.stderr, en)
    assert.equal(french.status, 1)
    assert.equal(french.stdout, '')
    assert.doesNotMatch(french.stderr, /at .*\(/, 'no stack')
  }
})

test('what an old Node reads before it is refused holds no newer syntax', () => {
  for (const file of ['run.cjs', 'launch/machine.cjs', 'launch/words.cjs'])
    assert.doesNotMatch(
      fs.readFileSync(path.join(root, 'scripts', file), 'utf8'),
      /\?\.|\?\?|catch \{|\bimport\(/,
      file,
    )
  const first = fs.readFileSync(path.join(root, 'scripts/run.cjs'), 'utf8')
  assert.ok(
    first.indexOf('checkMachine()') < first.indexOf(`require('node:`),
    'node: names come after the check',
  )
})

test('an unknown command answers 2 and names the known ones', () => {
  const { status, stderr, stdout } = pretending('', ['danse'])
  assert.equal(status, 2)
  assert.match(stderr, /start, test, dev, check, bench, format/)
  assert.equal(stdout, '')
})

test('what runs on the leash stops by itself when its launcher is killed', async () => {
  const program = path.join(folder, 'works.mjs')
  const trace = path.join(folder, 'trace')
  fs.writeFileSync(
    program,
    `import fs from 'node:fs'\nprocess.on('SIGHUP', () => { fs.writeFileSync(${JSON.stringify(trace)}, 'stopped'); process.exit() })\nsetInterval(() => {}, 1000)\nconsole.log('up')`,
  )
  const launcher = path.join(folder, 'launcher.mjs')
  fs.writeFileSync(
    launcher,
    `import { spawn } from 'node:child_process'\nspawn(process.execPath, ['--import', ${JSON.stringify(path.join(root, 'scripts/launch/leash.mjs'))}, ${JSON.stringify(program)}], { stdio: 'inherit', detached: true })\nsetInterval(() => {}, 1000)`,
  )
  const child = spawn(process.execPath, [launcher], { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise((up) => child.stdout.once('data', up))
  child.kill('SIGKILL')
  for (let i = 0; i < 100 && !fs.existsSync(trace); i++) await new Promise((wake) => setTimeout(wake, 50))
  assert.equal(fs.readFileSync(trace, 'utf8'), 'stopped')
})
