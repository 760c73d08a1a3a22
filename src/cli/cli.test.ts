import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { type Engines, startEngines } from '../platform/engines/engines.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pupitre ligne de commande '))
const bin = path.join(import.meta.dirname, '../../bin/pupitre')
let server: Engines

type Answer = { code: number | null; out: string; err: string }
/** Types a command from another folder, as people do. */
function pupitre(
  args: string[],
  o: { input?: string; data?: string; env?: Record<string, string> } = {},
): Promise<Answer> {
  const env = {
    ...process.env,
    LANG: 'fr_FR.UTF-8',
    PUPITRE_DATA: o.data ?? path.join(folder, 'data'),
    LOG_LEVEL: 'silent',
    ...o.env,
  }
  const child = spawn(process.execPath, [bin, ...args], { cwd: folder, env })
  const answer: Answer = { code: null, out: '', err: '' }
  child.stdout.on('data', (d) => (answer.out += d))
  child.stderr.on('data', (d) => (answer.err += d))
  child.stdin.end(o.input ?? '')
  return new Promise((done) => child.on('close', (code) => done({ ...answer, code })))
}
const good = 'tambour violet canard 7 lampe\n'
const add = [
  'user',
  'add',
  '--email',
  'Cheffe@example.org',
  '--password-stdin',
  '--workspace',
  'Agence Brume',
  '--role',
  'owner',
]

before(async () => {
  // The engines of a Pupitre that runs; each command attaches to them.
  server = await startEngines({ data: path.join(folder, 'data'), noSync: true })
  assert.equal((await pupitre(['migrate', '--json'])).code, 0)
})
after(async () => {
  await server.stop()
  fs.rmSync(folder, { recursive: true, force: true })
})

test('the first account is made from the terminal, and asking again makes nothing', async () => {
  const first = await pupitre([...add, '--json'], { input: good })
  assert.equal(first.code, 0, first.err)
  const made = JSON.parse(first.out)
  assert.equal(made.user.email, 'cheffe@example.org')
  assert.deepEqual(
    [made.user.made, made.workspace.made, made.workspace.slug, made.member.role],
    [true, true, 'agence-brume', 'owner'],
  )
  const again = JSON.parse((await pupitre([...add, '--json'], { input: good })).out)
  assert.deepEqual([again.user.made, again.workspace.made, again.user.id], [false, false, made.user.id])
})

test('a weak password is refused in words, and leaves neither account nor workspace', async () => {
  const refused = await pupitre(
    [
      'user',
      'add',
      '--email',
      'x@example.org',
      '--password-stdin',
      '--workspace',
      'Autre',
      '--role',
      'owner',
    ],
    { input: 'azerty\n' },
  )
  assert.equal(refused.code, 4)
  assert.equal(refused.out, '')
  assert.notEqual(refused.err, '')
  assert.equal((await pupitre(['key', 'add', '--email', 'x@example.org', '--workspace', 'Autre'])).code, 3)
})

test('a key is shown alone, so that a script can take it', async () => {
  await pupitre(add, { input: good })
  const made = await pupitre([
    'key',
    'add',
    '--email',
    'cheffe@example.org',
    '--access',
    'write',
    '--days',
    '30',
  ])
  assert.match(made.out, /^pup_\S+\n$/)
  assert.equal((await pupitre(['key', 'add', '--email', 'nobody@example.org'])).code, 3)
})

test('a command written wrongly answers 2, and help says what each code means', async () => {
  for (const args of [
    ['nope'],
    ['user', 'add'],
    ['user', 'add', '--email', 'x', '--workspace', 'a'],
    ['key', 'add', '--email', 'a@b.fr', '--access', 'all'],
    ['restore'],
  ]) {
    const { code, out } = await pupitre(args)
    assert.equal(code, 2, args.join(' '))
    assert.equal(out, '')
  }
  for (const args of [['--help'], ['user', 'add', '--help'], ['backup', '--help']]) {
    const { code, out } = await pupitre(args)
    assert.equal(code, 0)
    assert.match(out, /Codes de sortie : 0 fait, 1 échec, 2 commande mal écrite, 3 introuvable, 4 refusé/)
  }
  assert.match((await pupitre(['--help'], { env: { LC_ALL: 'en_GB.UTF-8' } })).out, /Exit codes: 0 done/)
})

test('a backup made while it runs is restored elsewhere with the server stopped, and only there', async () => {
  await pupitre(add, { input: good })
  const saved = await pupitre(['backup', 'tout.tar.zst', '--json'])
  assert.equal(saved.code, 0, saved.err)
  assert.equal(JSON.parse(saved.out).file, path.join(folder, 'tout.tar.zst'))
  assert.equal((await pupitre(['restore', 'tout.tar.zst'])).code, 4, 'a running Pupitre is not restored into')
  assert.equal((await pupitre(['restore', 'rien.tar.zst'], { data: path.join(folder, 'vide') })).code, 3)
  const data = path.join(folder, 'ailleurs')
  const restored = await pupitre(['restore', 'tout.tar.zst', '--json'], { data })
  assert.equal(restored.code, 0, restored.err)
  assert.equal(JSON.parse(restored.out).rows['public.workspaces'], 1)
  assert.equal((await pupitre(['key', 'add', '--email', 'cheffe@example.org'], { data })).code, 0)
  assert.equal((await pupitre(['restore', 'tout.tar.zst'], { data })).code, 4)
})

test('a workspace is exported as files any program reads, without what only proves a key', async () => {
  await pupitre(add, { input: good })
  await pupitre(['key', 'add', '--email', 'cheffe@example.org'])
  const done = await pupitre(['export', 'sortie', '--workspace', 'agence-brume', '--json'])
  assert.equal(done.code, 0, done.err)
  const lines = (name: string) =>
    fs
      .readFileSync(path.join(folder, 'sortie/tables', `${name}.jsonl`), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
  assert.deepEqual(
    lines('workspaces').map((w) => w.name),
    ['Agence Brume'],
  )
  assert.equal(lines('members')[0].email, 'cheffe@example.org')
  assert.equal(lines('api_keys').length, JSON.parse(done.out).tables.api_keys)
  assert.ok(lines('api_keys').every((k) => !('key_hash' in k)))
  assert.equal((await pupitre(['export', 'sortie'])).code, 4, 'nothing is written over')
  assert.equal((await pupitre(['export', 'autre', '--workspace', 'nulle-part'])).code, 3)
})

test('the doctor finds a healthy house healthy, makes nothing where there is none, and names what is ill', async () => {
  const healthy = await pupitre(['doctor', '--json'])
  assert.equal(healthy.code, 0, healthy.out)
  const found = JSON.parse(healthy.out) as { name: string; state: string; said: string }[]
  assert.ok(found.every((f) => f.state !== 'ill' && f.said))
  for (const name of ['disk', 'postgresql', 'clickhouse', 'migrations', 'jobs'])
    assert.ok(
      found.some((f) => f.name === name && f.state === 'well'),
      name,
    )
  const nowhere = path.join(folder, 'nulle-part')
  assert.equal((await pupitre(['doctor'], { data: nowhere })).code, 0)
  assert.equal(fs.existsSync(nowhere), false)
  const ill = await pupitre(['doctor'], {
    env: { DATABASE_URL: 'postgresql://nobody:x@127.0.0.1:1/none', PUBLIC_URL: 'http://pupitre.example.org' },
  })
  assert.equal(ill.code, 1)
  assert.match(ill.out, /✗ PostgreSQL ne répond pas/)
  assert.match(ill.out, /✗ http:\/\/pupitre\.example\.org n’est pas en HTTPS/)
})

test('tables and plans come in from the terminal, tried first, and go out again in every format', async () => {
  await pupitre(add, { input: good })
  const data = (name: string) => path.join(import.meta.dirname, '../work/import/testdata', name)
  const asana = [
    'import',
    'asana',
    data('chrisputnam9-Asana-Sample.csv'),
    '--new-project',
    'Rentrée',
    '--json',
  ]
  const trial = JSON.parse((await pupitre([...asana, '--dry-run'])).out)
  assert.equal(trial.created.tasks, 11)
  const first = JSON.parse((await pupitre(asana)).out)
  assert.deepEqual(first.created, trial.created)
  assert.deepEqual(Object.keys(first), ['created', 'updated', 'unchanged', 'lost'])
  assert.ok(first.lost.every((l: { what: string; why: string }) => l.what && l.why))
  const again = JSON.parse((await pupitre(asana)).out)
  assert.deepEqual([again.created.tasks, again.unchanged.tasks], [0, 11])

  const table = path.join(folder, 'plan.csv')
  fs.writeFileSync(table, 'Alpha;Bravo\nÉcrire;04/05/2026\n')
  const mapping = path.join(folder, 'plan.json')
  fs.writeFileSync(mapping, JSON.stringify({ table: { columns: { Alpha: 'title', Bravo: 'due' } } }))
  const said = ['import', 'csv', table, '--project', 'Rentrée', '--mapping', mapping, '--json']
  assert.equal(JSON.parse((await pupitre(said)).out).created.tasks, 1)
  fs.writeFileSync(mapping, '{"table":{"columns":{"Alpha":"nimporte"}}}')
  assert.equal((await pupitre(said)).code, 2)
  fs.writeFileSync(table, '')
  assert.equal((await pupitre(['import', 'csv', table, '--project', 'Rentrée'])).code, 4)

  for (const format of ['csv', 'xlsx', 'json', 'mspdi']) {
    const file = path.join(folder, `tâches.${format}`)
    const out = await pupitre([
      'export',
      'tasks',
      '--project',
      'Rentrée',
      '--format',
      format,
      '--out',
      file,
      '--json',
    ])
    assert.equal(out.code, 0, out.err)
    assert.equal(JSON.parse(out.out).tasks, 12)
    assert.ok(fs.statSync(file).size > 500)
  }
  const plan = ['import', 'msproject', path.join(folder, 'tâches.mspdi'), '--new-project', 'Copie', '--json']
  assert.equal(JSON.parse((await pupitre(plan)).out).created.tasks, 12)
})
